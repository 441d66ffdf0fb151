"""What is said of a dry run, in which nothing reaches anybody but facilitators."""

from bot.voice.message import Message
from bot.voice.words import count, name


def copy(said: Message, reader: str) -> Message:
    """What somebody would have read, for a facilitator's eyes: the words alone, for its buttons are not theirs."""
    return Message(text=f"Dry run. To {name(reader)}: {said.text}")


def is_on(held: int) -> str:
    """What facilitators and operators read as long as it goes on."""
    kept = count(held, "message", "messages")
    return (
        f"This is a dry run: nothing reaches anybody but facilitators ({kept} held back so far). To begin in earnest, "
        "whoever runs Convener takes dry_run out of the settings and starts it again."
    )


def released(number: int) -> str:
    return (
        f"{count(number, 'message is', 'messages are')} on the way, unless their time has passed."
    )


NONE_HELD = "Nothing is held back by a dry run."
