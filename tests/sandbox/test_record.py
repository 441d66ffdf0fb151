"""The sums over what happened: doubled, lost, at night, too much on one day, against the rules."""

from datetime import UTC, date, datetime, timedelta

import pytest

from integrations.sandbox.record import ANSWER_SECONDS, Call, Record, as_read
from integrations.sandbox.time import MovableClock

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
ZONES = {"U1": "Europe/London", "U2": "America/Chicago"}


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
def record(clock: MovableClock) -> Record:
    return Record(clock)


def message(
    record: Record, text: str, *, key: str = "", person: str = "U1", **more: object
) -> Call:
    call = record.open("slack", "chat.postMessage")
    call.target, call.person, call.key, call.text = f"D{person}", person, key, text
    call.landed = True
    for name, value in more.items():
        setattr(call, name, value)
    return call


def test_one_key_twice_at_one_place_is_doubled_however_much_later(
    record: Record, clock: MovableClock
):
    message(record, "a", key="k")
    clock.advance(timedelta(days=40))
    again = message(record, "other words", key="k")
    message(record, "a", key="k", person="U2")
    assert record.doubled() == [again]


def test_the_same_words_within_ten_minutes_are_doubled_whatever_their_keys(
    record: Record, clock: MovableClock
):
    message(record, "Room  2", key="k1")
    clock.advance(timedelta(minutes=10))
    again = message(record, "Room 2", key="k2")
    clock.advance(timedelta(minutes=11))
    message(record, "Room 2", key="k3")
    assert record.doubled() == [again]


def test_the_same_words_in_answer_to_the_same_question_are_not_doubled(record: Record):
    for _ in range(2):
        record.acted("U1")
        message(record, "Your next session is on Wednesday")
    assert record.doubled() == []


def test_the_same_words_in_two_threads_are_not_doubled(record: Record):
    message(record, "a", args={"thread_ts": "1"})
    message(record, "a", args={"thread_ts": "2"})
    assert record.doubled() == []


def test_a_meeting_made_twice_for_one_wish_is_doubled(record: Record):
    for _ in range(2):
        call = record.open("zoom", "meetings.create")
        call.key, call.landed = "session:1", True
    assert [call.n for call in record.doubled()] == [2]


def test_what_went_wrong_and_never_came_is_lost(record: Record):
    message(record, "a", key="k1", landed=False, fault="drop")
    message(record, "b", key="k2", landed=False, fault="500")
    message(record, "b", key="k2")
    message(record, "c", landed=False, fault="drop")
    message(record, "d", landed=False, error="channel_not_found")
    assert record.lost() == [
        "slack chat.postMessage: k1 never arrived",
        "slack chat.postMessage: call 4 never arrived",
    ]


def test_an_unmarked_message_that_was_said_again_is_not_lost(record: Record):
    message(record, "a", landed=False, fault="drop")
    message(record, "a")
    assert record.lost() == []


def test_what_went_as_a_part_of_another_message_is_not_lost_once_that_arrived(record: Record):
    message(record, "Your room.", key="k1", landed=False, fault="429")
    message(record, "Your room.", key="k2")
    assert (
        record.lost() == record.lost({"k1": "k3"}) == ["slack chat.postMessage: k1 never arrived"]
    )

    message(record, "Several things.", key="k3")
    assert record.lost({"k1": "k3"}) == []


@pytest.mark.parametrize(
    ("hour", "found"), [(7, ["U1", "U2"]), (8, ["U2"]), (14, []), (20, ["U1"]), (1, ["U1"])]
)
def test_the_night_is_each_persons_own(record: Record, clock: MovableClock, hour: int, found: list):
    clock.set(NOON.replace(hour=hour))
    for person in ZONES:
        message(record, person, person=person)
    assert [call.person for call in record.in_quiet_hours(ZONES)] == found


def test_what_a_person_asked_for_at_night_does_not_wake_them(record: Record, clock: MovableClock):
    clock.set(NOON.replace(hour=3))
    record.acted("U1")
    message(record, "a")
    assert record.in_quiet_hours(ZONES) == []
    assert record.messages_per_person_day(ZONES) == {}


def test_an_answer_that_takes_long_is_one_while_hardly_any_time_goes_by(
    record: Record, clock: MovableClock
):
    clock.set(NOON.replace(hour=3))
    record.acted("U1")
    slow = message(record, "a")
    slow.real += ANSWER_SECONDS + 1
    assert record.in_quiet_hours(ZONES) == []

    clock.advance(timedelta(seconds=ANSWER_SECONDS + 1))
    later = message(record, "b")
    later.real += ANSWER_SECONDS + 1
    assert record.in_quiet_hours(ZONES) == [later]


def test_some_messages_may_come_at_night(record: Record, clock: MovableClock):
    clock.set(NOON.replace(hour=3))
    message(record, "We start in an hour")
    message(record, "A question")
    found = record.in_quiet_hours(ZONES, unless=lambda call: "start" in call.text)
    assert [call.text for call in found] == ["A question"]


def test_messages_are_counted_on_each_persons_own_day(record: Record, clock: MovableClock):
    clock.set(NOON.replace(hour=3))
    for person in ("U1", "U1", "U2"):
        message(record, f"{person}{len(record.calls)}", person=person)
    assert record.messages_per_person_day(ZONES) == {
        ("U1", date(2027, 2, 1)): 2,
        ("U2", date(2027, 1, 31)): 1,
    }


def test_messages_in_channels_and_to_strangers_are_nobodys_night(
    record: Record, clock: MovableClock
):
    clock.set(NOON.replace(hour=3))
    message(record, "a", person="")
    message(record, "b", person="U9")
    assert record.in_quiet_hours(ZONES) == []


def test_violations_name_the_call(record: Record):
    message(record, "a").violations.append("blocks without a text")
    assert record.violations() == ["slack chat.postMessage (call 1): blocks without a text"]


def test_what_was_said_is_not_told_to_the_switchboard(record: Record):
    told = message(record, "private", args={"text": "private"}).as_json()
    assert "private" not in str(told)
    assert told["characters"] == 7
    assert record.since(0) == record.calls
    assert record.since(1) == []


def test_words_are_compared_as_a_reader_takes_them_in():
    assert as_read("it\u2019s\u200b  a \u201cyes\u201d\n") == 'it\'s a "yes"'


def test_of_a_call_that_is_over_only_what_a_message_said_is_kept(record: Record):
    said = message(record, "Your room is 2", args={"blocks": [{"type": "divider"}]})
    edit = message(record, "Your room is 3", method="chat.update", args={"blocks": []})
    under_way = message(record, "Soon", landed=False, args={"text": "Soon"})
    dropped = message(record, "Late", landed=False, fault="drop", args={"text": "Late"})
    for call in (said, edit, under_way, dropped):
        call.lighten()

    assert (said.text, said.args) == ("Your room is 2", {})
    assert (edit.text, edit.args) == ("", {})
    assert (dropped.text, dropped.args) == ("Late", {})
    assert (under_way.text, under_way.args) == ("Soon", {"text": "Soon"})
