"""Reading a learning plan: either the plan, or everything that keeps it from being one."""

from dataclasses import dataclass

from pydantic import ValidationError

from bot.domain.programme import LearningPlan
from bot.files.plan_checks import check
from bot.files.plan_findings import Findings, PlanFinding, Written, words_for
from bot.files.plan_models import PlanTable
from bot.files.plan_reading import learning_plan
from bot.files.plan_salvage import set_aside, stamped
from bot.files.plan_toml import load
from bot.files.toml_lines import lines_of

__all__ = ["PlanFinding", "PlanReading", "read_plan"]


@dataclass(frozen=True, kw_only=True)
class PlanReading:
    """A plan as it was read. There is none where any finding is an error; warnings leave it usable."""

    plan: LearningPlan | None
    findings: tuple[PlanFinding, ...] = ()

    @property
    def ok(self) -> bool:
        return self.plan is not None

    @property
    def errors(self) -> tuple[PlanFinding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[PlanFinding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "warning")


def read_plan(text: str) -> PlanReading:
    """Read a learning plan's text: the plan, and every finding in the order of the lines."""
    text = text.removeprefix("\ufeff")
    written, doubles = load(text)
    if written is None:
        return PlanReading(plan=None, findings=tuple(doubles))
    findings = Findings(lines=lines_of(text), written=written, found=doubles)
    tables = tables_of(written, findings)
    check(tables, findings)
    ordered = tuple(sorted(findings.found, key=lambda finding: finding.line))
    sound = all(finding.severity != "error" for finding in ordered)
    return PlanReading(plan=learning_plan(tables) if sound else None, findings=ordered)


def tables_of(text: Written, findings: Findings) -> PlanTable:
    """The tables of a plan, with stand-ins where a value could not be read and was noted."""
    written, first = stamped(text), True
    while True:
        try:
            return PlanTable.model_validate(written)
        except ValidationError as error:
            errors = error.errors(include_url=False)
        if first:
            for one in errors:
                findings.fault(one["loc"], words_for(one))
        first = False
        set_aside(written, [one["loc"] for one in errors])
