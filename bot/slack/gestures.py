"""What a person did in Slack, read out of Slack's own shapes."""

import html
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """One press, command or form. `key` is the same for the same gesture told twice."""

    key: str
    member: str
    act: str = ""
    value: str = ""
    trigger: str = ""

    @property
    def session(self) -> str:
        return self.value if self.value.startswith("s") else ""


def press(body: Body) -> Gesture:
    """A button or a choice."""
    pressed = body["actions"][0]
    container = body.get("container", {})
    place = (
        container.get("view_id")
        or f"{container.get('channel_id', '')}:{container.get('message_ts', '')}"
    )
    member = body["user"]["id"]
    option = pressed.get("selected_option") or {}
    return Gesture(
        key=f"press:{place}:{pressed.get('action_id')}:{member}:{pressed.get('action_ts')}",
        member=member,
        act=pressed.get("action_id", ""),
        value=pressed.get("value") or option.get("value", ""),
        trigger=body.get("trigger_id", ""),
    )


def command(body: Body) -> Gesture:
    """A slash command. Slack escapes its text; here it is as it was typed."""
    return Gesture(
        key=f"command:{body['trigger_id']}",
        member=body["user_id"],
        act=body.get("command", ""),
        value=html.unescape(body.get("text") or "").strip(),
        trigger=body["trigger_id"],
    )


def shortcut(body: Body) -> Gesture:
    """A shortcut on a message; `value` is the message's text."""
    return Gesture(
        key=f"shortcut:{body['trigger_id']}",
        member=body["user"]["id"],
        act=body.get("callback_id", ""),
        value=html.unescape((body.get("message") or {}).get("text") or ""),
        trigger=body["trigger_id"],
    )


def sent_form(body: Body) -> Gesture:
    """A form that was sent."""
    view = body["view"]
    return Gesture(
        key=f"form:{view['id']}:{view.get('hash', '')}:{body['user']['id']}",
        member=body["user"]["id"],
        act=view.get("callback_id", ""),
        value=view.get("private_metadata", ""),
        trigger=body.get("trigger_id", ""),
    )


def event(body: Body) -> Gesture:
    """An event; `value` is the text of a message."""
    inner = body.get("event", {})
    return Gesture(
        key=f"event:{body.get('event_id', '')}",
        member=str(inner.get("user", "")),
        act=str(inner.get("type", "")),
        value=html.unescape(str(inner.get("text", ""))),
    )


def filled_in(body: Body) -> dict[str, str]:
    """What was written or chosen in a form, by the name of its field."""
    values: dict[str, str] = {}
    for block, fields in (body["view"].get("state", {}).get("values") or {}).items():
        for field in fields.values():
            values[block] = _value(field)
    return values


def _value(field: Body) -> str:
    if field.get("selected_option"):
        return str(field["selected_option"]["value"])
    if "selected_options" in field:  # several choices, one on each line
        return "\n".join(str(option["value"]) for option in field["selected_options"])
    return str(field.get("value") or field.get("selected_date") or "")
