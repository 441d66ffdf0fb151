"""Who was heard, by month, in words and small pictures; nothing is shown of fewer than five."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.ballots import FEWEST
from bot.domain.perspectives import LIVED, Group
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.digests import Gathered
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import escape

WIDTH = 10
FULL, EMPTY = "█", "░"
LEAD = "Who was heard, from answers and what was made of them. Nobody is recorded, and nobody is ranked."


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many things come from people with lived experience, and how many from professionals."""

    lay: int
    others: int

    @property
    def number(self) -> int:
        return self.lay + self.others


@dataclass(frozen=True, kw_only=True)
class Month:
    """One session's shares by what was counted, and whether people felt heard."""

    session: Session
    shares: Mapping[str, Share]
    heard: Sequence[Gathered]


def page(months: Sequence[Month], lived: Group = LIVED) -> Message:
    """The newest month first."""
    lines = [line for month in reversed(months) for line in _lines(month, lived)]
    if not lines:
        return Message(text=f"{LEAD} No session has begun yet.")
    return Message(
        text="\n".join([LEAD, *lines]), blocks=(b.section(LEAD), *paragraphs(lines)[:45])
    )


def _lines(month: Month, lived: Group) -> list[str]:
    title = f"*Month {month.session.month}, “{escape(month.session.title)}”*"
    shares = [_line(what, share, lived) for what, share in month.shares.items()]
    return [title, *shares, *(_felt(heard, lived) for heard in month.heard)]


def _line(what: str, share: Share, lived: Group) -> str:
    if share.number < FEWEST:
        return f"• {what.capitalize()}: fewer than five, so nothing is shown."
    part = share.lay / share.number
    bar = FULL * round(part * WIDTH) + EMPTY * (WIDTH - round(part * WIDTH))
    return (
        f"• {what.capitalize()}: {bar} {share.lay} of {share.number} from {escape(lived.many)}, "
        f"{share.others} from those whose profession it is."
    )


def _felt(heard: Gathered, lived: Group) -> str:
    if heard.average is None:
        return "• Felt heard: fewer than five have said so, and nothing is shown."
    sides = "".join(
        f"; {escape(lived.many) if side.lay else 'all others'}: {escape(side.said)}"
        for side in heard.sides
    )
    scale = f"{heard.prompt.scale_min} to {heard.prompt.scale_max}"
    return f"• Felt heard: {heard.average:.1f} on average on a scale of {scale}{sides}."
