"""Making sense of answers in a browser: the answers, the themes they stand under, and what everyone would read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.errors import FacilitationError
from bot.domain.roster import GUEST, Participant
from bot.domain.synthesis import CheckBack, in_order
from bot.facilitation import leaves, synthesis, themes
from bot.facilitation.setting import Setting
from bot.facilitation.sources import asked
from bot.facilitation.synthesis_windows import said_back
from bot.facilitation.this_session import Around, around, chosen
from bot.ports import Desk
from bot.voice import receipts
from bot.voice import synthesis_board as words
from bot.voice.mail import plain
from bot.voice.synthesis import Passage, check_backs, rests_on, why_kept
from bot.voice.synthesis_board import Pile, Question

FEW, MANY = 20, 200  # answers to one question: at a glance, and when it is opened alone


class NoSuchStep(FacilitationError):
    """There is no such step on this board. Open it again, and press one of its buttons."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One step on the board, as somebody sent it."""

    step: str
    theme: str = ""
    into: str = ""
    words: str = ""
    answers: Sequence[str] = ()
    dissent: bool = False


@dataclass(frozen=True, kw_only=True)
class Board:
    """One session's answers and themes, as far as this facilitator may see them."""

    around: Around
    lead: str
    questions: Sequence[Question]
    piles: Sequence[Pile]
    said: str
    begun: bool
    only: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence before it goes out: with what it rests on, or why it stays."""

    text: str
    dissent: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What everyone would read, what stays, and how many are asked about it. `seen` marks exactly this."""

    around: Around
    out: Sequence[Line]
    kept: Sequence[Line]
    missing: Sequence[str]
    people: int
    authors: int
    published: bool
    seen: str


def board(desk: Desk, reader: Participant, month: int, only: str = "") -> Board:
    """The board as it is now, with the first answers to each question, or many of `only` one. Raises NoSuchThing."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        questions = asked(setting, session, reader)
        known = {s.ref: s for one in questions for s in one.sources}
        every = in_order(
            memory.themes.find(session_id=session.id), {s.ref for s in known.values() if s.lay}
        )
        newest = synthesis.newest(setting, session.id)
        came = [(one, [words.card(s, every) for s in one.sources]) for one in questions]
        cards = {card.ref: card for _, here in came for card in here}
        found = [
            words.question(one.prompt.key, one.question, here, MANY if only else FEW)
            for one, here in came
            if only in {"", one.prompt.key}
        ]
        passages = synthesis.passages_of(setting, newest, known, every) if newest else []
        by_theme = {passage.theme_id: passage for passage in passages}
        piles = [
            words.pile(t, cards, newest.sentence(t.id) if newest else None, by_theme.get(t.id))
            for t in every
        ]
        return Board(
            around=around(setting, session, reader),
            lead=words.lead(found, piles),
            questions=found,
            piles=piles,
            said=check_backs(said_back(setting, session.id)),
            begun=newest is not None,
            only=only,
        )


def take(desk: Desk, reader: Participant, month: int, wish: Wish) -> str:
    """Do one step; what somebody reads of it. Raises NoSuchStep and what the step itself raises."""
    with desk.store.begin() as memory:
        session = chosen(Setting(desk, memory), month).id
        step = STEPS.get(wish.step)
        if step is None:
            raise NoSuchStep
        done = step(desk, session, wish, reader.id)
        return done if isinstance(done, str) else words.step(wish.step)


Step = Callable[[Desk, str, Wish, str], object]
STEPS: dict[str, Step] = {
    "put": lambda desk, session, w, by: themes.put(desk, w.theme, w.answers, by=by),
    "new": lambda desk, session, w, by: themes.new_theme(
        desk, session, w.words, w.answers, by=by, dissent=w.dissent
    ),
    "reword": lambda desk, session, w, by: themes.reword(
        desk, w.theme, w.words, dissent=w.dissent, by=by
    ),
    "merge": lambda desk, session, w, by: themes.merge(desk, w.theme, w.into, by=by),
    "split": lambda desk, session, w, by: themes.split(desk, w.theme, w.words, w.answers, by=by),
    "sentence": lambda desk, session, w, by: synthesis.write(
        desk, w.theme, w.words, w.answers, by=by
    ),
    "leave": lambda desk, session, w, by: plain(
        receipts.leave_asked(leaves.ask(desk, w.theme, w.answers, by=by))
    ),
}


def preview(desk: Desk, reader: Participant, month: int) -> Preview:
    """Who would read what, before anything leaves. Raises NothingNew where nothing was written."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        out = synthesis.to_publish(setting, session.id, reader.id)
        last = out or synthesis.newest(setting, session.id)
        if last is None:
            raise synthesis.NothingNew
        shown = synthesis.passages(setting, last, reader)
        before = synthesis.newest(setting, session.id, state="published")
        back: Sequence[CheckBack] = said_back(setting, session.id)
        return Preview(
            around=around(setting, session, reader),
            out=[_line(p) for p in shown if p.for_all],
            kept=[_line(p) for p in shown if not p.for_all],
            missing=[one.words for one in back if one.words],
            people=sum(p.role != GUEST for p in setting.people.values()),
            authors=len(synthesis.to_ask(setting, last, before)),
            published=out is None,
            seen=synthesis.as_seen(setting, last),
        )


def publish(desk: Desk, reader: Participant, month: int, seen: str) -> None:
    """Put it before everyone exactly as it was seen. Raises DraftChanged, NothingNew, NothingForAll."""
    with desk.store.begin() as memory:
        session = chosen(Setting(desk, memory), month)
        synthesis.publish(desk, session.id, by=reader.id, seen=seen)


def _line(passage: Passage) -> Line:
    why = rests_on(passage) if passage.for_all else why_kept(passage)
    return Line(text=passage.text, dissent=passage.dissent, why=plain(why))
