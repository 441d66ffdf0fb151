"""Many sessions' hours in a line, as each person has them."""

import pytest

from bot.domain.hour_polls import Hour
from bot.voice.own_hours import at_night, own_hours

LONDON, MELBOURNE, CHICAGO = "Europe/London", "Australia/Melbourne", "America/Chicago"


def hours(*walls, zone=LONDON):
    return [Hour(session_id="s1", moves=0, wall=w, zone=zone, minutes=90) for w in walls]


YEAR = hours(
    "2027-10-12T20:00", "2027-11-09T20:00", "2027-12-14T20:00", "2028-02-08T21:00",
    "2028-04-11T09:00", "2028-05-09T09:00",
)  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (LONDON, "Tue 20:00 from October to December; Tue 21:00 in February; Tue 09:00 from April to May."),
        (
            MELBOURNE,
            "Wed 06:00 in October; Wed 07:00 from November to December; Wed 08:00 in February; "
            "Tue 18:00 from April to May.",
        ),
        (
            CHICAGO,
            "Tue 14:00 from October to December; Tue 15:00 in February; Tue 03:00 from April to May. "
            "At night 2 of 6 times.",
        ),
    ],
)  # fmt: skip
def test_each_hour_has_its_months_and_nights_are_said(zone, said):
    assert own_hours(YEAR, zone) == said


def test_one_hour_is_one_hour():
    assert own_hours(YEAR[:3], LONDON) == "Tue 20:00 each time."


def test_years_are_said_where_a_month_comes_twice_and_only_there():
    walls = [
        "2027-03-10T20:00",
        "2027-04-14T09:00",
        "2027-05-12T09:00",
        "2028-03-08T20:00",
        "2028-04-12T09:00",
    ]
    assert own_hours(hours(*walls), LONDON) == (
        "Wed 20:00 in March 2027 and in March 2028; Wed 09:00 from April to May 2027 and in April 2028."
    )


def test_with_many_days_of_the_week_the_hour_alone_is_said_and_weekends_are():
    walls = [
        "2027-01-15T20:00",
        "2027-02-15T20:00",
        "2027-03-15T20:00",
        "2027-04-15T20:00",
        "2027-05-15T20:00",
    ]
    assert own_hours(hours(*walls), LONDON) == "20:00 each time. On a weekend 1 of 5 times."


def test_a_night_is_where_one_would_begin_before_six_or_end_after_half_past_ten():
    some = hours("2027-01-15T05:59", "2027-01-16T06:00", "2027-01-17T21:00", "2027-01-18T21:01")
    assert at_night(some, LONDON) == 2
    each = hours("2027-01-16T03:00", "2027-01-17T03:00")
    assert own_hours(each, LONDON).endswith("At night each time and on a weekend each time.")
