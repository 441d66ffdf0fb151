"""What must hold of rooms and meetings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from bot.demo.evidence import Evidence, Held, Invariant, judged
from bot.demo.habits import NO
from bot.domain.sessions import Room, RoomPlan
from integrations.sandbox.record import as_read


def one_meeting(evidence: Evidence) -> Invariant:
    """Every virtual session has one Zoom meeting at its hour, an in-person one has none.

    Behind a link there is none at all: everyone is sent the link, and nobody reads of Zoom.
    """
    found = []
    for held in evidence.held:
        wanted = 1 if held.session.virtual and not evidence.link else 0
        if len(held.meetings) != wanted:
            found.append(
                f"month {held.session.month} has {len(held.meetings)} Zoom meetings, not {wanted}"
            )
        found += [
            f"month {held.session.month}: Zoom starts at {m.starts_at:%d %b %H:%M} UTC"
            for m in held.meetings
            if m.starts_at != held.session.starts_at
        ]
        found += _without_the_link(evidence, held)
    if evidence.link:
        found += [f"{one.key} speaks of Zoom" for one in evidence.letters if "Zoom" in one.words]
    number = sum(len(held.meetings) for held in evidence.held)
    return judged(
        "one Zoom meeting for each virtual session, none in person",
        found,
        f"{number} for {len(evidence.held)} sessions",
    )


def _without_the_link(evidence: Evidence, held: Held) -> list[str]:
    """Whose newest word on their room does not say where everybody meets; and what Zoom was asked all the same."""
    if not evidence.link or not held.session.virtual:
        return []
    month = held.session.month
    found = [f"month {month}: Zoom was asked to {call}" for call in held.zoom_calls]
    lacking = [p for p, said in held.read.items() if evidence.link not in said]
    return [*found, *(f"month {month}: {person} has no link" for person in lacking)]


def published(evidence: Evidence) -> Invariant:
    """Every session's rooms were told."""
    found = [
        f"the rooms of month {h.session.month} were never published"
        for h in evidence.held
        if h.rooms is None
    ]
    number = len(evidence.held) - len(found)
    return judged("rooms published for every session", found, f"{number} of {len(evidence.held)}")


def sizes(evidence: Evidence) -> Invariant:
    """Rooms have the sizes the plan asks for, or it is said in words why not."""
    found, sizes = [], Counter[int]()
    for held, room in _rooms(evidence):
        rules = held.session.planned.rooms
        sizes[room.size] += 1
        if not rules.min_size <= room.size <= rules.max_size and not _excused(held, room):
            found.append(
                f"month {held.session.month}: {room.name} has {room.size} people, and nothing is said of it"
            )
    figure = ", ".join(f"{number} of {size}" for size, number in sorted(sizes.items()))
    return judged(
        "rooms have the plan's size, or the arithmetic is said", found, figure or "no rooms"
    )


def _excused(held: Held, room: Room) -> bool:
    """Whether a notice names the room, or counts everyone and says the sizes."""
    total = sum(r.size for r in held.rooms.rooms) if held.rooms else 0
    notices = held.rooms.notices if held.rooms else ()
    return any(
        _names(n, room.name) or (str(total) in n and str(room.size) in n) or _only(n)
        for n in notices
    )


def _names(notice: str, room: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(room)}(?!\w)", notice) is not None


def _only(notice: str) -> bool:
    return notice.startswith("Only ") and "one room" in notice


def lay_voices(evidence: Evidence) -> Invariant:
    """At least so many people with lived experience in every room as the plan asks, or it is said in words."""
    found, fewest = [], 99
    for held, room in _rooms(evidence):
        lay = sum(1 for p in room.people if p in evidence.community.people and _is_lay(evidence, p))
        fewest = min(fewest, lay)
        if lay < held.session.planned.rooms.min_lay_per_room and not _lay_excused(held, room):
            found.append(
                f"month {held.session.month}: {room.name} has {lay} with lived experience, and nothing is said of it"
            )
    return judged(
        "lived experience in every room, or it is said why not",
        found,
        f"at least {fewest} in every room",
    )


def _is_lay(evidence: Evidence, person: str) -> bool:
    return evidence.community.is_lay(evidence.community.people[person])


def _lay_excused(held: Held, room: Room) -> bool:
    notices = held.rooms.notices if held.rooms else ()
    said = [n for n in notices if "lived experience" in n or "lay" in n]
    return any(_names(n, room.name) or n.startswith("Nobody") for n in said)


def everyone_once(evidence: Evidence) -> Invariant:
    """Everyone who comes sits in exactly one room."""
    found, seats = [], 0
    for held in evidence.held:
        places = Counter(
            p for room in (held.rooms.rooms if held.rooms else ()) for p in room.people
        )
        seats += sum(places.values())
        expected = {p.id for p in evidence.community.seatable if _comes(evidence, held, p.id)}
        found += [
            f"month {held.session.month}: {p} has no room" for p in sorted(expected - set(places))
        ]
        found += [
            f"month {held.session.month}: {p} is in {n} rooms" for p, n in places.items() if n > 1
        ]
        found += [
            f"month {held.session.month}: {p} is nobody to be seated"
            for p in sorted(set(places) - {s.id for s in evidence.community.seatable})
        ]
    return judged("everyone who comes is in exactly one room", found, f"{seats} seats")


def _comes(evidence: Evidence, held: Held, person: str) -> bool:
    """Whoever said so; and whoever said nothing, unless they had put the bot off."""
    said = evidence.diary.reply(held.session.month, person)
    put_off = any(who == person and stand != "active" for _, who, stand in evidence.diary.stood)
    return said != NO and bool(said or not put_off)


def who_said_no(evidence: Evidence) -> Invariant:
    """Nobody who said no in time has a seat."""
    found, noes = [], 0
    for held in evidence.held:
        seated = held.rooms.seated if held.rooms else frozenset()
        freeze = held.session.planned.rooms.freeze_hours_before
        for person in evidence.community.seatable:
            mine = [
                s
                for s in evidence.diary.said
                if s.month == held.session.month and s.person == person.id
            ]
            if mine and mine[-1].answer == NO:
                noes += 1
                hours = (held.session.starts_at - mine[-1].at).total_seconds() / 3600
                if hours > freeze and person.id in seated:
                    found.append(f"month {held.session.month}: {person.id} said no and has a seat")
    return judged("whoever said no has no seat", found, f"{noes} said no")


def same_rooms_everywhere(evidence: Evidence) -> Invariant:
    """The rooms in Zoom, in people's messages and in the database are the same."""
    found, compared = [], 0
    for held in evidence.held:
        if held.rooms is None:
            continue
        compared += len(held.rooms.seated)
        found += _zoom_differs(evidence, held)
        found += [f"month {held.session.month}: {words}" for words in _messages_differ(held)]
    return judged(
        "Zoom, messages and database have the same rooms", found, f"{compared} people compared"
    )


def _zoom_differs(evidence: Evidence, held: Held) -> list[str]:
    """Rooms that Zoom keeps otherwise than the database. An address counts once, where it comes first."""
    if not held.session.virtual or len(held.meetings) != 1 or held.rooms is None:
        return []
    wanted, kept = _addresses(evidence, _to_be_opened(held.rooms)), held.meetings[0].rooms
    wrong = [n for n in sorted({*wanted, *kept}) if wanted.get(n) != kept.get(n)]
    return [f"month {held.session.month}: {name} is another room in Zoom" for name in wrong]


def _to_be_opened(plan: RoomPlan) -> Sequence[Room]:
    """All rooms, but for those of which it was said that Zoom holds no more."""
    closed = [n for n in plan.notices if "stay closed" in n]
    return list(takewhile(lambda room: not any(_names(n, room.name) for n in closed), plan.rooms))


def _addresses(evidence: Evidence, rooms: Iterable[Room]) -> dict[str, frozenset[str]]:
    used: set[str] = set()
    found = {}
    for room in rooms:
        people = [
            evidence.community.people[p] for p in room.people if p in evidence.community.people
        ]
        mine = {p.zoom_email.casefold() for p in people} - used - {""}
        used |= mine
        found[room.name] = frozenset(mine)
    return found


def _in_other_rounds(held: Held, person: str) -> Iterator[str]:
    """Where somebody sits in rounds of another kind; their message names those rooms, too."""
    for drawn in held.rooms.others if held.rooms else ():
        yield from (room.name for room in drawn.rooms if person in room.people)


def _messages_differ(held: Held) -> Iterable[str]:
    rooms = held.rooms.rooms if held.rooms else ()
    for room in rooms:
        for person in room.people:
            said, own = (
                as_read(held.read.get(person, "")),
                {room.name, *_in_other_rounds(held, person)},
            )
            others = [r.name for r in rooms if r.name not in own and _names(said, r.name)]
            if said and (not _names(said, room.name) or others):
                yield f"{person} sits in {room.name} and reads of {', '.join(others) or 'no room'}"
            elif not said:
                yield f"{person} sits in {room.name} and was never told"


def edits_kept(evidence: Evidence) -> Invariant:
    """An undo takes back exactly the last change of the seats."""
    found, undone = [], 0
    for held in evidence.held:
        by_number = {v.version: v for v in held.versions}
        for version in held.versions:
            if not version.undoes:
                continue
            undone += 1
            if by_number[version.undoes].rooms != version.rooms:
                found.append(
                    f"month {held.session.month}: version {version.version} is not what version {version.undoes} was"
                )
    edits = len(evidence.diary.moved)
    return judged(
        "an undo takes back exactly the last change",
        found,
        f"{edits} changes by facilitators, {undone} taken back",
    )


def meeting_started(evidence: Evidence) -> Invariant:
    """The Start button leads each facilitator who presses it to the session's own meeting, as its host."""
    found, led = [], 0
    for held in evidence.held:
        if not held.session.virtual or not evidence.community.facilitators:
            continue
        answer = evidence.diary.started.get(held.session.month, "nobody could press it")
        if _leads_there(evidence, held, answer):
            led += 1
        else:
            found.append(f"month {held.session.month}: Start leads to {answer.partition('?')[0]}")
    return judged(
        "the Start button leads to the meeting as its host",
        found,
        f"{led} of {led + len(found)} meetings",
    )


def _leads_there(evidence: Evidence, held: Held, answer: str) -> bool:
    if evidence.link:
        return answer == f"302 {evidence.link}"
    ids = [str(m.id) for m in held.meetings]
    to_one = any(f"/s/{i}?" in answer for i in ids)
    return answer.startswith("302 ") and to_one and "zak=" in answer


def _rooms(evidence: Evidence) -> Iterable[tuple[Held, Room]]:
    return ((held, room) for held in evidence.held if held.rooms for room in held.rooms.rooms)
