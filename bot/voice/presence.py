"""Who was really there, in words: the form of two taps, its receipt, and where every room stands."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts
from bot.voice.message import Block, Message, View
from bot.voice.room_wishes import several
from bot.voice.rooms import paragraphs
from bot.voice.words import clean, count, escape, fold, local_day, name, names, spelled

AT_ONCE = 10  # Slack's limit for the boxes of one list
MOST = 40
ROOMS_IN_A_ROW = 25
WHO_SEES = "You, whoever keeps time or takes notes in your room, and the facilitators see this."


@dataclass(frozen=True, kw_only=True)
class RoomSeen:
    """One room of a session as far as it is known. `people` were planned in it or came to it.

    `here` are those of them who are taken to have been there, `others` may be named as having come too. `told_by`
    is the name of whoever said it last, empty while nobody has said anything. `unseen` are not here by Zoom alone.
    """

    session: Session
    room: str
    day: str
    people: Sequence[Participant]
    here: frozenset[str]
    told_by: str = ""
    unseen: frozenset[str] = frozenset()
    others: Sequence[Participant] = ()

    def with_others(self, others: Sequence[Participant]) -> "RoomSeen":
        return replace(self, others=others)

    @property
    def came(self) -> list[str]:
        return [p.name for p in self.people if p.id in self.here]

    @property
    def away(self) -> list[str]:
        return [p.name for p in self.people if p.id not in self.here | self.unseen]

    @property
    def missed_by_zoom(self) -> list[str]:
        return [p.name for p in self.people if p.id in self.unseen]


def who_was_here(seen: RoomSeen, opened: str) -> View:
    """Everybody planned in the room is ticked already: untick who was not there, and send it."""
    lead = f"*{name(seen.room)}*, “{escape(seen.session.title)}”, {seen.day}."
    known = facts(
        session=seen.session.id,
        room=seen.room,
        opened=opened,
        here=",".join(p.id for p in seen.people[:MOST] if p.id in seen.here),
        away=",".join(p.id for p in seen.people[:MOST] if p.id not in seen.here),
    )
    hint = (
        "Next month's rooms bring together people who have not met, so it matters who really sat together. The "
        "facilitators see this, and each person what is said of them."
    )
    body = [b.section(lead), *_boxes(seen), *_came_too(seen.others), b.context(hint)]
    return View(body=b.form("presence", "Who was here?", body, submit="That is right", facts=known))


def _boxes(seen: RoomSeen) -> list[Block]:
    """The people, ten at a time."""
    labels = told_apart(seen.people[:MOST])
    pairs = [(label, p.id) for label, p in zip(labels, seen.people[:MOST], strict=True)]
    lists = [pairs[n : n + AT_ONCE] for n in range(0, len(pairs), AT_ONCE)]
    return [
        b.field(
            f"here{number}",
            "Who was here" if number == 1 else f"Who was here, list {number}",
            _ticked(f"here{number}", few, seen.here),
            hint="Untick whoever was not there." if number == 1 else "",
            optional=True,
        )
        for number, few in enumerate(lists, 1)
    ]


def _ticked(act: str, choices: Sequence[tuple[str, str]], chosen: Collection[str]) -> Block:
    options = [b.option(*choice) for choice in choices]
    made: Block = {"type": "checkboxes", "action_id": act, "options": options}
    ticked = [option for option in options if option["value"] in chosen]
    return made | ({"initial_options": ticked} if ticked else {})


def _came_too(others: Sequence[Participant]) -> list[Block]:
    if not others:
        return []
    who = list(zip(told_apart(others), [person.id for person in others], strict=True))
    return [b.field("joined", "Someone else joined us", several("joined", who), optional=True)]


def told_apart(people: Sequence[Participant]) -> list[str]:
    """Their names; with the organisation, and at last the roster's own mark, where several bear one name."""
    plain = [clean(p.name) for p in people]
    doubled = _repeated(plain)
    fuller = [
        f"{n} ({clean(p.organisation)})" if fold(n) in doubled else n
        for n, p in zip(plain, people, strict=True)
    ]
    doubled = _repeated(fuller)
    return [
        spelled(f"{n} {p.id}" if fold(n) in doubled else n)
        for n, p in zip(fuller, people, strict=True)
    ]


def _repeated(words: Sequence[str]) -> set[str]:
    return {word for word, times in Counter(map(fold, words)).items() if times > 1}


def receipt(seen: RoomSeen, left: Sequence[str], *, for_good: bool) -> str:
    """What is written down now. `left` are the names of whom somebody else has told of meanwhile."""
    parts = [f"{name(seen.room)}: {count(len(seen.came), 'person was', 'people were')} there."]
    if seen.away:
        parts.append(f"Not there: {names(seen.away)}.")
    if seen.missed_by_zoom:
        parts.append(f"Not seen by Zoom: {names(seen.missed_by_zoom)}.")
    if left:
        parts.append(
            f"Somebody else has just told of {names(left)}; I left that as it is. Look again if it is wrong."
        )
    until = "" if for_good else " until the next session begins"
    parts.append(f"You can correct it in the same way{until}.")
    return " ".join(parts)


def with_who_was_here(said: Message, session_id: str, room: str, *, told: bool) -> Message:
    """The same card with the button for whoever keeps time or takes notes in a room."""
    words = (
        "Who was here is written down. If it was otherwise, press “Who was here?” again."
        if told
        else "Before you part: “Who was here?” takes two taps, and next month's rooms go by it."
    )
    says = f"Tell who was in {clean(room)}"
    button = b.button("Who was here?", "presence:open", f"{session_id}|{room}", says=says)
    return Message(
        text=f"{said.text} {words}", blocks=(*said.blocks, b.context(words), b.actions(button))
    )


def attended_page(
    session: Session,
    rooms: Sequence[RoomSeen],
    *,
    nowhere: Sequence[str],
    day: str,
    by_zoom: Sequence[str] = (),
) -> Message:
    """For facilitators: each room with who was there, as told, and a button for each."""
    lead = f"Who was there: “{escape(session.title)}”, {day}: {told_of(rooms)}."
    lines = [_line(seen) for seen in rooms if _heard_of(seen)]
    if waiting := [seen.room for seen in rooms if not _heard_of(seen)]:
        lines.append(
            f"Nobody has told yet of {names(waiting)}: there the plan counts as it stands."
        )
    if nowhere:
        lines.append(f"There, but nobody knows in which room: {names(nowhere)}.")
    lines += by_zoom
    return Message(
        text="\n".join([lead, *lines]),
        blocks=(b.section(lead), *paragraphs(lines), *_buttons(session, rooms)),
    )


def _heard_of(seen: RoomSeen) -> bool:
    return bool(seen.told_by or seen.away or seen.unseen)


def zoom_saw(
    unnamed: int, either: Sequence[Sequence[str]], roomless: Sequence[str], silent: str
) -> list[str]:
    """What Zoom saw beside the rooms: whom it does not name, who share a login, or why it tells nothing at all."""
    lines = [f"There, but in none of the rooms: {names(roomless)}."] if roomless else []
    lines += [f"One of these was seen, nobody knows which: {names(who)}." for who in either]
    if unnamed:
        lines.append(
            f"Zoom saw {count(unnamed, 'person', 'people')} it does not name, by telephone or without an account."
        )
    if silent:
        lines.append(
            f"Zoom does not tell who was there. {escape(silent)} The buttons do it by hand."
        )
    return lines


def told_of(rooms: Sequence[RoomSeen]) -> str:
    """3 of 9 rooms told."""
    told = sum(1 for seen in rooms if seen.told_by)
    return f"{told} of {count(len(rooms), 'room')} told"


def _line(seen: RoomSeen) -> str:
    missed = seen.missed_by_zoom
    away = " ".join(
        [
            *([f"Not there: {names(seen.away)}."] if seen.away else []),
            *([f"Not seen by Zoom: {names(missed)}."] if missed else []),
        ]
    )
    if not seen.told_by:
        return f"*{name(seen.room)}*: {away} Nobody has told yet of the others."
    came = f"*{name(seen.room)}*: {names(seen.came) or 'nobody'}."
    return " ".join(filter(None, [came, away, f"As told by {name(seen.told_by)}."]))


def _buttons(session: Session, rooms: Sequence[RoomSeen]) -> list[Block]:
    """As few rows as Slack allows, so that fifty rooms fit one message."""
    made = [
        b.button(
            f"{clean(seen.room)}: who was here?", f"presence:room:{n}", f"{session.id}|{seen.room}"
        )
        for n, seen in enumerate(rooms)
    ]
    rows = [made[n : n + ROOMS_IN_A_ROW] for n in range(0, len(made), ROOMS_IN_A_ROW)]
    return [b.actions(*row) for row in rows]


@dataclass(frozen=True, kw_only=True)
class LastTime:
    """The session that is over, and whether this person was there; None where nobody has said so."""

    session: Session
    zone: str
    was_there: bool | None
    unseen: bool = False


def last_time(last: LastTime) -> list[Block]:
    """On one's own page: how one is remembered, and the way to put it right."""
    words = (
        f"Last time, “{escape(last.session.title)}”, {local_day(last.session.starts_at, last.zone)}"
    )
    away = ": Zoom did not see you." if last.unseen else ": you could not be there."
    said = {True: ": you were there.", False: away, None: "."}
    button = (
        b.button("I was there after all", "presence:there", last.session.id)
        if last.was_there is False
        else b.button("I could not be there", "presence:absent", last.session.id)
    )
    return [b.context(f"{words}{said[last.was_there]} {WHO_SEES}"), b.actions(button)]
