"""What comes in an address or a form, read without trust."""

DIGITS = 9


def number(text: str) -> int:
    """A number as an address or a form carries it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0
