"""The shapes of Slack's blocks and elements: what each must have, what it may have, and how long it may be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.voice.block_limits import LIMITS

PLAIN, MRKDWN = "plain_text", "mrkdwn"


@dataclass(kw_only=True)
class Look:
    """One walk through blocks: what was found, and what must be unique or summed over all of them."""

    surface: str
    found: list[str] = field(default_factory=list)
    block_ids: set[str] = field(default_factory=set)
    action_ids: set[str] = field(default_factory=set)
    focused: int = 0
    markdown: int = 0
    characters: int = 0

    def say(self, path: str, what: str) -> None:
        self.found.append(f"{path}: {what}")


Check = Callable[[Look, str, Any], None]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The fields of one kind of object; at least one, or with `only_one` exactly one, of `one_of`."""

    needs: Mapping[str, Check] = field(default_factory=dict)
    may: Mapping[str, Check] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    only_one: bool = False
    loose: bool = False

    def check(self, look: Look, path: str, thing: Mapping[str, Any]) -> None:
        """Say everything that is wrong with the fields of this thing."""
        fields = {**self.needs, **self.may}
        for name in sorted(self.needs.keys() - thing.keys()):
            look.say(path, f"needs {name}")
        self._check_choice(look, path, thing)
        for name, value in thing.items():
            if name in fields:
                fields[name](look, f"{path}.{name}", value)
            elif name != "type" and not self.loose:
                look.say(path, f"has no field {name}")

    def _check_choice(self, look: Look, path: str, thing: Mapping[str, Any]) -> None:
        given = [name for name in self.one_of if thing.get(name)]
        if self.one_of and (not given or (self.only_one and len(given) > 1)):
            look.say(path, f"needs {' or '.join(self.one_of)}")


def _length(look: Look, path: str, size: int, limit: str, unit: str) -> None:
    low = LIMITS.get(f"{limit}.min_{unit}", 0)
    high = LIMITS.get(f"{limit}.max_{unit}", LIMITS.get(f"{limit}_max_{unit}"))
    name = "characters" if unit == "length" else "of them"
    if high is not None and size > high:
        look.say(path, f"{size} {name}, at most {high}")
    if size < low:
        look.say(path, f"{size} {name}, at least {low}")


def words(limit: str, *kinds: str) -> Check:
    """A text object of one of these kinds."""

    def check(look: Look, path: str, value: Any) -> None:
        if not isinstance(value, dict) or value.get("type") not in kinds:
            look.say(path, f"must be a text of type {' or '.join(kinds)}")
            return
        more = {"emoji": bool} if value["type"] == PLAIN else {"verbatim": bool}
        for name, given in value.items():
            if name not in ("type", "text") and not isinstance(given, more.get(name, type(None))):
                look.say(path, f"a {value['type']} has no field {name}")
        _check_words(look, path, value.get("text"), limit)

    return check


def _check_words(look: Look, path: str, text: Any, limit: str) -> None:
    if not isinstance(text, str):
        look.say(path, "needs text")
        return
    look.characters += len(text)
    if not text:
        look.say(path, "is empty")
    _length(look, path, len(text), limit, "length")


def string(limit: str = "") -> Check:
    def check(look: Look, path: str, value: Any) -> None:
        if not isinstance(value, str) or not value:
            look.say(path, "must be a string that says something")
        elif limit:
            _length(look, path, len(value), limit, "length")

    return check


def action_id(look: Look, path: str, value: Any) -> None:
    string("action_id")(look, path, value)
    if isinstance(value, str) and value in look.action_ids:
        look.say(path, f"{value} stands twice in this block")
    look.action_ids.add(str(value))


def block_id(look: Look, path: str, value: Any) -> None:
    string("block_id")(look, path, value)
    if isinstance(value, str) and value in look.block_ids:
        look.say(path, f"{value} stands twice")
    look.block_ids.add(str(value))


def flag(look: Look, path: str, value: Any) -> None:
    if not isinstance(value, bool):
        look.say(path, "must be true or false")


def focus(look: Look, path: str, value: Any) -> None:
    flag(look, path, value)
    look.focused += value is True
    if look.focused > 1:
        look.say(path, "only one element may take the focus")


def whole(limit: str = "") -> Check:
    def check(look: Look, path: str, value: Any) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            look.say(path, "must be a whole number")
        elif value < LIMITS.get(f"{limit}.min", value) or value > LIMITS.get(f"{limit}.max", value):
            look.say(path, f"{value} is out of bounds")

    return check


def choice(*values: str) -> Check:
    def check(look: Look, path: str, value: Any) -> None:
        if value not in values:
            look.say(path, f"must be {' or '.join(values)}")

    return check


def anything(look: Look, path: str, value: Any) -> None:
    """Slack checks what this refers to; we cannot."""


def listed(limit: str, each: Check) -> Check:
    """A list whose length has limits, and a check for each of its members."""

    def check(look: Look, path: str, value: Any) -> None:
        if not isinstance(value, list):
            look.say(path, "must be a list")
            return
        _length(look, path, len(value), limit, "items")
        for number, member in enumerate(value):
            each(look, f"{path}[{number}]", member)

    return check


def thing(shape: Shape) -> Check:
    def check(look: Look, path: str, value: Any) -> None:
        if isinstance(value, dict):
            shape.check(look, path, value)
        else:
            look.say(path, "must be an object")

    return check


def type_of(value: Any) -> str:
    """What an object says it is; nothing where it does not say."""
    kind = value.get("type") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else ""


def members(value: Any) -> list[Any]:
    """The members of what should be a list."""
    return value if isinstance(value, list) else []


def typed(shapes: Mapping[str, Shape], *allowed: str) -> Check:
    """An object whose `type` says its shape; only these types may stand here."""

    def check(look: Look, path: str, value: Any) -> None:
        kind = type_of(value)
        if kind not in shapes:
            look.say(path, f"there is no type {kind or repr(value)[:40]}")
        elif kind not in allowed:
            look.say(path, f"a {kind} cannot stand here")
        elif look.surface != ONLY_ON.get(kind, look.surface):
            look.say(path, f"a {kind} cannot stand on a {look.surface}")
        else:
            shapes[kind].check(look, path, value)

    return check


ONLY_ON = {
    "file_input": "modal",
    "markdown": "message",
    "table": "message",
    "context_actions": "message",
    "plan": "message",
    "task_card": "message",
}
