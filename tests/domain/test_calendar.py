"""From the plan to dates: eighteen months, two anchors, three gatherings face to face."""

import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import whenever

from bot.domain.calendar import round_instants, sessions_of, tzdata_version
from bot.domain.civil_time import NoSuchDay, NoSuchHour, UnsureHour, night_warnings
from bot.domain.programme import LearningPlan, Mode, Round, Slot
from bot.files.defaults import default_plan_path
from bot.files.plan import read_plan

START = (2027, 1)
CITIES = (
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Melbourne",
    "Europe/London",
    "Europe/Stockholm",
)


@cache
def plan() -> LearningPlan:
    found = read_plan(default_plan_path().read_text(encoding="utf-8")).plan
    assert found
    return found


def with_session(month: int, **facts) -> LearningPlan:
    changed = (replace(s, **facts) if s.month == month else s for s in plan().sessions)
    return replace(plan(), sessions=tuple(changed))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_default_plan_gives_eighteen_third_wednesdays_in_their_slots_city():
    sessions = sessions_of(plan(), start=START)

    assert [s.id for s in sessions] == [f"s{month:02}" for month in range(1, 19)]
    assert [s.month for s in sessions if not s.virtual] == [1, 7, 13]
    for session in sessions:
        first = whenever.Date(2027, 1, 1).add(months=session.month - 1)
        day = next(
            d for n in range(14, 21) if (d := first.add(days=n)).day_of_week().value == 3
        ).to_stdlib()
        summer = 4 <= day.month <= 9
        assert session.zone == ("Europe/London" if summer else "America/New_York")
        local = session.starts_at.astimezone(ZoneInfo(session.zone))
        hour = (12 if summer else 15) if session.virtual else 9
        assert local.replace(tzinfo=None) == datetime.combine(day, time(hour))
        assert session.wall == f"{day}T{hour:02}:00"
        assert session.rule == "3rd Wednesday"


def test_online_sessions_last_ninety_minutes_and_gatherings_until_the_second_afternoon():
    sessions = {s.month: s for s in sessions_of(plan(), start=START)}

    assert {s.minutes for s in sessions.values() if s.virtual} == {90}
    # Month 7: the second day begins at nine in London, summer time, and its rounds last 340 minutes.
    assert sessions[7].starts_at == utc("2027-07-21T08:00")
    assert sessions[7].ends_at == utc("2027-07-22T08:00") + timedelta(minutes=340)


def test_no_city_of_the_sample_roster_meets_at_night_in_all_eighteen_months():
    assert [night_warnings(s, CITIES) for s in sessions_of(plan(), start=START)] == [()] * 18


def test_one_fixed_new_york_afternoon_would_put_melbourne_at_five_in_eight_of_fifteen():
    slot = replace(plan().slots[0], calendar_months=tuple(range(1, 13)))
    fixed = sessions_of(replace(plan(), slots=(slot,)), start=START)

    at_five = [
        s
        for s in fixed
        for warning in night_warnings(s, CITIES)
        if warning.zone == "Australia/Melbourne" and warning.starts.hour == 5
    ]
    assert len(at_five) == 8


def test_a_session_with_a_date_of_its_own_leaves_the_others_where_they_were():
    moved = sessions_of(with_session(2, date=date(2027, 2, 24)), start=START)
    usual = sessions_of(plan(), start=START)

    assert moved[1].starts_at == utc("2027-02-24T20:00")
    assert moved[1].rule == "2027-02-24"
    assert [s for s in moved if s.month != 2] == [s for s in usual if s.month != 2]


def test_a_date_in_another_season_takes_that_seasons_slot():
    moved = sessions_of(with_session(3, date=date(2027, 4, 7)), start=START)[2]

    assert (moved.zone, moved.starts_at) == ("Europe/London", utc("2027-04-07T11:00"))


def test_a_programme_may_begin_in_any_month():
    sessions = sessions_of(plan(), start=(2026, 11))

    assert [s.wall[:7] for s in sessions[:4]] == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_a_month_without_the_day_is_named():
    with pytest.raises(NoSuchDay) as refused:
        sessions_of(replace(plan(), session_day="5th Friday"), start=START)

    assert "February 2027 has no 5th Friday" in refused.value.message


def test_the_first_slot_stands_in_for_a_month_that_none_has():
    only_winter = replace(plan(), slots=plan().slots[:1])

    assert {s.zone for s in sessions_of(only_winter, start=START)} == {"America/New_York"}


def test_the_venues_clock_counts_once_it_is_known():
    venue = with_session(7, venue_zone="Australia/Melbourne", venue="Banksia Valley")
    session = sessions_of(venue, start=START)[6]

    assert session.starts_at == utc("2027-07-20T23:00")
    assert session.wall == "2027-07-21T09:00"
    assert session.venue == "Banksia Valley"


def test_a_gathering_over_a_clock_change_starts_at_its_hour_on_both_days():
    # Saturday and Sunday of the change in London: the second morning is only 23 hours later.
    over = with_session(7, date=date(2027, 3, 27), venue_zone="Europe/London")
    session = sessions_of(over, start=START)[6]
    placed = round_instants(session, over.session(7))
    second = next(begins for one, begins, _ in placed if one.day == 2)

    assert placed[0][1] == utc("2027-03-27T09:00")
    assert second == utc("2027-03-28T08:00")
    assert session.ends_at == placed[-1][2]


def test_the_rounds_of_every_session_follow_one_another_and_fill_it():
    for session in sessions_of(plan(), start=START):
        planned = plan().session(session.month)
        placed = round_instants(session, planned)

        assert [one for one, _, _ in placed] == sorted(planned.rounds, key=lambda r: r.day)
        assert placed[0][1] == session.starts_at
        assert placed[-1][2] == session.ends_at
        for (one, begins, ends), (after, next_begins, _) in pairwise(placed):
            assert ends - begins == timedelta(minutes=one.minutes)
            assert (next_begins == ends) is (one.day == after.day)


def test_a_moved_session_takes_its_rounds_along():
    session = sessions_of(plan(), start=START)[1]
    later = replace(
        session,
        starts_at=session.starts_at + timedelta(hours=2),
        ends_at=session.ends_at + timedelta(hours=2),
    )
    before = round_instants(session, plan().session(2))
    after = round_instants(later, plan().session(2))

    assert {b[1] - a[1] for a, b in zip(before, after, strict=True)} == {timedelta(hours=2)}


def test_a_gathering_that_begins_an_hour_later_keeps_its_second_morning():
    session = sessions_of(plan(), start=START)[6]
    later = replace(session, starts_at=session.starts_at + timedelta(hours=1))
    placed = round_instants(later, plan().session(7))

    assert placed[0][1] == utc("2027-07-21T09:00")
    assert next(begins for one, begins, _ in placed if one.day == 2) == utc("2027-07-22T08:00")


def test_an_online_session_held_face_to_face_begins_every_day_at_the_same_hour():
    planned = plan().session(18)
    two_days = replace(
        planned,
        rounds=(*planned.rounds, Round(key="x", title="x", minutes=5, format="open", day=2)),
    )
    session = replace(sessions_of(plan(), start=START)[17], mode=Mode.IN_PERSON)

    placed = round_instants(session, two_days)

    assert placed[-1][1] == session.starts_at + timedelta(days=1)


def test_a_gathering_without_starting_times_begins_at_its_slots_hour():
    session = sessions_of(with_session(7, day_starts=()), start=START)[6]

    assert session.starts_at == utc("2027-07-21T11:00")


def test_the_edition_of_the_time_zones_is_kept():
    edition = tzdata_version()

    assert edition[:4].isdigit()
    assert {s.tzdata for s in sessions_of(plan(), start=START)} == {edition}


@pytest.fixture
def zones_from() -> Iterator[Callable[..., None]]:
    """Look for the world's time zones in these folders only, until the test is over."""

    def look(*folders: Path) -> None:
        zoneinfo.reset_tzpath(to=[str(folder) for folder in folders])
        tzdata_version.cache_clear()

    yield look
    zoneinfo.reset_tzpath()
    tzdata_version.cache_clear()


def test_without_a_system_folder_the_packages_edition_counts(zones_from):
    zones_from()

    assert tzdata_version() == version("tzdata")


def test_a_system_folder_says_its_edition_or_nothing(zones_from, tmp_path):
    (tmp_path / "UTC").write_bytes(b"TZif")
    zones_from(tmp_path / "nowhere", tmp_path)
    assert tzdata_version() == ""

    (tmp_path / "tzdata.zi").write_text("# version 2031z\n# more\n")
    zones_from(tmp_path)
    assert tzdata_version() == "2031z"


@pytest.mark.parametrize(
    ("day", "wall", "zone", "words"),
    [
        (date(2027, 3, 28), time(1, 30), "Europe/London", "On 2027-03-28 there is no 01:30 in London"),
        (date(2027, 10, 31), time(1, 30), "Europe/London", "On 2027-10-31 it is 01:30 twice in London"),
        (date(2027, 4, 4), time(1, 45), "Australia/Lord_Howe", "it is 01:45 twice"),
        (date(2027, 10, 3), time(2, 15), "Australia/Lord_Howe", "there is no 02:15"),
        (date(2027, 9, 26), time(2, 45), "Pacific/Chatham", "there is no 02:45"),
        (date(2027, 6, 16), time(2, 30), "Europe/London", "02:30 is no hour to meet at in London"),
    ],
)  # fmt: skip
def test_an_hour_that_does_not_exist_or_comes_twice_is_refused_at_planning(day, wall, zone, words):
    night = Slot(key="x", anchor_zone=zone, anchor_time=wall, calendar_months=tuple(range(1, 13)))
    doubtful = replace(with_session(3, date=day), slots=(night,))
    only = replace(doubtful, sessions=tuple(s for s in doubtful.sessions if s.month == 3))

    with pytest.raises(UnsureHour) as refused:
        sessions_of(only, start=START)

    assert words in refused.value.message


def test_a_second_morning_that_does_not_exist_is_refused_too():
    mornings = (time(9), time(1, 30))
    over = with_session(7, date=date(2027, 3, 27), venue_zone="Europe/London", day_starts=mornings)

    with pytest.raises(NoSuchHour):
        sessions_of(over, start=START)
