"""Digests for facilitators: what people said before a session, and the bones of the synthesis after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, to_say
from bot.domain.perspectives import LIVED, Group
from bot.domain.programme import Prompt
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.prompts import blanks_shown
from bot.voice.rooms import paragraphs
from bot.voice.taking_back import WITHDRAWN
from bot.voice.words import count, escape, name

BY_TELEPHONE = to_say("noted by telephone")
AFTER = to_say("came after the last digest")
ONLY_THEIRS = to_say("Only those who wrote them see these.")
OF_THEIR_OWN = to_say("Stories that people told of their own accord")


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One answer as it may be shown to the facilitators: the words, and how they are signed.

    `ref` is the id of the answer or story, `giver` whose it is, and `reach` who may see it. `is_answer` says that it
    is no story.
    """

    text: str
    signed: str
    lay: bool = False
    ref: str = ""
    giver: str = ""
    reach: str = ""
    is_answer: bool = False


@dataclass(frozen=True, kw_only=True)
class Side:
    """What those with lived experience, or all others, said to an anonymous question, in short."""

    lay: bool
    number: int
    said: str


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What came in for one prompt. `average` and `answers` are empty where too few answered an anonymous one."""

    prompt: Prompt
    answers: Sequence[Heard]
    number: int
    average: float | None = None
    hidden: str = ""
    sides: Sequence[Side] = ()


def digest(
    session: Session,
    gathered: Sequence[Gathered],
    *,
    kind: str,
    open_loops: Sequence[str] = (),
    withdrawn: bool = False,
    lived: Group = LIVED,
) -> Message:
    """A draft that facilitators read and shape: by question, voices of lived experience first.

    `open_loops` are in Slack's formatted text. `withdrawn` says that something it held was taken back.
    """
    title = {
        "digest": say(
            "Before “{title}”: what people have said so far", title=escape(session.title)
        ),
        "synthesis": say("After “{title}”: bones for your synthesis", title=escape(session.title)),
    }[kind]
    lead = say(
        "{title}. A draft for the facilitators: nothing of it is shared until you share it. {number_of_answers} "
        "to {number_of_questions}.",
        title=title,
        number_of_answers=count(sum(g.number for g in gathered), "answer", "answers"),
        number_of_questions=count(len(gathered), "question", "questions"),
    )
    gone = [f"*{say(WITHDRAWN)}*"] if withdrawn else []
    lines = gone + [line for g in gathered for line in question_lines(g, lived)]
    todo = [f"• {loop}" for loop in open_loops]
    return Message(
        text=b.cut_formatted("\n".join([lead, *lines, *todo]), 38_000),
        blocks=(b.section(f"*{lead}*"), *paragraphs(lines)[:40], *paragraphs(todo)[:4]),
    )


def question_lines(gathered: Gathered, lived: Group = LIVED) -> list[str]:
    """A question and what came in for it, in Slack's formatted text."""
    words = f"*{escape(_shown(gathered.prompt.text))}*"
    if gathered.hidden and not gathered.number:
        return [words, f"_{gathered.hidden}_"]
    first = f"{words} ({count(gathered.number, 'answer', 'answers')})"
    if gathered.hidden:
        return [first, f"_{gathered.hidden}_"]
    return [first, *_answer_lines(gathered), *(_side_line(side, lived) for side in gathered.sides)]


def _answer_lines(gathered: Gathered) -> list[str]:
    if gathered.average is not None:
        scale = say(
            "{scale_min} to {scale_max}",
            scale_min=gathered.prompt.scale_min,
            scale_max=gathered.prompt.scale_max,
        )
        return [
            say(
                "On average {average:.1f} on a scale of {scale}.",
                average=gathered.average,
                scale=scale,
            )
        ]
    return [f"• {escape(h.text)} ({h.signed})" for h in gathered.answers]


def _side_line(side: Side, lived: Group) -> str:
    who = lived.many if side.lay else say("all others")
    return f"• {side.number} {escape(who)}: {escape(side.said)}"


def _shown(template: str) -> str:
    """A prompt's words with its blanks shown as such, never as braces."""
    return blanks_shown(template.replace("{organisation}", "your organisation"))


def choices_counted(texts: Sequence[str]) -> list[str]:
    """How often each choice was taken, the most taken first."""
    counted = {text: texts.count(text) for text in texts}
    return [
        f"{text}: {number}"
        for text, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def signed_by(person: str, organisation: str) -> str:
    return f"{name(person)}, {name(organisation)}"


def shown_from(least: int) -> str:
    return say("Shown from {least} answers on, so that nobody can be recognised.", least=least)
