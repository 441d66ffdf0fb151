"""What came back from a window drawn as a form: the same shape in which Slack tells it."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

FIELD = "field"
ONE, SEVERAL, NEEDED = "one", "several", "!"
Values = dict[str, dict[str, Any]]


def name_of(block: Mapping[str, Any]) -> str:
    """The name of a question's field: its block and its element."""
    return f"{block['block_id']}|{block['element']['action_id']}"


def kind_of(block: Mapping[str, Any]) -> str:
    """Whether several can be chosen, and whether it must not stay empty."""
    several = block["element"]["type"] in {"checkboxes", "multi_static_select"}
    return (SEVERAL if several else ONE) + ("" if block.get("optional") else NEEDED)


def left_empty(form: MultiDict[str, str]) -> bool:
    """Whether something is empty that must not be, as Slack itself looks in its windows."""
    told = (each.partition("|") for each in form.getlist(FIELD))
    needed = [name for kind, _, name in told if kind.endswith(NEEDED)]
    return any(not "".join(form.getlist(f"v|{name}")).strip() for name in needed)


def values_of(form: MultiDict[str, str]) -> Values:
    """What was typed and chosen, by block and element. A field that says that it was there and is empty is empty."""
    values: Values = {}
    for told in form.getlist(FIELD):
        kind, _, name = told.partition("|")
        block, _, element = name.partition("|")
        given = [_line_ends(each) for each in form.getlist(f"v|{name}")]
        values.setdefault(block, {})[element] = _said(kind, given)
    return values


def _said(kind: str, given: list[str]) -> dict[str, Any]:
    if kind.startswith(SEVERAL):
        return {"selected_options": [{"value": each} for each in given if each]}
    return {"value": given[0] if given else ""}


def _line_ends(text: str) -> str:
    """A browser ends each line with two signs; what is kept has one."""
    return text.replace("\r\n", "\n").replace("\0", "")


def typed_into(blocks: list[dict[str, Any]], values: Values) -> list[dict[str, Any]]:
    """The same window with what was typed in it, so that nobody types anything twice."""
    return [_with(block, values) if block.get("type") == "input" else block for block in blocks]


def _with(block: dict[str, Any], values: Values) -> dict[str, Any]:
    element = block["element"]
    said = values.get(block["block_id"], {}).get(element["action_id"])
    if said is None:
        return block
    if "selected_options" in said:
        return block | {"element": element | {"initial_options": said["selected_options"]}}
    value = said["value"]
    kept = {"initial_value": value, "initial_date": value, "initial_option": {"value": value}}
    return block | {"element": element | kept}
