"""Civil time: an independent library works the same things out over the world's odder clocks."""

from datetime import date, time

import pytest
import whenever
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.civil_time import (
    NoSuchDay,
    UnreadableRule,
    gap_or_overlap,
    local_instant,
    nth_weekday,
    zone_named,
)
from bot.domain.errors import UnknownZone
from tests.domain.clocks import QUICK, days, told_by_whenever, utc, walls, zones

# The days that rules name


@given(
    year=st.integers(2000, 2100),
    month=st.integers(1, 12),
    nth=st.integers(1, 5),
    weekday=st.integers(0, 6),
)
@QUICK
def test_the_nth_weekday_is_the_one_another_library_finds(year, month, nth, weekday):
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    rule = f"{nth}{('st', 'nd', 'rd', 'th', 'th')[nth - 1]} {names[weekday]}"
    first = whenever.Date(year, month, 1)
    there = [
        d
        for d in (first.add(days=n) for n in range(first.days_in_month()))
        if d.day_of_week().value == weekday + 1
    ]

    assert nth_weekday(year, month, f"last {names[weekday]}") == there[-1].to_stdlib()
    if nth <= len(there):
        assert nth_weekday(year, month, rule) == there[nth - 1].to_stdlib()
    else:
        with pytest.raises(NoSuchDay):
            nth_weekday(year, month, rule)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("3rd Wednesday", date(2027, 2, 17)),
        ("  third   WEDNESDAY ", date(2027, 2, 17)),
        ("2nd Tuesday", date(2027, 2, 9)),
        ("last Thursday", date(2027, 2, 25)),
        ("1st Monday", date(2027, 2, 1)),
        ("15th", date(2027, 2, 15)),
        ("28th", date(2027, 2, 28)),
    ],
)
def test_a_rule_names_a_day_of_february_2027(rule, day):
    assert nth_weekday(2027, 2, rule) == day


@pytest.mark.parametrize("rule", ["5th Tuesday", "29th", "31st"])
def test_a_day_that_a_month_lacks_is_refused_in_words(rule):
    with pytest.raises(NoSuchDay) as refused:
        nth_weekday(2027, 2, rule)

    assert refused.value.message.startswith(f"February 2027 has no {rule}.")


@pytest.mark.parametrize(
    "rule", ["", "Wednesday", "3 Wednesday", "6th Monday", "0th Friday", "32nd", "0th", "last day"]
)
def test_what_is_no_rule_is_refused_with_examples(rule):
    with pytest.raises(UnreadableRule) as refused:
        nth_weekday(2027, 2, rule)

    assert "3rd Wednesday" in refused.value.message


# Local time and instants


@given(day=days, wall=walls, zone=zones)
@example(day=date(2027, 3, 28), wall=time(1, 30), zone="Europe/London")
@example(day=date(2027, 10, 31), wall=time(1, 30), zone="Europe/London")
@example(day=date(2011, 12, 30), wall=time(10), zone="Pacific/Apia")
@example(day=date(2027, 10, 3), wall=time(2, 15), zone="Australia/Lord_Howe")
@example(day=date(2019, 11, 3), wall=time(0, 30), zone="America/Sao_Paulo")
@QUICK
def test_local_times_become_the_instants_another_library_finds(day, wall, zone):
    assert local_instant(day, wall, zone) == told_by_whenever(day, wall, zone)


@given(day=days, zone=zones, hour=st.integers(0, 4), half=st.booleans())
@example(day=date(2027, 3, 14), zone="America/New_York", hour=2, half=True)
@example(day=date(2027, 4, 4), zone="Australia/Lord_Howe", hour=1, half=True)
@QUICK
def test_skipped_and_repeated_times_are_told_apart(day, zone, hour, half):
    wall = time(hour, 30 if half else 0)
    plain = whenever.PlainDateTime(day.year, day.month, day.day, wall.hour, wall.minute)
    expected = None
    try:
        plain.assume_tz(zone, disambiguation="raise")
    except whenever.SkippedTime:
        expected = "gap"
    except whenever.RepeatedTime:
        expected = "overlap"

    assert gap_or_overlap(day, wall, zone) == expected


def test_a_skipped_time_is_met_as_much_later_and_a_repeated_one_at_its_first():
    london = "Europe/London"

    assert local_instant(date(2027, 3, 28), time(1, 30), london) == utc("2027-03-28T01:30")
    assert local_instant(date(2027, 10, 31), time(1, 30), london) == utc("2027-10-31T00:30")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "GMT+1", "../etc/passwd", "Europe", "a\x00b"])
def test_a_zone_nobody_knows_is_refused_in_words(zone):
    with pytest.raises(UnknownZone) as refused:
        zone_named(zone)

    assert "Europe/Stockholm" in refused.value.message
