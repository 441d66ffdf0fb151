"""One clock for everybody: real until it is set, and then exactly where it was put."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests

from bot.domain.errors import NaiveTime
from integrations.clock import ClockFace, ClockUnreachable, SandboxClock, SystemClock
from integrations.sandbox.time import MovableClock, iso, read_instant
from integrations.sandbox.wire import Door

EVENING = datetime(2027, 2, 24, 20, tzinfo=UTC)


@pytest.fixture
def clock():
    return MovableClock(EVENING)


@pytest.fixture
def door(clock: MovableClock):
    made = Door(clock.answer)
    yield made
    made.shut()


def test_until_it_is_set_it_is_the_machines_time():
    before = SystemClock().now()
    assert before <= MovableClock().now() <= SystemClock().now()
    assert not MovableClock().moved


def test_once_set_it_stands_still_until_moved(clock: MovableClock):
    assert clock.now() == clock.now() == EVENING
    clock.advance(timedelta(hours=3))
    assert clock.now() == EVENING + timedelta(hours=3)
    clock.set(EVENING - timedelta(days=1))
    assert clock.now() == EVENING - timedelta(days=1)


def test_with_a_rate_it_runs_on_from_where_it_is(clock: MovableClock):
    clock.rate = 1_000_000
    assert clock.now() >= EVENING
    first = clock.now()
    assert clock.now() > first
    clock.rate = 0
    assert clock.now() == clock.now() > first


def test_a_time_without_a_zone_is_refused(clock: MovableClock):
    with pytest.raises(NaiveTime):
        clock.set(datetime(2027, 2, 24, 20))  # noqa: DTZ001
    with pytest.raises(NaiveTime):
        read_instant("2027-02-24T20:00:00")


def test_an_answer_that_was_asked_for_earlier_does_not_turn_the_clock_back(clock: MovableClock):
    """One thread's answer is on its way while the clock is moved and another thread reads the new time."""
    asked, moved = threading.Event(), threading.Event()

    def answer(request):
        told = clock.answer(request)
        if not asked.is_set():
            asked.set()
            moved.wait(5)
        return told

    door = Door(answer)
    read = SandboxClock(door.url + "/now", fresh=60)
    slow = threading.Thread(target=read.now)
    slow.start()
    asked.wait(5)
    clock.set(EVENING + timedelta(hours=1))
    seen = read.now()
    moved.set()
    slow.join(5)
    door.shut()

    assert seen == EVENING + timedelta(hours=1)
    assert read.now() == seen


def test_it_answers_as_the_interfaces_say(door: Door):
    assert requests.get(door.url + "/now", timeout=30).json() == {
        "now": "2027-02-24T20:00:00Z",
        "rate": 0.0,
    }


@pytest.mark.parametrize(
    ("wish", "then"),
    [
        ({"now": "2027-03-01T08:30:00Z"}, "2027-03-01T08:30:00Z"),
        ({"now": "2027-03-01T09:30:00+01:00"}, "2027-03-01T08:30:00Z"),
        ({"advance_seconds": 90}, "2027-02-24T20:01:30Z"),
        ({"advance_seconds": -60}, "2027-02-24T19:59:00Z"),
    ],
)
def test_it_can_be_moved_from_outside(door: Door, wish: dict, then: str):
    assert requests.post(door.url + "/now", json=wish, timeout=30).json()["now"] == then
    assert requests.get(door.url + "/now", timeout=30).json()["now"] == then


@pytest.mark.parametrize(
    "wish", [{}, [], {"hour": 3}, {"now": "soon"}, {"now": "2027-03-01T08:30:00"}, {"rate": "fast"}]
)
def test_nonsense_does_not_move_it(door: Door, clock: MovableClock, wish: object):
    assert requests.post(door.url + "/now", json=wish, timeout=30).status_code == 400
    assert clock.now() == EVENING


def test_the_product_reads_the_sandboxs_time(door: Door):
    assert SandboxClock(door.url + "/now").now() == EVENING


def test_every_thread_reads_it(door: Door):
    clock, read = SandboxClock(door.url + "/now"), []
    threads = [threading.Thread(target=lambda: read.append(clock.now())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [EVENING] * 8


def test_what_was_just_read_is_not_asked_for_again(door: Door, clock: MovableClock):
    patient, restless = (SandboxClock(door.url + "/now", fresh=fresh) for fresh in (60, 0))
    assert patient.now() == restless.now() == EVENING
    clock.advance(timedelta(hours=1))
    assert patient.now() == EVENING
    assert restless.now() == EVENING + timedelta(hours=1)


def test_a_clock_that_cannot_be_reached_is_said_in_words(door: Door):
    door.shut()
    with pytest.raises(ClockUnreachable, match="Start the sandbox"):
        SandboxClock(door.url + "/now").now()


@pytest.fixture
def face() -> Iterator[ClockFace]:
    face = ClockFace.hung_up()
    yield face
    face.take_down()


def test_a_face_on_this_machine_is_read_without_a_question(face: ClockFace):
    clock = MovableClock(EVENING, face=face)
    door = Door(clock.answer)
    read = SandboxClock(door.url + "/now", fresh=60)
    assert read.now() == EVENING
    door.shut()

    clock.advance(timedelta(hours=1, microseconds=7))
    assert read.now() == EVENING + timedelta(hours=1, microseconds=7)
    clock.rate = 3600.0
    before = clock.now()
    assert before <= read.now() <= clock.now()


def test_a_face_that_was_taken_down_shows_nothing(face: ClockFace):
    MovableClock(EVENING, face=face)
    seen = ClockFace(face.path)
    assert seen.now() == EVENING
    face.take_down()
    assert seen.now() is None
    assert not face.path.exists()


def test_a_clock_that_was_never_set_shows_nothing(face: ClockFace):
    MovableClock(face=face)
    assert face.now() is None


def test_an_instant_is_written_with_z_and_read_back():
    assert iso(EVENING) == "2027-02-24T20:00:00Z"
    assert read_instant(iso(EVENING)) == EVENING
