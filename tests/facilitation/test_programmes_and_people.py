"""Loading and importing again changes nothing; what changes, changes for those it concerns."""

from dataclasses import replace

import pytest

from bot.domain.errors import Ambiguous, NoSuchThing
from bot.facilitation import people
from bot.facilitation.once import once
from bot.facilitation.programmes import AlreadyBegun, load_plan, tell_back
from bot.main import plan_from
from bot.ports import Member
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, 3)
NAMES = "ted pearl kwabena kirra signe nadia"
TED = sample_people()["ted"]


@pytest.fixture
def begun(company):
    made = company("2027-02-01T05:00")
    made.begins(cast(NAMES), PLAN, (2027, 2))
    return made


def load(company, text, start=(2027, 2)):
    return load_plan(company.desk, text, plan_from(text), start=start)


def state(company):
    with company.look() as setting:
        memory = setting.memory
        return (memory.sessions.find(), memory.duties.waiting(), memory.effects.find())


def test_the_same_plan_loaded_again_changes_nothing(begun):
    before = state(begun)

    load(begun, PLAN)

    assert state(begun) == before


def test_another_plan_takes_its_place_as_long_as_nothing_has_begun(begun):
    begun.until("2027-02-08 16:00")

    load(begun, plan_of(3), start=(2027, 3))
    begun.until("2027-02-20 16:00")

    with begun.look() as setting:
        (session,) = setting.sessions()
    assert session.wall == "2027-03-17T15:00"
    assert begun.told(TED, "starts") == []


def test_a_plan_that_has_begun_is_not_replaced(begun):
    begun.until("2027-02-18 12:00")

    with pytest.raises(AlreadyBegun, match="has begun already"):
        load(begun, plan_of(3))


def test_somebody_who_joins_later_is_welcomed_and_nobody_a_second_time(begun):
    begun.until("2027-02-03 12:00")

    people.import_roster(begun.desk, cast(f"{NAMES} gunvor"))
    begun.until("2027-02-05 12:00")

    assert len(begun.told(sample_people()["gunvor"], "I am Convener")) == 1
    assert len(begun.told(TED, "I am Convener")) == 1


def test_what_a_person_told_us_outlives_the_next_import(begun):
    begun.until("2027-02-03 12:00")
    people.stand(begun.desk, TED.id, "later")

    done = people.import_roster(begun.desk, cast(NAMES))

    with begun.look() as setting:
        kept = setting.people[TED.id]
    assert (done.added, done.changed, done.same) == ((), (), 6)
    assert (kept.standing, kept.slack_id) == ("later", f"U-{TED.email}")


def test_another_address_means_another_slack_account(begun):
    begun.until("2027-02-03 12:00")

    people.import_roster(begun.desk, [replace(TED, email="ted@example.net")])

    with begun.look() as setting:
        assert setting.people[TED.id].slack_id == ""


def test_another_account_with_the_same_address_takes_over_and_the_audit_says_so(begun):
    def moves():
        with begun.look() as setting:
            lines = setting.memory.traces.find(who=TED.id)
        return [line.did for line in lines]

    people.meet(begun.desk, Member(id="U0FIRST", name="Ted", email=TED.email))
    people.meet(begun.desk, Member(id="U0FIRST", name="Ted", email=TED.email))
    assert moves() == []
    people.meet(begun.desk, Member(id="U0SECOND", name="Ted", email=TED.email))

    assert moves() == ["is known by another Slack account now"]


@pytest.mark.parametrize(
    "wanted",
    [
        "Ted Okulicz",
        "ted",
        "p020",
        "TED.OKULICZ@example.org",
        "@Ted Okulicz",
        "okulicz",
        " Ted  Okulicz, ",
    ],
)
def test_a_person_is_found_by_whatever_people_call_them(begun, wanted):
    with begun.look() as setting:
        assert people.person_named(setting, wanted).id == TED.id


def test_a_name_that_several_have_is_asked_about_and_one_that_nobody_has_is_said_so(begun):
    with begun.look() as setting:
        with pytest.raises(Ambiguous, match=r"could be .*Write the name in full"):
            people.person_named(setting, "e")
        for nobody in ("Zebediah", "", "   ", "@"):
            with pytest.raises(NoSuchThing):
                people.person_named(setting, nobody)


def test_what_became_of_answers_is_told_before_the_next_session_or_not_at_all(begun):
    begun.until("2027-03-16 12:00")
    silent = begun.told(TED, "What happened with what you told us")
    tell_back(begun.desk, "s01", "The letter is shorter & kinder.", by="p014")
    begun.until("2027-03-16 20:00")

    assert silent == []
    (told,) = begun.told(TED, "What happened with what you told us last time")
    assert "The letter is shorter &amp; kinder." in told.text


def test_a_gesture_counts_once_and_one_that_failed_may_be_made_again(begun):
    acts = []

    def act():
        acts.append("done")
        return {"answer": len(acts)}

    def fails():
        raise NoSuchThing(what="thing", name="x", hint="")

    with pytest.raises(NoSuchThing):
        once(begun.desk, "press:1", fails)
    answers = [once(begun.desk, "press:1", act) for _ in range(3)]

    assert answers == [{"answer": 1}] * 3
    assert acts == ["done"]
