"""The demo's own calendar, held against dates worked out by hand, and against the bot's own calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.demo.almanac import at_night, day_by_rule, due_at, gatherings, kindly_at, next_hour
from bot.demo.community import FIRST_MONTH, Community
from bot.domain.calendar import sessions_of
from bot.domain.civil_time import notice_instant, prompt_instant
from bot.domain.programme import Offset


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("3rd Wednesday", date(2027, 2, 17)),
        ("first Monday", date(2027, 2, 1)),
        ("last Thursday", date(2027, 2, 25)),
        ("15th", date(2027, 2, 15)),
    ],
)
def test_rules_name_the_day_that_a_wall_calendar_shows(rule: str, day: date):
    assert day_by_rule(rule, 2027, 2) == day


def test_sessions_keep_their_citys_hour_over_clock_changes(community: Community):
    by_month = {g.month: g for g in community.calendar}
    assert by_month[2].starts_at == utc("2027-02-17T20:00")
    assert by_month[3].starts_at == utc("2027-03-17T19:00")  # New York has changed its clocks
    assert by_month[4].starts_at == utc("2027-04-21T11:00")  # twelve in London, in summer
    assert by_month[1].ends_at > by_month[1].starts_at + timedelta(days=1)


def test_a_day_counts_where_the_person_lives(community: Community):
    session, rules = community.sessions[0], community.plan.reminders
    a_day_before = Offset(days=-1)
    assert due_at(session, a_day_before, "Europe/London", rules) == utc("2027-02-16T10:00")
    assert due_at(session, a_day_before, "Australia/Melbourne", rules) == utc("2027-02-16T23:00")


def test_a_weekend_gives_way_before_a_session_and_after_it(community: Community):
    session, rules = community.sessions[0], community.plan.reminders
    assert due_at(session, Offset(days=-4), "Europe/London", rules) == utc("2027-02-12T10:00")
    assert due_at(session, Offset(days=3), "Europe/London", rules) == utc("2027-02-22T10:00")


def test_a_question_that_would_come_at_night_waits_for_the_morning(community: Community):
    session, rules = community.sessions[0], community.plan.reminders
    two_hours_after = Offset(hours=2)
    assert kindly_at(session, two_hours_after, "America/Chicago", rules) == utc("2027-02-17T23:30")
    assert kindly_at(session, two_hours_after, "Europe/Stockholm", rules) == utc("2027-02-18T09:00")


def test_night_is_from_eight_to_eight(community: Community):
    rules = community.plan.reminders
    assert at_night(utc("2027-02-17T20:00"), "Europe/London", rules)
    assert at_night(utc("2027-02-17T07:59"), "Europe/London", rules)
    assert not at_night(utc("2027-02-17T08:00"), "Europe/London", rules)


def test_after_friday_ten_comes_monday_ten(community: Community):
    rules = community.plan.reminders
    assert next_hour(utc("2027-02-12T10:01"), "Europe/London", rules) == utc("2027-02-15T10:00")


def test_both_calendars_agree_on_every_session_of_the_plan(community: Community):
    own = [(g.month, g.starts_at, g.ends_at) for g in gatherings(community.plan, FIRST_MONTH)]
    bots = sessions_of(community.plan, start=FIRST_MONTH)
    assert own == [(s.month, s.starts_at, s.ends_at) for s in bots]


def test_both_calendars_agree_on_every_hour_of_the_plan(community: Community):
    rules = community.plan.reminders
    for session, bots in zip(
        community.calendar, sessions_of(community.plan, start=FIRST_MONTH), strict=True
    ):
        for prompt in community.plan.prompts_of(session.month):
            for zone in community.zones if prompt.send else ():
                assert kindly_at(session, prompt.send, zone, rules) == prompt_instant(
                    bots, prompt.send, zone, rules
                )
        for offset in rules.session_notices:
            for zone in community.zones:
                assert due_at(session, offset, zone, rules) == notice_instant(
                    bots, offset, zone, rules
                )
