"""convener rooms: the seating engine on files alone."""

import json as codec
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.encounters import encounters
from bot.cli.roster import people_of
from bot.cli.saying import friendly, give, out, say, words_of

if TYPE_CHECKING:
    from bot.domain.roster import Participant
    from bot.files.room_repairs import PlanRepair

app = typer.Typer(
    name="rooms", help="Rooms drawn from files, without a database or Slack.", no_args_is_help=True
)
app.command()(encounters)
File = Annotated[Path, typer.Option(exists=True, dir_okay=False, readable=True)]
MaybeFile = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, readable=True)]


@app.command()
@friendly
def plan(
    roster: File,
    sessions: Annotated[int, typer.Option(min=1, max=200)] = 18,
    rounds: Annotated[int, typer.Option(min=1, max=20)] = 1,
    rooms: Annotated[
        int | None, typer.Option(min=1, help="So many rooms; else as many as fit best.")
    ] = None,
    absence: Annotated[
        str, typer.Option(help="A share such as 0.25, or a CSV session,person_id.")
    ] = "",
    history: MaybeFile = None,
    rules: MaybeFile = None,
    size: Annotated[str, typer.Option(help="People in a room, from-to.")] = "",
    seed: int = 1,
    out_file: Annotated[Path | None, typer.Option("--out", dir_okay=False)] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Draw the rooms of a series of sessions. Example: convener rooms plan --roster people.csv --out rooms.json"""
    from bot.files import room_plans as files

    people = people_of(roster)
    made = files.plan_rooms(
        people,
        sessions=sessions,
        rounds=rounds,
        rooms=rooms,
        absence=_absence(absence, people, sessions),
        history=files.read_room_plan(words_of(history), str(history)) if history else None,
        rules=files.read_room_rules(words_of(rules), str(rules)) if rules else None,
        size=files.read_room_size(size) if size else None,
        seed=seed,
    )
    _hand_over(made, files.write_room_plan(made), out_file, json=json)


def _absence(given: str, people: "tuple[Participant, ...]", sessions: int) -> Any:
    from bot.files import room_plans as files

    if not given:
        return None
    share = files.read_share(given)
    if share is not None:
        return share
    return files.read_absence(words_of(Path(given)), people, sessions=sessions, file=given)


def _hand_over(made: dict[str, Any], text: str, out_file: Path | None, *, json: bool) -> None:
    from bot.voice.words import count

    if out_file:
        out_file.write_text(text, encoding="utf-8")
    if json or not out_file:
        out().file.write(text)
        return
    score = made["score"]
    say(
        f"{count(len(made['sessions']), 'session')} seated in {made['seconds']} s: "
        f"{count(score['repeats'], 'repeat')}, {score['repeats_unavoidable']} of them unavoidable; "
        f"{count(score['lone_lay_rooms'], 'room')} with one lay voice, "
        f"{count(score['hard_violations'], 'broken rule')}. Written to {out_file}."
    )
    _say_roomless(made["sessions"])


def _say_roomless(sessions: Sequence[Mapping[str, Any]]) -> None:
    """Which sessions have no rooms, and whether for want of people or for what they ask."""
    roomless = [s for s in sessions if not any(turn["rooms"] for turn in s["rounds"])]
    for coming, why in (
        (False, "Nobody is to be seated in {}."),
        (
            True,
            "Without rooms, because what may not be broken cannot be kept: {}. See the notices there.",
        ),
    ):
        months = [str(s["session"]) for s in roomless if bool(s["attending"]) == coming]
        if months:
            word = "session" if len(months) == 1 else "sessions"
            say(why.format(f"{word} {', '.join(months)}"))


@app.command()
@friendly
def repair(
    plan: File,
    roster: File,
    session: Annotated[int, typer.Option(min=1)],
    rules: MaybeFile = None,
    leave: Annotated[list[str] | None, typer.Option(help="Who does not come after all.")] = None,
    join: Annotated[list[str] | None, typer.Option(help="Who comes after all.")] = None,
    host_ill: Annotated[str, typer.Option(help="A host who is ill.")] = "",
    out_file: Annotated[Path | None, typer.Option("--out", dir_okay=False)] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Mend the rooms of one session with the fewest moves.

    Example: convener rooms repair --plan rooms.json --roster people.csv --session 3 --leave p017
    """
    from bot.files import room_plans as files

    people = people_of(roster)
    mended = files.repair_plan(
        files.read_room_plan(words_of(plan), str(plan)),
        people,
        session=session,
        rules=files.read_room_rules(words_of(rules), str(rules)) if rules else None,
        leave=leave or [],
        join=join or [],
        host_ill=[host_ill] if host_ill else [],
    )
    target = out_file or plan
    target.write_text(files.write_room_plan(mended.plan), encoding="utf-8")
    if json:
        moves = [asdict(move) for each in mended.rounds for move in each.moves]
        give({"moves": moves, "notices": _notices(mended), "plan": str(target)})
        return
    _say_moves(mended, {person.id: person.name for person in people})
    say(f"Written to {target}.")


def _say_moves(mended: "PlanRepair", names: Mapping[str, str]) -> None:
    for move in (move for each in mended.rounds for move in each.moves):
        places = f"{move.from_room or 'nowhere'} -> {move.to_room or 'nowhere'}"
        say(f"{names.get(move.person, move.person)}: {places} ({move.why})")
    for notice in _notices(mended):
        say(notice)


@app.command()
@friendly
def bench(
    only: Annotated[str, typer.Option(help="Targets, such as T2,T5; else all.")] = "",
    seeds: Annotated[int, typer.Option(min=1, max=100)] = 5,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer and smaller cases.")] = False,
    mdgp: Annotated[
        Path | None,
        typer.Option(file_okay=False, exists=True, help="MDGPLIB's instances, for T11."),
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", dir_okay=False)] = None,
) -> None:
    """Measure the seating engine beside its peers and proved bounds. Example: convener rooms bench --only T2,T5

    Exit status 1 only where the independent recount finds a plan that breaks a rule or is scored wrongly.
    """
    from bot.bench import report
    from bot.bench.figures import Run
    from bot.cli.saying import watching

    targets = report.chosen(only)
    with watching() as tell:
        run = Run(seeds=seeds, quick=quick, instances=mdgp, say=tell)
        outcomes = report.measured(run, targets)
    if json_file:
        text = codec.dumps(report.as_json(run, outcomes), ensure_ascii=False, indent=1)
        json_file.write_text(text + "\n", encoding="utf-8")
    for line in report.lines(run, outcomes):
        say(line)
    if run.faults:
        raise typer.Exit(1)


def _notices(mended: "PlanRepair") -> list[str]:
    return [notice for each in mended.rounds for notice in each.notices]
