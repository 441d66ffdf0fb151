"""convener calendar: dates, everybody's own hours, and who bears what."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.saying import friendly, give, no, say, table, words_of

if TYPE_CHECKING:
    from bot.domain.fair_hours import Calendar, Wish
MaybeFile = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, readable=True)]


def register(app: typer.Typer) -> None:
    app.command()(calendar)


@friendly
def calendar(
    zones: Annotated[str, typer.Option(help="Cities' zones, with commas between.")] = "",
    start: Annotated[str, typer.Option(help="Calendar month of the first session.")] = "",
    months: Annotated[int, typer.Option(min=1, max=120)] = 18,
    rule: Annotated[str, typer.Option(help="The day of each month.")] = "3rd Wednesday",
    minutes: Annotated[int, typer.Option(min=1, max=600)] = 90,
    compare: Annotated[
        bool, typer.Option("--compare", help="Beside a fixed hour and two.")
    ] = False,
    cost: MaybeFile = None,
    cap: Annotated[
        int | None, typer.Option(min=0, help="The most one session may cost a place.")
    ] = None,
    veto: Annotated[
        list[str] | None, typer.Option(help='Hours never: "Europe/London 22-07".')
    ] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Find fair hours for sessions over many time zones, and prove that none are fairer.

    Example: convener calendar --zones Europe/London,Australia/Melbourne --start 2027-01 --rule "2nd Tuesday" --compare
    """
    from bot.domain.burden import Curve
    from bot.domain.fair_hours import Wish, days_by_rule
    from bot.domain.hour_plans import fixed, rotation, seasonal
    from bot.files.hours_cost import read_curve, read_never

    people = dict.fromkeys(_zones(zones), 1)
    homes = {zone: zone for zone in people}
    wish = Wish(
        people=people,
        days=days_by_rule(rule, start=_start(start), months=months),
        minutes=minutes,
        curve=read_curve(words_of(cost), str(cost)) if cost else Curve(),
        cap=cap,
        never=tuple(read_never(one, homes) for one in veto or ()),
    )
    kinds = (fixed, seasonal, rotation) if compare else (rotation,)
    calendars = [kind(wish) for kind in kinds]
    if json:
        give(_as_json(wish, calendars))
    else:
        _say(wish, calendars)


def _zones(written: str) -> list[str]:
    from bot.domain.errors import UnknownZone
    from bot.files.zones import read_zone

    found = []
    for one in filter(None, (part.strip() for part in written.split(","))):
        reading = read_zone(one)
        if not reading.zone:
            raise no(reading.words or UnknownZone(zone=one).message)
        found.append(reading.zone)
    if not found:
        raise no("Nobody's city is known. Name some: --zones Europe/London,Australia/Melbourne")
    return list(dict.fromkeys(found))


def _start(written: str) -> tuple[int, int]:
    from bot.cli.plan import month_of, next_month
    from integrations.clock import SystemClock

    now = SystemClock().now()
    return month_of(written) if written else next_month(now.year, now.month)


def _as_json(wish: "Wish", calendars: "Sequence[Calendar]") -> dict[str, Any]:
    return {
        "schema": "calendar/1",
        "zones": list(wish.zones),
        "options": [_option(one) for one in calendars],
    }


def _option(one: "Calendar") -> dict[str, Any]:
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
        "proof": dict(one.proof),
    }


def _say(wish: "Wish", calendars: "Sequence[Calendar]") -> None:
    from bot.voice import hours

    for one in calendars:
        say(hours.sentence(one))
        table("", ["session", *map(hours.city, wish.zones), "worst"], _rows(one))
        table("", ["bears", *map(hours.city, wish.zones)], [["in all", *one.ledger.values()]])
        for line in hours.broken(one):
            say(line)
        for line in _nights(one):
            say(line)
        if one.proof:
            say(hours.proof(one))
    if len(calendars) > 1:
        say(hours.fairest(calendars))


def _rows(one: "Calendar") -> Iterator[list[object]]:
    from bot.domain.civil_time import zone_named

    for held in one.sessions:
        cells = [
            f"{_hour(held.starts_at.astimezone(zone_named(zone)))} ({cost})"
            for zone, cost in held.burden.items()
        ]
        yield [held.session, *cells, held.worst]


def _hour(local: datetime) -> str:
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def _nights(one: "Calendar") -> Iterator[str]:
    from bot.domain.civil_time import nights
    from bot.voice.hours import at_night

    for held in one.sessions:
        if warnings := nights(held.starts_at, held.ends_at, held.burden):
            yield at_night(held, warnings)
