"""Setting aside what cannot be read in a plan, so that the rest can still be checked."""

from copy import deepcopy
from typing import Any

from bot.files.plan_models import AT
from bot.files.toml_lines import Path

_GONE = object()
# Stand in for what a table must have, by its key, while the rest is checked; never part of a plan that is used.
_TEXT = "Unread"
_STAND_INS: dict[str, Any] = {
    "schema": "learning-plan/1",
    "programme": {
        "key": "unread",
        "title": _TEXT,
        "aim": _TEXT,
        "months": 1,
        "session_day": "1st Monday",
        "virtual_minutes": 90,
    },
    "months": 1,
    "session_day": "1st Monday",
    "virtual_minutes": 90,
    "key": "unread",
    "perspective": "professional",
    "anchor_zone": "Europe/London",
    "anchor_time": "12:00",
    "order": 1,
    "stage": "unread",
    "level": "delivery",
    "owner": "organisation",
    "due_month": 1,
    "max_chars": 1,
    "fields": [{"key": "unread", "label": _TEXT, "max_chars": 1}],
    "when": "pre",
    "audience": ["all"],
    "type": "text",
    "visibility": "community",
    "minutes": 1,
    "format": "plenary",
    "month": 1,
    "mode": "virtual",
    "rounds": [{"key": "unread", "title": _TEXT, "minutes": 1, "format": "plenary"}],
}


def stamped(written: dict[str, Any]) -> dict[str, Any]:
    """The written plan with every table's path kept beside its keys."""
    return dict(_stamped(written, ()))


def _stamped(value: Any, path: Path) -> Any:
    if isinstance(value, dict):
        return {**{key: _stamped(one, (*path, key)) for key, one in value.items()}, AT: path}
    if isinstance(value, list):
        return [_stamped(one, (*path, count)) for count, one in enumerate(value)]
    return value


def set_aside(written: dict[str, Any], places: list[Path]) -> None:
    """Take out the values at these places; where one is missing that must be there, put a stand-in."""
    for place in places:
        container: Any = written
        for part in place[:-1]:
            container = container[part]
        _replace(container, place[-1])
    _close_ranks(written)


def _replace(container: Any, last: str | int) -> None:
    if isinstance(last, int):
        container[last] = _GONE
    elif last in container:
        del container[last]
    else:
        container[last] = deepcopy(_STAND_INS.get(last, _TEXT))


def _close_ranks(value: Any) -> None:
    """Remove the gaps that taking records out of lists has left."""
    if isinstance(value, list):
        value[:] = [one for one in value if one is not _GONE]
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            _close_ranks(one)
