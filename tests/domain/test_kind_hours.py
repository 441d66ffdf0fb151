"""When people are spoken to: at ten where they live, never at night, and on the right day across clock changes."""

from datetime import date, time, timedelta

import pytest
import whenever
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.civil_time import (
    at_local_hour,
    day_level_instant,
    first_local_hour,
    in_quiet_hours,
    local_hour_days_on,
    local_instant,
    next_local_hour,
    night_warnings,
    notice_instant,
    prompt_instant,
    rooms_day,
    rooms_instant,
    zone_named,
)
from bot.domain.programme import Mode, Offset, ReminderRules
from tests.domain.clocks import (
    FAR,
    HOME,
    QUICK,
    RULES,
    ZONES,
    a_session,
    days,
    instants,
    told_by_whenever,
    utc,
    zones,
)

# Kind hours


@given(instant=instants, zone=zones)
@QUICK
def test_the_next_reminder_hour_is_the_first_on_a_weekday_from_then_on(instant, zone):
    found = next_local_hour(instant, zone, RULES)
    here = whenever.Instant(instant).to_tz(zone)
    candidates = (
        told_by_whenever(here.date().add(days=n).to_stdlib(), time(10), zone) for n in range(-1, 6)
    )
    kind = [c for c in candidates if c >= instant and c.astimezone(zone_named(zone)).weekday() < 5]

    assert found == min(kind)
    assert next_local_hour(found, zone, RULES) == found
    assert not in_quiet_hours(found, zone, RULES)


def test_a_question_that_came_seconds_after_ten_is_still_recalled_four_days_on():
    monday = local_instant(date(2027, 2, 8), time(10), "Europe/London")
    friday = local_instant(date(2027, 2, 12), time(10), "Europe/London")
    assert local_hour_days_on(monday, 4, "Europe/London", RULES) == friday
    assert local_hour_days_on(monday + timedelta(seconds=5), 4, "Europe/London", RULES) == friday
    assert local_hour_days_on(monday, 5, "Europe/London", RULES) == friday + timedelta(days=3)


def test_with_weekends_allowed_the_next_reminder_hour_may_be_a_saturday():
    friday_noon = utc("2027-02-26T12:00")

    assert next_local_hour(friday_noon, "Europe/London", RULES) == utc("2027-03-01T10:00")
    assert next_local_hour(friday_noon, "Europe/London", ReminderRules(weekends=True)) == utc(
        "2027-02-27T10:00"
    )


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("19:59", False), ("20:00", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_quiet_hours_reach_over_midnight(clock, quiet):
    assert in_quiet_hours(utc(f"2027-02-24T{clock}"), "UTC", RULES) is quiet


@pytest.mark.parametrize(("clock", "quiet"), [("12:59", False), ("13:00", True), ("14:00", False)])
def test_quiet_hours_may_lie_within_a_day_or_not_at_all(clock, quiet):
    nap = ReminderRules(quiet_from=time(13), quiet_until=time(14))
    never = ReminderRules(quiet_from=time(8), quiet_until=time(8))

    assert in_quiet_hours(utc(f"2027-02-24T{clock}"), "UTC", nap) is quiet
    assert not in_quiet_hours(utc(f"2027-02-24T{clock}"), "UTC", never)


# Prompts before and after a session


@given(start=instants, zone=zones, count=st.integers(-30, 30).filter(bool), weekends=st.booleans())
@QUICK
def test_day_level_prompts_come_at_the_reminder_hour_of_the_right_local_day(
    start, zone, count, weekends
):
    rules = ReminderRules(weekends=weekends)
    end = start + timedelta(minutes=90)
    due = day_level_instant(start, end, Offset(days=count), zone, rules)
    anchor = whenever.Instant(start if count < 0 else end).to_tz(zone).date()
    day = anchor.add(days=count).to_stdlib()
    while not weekends and day.weekday() > 4:
        day += timedelta(days=-1 if count < 0 else 1)

    assert due == told_by_whenever(day, time(10), zone)


@given(
    start=instants,
    zone=zones,
    offset=st.one_of(
        st.integers(-72, 72).filter(bool).map(lambda n: Offset(hours=n)),
        st.integers(-600, 600).filter(bool).map(lambda n: Offset(minutes=n)),
    ),
)
@QUICK
def test_hour_level_prompts_wait_for_a_kind_hour_unless_that_misses_the_session(
    start, zone, offset
):
    session = a_session(start.strftime("%Y-%m-%dT%H:%M"))
    due = prompt_instant(session, offset, zone, RULES)
    exact = (session.starts_at if offset.before else session.ends_at) + offset.length
    local = exact.astimezone(zone_named(zone))
    at_peace = local.weekday() > 4 or local.hour >= 20 or local.hour < 8

    assert due >= exact
    if not at_peace:
        assert due == exact
    elif due == exact:
        assert offset.before
        assert next_local_hour(exact, zone, RULES) >= session.starts_at
    else:
        assert due == next_local_hour(exact, zone, RULES)
        assert not offset.before or due < session.starts_at


def test_after_an_evening_session_the_two_hour_prompt_comes_next_morning():
    session = a_session("2027-02-24T20:00")

    assert prompt_instant(session, Offset(hours=2), "Europe/London", RULES) == utc(
        "2027-02-25T10:00"
    )
    assert prompt_instant(session, Offset(hours=2), "America/New_York", RULES) == utc(
        "2027-02-24T23:30"
    )


def test_after_a_friday_night_the_prompt_waits_for_monday():
    friday = a_session("2027-02-26T18:00")

    assert prompt_instant(friday, Offset(hours=2), "Europe/London", RULES) == utc(
        "2027-03-01T10:00"
    )


def test_a_whole_day_counts_from_the_end_of_the_last_day():
    two_days = a_session("2027-07-21T08:00", minutes=29 * 60 + 40, mode=Mode.IN_PERSON)

    after = prompt_instant(two_days, Offset(days=1), "Europe/London", RULES)
    before = prompt_instant(two_days, Offset(days=-1), "Europe/London", RULES)

    assert after == utc("2027-07-23T09:00")
    assert before == utc("2027-07-20T09:00")


def test_a_day_and_some_hours_together_count_by_the_instant():
    session = a_session("2027-02-24T20:00")
    offset = Offset(days=-1, hours=-2)

    assert prompt_instant(session, offset, "America/New_York", RULES) == utc("2027-02-23T18:00")


def test_an_hour_notice_is_never_held_back():
    session = a_session("2027-02-24T20:00")

    for zone in ZONES:
        assert notice_instant(session, Offset(hours=-1), zone, RULES) == utc("2027-02-24T19:00")


# Rooms


def test_rooms_are_drawn_before_anybodys_morning_and_not_on_a_weekend():
    monday = a_session("2027-03-01T20:00")

    assert rooms_day(monday, 2, RULES) == date(2027, 2, 26)
    assert rooms_day(monday, 2, ReminderRules(weekends=True)) == date(2027, 2, 27)
    assert rooms_instant(monday, 2, ["Europe/London", "Australia/Melbourne"], RULES) == utc(
        "2027-02-25T23:00"
    )
    assert rooms_instant(monday, 2, [], RULES) == utc("2027-02-26T15:00")


def test_the_day_of_the_rooms_is_counted_on_the_sessions_own_calendar():
    thursday_morning_there = a_session("2027-03-03T20:00", zone="Australia/Melbourne")

    assert rooms_day(thursday_morning_there, 2, RULES) == date(2027, 3, 2)


@given(day=days, chosen=st.sets(zones, min_size=1))
@QUICK
def test_the_first_local_hour_is_no_later_than_anyones(day, chosen):
    first = first_local_hour(day, chosen, RULES)
    all_hours = [at_local_hour(day, 10, zone) for zone in chosen]

    assert first in all_hours
    assert all(first <= hour for hour in all_hours)


# A clock change between two sessions: 15:00 in New York on 24 February, 24 March and 21 April 2027

FIXED = {
    month: a_session(start, month=month)
    for month, start in enumerate(
        ("2027-02-24T20:00", "2027-03-24T19:00", "2027-04-21T19:00"), start=2
    )
}
THERE = {
    "Europe/London": ("Wed 20:00", "Wed 19:00", "Wed 20:00"),
    "Europe/Stockholm": ("Wed 21:00", "Wed 20:00", "Wed 21:00"),
    "America/Sao_Paulo": ("Wed 17:00", "Wed 16:00", "Wed 16:00"),
    "Australia/Melbourne": ("Thu 07:00", "Thu 06:00", "Thu 05:00"),
}


def test_three_in_the_afternoon_in_new_york_keeps_its_hour_there_and_moves_elsewhere():
    dates = (date(2027, 2, 24), date(2027, 3, 24), date(2027, 4, 21))
    found = [local_instant(day, time(15), "America/New_York") for day in dates]

    assert found == [session.starts_at for session in FIXED.values()]
    for zone, hours in THERE.items():
        there = tuple(f"{i.astimezone(zone_named(zone)):%a %H:%M}" for i in found)
        assert there == hours


def test_five_in_the_morning_in_melbourne_is_warned_about_and_six_is_not():
    warned = {
        month: [(w.zone, f"{w.starts:%a %H:%M}-{w.ends:%H:%M}") for w in found]
        for month, session in FIXED.items()
        if (found := night_warnings(session, [*HOME, *FAR, "Australia/Melbourne"]))
    }

    assert warned == {4: [("Australia/Melbourne", "Thu 05:00-06:30")]}


@pytest.mark.parametrize(
    ("start", "warned"),
    [
        ("2027-02-24T05:59", True),
        ("2027-02-24T06:00", False),
        ("2027-02-24T21:00", False),
        ("2027-02-24T21:01", True),
        ("2027-02-24T23:30", True),
    ],
)
def test_night_begins_after_half_past_ten_and_ends_at_six(start, warned):
    assert bool(night_warnings(a_session(start), ["UTC"])) is warned


def test_nobody_is_warned_of_the_night_at_home_when_all_travel_to_one_place():
    gathering = a_session("2027-07-21T08:00", minutes=1780, mode=Mode.IN_PERSON)

    assert night_warnings(gathering, ZONES) == ()


@pytest.mark.parametrize("zone", [*HOME, *FAR])
@pytest.mark.parametrize("month", [2, 3, 4])
def test_week_and_day_notices_come_at_ten_local_on_the_right_day_across_the_change(zone, month):
    session = FIXED[month]
    local_start = session.starts_at.astimezone(zone_named(zone))

    for count in (-7, -1):
        due = prompt_instant(session, Offset(days=count), zone, RULES).astimezone(zone_named(zone))
        assert (due.hour, due.minute) == (10, 0)
        assert due.date() == local_start.date() + timedelta(days=count)
    assert notice_instant(session, Offset(hours=-1), zone, RULES) == session.starts_at - timedelta(
        hours=1
    )


def test_jandira_is_asked_at_ten_in_sao_paulo():
    session = a_session("2027-04-21T11:00", zone="Europe/London")

    assert prompt_instant(session, Offset(days=-9), "America/Sao_Paulo", RULES) == utc(
        "2027-04-12T13:00"
    )
