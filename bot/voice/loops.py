"""“You said, and this happened”: the ledger of loops, in words; never a figure about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot.domain.languages import say, to_say
from bot.domain.synthesis import Loop, LoopState, Theme
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Message, View
from bot.voice.rooms import paragraphs
from bot.voice.words import count, escape, name

SAID, HAPPENED, MOST_TOLD = 200, 400, 1500
GONE = to_say("You said something that was taken back since")
TAKEN_BACK = to_say("What was said here was taken back")
STANDS = {
    LoopState.OPEN: to_say("open"),
    LoopState.HAPPENED: to_say("happened, and told before the next session"),
    LoopState.TOLD: to_say("told"),
    LoopState.LET_GO: to_say("let go"),
}
NOBODY = to_say("nobody any more")


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
        say(
            "Done by {what}: {sentence}",
            what=say("the subgroup “{s}”", s=s) if s else say("people of ours"),
            sentence=_sentence("; ".join(w)),
        )
        for s, w in by_subgroup.items()
    ]
    parts += [
        say(
            "The subgroup “{s}” has closed, with thanks. {what}",
            s=s,
            what=say("They say: “{c}”.", c=c) if c else "",
        )
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
    return (
        say("You said: {sentence}", sentence=_sentence(loop.said)) if loop.said else f"{say(GONE)}."
    )


def look_again(month: int, *, gone: bool) -> str:
    """To whoever sees to it, when a story is taken back; nothing that was said is in it."""
    where = say(
        "Something that you see to in /convene loops, month {month}, has the words of a theme.",
        month=month,
    )
    why = say("A story below that theme was taken back")
    if gone:
        return say(
            "{where} {why}, and the words are gone. Say it in your own words, or let it go.",
            where=where,
            why=why,
        )
    return say(
        "{where} {why}. See whether the words still hold; if not, let it go and add it anew.",
        where=where,
        why=why,
    )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def figures(loops: Sequence[Loop], now: datetime) -> str:
    """How many are closed, and how old those are that are not; empty where there are none."""
    wanted = [loop for loop in loops if loop.state is not LoopState.LET_GO]
    if not wanted:
        return ""
    closed = [loop for loop in wanted if loop.closed]
    ages = [(now - loop.at).days for loop in wanted if not loop.closed]
    rate = say(
        "You said, and this happened: {number} of {number_of_loops} closed",
        number=len(closed),
        number_of_loops=count(len(wanted), "loop", "loops"),
    )
    if not ages:
        return f"{rate}."
    if len(ages) == 1:
        return say(
            "{rate}; 1 open for {number_of_days}.",
            rate=rate,
            number_of_days=count(ages[0], "day", "days"),
        )
    return say(
        "{rate}; {number} open, half of them for {number_of_days} or longer.",
        rate=rate,
        number=len(ages),
        number_of_days=count(int(median(ages)), "day", "days"),
    )


def page(rows: Sequence[LoopRow], *, session: str, said: str) -> Message:
    """The whole ledger, what is open first."""
    lead = said or say(
        "Nothing waits for what becomes of it. Add what people said and should hear back of."
    )
    ordered = sorted(rows, key=lambda row: (row.loop.state is not LoopState.OPEN, -row.days))
    lines = [_line(row) for row in ordered]
    change = [
        (row.loop.said or say(TAKEN_BACK), row.loop.id)
        for row in ordered
        if row.loop.state is not LoopState.TOLD
    ]
    add = b.actions(b.button(say("Add one"), "loop:add", session))
    pick = (
        [b.actions(b.select("loop:happened", change, hint=say("Say what happened")))]
        if change
        else []
    )
    return Message(
        text="\n".join([lead, *lines]),
        blocks=(b.section(f"*{lead}*"), *paragraphs(lines)[:40], *pick, add),
    )


def _line(row: LoopRow) -> str:
    loop = row.loop
    age = (
        say(" for {number_of_days}", number_of_days=count(row.days, "day", "days"))
        if loop.state is LoopState.OPEN
        else ""
    )
    what = f" {escape(loop.happened)}" if loop.happened else ""
    said = f"“{escape(loop.said)}”" if loop.said else f"{say(TAKEN_BACK)}."
    return say(
        "• Month {month}: {said} With {owner}, {stands}{age}.{what}",
        month=row.month,
        said=said,
        owner=name(row.owner),
        stands=say(STANDS[loop.state]),
        age=age,
        what=what,
    )


def add_form(
    session: str, month: int, themes: Sequence[Theme], people: Sequence[tuple[str, str]], owner: str
) -> View:
    """Write down what people said and should hear back of."""
    known = [(theme.words, theme.id) for theme in themes]
    hint = say(
        "It is told before the session after month {month}, once you say what happened.",
        month=month,
    )
    blocks = [
        b.field("said", say("What people said"), b.text_input("said", most=SAID), hint=hint, optional=bool(known)),
        b.field("owner", say("Who sees to it"), b.select("owner", people, chosen=owner)),
    ]  # fmt: skip
    if known:
        theme = b.select("theme", known)
        blocks.insert(
            1, b.field("theme", say("Or a theme, in its own words"), theme, optional=True)
        )
    return View(
        body=b.form("loop_add", say("You said"), blocks, facts=forms.facts(session=session))
    )


def happened_form(loop: Loop, people: Sequence[tuple[str, str]]) -> View:
    """Say what happened, hand it on, or let it go."""
    ways = [
        (say("Still open"), "open"),
        (say("This happened"), "happened"),
        (say("We let it go"), "let_go"),
    ]
    box = b.text_input("happened", most=HAPPENED, long=True, value=loop.happened)
    hint = say("Told to everyone before the next session, also where nothing came of it: say why.")
    stands = "happened" if loop.state is LoopState.OPEN else loop.state.value
    anew = b.field(
        "said",
        say("What people said, in your own words"),
        b.text_input("said", most=SAID),
        optional=True,
    )
    blocks = [
        b.section(say("*You said:* {said}", said=escape(loop.said)))
        if loop.said
        else b.section(f"{say(TAKEN_BACK)}."),
        *([] if loop.said else [anew]),
        b.field("happened", say("What happened"), box, hint=hint, optional=True),
        b.field("state", say("Where it stands"), b.radio("state", ways, chosen=stands)),
        b.field("owner", say("Who sees to it"), b.select("owner", people, chosen=loop.owner)),
    ]
    return View(
        body=b.form("loop_happened", say("What happened"), blocks, facts=forms.facts(loop=loop.id))
    )
