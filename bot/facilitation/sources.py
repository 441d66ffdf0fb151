"""Sources: each answer that a theme or a sentence can point to, for one reader and no further than its giver agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.languages import say
from bot.domain.leaves import NEARER, Leave, LeaveState
from bot.domain.programme import Prompt
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.digests import everything
from bot.facilitation.setting import Setting
from bot.voice.digests import Gathered, Heard
from bot.voice.prompts import blanks_shown
from bot.voice.seeing import UNSIGNED
from bot.voice.synthesis import EVERYONE, Source, on_average, without_names


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of a session with all that can be pointed to of what came in."""

    session: Session
    prompt: Prompt
    question: str
    sources: Sequence[Source]


def asked(setting: Setting, session: Session, reader: Participant | None) -> list[Asked]:
    """What was said around a session, by question; without a reader, what everybody may see of stories."""
    leaves = {leave.id: leave for leave in setting.memory.leaves.find(session_id=session.id)}
    return [
        _asked(session, g, leaves, for_all=reader is None)
        for g in everything(setting, session, reader)
        if g.answers or g.average is not None
    ]


def sources(
    setting: Setting, session: Session, reader: Participant | None = None
) -> dict[str, Source]:
    """The same by id, whatever the question."""
    return {source.ref: source for one in asked(setting, session, reader) for source in one.sources}


def _asked(
    session: Session, gathered: Gathered, leaves: Mapping[str, Leave], *, for_all: bool
) -> Asked:
    question = blanks_shown(gathered.prompt.text.replace("{organisation}", "your organisation"))
    single = [h for h in gathered.answers if h.ref]
    found = [_single(h, question, leaves.get(h.ref), for_all=for_all) for h in single]
    found = found or [_result(session, gathered, question)]
    return Asked(session=session, prompt=gathered.prompt, question=question, sources=found)


def _single(heard: Heard, question: str, leave: Leave | None, *, for_all: bool) -> Source:
    """One answer; where its author gave leave, it is for everyone, signed for them as its author said."""
    nearer = heard.reach in NEARER
    given = leave is not None and leave.given and nearer
    unnamed = given and for_all and leave is not None and leave.state is LeaveState.UNNAMED
    return Source(
        ref=heard.ref, question=question, text=heard.text, signed=say(UNSIGNED) if unnamed else heard.signed,
        lay=heard.lay, giver=heard.giver, reach=EVERYONE if given else heard.reach,
        asks_leave=heard.is_answer and nearer and not given,
        lost=leave is not None and leave.state in {LeaveState.BACK, LeaveState.LAPSED},
    )  # fmt: skip


def _result(session: Session, gathered: Gathered, question: str) -> Source:
    """What many said, as it may be shown: nobody in it can be pointed to."""
    prompt, number = gathered.prompt, gathered.number
    said = "; ".join(h.text for h in gathered.answers)
    if gathered.average is not None:
        said = on_average(gathered.average, prompt)
    return Source(
        ref=f"{session.id}:{prompt.key}",
        question=question,
        text=said,
        signed=without_names(number),
        reach=EVERYONE if prompt.anonymous else prompt.visibility,
        number=number,
    )
