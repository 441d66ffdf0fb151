"""“You said, and this happened”: the ledger of loops, in words; never a figure about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot.domain.synthesis import Loop, LoopState, Theme
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Message, View
from bot.voice.rooms import paragraphs
from bot.voice.words import count, escape, name

SAID, HAPPENED, MOST_TOLD = 200, 400, 1500
GONE = "You said something that was taken back since"
TAKEN_BACK = "What was said here was taken back"
STANDS = {
    LoopState.OPEN: "open",
    LoopState.HAPPENED: "happened, and told before the next session",
    LoopState.TOLD: "told",
    LoopState.LET_GO: "let go",
}
NOBODY = "nobody any more"


@dataclass(frozen=True, kw_only=True)
class LoopRow:
    """One loop as facilitators read it."""

    loop: Loop
    month: int
    owner: str
    days: int


def told_words(loops: Sequence[Loop]) -> str:
    """What is told back; not escaped."""
    return " ".join(f"{_said(loop)} {_sentence(loop.happened)}" for loop in loops)


def done_words(done: Sequence[tuple[str, str]], closed: Sequence[tuple[str, str]]) -> list[str]:
    """What subgroups did, each named once, and what came of those that closed; not escaped."""
    by_subgroup: dict[str, list[str]] = {}
    for what, subgroup in done:
        by_subgroup.setdefault(subgroup, []).append(what)
    parts = [
        f"Done by {f'the subgroup “{s}”' if s else 'people of ours'}: {_sentence('; '.join(w))}"
        for s, w in by_subgroup.items()
    ]
    parts += [
        f"The subgroup “{s}” has closed, with thanks. {f'They say: “{c}”.' if c else ''}"
        for s, c in closed
    ]
    return [part.strip() for part in parts]


def with_done(said: str, done: Sequence[str]) -> str:
    """What became of what people said, and after it what was done besides; not escaped."""
    return " ".join(part for part in (said, *done) if part)


def fits(words: str) -> bool:
    """Whether there is room for all of it once it is escaped."""
    return len(escape(words)) <= MOST_TOLD


def _said(loop: Loop) -> str:
    return f"You said: {_sentence(loop.said)}" if loop.said else f"{GONE}."


def look_again(month: int, *, gone: bool) -> str:
    """To whoever sees to it, when a story is taken back; nothing that was said is in it."""
    where = f"Something that you see to in /convene loops, month {month}, has the words of a theme."
    why = "A story below that theme was taken back"
    if gone:
        return f"{where} {why}, and the words are gone. Say it in your own words, or let it go."
    return f"{where} {why}. See whether the words still hold; if not, let it go and add it anew."


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def figures(loops: Sequence[Loop], now: datetime) -> str:
    """How many are closed, and how old those are that are not; empty where there are none."""
    wanted = [loop for loop in loops if loop.state is not LoopState.LET_GO]
    if not wanted:
        return ""
    closed = [loop for loop in wanted if loop.closed]
    ages = [(now - loop.at).days for loop in wanted if not loop.closed]
    rate = f"You said, and this happened: {len(closed)} of {count(len(wanted), 'loop')} closed"
    if not ages:
        return f"{rate}."
    if len(ages) == 1:
        return f"{rate}; 1 open for {count(ages[0], 'day')}."
    return (
        f"{rate}; {len(ages)} open, half of them for {count(int(median(ages)), 'day')} or longer."
    )


def page(rows: Sequence[LoopRow], *, session: str, said: str) -> Message:
    """The whole ledger, what is open first."""
    lead = (
        said
        or "Nothing waits for what becomes of it. Add what people said and should hear back of."
    )
    ordered = sorted(rows, key=lambda row: (row.loop.state is not LoopState.OPEN, -row.days))
    lines = [_line(row) for row in ordered]
    change = [
        (row.loop.said or TAKEN_BACK, row.loop.id)
        for row in ordered
        if row.loop.state is not LoopState.TOLD
    ]
    add = b.actions(b.button("Add one", "loop:add", session))
    pick = (
        [b.actions(b.select("loop:happened", change, hint="Say what happened"))] if change else []
    )
    return Message(
        text="\n".join([lead, *lines]),
        blocks=(b.section(f"*{lead}*"), *paragraphs(lines)[:40], *pick, add),
    )


def _line(row: LoopRow) -> str:
    loop = row.loop
    age = f" for {count(row.days, 'day')}" if loop.state is LoopState.OPEN else ""
    what = f" {escape(loop.happened)}" if loop.happened else ""
    said = f"“{escape(loop.said)}”" if loop.said else f"{TAKEN_BACK}."
    return f"• Month {row.month}: {said} With {name(row.owner)}, {STANDS[loop.state]}{age}.{what}"


def add_form(
    session: str, month: int, themes: Sequence[Theme], people: Sequence[tuple[str, str]], owner: str
) -> View:
    """Write down what people said and should hear back of."""
    known = [(theme.words, theme.id) for theme in themes]
    hint = f"It is told before the session after month {month}, once you say what happened."
    blocks = [
        b.field("said", "What people said", b.text_input("said", most=SAID), hint=hint, optional=bool(known)),
        b.field("owner", "Who sees to it", b.select("owner", people, chosen=owner)),
    ]  # fmt: skip
    if known:
        theme = b.select("theme", known)
        blocks.insert(1, b.field("theme", "Or a theme, in its own words", theme, optional=True))
    return View(body=b.form("loop_add", "You said", blocks, facts=forms.facts(session=session)))


def happened_form(loop: Loop, people: Sequence[tuple[str, str]]) -> View:
    """Say what happened, hand it on, or let it go."""
    ways = [("Still open", "open"), ("This happened", "happened"), ("We let it go", "let_go")]
    box = b.text_input("happened", most=HAPPENED, long=True, value=loop.happened)
    hint = "Told to everyone before the next session, also where nothing came of it: say why."
    stands = "happened" if loop.state is LoopState.OPEN else loop.state.value
    anew = b.field(
        "said",
        "What people said, in your own words",
        b.text_input("said", most=SAID),
        optional=True,
    )
    blocks = [
        b.section(f"*You said:* {escape(loop.said)}") if loop.said else b.section(f"{TAKEN_BACK}."),
        *([] if loop.said else [anew]),
        b.field("happened", "What happened", box, hint=hint, optional=True),
        b.field("state", "Where it stands", b.radio("state", ways, chosen=stands)),
        b.field("owner", "Who sees to it", b.select("owner", people, chosen=loop.owner)),
    ]
    return View(
        body=b.form("loop_happened", "What happened", blocks, facts=forms.facts(loop=loop.id))
    )
