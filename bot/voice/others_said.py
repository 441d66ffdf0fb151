"""What others said, read where it cannot be passed on by a press."""

from collections.abc import Sequence

from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.digests import Gathered, question_lines
from bot.voice.forms import to_read
from bot.voice.message import View
from bot.voice.rooms import paragraphs
from bot.voice.words import escape

WHAT_THIS_IS = to_say(
    "What others answered, as far as each let it go: to their room once rooms are told, to their organisation, or to "
    "everyone. What was said without names is not here."
)
NOTHING = to_say(
    "Nothing is here for you to read just now. What your room says is here once rooms are told."
)
MORE = to_say("_There is more than fits here. Ask a facilitator for the rest._")
MOST = 60  # sections of a window, of the 100 that Slack takes


def window(around: Sequence[tuple[str, Sequence[Gathered]]]) -> View:
    """By session and question, voices of lived experience first."""
    lines: list[str] = []
    for title, gathered in around:
        asked = [line for one in gathered for line in question_lines(one)]
        lines += [f"*“{escape(title)}”*", *asked] if asked else []
    shown = paragraphs(lines or [say(NOTHING)])
    more = [b.section(say(MORE))] if len(shown) > MOST else []
    return to_read(say("What others said"), [b.section(say(WHAT_THIS_IS)), *shown[:MOST], *more])
