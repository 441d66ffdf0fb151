"""Who came over the months: there, not there or unknown, and nothing that could be added up to a score."""

from collections.abc import Iterable
from enum import StrEnum

from bot.domain.presence import Presence


class Came(StrEnum):
    """Nobody is taken to have been away: what nobody has said is unknown."""

    THERE = "there"
    UNKNOWN = "unknown"
    AWAY = "away"


def came(word: Presence | None, *, seated: bool) -> Came:
    """What one word, or none, tells of somebody with a seat or without one."""
    if word is None:
        return Came.UNKNOWN if seated else Came.AWAY
    if word.was_there:
        return Came.THERE
    return Came.UNKNOWN if word.unseen else Came.AWAY


def any_of(several: Iterable[Came]) -> Came:
    """Whether one of several came: one who did settles it, else one of whom it is unknown leaves it open."""
    found = set(several)
    return next((one for one in (Came.THERE, Came.UNKNOWN) if one in found), Came.AWAY)
