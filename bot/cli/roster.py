"""convener roster: people in and out of a CSV file."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, no, rows_of, say, table, words_of
from bot.domain.roster import Missing

if TYPE_CHECKING:
    from bot.domain.programme import LearningPlan
    from bot.domain.roster import Participant
    from bot.files.roster import RosterChange, RosterReading
    from bot.ports import Desk

app = typer.Typer(name="roster", help="The people.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
PlanFile = Annotated[
    Path | None,
    typer.Option("--plan", exists=True, dir_okay=False, help="The plan whose roles it names."),
]


def read(file: Path, plan: "LearningPlan | None" = None) -> "RosterReading":
    """A roster file, read by the roles of this plan, else of the plan that Convener comes with."""
    from datetime import UTC

    from bot.files.defaults import default_plan_path
    from bot.files.roster import read_roster
    from bot.main import plan_from
    from integrations.clock import SystemClock

    known = plan or plan_from(default_plan_path().read_text(encoding="utf-8"))
    return read_roster(file, roles=known.labels, today=SystemClock().now().astimezone(UTC).date())


def people_of(roster: Path, plan: "LearningPlan | None" = None) -> "tuple[Participant, ...]":
    """Everyone on a roster file whose row can be used; a file with faults is refused."""
    reading = read(roster, plan)
    if not reading.ok:
        first = reading.errors[0]
        where = f"Row {first.row}, {first.field}: " if first.row else ""
        raise no(f"{where}{first.words} See all with: convener roster check {roster}")
    return reading.people


def _plan_in(file: Path | None) -> "LearningPlan | None":
    from bot.main import plan_from

    return plan_from(words_of(file)) if file else None


def _begun(at: "Desk") -> "LearningPlan | None":
    """The plan of the programme that has begun."""
    from bot.facilitation.setting import Setting

    with at.store.read() as memory:
        setting = Setting(at, memory)
        return setting.plan if setting.begun else None


def _findings(reading: "RosterReading") -> None:
    rows = [(str(f.row), f.field, f.severity, f.words) for f in reading.findings]
    if rows:
        table("", ["row", "field", "", "what to do"], rows)


@app.command()
@friendly
def check(
    file: File, plan: PlanFile = None, json: Annotated[bool, typer.Option("--json")] = False
) -> None:
    """Look a roster over, row by row. Example: convener roster check people.csv"""
    from bot.voice.words import count

    reading = read(file, _plan_in(plan))
    faults = {f.row for f in reading.findings if f.severity == "error"}
    if json:
        give({"people": len(reading.people), "findings": rows_of(reading.findings)})
    else:
        hands = "1 row needs" if len(faults) == 1 else f"{len(faults)} rows need"
        say(f"{count(len(reading.people), 'person', 'people')} can be read, {hands} a hand.")
        _findings(reading)
    if faults:
        raise typer.Exit(1)


@app.command("import")
@friendly
def import_(
    file: File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Take the good rows, leave the others.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask; and whoever had left and is on it is back.")
    ] = False,
    missing: Annotated[
        Missing, typer.Option(help="Who is not on it any more: ask facilitators, has left, stays.")
    ] = Missing.ASK,
    plan: PlanFile = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Take a roster over: all of it or nothing. Example: convener roster import people.csv --dry-run"""
    from bot.files.roster import compare

    with desk() as at:
        reading = read(file, _plan_in(plan) or _begun(at))
        _looked_over(reading, partial=partial, json=json)
        with at.store.read() as memory:
            known = [person for person in memory.people.find() if not person.erased]
        change = compare(known, reading.people)
        gone = () if partial else change.gone  # a row with a fault is nobody who has left
        if not json and known:
            _show(change, gone)
        asks = bool(known and change) and not (yes or json or dry_run)
        agreed = (_agreed() if asks else None) if not yes else True
        does = not dry_run and agreed is not False
        if does:
            _take_over(at, reading, change, gone, missing, back=bool(agreed))
    _tell(change, gone, done=does, json=json, dry_run=dry_run)


def _looked_over(reading: "RosterReading", *, partial: bool, json: bool) -> None:
    """Say what is wrong with it. Exits with 1 where that keeps it from being taken over."""
    if not json:
        _findings(reading)
    if reading.errors and not partial:
        raise no(
            f"Nothing was imported: {len(reading.errors)} faults. Mend them, or take the good rows with --partial."
        )


def _show(change: "RosterChange", gone: "Sequence[Participant]") -> None:
    from bot.voice.roster import diff

    for line in diff(change.added, change.changed, change.back, gone):
        say(line)


def _agreed() -> bool | None:
    """The yes of whoever sits there; None where nobody does, so that scripts go on."""
    if not sys.stdin.isatty():
        return None
    return typer.confirm("Take this over?", default=False)


def _take_over(
    at: "Desk",
    reading: "RosterReading",
    change: "RosterChange",
    gone: "Sequence[Participant]",
    missing: Missing,
    *,
    back: bool,
) -> None:
    from bot.facilitation.roster_imports import take_over

    take_over(
        at,
        reading.people,
        back=[p.id for p in change.back] if back else [],
        gone=[p.id for p in gone],
        missing=missing,
    )


def _tell(
    change: "RosterChange",
    gone: "Sequence[Participant]",
    *,
    done: bool,
    json: bool,
    dry_run: bool,
) -> None:
    added, changed, same = len(change.added), len(change.changed), len(change.same)
    if json:
        figures = {"added": added, "changed": changed, "same": same, "dry_run": dry_run}
        more = {"missing": len(gone), "back": len(change.back)}
        give(figures | {key: number for key, number in more.items() if number})
        return
    verb = "were" if done else "would be"
    say(f"{added} people {verb} added, {changed} changed, {same} are the same.")


@app.command()
@friendly
def export(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """Write the roster as a CSV file. Example: convener roster export people.csv"""
    from bot.files.roster import write_roster

    with desk() as at, at.store.read() as memory:
        people = [person for person in memory.people.find() if not person.erased]
    file.write_text(write_roster(people), encoding="utf-8", newline="")
    say(f"{len(people)} people written to {file}.")
