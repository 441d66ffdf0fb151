"""The window in which a facilitator notes what somebody answered on the telephone."""

from collections.abc import Sequence
from html import unescape

from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts, said
from bot.voice.hour_polls import NAMES
from bot.voice.message import Block, View
from bot.voice.prompts import Question
from bot.voice.words import escape, name

NOTHING = "nothing to answer"
THEIRS_TO_REPORT = "about what they took on, which they report themselves"
A_STORY = "a story, which is noted with /convene story note"


def comes(session: Session) -> str:
    return f"Whether they come to “{session.title}”: yes, part, not sure or no"


def of_hours(way: str) -> str:
    return f"{NAMES[way]}: works, hard or cannot"


def form(person: Participant, asked: Sequence[Question], more: Sequence[tuple[str, str]]) -> View:
    """Which question, and what they said."""
    choices = [*more, *((unescape(one.words), one.asking.id) for one in asked)]
    if not choices:
        return said("Nothing is open", f"No question waits for {name(person.name)}.")
    blocks = [
        b.section(
            f"For {name(person.name)}, as they say it. It is kept as theirs, they see that you noted it, and can "
            "change it. Anonymous and private questions are not here, and stories have a window of their own."
        ),
        b.field("question", "Which question", b.select("question", choices)),
        *_offered(asked),
        b.field(
            "text", "What they say", b.text_input("text", most=3000, long=True),
            hint="For a choice or a number, write it as it stands.",
        ),
    ]  # fmt: skip
    carried = facts(person=person.id)
    return View(body=b.form("on_behalf", "By telephone", blocks, submit="Keep", facts=carried))


def _offered(asked: Sequence[Question]) -> list[Block]:
    """What may be chosen, for those questions that have choices."""
    lines = [
        f"{one.words}: {'; '.join(map(escape, one.prompt.choices))}"
        for one in asked
        if one.prompt.choices
    ]
    return [b.context(line) for line in lines[:20]]


def offer(person: Participant) -> Block:
    """The button under what facilitators see of a person."""
    return b.actions(b.button("Answer for them, by telephone", "behalf:open", person.id))


def stays_so(visibility: str) -> str:
    return f"{visibility}, and stays so"
