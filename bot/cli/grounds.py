"""What a calendar is to be made for: read from options, a plan, a roster, or the programme that has begun."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.saying import no, words_of

if TYPE_CHECKING:
    from bot.domain.fair_hours import Days, Wish
    from bot.domain.programme import LearningPlan
    from bot.domain.roster import Participant

BY_ROSTER = "roster"  # --weights roster: people count as the roster at hand has them
AROUND = timedelta(days=40)  # a session may move within its month


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The command's options, as they were written."""

    source: str
    zones: str
    start: str
    months: int
    rule: str
    minutes: int
    cost: Path | None
    weights: str
    cap: int | None
    veto: Sequence[str]
    holidays: Sequence[str]
    off: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The wish, the hours as a plan has them (session and instant; empty without one), and who lives where."""

    wish: "Wish"
    planned: tuple[tuple[int, datetime], ...] = ()
    homes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What the source alone tells."""

    days: "Days"
    minutes: int
    people: "tuple[Participant, ...]" = ()
    cities: tuple[str, ...] = ()
    planned: tuple[tuple[int, datetime], ...] = ()
    settled: Mapping[int, datetime] = field(default_factory=dict)


def ground_of(asked: Asked) -> Ground:
    """Everything a calendar needs, from wherever the options point."""
    from bot.domain.burden import Curve
    from bot.domain.fair_hours import Wish
    from bot.files.hours_cost import read_curve, read_never

    found = _found(asked)
    people = _people(asked, found)
    homes = {**{p.id: p.zone for p in found.people if p.zone in people}, **{z: z for z in people}}
    wish = Wish(
        people=people,
        days=found.days,
        minutes=found.minutes,
        curve=read_curve(words_of(asked.cost), str(asked.cost)) if asked.cost else Curve(),
        cap=asked.cap,
        never=tuple(read_never(one, homes) for one in asked.veto),
        off=_off(asked, found.days, people),
        settled=found.settled,
    )
    lives = {p.id: p.zone for p in found.people if p.zone in people}
    return Ground(wish=wish, planned=found.planned, homes=lives, note=_note(asked, found))


def _found(asked: Asked) -> _Found:
    named = Path(asked.source) if asked.source and asked.source != "programme" else None
    if named and not named.is_file():
        raise no(f"There is no file {named}. Name a plan (.toml), a roster (.csv), or: programme")
    if named and named.suffix.lower() == ".toml":
        return _from_plan(asked, named)
    if named:
        return _by_rule(asked, _roster(named))
    if asked.source or not asked.zones:
        return _from_programme(asked)
    return _by_rule(asked, ())


def _by_rule(asked: Asked, people: "tuple[Participant, ...]") -> _Found:
    from bot.domain.fair_hours import days_by_rule

    days = days_by_rule(asked.rule, start=_start(asked.start), months=asked.months)
    people = people or _roster_of(asked)
    return _Found(days=days, minutes=asked.minutes, people=people)


def _from_plan(asked: Asked, file: Path) -> _Found:
    from bot.domain.calendar import sessions_of
    from bot.domain.fair_hours import days_of_plan, online
    from bot.main import plan_from

    plan = plan_from(words_of(file))
    sessions = online(sessions_of(plan, start=_start(asked.start)))
    return _Found(
        days=days_of_plan(plan, sessions),
        minutes=plan.virtual_minutes,
        people=_roster_of(asked, plan),
        cities=tuple(slot.anchor_zone for slot in plan.slots),
        planned=tuple((s.month, s.starts_at) for s in sessions),
    )


def _from_programme(asked: Asked) -> _Found:
    from bot.cli.context import desk
    from bot.facilitation import hour_ways
    from bot.facilitation.setting import Setting

    with desk() as at, at.store.read() as memory:
        setting = Setting(at, memory)
        if not setting.begun:
            raise no(
                "No programme has begun, and nobody's city is known. Name a plan or a roster, or some: "
                "--zones Europe/London,Australia/Melbourne"
            )
        found = hour_ways.ground(setting, setting.now)
        return _Found(
            days=found.days,
            minutes=found.minutes,
            people=tuple(setting.everyone.values()),
            planned=found.planned,
            settled=found.settled,
        )


def _roster(file: Path, plan: "LearningPlan | None" = None) -> "tuple[Participant, ...]":
    from bot.cli.roster import people_of

    return people_of(file, plan)


def _roster_of(asked: Asked, plan: "LearningPlan | None" = None) -> "tuple[Participant, ...]":
    """The people of --weights FILE."""
    if asked.weights in {"", BY_ROSTER}:
        return ()
    file = Path(asked.weights)
    if not file.is_file():
        raise no(f"There is no file {file}. Name a roster: --weights people.csv")
    return _roster(file, plan)


def _people(asked: Asked, found: _Found) -> dict[str, int]:
    """How many people count for each place: one a place, unless people are to weigh."""
    counted = Counter(person.zone for person in found.people)
    zones = zones_of(asked.zones) or sorted(counted) or list(dict.fromkeys(found.cities))
    if not zones:
        raise no("Nobody's city is known. Name some: --zones Europe/London,Australia/Melbourne")
    if asked.weights and not counted:
        raise no("No roster is at hand to weigh by. Name one: --weights people.csv")
    return {zone: counted.get(zone, 1) if asked.weights else 1 for zone in zones}


def _note(asked: Asked, found: _Found) -> str:
    if found.cities and not found.people and not asked.zones:
        return "Only the cities of the plan's own hours are counted. Name people's: --zones ... or --weights people.csv"
    return ""


def zones_of(written: str) -> list[str]:
    """Zones with commas between them, each once; what is none is refused in words."""
    from bot.domain.errors import UnknownZone
    from bot.files.zones import read_zone

    found = []
    for one in filter(None, (part.strip() for part in written.split(","))):
        reading = read_zone(one)
        if not reading.zone:
            raise no(reading.words or UnknownZone(zone=one).message)
        found.append(reading.zone)
    return list(dict.fromkeys(found))


def _off(asked: Asked, days: "Days", places: Mapping[str, int]) -> dict[str, frozenset[date]]:
    """The days off of each place, and under "" those of everybody."""
    from bot.files.holidays import read_day, read_holidays

    each = [day for _, some in days for day in some]
    since, until = (min(each) - AROUND, max(each) + AROUND) if each else (date.min, date.min)
    off: dict[str, frozenset[date]] = {}
    for one in asked.holidays:
        place, file = _placed(one, places)
        read = read_holidays(Path(file).read_bytes(), since=since, until=until, file=file)
        off[place] = off.get(place, frozenset()) | read
    for one in asked.off:
        place, day = _placed(one, places)
        off[place] = off.get(place, frozenset()) | {read_day(day)}
    return off


def _placed(written: str, places: Mapping[str, int]) -> tuple[str, str]:
    """A place and what is said of it, from words such as Europe/London=days.ics; without a place, of everybody."""
    place, equals, rest = written.partition("=")
    if equals and place in places:
        return place, rest
    if equals and not Path(written).exists():
        raise no(f"{place} is not a place of this calendar. Name one of {', '.join(places)}.")
    return "", written


def _start(written: str) -> tuple[int, int]:
    from bot.cli.plan import month_of, next_month
    from integrations.clock import SystemClock

    now = SystemClock().now()
    return month_of(written) if written else next_month(now.year, now.month)
