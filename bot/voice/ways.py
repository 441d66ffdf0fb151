"""The way to a person, which stands below many things."""

from bot.domain.languages import say
from bot.voice import blocks as b
from bot.voice.message import Block


def word_button() -> Block:
    """Ask for a word with a facilitator."""
    return b.actions(
        b.button(
            say("A word with a facilitator"),
            "call:open",
            says=say("Ask privately for a word with a facilitator"),
        )
    )


def for_me(session_id: str) -> dict[str, object]:
    """The button under whatever asks whether one comes."""
    return b.button(say("Somebody comes for me"), "delegate:open", session_id)


def calendar_button(address: str) -> list[dict[str, object]]:
    """A way to one's own calendar, where the world can reach us."""
    return [b.button(say("Add to my calendar"), "calendar:open", url=address)] if address else []
