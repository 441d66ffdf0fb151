"""What is taken along from session to session: kept or let go, without blame."""

from collections.abc import Sequence

from bot.domain.followup import ActionItem
from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.followup import action_line, it_stands
from bot.voice.message import Block, Message
from bot.voice.words import count, escape

AGAIN = to_say(
    "You took this on some time ago. Would you like to keep it, or let it go? Both are fine."
)
HALF = to_say(
    "We are half-way. This is all that you took on and is still going. "
    "Keep what still matters, and let the rest go. Nothing is counted."
)
KEPT, MOST, SHOWN = to_say("You keep it."), 12, 10


def carried(actions: Sequence[ActionItem], *, session: str, half: bool) -> Message:
    """Ask one owner about all of theirs, each with two buttons."""
    lead = say(HALF if half else AGAIN)
    blocks: list[Block] = [b.section(lead)]
    lines = [lead]
    for action in actions[:MOST]:
        line = f"“{escape(action.what)}”"
        blocks.append(b.section(line))
        said = _stands(action, session)
        if said:
            blocks.append(b.context(said))
        else:
            blocks.append(b.actions(*_buttons(action, session)))
        lines.append(f"{line} {said}".strip())
    return Message(text="\n".join(lines), blocks=tuple(blocks))


def _stands(action: ActionItem, session: str) -> str:
    if action.ended:
        return say("{it_stands} Thank you.", it_stands=it_stands(action))
    return say(KEPT) if action.kept_in == session else ""


def _buttons(action: ActionItem, session: str) -> list[dict[str, object]]:
    what = b.cut(action.what, 45)
    return [
        b.button(
            say("Keep it"),
            "action:keep",
            f"{action.id}|{session}",
            says=say("Keep it: {what}", what=what),
        ),
        b.button(
            say("Let it go"), "action:let_go", action.id, says=say("Let it go: {what}", what=what)
        ),
    ]


def along(actions: Sequence[tuple[ActionItem, str]]) -> list[str]:
    """What comes along to the next session, as facilitators read it."""
    if not actions:
        return []
    lines = [f"• {action_line(action, owner)}" for action, owner in actions[:SHOWN]]
    more = len(actions) - len(lines)
    rest = [say("• and {more} more: `/convene actions`", more=more)] if more else []
    return [
        say(
            "Carried along from before: {number_of_actions}.",
            number_of_actions=count(len(actions), "action", "actions"),
        ),
        *lines,
        *rest,
    ]
