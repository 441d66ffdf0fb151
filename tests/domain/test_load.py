"""What a month asks of each person of a role, counted before anybody is asked."""

from datetime import date

import pytest

from bot.domain.calendar import sessions_of
from bot.domain.load import Load, loads_of
from bot.main import plan_from
from bot.voice.load import crowded, grid, lines
from tests.facilitation.asking import plan_with
from tests.plays.questions import question
from tests.plays.scripts import default_plan

FIVE = [question(f"q{n}", "-6d", f"What is number {n}?") for n in range(1, 6)]
# the session is on Wednesday 17 February 2027 at 15:00 in Boston
HOURS = [question(f"h{n}", f"-{8900 - 120 * n}m", f"What is number {n}?") for n in range(1, 4)]


def loads(*questions: str) -> dict[str, Load]:
    plan = plan_from(plan_with(*questions))
    return {load.role: load for load in loads_of(plan, sessions_of(plan, start=(2027, 2)))}


def test_five_questions_of_one_morning_are_one_message_and_ten_minutes():
    lay, before = loads(*FIVE)["lay"], loads()["lay"]

    assert (lay.messages, lay.minutes) == (before.messages + 1, before.minutes + 10)
    assert (lay.fullest, lay.things, lay.crowded) == (date(2027, 2, 11), 5, ())


def test_a_day_with_more_hours_than_messages_is_named():
    full = loads(*HOURS)

    assert full["lay"].crowded == (date(2027, 2, 11),)
    assert full["coach"].crowded == (date(2027, 2, 11),)


def test_two_hours_on_the_day_of_the_session_are_one_too_many_beside_its_card():
    on_the_day = [question(f"d{n}", f"-{300 - 120 * n}m", f"What is number {n}?") for n in range(2)]

    assert loads(*on_the_day)["lay"].crowded == (date(2027, 2, 17),)
    assert loads(on_the_day[0])["lay"].crowded == ()


@pytest.mark.parametrize("role", ["lay", "clinician", "coach", "executive"])
def test_the_default_plan_asks_for_eight_messages_or_so_and_a_quarter_of_an_hour(role):
    plan = plan_from(default_plan())
    mine = [one for one in loads_of(plan, sessions_of(plan, start=(2027, 1))) if one.role == role]

    assert len(mine) == 18
    assert 5 <= sum(load.messages for load in mine) / 18 <= 10
    assert sum(load.minutes for load in mine) / 18 <= 15
    assert [load.crowded for load in mine] == [()] * 18


def test_it_is_said_in_words_with_the_plan_s_own_names_for_roles():
    several = list(loads(*HOURS, *FIVE).values())
    labels = {"lay": "Person with lived experience (you)", "coach": "Coach"}
    first, second = lines([one for one in several if one.role in labels], labels)

    assert first.startswith("Month 1: ")
    assert "whose fullest day is Thu 11 February with 8 things" in first
    assert (
        "On Thu 11 February more hours bring something to Person with lived experience and Coach than"
        in second
    )
    assert next(iter(crowded(several, labels))).startswith("On Thu 11 February")
    heads, rows = grid(several, labels)
    assert heads[:2] == ["month", "Person with lived experience"]
    assert any("11 Feb: 8" in cell for cell in rows[0])
