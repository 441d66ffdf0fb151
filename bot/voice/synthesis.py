"""What was made of people's answers, in words: a sentence never goes further than the answers it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.perspectives import LIVED, Group
from bot.domain.programme import Prompt
from bot.domain.sessions import Session
from bot.domain.synthesis import CheckBack, Finds
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.rooms import paragraphs
from bot.voice.words import count, escape, listed, name

EVERYONE = "community"
MINORITY = "Not everyone sees it so"
LOST = "It has lost an answer: its author took back their leave, or changed their words. Write it without that answer."
TAKEN_OUT = "a sentence was taken out, as an answer below it is not for everyone any more."
NOTHING_LEFT = "_Nothing is left of it to show._"
ONLY = {
    "organisation": "people of one organisation",
    "room": "one room",
    "subgroup": "one subgroup",
    "facilitators": "the facilitators",
    "private": "whoever wrote it",
}
FINDS = {
    Finds.YES: "Yes, you find yourself in it. Thank you.",
    Finds.PARTLY: "Partly. Thank you for saying so: the facilitators read it.",
    Finds.NO: "No. Thank you for saying so: the facilitators read it.",
}


@dataclass(frozen=True, kw_only=True)
class Source:
    """One answer, or the result of a question without names. `reach` is who may see it; `signed` is ready to show.

    `asks_leave`: its author can be asked to let it go to everyone. `lost`: they have taken such leave back.
    """

    ref: str
    question: str
    text: str
    signed: str
    lay: bool = False
    giver: str = ""
    reach: str = ""
    number: int = 1
    asks_leave: bool = False
    lost: bool = False


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One sentence with what it rests on. `missing` answers were taken back, or are not for this reader.

    `held`: it stayed with the facilitators when this version went out.
    """

    text: str
    theme: str
    dissent: bool
    sources: Sequence[Source]
    missing: int = 0
    lived: Group = LIVED
    theme_id: str = ""
    held: bool = False

    @property
    def for_all(self) -> bool:
        """Whether everyone reads it."""
        return self.may_go and not self.held

    @property
    def may_go(self) -> bool:
        """Whether everyone in the community may see each answer it rests on."""
        whole = bool(self.sources) and not self.missing
        return whole and all(s.reach == EVERYONE for s in self.sources)


def rests_on(passage: Passage) -> str:
    """Rests on 5 answers, 3 of them from people with lived experience."""
    number = sum(source.number for source in passage.sources)
    lay = sum(source.lay for source in passage.sources)
    of_them = f", {lay} of them from {escape(passage.lived.many)}" if lay and number > 1 else ""
    only = f", from one {escape(passage.lived.one)}" if lay and number == 1 else ""
    return f"Rests on {count(number, 'answer')}{of_them}{only}."


def why_kept(passage: Passage) -> str:
    """Why a sentence stays with the facilitators, and what to do."""
    if passage.missing or not passage.sources:
        return (
            "An answer it rests on is not there any more, or not for you to see. Take the sentence out, "
            "then write it anew without that answer."
            if passage.missing
            else "It rests on no answer. Tick the answers it rests on."
        )
    if any(s.lost for s in passage.sources):
        return LOST
    if passage.may_go:
        return "It may go to everyone now. Publish once more."
    reaches = dict.fromkeys(s.reach for s in passage.sources if s.reach != EVERYONE)
    whom = listed([ONLY.get(reach, ONLY["facilitators"]) for reach in reaches])
    return f"It rests on answers that are for {whom} alone. Leave those out, or “Ask for leave”."


def post(session: Session, passages: Sequence[Passage], *, version: int, by: str) -> Message:
    """What everyone reads in the community's channel."""
    lead = f"What came of “{escape(session.title)}”"
    lines = [_line(p) for p in passages if p.for_all] or [NOTHING_LEFT]
    end = _version(version, by) + " If you do not find yourself in it, tell a facilitator."
    button = b.actions(b.button("What it rests on", "synthesis:read", session.id))
    return Message(
        text=b.cut_formatted("\n".join([f"{lead}:", *lines, end]), 38_000),
        blocks=(b.section(f"*{lead}*"), *paragraphs(lines)[:40], b.context(end), button),
    )


def _version(version: int, by: str) -> str:
    if not by:
        return f"Version {version}: {TAKEN_OUT}"
    if version == 1:
        return f"Written by {name(by)}."
    return f"Version {version}, changed by {name(by)}."


def _line(passage: Passage) -> str:
    lead = f"_{MINORITY}:_ " if passage.dissent else ""
    return f"• {lead}{escape(passage.text)} _{rests_on(passage)}_"


def answers_of(passage: Passage) -> list[str]:
    """The answers below a sentence, in Slack's formatted text; those of lived experience first."""
    ordered = sorted(passage.sources, key=lambda s: not s.lay)
    return [f"> {escape(b.cut(' '.join(s.text.split()), 300))} ({s.signed})" for s in ordered]


def check_back(
    session: Session, passages: Sequence[Passage], *, version: int, said: CheckBack | None
) -> Message:
    """Does somebody whose answer was used find themselves in what was made of it?"""
    made = f"You said something around “{escape(session.title)}”, and this was made of it and of what others said."
    if not passages:
        return Message(text=f"{made} {NOTHING_LEFT}")
    lead = f"{made} Do you find yourself in it?"
    lines = [f"• {escape(p.text)}" for p in passages]
    sees = "Only the facilitators see what you say here."
    shown: tuple[Block, ...] = (b.section(lead), *paragraphs(lines)[:20])
    if said:
        done = FINDS[said.finds]
        return Message(text="\n".join([lead, *lines, done]), blocks=(*shown, b.section(done)))
    value = f"{session.id}|{version}"
    buttons = b.actions(
        b.button("Yes", "check:yes", value),
        b.button("Partly, here is what is missing", "check:partly", value),
        b.button("No", "check:no", value),
    )
    return Message(text="\n".join([lead, *lines, sees]), blocks=(*shown, b.context(sees), buttons))


def check_backs(said: Sequence[CheckBack]) -> str:
    """How many find themselves in it, for facilitators; who said what is not in it."""
    if not said:
        return ""
    tally = {finds: sum(one.finds is finds for one in said) for finds in Finds}
    return (
        f"Do you find yourself in it? {tally[Finds.YES]} yes, {tally[Finds.PARTLY]} partly, "
        f"{tally[Finds.NO]} no."
    )


def on_average(average: float, prompt: Prompt) -> str:
    return f"{average:.1f} on average, from {prompt.scale_min} to {prompt.scale_max}"


def without_names(number: int) -> str:
    return f"{number} answers, without names"
