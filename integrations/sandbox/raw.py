"""A field's raw strings, as a page's form sends them, turned into what Slack keeps for that field."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, time
from typing import Any

from integrations.sandbox.fields import (
    TYPED,
    CannotFill,
    not_too_many,
    nothing_in,
    state_name,
    takes_several,
    typed,
)
from integrations.sandbox.slack_reading import options_of
from integrations.sandbox.slack_things import PUBLIC, Json
from integrations.sandbox.slack_workspace import Workspace

Element = Mapping[str, Any]
PRESSED = ("button", "workflow_button", "icon_button")
GONE = "this choice is not there any more"
LAST_SECOND = 9_999_999_999  # Slack's: ten digits


def state_of(element: Element, raw: object, place: Workspace) -> Json:
    """What Slack keeps of a field that says this; nothing chosen is kept, too. Raises CannotFill."""
    kind, given = str(element["type"]), strings(raw)
    if not given:
        return nothing_in(element)
    if kind not in _READERS:
        raise CannotFill(f"nothing can be put into a field of the kind {kind}")
    read = _READERS[kind]
    if takes_several(kind):
        chosen = [read(element, each, place) for each in dict.fromkeys(given)]
        return {"type": kind, state_name(kind): not_too_many(element, chosen)}
    if len(given) > 1:
        raise CannotFill("only one can be chosen here")
    return {"type": kind, state_name(kind): read(element, given[0], place)}


def strings(raw: object) -> list[str]:
    """What was chosen or typed, empty strings left out. Raises CannotFill."""
    given = [raw] if isinstance(raw, str) else raw
    if not isinstance(given, Sequence) or not all(isinstance(each, str) for each in given):
        raise CannotFill("a field is filled with a list of texts")
    return [writable(each) for each in given if each]


def writable(text: str) -> str:
    """A text as Slack would take it from a keyboard, lines ended in one way. Raises CannotFill."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CannotFill("this text has half a sign in it") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _option(element: Element, raw: str, place: Workspace) -> Any:
    options = options_of(element)
    number = int(raw) if re.fullmatch(r"[0-9]{1,4}", raw) else len(options)
    if number >= len(options):
        raise CannotFill(GONE)
    return options[number]


def _outside(element: Element, raw: str, place: Workspace) -> Any:
    """An option that the app suggested, as JSON: nothing but what an option has."""
    try:
        option = json.loads(raw)
        words, value = option["text"]["text"], option["value"]
    except (KeyError, TypeError, ValueError, RecursionError):
        raise CannotFill("this is no choice that was suggested") from None
    if not isinstance(words, str) or not isinstance(value, str):
        raise CannotFill("this is no choice that was suggested")
    text = {"type": "plain_text", "text": writable(words), "emoji": True}
    return {"text": text, "value": writable(value)}


def _person(element: Element, raw: str, place: Workspace) -> str:
    known = place.people.get(raw)
    if known is None or known.deleted:
        raise CannotFill("this person is not here any more")
    return raw


def _conversation(element: Element, raw: str, place: Workspace) -> str:
    known = place.conversations.get(raw)
    if known is None or ("channels" in str(element["type"]) and known.kind != PUBLIC):
        raise CannotFill("this conversation is not there any more")
    return raw


def _day(element: Element, raw: str, place: Workspace) -> str:
    return _checked(raw, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat, "a date")


def _hour(element: Element, raw: str, place: Workspace) -> str:
    return _checked(raw, r"[0-9]{2}:[0-9]{2}", time.fromisoformat, "a time of day")


def _checked(raw: str, shape: str, read: Callable[[str], object], what: str) -> str:
    with suppress(ValueError):  # a thirty-first of February
        if re.fullmatch(shape, raw) and read(raw) is not None:
            return raw
    raise CannotFill(f"this is not {what}")


def _instant(element: Element, raw: str, place: Workspace) -> int:
    if not re.fullmatch(r"[0-9]{1,10}", raw) or int(raw) > LAST_SECOND:
        raise CannotFill("this is not a date and a time")
    return int(raw)


def _text(element: Element, raw: str, place: Workspace) -> str:
    return typed(element, raw)


_READERS: dict[str, Callable[[Element, str, Workspace], Any]] = {
    **dict.fromkeys(TYPED, _text),
    **dict.fromkeys(("static_select", "multi_static_select", "radio_buttons"), _option),
    **dict.fromkeys(("checkboxes", "overflow"), _option),
    **dict.fromkeys(("external_select", "multi_external_select"), _outside),
    **dict.fromkeys(("users_select", "multi_users_select"), _person),
    **dict.fromkeys(("channels_select", "multi_channels_select"), _conversation),
    **dict.fromkeys(("conversations_select", "multi_conversations_select"), _conversation),
    "datepicker": _day,
    "timepicker": _hour,
    "datetimepicker": _instant,
}
