"""The way from Slack, or from the machine, to the facilitators' pages."""

from bot.voice import blocks as b
from bot.voice.message import Message

OFFER = (
    "The facilitators' pages, in your browser. This link is yours alone: it opens once, within the next quarter of an "
    "hour."
)
OPEN = "Open in the browser"


def offer(address: str) -> Message:
    """A button to the pages; the address stands in it alone, so that nobody copies it by mistake."""
    return Message(
        text=OFFER,
        blocks=(
            b.section(OFFER),
            b.actions(b.button(OPEN, "web:open", url=address, style="primary")),
        ),
    )


def at_the_machine(name: str, address: str) -> str:
    """The same for whoever sits at the machine and passes it on."""
    return f"For {name}, once, within the next quarter of an hour:\n{address}"
