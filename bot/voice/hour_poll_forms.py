"""Asking the group about its hours: the page that compares, the windows of who asks, and that of who answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.fair_hours import Calendar
from bot.domain.hour_polls import HourPoll, PollState, Says, Way
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice import hours
from bot.voice.forms import facts
from bot.voice.hour_polls import (
    LABELS,
    NAMES,
    RULE,
    WHO_SEES,
    WHY_HARD,
    Seen,
    ahead,
    decide_buttons,
    of_way,
)
from bot.voice.message import Block, Message, View
from bot.voice.own_hours import at_night, own_hours
from bot.voice.rooms import paragraphs
from bot.voice.words import city, count, escape, listed, local, local_day

LEAD = "How the sessions ahead could be held. What has been counts as it was."
NOTHING_ELSE = "There is no other way to hold them, so there is nothing to ask the group."
NO_SESSIONS = "No online session is far enough ahead to be moved: people need a week to answer, and a week to plan."
SENT = "It goes to everybody who takes part, to each at an hour that suits them. You hear what came of it."
CLOSED, SAID = (
    "It is closed. Everyone hears what came of it.",
    "Thank you. You can change it until it closes.",
)
BY_TELEPHONE = (
    "Somebody answers by telephone? /convene people with their name, then “Answer for them”."
)

Compared = tuple[Way, Calendar, str]


def compared(found: Sequence[Compared], last: str = "") -> Message:
    """The ways side by side, each in a sentence, and the button that asks the group."""
    lines = [_sentence(*one) for one in found]
    can = [one for one in found if not one[2]]
    rest = [] if len(can) > 1 else [NOTHING_ELSE if found else NO_SESSIONS]
    fairest = (
        [hours.fairest([_named(way, calendar) for way, calendar, _ in can])] if len(can) > 1 else []
    )
    said = [LEAD, *lines, *fairest, *rest, *([last] if last else [])]
    ask = [b.actions(b.button("Ask the group", "hours:ask"))] if len(can) > 1 else []
    return Message(text="\n".join(said), blocks=(*paragraphs(said), *ask))


def last_time(poll: HourPoll, zone: str) -> str:
    """What came of asking the group before."""
    way = poll.way(poll.taken)
    what = f"{NAMES[way.key]}." if way else f"the hours were kept: “{escape(poll.why)}”"
    return f"The group was asked before, on {local_day(poll.at, zone)}. What became of it: {what}"


def _named(way: Way, calendar: Calendar) -> Calendar:
    return replace(calendar, name=NAMES[way.key])


def _sentence(way: Way, calendar: Calendar, refused: str) -> str:
    said = f"• {hours.sentence(calendar, NAMES[way.key])} {_nights(way, calendar)}"
    return f"{said} It cannot be had: {escape(refused)}" if refused else said


def _nights(way: Way, calendar: Calendar) -> str:
    """In which places the sessions ahead lie in the night, and how often."""
    late = {zone: at_night(way.hours, zone) for zone in calendar.people}
    said = [f"{city(zone)} {count(number, 'time')}" for zone, number in late.items() if number]
    return f"At night ahead: {listed(said)}." if said else "Ahead, it is night for nobody."


def ask_form(ways: Sequence[Way], closes: date) -> View:
    """Which ways are put to the group, until when, and a word of who asks."""
    options = [(NAMES[way.key], way.key) for way in ways]
    boxes = b.checkboxes("ways", options, chosen=[way.key for way in ways])
    word = b.text_input("word", most=300, long=True)
    blocks = [
        b.field("ways", "Which ways shall people speak of?", boxes),
        b.field("closes", "Until which day", b.date_input("closes", value=str(closes))),
        b.field("word", "A word of yours, which everyone reads", word, optional=True),
        b.context(f"{RULE} {WHO_SEES} You see first what each place gets; nothing leaves before."),
    ]
    return View(body=b.form("hours_ask", "Ask the group", blocks, submit="Look"))


def preview(
    poll: HourPoll,
    lived: Mapping[str, int],
    zone: str,
    *,
    told: int,
    first: Session,
    base: str,
    closes: date,
) -> View:
    """Exactly what each place gets, before anything leaves."""
    lead = (
        f"{count(told, 'person', 'people')} are asked until {local(poll.closes_at, zone)}. The first session that may "
        f"move is “{escape(first.title)}”, {local(first.starts_at, zone)}; those before it keep their hour."
    )
    word = [f"They read from you: “{escape(poll.word)}”"] if poll.word else []
    blocks = [b.section(line) for line in (lead, *word)]
    for way in poll.ways:
        blocks += paragraphs([f"*{NAMES[way.key]}*", *_places(way, lived)])
    blocks.append(b.context("Nothing has left yet."))
    ways = "|".join(way.key for way in poll.ways)
    known = facts(ways=ways, closes=str(closes), word=poll.word, base=base)
    return View(body=b.form("hours_sure", "Ask them?", blocks, submit="Ask them", facts=known))


def _places(way: Way, lived: Mapping[str, int]) -> Iterator[str]:
    for zone, people in lived.items():
        yield f"{city(zone)} ({count(people, 'person', 'people')}): {own_hours(way.hours, zone)}"


def answer_form(seen: Seen) -> View:
    """Where somebody says what they can, way by way, and what makes it hard."""
    blocks: list[Block] = [b.context(WHO_SEES)]
    for way in seen.poll.ways:
        choices = [(LABELS[says], says.value) for says in Says]
        radio = b.radio("said", choices, chosen=seen.says(way))
        own = own_hours(way.hours, seen.person.zone)
        blocks.append(b.field(f"way {way.key}", NAMES[way.key], radio, hint=own, optional=True))
    hard = b.text_input("hard", most=300, long=True, value=seen.vote.hard if seen.vote else "")
    blocks.append(b.field("hard", WHY_HARD, hard, optional=True))
    return View(
        body=b.form(
            "hours_said",
            "Which hours suit you",
            blocks,
            submit="Keep",
            facts=facts(poll=seen.poll.id),
        )
    )


def standing(seen: Seen, asked: int) -> Message:
    """For facilitators: what has been said so far, or what came of it and waits for them."""
    poll, said = seen.poll, seen.said or ()
    is_open = poll.state is PollState.OPEN
    lead = f"The group is asked about its hours until {seen.until}. {len(said)} of {asked} have answered."
    if not is_open:
        lead = f"The group was asked about its hours, and {count(poll.answered, 'person', 'people')} answered."
    lines = [
        lead,
        *(of_way(one, said) for one in poll.counts),
        *([BY_TELEPHONE] if is_open else [ahead(poll)]),
    ]
    end = (
        b.actions(b.button("Close it now", "hours:close", poll.id))
        if is_open
        else decide_buttons(poll)
    )
    return Message(text="\n".join(lines), blocks=(*paragraphs(lines), end))


def close_form(seen: Seen) -> View:
    """Before it is closed ahead of its time."""
    line = f"People were told that they can answer until {seen.until}. Whoever has not answered yet cannot any more."
    return View(
        body=b.form(
            "hours_close",
            "Close it now?",
            [b.section(line)],
            submit="Close it",
            facts=facts(poll=seen.poll.id),
        )
    )
