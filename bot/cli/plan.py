"""convener plan: the learning plan, checked, loaded and shown."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, no, rows_of, say, table

if TYPE_CHECKING:
    from bot.domain.load import Load
    from bot.domain.programme import LearningPlan
    from bot.domain.sessions import Session
    from bot.files.plan import PlanReading
    from bot.ports import Desk

app = typer.Typer(name="plan", help="The learning plan.", no_args_is_help=True)
USUAL_START = (2027, 1)
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


def _read(file: Path) -> tuple[str, "PlanReading"]:
    from bot.files.plan import read_plan

    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise no(f"{file} is not a text file in UTF-8. Save it as UTF-8 and try again.") from None
    return text, read_plan(text)


def _findings(reading: "PlanReading") -> None:
    if reading.findings:
        table(
            "",
            ["line", "field", "what to do"],
            [(str(f.line), f.field, f.words) for f in reading.findings],
        )


def _sessions(plan: "LearningPlan", start: tuple[int, int] | None = None) -> "tuple[Session, ...]":
    """The sessions, were the plan to begin in a month; by default next January, if its months have such days.

    Raises UnsureHour, and NoSuchDay where the month was given.
    """
    from bot.domain.calendar import sessions_of
    from bot.domain.civil_time import NoSuchDay

    try:
        return sessions_of(plan, start=start or USUAL_START)
    except NoSuchDay:
        if start:
            raise
        return ()


def _loads(plan: "LearningPlan", sessions: "tuple[Session, ...]") -> tuple["Load", ...]:
    """What each month would ask of people."""
    from bot.domain.load import loads_of

    return loads_of(plan, sessions) if sessions else ()


def _say_load(plan: "LearningPlan", loads: tuple["Load", ...]) -> None:
    from bot.voice.load import crowded, grid

    heads, rows = grid(loads, plan.labels)
    say(
        "What a month brings to each person besides news of its session; the fullest day and its things:"
    )
    table("", heads, rows)
    for line in crowded(loads, plan.labels):
        say(line)


@app.command()
@friendly
def check(
    file: File,
    start: Annotated[str, typer.Option(help="Calendar month of the first session.")] = "",
    roster: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="People, to see whose night it is."),
    ] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Look a plan over, line by line, and see each month's load. Example: convener plan check plan.toml"""
    _, reading = _read(file)
    first = month_of(start) if start else None
    sessions = _sessions(reading.plan, first) if reading.plan else ()
    loads = _loads(reading.plan, sessions) if reading.plan else ()
    nights = _nights(sessions, _zones_of(reading.plan, roster)) if reading.plan else []
    if json:
        found = {"ok": reading.plan is not None, "findings": rows_of(reading.findings)}
        give({**found, "load": _rows(loads), "nights": nights})
    else:
        count = len(reading.plan.sessions) if reading.plan else 0
        say(
            f"The plan is sound: {count} sessions."
            if reading.plan
            else "The plan cannot be used yet."
        )
        _findings(reading)
        for night in nights:
            say(night)
        if reading.plan:
            _say_load(reading.plan, loads)
    if reading.plan is None:
        raise typer.Exit(1)


def _rows(loads: tuple["Load", ...]) -> list[dict[str, object]]:
    return [
        {
            "month": load.month, "role": load.role, "messages": load.messages, "minutes": load.minutes,
            "fullest_day": f"{load.fullest}", "things": load.things, "crowded": [f"{day}" for day in load.crowded],
        }
        for load in loads
    ]  # fmt: skip


@app.command()
@friendly
def load(
    file: File,
    start: Annotated[str, typer.Option(help="Calendar month of the first session.")] = "",
    json: Annotated[bool, typer.Option("--json")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be different.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Change the plan of what runs.")] = False,
) -> None:
    """Begin with this plan, or change what runs. Example: convener plan load plan.toml --start 2027-01"""
    from bot.facilitation.programmes import load_plan

    text, reading = _read(file)
    if reading.plan is None:
        _findings(reading)
        raise no("Nothing was loaded: the plan cannot be used yet.")
    if dry_run and _foresee(reading.plan, start, json=json):
        return
    if dry_run or yes:
        _change(text, reading.plan, yes=yes and not dry_run, json=json)
        return
    with desk() as at:
        sessions = load_plan(at, text, reading.plan, start=_first(at, start))
    if json:
        give([{"session": s.month, "starts_at": s.starts_at.isoformat()} for s in sessions])
    else:
        say(
            f"{len(sessions)} sessions have their dates, the first on {sessions[0].wall.replace('T', ' at ')}."
        )
        _say_dates(reading.plan, sessions)


def _first(at: "Desk", start: str) -> tuple[int, int]:
    return month_of(start) if start else next_month(at.clock.now().year, at.clock.now().month)


def _say_dates(plan: "LearningPlan", sessions: "tuple[Session, ...]") -> None:
    """Whose night each session would fall into, and what the months bring."""
    with desk() as at, at.store.read() as memory:
        zones = {p.zone for p in memory.people.find() if not p.erased}
    for night in _nights(sessions, zones):
        say(night)
    _say_load(plan, _loads(plan, sessions))


def _foresee(plan: "LearningPlan", start: str, *, json: bool) -> bool:
    """Before the first plan is loaded: the dates this one would give. False where a programme has begun."""
    from bot.cli.sessions import instant
    from bot.facilitation.setting import Setting

    with desk() as at, at.store.read() as memory:
        if Setting(at, memory).begun:
            return False
        sessions = _sessions(plan, _first(at, start))
        zones = {p.zone for p in memory.people.find() if not p.erased}
    if json:
        rows = [{"session": s.month, "starts_at": instant(s)} for s in sessions]
        give({"changed": False, "sessions": rows, "nights": _nights(sessions, zones)})
        return True
    table("", ["month", "title", "starts"], [(s.month, s.title, s.wall) for s in sessions])
    _say_dates(plan, sessions)
    say("Nothing was loaded. To begin with it: the same without --dry-run.")
    return True


def _change(text: str, plan: "LearningPlan", *, yes: bool, json: bool) -> None:
    """What this plan would change in the programme that runs, and with a yes, the change itself."""
    from bot.facilitation.plan_changes import change_plan, differences

    with desk() as at:
        found = change_plan(at, text, plan) if yes else differences(at, plan)
    if json:
        give({"changed": yes, "lines": list(found.lines)})
        return
    for line in found.lines or ("Nothing is different.",):
        say(line)
    say("Changed." if yes else "Nothing was changed. To change it: the same with --yes.")


def month_of(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{4})-(\d{2})", text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise no(f"{text} is not a month. Write it as year and month, such as 2027-01.")
    return int(found[1]), int(found[2])


def next_month(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < 12 else (year + 1, 1)


def _zones_of(plan: "LearningPlan", roster: Path | None) -> set[str]:
    """Where people live: by a roster, else where the plan's own hours are kept."""
    from bot.cli.roster import people_of

    if roster:
        return {person.zone for person in people_of(roster, plan)}
    return {slot.anchor_zone for slot in plan.slots}


def _nights(sessions: "tuple[Session, ...]", zones: Collection[str]) -> list[str]:
    """A line for each session that falls into somebody's night, before anyone is invited."""
    from bot.domain.civil_time import night_warnings
    from bot.voice.hours import session_at_night

    return [
        session_at_night(session.month, warning)
        for session in sessions
        for warning in night_warnings(session, zones)
    ]


@app.command()
@friendly
def show(json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Show the plan that has begun. Example: convener plan show"""
    from bot.cli.sessions import session_rows
    from bot.domain.agreed import AIM
    from bot.domain.load import loads_of
    from bot.facilitation.agreed import in_force
    from bot.facilitation.setting import Setting

    with desk() as at, at.store.read() as memory:
        setting = Setting(at, memory)
        plan, rows = setting.plan, session_rows(setting)
        aim = in_force(setting, AIM).text
        loads = loads_of(plan, setting.sessions())
    if json:
        told = {"title": plan.title, "months": plan.months, "aim": aim, "sessions": rows}
        give({**told, "load": _rows(loads)})
        return
    say(f"{plan.title}: {plan.months} months. {aim}")
    table(
        "",
        ["month", "title", "mode", "starts"],
        [(r["session"], r["title"], r["mode"], r["starts_at"]) for r in rows],
    )
    _say_load(plan, loads)
