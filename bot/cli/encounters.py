"""convener rooms encounters: the whole programme at a glance, who has met whom and who never has."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.saying import friendly, give, no, say, table, words_of

if TYPE_CHECKING:
    from bot.domain.encounters import Encounters, Rooms
    from bot.domain.roster import Participant

MaybeFile = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, readable=True)]
SHOWN = 20  # pairs who never met, told by name on a screen


@friendly
def encounters(
    plan: MaybeFile = None,
    roster: MaybeFile = None,
    who: Annotated[str, typer.Option(help="Whom has this person never met? A name or an id.")] = "",
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show who has met whom. Example: convener rooms encounters --plan rooms.json --roster people.csv

    Without files it reads this installation: the rooms as they were where that was told, else as published.
    """
    from bot.domain.encounters import encounters as counted

    if (plan is None) != (roster is None):
        raise no("Give both --plan and --roster, or neither to read this installation.")
    people, sessions = _from_files(plan, roster) if plan and roster else _from_the_books()
    told = counted(sessions, people)
    if json:
        give(_as_json(told))
    elif who:
        _say_never(told, people, who)
    else:
        _say(told, people)


def _from_files(
    plan: Path, roster: Path
) -> "tuple[Sequence[Participant], Mapping[int, Sequence[Rooms]]]":
    from bot.cli.roster import people_of
    from bot.files.room_plans import read_room_plan

    made = read_room_plan(words_of(plan), str(plan))
    sessions = {
        session["session"]: [
            [room["people"] for room in turn["rooms"]] for turn in session["rounds"]
        ]
        for session in made["sessions"]
    }
    seated = {p for rounds in sessions.values() for rooms in rounds for room in rooms for p in room}
    return [person for person in people_of(roster) if person.id in seated], sessions


def _from_the_books() -> "tuple[Sequence[Participant], Mapping[int, Sequence[Rooms]]]":
    from bot.cli.context import desk
    from bot.facilitation.encounters import told_rooms

    with desk() as at:
        return told_rooms(at)


def _say(told: "Encounters", people: "Sequence[Participant]") -> None:
    from bot.voice.encounters import in_one_sentence

    say(in_one_sentence(told))
    if not told.months:
        return
    heads = ["session", "people", "first encounters", "met before", "met across organisations"]
    rows = [
        (m.session, m.people, m.first, m.again, f"{m.across} ({m.share:.0%})") for m in told.months
    ]
    table("", heads, rows)
    _say_pairs(told, people)


def _say_pairs(told: "Encounters", people: "Sequence[Participant]") -> None:
    from bot.voice.words import count

    names = {person.id: person.name for person in people}
    homes = {person.id: person.organisation.casefold() for person in people}
    apart = [pair for pair in told.never if homes[pair[0]] != homes[pair[1]]]
    if not apart:
        say("Everybody has met everybody of the other organisations.")
    else:
        say("Of different organisations, and never in one room until now:")
    for one, other in apart[:SHOWN]:
        say(f"  {names[one]} and {names[other]}")
    if len(apart) > SHOWN:
        more = count(len(apart) - SHOWN, "more pair")
        say(f"  and {more}. For one person: --who NAME; for all: --json")
    colleagues = len(told.never) - len(apart)
    if colleagues:
        say(f"{count(colleagues, 'pair')} of colleagues of one organisation never shared a room.")


def _say_never(told: "Encounters", people: "Sequence[Participant]", wanted: str) -> None:
    from bot.files.room_repairs import person_named

    one = person_named(people, wanted)
    names = {person.id: person.name for person in people}
    others = sorted(names[other] for other in told.never_met(one.id))
    met = (
        "has met everybody" if not others else f"has never been in a room with: {', '.join(others)}"
    )
    say(f"{one.name} {met}.")


def _as_json(told: "Encounters") -> dict[str, Any]:
    return {
        "met": told.met,
        "most": told.most,
        "sessions": [
            {"session": m.session, "people": m.people, "first": m.first, "again": m.again,
             "across": m.across, "possible": m.possible}
            for m in told.months
        ],
        "times": [[*pair, times] for pair, times in sorted(told.times.items())],
        "never": [list(pair) for pair in told.never],
    }  # fmt: skip
