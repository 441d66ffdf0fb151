"""What came of asking the group about its hours, in words and in numbers that give nobody away."""

from collections.abc import Iterator, Sequence

from bot.domain.hour_polls import (
    Count,
    HourVote,
    PollState,
    Says,
    shown_to_all,
)
from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.hour_polls import (
    NAMES,
    SOMEBODY,
    THEY_DECIDE,
    Seen,
    _you_said,
    ahead_for,
    decide_buttons,
)
from bot.voice.message import Message
from bot.voice.words import count, escape, listed, name

TOO_FEW = to_say("too few in one part to show numbers")


def came(seen: Seen, *, later: bool) -> Message:
    """What all said, what is ahead by the rule and why, and what becomes of it; for facilitators with names. `later`:
    a message of its own says what was decided.
    """
    poll = seen.poll
    lead = say("*What you all said about our hours.* {answered}", answered=_answered(seen))
    becomes = _becomes(seen, later=later)
    lines = [lead, *_numbers(seen), ahead_for(seen), *_you_said(seen), becomes]
    blocks = [b.section(line) for line in lines]
    if seen.said is not None and poll.state is PollState.CLOSED:
        blocks.append(decide_buttons(poll))
    return Message(text="\n".join(lines), blocks=tuple(blocks))


def _answered(seen: Seen) -> str:
    number = seen.poll.answered
    if number < seen.least and seen.said is None:
        return say("Only a few answered.") if number else say("Nobody answered.")
    return say("{number_of_people} answered.", number_of_people=count(number, "person", "people"))


def _numbers(seen: Seen) -> Iterator[str]:
    """A line for each way: numbers for all, numbers and names for facilitators."""
    for one in seen.poll.counts:
        if seen.said is None:
            yield f"• {say(NAMES[one.key])}: {_in_numbers(shown_to_all(one, seen.least))}."
        else:
            yield of_way(one, seen.said)


def _in_numbers(numbers: Sequence[int]) -> str:
    if not numbers:
        return say(TOO_FEW)
    heads = (
        (say("works for"), say("hard for"), say("cannot"))
        if len(numbers) == 3
        else (say("works for"), say("hard or cannot"))
    )
    return ", ".join(
        f"{head} {number or say('nobody')}" for head, number in zip(heads, numbers, strict=True)
    )


def of_way(one: Count, said: Sequence[tuple[HourVote, str]]) -> str:
    """What was said of a way, with the names of those for whom it is hard or who cannot; for facilitators alone."""
    numbers = say(
        "works for {works}, hard for {hard}, {cannot} cannot",
        works=one.works,
        hard=one.hard,
        cannot=one.cannot,
    )
    return "\n".join(
        [
            f"• {say(NAMES[one.key])}: {numbers}.",
            *(
                f"    {head}: {listed([_named(vote, who) for vote, who in some])}."
                for head, says in ((say("Cannot"), Says.CANNOT), (say("Hard"), Says.HARD))
                if (some := [each for each in said if each[0].said.get(one.key) == says])
            ),
        ]
    )


def _named(vote: HourVote, who: str) -> str:
    return f"{name(who)} (“{escape(vote.hard)}”)" if vote.hard else name(who)


def _becomes(seen: Seen, *, later: bool) -> str:
    """What becomes of it."""
    poll, who = seen.poll, name(seen.decider) or say(SOMEBODY)
    if poll.undecided:
        return say("What becomes of it: {they_decide}", they_decide=say(THEY_DECIDE))
    if later:
        return say("What becomes of it: {who} has decided. You hear it from me.", who=who)
    return say(
        "What becomes of it: the hours stay as they are. {who}: “{why}”",
        who=who,
        why=escape(poll.why),
    )
