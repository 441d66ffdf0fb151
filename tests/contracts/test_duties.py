"""What the list of duties promises."""

from datetime import datetime

import pytest

from bot.domain.effects import Duty
from bot.domain.errors import NaiveTime
from bot.ports import Store
from tests.contracts.examples import DAY, HOUR, MINUTE, NOON, duty


def plan(store: Store, *duties: Duty) -> None:
    with store.begin() as memory:
        for one in duties:
            memory.duties.plan(one)


def waiting(store: Store) -> list[Duty]:
    with store.read() as memory:
        return memory.duties.waiting()


def due(store: Store, now: datetime = NOON, limit: int = 10) -> list[str]:
    with store.read() as memory:
        return [one.key for one in memory.duties.due(now, limit)]


def done(store: Store, key: str, at: datetime = NOON) -> None:
    with store.begin() as memory:
        memory.duties.done(key, at)


def test_a_duty_is_planned_once(store):
    facts = {"session": "2", "prompt": "stor\N{LATIN SMALL LETTER O WITH DIAERESIS}"}
    plan(store, duty(facts=facts), duty(facts=facts))

    assert waiting(store) == [duty(facts=facts)]


def test_planning_again_takes_over_the_new_instant_and_facts(store):
    plan(store, duty(facts={"session": "2"}), duty(due_at=NOON + DAY, facts={"session": "3"}))

    assert waiting(store) == [duty(due_at=NOON + DAY, facts={"session": "3"})]


def test_what_was_done_is_not_planned_again(store):
    plan(store, duty())
    done(store, "2:invite")
    plan(store, duty(due_at=NOON + DAY))

    assert waiting(store) == []
    assert due(store, NOON + 2 * DAY) == []


def test_duties_fall_due_at_their_instant_the_longest_due_first(store):
    plan(store, duty("c", due_at=NOON + MINUTE), duty("b"), duty("a"), duty("z", due_at=NOON - DAY))

    assert due(store) == ["z", "a", "b"]
    assert due(store, limit=2) == ["z", "a"]
    assert [one.key for one in waiting(store)] == ["z", "a", "b", "c"]


def test_what_is_done_is_no_longer_due(store):
    plan(store, duty("a"), duty("b"))
    done(store, "a")
    done(store, "never planned")

    assert due(store) == ["b"]


def test_a_duty_can_ask_to_be_looked_at_again_later(store):
    plan(store, duty())

    with store.begin() as memory:
        memory.duties.again("2:invite", NOON + HOUR)

    assert due(store) == []
    assert due(store, NOON + HOUR) == ["2:invite"]


def test_asking_for_another_look_brings_back_even_what_was_done(store):
    plan(store, duty())
    done(store, "2:invite")

    with store.begin() as memory:
        memory.duties.again("2:invite", NOON + HOUR)

    assert waiting(store) == [duty(due_at=NOON + HOUR)]


def test_duties_are_called_off_by_the_start_of_their_key(store):
    plan(store, duty("2:a"), duty("2:b"), duty("2:done"), duty("20:a"), duty("2%"), duty("2_"))
    done(store, "2:done")

    with store.begin() as memory:
        assert memory.duties.cancel("2:") == 2
        assert memory.duties.cancel("2%") == 1

    assert due(store) == ["20:a", "2_"]


def test_what_was_called_off_may_be_planned_anew(store):
    plan(store, duty())
    with store.begin() as memory:
        memory.duties.cancel("2:")
    plan(store, duty())

    assert due(store) == ["2:invite"]


def test_an_instant_without_a_zone_is_refused(store):
    naive = datetime(2027, 2, 24, 12)  # noqa: DTZ001
    with store.begin() as memory, pytest.raises(NaiveTime, match=r"Duty\.due_at"):
        memory.duties.plan(duty(due_at=naive))
