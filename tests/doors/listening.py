"""Everything the Slack app listens to, asked of the app itself, so that no test of the doors can forget a new one."""

import inspect
import re
from dataclasses import dataclass

from slack_bolt import App

NAMED_BY = {
    "action": "constraints",
    "command": "command",
    "event": "event_type",
    "shortcut": "callback_id",
    "view_submission": "callback_id",
}
CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, order=True)
class Heard:
    """One thing that can be done in Slack: its kind, and the name Slack tells it by."""

    kind: str
    name: str


def heard_by(app: App) -> list[Heard]:
    """Each listener by its names; where a pattern stands for several, all of them, and a digit for any number."""
    found = []
    for listener in app._listeners:
        (matcher,) = listener.matchers
        kind = matcher.func.__qualname__.split(".")[0]
        names = inspect.getclosurevars(matcher.func).nonlocals[NAMED_BY[kind]]
        found += [Heard(kind, name) for name in spelled_out(names)]
    return sorted(found)


def spelled_out(names: str | re.Pattern[str]) -> list[str]:
    """All that a pattern of ours can mean: (a|b) is a and b, and any number is 1."""
    if isinstance(names, str):
        return [names]
    waiting, done = [names.pattern.strip("^$").replace(r"\d+", "1")], []
    while waiting:
        pattern = waiting.pop()
        choice = CHOICE.search(pattern)
        if choice is None:
            done.append(pattern)
            continue
        start, end = choice.span()
        waiting += [pattern[:start] + part + pattern[end:] for part in choice[1].split("|")]
    assert all(names.fullmatch(name) for name in done), names.pattern
    return done
