"""Several things in one message: each in its own words and with its own buttons, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.languages import say, say_many
from bot.voice import blocks as b
from bot.voice.fit import MOST_BLOCKS, MOST_CHARACTERS, characters
from bot.voice.message import Block, Message
from bot.voice.words import in_letters

MOST_TEXT = 3900  # Slack cuts the plain text of a message at 4,000
ANSWER_BLOCKS, ANSWER_CHARACTERS = 1, 900  # what a part grows by once it is answered


def closed() -> Message:
    return Message(text=say("This one is closed."))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that is said. A question has `minutes`, and `waits` until it is answered or put aside."""

    message: Message
    minutes: int = 0
    waits: bool = False

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.message.blocks or (b.section(self.message.text),)


def bundle(parts: Sequence[Part]) -> Message:
    """Everything as one message; one thing alone looks as it always does."""
    if len(parts) == 1:
        return parts[0].message
    lead = _lead(parts)
    blocks: list[Block] = [b.context(lead)] if lead else []
    for number, part in enumerate(parts, 1):
        blocks += [b.divider()] if number > 1 else []
        blocks += [_told_apart(block, number, len(parts)) for block in part.blocks]
    return Message(text=_text(lead, parts), blocks=tuple(blocks))


def _lead(parts: Sequence[Part]) -> str:
    """How many questions there are, said only where there are several."""
    asked = [part for part in parts if part.minutes]
    waiting = [part for part in asked if part.waits]
    if len(asked) < 2:
        return ""
    if not waiting:
        return say("Thank you. No question here waits for you any more.")
    if len(waiting) < len(asked):
        return say_many(
            "{some} of {all} questions is still open. Each can wait.",
            "{some} of {all} questions are still open. Each can wait.",
            len(waiting),
            some=in_letters(len(waiting)).capitalize(),
            all=in_letters(len(asked)),
        )
    minutes = sum(part.minutes for part in asked)
    many = in_letters(len(asked)).capitalize()
    return say(
        "{many} short questions, about {minutes} minutes in all. Each can wait.",
        many=many,
        minutes=minutes,
    )


def _told_apart(block: Block, number: int, of: int) -> Block:
    """The same block, its buttons read aloud with their place: several say “Answer”."""
    if block["type"] != "actions":
        return block
    return {**block, "elements": [_with_place(each, number, of) for each in block["elements"]]}


def _with_place(element: dict[str, Any], number: int, of: int) -> dict[str, Any]:
    if element["type"] != "button":
        return element
    label = element.get("accessibility_label") or element["text"]["text"]
    place = say(", part {number} of {of}", number=number, of=of)
    return {**element, "accessibility_label": f"{b.cut(label, b.BUTTON_LABEL - len(place))}{place}"}


def _text(lead: str, parts: Sequence[Part]) -> str:
    """All parts for screen readers and notifications; where that is too much, the long ones are cut alike."""
    texts = [*filter(None, [lead]), *(part.message.text for part in parts)]
    limits = range(MOST_TEXT, 0, -50)
    share = next(n for n in limits if sum(min(len(text), n) + 1 for text in texts) <= MOST_TEXT)
    return "\n".join(b.cut_formatted(text, share) for text in texts)


def fits(parts: Sequence[Part]) -> bool:
    """Whether one message can hold all of this, also once every question is answered."""
    whole = bundle(parts)
    waiting = sum(part.waits for part in parts)
    blocks = len(whole.blocks) + 1 + waiting * ANSWER_BLOCKS
    held = sum(map(characters, whole.blocks)) + waiting * ANSWER_CHARACTERS
    return blocks <= MOST_BLOCKS and held <= MOST_CHARACTERS
