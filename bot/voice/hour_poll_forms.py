"""Asking the group about its hours: the page that compares, the windows of who asks, and that of who answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.fair_hours import Calendar
from bot.domain.hour_polls import HourPoll, PollState, Says, Way
from bot.domain.languages import say, to_say
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
)
from bot.voice.hours_came import of_way
from bot.voice.message import Block, Message, View
from bot.voice.own_hours import at_night, own_hours
from bot.voice.rooms import paragraphs
from bot.voice.words import city, count, escape, listed, local, local_day

LEAD = to_say("How the sessions ahead could be held. What has been counts as it was.")
NOTHING_ELSE = to_say("There is no other way to hold them, so there is nothing to ask the group.")
NO_SESSIONS = to_say(
    "No online session is far enough ahead to be moved: people need a week to answer, and a week to plan."
)
SENT = to_say(
    "It goes to everybody who takes part, to each at an hour that suits them. You hear what came of it."
)
CLOSED, SAID = (
    to_say("It is closed. Everyone hears what came of it."),
    to_say("Thank you. You can change it until it closes."),
)
BY_TELEPHONE = to_say(
    "Somebody answers by telephone? /convene people with their name, then “Answer for them”."
)

Compared = tuple[Way, Calendar, str]


def compared(found: Sequence[Compared], last: str = "") -> Message:
    """The ways side by side, each in a sentence, and the button that asks the group."""
    lines = [_sentence(*one) for one in found]
    can = [one for one in found if not one[2]]
    rest = [] if len(can) > 1 else [say(NOTHING_ELSE if found else NO_SESSIONS)]
    fairest = (
        [hours.fairest([_named(way, calendar) for way, calendar, _ in can])] if len(can) > 1 else []
    )
    said = [say(LEAD), *lines, *fairest, *rest, *([last] if last else [])]
    ask = [b.actions(b.button(say("Ask the group"), "hours:ask"))] if len(can) > 1 else []
    return Message(text="\n".join(said), blocks=(*paragraphs(said), *ask))


def last_time(poll: HourPoll, zone: str) -> str:
    """What came of asking the group before."""
    way = poll.way(poll.taken)
    what = (
        f"{say(NAMES[way.key])}."
        if way
        else say("the hours were kept: “{why}”", why=escape(poll.why))
    )
    return say(
        "The group was asked before, on {local_day}. What became of it: {what}",
        local_day=local_day(poll.at, zone),
        what=what,
    )


def _named(way: Way, calendar: Calendar) -> Calendar:
    return replace(calendar, name=say(NAMES[way.key]))


def _sentence(way: Way, calendar: Calendar, refused: str) -> str:
    said = f"• {hours.sentence(calendar, say(NAMES[way.key]))} {_nights(way, calendar)}"
    return (
        say("{said} It cannot be had: {refused}", said=said, refused=escape(refused))
        if refused
        else said
    )


def _nights(way: Way, calendar: Calendar) -> str:
    """In which places the sessions ahead lie in the night, and how often."""
    late = {zone: at_night(way.hours, zone) for zone in calendar.people}
    said = [
        f"{city(zone)} {count(number, 'time', 'times')}" for zone, number in late.items() if number
    ]
    return (
        say("At night ahead: {said}.", said=listed(said))
        if said
        else say("Ahead, it is night for nobody.")
    )


def ask_form(ways: Sequence[Way], closes: date) -> View:
    """Which ways are put to the group, until when, and a word of who asks."""
    options = [(say(NAMES[way.key]), way.key) for way in ways]
    boxes = b.checkboxes("ways", options, chosen=[way.key for way in ways])
    word = b.text_input("word", most=300, long=True)
    blocks = [
        b.field("ways", say("Which ways shall people speak of?"), boxes),
        b.field("closes", say("Until which day"), b.date_input("closes", value=str(closes))),
        b.field("word", say("A word of yours, which everyone reads"), word, optional=True),
        b.context(
            say(
                "{rule} {who_sees} You see first what each place gets; nothing leaves before.",
                rule=say(RULE),
                who_sees=say(WHO_SEES),
            )
        ),
    ]
    return View(body=b.form("hours_ask", say("Ask the group"), blocks, submit=say("Look")))


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
    lead = say(
        "{number_of_people} are asked until {until}. The first session that may move is “{title}”, {when}; "
        "those before it keep their hour.",
        number_of_people=count(told, "person", "people"),
        until=local(poll.closes_at, zone),
        title=escape(first.title),
        when=local(first.starts_at, zone),
    )
    word = [say("They read from you: “{word}”", word=escape(poll.word))] if poll.word else []
    blocks = [b.section(line) for line in (lead, *word)]
    for way in poll.ways:
        blocks += paragraphs([f"*{say(NAMES[way.key])}*", *_places(way, lived)])
    blocks.append(b.context(say("Nothing has left yet.")))
    ways = "|".join(way.key for way in poll.ways)
    known = facts(ways=ways, closes=str(closes), word=poll.word, base=base)
    return View(
        body=b.form("hours_sure", say("Ask them?"), blocks, submit=say("Ask them"), facts=known)
    )


def _places(way: Way, lived: Mapping[str, int]) -> Iterator[str]:
    for zone, people in lived.items():
        yield f"{city(zone)} ({count(people, 'person', 'people')}): {own_hours(way.hours, zone)}"


def answer_form(seen: Seen) -> View:
    """Where somebody says what they can, way by way, and what makes it hard."""
    blocks: list[Block] = [b.context(say(WHO_SEES))]
    for way in seen.poll.ways:
        choices = [(say(LABELS[says]), says.value) for says in Says]
        radio = b.radio("said", choices, chosen=seen.says(way))
        own = own_hours(way.hours, seen.person.zone)
        blocks.append(
            b.field(f"way {way.key}", say(NAMES[way.key]), radio, hint=own, optional=True)
        )
    hard = b.text_input("hard", most=300, long=True, value=seen.vote.hard if seen.vote else "")
    blocks.append(b.field("hard", say(WHY_HARD), hard, optional=True))
    return View(
        body=b.form(
            "hours_said",
            say("Which hours suit you"),
            blocks,
            submit=say("Keep"),
            facts=facts(poll=seen.poll.id),
        )
    )


def standing(seen: Seen, asked: int) -> Message:
    """For facilitators: what has been said so far, or what came of it and waits for them."""
    poll, said = seen.poll, seen.said or ()
    is_open = poll.state is PollState.OPEN
    lead = say(
        "The group is asked about its hours until {until}. {number} of {asked} have answered.",
        until=seen.until,
        number=len(said),
        asked=asked,
    )
    if not is_open:
        lead = say(
            "The group was asked about its hours, and {number_of_people} answered.",
            number_of_people=count(poll.answered, "person", "people"),
        )
    lines = [
        lead,
        *(of_way(one, said) for one in poll.counts),
        *([say(BY_TELEPHONE)] if is_open else [ahead(poll)]),
    ]
    end = (
        b.actions(b.button(say("Close it now"), "hours:close", poll.id))
        if is_open
        else decide_buttons(poll)
    )
    return Message(text="\n".join(lines), blocks=(*paragraphs(lines), end))


def close_form(seen: Seen) -> View:
    """Before it is closed ahead of its time."""
    line = say(
        "People were told that they can answer until {until}. Whoever has not answered yet cannot any more.",
        until=seen.until,
    )
    return View(
        body=b.form(
            "hours_close",
            say("Close it now?"),
            [b.section(line)],
            submit=say("Close it"),
            facts=facts(poll=seen.poll.id),
        )
    )
