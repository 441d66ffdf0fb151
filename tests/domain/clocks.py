"""The world's odder clocks, an independent library to ask, and a session to ask about."""

from datetime import UTC, date, datetime, time, timedelta

import whenever
from hypothesis import settings
from hypothesis import strategies as st

from bot.domain.programme import Mode, ReminderRules
from bot.domain.sessions import Session

HOME = ("America/Chicago", "America/New_York", "Europe/London", "Europe/Stockholm")
FAR = ("America/Sao_Paulo", "Australia/Melbourne")
# Quarter hours, half-hour summer time, both sides of the date line, clocks that change at midnight,
# by two hours, for Ramadan or backwards, and countries that gave summer time up.
ODD = (
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/Havana",
    "Asia/Beirut",
    "Antarctica/Troll",
    "Africa/Casablanca",
    "Europe/Dublin",
    "America/St_Johns",
    "Asia/Tehran",
    "Europe/Istanbul",
    "America/Mexico_City",
    "Asia/Tokyo",
    "UTC",
)
ZONES = (*HOME, *FAR, *ODD)
RULES = ReminderRules()
QUICK = settings(derandomize=True, max_examples=300, deadline=None, database=None)

zones = st.sampled_from(ZONES)
days = st.dates(date(2005, 1, 1), date(2037, 12, 31))
walls = st.times().map(lambda t: t.replace(second=0, microsecond=0))
instants = st.datetimes(datetime(2005, 1, 1), datetime(2037, 12, 31)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC, microsecond=0)
)


def told_by_whenever(day: date, wall: time, zone: str) -> datetime:
    plain = whenever.PlainDateTime(day.year, day.month, day.day, wall.hour, wall.minute)
    return plain.assume_tz(zone, disambiguation="compatible").to_stdlib().astimezone(UTC)


def a_session(start: str = "2027-02-24T20:00", *, minutes: int = 90, zone: str = HOME[1], **facts):
    starts_at = datetime.fromisoformat(start).replace(tzinfo=UTC)
    given = {"id": "s02", "month": 2, "title": "A short list", "mode": Mode.VIRTUAL, "wall": ""}
    ends_at = starts_at + timedelta(minutes=minutes)
    return Session(**{**given, **facts}, zone=zone, starts_at=starts_at, ends_at=ends_at)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
