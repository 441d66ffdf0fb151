"""The facilitators' page of a synthesis: what came in, the themes, the draft, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, to_say
from bot.domain.perspectives import LIVED, Group
from bot.domain.sessions import Session
from bot.domain.synthesis import CheckBack, Synthesis, Theme
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.rooms import paragraphs
from bot.voice.synthesis import check_backs
from bot.voice.words import count, escape

PAGE = 20  # answers in one window
BY_OTHERS = to_say("by all others")


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
    lead = say("Answers {filtered}.", filtered=escape(filtered)) if filtered else ""
    parts = [_work(work) for work in works]
    lines = [line for said, _ in parts for line in said]
    if not lines:
        return Message(text=say("{lead} Nothing of that has come in yet.", lead=lead).strip())
    most = 50 // max(len(parts), 1) - 1
    blocks = [block for said, doing in parts for block in (*paragraphs(said), *doing)[:most]]
    return Message(text="\n".join(filter(None, [lead, *lines])), blocks=tuple(blocks[:50]))


def _work(work: Work) -> tuple[list[str], list[Block]]:
    came = say(
        "{number_of_answers} to {number_of_questions}",
        number_of_answers=count(work.answers, "answer", "answers"),
        number_of_questions=count(work.questions, "question", "questions"),
    )
    lead = say(
        "*“{title}”, month {month}*: {came}. {stands}",
        title=escape(work.session.title),
        month=work.session.month,
        came=came,
        stands=_stands(work),
    )
    lines = [lead, *(_theme(work, theme) for theme in work.themes)]
    tally = check_backs(work.said)
    lines += (
        [say("{tally} What is missing stands below the preview.", tally=tally)] if tally else []
    )
    return lines, _doing(work)


def _stands(work: Work) -> str:
    if work.newest is None:
        return say("Nothing is written yet.")
    sentences = count(len(work.newest.sentences), "sentence", "sentences")
    state = say("published") if work.newest.state == "published" else say("a draft")
    return say(
        "Version {version} with {sentences} is {state}.",
        version=work.newest.version,
        sentences=sentences,
        state=state,
    )


def _theme(work: Work, theme: Theme) -> str:
    lay = len(set(theme.answers) & work.lay)
    spoke = say(", {lay} by {many}", lay=lay, many=escape(work.lived.many)) if lay else ""
    minority = say(" _A minority view._") if theme.dissent else ""
    written = bool(work.newest and work.newest.sentence(theme.id))
    sentence = "" if written else say(" No sentence yet.")
    return f"• {escape(theme.words)} ({count(len(theme.answers), 'answer', 'answers')}{spoke}).{minority}{sentence}"


def _doing(work: Work) -> list[Block]:
    blocks: list[Block] = []
    if work.piles:
        choices = [(_label(pile), pile.value) for pile in work.piles]
        blocks.append(_select("synthesis:sort", choices, say("Read answers and sort them")))
    if work.themes:
        themes = [(theme.words, theme.id) for theme in work.themes]
        blocks.append(_select("synthesis:sentence", themes, say("Write the sentence of")))
        blocks.append(_select("synthesis:reword", themes, say("Re-word or mark")))
        mergeable = [(t.words, t.id) for t in work.themes if not t.dissent]
        if len(mergeable) > 1:
            blocks.append(_select("synthesis:merge", mergeable, say("Merge")))
        blocks.append(_select("synthesis:split", themes, say("Split")))
    asking = [(t.words, t.id) for t in work.themes if set(t.answers) & work.nearer]
    if asking:
        blocks.append(_select("synthesis:leave", asking, say("Ask for leave")))
    if work.newest:
        preview = b.button(
            say("Preview and publish"), "synthesis:preview", work.session.id, style="primary"
        )
        blocks.append(b.actions(preview))
    return blocks


def _label(pile: Pile) -> str:
    where = (
        say("{first} to {last} of {number}", first=pile.first, last=pile.last, number=pile.number)
        if pile.number > PAGE
        else str(pile.number)
    )
    return f"({where}) {pile.question}"


def _select(act: str, choices: Sequence[tuple[str, str]], hint: str) -> Block:
    return b.actions(b.select(act, choices, hint=hint))
