"""Reads the plain part of YAML that the files under deploy/ keep to, and refuses all else."""

import json
import re
from typing import Any

KEY = re.compile(r"([A-Za-z_][\w.-]*):(?: (.*))?")
PLAIN = re.compile(r"[^\s\[\]{}&*!|>'\"%@`#][^#]*")


def read(text: str) -> Any:
    """What the text holds: mappings, lists and scalars. Raises ValueError with the line it cannot read."""
    lines = [
        (len(line) - len(line.lstrip()), line.strip(), number)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    value, rest = _block(lines, 0)
    if rest:
        raise ValueError(f"line {rest[0][2]} stands at no level")
    return value


Lines = list[tuple[int, str, int]]


def _block(lines: Lines, least: int) -> tuple[Any, Lines]:
    level = lines[0][0]
    if level < least:
        raise ValueError(f"line {lines[0][2]} stands at no level")
    found: Any = [] if lines[0][1].startswith("- ") else {}
    while lines and lines[0][0] == level:
        _, words, number = lines[0]
        lines = lines[1:]
        if isinstance(found, list):
            if not words.startswith("- "):
                raise ValueError(f"line {number} is no item")
            found.append(_scalar(words[2:], number))
            continue
        key = KEY.fullmatch(words)
        if key is None or key[1] in found:
            raise ValueError(f"line {number} is no key, or one that was there before")
        if key[2] is None:
            found[key[1]], lines = _block(lines, level + 1)
        else:
            found[key[1]] = _scalar(key[2], number)
    return found, lines


def _scalar(words: str, number: int) -> Any:
    if words[0] in '["{':
        return json.loads(words)  # flow lists of quoted words are JSON's
    if words in {"true", "false"}:
        return words == "true"
    if (
        not PLAIN.fullmatch(words)
        or words in {"no", "yes", "on", "off", "~", "null"}
        or ": " in words
    ):
        raise ValueError(f"line {number} needs quotes")
    return words
