"""The few Slack blocks we use, each built from plain words."""

import re
from collections.abc import Sequence
from typing import Any

from bot.domain.languages import say
from bot.voice.message import Block

BUTTON_LABEL = 75  # Slack's limit for the words on a button or a choice
SECTION_TEXT = 3000
TITLE = 24
TORN = re.compile(r"(?:&[a-z]{0,3}|<[^<>]*)$")  # half an escaped sign, or half a link


def cut(words: str, most: int) -> str:
    """Shorten words to a limit of Slack's, with a mark that something is left out."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def cut_formatted(mrkdwn: str, most: int) -> str:
    """The same for Slack's formatted text: no escaped sign and no link is left in halves."""
    if len(mrkdwn) <= most:
        return mrkdwn
    return TORN.sub("", mrkdwn[: most - 1]).rstrip() + "…"


def plain(words: str, most: int = BUTTON_LABEL) -> dict[str, Any]:
    return {"type": "plain_text", "text": cut(words, most) or "…"}


def section(mrkdwn: str) -> Block:
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": cut_formatted(mrkdwn, SECTION_TEXT)},
    }


def context(mrkdwn: str) -> Block:
    said = {"type": "mrkdwn", "text": cut_formatted(mrkdwn, SECTION_TEXT)}
    return {"type": "context", "elements": [said]}


def header(words: str) -> Block:
    return {"type": "header", "text": plain(words, 150)}


def divider() -> Block:
    return {"type": "divider"}


def button(
    label: str, act: str, value: str = "", *, says: str = "", style: str = "", url: str = ""
) -> dict[str, Any]:
    """A button. `act` and `value` come back when it is pressed; `says` is read aloud where labels repeat."""
    made: dict[str, Any] = {"type": "button", "text": plain(label), "action_id": act}
    if value:
        made["value"] = value
    if says:
        made["accessibility_label"] = cut(says, BUTTON_LABEL)
    if style:
        made["style"] = style
    if url:
        made["url"] = url
    return made


def actions(*buttons: dict[str, Any]) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def option(label: str, value: str) -> dict[str, Any]:
    return {"text": plain(label), "value": value}


def select(
    act: str, choices: Sequence[tuple[str, str]], *, chosen: str = "", hint: str = ""
) -> dict[str, Any]:
    """A list to choose one from: (label, value) pairs, at most a hundred."""
    options = [option(label, value) for label, value in choices[:100]]
    made: dict[str, Any] = {
        "type": "static_select",
        "action_id": act,
        "options": options,
        "placeholder": plain(hint or say("Choose")),
    }
    initial = next((o for o in options if o["value"] == chosen), None)
    if initial:
        made["initial_option"] = initial
    return made


def radio(act: str, choices: Sequence[tuple[str, str]], *, chosen: str = "") -> dict[str, Any]:
    options = [option(label, value) for label, value in choices]
    made: dict[str, Any] = {"type": "radio_buttons", "action_id": act, "options": options}
    initial = next((o for o in options if o["value"] == chosen), None)
    if initial:
        made["initial_option"] = initial
    return made


def checkboxes(
    act: str, choices: Sequence[tuple[str, str]], *, chosen: Sequence[str] = ()
) -> dict[str, Any]:
    """Boxes to tick, at most ten: (label, value) pairs."""
    options = [option(label, value) for label, value in choices]
    made: dict[str, Any] = {"type": "checkboxes", "action_id": act, "options": options}
    first = [one for one in options if one["value"] in chosen]
    if first:
        made["initial_options"] = first
    return made


def text_input(
    act: str, *, most: int = SECTION_TEXT, long: bool = False, value: str = ""
) -> dict[str, Any]:
    """A box to write in, up to `most` characters."""
    made: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": act,
        "multiline": long,
        "max_length": min(most, SECTION_TEXT),
    }
    if value:
        made["initial_value"] = value[:most]
    return made


def date_input(act: str, *, value: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"type": "datepicker", "action_id": act}
    if value:
        made["initial_date"] = value
    return made


def field(
    block: str, label: str, element: dict[str, Any], *, hint: str = "", optional: bool = False
) -> Block:
    """One question of a form."""
    made: Block = {
        "type": "input",
        "block_id": block,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    if hint:
        made["hint"] = plain(hint, 2000)
    return made


def form(
    callback: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str = "",
    close: str = "",
    facts: str = "",
) -> dict[str, Any]:
    """A form in a window of its own. `facts` (ids only) come back when it is sent."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, TITLE),
        "submit": plain(submit or say("Send"), TITLE),
        "close": plain(close or say("Not now"), TITLE),
        "private_metadata": facts,
        "blocks": list(blocks),
    }


def page(blocks: Sequence[Block]) -> dict[str, Any]:
    """A Home page."""
    return {"type": "home", "blocks": list(blocks)[:100]}
