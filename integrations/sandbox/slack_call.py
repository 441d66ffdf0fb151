"""One Web API call: who asks, with which arguments, and whether Slack's own rules let it pass."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from integrations.sandbox.record import Call
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_tables import KNOWN, METHODS, Method
from integrations.sandbox.wire import Asked

TRUE, FALSE = (True, 1, "1", "true", "True"), (False, 0, "0", "false", "False", "")
NOT_LISTED = {"chat.postMessage": {"client_msg_id"}}  # taken by Slack, in no reference
EVERYWHERE = {"team_id"}  # Bolt's clients add it to every call, and Slack lets it pass
STRUCTURED = ("blocks", "attachments", "metadata", "view", "profile", "unfurls")
NEEDS_NO_TOKEN = ("api.test", "oauth.v2.access", "oauth.access", "oauth.v2.exchange")
APP_TOKEN_ONLY = ("apps.connections.open",)


@dataclass(kw_only=True)
class SlackCall:
    """A call that passed the door, on its way to the method that answers it."""

    method: Method
    args: dict[str, Any]
    record: Call
    scopes: frozenset[str]
    warnings: list[str] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        """An argument as a string."""
        value = self.args.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def flag(self, name: str) -> bool:
        return self.args.get(name, False) in TRUE

    def number(self, name: str, default: int) -> int:
        value = self.args.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError) as trouble:
            raise SlackRefusal("invalid_arguments", [f"{name} must be a number"]) from trouble

    def names(self, name: str) -> list[str]:
        """A list that came as a list or with commas."""
        value = self.args.get(name) or []
        parts = value.split(",") if isinstance(value, str) else value
        return [str(part).strip() for part in parts if str(part).strip()]

    def need_scope(self, *any_of: str) -> None:
        """Raises missing_scope unless one of these was granted."""
        if not self.scopes & set(any_of):
            raise SlackRefusal(
                "missing_scope",
                needed=any_of[0],
                provided=",".join(sorted(self.scopes)),
            )


def read_args(asked: Asked, method: Method) -> dict[str, Any]:
    """The arguments in whatever way this method takes them. Raises SlackRefusal."""
    if asked.kind != "application/json" or not asked.body.strip():
        return {
            name: _opened(name, value) for name, value in {**asked.query, **asked.form()}.items()
        }
    if not method.json:
        raise SlackRefusal(
            "invalid_arguments", [f"{method.name} takes a form, not JSON"], ours=True
        )
    try:
        given = asked.json()
    except ValueError as trouble:
        raise SlackRefusal("invalid_json", ["not JSON"], ours=True) from trouble
    if not isinstance(given, dict):
        raise SlackRefusal("json_not_object", ["must be an object"], ours=True)
    return {**asked.query, **{name: _opened(name, value) for name, value in given.items()}}


def _opened(name: str, value: Any) -> Any:
    """Blocks, views and metadata may come as JSON inside a string."""
    if name not in STRUCTURED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def known(name: str) -> Method:
    """The method of this name. Raises unknown_method."""
    if name in METHODS:
        return METHODS[name]
    why = "not played by the stand-in" if name in KNOWN else "not a method of Slack's"
    raise SlackRefusal("unknown_method", [f"{name} is {why}"], ours=True, req_method=name)


def check_args(method: Method, args: Mapping[str, Any]) -> None:
    """Refuse arguments that Slack does not list, and calls that lack a required one."""
    allowed = method.args | NOT_LISTED.get(method.name, set()) | EVERYWHERE
    unknown = sorted(set(args) - allowed)
    if unknown:
        messages = [f"{method.name} has no argument {name}" for name in unknown]
        raise SlackRefusal("invalid_arg_name", messages, ours=True)
    missing = sorted(name for name in method.required if args.get(name) in (None, ""))
    if missing:
        messages = [f"missing required field: {name}" for name in missing]
        raise SlackRefusal(_missing_error(method.name, missing), messages, ours=True)


def _missing_error(method: str, missing: list[str]) -> str:
    if method == "conversations.create" and missing == ["name"]:
        return "invalid_name_required"
    return "invalid_arguments"


def check_scopes(method: Method, granted: frozenset[str]) -> None:
    """Slack wants one of the method's scopes; which one the kind of conversation says is checked later."""
    if method.scopes and not method.scopes & granted:
        raise SlackRefusal(
            "missing_scope",
            needed=",".join(sorted(method.scopes)),
            provided=",".join(sorted(granted)),
        )
