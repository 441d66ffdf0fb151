"""A message or a page as plain words first and Slack's blocks second."""

from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is said: `text` alone must say it all (screen readers and notifications read only that)."""

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class View:
    """A form or a Home page, in Slack's shape."""

    body: dict[str, Any] = field(default_factory=dict)
