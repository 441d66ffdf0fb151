"""From the written plan to the values the rest of Convener lives by."""

from dataclasses import replace
from typing import Any

from bot.domain.parts import Part
from bot.domain.programme import (
    ExpertSlot,
    LearningPlan,
    Mode,
    PlannedSession,
    Prompt,
    PromptType,
    Reading,
    ReminderRules,
    Role,
    RoomRules,
    Round,
    Slot,
    Stage,
    StoryRules,
    When,
)
from bot.files.plan_artefacts import artefact
from bot.files.plan_fields import MAX_CHARS
from bot.files.plan_models import (
    DefaultsTable,
    PlanTable,
    PromptTable,
    RecurringPromptTable,
    SessionTable,
    Table,
)


def learning_plan(written: PlanTable) -> LearningPlan:
    """The plan a programme runs on. Expects a text without findings."""
    programme, defaults = written.programme, written.defaults
    return LearningPlan(
        **_facts(programme, but={"cadence"}),
        rooms=default_rooms(defaults),
        reminders=ReminderRules(**_facts(defaults.reminders)),
        stories=StoryRules(**_facts(defaults.stories)),
        min_group_for_breakdown=defaults.results.min_group_for_breakdown,
        parts={Part(key): name for key, name in _facts(defaults.parts).items() if name},
        roles=tuple(Role(**_facts(role)) for role in written.role),
        slots=tuple(Slot(**_facts(slot)) for slot in written.slot),
        stages=tuple(Stage(**_facts(stage)) for stage in written.stage),
        artefacts=tuple(artefact(one) for one in written.artefact),
        agreements=tuple(agreement.text for agreement in written.agreement),
        recurring=tuple(_recurring(prompt) for prompt in written.recurring_prompt),
        sessions=tuple(_session(session, written) for session in written.session),
    )


def default_rooms(written: DefaultsTable) -> RoomRules:
    """How rooms are drawn unless a session says otherwise."""
    return RoomRules(**_facts(written.rooms))


def room_rules(session: SessionTable, written: PlanTable) -> RoomRules:
    """A session's room rules: the plan's defaults with whatever the session says differently."""
    return RoomRules(**{**_facts(written.defaults.rooms), **session.rooms.given})


def _facts(table: Table, *, but: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """What a table says, by field, lists made unchangeable."""
    named = {name: getattr(table, name) for name in type(table).model_fields}
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in named.items()
        if name not in {"at", *but}
    }


def _prompt(written: PromptTable) -> Prompt:
    """A question; one answered in words and without a limit of its own takes what a form field takes."""
    facts = _facts(written, but={"when", "type", "modes"})
    given = {name: value for name, value in facts.items() if value is not None}
    if written.type in {"text", "story"}:
        given.setdefault("max_chars", MAX_CHARS)
    return Prompt(**given, when=When(written.when), type=PromptType(written.type))


def _recurring(written: RecurringPromptTable) -> Prompt:
    modes = tuple(Mode(name) for name in written.modes)
    return replace(_prompt(written), modes=modes, recurring=True)


def _session(written: SessionTable, plan: PlanTable) -> PlannedSession:
    tables = {"mode", "rounds", "rooms", "expert", "reading", "prompt"}
    return PlannedSession(
        **_facts(written, but=tables),
        mode=Mode(written.mode),
        rounds=tuple(Round(**_facts(one)) for one in written.rounds),
        rooms=room_rules(written, plan),
        expert=ExpertSlot(**_facts(written.expert)) if written.expert else None,
        readings=tuple(Reading(**_facts(one)) for one in written.reading),
        prompts=tuple(_prompt(one) for one in written.prompt),
    )
