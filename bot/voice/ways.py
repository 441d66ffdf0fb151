"""The way to a person, which stands below many things."""

from bot.voice import blocks as b
from bot.voice.message import Block


def word_button() -> Block:
    """Ask for a word with a facilitator."""
    return b.actions(
        b.button(
            "A word with a facilitator",
            "call:open",
            says="Ask privately for a word with a facilitator",
        )
    )
