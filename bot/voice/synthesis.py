"""What was made of people's answers, in words: a sentence never goes further than the answers it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, to_say
from bot.domain.perspectives import LIVED, Group
from bot.domain.programme import Prompt
from bot.domain.sessions import Session
from bot.domain.synthesis import CheckBack, Finds
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.rooms import paragraphs
from bot.voice.words import count, escape, listed, name

EVERYONE = "community"
MINORITY = to_say("Not everyone sees it so")
LOST = to_say(
    "It has lost an answer: its author took back their leave, or changed their words. Write it without that answer."
)
TAKEN_OUT = to_say("a sentence was taken out, as an answer below it is not for everyone any more.")
NOTHING_LEFT = to_say("_Nothing is left of it to show._")
ONLY = {
    "organisation": to_say("people of one organisation"),
    "room": to_say("one room"),
    "subgroup": to_say("one subgroup"),
    "facilitators": to_say("the facilitators"),
    "private": to_say("whoever wrote it"),
}
FINDS = {
    Finds.YES: to_say("Yes, you find yourself in it. Thank you."),
    Finds.PARTLY: to_say("Partly. Thank you for saying so: the facilitators read it."),
    Finds.NO: to_say("No. Thank you for saying so: the facilitators read it."),
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
    of_them = (
        say(", {lay} of them from {many}", lay=lay, many=escape(passage.lived.many))
        if lay and number > 1
        else ""
    )
    only = say(", from one {one}", one=escape(passage.lived.one)) if lay and number == 1 else ""
    return say(
        "Rests on {number_of_answers}{of_them}{only}.",
        number_of_answers=count(number, "answer", "answers"),
        of_them=of_them,
        only=only,
    )


def why_kept(passage: Passage) -> str:
    """Why a sentence stays with the facilitators, and what to do."""
    if passage.missing or not passage.sources:
        return (
            say(
                "An answer it rests on is not there any more, or not for you to see. Take the sentence out, "
                "then write it anew without that answer."
            )
            if passage.missing
            else say("It rests on no answer. Tick the answers it rests on.")
        )
    if any(s.lost for s in passage.sources):
        return say(LOST)
    if passage.may_go:
        return say("It may go to everyone now. Publish once more.")
    reaches = dict.fromkeys(s.reach for s in passage.sources if s.reach != EVERYONE)
    whom = listed([say(ONLY.get(reach, ONLY["facilitators"])) for reach in reaches])
    return say(
        "It rests on answers that are for {whom} alone. Leave those out, or “Ask for leave”.",
        whom=whom,
    )


def post(session: Session, passages: Sequence[Passage], *, version: int, by: str) -> Message:
    """What everyone reads in the community's channel."""
    lead = say("What came of “{title}”", title=escape(session.title))
    lines = [_line(p) for p in passages if p.for_all] or [say(NOTHING_LEFT)]
    end = _version(version, by) + say(" If you do not find yourself in it, tell a facilitator.")
    button = b.actions(b.button(say("What it rests on"), "synthesis:read", session.id))
    return Message(
        text=b.cut_formatted("\n".join([f"{lead}:", *lines, end]), 38_000),
        blocks=(b.section(f"*{lead}*"), *paragraphs(lines)[:40], b.context(end), button),
    )


def _version(version: int, by: str) -> str:
    if not by:
        return say("Version {version}: {taken_out}", version=version, taken_out=say(TAKEN_OUT))
    if version == 1:
        return say("Written by {by}.", by=name(by))
    return say("Version {version}, changed by {by}.", version=version, by=name(by))


def _line(passage: Passage) -> str:
    lead = f"_{say(MINORITY)}:_ " if passage.dissent else ""
    return f"• {lead}{escape(passage.text)} _{rests_on(passage)}_"


def answers_of(passage: Passage) -> list[str]:
    """The answers below a sentence, in Slack's formatted text; those of lived experience first."""
    ordered = sorted(passage.sources, key=lambda s: not s.lay)
    return [f"> {escape(b.cut(' '.join(s.text.split()), 300))} ({s.signed})" for s in ordered]


def check_back(
    session: Session, passages: Sequence[Passage], *, version: int, said: CheckBack | None
) -> Message:
    """Does somebody whose answer was used find themselves in what was made of it?"""
    made = say(
        "You said something around “{title}”, and this was made of it and of what others said.",
        title=escape(session.title),
    )
    if not passages:
        return Message(text=f"{made} {say(NOTHING_LEFT)}")
    lead = say("{made} Do you find yourself in it?", made=made)
    lines = [f"• {escape(p.text)}" for p in passages]
    sees = say("Only the facilitators see what you say here.")
    shown: tuple[Block, ...] = (b.section(lead), *paragraphs(lines)[:20])
    if said:
        done = say(FINDS[said.finds])
        return Message(text="\n".join([lead, *lines, done]), blocks=(*shown, b.section(done)))
    value = f"{session.id}|{version}"
    buttons = b.actions(
        b.button(say("Yes"), "check:yes", value),
        b.button(say("Partly, here is what is missing"), "check:partly", value),
        b.button(say("No"), "check:no", value),
    )
    return Message(text="\n".join([lead, *lines, sees]), blocks=(*shown, b.context(sees), buttons))


def check_backs(said: Sequence[CheckBack]) -> str:
    """How many find themselves in it, for facilitators; who said what is not in it."""
    if not said:
        return ""
    tally = {finds: sum(one.finds is finds for one in said) for finds in Finds}
    return say(
        "Do you find yourself in it? {yes} yes, {partly} partly, {no} no.",
        yes=tally[Finds.YES],
        partly=tally[Finds.PARTLY],
        no=tally[Finds.NO],
    )


def on_average(average: float, prompt: Prompt) -> str:
    return say(
        "{average:.1f} on average, from {scale_min} to {scale_max}",
        average=average,
        scale_min=prompt.scale_min,
        scale_max=prompt.scale_max,
    )


def without_names(number: int) -> str:
    return say("{number} answers, without names", number=number)
