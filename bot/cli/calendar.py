"""convener calendar: dates, everybody's own hours, and who bears what."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.saying import friendly, give, say, table

if TYPE_CHECKING:
    from bot.cli.grounds import Ground
    from bot.domain.fair_hours import Calendar
MaybeFile = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, readable=True)]

Source = Annotated[
    str, typer.Argument(help="A plan, a roster, or: programme", metavar="[FILE-or-programme]")
]


def register(app: typer.Typer) -> None:
    app.command()(calendar)


@friendly
def calendar(
    source: Source = "",
    zones: Annotated[str, typer.Option(help="Cities' zones, with commas between.")] = "",
    start: Annotated[str, typer.Option(help="Calendar month of the first session.")] = "",
    months: Annotated[int, typer.Option(min=1, max=120)] = 18,
    rule: Annotated[str, typer.Option(help="The day of each month.")] = "3rd Wednesday",
    minutes: Annotated[int, typer.Option(min=1, max=600)] = 90,
    compare: Annotated[bool, typer.Option("--compare", help="Three ways side by side.")] = False,
    cost: MaybeFile = None,
    weights: Annotated[str, typer.Option(help="People weigh: FILE, or: roster")] = "",
    cap: Annotated[int | None, typer.Option(min=0, help="The most a session may cost.")] = None,
    veto: Annotated[list[str] | None, typer.Option(help='Never: "Europe/London 22-07".')] = None,
    holidays: Annotated[list[str] | None, typer.Option(help="Days off: [PLACE=]F.ics")] = None,
    off: Annotated[list[str] | None, typer.Option(help="A day off: [PLACE=]2027-12-21")] = None,
    picture: Annotated[Path | None, typer.Option(dir_okay=False, help="Draw it: SVG.")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Find fair hours for sessions over many time zones, and prove that none are fairer.

    Example: convener calendar --zones Europe/London,Australia/Melbourne --start 2027-01 --rule "2nd Tuesday" --compare
    """
    from bot.cli.grounds import Asked, ground_of

    asked = Asked(
        source=source, zones=zones, start=start, months=months, rule=rule, minutes=minutes, cost=cost,
        weights=weights, cap=cap, veto=veto or (), holidays=holidays or (), off=off or (),
    )  # fmt: skip
    ground = ground_of(asked)
    calendars = _calendars(ground, compare=compare)
    if picture:
        _draw(calendars, picture)
    if json:
        give(_as_json(ground, calendars))
    else:
        _say(ground, calendars)


def _draw(calendars: "Sequence[Calendar]", target: Path) -> None:
    from bot.voice import hours_picture

    target.write_text(hours_picture.picture(calendars), encoding="utf-8")


def _calendars(ground: "Ground", *, compare: bool) -> "list[Calendar]":
    """The plan's own hours where there is a plan, else a rotation; to compare, all three ways."""
    from bot.domain.hour_plans import as_planned, fixed, rotation, seasonal

    wish, planned = ground.wish, ground.planned
    own = as_planned(wish, planned) if planned else None
    if compare:
        return [fixed(wish), own or seasonal(wish), rotation(wish)]
    return [own or rotation(wish)]


def _as_json(ground: "Ground", calendars: "Sequence[Calendar]") -> dict[str, Any]:
    return {
        "schema": "calendar/1",
        "zones": list(ground.wish.zones),
        "options": [_option(one, ground) for one in calendars],
    }


def _option(one: "Calendar", ground: "Ground") -> dict[str, Any]:
    from bot.domain.civil_time import zone_named
    from bot.voice.hours import sentence

    sessions = [
        {
            "session": held.session,
            "starts_at": f"{held.starts_at:%Y-%m-%dT%H:%M:%SZ}",
            "minutes": held.minutes,
            "local": {
                zone: f"{held.starts_at.astimezone(zone_named(zone)):%Y-%m-%dT%H:%M}"
                for zone in held.burden
            },
            "burden": dict(held.burden),
        }
        for held in one.sessions
    ]
    return {
        "name": one.name,
        "words": sentence(one),
        "sessions": sessions,
        "worst_place": one.worst_place,
        "worst_single": one.worst_single,
        "total": one.total,
        "lower_bound": one.bound,
        "ledger": one.ledger,
        "people": {person: one.ledger[zone] for person, zone in ground.homes.items()},
        "proof": dict(one.proof),
        "refused": [f"{session}: {why}" for session, why in one.broken],
    }


def _say(ground: "Ground", calendars: "Sequence[Calendar]") -> None:
    from bot.voice import hours
    from bot.voice.words import city

    zones = ground.wish.zones
    if ground.note:
        say(ground.note)
    for one in calendars:
        say(hours.sentence(one))
        in_all = ["all", "", *(f"{borne:>11}" for borne in one.ledger.values())]
        table("", ["", "UTC", *map(city, zones)], [*_rows(one), in_all])
        for line in hours.broken(one):
            say(line)
        for line in hours.nights(one):
            say(line)
        if one.proof:
            say(hours.proof(one))
    if len(calendars) > 1:
        say(hours.fairest(calendars))


def _rows(one: "Calendar") -> Iterator[list[object]]:
    from bot.domain.civil_time import zone_named

    for held in one.sessions:
        cells = [
            f"{held.starts_at.astimezone(zone_named(zone)):%a %H:%M} {cost:>2}"
            for zone, cost in held.burden.items()
        ]
        yield [held.session, f"{held.starts_at:%d %b %y, %H}h", *cells]
