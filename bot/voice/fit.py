"""Making a message fit Slack: as much as one message can hold, and a word where something is left out."""

from dataclasses import replace

from bot.domain.languages import say, to_say
from bot.voice.blocks import context
from bot.voice.message import Block, Message

MOST_BLOCKS = 50
MOST_CHARACTERS = 12_500  # Slack refuses at about 13,200 in all blocks (facts: bolt-js issue 2509)
MORE = to_say(
    "There is more than Slack shows in one message: see the command line, convener session."
)


def fitted(message: Message) -> Message:
    """The same message within Slack's limits: long listings lose their end, buttons stay."""
    if _fits(list(message.blocks)):
        return message
    blocks = list(message.blocks)
    while not _fits([*blocks, context(say(MORE))]) and (last := _last_listing(blocks)) is not None:
        del blocks[last]
    place = _last_listing(blocks)
    blocks.insert(len(blocks) if place is None else place + 1, context(say(MORE)))
    return replace(message, blocks=tuple(blocks))


def _fits(blocks: list[Block]) -> bool:
    return len(blocks) <= MOST_BLOCKS and sum(map(characters, blocks)) <= MOST_CHARACTERS


def _last_listing(blocks: list[Block]) -> int | None:
    """The last block that only says something, after the first one, which says what it is all about."""
    return next((n for n in range(len(blocks) - 1, 0, -1) if blocks[n]["type"] != "actions"), None)


def characters(part: object) -> int:
    """How many characters all texts in a block have together."""
    if isinstance(part, dict):
        own = len(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(characters(value) for value in part.values() if not isinstance(value, str))
    return sum(map(characters, part)) if isinstance(part, list) else 0


def with_sorry(message: Message) -> Message:
    """The same message with a word for coming late."""
    sorry = say("Sorry, this comes later than it should have.")
    return Message(text=f"{sorry} {message.text}", blocks=(context(sorry), *message.blocks))
