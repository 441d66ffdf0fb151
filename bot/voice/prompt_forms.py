"""The windows of the facilitators' desk: other words, another day, a question of their own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from bot.domain.programme import Prompt, PromptType
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts
from bot.voice.message import Block, View
from bot.voice.words import day, escape

LONGEST = 280  # the plan's own rule for every text
KINDS: Mapping[str, str] = {
    PromptType.TEXT: "A line or two of their own",
    PromptType.CHOICE: "One of several choices",
    PromptType.SCALE: "A number from 1 to 5",
    PromptType.STORY: "A story",
    PromptType.NOTICE: "Nothing: it only tells",
}
SEEN_BY: Mapping[str, str] = {
    "community": "Everyone in the community",
    "room": "Their room, and the facilitators",
    "organisation": "Their organisation, and the facilitators",
    "facilitators": "The facilitators",
    "anonymous": "Nobody sees who answered what",
    "private": "Only they themselves",
}
BLANKS = "Words in braces are filled in for each person, such as {session_title}, {organisation} or {room_name}."


def reword_form(session: Session, prompt: Prompt, version: int, *, asked: int) -> View:
    """Other words for one prompt."""
    carried = facts(session=session.id, prompt=prompt.key, version=str(version))
    where = (
        "It was asked already. Where it stands it will say the new words, and that you put it more clearly."
        if asked
        else "Nobody was asked yet. The plan itself stays as it is."
    )
    blocks = [b.context(where), _words(prompt.text), _help(prompt.help)]
    if prompt.type is PromptType.CHOICE and not asked:
        blocks.append(_choices(prompt.choices))
    return View(body=b.form("prompt_reword", "Other words", blocks, submit="Keep", facts=carried))


def move_form(
    session: Session, prompt: Prompt, version: int, *, now: datetime, hours: Sequence[time]
) -> View:
    """Another day for one prompt, and another hour: one of those at which people may be written to."""
    choices = [(f"{hour:%H:%M}", f"{hour:%H:%M}") for hour in hours]
    usual = f"{now:%H:00}" if now.time().replace(minute=0) in hours else ""
    carried = facts(session=session.id, prompt=prompt.key, version=str(version))
    blocks = [
        b.context(
            f"The session is on {day(session.starts_at.date())}. Everyone hears it at that hour where they are; "
            "a day on a weekend gives way. Whoever was asked already stays asked."
        ),
        b.field("day", "On which day", b.date_input("day", value=now.date().isoformat())),
        b.field("hour", "At which hour of theirs", b.select("hour", choices, chosen=usual)),
    ]
    return View(body=b.form("prompt_move", "Another day", blocks, submit="Move", facts=carried))


def write_form(session: Session, circles: Sequence[tuple[str, str]], *, on: date) -> View:
    """A question of the facilitators' own."""
    blocks = [
        b.context(f"Asked around “{escape(session.title)}” only. You see it as people get it once it is kept."),
        b.field("type", "What do people answer?", b.select("type", _labels(KINDS), chosen="text")),
        _words(""),
        _help(""),
        b.field("audience", "Who is asked", b.select("audience", circles, chosen="all")),
        b.field("visibility", "Who sees the answers", b.select("visibility", _labels(SEEN_BY))),
        b.field("day", "On which day", b.date_input("day", value=on.isoformat())),
        _choices(()),
        b.field("low", "The lowest number is", b.text_input("low", most=75), optional=True,
                hint="For a number only, such as: not at all."),
        b.field("high", "The highest number is", b.text_input("high", most=75), optional=True,
                hint="For a number only, such as: very much."),
    ]  # fmt: skip
    carried = facts(session=session.id)
    return View(body=b.form("prompt_write", "A new question", blocks, submit="Keep", facts=carried))


def _labels(known: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(label, str(key)) for key, label in known.items()]


def _words(text: str) -> Block:
    box = b.text_input("text", most=LONGEST, long=True, value=text)
    return b.field("text", "The words", box, hint=f"Up to {LONGEST} characters. {BLANKS}")


def _help(text: str) -> Block:
    box = b.text_input("help", most=LONGEST, long=True, value=text)
    return b.field("help", "A hint below it", box, optional=True)


def _choices(choices: Sequence[str]) -> Block:
    box = b.text_input("choices", most=2000, long=True, value="\n".join(choices))
    return b.field(
        "choices",
        "The choices, each on a line",
        box,
        optional=True,
        hint="For a choice only: 2 to 25.",
    )
