"""Whether Slack would show what we mean to say: every limit and rule of Block Kit, checked before anything is sent."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.voice.block_catalogue import BLOCKS
from bot.voice.block_limits import LIMITS
from bot.voice.block_shapes import (
    PLAIN,
    Check,
    Look,
    Shape,
    choice,
    flag,
    members,
    string,
    type_of,
    typed,
    words,
)

MESSAGE_TEXT = 4_000
MESSAGE_CHARACTERS = 13_200  # not documented; seen as msg_blocks_too_long in slackapi/bolt-js#2509
VIEW_BYTES = 250_000

_KEPT: dict[str, Check] = {
    "callback_id": string("view.callback_id"),
    "external_id": string("view.external_id"),
}
_HOME = Shape(may=_KEPT)
_MODAL = Shape(
    needs={"title": words("view.title", PLAIN)},
    may={
        **_KEPT,
        "submit": words("view.submit", PLAIN),
        "close": words("view.close", PLAIN),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)


def faults(blocks: Any, surface: str = "message") -> list[str]:
    """Everything Slack would refuse in these blocks, each with the place where it stands.

    `surface` is "message", "modal" or "home".
    """
    look = _walk(blocks, surface)
    if surface == "message" and look.characters > MESSAGE_CHARACTERS:
        look.say("blocks", f"{look.characters} characters in all, at most {MESSAGE_CHARACTERS}")
    return look.found


def characters(blocks: Any) -> int:
    """How many characters all texts of these blocks have together."""
    return _walk(blocks, "message").characters


def view_faults(view: Any) -> list[str]:
    """Everything Slack would refuse in this form or Home page."""
    if not isinstance(view, dict):
        return ["view: must be an object"]
    kind = view.get("type")
    look = _walk(view.get("blocks"), str(kind))
    choice("modal", "home")(look, "view.type", kind)
    fields = {name: value for name, value in view.items() if name not in ("type", "blocks")}
    kept = fields.pop("private_metadata", "")
    if not isinstance(kept, str) or len(kept) > LIMITS["view.private_metadata.max_length"]:
        look.say("view.private_metadata", f"{len(str(kept))} characters, at most 3000")
    (_HOME if kind == "home" else _MODAL).check(look, "view", _given(fields))
    if kind == "modal" and not view.get("submit") and _has_input(view):
        look.say("view", "needs submit, because it has inputs")
    size = len(json.dumps(view, ensure_ascii=False).encode())
    if size > VIEW_BYTES:
        look.say("view", f"{size} bytes, at most {VIEW_BYTES}")
    return look.found


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Slack takes an empty external_id or a null text as not given."""
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _has_input(view: Mapping[str, Any]) -> bool:
    return any(type_of(block) == "input" for block in members(view.get("blocks")))


def _walk(blocks: Any, surface: str) -> Look:
    look = Look(surface=surface)
    if not isinstance(blocks, list):
        look.say("blocks", "must be a list")
        return look
    most = LIMITS["message.blocks.max_items" if surface == "message" else "view.blocks.max_items"]
    if len(blocks) > most:
        look.say("blocks", f"{len(blocks)} blocks, at most {most}")
    block = typed(BLOCKS, *BLOCKS)
    for number, each in enumerate(blocks):
        look.action_ids = set()
        block(look, f"blocks[{number}]", each)
        _check_start(look, f"blocks[{number}]", each)
    return look


def _check_start(look: Look, path: str, block: Any) -> None:
    """What is chosen at the start must be one of the choices, exactly."""
    for element in _elements(block):
        offered = _offered(element)
        first = [element["initial_option"]] if "initial_option" in element else []
        first += members(element.get("initial_options"))
        if offered and any(option not in offered for option in first):
            look.say(path, "starts with an option that is not offered")
        if "initial_options" in element and not element["initial_options"]:
            look.say(path, "initial_options may be left out but not be empty")


def _elements(block: Any) -> Iterable[dict[str, Any]]:
    if isinstance(block, dict):
        near = [block.get("accessory"), block.get("element"), *members(block.get("elements"))]
        yield from (each for each in near if isinstance(each, dict))


def _offered(element: Mapping[str, Any]) -> list[Any]:
    groups = [group for group in members(element.get("option_groups")) if isinstance(group, dict)]
    grouped = [option for group in groups for option in members(group.get("options"))]
    return [*members(element.get("options")), *grouped]
