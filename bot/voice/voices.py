"""Who was heard, by month, in words and small pictures; nothing is shown of fewer than five."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.ballots import FEWEST
from bot.domain.languages import say, to_say
from bot.domain.perspectives import LIVED, Group
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.digests import Gathered
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import escape

WIDTH = 10
FULL, EMPTY = "█", "░"
LEAD = to_say(
    "Who was heard, from answers and what was made of them. Nobody is recorded, and nobody is ranked."
)


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
        return Message(text=say("{lead} No session has begun yet.", lead=say(LEAD)))
    return Message(
        text="\n".join([say(LEAD), *lines]), blocks=(b.section(say(LEAD)), *paragraphs(lines)[:45])
    )


def _lines(month: Month, lived: Group) -> list[str]:
    title = say(
        "*Month {month}, “{title}”*", month=month.session.month, title=escape(month.session.title)
    )
    shares = [_line(what, share, lived) for what, share in month.shares.items()]
    return [title, *shares, *(_felt(heard, lived) for heard in month.heard)]


def _line(what: str, share: Share, lived: Group) -> str:
    if share.number < FEWEST:
        return say("• {what}: fewer than five, so nothing is shown.", what=what.capitalize())
    part = share.lay / share.number
    bar = FULL * round(part * WIDTH) + EMPTY * (WIDTH - round(part * WIDTH))
    return say(
        "• {what}: {bar} {lay} of {number} from {many}, {others} from those whose profession it is.",
        what=what.capitalize(),
        bar=bar,
        lay=share.lay,
        number=share.number,
        many=escape(lived.many),
        others=share.others,
    )


def _felt(heard: Gathered, lived: Group) -> str:
    if heard.average is None:
        return say("• Felt heard: fewer than five have said so, and nothing is shown.")
    sides = "".join(
        f"; {(escape(lived.many) if side.lay else say('all others'))}: {escape(side.said)}"
        for side in heard.sides
    )
    scale = say(
        "{scale_min} to {scale_max}",
        scale_min=heard.prompt.scale_min,
        scale_max=heard.prompt.scale_max,
    )
    return say(
        "• Felt heard: {average:.1f} on average on a scale of {scale}{sides}.",
        average=heard.average,
        scale=scale,
        sides=sides,
    )
