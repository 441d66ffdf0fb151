"""How far people have met, in words for facilitators: sums, never a list of who met least."""

from bot.domain.encounters import Encounters, MonthOfEncounters
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import count

NOBODY_YET = "Nobody has met yet: no rooms have been published."


def in_one_sentence(told: Encounters) -> str:
    """The answer first: how many pairs have met, and how many across organisations."""
    if not told.months:
        return NOBODY_YET
    last, pairs = told.months[-1], told.met + len(told.never)
    return (
        f"After {count(len(told.months), 'session')} {told.met} of {pairs} pairs have met; across organisations "
        f"{last.across} of {last.possible} ({last.share:.0%}). Nobody met more than {count(told.most, 'time')}."
    )


def encounters_page(told: Encounters) -> Message:
    """The same with a line for each session."""
    lead, lines = in_one_sentence(told), [_line(month) for month in told.months]
    return Message(text="\n".join([lead, *lines]), blocks=(b.section(lead), *paragraphs(lines)))


def _line(month: MonthOfEncounters) -> str:
    met = count(month.first, "pair") + " met for the first time"
    return (
        f"Month {month.session}: {met}, {month.again} again; {month.share:.0%} across organisations"
    )
