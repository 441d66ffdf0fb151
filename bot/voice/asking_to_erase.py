"""Asking facilitators to erase all that is kept of one: the button, and what they read."""

ERASE = "erase"  # the value of the button
ASK = "Ask for all of it to be erased"
ASK_FIRST = (
    "Facilitators read that you ask for it, talk with you, and then erase it. You leave with it, your stories are "
    "taken back, and what was counted stays counted, without your name."
)
ASKED = "Please erase all that is kept of me."


def about_of(value: str) -> str:
    """What a word with a facilitator is about, by the button that was pressed."""
    return ASKED if value == ERASE else ""


def how(text: str, address: str) -> str:
    """To facilitators: what is typed at the machine; empty where somebody asks for something else."""
    if not text.startswith(ASKED) or not address:
        return ""
    return (
        f"Whoever runs the machine looks first, and then erases: `convener person erase {address}`"
    )
