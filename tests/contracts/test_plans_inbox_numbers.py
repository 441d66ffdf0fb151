"""What the room plans, the inbox and the counts promise."""

from dataclasses import replace
from threading import Thread

import pytest
import sqlalchemy as sa

from bot.domain.errors import ChangedMeanwhile, NoSuchThing
from bot.ports import AlreadyTaken
from bot.store.engines import disposed, reading_engine
from bot.store.tables import gesture
from tests.contracts.examples import NOON, PLAN


class Mishap(Exception):
    """Something that takes back what was written."""


def test_a_plan_comes_back_with_its_rooms(store):
    with store.begin() as memory:
        memory.plans.add(PLAN)

    with store.read() as memory:
        assert memory.plans.latest("2") == PLAN
        assert memory.plans.version("2", 1) == PLAN


def test_every_version_is_kept_and_the_newest_and_the_published_one_are_known(store):
    versions = [
        replace(PLAN, version=1, state="published"),
        replace(PLAN, version=2, state="published", at=None),
        replace(PLAN, version=10, state="proposed", undoes=2),
    ]
    with store.begin() as memory:
        for plan in (
            versions[2],
            versions[0],
            versions[1],
            replace(PLAN, session_id="3", version=99),
        ):
            memory.plans.add(plan)

    with store.read() as memory:
        assert memory.plans.versions("2") == versions
        assert memory.plans.latest("2") == versions[2]
        assert memory.plans.published("2") == versions[1]


def test_a_session_without_rooms_has_no_plan(store):
    with store.read() as memory:
        assert memory.plans.latest("2") is None
        assert memory.plans.published("2") is None
        assert memory.plans.versions("2") == []
        with pytest.raises(NoSuchThing, match="version 4"):
            memory.plans.version("2", 4)


def test_a_version_is_known_at_once_and_no_more_once_it_was_taken_back(store):
    newer = replace(PLAN, version=2, state="proposed")

    def proposes_and_fails() -> None:
        with store.begin() as inner:
            inner.plans.add(newer)
            assert inner.plans.latest("2") == newer
            raise Mishap

    with store.begin() as memory:
        assert memory.plans.latest("2") is None
        memory.plans.add(PLAN)
        assert memory.plans.latest("2") == PLAN
        with pytest.raises(Mishap):
            proposes_and_fails()
        assert memory.plans.latest("2") == PLAN
        assert memory.plans.latest("2") is memory.plans.latest("2")


def test_of_two_who_change_the_rooms_at_once_the_second_is_told(store):
    with store.begin() as memory:
        memory.plans.add(PLAN)
        with pytest.raises(ChangedMeanwhile, match="changed the rooms a moment ago"):
            memory.plans.add(replace(PLAN, why="mine"))
        assert memory.plans.version("2", 1).why == "drawn"


def test_rooms_that_were_never_kept_are_not_remembered(store):
    def looked_at_and_given_up():
        with store.begin() as memory:
            memory.plans.add(replace(PLAN, why="given up"))
            assert memory.plans.latest("2").why == "given up"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        looked_at_and_given_up()
    with store.begin() as memory:
        memory.plans.add(PLAN)

    with store.read() as memory:
        assert memory.plans.latest("2") == PLAN


def test_more_plans_are_told_apart_than_are_at_hand(store):
    plans = [replace(PLAN, session_id=str(n), why=f"of session {n}") for n in range(20)]
    with store.begin() as memory:
        for plan in plans:
            memory.plans.add(plan)

    for _ in range(2):
        with store.read() as memory:
            assert [memory.plans.latest(str(n)) for n in range(20)] == plans


def test_a_gesture_is_answered_as_it_was_the_first_time(store):
    answer = {
        "text": "Noted \N{WHITE HEAVY CHECK MARK}",
        "blocks": [{"type": "divider"}],
        "n": 1.5,
        "none": None,
    }
    with store.begin() as memory:
        assert memory.inbox.answer_to("Ev123") is None
        memory.inbox.keep("Ev123", answer, NOON)

    with store.read() as memory:
        assert memory.inbox.answer_to("Ev123") == answer
        assert memory.inbox.answer_to("Ev124") is None


def test_a_gesture_is_taken_once(store):
    with store.begin() as memory:
        memory.inbox.keep("Ev123", {"text": "first"}, NOON)

    with store.begin() as memory:
        with pytest.raises(AlreadyTaken):
            memory.inbox.keep("Ev123", {"text": "second"}, NOON)
        assert memory.inbox.answer_to("Ev123") == {"text": "first"}


def test_of_a_gesture_only_the_day_is_kept(store):
    with store.begin() as memory:
        memory.inbox.keep("Ev123", {}, NOON)

    with (
        disposed(reading_engine(store.place, pool=1, patience=5)) as engine,
        engine.connect() as to,
    ):
        (kept,) = to.execute(sa.select(gesture.c.at)).scalars()
    assert kept == NOON.replace(hour=0, minute=0, second=0, microsecond=0)


def test_an_empty_answer_is_an_answer(store):
    with store.begin() as memory:
        memory.inbox.keep("Ev123", {}, NOON)
        assert memory.inbox.answer_to("Ev123") == {}


def test_counts_start_at_one_and_each_has_its_own(store):
    with store.begin() as memory:
        assert [memory.numbers.next(name) for name in ("action", "action", "call")] == [1, 2, 1]

    with store.begin() as memory:
        assert memory.numbers.next("action") == 3


def test_no_number_is_given_to_two(store):
    given = []

    def take() -> None:
        for _ in range(5):
            with store.begin() as memory:
                number = memory.numbers.next("trace")
            given.append(number)

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(given) == list(range(1, 21))
