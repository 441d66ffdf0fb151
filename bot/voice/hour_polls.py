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
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.own_hours import own_hours
from bot.voice.words import city, count, escape, listed, local, name

NAMES = {
    NOW: "The hours as they are",
    FIXED: "One hour for the whole year",
    SEASONAL: "One hour from October to March, another from April to September",
    ROTATION: "Hours that go round",
}
LABELS = {Says.WORKS: "Works", Says.HARD: "Hard", Says.CANNOT: "I cannot"}
YOU_SAID = {Says.WORKS: "it works", Says.HARD: "it is hard", Says.CANNOT: "you cannot"}
LOOK = "Look again with: /convene hours"
DECIDE = "The group has said which hours suit it. Decide: /convene hours"
SOMEBODY = "A facilitator"
ASKED_LEAD = "When shall we meet? No hour is good for all, so I ask you all. Each way is in your own time: {city}."
RULE = (
    "How it counts: first comes the way that shuts out fewest. Then the one that is hard for fewest. Then the one that "
    "asks least of the place that has it hardest. Saying nothing of a way is nothing against it. Then the facilitators "
    "decide."
)
WHO_SEES = (
    "The facilitators see what you say, with your name: they must know whom an hour shuts out. Everyone else sees "
    "numbers only, and none below five."
)
NO_BUTTONS = (
    "If you read this outside Slack, tell a facilitator what you say: they note it for you."
)
OVER = "This is closed now. You hear from me what came of it."
OPEN_LABEL = "Say which hours suit you"
WHY_HARD = "What makes it hard"
TOO_FEW = "too few in one part to show numbers"
NOT_TOLD = "I do not say why: it would show what only a few people said."
THEY_DECIDE = "the facilitators decide now. You hear it from me."
NOBODY_SAID = (
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
        return _plain([OVER, *_you_said(seen)])
    lead = [ASKED_LEAD.format(city=city(seen.person.zone)), *_word(seen), WHO_SEES]
    ways = [_way(seen, way) for way in seen.poll.ways]
    foot = [
        *_you_said(seen),
        f"You can say it, and change it, until {seen.until}.",
        RULE,
    ]
    blocks: list[Block] = [b.section(line) for line in lead]
    for way, line in zip(seen.poll.ways, ways, strict=True):
        blocks += [b.section(line), _choices(seen, way)]
    more = b.actions(b.button(WHY_HARD, "hours:open", seen.poll.id))
    blocks += [*map(b.context, foot), more]
    return Message(text="\n".join([*lead, *ways, *foot, NO_BUTTONS]), blocks=tuple(blocks))


def _plain(lines: Sequence[str]) -> Message:
    return Message(text="\n".join(lines), blocks=tuple(b.section(line) for line in lines))


def _word(seen: Seen) -> Iterator[str]:
    """What the facilitator who asks says themselves."""
    if seen.poll.word:
        yield f"{name(seen.asker) or SOMEBODY}: “{escape(seen.poll.word)}”"


def _way(seen: Seen, way: Way) -> str:
    return f"*{NAMES[way.key]}*\n{own_hours(way.hours, seen.person.zone)}"


def _choices(seen: Seen, way: Way) -> Block:
    """Works, hard, I cannot; the one that was chosen stands out."""
    return b.actions(
        *(
            b.button(
                LABELS[says],
                f"hours:{says}",
                f"{seen.poll.id}|{way.key}",
                says=f"{LABELS[says]}: {NAMES[way.key]}",
                style="primary" if seen.says(way) == says else "",
            )
            for says in Says
        )
    )


def _you_said(seen: Seen) -> Iterator[str]:
    """What its reader said so far, in words."""
    said = [
        f"{lower(way.key)}: {YOU_SAID[Says(seen.says(way))]}"
        for way in seen.poll.ways
        if seen.says(way)
    ]
    if not said or seen.vote is None:
        return
    hard = f" What makes it hard: “{escape(seen.vote.hard)}”." if seen.vote.hard else ""
    noted = f" Noted by {name(seen.noted)}, by telephone." if seen.noted else ""
    yield f"You said of {'; of '.join(said)}.{hard}{noted}"


def reminder(seen: Seen) -> Message:
    """One quiet word to whoever has not said anything."""
    if seen.poll.state is not PollState.OPEN:
        return _plain([OVER])
    said = list(_you_said(seen))
    if said:
        return _plain(said)
    line = f"Which hours suit you? I asked everyone, and it is open until {seen.until}. Saying nothing is fine, too."
    press = b.actions(b.button(OPEN_LABEL, "hours:open", seen.poll.id))
    return Message(text=line, blocks=(b.section(line), press))


def on_home(seen: Seen | None) -> list[Block]:
    """On the Home page, while it is open."""
    if seen is None:
        return []
    said = list(_you_said(seen))
    line = said[0] if said else f"It is open until {seen.until}."
    label = "Change what I said" if said else OPEN_LABEL
    return [
        b.section(f"*Which hours suit you?* {line}"),
        b.actions(b.button(label, "hours:open", seen.poll.id)),
    ]


def came(seen: Seen, *, later: bool) -> Message:
    """What all said, what is ahead by the rule and why, and what becomes of it; for facilitators with names. `later`:
    a message of its own says what was decided.
    """
    poll = seen.poll
    lead = f"*What you all said about our hours.* {_answered(seen)}"
    becomes = _becomes(seen, later=later)
    lines = [lead, *_numbers(seen), ahead_for(seen), *_you_said(seen), becomes]
    blocks = [b.section(line) for line in lines]
    if seen.said is not None and poll.state is PollState.CLOSED:
        blocks.append(decide_buttons(poll))
    return Message(text="\n".join(lines), blocks=tuple(blocks))


def _answered(seen: Seen) -> str:
    number = seen.poll.answered
    if number < seen.least and seen.said is None:
        return "Only a few answered." if number else "Nobody answered."
    return f"{count(number, 'person', 'people')} answered."


def _numbers(seen: Seen) -> Iterator[str]:
    """A line for each way: numbers for all, numbers and names for facilitators."""
    for one in seen.poll.counts:
        if seen.said is None:
            yield f"• {NAMES[one.key]}: {_in_numbers(shown_to_all(one, seen.least))}."
        else:
            yield of_way(one, seen.said)


def _in_numbers(numbers: Sequence[int]) -> str:
    if not numbers:
        return TOO_FEW
    heads = (
        ("works for", "hard for", "cannot")
        if len(numbers) == 3
        else ("works for", "hard or cannot")
    )
    return ", ".join(
        f"{head} {number or 'nobody'}" for head, number in zip(heads, numbers, strict=True)
    )


def of_way(one: Count, said: Sequence[tuple[HourVote, str]]) -> str:
    """What was said of a way, with the names of those for whom it is hard or who cannot; for facilitators alone."""
    numbers = f"works for {one.works}, hard for {one.hard}, {one.cannot} cannot"
    return "\n".join(
        [
            f"• {NAMES[one.key]}: {numbers}.",
            *(
                f"    {head}: {listed([_named(vote, who) for vote, who in some])}."
                for head, says in (("Cannot", Says.CANNOT), ("Hard", Says.HARD))
                if (some := [each for each in said if each[0].said.get(one.key) == says])
            ),
        ]
    )


def _named(vote: HourVote, who: str) -> str:
    return f"{name(who)} (“{escape(vote.hard)}”)" if vote.hard else name(who)


def ahead_for(seen: Seen) -> str:
    """Which way is ahead, for one reader: what the group may not read in numbers it is not told in words."""
    return ahead(seen.poll, least=seen.least if seen.said is None else 0)


def ahead(poll: HourPoll, *, least: int = 0) -> str:
    """Which way is ahead by the rule, and by which part of it, unless that speaks of fewer people than `least`."""
    first, second = poll.ranked[:2]
    if not poll.answered:
        return f"{NOBODY_SAID} That is: {lower(first.key)}."
    said = {one.key: one for one in poll.counts}
    one, other = said[first.key], said[second.key]
    told = not least or all(len(shown_to_all(each, least)) == len(Says) for each in (one, other))
    why = _why(one, other) if told else NOT_TOLD
    return f"By the rule that was said before, this way is ahead: {lower(first.key)}. {why}"


def _why(one: Count, other: Count) -> str:
    """The part of the rule by which one way comes before another."""
    if one.cannot != other.cannot:
        return "Why: it shuts out fewest."
    if one.hard != other.hard:
        return "Why: no way shuts out fewer, and it is hard for fewest of those."
    return "Why: of those that shut out fewest and are hard for fewest, it asks least of the place that has it hardest."


def lower(way: str) -> str:
    """A way's name within a sentence; names of months keep their capitals."""
    said = NAMES[way]
    return f"{said[0].lower()}{said[1:]}"


def _becomes(seen: Seen, *, later: bool) -> str:
    """What becomes of it."""
    poll, who = seen.poll, name(seen.decider) or SOMEBODY
    if poll.undecided:
        return f"What becomes of it: {THEY_DECIDE}"
    if later:
        return f"What becomes of it: {who} has decided. You hear it from me."
    return f"What becomes of it: the hours stay as they are. {who}: “{escape(poll.why)}”"


def decide_buttons(poll: HourPoll) -> Block:
    """What a facilitator can do with it: take a way, the one ahead first, or keep the hours."""
    ways = [way for way in poll.ranked if way.key != NOW]
    return b.actions(
        *(
            b.button(f"Look at: {lower(way.key)}", f"hours:take:{place}", f"{poll.id}|{way.key}")
            for place, way in enumerate(ways)
        ),
        b.button("Keep the hours as they are", "hours:keep", poll.id),
    )
