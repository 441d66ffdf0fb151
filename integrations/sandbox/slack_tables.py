"""Slack's methods and events as its own reference lists them."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

PER_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100, "t5": 0}  # t5: its own rule, or none


@dataclass(frozen=True, kw_only=True)
class Method:
    """What the reference says of one method."""

    name: str
    tier: str
    verb: str
    json: bool
    scopes: frozenset[str]
    required: frozenset[str]
    args: frozenset[str]
    errors: frozenset[str]

    @property
    def per_minute(self) -> int:
        return PER_MINUTE[self.tier]


def _table(name: str) -> Any:
    return json.loads((files("integrations.sandbox.contracts") / name).read_text(encoding="utf-8"))


def _method(name: str, facts: dict[str, Any]) -> Method:
    sets = {field: frozenset(facts[field]) for field in ("scopes", "required", "args", "errors")}
    return Method(name=name, tier=facts["tier"], verb=facts["verb"], json=facts["json"], **sets)


_ALL = _table("methods.json")
KNOWN: frozenset[str] = frozenset(_ALL["known"])
METHODS: dict[str, Method] = {name: _method(name, facts) for name, facts in _ALL["methods"].items()}
EVENT_SCOPES: dict[str, frozenset[str]] = {
    name: frozenset(scopes) for name, scopes in _table("events.json").items()
}
