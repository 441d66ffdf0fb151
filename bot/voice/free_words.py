"""What is said to words that somebody wrote without pressing anything."""

from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.prompts import offer_to_take
from bot.voice.ways import word_button

TAKEN, NOT_KEPT = to_say("Taken as your answer. Thank you."), to_say("Nothing was kept.")


def offer(asked: str, who_sees: str, value: str) -> Message:
    """Shall I take this as your answer, and who would see it."""
    said = offer_to_take(asked)
    buttons = b.actions(
        b.button(say("Yes, that is my answer"), "offer:yes", value, style="primary"),
        b.button(say("No"), "offer:no", value),
    )
    return Message(
        text=f"{said.text} {who_sees}",
        blocks=(b.section(said.text), b.context(who_sees), buttons),
    )


def where_to_write() -> Message:
    """Where the buttons are, and a way to a person."""
    line = say(
        "Thank you for writing. I only understand buttons: each question has one, and your Home page shows all that "
        "is yours. For a person, press the button below."
    )
    return Message(text=line, blocks=(b.section(line), word_button()))
