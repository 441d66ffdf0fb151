"""How the parts of a plan must fit together: months, roles, slots, stages, what is made, and the rules."""

from collections.abc import Sequence
from datetime import time

from bot.domain.civil_time import read_rule
from bot.domain.roster import FACILITATOR, LAY
from bot.files.plan_findings import Findings
from bot.files.plan_fitting import check_known, check_rooms, check_unique, listed
from bot.files.plan_models import (
    ArtefactTable,
    DefaultsTable,
    PlanTable,
    RemindersTable,
    SlotTable,
    StageTable,
)
from bot.files.plan_prompt_checks import check_prompts
from bot.files.plan_reading import default_rooms
from bot.files.plan_session_checks import check_sessions
from bot.files.toml_lines import Path

MONTHS = ("programme", "months")
ALL_MONTHS = range(1, 13)


def check(plan: PlanTable, findings: Findings) -> None:
    """Note everything about a plan that no single value shows."""
    _check_present(plan, findings)
    _check_keys(plan, findings)
    _check_rule(plan, findings)
    _check_months(plan, findings)
    _check_defaults(plan.defaults, findings)
    _check_roles(findings)
    _check_slots(plan.slot, findings)
    _check_stages(plan.stage, findings)
    for artefact in plan.artefact:
        _check_artefact(artefact, plan.programme.months, findings)
    check_sessions(plan, findings)
    check_prompts(plan, findings)


def _check_present(plan: PlanTable, findings: Findings) -> None:
    for name in ("role", "slot", "stage", "session"):
        if not getattr(plan, name):
            findings.note((name,), f"A plan needs at least one [[{name}]]. Add one.")


def _check_keys(plan: PlanTable, findings: Findings) -> None:
    """Every key once: by it a thing is found again, also in later years."""
    prompts = [*plan.recurring_prompt, *(p for s in plan.session for p in s.prompt)]
    for records in (plan.role, plan.slot, plan.stage, plan.artefact, plan.session, prompts):
        check_unique(records, findings)


def _check_rule(plan: PlanTable, findings: Findings) -> None:
    count, weekday = read_rule(plan.programme.session_day)
    if count == 5 or (weekday is None and count > 28):
        words = "Some months have no such day. Their sessions need a date of their own."
        findings.note(("programme", "session_day"), words, warning=True)


def _check_months(plan: PlanTable, findings: Findings) -> None:
    """One session for every month of the programme, and none beyond it."""
    months = plan.programme.months
    unread = [(*session.at, "month") for session in plan.session]
    lacking = sorted(set(range(1, months + 1)) - {session.month for session in plan.session})
    if plan.session and lacking:
        words = (
            f"There is no session for month {listed(lacking)}. Add one for each, or change months."
        )
        findings.note(MONTHS, words, rests_on=unread)
    first: dict[int, Path] = {}
    for session in plan.session:
        place = (*session.at, "month")
        if session.month > months:
            findings.note(place, f"The programme has {months} months.", rests_on=[MONTHS])
        if first.setdefault(session.month, place) != place:
            line = findings.lines.of(first[session.month])
            words = f"Month {session.month} has a session already, on line {line}. A month has one."
            findings.note(place, words, rests_on=[first[session.month]])


def _check_defaults(defaults: DefaultsTable, findings: Findings) -> None:
    check_rooms(default_rooms(defaults), defaults.rooms, ("defaults", "rooms"), findings)
    _check_reminders(defaults.reminders, findings)
    if defaults.results.min_group_for_breakdown < 5:
        words = "With fewer than 5 answers people can guess who said what."
        place = ("defaults", "results", "min_group_for_breakdown")
        findings.note(place, words, warning=True)


def _check_reminders(reminders: RemindersTable, findings: Findings) -> None:
    here = ("defaults", "reminders")
    quiet = [(*here, "quiet_from"), (*here, "quiet_until")]
    if _quiet(time(reminders.local_hour), reminders.quiet_from, reminders.quiet_until):
        words = f"{reminders.local_hour}:00 lies in the quiet hours. Choose an hour outside them."
        findings.note((*here, "local_hour"), words, rests_on=quiet)
    for count, notice in enumerate(reminders.session_notices):
        if not notice.before:
            words = "A notice comes before its session. Write it with a minus."
            findings.note((*here, "session_notices", count), words)
        elif notice in reminders.session_notices[:count]:
            findings.note((*here, "session_notices", count), "This notice stands here twice.")


def _quiet(clock: time, quiet_from: time, quiet_until: time) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def _check_roles(findings: Findings) -> None:
    """Some rules ask for a role by its key: who may host, and who speaks from lived experience."""
    keys = findings.names("role")
    if not keys or not findings.all_named("role"):
        return
    if FACILITATOR not in keys:
        words = f'No role has the key "{FACILITATOR}", so nobody could open a session. Add it.'
        findings.note(("role",), words)
    if LAY not in findings.names("role", "perspective"):
        words = f'No role has the perspective "{LAY}", so nobody counts as speaking from lived experience.'
        findings.note(("role",), words, warning=True)


def _check_slots(slots: Sequence[SlotTable], findings: Findings) -> None:
    taken: dict[int, SlotTable] = {}
    for slot in slots:
        for month in slot.calendar_months:
            if taken.setdefault(month, slot) is not slot:
                words = f"Month {month} belongs to {taken[month].key} already; that one counts."
                findings.note((*slot.at, "calendar_months"), words, warning=True)
        _check_hour(slot, findings)
    lacking = sorted(set(ALL_MONTHS) - set(taken))
    if slots and lacking:
        words = f"No slot has the calendar month {listed(lacking)}. Give each month to one."
        unread = [(*slot.at, "calendar_months") for slot in slots]
        findings.note((*slots[-1].at, "calendar_months"), words, rests_on=unread)


def _check_hour(slot: SlotTable, findings: Findings) -> None:
    """Clocks are changed in the small hours: such an hour may be missing or come twice."""
    if time(1) <= slot.anchor_time < time(3):
        words = "When clocks change, this hour may not exist or come twice. Choose another."
        findings.note((*slot.at, "anchor_time"), words, warning=True)


def _check_stages(stages: Sequence[StageTable], findings: Findings) -> None:
    for count, stage in enumerate(stages):
        if stage.order in {earlier.order for earlier in stages[:count]}:
            words = f"Another stage has order {stage.order} already. Give each its own number."
            findings.note((*stage.at, "order"), words)


def _check_fields(artefact: ArtefactTable, findings: Findings) -> None:
    """What a field says of another one must name one of the same artefact, and not itself."""
    keys = {field.key for field in artefact.fields}
    for field in artefact.fields:
        for name, other in (("each", field.each), ("after", field.after)):
            if other is not None and (other not in keys or other == field.key):
                others = listed(sorted(keys - {field.key}))
                words = f'There is no other field "{other}" in this artefact. There are {others}.'
                findings.note((*field.at, name), words)


def _check_artefact(artefact: ArtefactTable, months: int, findings: Findings) -> None:
    check_known(artefact.stage, "stage", (*artefact.at, "stage"), findings)
    check_unique(artefact.fields, findings)
    for count, other in enumerate(artefact.based_on):
        check_known(other, "artefact", (*artefact.at, "based_on", count), findings)
        if other == artefact.key:
            findings.note((*artefact.at, "based_on", count), "This artefact is based on itself.")
    _check_fields(artefact, findings)
    due = [((*artefact.at, "due_month"), artefact.due_month)]
    reviews = [
        ((*artefact.at, "review_months", count), month)
        for count, month in enumerate(artefact.review_months)
    ]
    for place, month in [*due, *reviews]:
        if month > months:
            words = f"Month {month} lies after the programme's {months} months."
            findings.note(place, words, rests_on=[MONTHS], warning=True)
