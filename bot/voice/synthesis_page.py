"""The facilitators' page of a synthesis: what came in, the themes, the draft, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.perspectives import LIVED, Group
from bot.domain.sessions import Session
from bot.domain.synthesis import CheckBack, Synthesis, Theme
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.rooms import paragraphs
from bot.voice.synthesis import check_backs
from bot.voice.words import count, escape

PAGE = 20  # answers in one window
BY_OTHERS = "by all others"


@dataclass(frozen=True, kw_only=True)
class Pile:
    """Answers to one question, as many as are shown at once: where they are found, and what it is called."""

    value: str
    question: str
    first: int
    last: int
    number: int


@dataclass(frozen=True, kw_only=True)
class Work:
    """How far one session's synthesis is."""

    session: Session
    answers: int
    questions: int
    piles: Sequence[Pile]
    themes: Sequence[Theme]
    lay: frozenset[str]
    newest: Synthesis | None
    said: Sequence[CheckBack] = ()
    nearer: frozenset[str] = frozenset()  # answers whose authors can be asked for leave
    lived: Group = LIVED


def page(works: Sequence[Work], *, filtered: str = "") -> Message:
    """One session, or all of a stage or level; sorted by month."""
    lead = f"Answers {escape(filtered)}." if filtered else ""
    parts = [_work(work) for work in works]
    lines = [line for said, _ in parts for line in said]
    if not lines:
        return Message(text=f"{lead} Nothing of that has come in yet.".strip())
    most = 50 // max(len(parts), 1) - 1
    blocks = [block for said, doing in parts for block in (*paragraphs(said), *doing)[:most]]
    return Message(text="\n".join(filter(None, [lead, *lines])), blocks=tuple(blocks[:50]))


def _work(work: Work) -> tuple[list[str], list[Block]]:
    came = f"{count(work.answers, 'answer')} to {count(work.questions, 'question')}"
    lead = f"*“{escape(work.session.title)}”, month {work.session.month}*: {came}. {_stands(work)}"
    lines = [lead, *(_theme(work, theme) for theme in work.themes)]
    tally = check_backs(work.said)
    lines += [f"{tally} What is missing stands below the preview."] if tally else []
    return lines, _doing(work)


def _stands(work: Work) -> str:
    if work.newest is None:
        return "Nothing is written yet."
    sentences = count(len(work.newest.sentences), "sentence")
    state = "published" if work.newest.state == "published" else "a draft"
    return f"Version {work.newest.version} with {sentences} is {state}."


def _theme(work: Work, theme: Theme) -> str:
    lay = len(set(theme.answers) & work.lay)
    spoke = f", {lay} by {escape(work.lived.many)}" if lay else ""
    minority = " _A minority view._" if theme.dissent else ""
    written = bool(work.newest and work.newest.sentence(theme.id))
    sentence = "" if written else " No sentence yet."
    return f"• {escape(theme.words)} ({count(len(theme.answers), 'answer')}{spoke}).{minority}{sentence}"


def _doing(work: Work) -> list[Block]:
    blocks: list[Block] = []
    if work.piles:
        choices = [(_label(pile), pile.value) for pile in work.piles]
        blocks.append(_select("synthesis:sort", choices, "Read answers and sort them"))
    if work.themes:
        themes = [(theme.words, theme.id) for theme in work.themes]
        blocks.append(_select("synthesis:sentence", themes, "Write the sentence of"))
        blocks.append(_select("synthesis:reword", themes, "Re-word or mark"))
        mergeable = [(t.words, t.id) for t in work.themes if not t.dissent]
        if len(mergeable) > 1:
            blocks.append(_select("synthesis:merge", mergeable, "Merge"))
        blocks.append(_select("synthesis:split", themes, "Split"))
    asking = [(t.words, t.id) for t in work.themes if set(t.answers) & work.nearer]
    if asking:
        blocks.append(_select("synthesis:leave", asking, "Ask for leave"))
    if work.newest:
        preview = b.button(
            "Preview and publish", "synthesis:preview", work.session.id, style="primary"
        )
        blocks.append(b.actions(preview))
    return blocks


def _label(pile: Pile) -> str:
    where = (
        f"{pile.first} to {pile.last} of {pile.number}" if pile.number > PAGE else str(pile.number)
    )
    return f"({where}) {pile.question}"


def _select(act: str, choices: Sequence[tuple[str, str]], hint: str) -> Block:
    return b.actions(b.select(act, choices, hint=hint))
