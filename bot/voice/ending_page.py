"""How far the end of a programme is, in words: a list to tick off, for facilitators and at the machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.asking_to_erase import ASK, ERASE
from bot.voice.message import Block
from bot.voice.this_session import Check, Status
from bot.voice.words import count, escape, local_day

STEPS: Mapping[str, str] = {
    "ask": "Everyone is asked what becomes of what they have in hand",
    "eve": "Facilitators read what nobody has said anything about",
    "farewell": "Everyone gets a farewell, each at their own hour",
    "close": "What is still open closes: kept by its owner, or let go with thanks",
    "purge": "Everybody's words and details are erased, or the night after",
}
NOTHING_YET = "No programme has begun, or no session of it takes place: there is nothing to end."
TAKE_ALONG = to_say(
    "What is yours is here: stories, answers, actions. You can take it along, take it back or have it erased."
)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What is open at the end; `export` is the name of the newest archive made since the programme ended."""

    actions: int
    unsaid: int
    subgroups: int
    loops: int
    export: str
    over: bool
    gone: bool = False  # everybody's words are erased


def day_of(at: datetime, zone: str) -> str:
    """Wed 17 January 2029."""
    return say("{day} {year}", day=local_day(at, zone), year=at.year)


def is_over(last: Session, zone: str) -> str:
    return say("The programme ended on {day}.", day=day_of(last.ends_at, zone))


def ends(last: Session, zone: str) -> str:
    return f"The last session is “{last.title}”, on {day_of(last.starts_at, zone)}."


def checks(figures: Figures, purge: datetime, zone: str) -> list[Check]:
    """The list: what is open, whether the archive is made, when all goes."""
    unsaid = (
        f", {figures.unsaid} of them without a word on what becomes of it" if figures.unsaid else ""
    )
    return [
        Check(
            what="Actions", status=_none(figures.actions),
            words=f"{figures.actions} open{unsaid}" if figures.actions else "none is open",
        ),
        Check(
            what="Subgroups", status=_none(figures.subgroups),
            words=f"{figures.subgroups} open" if figures.subgroups else "none is open",
        ),
        Check(
            what="You said, and this happened", status=_none(figures.loops),
            words=f"{count(figures.loops, 'thing')} not told back" if figures.loops else "all told",
        ),
        _archive(figures),
        _purge(figures, day_of(purge, zone)),
    ]  # fmt: skip


def _none(number: int) -> Status:
    return Status.NEEDS_YOU if number else Status.READY


def _archive(figures: Figures) -> Check:
    if figures.export:
        return Check(what="Archive", status=Status.READY, words=f"made, as “{figures.export}”")
    if not figures.over:
        return Check(what="Archive", status=Status.TO_COME, words="made once the programme is over")
    words = "not made since the programme ended: convener export --out learned"
    return Check(what="Archive", status=Status.NEEDS_YOU, words=words)


def _purge(figures: Figures, day: str) -> Check:
    if figures.gone:
        return Check(
            what="Purge",
            status=Status.READY,
            words=f"since {day} nobody's words and details are here",
        )
    words = f"everybody's words and details go on {day}"
    return Check(what="Purge", status=Status.TO_COME, words=words)


def lines(found: Sequence[Check]) -> list[str]:
    return [f"{check.what}: {check.words}." for check in found]


def step(name: str, at: datetime, zone: str) -> str:
    return f"{day_of(at, zone)}: {STEPS[name]}."


def question(text: str, at: datetime, zone: str) -> str:
    return say("{day}: Everyone is asked: {text}", day=day_of(at, zone), text=text)


def need(actions: int, groups: int, closes: str) -> str:
    """What waits for facilitators between the question and the close."""
    open_ = [
        count(actions, "action") if actions else "",
        count(groups, "subgroup") if groups else "",
    ]
    what = " and ".join(part for part in open_ if part)
    return (
        f"The programme ends: nobody has said what becomes of {what}. Hand on or let go with thanks: "
        f"`/convene actions`, `/convene subgroup`. On {closes} what is left closes by itself."
    )


def loops_wait(number: int) -> str:
    verb = "waits" if number == 1 else "wait"
    return f"The programme ends: {count(number, 'thing')} people said {verb} to be told back: `/convene loops`."


def on_home(
    last: Session, person: Participant, purge: str, later: Sequence[str], page: str
) -> list[Block]:
    """On Home after the end: that it is over, what remains, and until when."""
    lines = [
        f"*{is_over(last, person.zone)}*",
        f"{say(TAKE_ALONG)} {say('On {purge} all of it is erased by itself.', purge=purge)}",
        *(escape(line) for line in later),
    ]
    mine = [b.button(say("My page outside Slack"), "own:page", url=page)] if page else []
    erase = b.button(say(ASK), "call:open", ERASE)
    return [b.section("\n".join(lines)), b.actions(*mine, erase)]
