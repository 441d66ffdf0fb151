"""What a person did in Slack, read out of Slack's own shapes."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar

from bot.domain.errors import FacilitationError
from bot.ports import account, parted
from bot.voice import forms

Body = dict[str, Any]
P = ParamSpec("P")
R = TypeVar("R")
SESSION = re.compile(r"s\d+")
# what stands between the ids of an account must stand in none of them
ID = re.compile(r"[\w-]{0,64}")
STEP = re.compile(r":\d+$")
LONGEST_KEY = 200
LONGEST_FIELD = 3000  # Slack's own limit for what is typed into a form


class Garbled(FacilitationError):
    """I could not read what came with that. Look at the message or at my Home page once more, and try again."""


class Facts(dict[str, str]):
    """What a form carried or brought back, by name; what is missing cannot be read."""

    def __missing__(self, name: str) -> str:
        raise Garbled


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """One press, command or form. `key` is the same for the same gesture told twice.

    `member` is the account with the workspace it belongs to, as Slack told it.
    """

    key: str
    member: str
    act: str = ""
    value: str = ""
    trigger: str = ""

    @property
    def team(self) -> str:
        """The workspace the account belongs to."""
        return parted(self.member)[0]

    @property
    def session(self) -> str:
        """The session a button stands for; a subgroup's button stands for none."""
        return self.value if SESSION.fullmatch(self.value) else ""


def legible(read: Callable[P, R]) -> Callable[P, R]:
    """Let odd shapes and odd words end in Garbled: Slack never sends them, so somebody else made them up."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return read(*args, **kwargs)
        except (AttributeError, LookupError, TypeError, ValueError):
            raise Garbled from None

    return reading


def _key(*parts: object) -> str:
    """A long name by its fingerprint, for what a database finds things by has its limits."""
    whole = ":".join(map(str, parts))
    return (
        whole if len(whole) <= LONGEST_KEY else f"{parts[0]}:{sha256(whole.encode()).hexdigest()}"
    )


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise Garbled
    return told


def _who(body: Body, person: object) -> str:
    """The account that acts: its own id in its own workspace, which need not be the one it acts in."""
    user = body.get("user")
    event = body.get("event")
    own = _text(user.get("team_id") or "") if isinstance(user, dict) else ""
    if not own and isinstance(event, dict):
        own = _text(event.get("user_team") or event.get("team") or "")
    if not own.startswith("T"):  # an organisation's id says nothing of the workspace
        own = _acted_in(body)
    member = _text(person)
    if not (ID.fullmatch(own) and ID.fullmatch(member)):
        raise Garbled
    return account(own, member)


def _acted_in(body: Body) -> str:
    """The workspace in which the app was spoken to."""
    team = body.get("team")
    known = body.get("authorizations") or [{}]
    told = team.get("id") if isinstance(team, dict) else team
    return _text(told or known[0].get("team_id") or body.get("team_id") or "")


@legible
def workspace_told_of(body: Body) -> str:
    """The workspace that an event about the app itself comes from."""
    return _text(body["team_id"])


@legible
def told_at(body: Body) -> datetime:
    """When what an event tells of happened."""
    return datetime.fromtimestamp(int(body["event_time"]), UTC)


@legible
def press(body: Body) -> Gesture:
    """A button or a choice."""
    pressed = body["actions"][0]
    container = body.get("container", {})
    place = (
        container.get("view_id")
        or f"{container.get('channel_id', '')}:{container.get('message_ts', '')}"
    )
    member, act = _who(body, body["user"]["id"]), _text(pressed["action_id"])
    option = pressed.get("selected_option") or {}
    return Gesture(
        # not which of several steps was pressed: what was answered is no part of the mark that it was
        key=_key("press", place, STEP.sub("", act), member, pressed.get("action_ts")),
        member=member,
        act=act,
        value=_text(pressed.get("value") or option.get("value", "")),
        trigger=body.get("trigger_id", ""),
    )


def window_of(body: Body) -> str:
    """The window in which a button was pressed; none in a message or on the Home page."""
    view = body.get("view")
    return str(view.get("id", "")) if isinstance(view, dict) and view.get("type") == "modal" else ""


@legible
def command(body: Body) -> Gesture:
    """A slash command. Slack escapes its text; here it is as it was typed."""
    member = _who(body, body["user_id"])
    return Gesture(
        key=_key("command", body["trigger_id"], member),
        member=member,
        act=body.get("command", ""),
        value=html.unescape(body.get("text") or "").strip(),
        trigger=body["trigger_id"],
    )


@legible
def shortcut(body: Body) -> Gesture:
    """A shortcut on a message; `value` is the message's text."""
    member = _who(body, body["user"]["id"])
    return Gesture(
        key=_key("shortcut", body["trigger_id"], member),
        member=member,
        act=body.get("callback_id", ""),
        value=html.unescape((body.get("message") or {}).get("text") or ""),
        trigger=body["trigger_id"],
    )


@legible
def sent_form(body: Body) -> Gesture:
    """A form that was sent."""
    view, member = body["view"], _who(body, body["user"]["id"])
    return Gesture(
        key=_key("form", view["id"], view.get("hash", ""), member),
        member=member,
        act=view.get("callback_id", ""),
        value=_text(view.get("private_metadata") or ""),
        trigger=body.get("trigger_id", ""),
    )


@legible
def event(body: Body) -> Gesture:
    """An event; `value` is the text of a message."""
    inner = body.get("event", {})
    return Gesture(
        key=_key("event", body.get("event_id", "")),
        member=_who(body, str(inner.get("user", ""))),
        act=str(inner.get("type", "")),
        value=html.unescape(str(inner.get("text", ""))),
    )


@legible
def filled_in(body: Body) -> Facts:
    """What was written or chosen in a form, by the name of its field."""
    values = Facts()
    for block, fields in (body["view"].get("state", {}).get("values") or {}).items():
        for field in fields.values():
            values[block] = _value(field)
    return values


def _value(field: Body) -> str:
    if field.get("selected_option"):
        return str(field["selected_option"]["value"])
    if "selected_options" in field:  # several choices, one on each line
        return "\n".join(str(option["value"]) for option in field["selected_options"])
    written = str(field.get("value") or field.get("selected_date") or "")
    if len(written) > LONGEST_FIELD:
        raise Garbled
    return written


@legible
def carried(text: str) -> Facts:
    """What a form carried all along, by name."""
    return Facts({name: str(fact) for name, fact in forms.read_facts(text).items()})


@legible
def number(text: str) -> int:
    """A number in a button's value."""
    return int(text)


@legible
def day(text: str) -> date:
    """A day as a calendar's field gives it."""
    return date.fromisoformat(text)


@legible
def hour(text: str) -> time:
    """An hour of the day, such as 15:00."""
    clock = time.fromisoformat(text)
    if clock.tzinfo is not None:
        raise Garbled
    return clock


@legible
def instant(text: str) -> datetime:
    """An instant that a form carried."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise Garbled
    return moment.astimezone(UTC)


class NoSuchDate(FacilitationError):
    """{given} is not a date. Write it as year, month, day: 2027-03-10."""


def date_of(text: str) -> date:
    """A day as somebody typed it. Raises NoSuchDate."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchDate(given=text) from None
