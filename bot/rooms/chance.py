"""Chance that can be explained: drawn from what it belongs to, and the same every time."""

from random import Random


def chance(*what: object) -> Random:
    """A draw of its own for whatever this is about, such as a session's seed."""
    return Random(" ".join(map(str, what)))  # noqa: S311 - rooms are drawn with it, not secrets
