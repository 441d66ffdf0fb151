"""What the paces promise: all or nothing, shared by whoever writes, and a turn for who must wait."""

from datetime import timedelta

from bot.domain.pace import Pace
from bot.domain.urgency import Urgency
from tests.contracts.examples import HOUR, NOON, at_once

SECOND = timedelta(seconds=1)
POSTS = Pace(key="posts", every=SECOND, burst=4, spare=2)
TALK = Pace(key="talk", every=10 * SECOND)


def take(store, *wanted, now=NOON, urgency=Urgency.URGENT):
    with store.begin() as memory:
        turn = memory.paces.take(now, wanted, urgency=urgency)
    return turn and turn.at


def seconds(instants):
    return [(instant - NOON) / SECOND for instant in instants if instant]


def test_as_many_as_the_burst_at_once_and_then_one_after_another(store):
    took = [take(store, POSTS) for _ in range(6)]

    assert took[:4] == [None] * 4
    assert seconds(took) == [1.0, 2.0]
    assert take(store, POSTS, now=NOON + SECOND) is None


def test_all_of_them_or_none(store):
    assert take(store, POSTS, TALK) is None
    assert take(store, POSTS, TALK) == NOON + 10 * SECOND  # the talk is spoken for

    assert [take(store, POSTS) for _ in range(3)] == [None] * 3


def test_what_is_patient_leaves_a_part_to_what_is_urgent(store):
    patient = [take(store, POSTS, urgency=Urgency.PATIENT) for _ in range(50)]

    assert patient[:2] == [None, None]
    assert seconds(patient) == [float(n) for n in range(1, 49)]
    # urgent, and so before all of them
    assert [take(store, POSTS) for _ in range(2)] == [None, None]
    assert seconds([take(store, POSTS)]) == [1.0]


def test_who_is_less_urgent_is_given_a_turn_behind_who_is_more(store):
    for _ in range(9):
        take(store, POSTS)

    turns = [
        take(store, POSTS, urgency=u) for u in (Urgency.PATIENT, Urgency.USUAL, Urgency.URGENT)
    ]

    # five urgent ones wait; whose turn it is finds out by asking
    assert seconds(turns) == [6.0, 6.0, 6.0]


def test_of_several_workers_at_once_no_more_than_the_burst_are_let_in(store):
    got = at_once(8, lambda: take(store, POSTS))

    assert len(got) == 8
    assert got.count(None) == 4


def test_what_was_taken_is_given_back_where_the_transaction_falls(store):
    try:
        with store.begin() as memory:
            assert memory.paces.take(NOON, [TALK]) is None
            raise RuntimeError
    except RuntimeError:
        pass

    assert take(store, TALK) is None


def test_a_hold_is_for_everybody_and_ends(store):
    with store.begin() as memory:
        memory.paces.hold(NOON, [POSTS], NOON + 30 * SECOND)

    assert take(store, POSTS) == NOON + 30 * SECOND
    assert take(store, TALK) is None
    assert take(store, POSTS, now=NOON + 30 * SECOND, urgency=Urgency.PATIENT) is None


def test_a_clock_set_back_by_an_hour_does_not_hold_anybody_up_for_an_hour(store):
    for _ in range(30):
        take(store, POSTS, urgency=Urgency.PATIENT)
    with store.begin() as memory:
        memory.paces.hold(NOON, [POSTS], NOON + 20 * SECOND)
    back = NOON - HOUR

    waits = [take(store, POSTS, now=back + n * 21 * SECOND) for n in range(3)]

    assert waits == [back + 20 * SECOND, None, None]


def test_paces_that_are_over_are_forgotten(store):
    take(store, POSTS, TALK)
    with store.begin() as memory:
        assert memory.paces.tidy(NOON + HOUR) == 2
        assert memory.paces.tidy(NOON + HOUR) == 0
