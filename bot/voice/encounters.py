"""How far people have met, in words for facilitators: sums, never a list of who met least."""

from bot.domain.encounters import Encounters, MonthOfEncounters
from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import count

NOBODY_YET = to_say("Nobody has met yet: no rooms have been published.")


def in_one_sentence(told: Encounters) -> str:
    """The answer first: how many pairs have met, and how many across organisations."""
    if not told.months:
        return say(NOBODY_YET)
    last, pairs = told.months[-1], told.met + len(told.never)
    return say(
        "After {number_of_sessions} {met} of {pairs} pairs have met; across organisations {across} of {possible} "
        "({share:.0%}). Nobody met more than {number_of_times}.",
        number_of_sessions=count(len(told.months), "session", "sessions"),
        met=told.met,
        pairs=pairs,
        across=last.across,
        possible=last.possible,
        share=last.share,
        number_of_times=count(told.most, "time", "times"),
    )


def encounters_page(told: Encounters) -> Message:
    """The same with a line for each session."""
    lead, lines = in_one_sentence(told), [_line(month) for month in told.months]
    return Message(text="\n".join([lead, *lines]), blocks=(b.section(lead), *paragraphs(lines)))


def _line(month: MonthOfEncounters) -> str:
    met = count(month.first, "pair", "pairs") + say(" met for the first time")
    return say(
        "Month {session}: {met}, {again} again; {share:.0%} across organisations",
        session=month.session,
        met=met,
        again=month.again,
        share=month.share,
    )
