"""Who was really there, in words: the form of two taps, its receipt, and where every room stands."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts
from bot.voice.message import Block, Message, View
from bot.voice.room_wishes import several
from bot.voice.rooms import paragraphs
from bot.voice.words import clean, count, escape, fold, name, names, spelled

AT_ONCE = 10  # Slack's limit for the boxes of one list
MOST = 40
ROOMS_IN_A_ROW = 25
WHO_SEES = to_say(
    "You, whoever keeps time or takes notes in your room, and the facilitators see this."
)


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
    hint = say(
        "Next month's rooms bring together people who have not met, so it matters who really sat together. The "
        "facilitators see this, and each person what is said of them."
    )
    body = [b.section(lead), *_boxes(seen), *_came_too(seen.others), b.context(hint)]
    return View(
        body=b.form(
            "presence", say("Who was here?"), body, submit=say("That is right"), facts=known
        )
    )


def _boxes(seen: RoomSeen) -> list[Block]:
    """The people, ten at a time."""
    labels = told_apart(seen.people[:MOST])
    pairs = [(label, p.id) for label, p in zip(labels, seen.people[:MOST], strict=True)]
    lists = [pairs[n : n + AT_ONCE] for n in range(0, len(pairs), AT_ONCE)]
    return [
        b.field(
            f"here{number}",
            say("Who was here")
            if number == 1
            else say("Who was here, list {number}", number=number),
            _ticked(f"here{number}", few, seen.here),
            hint=say("Untick whoever was not there.") if number == 1 else "",
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
    return [b.field("joined", say("Someone else joined us"), several("joined", who), optional=True)]


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
    parts = [
        say(
            "{room}: {number_of_people} there.",
            room=name(seen.room),
            number_of_people=count(len(seen.came), "person was", "people were"),
        )
    ]
    if seen.away:
        parts.append(say("Not there: {away}.", away=names(seen.away)))
    if seen.missed_by_zoom:
        parts.append(
            say("Not seen by Zoom: {missed_by_zoom}.", missed_by_zoom=names(seen.missed_by_zoom))
        )
    if left:
        parts.append(
            say(
                "Somebody else has just told of {left}; I left that as it is. Look again if it is wrong.",
                left=names(left),
            )
        )
    until = "" if for_good else say(" until the next session begins")
    parts.append(say("You can correct it in the same way{until}.", until=until))
    return " ".join(parts)


def with_who_was_here(said: Message, session_id: str, room: str, *, told: bool) -> Message:
    """The same card with the button for whoever keeps time or takes notes in a room."""
    words = (
        say("Who was here is written down. If it was otherwise, press “Who was here?” again.")
        if told
        else say(
            "Before you part: “Who was here?” takes two taps, and next month's rooms go by it."
        )
    )
    says = say("Tell who was in {room}", room=clean(room))
    button = b.button(say("Who was here?"), "presence:open", f"{session_id}|{room}", says=says)
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
    lead = say(
        "Who was there: “{title}”, {day}: {told_of}.",
        title=escape(session.title),
        day=day,
        told_of=told_of(rooms),
    )
    lines = [_line(seen) for seen in rooms if _heard_of(seen)]
    if waiting := [seen.room for seen in rooms if not _heard_of(seen)]:
        lines.append(
            say(
                "Nobody has told yet of {waiting}: there the plan counts as it stands.",
                waiting=names(waiting),
            )
        )
    if nowhere:
        lines.append(
            say("There, but nobody knows in which room: {nowhere}.", nowhere=names(nowhere))
        )
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
    lines = (
        [say("There, but in none of the rooms: {roomless}.", roomless=names(roomless))]
        if roomless
        else []
    )
    lines += [
        say("One of these was seen, nobody knows which: {who}.", who=names(who)) for who in either
    ]
    if unnamed:
        lines.append(
            say(
                "Zoom saw {number_of_people} it does not name, by telephone or without an account.",
                number_of_people=count(unnamed, "person", "people"),
            )
        )
    if silent:
        lines.append(
            say(
                "Zoom does not tell who was there. {silent} The buttons do it by hand.",
                silent=escape(silent),
            )
        )
    return lines


def told_of(rooms: Sequence[RoomSeen]) -> str:
    """3 of 9 rooms told."""
    told = sum(1 for seen in rooms if seen.told_by)
    return say(
        "{told} of {number_of_rooms} told",
        told=told,
        number_of_rooms=count(len(rooms), "room", "rooms"),
    )


def _line(seen: RoomSeen) -> str:
    missed = seen.missed_by_zoom
    away = " ".join(
        [
            *([say("Not there: {away}.", away=names(seen.away))] if seen.away else []),
            *([say("Not seen by Zoom: {missed}.", missed=names(missed))] if missed else []),
        ]
    )
    if not seen.told_by:
        return say(
            "*{room}*: {away} Nobody has told yet of the others.", room=name(seen.room), away=away
        )
    came = f"*{name(seen.room)}*: {names(seen.came) or say('nobody')}."
    return " ".join(
        filter(None, [came, away, say("As told by {told_by}.", told_by=name(seen.told_by))])
    )


def _buttons(session: Session, rooms: Sequence[RoomSeen]) -> list[Block]:
    """As few rows as Slack allows, so that fifty rooms fit one message."""
    made = [
        b.button(
            say("{room}: who was here?", room=clean(seen.room)),
            f"presence:room:{n}",
            f"{session.id}|{seen.room}",
        )
        for n, seen in enumerate(rooms)
    ]
    rows = [made[n : n + ROOMS_IN_A_ROW] for n in range(0, len(made), ROOMS_IN_A_ROW)]
    return [b.actions(*row) for row in rows]
