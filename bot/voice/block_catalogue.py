"""Slack's blocks as shapes: what stands on a line of a message, a form or a page."""

from bot.voice.block_elements import BESIDE, ELEMENTS, IMAGE_FIELDS, IN_FORM, IN_ROW
from bot.voice.block_limits import LIMITS
from bot.voice.block_shapes import (
    MRKDWN,
    PLAIN,
    Check,
    Look,
    Shape,
    anything,
    block_id,
    flag,
    listed,
    members,
    string,
    type_of,
    typed,
    words,
)


def _small(look: Look, path: str, value: object) -> None:
    if type_of(value) == "image":
        typed(ELEMENTS, "image")(look, path, value)
    else:
        words("text", PLAIN, MRKDWN)(look, path, value)


def _rich(look: Look, path: str, value: object) -> None:
    """Rich text is nested freely; its characters count all the same."""
    if isinstance(value, dict):
        text = value.get("text")
        look.characters += len(text) if isinstance(text, str) else 0
        for number, each in enumerate(members(value.get("elements"))):
            _rich(look, f"{path}.elements[{number}]", each)
    else:
        look.say(path, "must be an object")


def _markdown(look: Look, path: str, value: object) -> None:
    string("markdown.text")(look, path, value)
    size = len(value) if isinstance(value, str) else 0
    look.markdown += size
    look.characters += size
    if look.markdown > LIMITS["markdown.total_text.max_length"]:
        look.say(path, f"{look.markdown} characters of markdown, at most 12000 together")


def _measured(name: str) -> Shape:
    """A block whose full shape we do not know: only the limits that are listed for it are looked at."""

    def check(field: str) -> Check:
        def measure(look: Look, path: str, value: object) -> None:
            text = value.get("text") if isinstance(value, dict) else value
            if isinstance(text, list):
                listed(f"{name}.{field}", anything)(look, path, text)
            else:
                string(f"{name}.{field}")(look, path, text)

        return measure

    fields = {limit.split(".")[1] for limit in LIMITS if limit.startswith(f"{name}.")}
    return Shape(may={"block_id": block_id, **{each: check(each) for each in fields}}, loose=True)


_ID: dict[str, Check] = {"block_id": block_id}
BLOCKS: dict[str, Shape] = {
    "actions": Shape(
        needs={"elements": listed("actions.elements", typed(ELEMENTS, *IN_ROW))}, may=_ID
    ),
    "context": Shape(needs={"elements": listed("context.elements", _small)}, may=_ID),
    "context_actions": Shape(
        needs={
            "elements": listed(
                "context_actions.elements", typed(ELEMENTS, "feedback_buttons", "icon_button")
            )
        },
        may=_ID,
    ),
    "divider": Shape(may=_ID),
    "header": Shape(needs={"text": words("header.text", PLAIN)}, may=_ID),
    "image": Shape(
        needs={"alt_text": string("image.alt_text")},
        may={**_ID, **IMAGE_FIELDS, "title": words("image.title", PLAIN)},
        one_of=("image_url", "slack_file"),
    ),
    "input": Shape(
        needs={"label": words("input.label", PLAIN), "element": typed(ELEMENTS, *IN_FORM)},
        may={
            **_ID,
            "hint": words("input.hint", PLAIN),
            "optional": flag,
            "dispatch_action": flag,
        },
    ),
    "markdown": Shape(needs={"text": _markdown}, may=_ID),
    "rich_text": Shape(needs={"elements": listed("", _rich)}, may=_ID),
    "section": Shape(
        may={
            **_ID,
            "text": words("section.text", PLAIN, MRKDWN),
            "fields": listed("section.fields", words("section.fields.item", PLAIN, MRKDWN)),
            "accessory": typed(ELEMENTS, *BESIDE),
            "expand": flag,
        },
        one_of=("text", "fields"),
    ),
    **{
        name: _measured(name)
        for name in (
            "alert",
            "call",
            "card",
            "carousel",
            "container",
            "data_table",
            "data_visualization",
            "file",
            "plan",
            "table",
            "task_card",
            "video",
        )
    },
}
