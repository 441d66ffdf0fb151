"""The group decides its hours, in words: each way in the reader's own time, what one says of it, what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.hour_polls import (
    FIXED,
    NOW,
    ROTATION,
    SEASONAL,
    Count,
    HourPoll,
    HourVote,
    PollState,
    Says,
    Way,
    shown_to_all,
)
from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.own_hours import own_hours
from bot.voice.words import city, escape, local, name

NAMES = {
    NOW: to_say("The hours as they are"),
    FIXED: to_say("One hour for the whole year"),
    SEASONAL: to_say("One hour from October to March, another from April to September"),
    ROTATION: to_say("Hours that go round"),
}
LABELS = {Says.WORKS: to_say("Works"), Says.HARD: to_say("Hard"), Says.CANNOT: to_say("I cannot")}
YOU_SAID = {
    Says.WORKS: to_say("it works"),
    Says.HARD: to_say("it is hard"),
    Says.CANNOT: to_say("you cannot"),
}
LOOK = to_say("Look again with: /convene hours")
DECIDE = to_say("The group has said which hours suit it. Decide: /convene hours")
SOMEBODY = to_say("A facilitator")
ASKED_LEAD = to_say(
    "When shall we meet? No hour is good for all, so I ask you all. Each way is in your own time: {city}."
)
RULE = to_say(
    "How it counts: first comes the way that shuts out fewest. Then the one that is hard for fewest. Then the one that "
    "asks least of the place that has it hardest. Saying nothing of a way is nothing against it. Then the facilitators "
    "decide."
)
WHO_SEES = to_say(
    "The facilitators see what you say, with your name: they must know whom an hour shuts out. Everyone else sees "
    "numbers only, and none below five."
)
NO_BUTTONS = to_say(
    "If you read this outside Slack, tell a facilitator what you say: they note it for you."
)
OVER = to_say("This is closed now. You hear from me what came of it.")
OPEN_LABEL = to_say("Say which hours suit you")
WHY_HARD = to_say("What makes it hard")
NOT_TOLD = to_say("I do not say why: it would show what only a few people said.")
THEY_DECIDE = to_say("the facilitators decide now. You hear it from me.")
NOBODY_SAID = to_say(
    "Nobody said anything, so the way that asks least of the place that has it hardest is ahead."
)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One asking as one person sees it. `least` is the fewest people a number is shown of; `said` is what everyone
    said, with their names, for facilitators alone.
    """

    poll: HourPoll
    person: Participant
    vote: HourVote | None
    asker: str
    noted: str
    least: int
    decider: str
    said: Sequence[tuple[HourVote, str]] | None = None

    @property
    def until(self) -> str:
        return local(self.poll.closes_at, self.person.zone)

    def says(self, way: Way) -> str:
        return self.vote.said.get(way.key, "") if self.vote else ""


def asked(seen: Seen) -> Message:
    """Each way in one's own hours, what one says of it, who sees that, and how it counts."""
    if seen.poll.state is not PollState.OPEN:
        return _plain([say(OVER), *_you_said(seen)])
    lead = [say(ASKED_LEAD).format(city=city(seen.person.zone)), *_word(seen), say(WHO_SEES)]
    ways = [_way(seen, way) for way in seen.poll.ways]
    foot = [
        *_you_said(seen),
        say("You can say it, and change it, until {until}.", until=seen.until),
        say(RULE),
    ]
    blocks: list[Block] = [b.section(line) for line in lead]
    for way, line in zip(seen.poll.ways, ways, strict=True):
        blocks += [b.section(line), _choices(seen, way)]
    more = b.actions(b.button(say(WHY_HARD), "hours:open", seen.poll.id))
    blocks += [*map(b.context, foot), more]
    return Message(text="\n".join([*lead, *ways, *foot, say(NO_BUTTONS)]), blocks=tuple(blocks))


def _plain(lines: Sequence[str]) -> Message:
    return Message(text="\n".join(lines), blocks=tuple(b.section(line) for line in lines))


def _word(seen: Seen) -> Iterator[str]:
    """What the facilitator who asks says themselves."""
    if seen.poll.word:
        yield f"{name(seen.asker) or say(SOMEBODY)}: “{escape(seen.poll.word)}”"


def _way(seen: Seen, way: Way) -> str:
    return f"*{say(NAMES[way.key])}*\n{own_hours(way.hours, seen.person.zone)}"


def _choices(seen: Seen, way: Way) -> Block:
    """Works, hard, I cannot; the one that was chosen stands out."""
    return b.actions(
        *(
            b.button(
                say(LABELS[says]),
                f"hours:{says}",
                f"{seen.poll.id}|{way.key}",
                says=f"{say(LABELS[says])}: {say(NAMES[way.key])}",
                style="primary" if seen.says(way) == says else "",
            )
            for says in Says
        )
    )


def _you_said(seen: Seen) -> Iterator[str]:
    """What its reader said so far, in words."""
    said = [
        f"{lower(way.key)}: {say(YOU_SAID[Says(seen.says(way))])}"
        for way in seen.poll.ways
        if seen.says(way)
    ]
    if not said or seen.vote is None:
        return
    hard = (
        say(" What makes it hard: “{hard}”.", hard=escape(seen.vote.hard)) if seen.vote.hard else ""
    )
    noted = say(" Noted by {noted}, by telephone.", noted=name(seen.noted)) if seen.noted else ""
    yield say(
        "You said of {list}.{hard}{noted}", list=say("; of ").join(said), hard=hard, noted=noted
    )


def reminder(seen: Seen) -> Message:
    """One quiet word to whoever has not said anything."""
    if seen.poll.state is not PollState.OPEN:
        return _plain([say(OVER)])
    said = list(_you_said(seen))
    if said:
        return _plain(said)
    line = say(
        "Which hours suit you? I asked everyone, and it is open until {until}. Saying nothing is fine, too.",
        until=seen.until,
    )
    press = b.actions(b.button(say(OPEN_LABEL), "hours:open", seen.poll.id))
    return Message(text=line, blocks=(b.section(line), press))


def on_home(seen: Seen | None) -> list[Block]:
    """On the Home page, while it is open."""
    if seen is None:
        return []
    said = list(_you_said(seen))
    line = said[0] if said else say("It is open until {until}.", until=seen.until)
    label = say("Change what I said") if said else say(OPEN_LABEL)
    return [
        b.section(say("*Which hours suit you?* {line}", line=line)),
        b.actions(b.button(label, "hours:open", seen.poll.id)),
    ]


def ahead_for(seen: Seen) -> str:
    """Which way is ahead, for one reader: what the group may not read in numbers it is not told in words."""
    return ahead(seen.poll, least=seen.least if seen.said is None else 0)


def ahead(poll: HourPoll, *, least: int = 0) -> str:
    """Which way is ahead by the rule, and by which part of it, unless that speaks of fewer people than `least`."""
    first, second = poll.ranked[:2]
    if not poll.answered:
        return say(
            "{nobody_said} That is: {lower}.", nobody_said=say(NOBODY_SAID), lower=lower(first.key)
        )
    said = {one.key: one for one in poll.counts}
    one, other = said[first.key], said[second.key]
    told = not least or all(len(shown_to_all(each, least)) == len(Says) for each in (one, other))
    why = _why(one, other) if told else say(NOT_TOLD)
    return say(
        "By the rule that was said before, this way is ahead: {lower}. {why}",
        lower=lower(first.key),
        why=why,
    )


def _why(one: Count, other: Count) -> str:
    """The part of the rule by which one way comes before another."""
    if one.cannot != other.cannot:
        return say("Why: it shuts out fewest.")
    if one.hard != other.hard:
        return say("Why: no way shuts out fewer, and it is hard for fewest of those.")
    return say(
        "Why: of those that shut out fewest and are hard for fewest, it asks least of the place that has it hardest."
    )


def lower(way: str) -> str:
    """A way's name within a sentence; names of months keep their capitals."""
    said = say(NAMES[way])
    return f"{said[0].lower()}{said[1:]}"


def decide_buttons(poll: HourPoll) -> Block:
    """What a facilitator can do with it: take a way, the one ahead first, or keep the hours."""
    ways = [way for way in poll.ranked if way.key != NOW]
    return b.actions(
        *(
            b.button(
                say("Look at: {lower}", lower=lower(way.key)),
                f"hours:take:{place}",
                f"{poll.id}|{way.key}",
            )
            for place, way in enumerate(ways)
        ),
        b.button(say("Keep the hours as they are"), "hours:keep", poll.id),
    )
