"""What facilitators changed in the prompts of a plan: words, hours, held, skipped, and prompts of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from bot.domain.programme import (
    LearningPlan,
    Mode,
    Offset,
    PlannedSession,
    Prompt,
    PromptType,
    Stands,
    When,
)

OWN = "own-"  # how the keys of prompts begin that facilitators wrote themselves


@dataclass(frozen=True, kw_only=True)
class PromptChange:
    """What is different about one prompt of one session, and who said so last. The plan itself stays as it is.

    `fields` holds only what is changed; of a facilitators' own prompt, all of it. `since` is the instant from which
    on it is asked, where it was released or moved; what was due before is due then. `version` counts the changes.
    """

    id: str
    session_id: str
    month: int
    prompt: str
    state: Stands = Stands.ASKED
    fields: dict[str, Any] = field(default_factory=dict)
    by: str = ""
    at: datetime
    since: datetime | None = None
    version: int = 1

    @property
    def own(self) -> bool:
        """Whether the whole prompt is the facilitators'."""
        return self.prompt.startswith(OWN)


def change_id(session_id: str, prompt: str) -> str:
    return f"{session_id}:{prompt}"


def as_fields(prompt: Prompt, names: Iterable[str]) -> dict[str, Any]:
    """These fields of a prompt as they are kept."""
    return {name: _kept(getattr(prompt, name)) for name in names}


def _kept(value: Any) -> Any:
    if isinstance(value, Offset):
        kept = {"days": value.days, "hours": value.hours, "minutes": value.minutes}
        return kept | ({"at": f"{value.at:%H:%M}"} if value.at else {})
    return list(value) if isinstance(value, tuple) else value


def with_changes(plan: LearningPlan, changes: Iterable[PromptChange]) -> LearningPlan:
    """The plan as it is asked: each prompt with what was changed around its session."""
    by_month: dict[int, dict[str, PromptChange]] = {}
    for change in changes:
        by_month.setdefault(change.month, {})[change.prompt] = change
    if not by_month:
        return plan
    sessions = tuple(
        _session(plan, session, by_month[session.month]) if session.month in by_month else session
        for session in plan.sessions
    )
    return replace(plan, sessions=sessions)


def _session(
    plan: LearningPlan, session: PlannedSession, changes: Mapping[str, PromptChange]
) -> PlannedSession:
    own = {prompt.key for prompt in session.prompts}
    here = [
        _changed(prompt, changes[prompt.key]) if prompt.key in changes else prompt
        for prompt in plan.prompts_of(session.month)
        if prompt.key in own or prompt.key in changes
    ]
    added = sorted((c for c in changes.values() if c.own), key=lambda c: (c.at, c.prompt))
    return replace(session, prompts=(*here, *(_written(change) for change in added)))


def _changed(prompt: Prompt, change: PromptChange) -> Prompt:
    return replace(prompt, **_read(change.fields), stands=change.state, since=change.since)


def _written(change: PromptChange) -> Prompt:
    facts = _read(change.fields)
    return Prompt(key=change.prompt, **facts, stands=change.state, since=change.since)


def _offset(at: str = "", **length: int) -> Offset:
    return Offset(**length, at=time.fromisoformat(at) if at else None)


_READS: Mapping[str, Any] = {
    "when": When,
    "type": PromptType,
    "send": lambda kept: _offset(**kept) if kept else None,
    "modes": lambda kept: tuple(Mode(mode) for mode in kept),
    "audience": tuple,
    "choices": tuple,
}


def _read(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _READS.get(name, lambda kept: kept)(value) for name, value in fields.items()}
