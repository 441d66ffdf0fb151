"""The fields of Slack's forms as a person fills them in: which value a field takes, and what it refuses."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from integrations.sandbox.record import as_read
from integrations.sandbox.slack_reading import Reader, options_of, words_of_text
from integrations.sandbox.slack_things import Json, SlackPerson

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class CannotFill(AssertionError):
    """What the person wanted to put into a field does not go there."""


def starting_value(element: Mapping[str, Any]) -> Json | None:
    """What a field says before anybody touched it."""
    kind = str(element["type"])
    name = state_name(kind)
    if takes_several(kind):
        given = element.get(name.replace("selected_", "initial_"))
        return {"type": kind, name: given} if given else None
    initial = {"value": "initial_value", "selected_date_time": "initial_date_time"}
    given = element.get(initial.get(name, name.replace("selected_", "initial_")))
    return None if given is None else {"type": kind, name: given}


def takes_several(kind: str) -> bool:
    return kind.startswith("multi_") or kind == "checkboxes"


def state_name(kind: str) -> str:
    """Under which name Slack keeps what a field of this kind says."""
    if takes_several(kind):
        return _PLURAL.get(kind, "selected_options")
    return _SINGULAR.get(kind, "value")


def nothing_in(element: Mapping[str, Any]) -> Json:
    """What Slack keeps for a field that was left or made empty."""
    kind = str(element["type"])
    return {"type": kind, state_name(kind): [] if takes_several(kind) else None}


def filled(element: Mapping[str, Any], wish: Any, people: Mapping[str, SlackPerson]) -> Json:
    """The state Slack keeps for a field into which this was put. Raises CannotFill."""
    kind = str(element["type"])
    if kind in TYPED:
        return {"type": kind, "value": typed(element, str(wish))}
    if kind in ("datepicker", "timepicker", "datetimepicker"):
        return {"type": kind, _SINGULAR[kind]: _moment(kind, wish)}
    several = [wish] if isinstance(wish, str) or not isinstance(wish, Sequence) else list(wish)
    chosen = [_chosen(element, str(one), people) for one in several]
    if not takes_several(kind):
        return {"type": kind, state_name(kind): chosen[0]}
    return {"type": kind, state_name(kind): not_too_many(element, chosen)}


def not_too_many(element: Mapping[str, Any], chosen: list[Any]) -> list[Any]:
    """What was chosen, if the field takes so many. Raises CannotFill."""
    most = element.get("max_selected_items")
    if most and len(chosen) > most:
        raise CannotFill(f"at most {most} can be chosen")
    return chosen


def is_empty(state: Mapping[str, Any] | None) -> bool:
    return not state or not any(value for name, value in state.items() if name != "type")


TYPED = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
)
_SINGULAR = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
_PLURAL = {
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}


def typed(element: Mapping[str, Any], text: str) -> str:
    """A text that the field takes. Raises CannotFill."""
    kind = element["type"]
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if kind == "plain_text_input" and not least <= len(text) <= most:
        raise CannotFill(f"{len(text)} characters where {least} to {most} fit")
    if kind == "email_text_input" and not ADDRESS.fullmatch(text):
        raise CannotFill("not an e-mail address")
    if kind == "url_text_input" and not re.match(r"https?://\S+$", text):
        raise CannotFill("not a web address")
    if kind == "number_input":
        _check_number(element, text)
    return text


def _check_number(element: Mapping[str, Any], text: str) -> None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, text):
        raise CannotFill("not a number that fits")
    low, high = element.get("min_value"), element.get("max_value")
    if (low and float(text) < float(low)) or (high and float(text) > float(high)):
        raise CannotFill("a number out of bounds")


def _moment(kind: str, wish: Any) -> str | int:
    if kind == "datetimepicker":
        return int(wish.timestamp()) if isinstance(wish, datetime) else int(wish)
    text = wish.isoformat() if isinstance(wish, date) else str(wish)
    read = date.fromisoformat if kind == "datepicker" else time.fromisoformat
    try:
        read(text)
    except ValueError as trouble:
        raise CannotFill(f"{text} is no {kind.removesuffix('picker')}") from trouble
    return text


def _chosen(element: Mapping[str, Any], wish: str, people: Mapping[str, SlackPerson]) -> Any:
    kind = str(element["type"])
    if "users_select" in kind:
        return _person(wish, people)
    if "channels_select" in kind or "conversations_select" in kind:
        return wish
    wanted = as_read(wish).casefold()
    for option in options_of(element):
        if as_read(words_of_text(option["text"], Reader())).casefold() == wanted:
            return option
    raise CannotFill(f"there is no choice {wish!r}")


def _person(wish: str, people: Mapping[str, SlackPerson]) -> str:
    for one in people.values():
        if wish in (one.id, one.name, f"@{one.name}"):
            return one.id
    raise CannotFill(f"nobody is called {wish!r}")
