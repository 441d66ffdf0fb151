"""How a question reads once its blanks are filled in."""

import re
from functools import cache

from integrations.sandbox.record import as_read

BLANK = re.compile(r"\{(\w+)\}")


@cache
def pattern_of(text: str, **facts: str) -> re.Pattern[str]:
    """How a prompt reads once its blanks are filled in; known ones to the letter."""
    parts = re.split(r"(\{\w+\})", text)
    read = [_part(part, facts) for part in parts if part]
    return re.compile(r"\s*".join(read), re.IGNORECASE | re.DOTALL)


def _part(part: str, facts: dict[str, str]) -> str:
    blank = BLANK.fullmatch(part)
    if blank:
        known = facts.get(blank[1], "")
        return re.escape(as_read(known)) if known else ".+?"
    return re.escape(as_read(part))
