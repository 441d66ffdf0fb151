"""Acts that come over the switchboard: by the words on the screen, or by ids."""

from collections.abc import Callable
from functools import partial
from typing import Any

from integrations.sandbox.delivery import Ack
from integrations.sandbox.exact import Exact
from integrations.sandbox.people import Person
from integrations.sandbox.slack_things import Json

LONGEST_SETTLE = 10.0
BY_WORDS = ("presses", "chooses", "fills", "edits", "deletes", "opens_home", "runs_shortcut")
BY_IDS = (
    "uses", "keeps", "submits", "closes", "suggests", "reads", "runs", "types", "says",
    "rewrites", "removes", "reacts", "unreacts", "dismisses", "joins", "leaves",
)  # fmt: skip


def take(person: Person, wish: Json) -> Json:
    """Let somebody do something: what came of it in words, and how the app took it.

    Raises NotThere, CannotFill, SlackRefusal; ValueError and TypeError for what is no act.
    """
    details: dict[str, Any] = dict(wish)
    name, settle = details.pop("act", None), details.pop("settle", None)
    if settle is not None:
        settle = max(0.0, min(float(settle), LONGEST_SETTLE))
    said = _act_of(person, name, settle)(**details)
    told: Json = {"words": "", "options": said} if isinstance(said, list) else {"words": said}
    return {**told, "ack": _taken(person.ack) if person.ack else None}


def _act_of(person: Person, name: object, settle: float | None) -> Callable[..., Any]:
    if name in BY_IDS:
        act: Callable[..., Any] = getattr(Exact(person, settle=settle), str(name))
        return act
    if name not in BY_WORDS:
        raise ValueError(f"an act is one of {', '.join(sorted((*BY_WORDS, *BY_IDS)))}")
    act = getattr(person, str(name))
    return act if name == "fills" else partial(act, settle=settle)


def _taken(ack: Ack) -> Json:
    return {"ok": ack.ok, "milliseconds": round(ack.seconds * 1000, 1), "why": ack.why}
