"""Step 3, a day of several kinds of rounds: mixed tables, then home teams; everybody knows where they sit in each."""

from datetime import timedelta

import pytest

from bot.domain.calendar import round_instants
from tests.plays.scripts import cast, plan_of

PLAN = plan_of(1, without=["rsvp"], bare=True, notices='"-1h"')
TITLE = "What does our organisation most need to do?"
SIXTEEN = "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka gil lorna"


def plan_now(stage):
    with stage.memory() as setting:
        return setting.memory.plans.latest("s01")


def home_teams(stage):
    (other,) = plan_now(stage).others
    assert other.way == "home_team"
    return other.rooms


def organisations(stage, room):
    with stage.memory() as setting:
        return {setting.people[p].organisation for p in room.people}


@pytest.fixture(scope="module")
def told(season):
    """Sixteen people on the programme's first day, whose tables are proposed and told."""
    stage = season.opens(
        people=cast(f"{SIXTEEN} nadia osric"), start=(2027, 1), plan=PLAN, at="2027-01-14T12:00"
    )
    with stage.memory() as setting:
        starts = setting.session("s01").starts_at
    stage.until(f"{starts - timedelta(days=2):%Y-%m-%d} 00:00")
    stage.nadia.types("/convene rooms 1 publish")
    stage.until(f"{starts - timedelta(hours=3):%Y-%m-%d %H:%M}")
    return stage


def test_home_teams_are_drawn_for_the_very_people_of_the_mixed_tables(told):
    seated = {p for room in home_teams(told) for p in room.people}

    assert seated == plan_now(told).seated
    mixed = [len(organisations(told, room)) for room in plan_now(told).rooms]
    assert sum(len(organisations(told, room)) for room in home_teams(told)) < sum(mixed)


def test_everybody_reads_where_they_sit_in_each_kind_of_round(told):
    room = next(room for room in home_teams(told) if "p054" in room.people)

    (news,) = told.jandira.was_told(f"For “{TITLE}” you are at {room.name}")

    assert "Table" in news.split("For “")[0]


def test_facilitators_see_every_round_on_one_page(told):
    page = told.nadia.types("/convene rooms 1")

    assert f"For “{TITLE}”:" in page
    assert all(f"*{room.name}*" in page or room.name in page for room in home_teams(told))


def test_who_leaves_the_tables_leaves_the_home_team_too_and_the_others_stay(told):
    before = {p: room.name for room in home_teams(told) for p in room.people}

    told.nadia.types("/convene rooms 1 mend without Ted")
    told.nadia.presses("Do this")

    after = {p: room.name for room in home_teams(told) for p in room.people}
    (gone,) = before.keys() - after.keys()
    assert after.keys() < before.keys()
    assert sum(before[p] != after[p] for p in after) <= len(before) // 4
    assert gone not in plan_now(told).seated


def test_while_a_round_goes_on_the_card_names_its_own_table(told):
    with told.memory() as setting:
        session = setting.session("s01")
        instants = round_instants(session, setting.planned(session))
    starts = next(starts for stretch, starts, _ in instants if stretch.format == "home_team")
    told.until(f"{starts + timedelta(minutes=5):%Y-%m-%d %H:%M}")

    table = next(room.name for room in home_teams(told) if "p054" in room.people)
    (card,) = told.jandira.was_told("“Beginning together” starts soon")
    assert f"Now at {table}, until" in card
