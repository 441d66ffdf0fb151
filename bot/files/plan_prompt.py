"""One prompt that is written or changed while a programme runs, checked as if it stood in the plan's text."""

from dataclasses import fields
from typing import Any

from bot.domain.programme import Offset, Prompt
from bot.files.plan import tables_of
from bot.files.plan_checks import check
from bot.files.plan_findings import Findings
from bot.files.plan_toml import load
from bot.files.toml_lines import lines_of

KEY = "the-changed-prompt"
NOT_WRITTEN = {"key", "modes", "recurring", "from_month", "stands", "since"}
USUAL = {one.name: one.default for one in fields(Prompt)}


def prompt_faults(plan_text: str, month: int, prompt: Prompt) -> tuple[str, ...]:
    """Everything that keeps this prompt from standing in that month of the plan, in words."""
    written, doubles = load(plan_text)
    if written is None or doubles:
        return ("The plan in the database cannot be read any more.",)
    session = next(s for s in written["session"] if s["month"] == month)
    session["prompt"] = [*session.get("prompt", []), as_written(prompt)]
    findings = Findings(lines=lines_of(plan_text), written=written)
    check(tables_of(written, findings), findings)
    place = f"session[{month}].prompt[{KEY}]"
    found = [f for f in findings.found if f.field.startswith(place) and f.severity == "error"]
    return tuple(f"{f.field.removeprefix(place).lstrip('.')}: {f.words}" for f in found)


def as_written(prompt: Prompt) -> dict[str, Any]:
    """A prompt as it would stand in a plan: only what is not as usual."""
    said = {
        one.name: getattr(prompt, one.name) for one in fields(prompt) if one.name not in NOT_WRITTEN
    }
    given = {name: value for name, value in said.items() if value != USUAL[name]}
    return {"key": KEY, **{name: _plainly(value) for name, value in given.items()}}


def _plainly(value: Any) -> Any:
    if isinstance(value, Offset):
        if value.day_level:
            return f"{value.days:+d}d"
        return f"{value.hours:+d}h" if value.hours else f"{value.minutes:+d}m"
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value
