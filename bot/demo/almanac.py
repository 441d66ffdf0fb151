"""The calendar as the demo reckons it for itself: what the bot does is held against these sums, not against its own."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.programme import LearningPlan, Mode, Offset, PlannedSession, ReminderRules, Round

DAY = timedelta(days=1)
PLACES = {
    **{"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1},
    **{"1st": 0, "2nd": 1, "3rd": 2, "4th": 3, "5th": 4},
}


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """One session of the plan on the demo's own calendar."""

    planned: PlannedSession
    zone: str
    starts_at: datetime
    ends_at: datetime

    @property
    def month(self) -> int:
        return self.planned.month

    @property
    def id(self) -> str:
        return f"s{self.month:02}"

    @property
    def title(self) -> str:
        return self.planned.title

    @property
    def virtual(self) -> bool:
        return self.planned.mode is Mode.VIRTUAL

    def spans(self) -> list[tuple[str, datetime, datetime]]:
        """Each round that has rooms: its key, when it begins and when it ends."""
        found = []
        for one, begins, ends in _rounds(self.planned, self.starts_at, self.zone):
            if one.format in {"rooms", "home_team", "affinity"}:
                found.append((one.key, begins, ends))
        return found


def gatherings(plan: LearningPlan, start: tuple[int, int]) -> list[Gathering]:
    """Every session with its instants, for a programme that begins in this calendar month."""
    return [_gathering(plan, planned, start) for planned in plan.sessions]


def _gathering(plan: LearningPlan, planned: PlannedSession, start: tuple[int, int]) -> Gathering:
    months = start[1] - 1 + planned.month - 1
    day = planned.date or day_by_rule(plan.session_day, start[0] + months // 12, months % 12 + 1)
    slot = next((s for s in plan.slots if day.month in s.calendar_months), plan.slots[0])
    virtual = planned.mode is Mode.VIRTUAL
    zone = slot.anchor_zone if virtual else planned.venue_zone or slot.anchor_zone
    wall = slot.anchor_time if virtual or not planned.day_starts else planned.day_starts[0]
    starts_at = _instant(day, wall, zone)
    ends_at = starts_at + timedelta(minutes=plan.virtual_minutes)
    if not virtual:
        ends_at = max((end for _, _, end in _rounds(planned, starts_at, zone)), default=starts_at)
    return Gathering(planned=planned, zone=zone, starts_at=starts_at, ends_at=ends_at)


def day_by_rule(rule: str, year: int, month: int) -> date:
    """The day that "3rd Wednesday", "last Thursday" or "15th" names in a month."""
    words = rule.casefold().split()
    every = [date(year, month, number + 1) for number in range(monthrange(year, month)[1])]
    if len(words) == 1:
        return every[int(words[0].rstrip("stndrh")) - 1]
    return [day for day in every if f"{day:%A}".casefold() == words[1]][PLACES[words[0]]]


def _instant(day: date, wall: time, zone: str) -> datetime:
    return datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)


def _rounds(
    planned: PlannedSession, starts_at: datetime, zone: str
) -> Iterator[tuple[Round, datetime, datetime]]:
    clock: dict[int, datetime] = {}
    for one in planned.rounds:
        begins = clock.get(one.day) or _morning(planned, one.day, starts_at, zone)
        clock[one.day] = begins + timedelta(minutes=one.minutes)
        yield one, begins, clock[one.day]


def _morning(planned: PlannedSession, day: int, starts_at: datetime, zone: str) -> datetime:
    if day == 1:
        return starts_at
    first = starts_at.astimezone(ZoneInfo(zone))
    wall = planned.day_starts[day - 1] if len(planned.day_starts) >= day else first.time()
    return _instant(first.date() + DAY * (day - 1), wall, zone)


def at_hour(day: date, zone: str, rules: ReminderRules) -> datetime:
    """The reminder hour of a day in a city."""
    return _instant(day, time(rules.local_hour), zone)


def on_weekday(day: date, rules: ReminderRules, *, before: bool) -> date:
    """The day itself, or the nearest day of the week on the side where the session is not missed."""
    while not rules.weekends and day.weekday() > 4:
        day += -DAY if before else DAY
    return day


def at_night(instant: datetime, zone: str, rules: ReminderRules) -> bool:
    """Whether a city is in its quiet hours."""
    wall = instant.astimezone(ZoneInfo(zone)).time()
    if rules.quiet_from > rules.quiet_until:
        return not rules.quiet_until <= wall < rules.quiet_from
    return rules.quiet_from <= wall < rules.quiet_until


def due_at(gathering: Gathering, offset: Offset, zone: str, rules: ReminderRules) -> datetime:
    """When something this long before or after a session falls due in a city, by its own clock alone."""
    anchor = gathering.starts_at if offset.before else gathering.ends_at
    if not offset.day_level:
        return anchor + offset.length
    day = anchor.astimezone(ZoneInfo(zone)).date() + DAY * offset.days
    return at_hour(on_weekday(day, rules, before=offset.before), zone, rules)


def kindly_at(gathering: Gathering, offset: Offset, zone: str, rules: ReminderRules) -> datetime:
    """The same for a question: at night or at a weekend it waits, unless the session would be missed."""
    due = due_at(gathering, offset, zone, rules)
    day = due.astimezone(ZoneInfo(zone)).date()
    awake = not at_night(due, zone, rules) and on_weekday(day, rules, before=False) == day
    if offset.day_level or awake:
        return due
    later = next_hour(due, zone, rules)
    return due if offset.before and later >= gathering.starts_at else later


def next_hour(instant: datetime, zone: str, rules: ReminderRules) -> datetime:
    """The first reminder hour on an allowed day from an instant on."""
    day = instant.astimezone(ZoneInfo(zone)).date()
    while True:
        strikes = at_hour(day, zone, rules)
        if strikes >= instant and on_weekday(day, rules, before=False) == day:
            return strikes
        day += DAY
