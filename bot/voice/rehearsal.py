"""A rehearsal in words: who gets what and when, what Zoom is asked, what waits for a person, what an edit changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.rehearsal import Difference, Happening, Moved, Rehearsed
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.kinds import EFFECTS
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import (
    city,
    clean,
    clock_time,
    count,
    day,
    escape,
    listed,
    local,
    local_day,
    one_line,
    with_names,
)

FEW, LONGEST = 3, 90
A_MINUTE = timedelta(minutes=1)
NOBODY = (
    "Nothing leaves while this is rehearsed, and nobody answers in it: who says No later gets less."
)
OF_ANOTHER = frozenset({"edit", "mail"})  # these bring, or change, another kind
ANEW = frozenset({"edit", "home"})
SOMEBODY = "somebody who left"
BEGUN = "I rehearse it, and send you what would happen. It takes a moment."
SAME = "Nothing has changed since the last rehearsal."


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What a list is read with: the reader's zone, people's names, and the plan's questions by their keys."""

    zone: str
    people: Mapping[str, str]
    questions: Mapping[str, str] = field(default_factory=dict)
    place: MeetingPlace = ZOOM


def message(
    session: Session, rehearsed: Rehearsed, known: Programme, change: Difference | None
) -> Message:
    """The whole rehearsal of one session, as Slack shows it."""
    lead = head(session, rehearsed, known)
    people = [clean(one) for one in known.people.values()]
    said = [with_names(line, people) for line in lines(session, rehearsed, known, change)]
    blocks = (b.section(f"*{escape(lead)}*"), b.context(NOBODY), *paragraphs(said))
    return Message(text="\n".join([escape(lead), NOBODY, *said]), blocks=blocks)


def head(session: Session, rehearsed: Rehearsed, known: Programme) -> str:
    """How much there is of what, in one sentence."""
    mine = rehearsed.about(session.id)
    said = sum(one.number for one in mine if one.people and one.kind not in ANEW)
    zoom = sum(one.number for one in mine if one.kind.startswith("meeting"))
    until = local_day(rehearsed.until, known.zone)
    calls = f"{count(zoom, 'call')} to {known.place.name}, " if known.place.makes_meetings else ""
    return (
        f"“{session.title}” until {until}: {count(said, 'message')} to {count(_reached(mine), 'person', 'people')}, "
        f"{calls}{count(len(rehearsed.needs), 'thing')} for a facilitator."
    )


def _reached(happenings: Sequence[Happening]) -> int:
    return len({person for one in happenings for person in one.people})


def lines(
    session: Session, rehearsed: Rehearsed, known: Programme, change: Difference | None
) -> Iterator[str]:
    """What changed since the last one, what happens in its order, what waits, and how much else there is."""
    if change is not None:
        yield from changes(change, known)
    mine = rehearsed.about(session.id)
    yield from (line(one, known) for one in mine)
    for need in rehearsed.needs:
        yield f"{local_day(need.at, known.zone)}, for a facilitator: {need.words}"
    if others := sum(one.number for one in rehearsed.happenings if one.session != session.id):
        yield f"Beside this session: {count(others, 'message or call', 'messages and calls')}."


def line(one: Happening, known: Programme) -> str:
    """Wed 10 February, 09:00 to 23:00 in London. Asks: “Can you come?”. 59 people in 6 zones."""
    return (
        ". ".join(
            filter(
                None, [_when(one.first, one.last, known.zone), what(one, known), _who(one, known)]
            )
        )
        + "."
    )


def _when(first: datetime, last: datetime, zone: str) -> str:
    if last - first < A_MINUTE:
        return local(first, zone)
    there = (first.astimezone(ZoneInfo(zone)).date(), last.astimezone(ZoneInfo(zone)).date())
    end = (
        clock_time(last, zone)
        if there[0] == there[1]
        else f"{day(there[1])} {clock_time(last, zone)}"
    )
    return f"{day(there[0])}, {clock_time(first, zone)} to {end} in {city(zone)}"


def what(one: Happening, known: Programme) -> str:
    """What it is, and which question or message where there are several of its kind."""
    words = EFFECTS[one.kind]
    if one.kind in OF_ANOTHER:
        return f"{words}: {EFFECTS[one.about].lower()}" if one.about in EFFECTS else words
    asked = one_line(known.questions.get(one.about, ""), LONGEST)
    return f"{words}: “{asked}”" if asked else words


def _who(one: Happening, known: Programme) -> str:
    if not one.people:
        return "" if one.number == 1 else f"{one.number} times"
    if len(one.people) <= FEW:
        return listed([clean(known.people.get(person, SOMEBODY)) for person in one.people])
    return f"{len(one.people)} people in {count(one.zones, 'zone')}"


def changes(change: Difference, known: Programme) -> Iterator[str]:
    """What an edit has changed since the last rehearsal."""
    if change.nothing:
        yield SAME
        return
    yield f"Since the last rehearsal: {len(change.new)} new, {len(change.gone)} gone, {len(change.moved)} moved."
    yield from (f"New: {line(one, known)}" for one in change.new)
    yield from (f"Gone: {line(one, known)}" for one in change.gone)
    yield from (_moved(one, known) for one in change.moved)


def _moved(one: Moved, known: Programme) -> str:
    was = _when(one.before.first, one.before.last, known.zone)
    before = f" It was {was}." if one.at_another_time else ""
    differ = [f"{one.joined} more" if one.joined else "", f"{one.gone} fewer" if one.gone else ""]
    people = ", ".join(filter(None, differ))
    return f"Moved: {line(one.after, known)}{before}{f' {people} than before.' if people else ''}"
