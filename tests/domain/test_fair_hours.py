"""Fair hours: what each place bears, and calendars that nobody can better."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import whenever
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.burden import Curve, Never, burden
from bot.domain.civil_time import zone_named
from bot.domain.fair_hours import Anchor, Wish, days_by_rule, near_days
from bot.domain.hour_plans import NoHourLeft, fixed, rotation, seasonal
from tests.domain.clocks import QUICK, zones

SIX = (
    "Australia/Melbourne",
    "America/Chicago",
    "Europe/Stockholm",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
)
SECOND_TUESDAYS = days_by_rule("2nd Tuesday", start=(2027, 1), months=18)


def wish(*places, days=SECOND_TUESDAYS, **facts):
    return Wish(people=dict.fromkeys(places or SIX, 1), days=days, **facts)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# What a session costs a place


@pytest.mark.parametrize(
    ("starts", "minutes", "zone", "cost"),
    [
        ("2027-01-12T20:00", 90, "Europe/London", 6),  # 20:00-21:30: the last half-hour is dearest
        ("2027-01-12T20:00", 60, "Europe/London", 4),
        ("2027-01-12T19:00", 90, "Australia/Melbourne", 4),  # 06:00 on Wednesday
        ("2027-01-12T15:30", 90, "Europe/London", 0),
        ("2027-01-12T15:31", 90, "Europe/London", 1),  # one minute after five
        ("2027-01-12T22:30", 90, "Europe/London", 20),
        ("2027-01-15T22:30", 120, "Europe/London", 30),  # over midnight into Saturday
        ("2027-01-15T22:30", 90, "Europe/London", 20),  # ends as Saturday begins
        ("2027-01-15T20:00", 90, "Australia/Melbourne", 12),  # Saturday 07:00 there
        ("2027-01-12T03:15", 30, "Asia/Kathmandu", 0),  # 09:00 sharp, three quarters off
        ("2027-01-12T03:00", 30, "Asia/Kathmandu", 1),  # 08:45
        ("2027-01-11T19:15", 90, "Pacific/Chatham", 0),  # 09:00 on Tuesday
        ("2027-01-11T20:00", 60, "Pacific/Apia", 0),  # 09:00 on Tuesday, beyond the date line
        ("2027-01-08T20:00", 60, "Pacific/Apia", 10),  # Friday in London is Saturday there
    ],
)
def test_a_session_costs_its_dearest_half_hour(starts, minutes, zone, cost):
    assert burden(at(starts), minutes, zone, Curve()) == cost


@given(
    starts=st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)),  # noqa: DTZ001
    minutes=st.integers(1, 240),
    zone=zones,
)
@QUICK
def test_a_cost_is_that_of_the_dearest_minute_another_library_finds(starts, minutes, zone):
    curve, start = Curve(), starts.replace(second=0, microsecond=0, tzinfo=UTC)
    begins = whenever.Instant(start).to_tz(zone)
    each = [begins.add(minutes=m).to_plain().to_stdlib() for m in range(minutes)]

    dearest = max(
        curve.costs[m.hour * 2 + m.minute // 30] + (10 if m.isoweekday() > 5 else 0) for m in each
    )

    assert burden(start, minutes, zone, curve) == dearest


def test_half_an_hour_of_summer_time_is_met_as_people_live_it():
    # Lord Howe puts its clocks back half an hour at 02:00 on 4 April 2027, so that 01:30 comes twice.
    curve = Curve(costs=tuple(int(at_ == 3) for at_ in range(48)), weekend=0)

    costs = [
        burden(at("2027-04-03T14:00") + timedelta(minutes=m), 30, "Australia/Lord_Howe", curve)
        for m in (0, 30, 60, 90)
    ]

    assert costs == [0, 1, 1, 0]


# Calendars


def test_the_reference_rotation_is_the_proved_optimum():
    found = rotation(wish())

    assert (found.worst_place, found.worst_single, found.total, found.bound) == (84, 10, 359, 84)
    assert (found.weighed_bound, found.evenest) == (359, True)
    assert found.ledger == dict(zip(SIX, (84, 84, 78, 48, 34, 31), strict=True))


def test_the_proof_can_be_checked_by_hand():
    """Whatever hours are chosen within the cap, weighed so the places bear so much: the worst no less than the mean."""
    found = rotation(wish())
    weighed = 0
    for _, days in SECOND_TUESDAYS:
        starts = [datetime.combine(days[0], time(hour), UTC) for hour in range(24)]
        costs = [{zone: burden(one, 90, zone, Curve()) for zone in SIX} for one in starts]
        weighed += min(
            sum(cost[zone] * weight for zone, weight in found.proof.items())
            for cost in costs
            if max(cost.values()) <= found.cap
        )

    assert 82 < weighed / sum(found.proof.values()) <= 84


def test_rotation_is_kinder_to_the_worst_off_than_one_hour_or_two():
    one, two, many = fixed(wish()), seasonal(wish()), rotation(wish())

    assert one.worst_place > two.worst_place > many.worst_place
    assert [len(c.sessions) for c in (one, two, many)] == [18] * 3
    assert two.total < many.total  # fairness is not free, and that is shown


def test_an_anchored_hour_keeps_its_city_s_clock_through_the_year():
    two = seasonal(wish())

    winter, summer = two.anchors
    for held in two.sessions:
        there = winter if held.starts_at.month in {10, 11, 12, 1, 2, 3} else summer
        local = held.starts_at.astimezone(zone_named(there.zone))
        assert local.time() == there.wall


def test_no_anchor_stands_where_clocks_are_changed():
    assert not {Anchor(zone="Europe/London", wall=time(2))} & set(
        fixed(wish("Europe/London")).anchors
    )
    best = fixed(
        wish("Europe/London", curve=Curve(costs=tuple(0 if h in (4, 5) else 9 for h in range(48))))
    )
    assert best.anchors[0].wall != time(2)


def test_a_cap_holds_and_one_nobody_can_keep_is_refused_in_words():
    assert rotation(wish(cap=20)).worst_place == 82

    with pytest.raises(NoHourLeft) as refused:
        rotation(wish(cap=6))

    assert refused.value.message.startswith("Session 4 finds no hour: nobody above 6.")


def test_without_a_cap_nobody_meets_at_night_where_that_can_be():
    three = days_by_rule("2nd Tuesday", start=(2027, 1), months=3)
    far = (*SIX, "Pacific/Auckland", "Asia/Kolkata", "America/Los_Angeles")

    # 6 could be kept in winter, and would let one city pay each month
    assert rotation(wish(days=three)).cap == 10
    assert rotation(wish(*far, days=three)).cap == 20


def test_sessions_that_have_been_count_as_they_were():
    night = at("2027-01-12T03:00")

    found = rotation(wish(settled={1: night}))

    assert found.sessions[0].starts_at == night
    assert found.sessions[0].burden["Europe/London"] == 20
    assert found.worst_single == 20
    assert max(held.worst for held in found.sessions[1:]) == 10
    assert found.worst_place == found.bound
    assert found.ledger["Europe/London"] >= 20


def test_more_people_weigh_more_in_the_total_and_not_in_the_worst_place():
    crowd = Wish(people={**dict.fromkeys(SIX, 1), "Europe/Stockholm": 500}, days=SECOND_TUESDAYS)

    plain, weighed = rotation(wish()), rotation(crowd)

    assert weighed.worst_place == plain.worst_place == 84
    assert weighed.ledger["Europe/Stockholm"] <= plain.ledger["Europe/Stockholm"]
    assert weighed.weighed_total <= sum(crowd.people[z] * b for z, b in plain.ledger.items())


def test_hours_somebody_never_can_are_never_chosen():
    never = Never(zone="America/Chicago", since=time(23), until=time(6), who="p017")

    found = rotation(wish(never=(never,)))

    assert not any(never.touches(held.starts_at, held.minutes) for held in found.sessions)
    assert found.worst_place > 84


def test_a_holiday_of_one_place_moves_the_day_by_a_week_and_no_other_session():
    day = SECOND_TUESDAYS[3][1][0]
    around = frozenset(day + timedelta(days=n) for n in (-1, 0, 1))

    plain, moved = rotation(wish()), rotation(wish(off={"Australia/Melbourne": around}))

    assert moved.sessions[3].starts_at.date() == day + timedelta(days=7)
    dates = [[h.starts_at.date() for h in c.sessions if h.session != 4] for c in (plain, moved)]
    assert dates[0] == dates[1]


def test_where_every_day_of_a_month_is_off_the_session_is_refused_with_the_least_reasons():
    april = frozenset(date(2027, 4, 1) + timedelta(days=n) for n in range(30))

    with pytest.raises(NoHourLeft) as refused:
        rotation(wish(off={"": april}, never=(Never(zone=SIX[0], since=time(3), until=time(4)),)))

    assert "everybody off on 2027-04-13" in refused.value.message
    assert "never" not in refused.value.message


def test_a_day_gives_way_within_its_month():
    assert near_days(date(2027, 3, 30), "last Tuesday") == (date(2027, 3, 30), date(2027, 3, 23))
    assert near_days(date(2027, 3, 1), "1st") == (
        date(2027, 3, 1),
        date(2027, 3, 2),
        date(2027, 3, 3),
    )
