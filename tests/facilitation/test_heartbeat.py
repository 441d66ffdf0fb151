"""What is stuck for a quarter of an hour is told to facilitators: in words, once a day, and seldom at night."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.civil_time import in_quiet_hours
from bot.domain.effects import Effect, Owed, State
from bot.facilitation.heartbeat import Heartbeat
from bot.facilitation.setting import Setting
from bot.ports import Refused
from integrations.sandbox.faults import FaultPlan
from scheduler.watch import watch
from tests.faults.community import NOON, readied, seated
from tests.faults.conftest import desk, world
from tests.faults.desks import deliver_due, move, until_quiet
from tests.pg import sqlite_template, sqlite_url

__all__ = ["desk", "sqlite_template", "sqlite_url", "world"]

LEASE = timedelta(minutes=2)


@pytest.fixture
def look(desk, world):
    """Two looks in a row by one process, a minute apart."""

    def look_twice(*, at=NOON + timedelta(minutes=20)) -> list[Effect]:
        heart = Heartbeat()
        for minutes in (0, 1):
            move(desk, world.clock, at + timedelta(minutes=minutes))
            watch(desk, heart)
        with desk.store.read() as memory:
            return memory.effects.find("heartbeat:")

    return look_twice


def facilitators(desk) -> set[str]:
    with desk.store.read() as memory:
        return {person.id for person in Setting(desk, memory).facilitators}


def read_by(world, person: str) -> list[str]:
    return [post.text for post in world.slack.place.direct(world.ids[person]).standing()]


def test_each_facilitator_hears_once_a_day_what_is_stuck(desk, look):
    readied(desk, not_before=NOON)

    told = look()
    again = look(at=NOON + timedelta(hours=3))

    assert {effect.target for effect in told} == facilitators(desk)
    assert [effect.key for effect in again] == [effect.key for effect in told]
    tomorrow = look(at=NOON + timedelta(days=1))
    assert len(tomorrow) == 2 * len(told)


def test_nothing_is_told_of_what_is_on_its_way_or_not_due(desk, look):
    readied(desk, not_before=NOON + timedelta(minutes=6))  # 15 minutes late only at the second look
    assert look() == []


def test_one_look_is_not_enough_for_a_clock_may_have_leapt(desk, world):
    readied(desk, not_before=NOON)
    move(desk, world.clock, NOON + timedelta(days=2))
    Heartbeat().look(desk)
    with desk.store.read() as memory:
        assert memory.effects.find("heartbeat:") == []


def test_when_slack_itself_was_away_it_is_told_once_it_is_back(desk, world, look):
    readied(desk, not_before=NOON)
    world.faults.set(FaultPlan(rate=1.0, kinds=("429",)))
    deliver_due(desk)
    with capture_logs() as log:
        told = look()
    deliver_due(desk)
    world.faults.off()

    until_quiet(desk, world.clock, within=timedelta(hours=1))

    assert [(line["action"], line["about"]) for line in log] == [("stuck", "slack")]
    (said,) = read_by(world, told[0].target)
    assert said.startswith("Slack is back. From Mon 15 February, 12:00")


def test_while_it_lasts_the_words_say_since_when_and_what_to_do(desk, world, look):
    readied(desk, not_before=NOON)
    told = look()
    with desk.store.begin() as memory:
        stuck = memory.effects.seek("words")
        claimed, _ = memory.effects.claim(stuck.id, desk.clock.now(), lease=LEASE)
        memory.effects.again(claimed, NOON + timedelta(days=1), "not yet")
    deliver_due(desk)

    (said,) = read_by(world, told[0].target)
    assert said.startswith("1 message could not leave for Slack since Mon 15 February, 12:00")
    assert "convener doctor" in said


def test_what_was_refused_is_told_once_and_not_every_day(desk, look):
    readied(desk, not_before=NOON)
    with desk.store.begin() as memory:
        claimed, _ = memory.effects.claim(memory.effects.seek("words").id, NOON, lease=LEASE)
        memory.effects.settle(claimed, State.DEAD, str(Refused("is_archived")))

    first = look()
    assert {effect.payload["about"] for effect in first} == {"dead"}
    assert look(at=NOON + timedelta(days=3)) == first


def test_what_waits_for_the_day_is_not_stuck_but_what_stays_in_doubt_is(desk, look):
    readied(desk, not_before=NOON)
    with desk.store.begin() as memory:
        claimed, _ = memory.effects.claim(memory.effects.seek("words").id, NOON, lease=LEASE)
        memory.effects.doubtful(claimed, NOON + timedelta(hours=9), "night there")
    assert look() == []

    with desk.store.begin() as memory:
        other = Owed(key="other", kind="trouble", target=seated()[1], not_before=NOON)
        memory.effects.owe(other)
        claimed, _ = memory.effects.claim(memory.effects.seek("other").id, NOON, lease=LEASE)
        memory.effects.doubtful(claimed, NOON, "no answer")
    assert {effect.payload["about"] for effect in look()} == {"unknown"}


@pytest.mark.parametrize(("nights_before", "woken"), [(1, False), (0, True)])
def test_nobody_is_woken_unless_a_session_is_near(desk, world, look, nights_before, woken):
    """The session is on Wednesday, 17 February at 20:00; it is three o'clock in the night."""
    night = NOON + timedelta(days=2 - nights_before, hours=-9)
    readied(desk, not_before=night)

    told = look(at=night + timedelta(minutes=20))

    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        asleep = {in_quiet_hours(e.not_before, "Europe/London", setting.rules) for e in told}
    assert asleep == {woken}
    deliver_due(desk)
    assert bool(read_by(world, told[0].target)) == woken


def test_a_facilitator_who_cannot_be_told_is_no_trouble_to_tell_of(desk, look):
    readied(desk, not_before=NOON)
    look()
    with desk.store.begin() as memory:
        for effect in [*memory.effects.find("heartbeat:"), memory.effects.seek("words")]:
            claimed, _ = memory.effects.claim(effect.id, NOON + timedelta(hours=2), lease=LEASE)
            memory.effects.settle(claimed, State.CANCELLED, "gone")
        memory.effects.owe(
            Owed(key="heartbeat:x", kind="heartbeat", target="p014", not_before=NOON)
        )

    assert [e for e in look(at=NOON + timedelta(hours=3)) if e.state is State.READY] != []
    assert len(look(at=NOON + timedelta(hours=4))) == len(facilitators(desk)) + 1
