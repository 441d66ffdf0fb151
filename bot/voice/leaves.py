"""Leave for wider use, in words: what would be used, who would read it, and how one says yes, no, or takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.languages import say, to_say
from bot.domain.leaves import Leave, LeaveState
from bot.domain.synthesis import Theme
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Block, Message, View
from bot.voice.rooms import paragraphs
from bot.voice.synthesis import Source
from bot.voice.theme_forms import LISTED, labels, several
from bot.voice.words import escape, local_day, name

WORDING = "leave/1"
QUOTED, AT_HOME, MOST_AT_HOME = 1500, 200, 5
READ_BY = {
    "organisation": to_say("people of your organisation and the facilitators"),
    "room": to_say("the people in your room and the facilitators"),
    "subgroup": to_say("your subgroup and the facilitators"),
}
TERMS = to_say(
    "Everyone here but guests would read them. Without your name, somebody may still guess that it was you. "
    "If you say nothing, that is a no. You can take a yes back at any time."
)
SAID = {
    LeaveState.UNNAMED: to_say(
        "You said yes, without your name. Everyone here may read these words, once the facilitators "
        "publish what they write from them. You can take it back at any time."
    ),
    LeaveState.NAMED: to_say(
        "You said yes, with your name. Everyone here may read these words, once the facilitators "
        "publish what they write from them. You can take it back at any time."
    ),
    LeaveState.NO: to_say("You said no. Only {readers} read these words."),
    LeaveState.BACK: to_say(
        "You took your yes back. What was written from these words is out of what everyone reads; only "
        "{readers} read them now."
    ),
    LeaveState.LAPSED: to_say(
        "You changed your words. Your yes was for those of before, and does not hold for these: only "
        "{readers} read them."
    ),
}
STANDS = {
    LeaveState.OPEN: to_say("asked on {day}, no answer yet, which counts as no"),
    LeaveState.NO: to_say("said no"),
    LeaveState.BACK: to_say("took their yes back"),
    LeaveState.LAPSED: to_say("changed their words since they said yes"),
}
UNREACHED = to_say("cannot be asked: they want no messages, or fewer")
TITLE = to_say("Ask for leave")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One answer that somebody would like to use more widely, as its author sees it."""

    leave: Leave
    text: str
    version: int
    visibility: str
    question: str = ""
    title: str = ""
    by: str = ""
    sentence: str = ""

    @property
    def readers(self) -> str:
        return say(READ_BY.get(self.visibility, "the facilitators"))


def asked(wanted: Wanted) -> Message:
    """To the author: may your words go to everyone?"""
    quote = f"“{escape(b.cut(' '.join(wanted.text.split()), QUOTED))}”"
    wrote = (
        say("To “{question}” you wrote:", question=wanted.question)
        if wanted.question
        else say("You wrote:")
    )
    if wanted.leave.state is not LeaveState.OPEN:
        lines = [wrote, quote, _said(wanted)]
        shown = [b.section(f"{wrote}\n{quote}"), b.section(lines[2])]
        return Message(text="\n".join(lines), blocks=(*shown, _buttons(wanted)))
    lead = say(
        "{by} asks: may these words of yours stand in what everyone reads about “{title}”? Until now, only "
        "{readers} read them.",
        by=name(wanted.by),
        title=escape(wanted.title),
        readers=wanted.readers,
    )
    use = say("They would stand below a sentence that the facilitators write.")
    if wanted.sentence:
        use = say(
            "They would stand below this sentence, as it reads now: “{sentence}”",
            sentence=escape(wanted.sentence),
        )
    lines = [lead, wrote, quote, use, say(TERMS)]
    shown = [b.section(lead), b.section(f"{wrote}\n{quote}"), b.section(use), b.context(say(TERMS))]
    return Message(text="\n".join(lines), blocks=(*shown, _buttons(wanted)))


def _said(wanted: Wanted) -> str:
    return say(SAID[wanted.leave.state]).format(readers=wanted.readers)


def _buttons(wanted: Wanted, about: str = "") -> Block:
    """What else can be said than what was said last."""
    state, value = wanted.leave.state, f"{wanted.leave.id}|{wanted.version}"
    ways: list[tuple[LeaveState, str, str]] = [
        (LeaveState.UNNAMED, say("Yes, without my name"), "leave:unnamed"),
        (LeaveState.NAMED, say("Yes, with my name"), "leave:named"),
    ]
    if wanted.leave.given:
        ways.append((LeaveState.NO, say("Take it back"), "leave:no"))
    elif state in {LeaveState.OPEN, LeaveState.LAPSED}:
        ways.append((LeaveState.NO, say("No"), "leave:no"))
    made: list[dict[str, Any]] = [
        b.button(label, act, value, says=f"{label}: {about}" if about else "")
        for way, label, act in ways
        if way is not state
    ]
    return b.actions(*made)


def home_part(several_wanted: Sequence[Wanted]) -> list[Block]:
    """On the Home page: what one is asked, and what one has let go to everyone."""
    shown: list[Block] = [b.section(say("*My words for everyone*"))] if several_wanted else []
    for wanted in several_wanted[:MOST_AT_HOME]:
        words = b.cut(" ".join(wanted.text.split()), AT_HOME)
        state = (
            say(
                "May these words stand in what everyone reads about “{title}”? {terms}",
                title=escape(wanted.title),
                terms=say(TERMS),
            )
            if wanted.leave.state is LeaveState.OPEN
            else _said(wanted)
        )
        shown += [b.section(f"> {escape(words)}\n{state}"), _buttons(wanted, words)]
    return shown


def form(theme: Theme, rows: Sequence[tuple[Source, Leave | None, bool]], *, zone: str) -> View:
    """For facilitators: which authors of a theme to ask. Each row has an answer, what was said, and whether to ask."""
    listed = rows[:LISTED]
    open_ones = [source for source, _, may in listed if may]
    lines = [
        f"*{n}.* {escape(b.cut(s.text, 150))} _({s.signed}; {_stands(leave, may, zone)})_"
        for n, (s, leave, may) in enumerate(listed, 1)
    ]
    lead = say(
        "*{words}*\nThese answers are not for everyone. Each author whom you tick gets one message with their own "
        "words, and says yes, with or without their name, or no. No answer is a no.",
        words=escape(theme.words),
    )
    blocks = [b.section(lead), *paragraphs(lines)[:40]]
    if open_ones:
        numbered = dict(
            zip([s.ref for s, _, _ in listed], labels([s for s, _, _ in listed]), strict=True)
        )
        choices = [numbered[s.ref] for s in open_ones]
        blocks.append(b.field("answers", say("Ask the authors of"), several(choices)))
    known = forms.facts(theme=theme.id)
    body = b.form("leave_ask", say(TITLE), blocks, submit=say("Ask"), facts=known)
    if not open_ones:
        body.pop("submit")
    return View(body=body)


def _stands(leave: Leave | None, may: bool, zone: str) -> str:
    if leave is None:
        return say("not asked yet") if may else say(UNREACHED)
    return say(STANDS.get(leave.state, "")).format(day=local_day(leave.at, zone))
