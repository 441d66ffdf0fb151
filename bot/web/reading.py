"""Reading what Slack posts: is it JSON or a form, and has it the shape that Slack's own rules give it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

DEEPEST = 100  # Slack's own payloads stay below 30 levels; far deeper ones only break readers
MOST_FIELDS = 200
JSON = "application/json"

Shape = Mapping[str, type | tuple[type, ...]]
PERSON_OR_ID = (dict, str)

NEEDED: Mapping[str, Shape] = {
    "event_callback": {"event": dict, "event.type": str},
    "block_actions": {"actions": list, "user": dict, "user.id": str},
    "block_suggestion": {"action_id": str, "user": dict, "user.id": str},
    "view_submission": {"view": dict, "view.id": str, "user": dict, "user.id": str},
    "view_closed": {"view": dict, "view.id": str, "user": dict, "user.id": str},
    "shortcut": {"callback_id": str, "user": dict, "user.id": str},
    "message_action": {"callback_id": str, "message": dict, "user": dict, "user.id": str},
    "url_verification": {"challenge": str},
}
ALLOWED: Shape = {
    "action_id": str,
    "actions": list,
    "api_app_id": str,
    "assistant_thread": dict,
    "authorizations": list,
    "bot_access_token": str,
    "callback_id": str,
    "channel": PERSON_OR_ID,
    "channel_id": str,
    "container": dict,
    "enterprise": PERSON_OR_ID,
    "enterprise_id": str,
    "event": dict,
    "event.bot_id": str,
    "event.channel": PERSON_OR_ID,
    "event.channel_type": str,
    "event.event_ts": str,
    "event.item": dict,
    "event.message": dict,
    "event.previous_message": dict,
    "event.subtype": str,
    "event.tab": str,
    "event.team": PERSON_OR_ID,
    "event.text": str,
    "event.thread_ts": str,
    "event.ts": str,
    "event.type": str,
    "event.user": PERSON_OR_ID,
    "event.view": dict,
    "event_id": str,
    "function_data": dict,
    "item": dict,
    "message": dict,
    "message.ts": str,
    "message.user": str,
    "previous_message": dict,
    "response_url": str,
    "response_urls": list,
    "team": PERSON_OR_ID,
    "team_id": str,
    "thread_ts": str,
    "trigger_id": str,
    "type": str,
    "user": PERSON_OR_ID,
    "user_id": str,
    "view": dict,
    "view.callback_id": str,
    "view.hash": str,
    "view.id": str,
    "view.private_metadata": str,
    "view.state": dict,
    "view.state.values": dict,
    "view.type": str,
}
LISTS_OF_PARTS = ("actions", "authorizations", "response_urls")
NEVER_NULL = ("actions", "event", "view")
MISSING = object()


class Unreadable(Exception):
    """The body is not what Slack's rules say; `why` is a word for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def text_of(body: bytes) -> str:
    """The body as text. Raises Unreadable."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None


def check_readable(text: str, mimetype: str) -> None:
    """Whether this is something Slack could mean. Raises Unreadable."""
    if mimetype == JSON or text.startswith("{"):
        _check_payload(_json(text))
    else:
        _check_form(_form(text))


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("not_json") from None


def _form(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, True, True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Unreadable("not_a_form") from None
    return dict(pairs)


def _check_form(form: Mapping[str, str]) -> None:
    if "payload" in form:
        _check_payload(_json(form["payload"]))
    elif not form.get("command") and "ssl_check" not in form:
        raise Unreadable("no_payload_or_command")
    if any("\0" in told for told in form.values()):
        raise Unreadable("control_characters")


def _check_payload(payload: object) -> None:
    if not isinstance(payload, dict):
        raise Unreadable("not_an_object")
    for depth, part in _parts(payload):
        if depth > DEEPEST:
            raise Unreadable("too_deep")
        if isinstance(part, str) and not _sound(part):
            raise Unreadable("broken_text")
    if not _has_shape(payload):
        raise Unreadable("odd_shape")


def _parts(payload: object) -> Iterator[tuple[int, object]]:
    """Everything inside with its depth, without recursion."""
    waiting: list[tuple[int, object]] = [(0, payload)]
    while waiting:
        depth, part = waiting.pop()
        yield depth, part
        if isinstance(part, dict):
            waiting += ((depth + 1, inner) for pair in part.items() for inner in pair)
        elif isinstance(part, list):
            waiting += ((depth + 1, inner) for inner in part)


def _sound(text: str) -> bool:
    """Whether a database can keep it: no half characters, no NUL."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _has_shape(payload: Mapping[str, Any]) -> bool:
    needed = NEEDED.get(str(payload.get("type")), {})
    return (
        isinstance(payload.get("type", ""), str)
        and all(isinstance(_at(payload, path), kinds) for path, kinds in needed.items())
        and all(_fits(_at(payload, path), kinds) for path, kinds in ALLOWED.items())
        and all(_holds_parts(payload.get(name)) for name in LISTS_OF_PARTS)
        and all(payload.get(name, MISSING) is not None for name in NEVER_NULL)
        and payload.get("actions", MISSING) != []
        and (payload.get("type") != "block_actions" or _are_presses(payload["actions"]))
    )


def _are_presses(actions: list[dict[str, Any]]) -> bool:
    return all(isinstance(press.get("action_id"), str) for press in actions)


def _fits(found: object, kinds: type | tuple[type, ...]) -> bool:
    return found is MISSING or found is None or isinstance(found, kinds)


def _at(payload: Mapping[str, Any], path: str) -> object:
    found: object = payload
    for name in path.split("."):
        found = found.get(name, MISSING) if isinstance(found, dict) else MISSING
    return found


def _holds_parts(found: object) -> bool:
    return not isinstance(found, list) or all(isinstance(part, dict) for part in found)
