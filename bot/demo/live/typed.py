"""What a form of the page brings, as the pretend Slack wants to hear it: fields by block and action."""

from collections.abc import Iterable
from typing import Any

from werkzeug.datastructures import MultiDict

from bot.demo.live.drawing import epoch_of
from bot.demo.live.outside import Refused

FIELD = "v|"
ZONE = "z|"  # the zone of a date and hour, sent beside it
Values = dict[str, dict[str, list[str]]]


def wish_of(form: MultiDict[str, str]) -> dict[str, Any]:
    """Which element was pressed or chosen, with its raw value, and what stands in the fields around it.

    `press` is a button's "block|action" or "block|action|choice"; `acts` names a field that acts at once.
    """
    values = values_of(form)
    if "press" in form:
        block, action, *choice = form["press"].split("|")
        return {"block": block, "action": action, "raw": choice, "values": values}
    if "acts" not in form:
        raise Refused(why="Nothing was pressed")
    block, action = form["acts"].split("|", 1)
    raw = values.get(block, {}).get(action, [])
    return {"block": block, "action": action, "raw": raw, "values": values}


def values_of(form: MultiDict[str, str]) -> Values:
    """Everything chosen or typed, raw, by block and action; a field left empty has no entries."""
    values: Values = {}
    for name in _fields(form):
        block, _, action = name.removeprefix(FIELD).partition("|")
        raw = [each for each in form.getlist(name) if each]
        zone = form.get(f"{ZONE}{block}|{action}")
        values.setdefault(block, {})[action] = (
            [epoch_of(each, zone) for each in raw] if zone else raw
        )
    return values


def _fields(form: MultiDict[str, str]) -> Iterable[str]:
    return (name for name in form if name.startswith(FIELD))
