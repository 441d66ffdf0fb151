"""Asking facilitators to erase all that is kept of one: the button, and what they read."""

from bot.domain.languages import say, to_say

ERASE = "erase"  # the value of the button
ASK = to_say("Ask for all of it to be erased")
ASK_FIRST = to_say(
    "Facilitators read that you ask for it, talk with you, and then erase it. You leave with it, your stories are "
    "taken back, and what was counted stays counted, without your name."
)
ERASED_BY_BUTTON = to_say(
    "To have it erased now, press the button: facilitators read that you ask for it."
)
ASKED = "Please erase all that is kept of me."


def about_of(value: str) -> str:
    """What a word with a facilitator is about, by the button that was pressed."""
    return ASKED if value == ERASE else ""  # as facilitators read it, whatever is spoken


def how(text: str, address: str) -> str:
    """To facilitators: what is typed at the machine; empty where somebody asks for something else."""
    if not text.startswith(ASKED) or not address:
        return ""
    return say(
        "Whoever runs the machine looks first, and then erases: `convener person erase {address}`",
        address=address,
    )
