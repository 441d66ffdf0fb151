"""Messages and pages as their readers meet them: every text with its kind, block by block."""

import re
from collections.abc import Iterator
from typing import Any

from bot.voice.message import Block, Message, View

MARKS = re.compile(r"[*_]")
SEEING = re.compile(
    r"sees? your answer|Only you see this|Nobody sees who answered|You choose who sees it"
)


def blocks_of(said: Message | View) -> list[Block]:
    return list(said.blocks) if isinstance(said, Message) else said.body["blocks"]


def texts(part: Any) -> Iterator[tuple[str, str]]:
    """Every text in it as (kind, words): mrkdwn, plain_text, or the name of a bare field that is shown."""
    if isinstance(part, list | tuple):
        for each in part:
            yield from texts(each)
    if not isinstance(part, dict):
        return
    if part.get("type") in {"mrkdwn", "plain_text"}:
        yield part["type"], part["text"]
    else:
        for name, each in part.items():
            if name in {"initial_value", "accessibility_label"}:
                yield name, each
            yield from texts(each)


def all_texts(said: Message | View) -> Iterator[tuple[str, str]]:
    """The same for the whole; a message's own text is formatted text to Slack."""
    if isinstance(said, Message):
        yield "mrkdwn", said.text
        yield from texts(list(said.blocks))
    else:
        yield from texts(said.body)


def formatted(said: Message | View) -> list[str]:
    return [words for kind, words in all_texts(said) if kind == "mrkdwn"]


def unformatted(said: Message | View) -> list[str]:
    return [words for kind, words in all_texts(said) if kind != "mrkdwn"]


def plainly(words: str) -> str:
    """Words without emphasis and on one line, for comparing."""
    return " ".join(MARKS.sub("", words).split())


def elements(block: Block) -> list[Any]:
    """The buttons, menus and boxes of a block."""
    found = [*(block.get("elements") or []), block.get("element"), block.get("accessory")]
    return [each for each in found if isinstance(each, dict) and "action_id" in each]


def asks(element: dict[str, Any]) -> bool:
    """Whether pressing or filling this gives an answer that somebody will see."""
    act = str(element["action_id"])
    return act.startswith("answer:") and act not in {"answer:declined", "answer:later"}
