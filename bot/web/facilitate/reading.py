"""What comes in an address or a form, read without trust."""

from datetime import date

DIGITS = 9


def number(text: str) -> int:
    """A number as an address or a form carries it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


def a_day(text: str) -> date | None:
    """A day as a form carries it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
