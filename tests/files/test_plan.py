"""The learning plan: the default as it ships, and what the rest of Convener gets from it."""

import time as clock
from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.programme import (
    LearningPlan,
    Mode,
    Offset,
    PromptType,
    ReminderRules,
    RoomRules,
    StoryRules,
    When,
)
from bot.files.defaults import default_plan_path
from bot.files.plan import read_plan

TEXT = default_plan_path().read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan() -> LearningPlan:
    reading = read_plan(TEXT)
    assert reading.ok
    assert reading.findings == ()
    assert reading.plan
    return reading.plan


def test_the_default_plan_holds_what_its_head_says(plan):
    prompts = [*plan.recurring, *(p for s in plan.sessions for p in s.prompts)]

    assert (plan.key, plan.months, plan.session_day) == ("coproduction-18", 18, "3rd Wednesday")
    assert [s.month for s in plan.sessions] == list(range(1, 19))
    assert [s.month for s in plan.sessions if s.mode is Mode.IN_PERSON] == [1, 7, 13]
    assert [s.month for s in plan.sessions if s.may_be_in_person] == [18]
    assert len(plan.recurring) == 11
    assert len(prompts) == 89
    assert len(plan.stages) == 9
    assert sum(len(a.fields) for a in plan.artefacts) == 48
    assert sum(s.expert is not None for s in plan.sessions) == 11
    assert sum(len(s.readings) for s in plan.sessions) == 4
    assert len({p.feeds for p in prompts if p.feeds}) == 36
    assert len(plan.agreements) == 7


def test_the_shipped_rules_are_those_the_domain_starts_from(plan):
    assert plan.rooms == RoomRules()
    assert plan.reminders == ReminderRules()
    assert plan.stories == StoryRules()
    assert plan.min_group_for_breakdown == 5


def test_slots_are_read_with_their_months_and_hours(plan):
    winter, summer = plan.slots

    assert (winter.anchor_zone, winter.anchor_time) == ("America/New_York", time(15))
    assert (summer.anchor_zone, summer.anchor_time) == ("Europe/London", time(12))
    assert sorted(winter.calendar_months + summer.calendar_months) == list(range(1, 13))


def test_prompts_come_with_their_moment_their_people_and_their_promise(plan):
    rsvp = plan.prompt(2, "rsvp")
    heard = plan.prompt(2, "heard")
    room = plan.prompt(2, "m02-room")

    assert rsvp.send == Offset(days=-9)
    assert rsvp.send.day_level
    assert rsvp.choices == ("Yes", "Part of it", "Not sure yet", "No, not this time")
    assert rsvp.recurring
    assert heard.send == Offset(hours=2)
    assert not heard.send.day_level
    assert (heard.scale_min, heard.scale_max, heard.low, heard.high) == (
        1,
        5,
        "Hardly",
        "Very much",
    )
    assert (room.when, room.round, room.send) == (When.ROOM, "r4", None)
    assert not room.recurring
    assert room.max_chars == 400


def test_what_comes_back_keeps_to_its_kinds_of_session_and_its_first_month(plan):
    def asked(month: int) -> set[str]:
        return {p.key for p in plan.prompts_of(month) if p.recurring}

    assert "missed" in asked(2)
    assert "missed" not in asked(1)
    assert "small-step" not in asked(2)
    assert "small-step" in asked(3)


def test_a_sessions_room_rules_go_over_the_plans(plan):
    text = TEXT.replace("max_size = 8", "max_size = 9", 1)
    sessions = read_plan(text).plan.sessions

    assert plan.session(3).rooms == replace(RoomRules(), strategy="home_team")
    assert sessions[2].rooms == replace(RoomRules(), strategy="home_team", max_size=9)
    assert sessions[1].rooms == replace(RoomRules(), max_size=9)


def test_choices_from_an_artefact_keep_the_written_ones_to_fall_back_on(plan):
    choose = plan.prompt(8, "m08-post-choose")

    assert choose.choices_from == "experience-map.moments"
    assert len(choose.choices) == 4


def test_a_session_may_have_a_date_of_its_own_written_either_way():
    for written in ('"2027-02-24"', "2027-02-24"):
        text = TEXT.replace("\nmonth = 2\n", f"\nmonth = 2\ndate = {written}\n", 1)
        assert read_plan(text).plan.session(2).date == date(2027, 2, 24)


def test_an_answer_without_a_limit_of_its_own_takes_what_a_form_takes():
    text = TEXT.replace("max_chars = 300\n", "", 1)
    takeaway = read_plan(text).plan.prompt(2, "takeaway")

    assert takeaway.type is PromptType.TEXT
    assert takeaway.max_chars == 3000


def test_one_slot_may_stand_for_the_whole_year():
    start = TEXT.index("[[slot]]")
    end = TEXT.index("[[stage]]")
    slot = '[[slot]]\nkey = "all"\nanchor_zone = "America/New_York"\nanchor_time = 15:00:00\n\n'
    plan = read_plan(TEXT[:start] + slot + TEXT[end:]).plan

    assert [s.calendar_months for s in plan.slots] == [tuple(range(1, 13))]
    assert plan.slots[0].anchor_time == time(15)


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference(plan):
    assert read_plan("\ufeff" + TEXT.replace("\n", "\r\n")).plan == plan


def test_a_plan_of_one_online_month_is_enough():
    text = """
schema = "learning-plan/1"
[programme]
key = "short"
title = "An hour"
aim = "Meet once."
months = 1
session_day = "last Friday"
virtual_minutes = 60
[[role]]
key = "facilitator"
label = "Facilitator"
perspective = "facilitation"
[[role]]
key = "lay"
label = "Person"
perspective = "lay"
[[slot]]
key = "s"
anchor_zone = "Asia/Kathmandu"
anchor_time = "18:45"
[[stage]]
key = "begin"
order = 1
title = "Begin"
question = "Who are we?"
[[session]]
month = 1
key = "one"
stage = "begin"
mode = "virtual"
title = "One"
purpose = "Meet."
rounds = [{ key = "r1", title = "All", minutes = 60, format = "plenary" }]
"""
    reading = read_plan(text)

    assert reading.findings == ()
    assert reading.plan.rooms == RoomRules()
    assert reading.plan.reminders == ReminderRules()
    assert reading.plan.session(1).rounds[0].minutes == 60


def test_reading_the_default_plan_takes_no_time_anyone_notices():
    read_plan(TEXT)
    took = []
    for _ in range(5):
        begun = clock.process_time()
        read_plan(TEXT)
        took.append(clock.process_time() - begun)

    assert min(took) < 0.150
