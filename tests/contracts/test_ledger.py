"""What the ledger promises: nothing is owed twice, and only the latest claimant says what became of it."""

from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from bot.domain.effects import Late, Owed, State
from bot.domain.errors import NaiveTime
from bot.ports import Store
from tests.contracts.examples import (
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    NOON,
    at_once,
    claim,
    due,
    owe,
    owed,
    seen,
)

NAIVE = datetime(2027, 2, 24, 12)  # noqa: DTZ001
KEY = "session:2:card:p008"
ODD_KEYS = [
    *("50%:a", "50x:a", "a_b:1", "axb:1", "a\\:1", "a:1", "A:1", "å:1"),
    *("\U0010ffff:1", "\ud7ff:1", "\ue000"),
]


def keys(store: Store, prefix: str = "", **wanted: object) -> list[str]:
    with store.read() as memory:
        return [effect.key for effect in memory.effects.find(prefix, **wanted)]


def conclude(store: Store, word: str, *arguments: object) -> bool:
    with store.begin() as memory:
        return bool(getattr(memory.effects, word)(*arguments))


def states(store: Store) -> dict[str, State]:
    with store.read() as memory:
        return {effect.key: effect.state for effect in memory.effects.find()}


def test_what_is_owed_is_ready_with_all_that_was_said_of_it(store):
    promise = owed(
        target="U008",
        payload={"session": "2", "rooms": [1, 2], "deep": {"person": "p008"}},
        expires_at=NOON + DAY,
        late=Late.SORRY,
        after="2:meeting:open",
        hold_until=NOON + HOUR,
    )
    owe(store, promise)

    effect = seen(store)

    assert {f.name: getattr(effect, f.name) for f in fields(Owed)} == vars(promise)
    assert (effect.state, effect.attempt, effect.fence) == (State.READY, 0, 0)
    assert (effect.try_at, effect.claimed_at, effect.remote_id) == (NOON, None, "")


def test_the_same_promise_is_owed_once(store):
    owe(store, owed(target="first"))

    with store.begin() as memory:
        assert not memory.effects.owe(owed(target="second"))

    assert seen(store).target == "first"
    with store.read() as memory:
        assert memory.effects.seek("never owed") is None


def test_a_promise_that_was_called_off_is_not_owed_again_by_its_key(store):
    owe(store, owed())
    conclude(store, "cancel", KEY, "called off")

    assert not conclude(store, "owe", owed())


def test_an_instant_without_a_zone_is_refused(store):
    with store.begin() as memory, pytest.raises(NaiveTime, match="not_before"):
        memory.effects.owe(owed(not_before=NAIVE))
    with store.read() as memory, pytest.raises(NaiveTime):
        memory.effects.due(NAIVE, 10)


def test_effects_fall_due_at_their_instant_the_oldest_promise_first(store):
    owe(
        store,
        owed("later", not_before=NOON + MINUTE),
        owed("now"),
        owed("before", not_before=NOON - DAY),
    )

    assert due(store) == [seen(store, key).id for key in ("before", "now")]
    assert due(store, limit=1) == [seen(store, "before").id]
    assert len(due(store, NOON + MINUTE)) == 3
    assert due(store, NOON - DAY - timedelta(microseconds=1)) == []


def test_what_comes_after_another_waits_until_that_one_is_settled(store):
    owe(store, owed("open"), owed("card", after="open"))
    card = seen(store, "card").id
    assert card not in due(store)

    opened = claim(store, "open")
    assert card not in due(store)
    conclude(store, "done", opened, "98765432101")

    assert due(store) == [card]


@pytest.mark.parametrize("end", [State.DEAD, State.CANCELLED, State.EXPIRED])
def test_an_end_without_success_releases_what_comes_after(store, end):
    owe(store, owed("open"), owed("card", after="open"))

    conclude(store, "settle", claim(store, "open"), end, "no licence")

    assert due(store) == [seen(store, "card").id]
    assert seen(store, "open").last_error == "no licence"


@pytest.mark.parametrize("word", ["again", "doubtful"])
def test_what_is_not_settled_holds_on(store, word):
    owe(store, owed("open"), owed("card", after="open"))

    conclude(store, word, claim(store, "open"), NOON, "a hiccup")

    assert due(store) == [seen(store, "open").id]


def test_nothing_is_held_longer_than_was_said(store):
    owe(
        store,
        owed("card", after="unheard of", hold_until=NOON + HOUR),
        owed("ever", after="unheard of"),
    )

    assert due(store, NOON + HOUR - MINUTE) == []
    assert due(store, NOON + HOUR) == [seen(store, "card").id]


def test_what_is_held_or_not_yet_due_cannot_be_claimed_by_its_id_either(store):
    owe(store, owed("held", after="unheard of"), owed("later", not_before=NOON + MINUTE))

    with store.begin() as memory:
        for key in ("held", "later"):
            effect = memory.effects.seek(key)
            assert memory.effects.claim(effect.id, NOON, lease=LEASE) is None
        assert memory.effects.claim(12345, NOON, lease=LEASE) is None


def test_a_claim_says_what_was_claimed_and_nobody_else_gets_it(store):
    owe(store, owed(target="U008"))
    id = seen(store).id

    with store.begin() as memory:
        effect, before = memory.effects.claim(id, NOON, lease=LEASE)
        assert memory.effects.claim(id, NOON, lease=LEASE) is None

    assert (before, effect.state, effect.target) == (State.READY, State.SENDING, "U008")
    assert (effect.attempt, effect.fence, effect.claimed_at) == (1, 1, NOON)
    assert due(store, NOON + DAY) == []
    assert seen(store) == effect


def test_of_several_threads_that_claim_one_effect_one_gets_it(store):
    owe(store, owed())
    id = seen(store).id

    def claim() -> object:
        with store.begin() as memory:
            return memory.effects.claim(id, NOON, lease=LEASE)

    got = at_once(4, claim)

    assert len(got) == 4
    assert len([claimed for claimed in got if claimed]) == 1


def test_what_was_done_stays_done(store):
    owe(store, owed())
    effect = claim(store)

    assert conclude(store, "done", effect, "C1:17.5")
    assert not conclude(store, "again", effect, NOON, "too late to say")

    assert (seen(store).state, seen(store).remote_id) == (State.DONE, "C1:17.5")
    assert due(store, NOON + DAY) == []


def test_what_was_certainly_not_done_is_ready_again_at_its_instant(store):
    owe(store, owed())

    conclude(store, "again", claim(store), NOON + MINUTE, "slow down")

    assert due(store, NOON + MINUTE - timedelta(microseconds=1)) == []
    second = claim(store, now=NOON + MINUTE)
    assert (second.attempt, second.fence, second.claimed_at) == (2, 2, NOON + MINUTE)
    assert second.last_error == "slow down"


def test_what_may_have_been_done_is_looked_up_and_remembers_when_the_call_left(store):
    owe(store, owed())
    conclude(store, "doubtful", claim(store), NOON + MINUTE, "no answer")
    assert due(store) == []

    id = seen(store).id
    assert due(store, NOON + MINUTE) == [id]
    with store.begin() as memory:
        effect, before = memory.effects.claim(id, NOON + MINUTE, lease=LEASE)

    assert (before, effect.claimed_at, effect.fence) == (State.UNKNOWN, NOON, 2)


def test_a_look_up_does_not_wait_for_what_it_came_after(store):
    owe(store, owed("open"), owed("card", after="open", hold_until=NOON))
    conclude(store, "doubtful", claim(store, "card"), NOON - DAY, "no answer")

    assert due(store, NOON - HOUR) == [seen(store, "card").id]


@pytest.mark.parametrize(
    ("word", "arguments"),
    [
        ("done", ("C1:1",)),
        ("again", (NOON, "why")),
        ("doubtful", (NOON, "why")),
        ("settle", (State.DEAD, "why")),
    ],
)
def test_an_old_fence_changes_nothing(store, word, arguments):
    owe(store, owed())
    old = claim(store)
    conclude(store, "again", old, NOON, "lost the network")
    new = claim(store)

    assert not conclude(store, word, old, *arguments)

    assert seen(store) == new
    assert conclude(store, word, new, *arguments)


def test_done_is_not_an_end_without_being_done(store):
    owe(store, owed())
    effect = claim(store)

    with store.begin() as memory, pytest.raises(ValueError, match="done"):
        memory.effects.settle(effect, State.DONE, "?")


def test_calling_off_takes_all_that_has_not_left_and_nothing_else(store):
    owe(
        store,
        *(owed(f"2:{word}") for word in ("ready", "sent", "sending", "unknown")),
        owed("20:x"),
    )
    conclude(store, "done", claim(store, "2:sent"), "C1:1")
    conclude(store, "doubtful", claim(store, "2:unknown"), NOON, "no answer")
    claim(store, "2:sending")

    conclude(store, "cancel", "2:", "the session is cancelled")

    assert states(store) == {
        "2:ready": State.CANCELLED,
        "2:sent": State.DONE,
        "2:sending": State.SENDING,
        "2:unknown": State.UNKNOWN,
        "20:x": State.READY,
    }
    assert seen(store, "2:ready").last_error == "the session is cancelled"


def test_calling_off_says_how_many_there_were(store):
    owe(store, *(owed(f"2:{n}") for n in range(5)))

    with store.begin() as memory:
        assert memory.effects.cancel("2:", "no") == 5
        assert memory.effects.cancel("2:", "no") == 0


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("50%", ["50%:a"]),
        ("a_b", ["a_b:1"]),
        ("a\\", ["a\\:1"]),
        ("A", ["A:1"]),
        ("å", ["å:1"]),
        ("\U0010ffff", ["\U0010ffff:1"]),
        ("\ud7ff", ["\ud7ff:1"]),
        ("", ODD_KEYS),
    ],
)
def test_a_prefix_is_taken_by_the_letter(store, prefix, found):
    owe(store, *map(owed, ODD_KEYS))

    assert keys(store, prefix) == found
    with store.begin() as memory:
        assert memory.effects.cancel(prefix, "called off") == len(found)


def test_effects_are_found_by_prefix_kind_target_and_state_oldest_first(store):
    owe(
        store,
        owed("2:b", kind="card", target="U1"),
        owed("2:a", kind="card", target="U2"),
        owed("2:c", kind="note", target="U1"),
        owed("3:a", kind="card", target="U1", not_before=NOON - DAY),
    )
    claim(store, "2:a")

    assert keys(store) == ["2:b", "2:a", "2:c", "3:a"]
    assert keys(store, "2:", kind="card") == ["2:b", "2:a"]
    assert keys(store, target="U1", states=[State.READY]) == ["2:b", "2:c", "3:a"]
    assert keys(store, "2:", states=(State.SENDING, State.DONE)) == ["2:a"]


def test_the_newest_effects_are_told_and_all_are_counted_by_state(store):
    assert set(counted(store).values()) == {0}
    owe(store, owed("2:a"), owed("2:b"), owed("2:c"), owed("2:d"))
    claim(store, "2:c")

    with store.read() as memory:
        newest = memory.effects.newest
        assert [effect.key for effect in newest(2)] == ["2:c", "2:d"]
        assert [effect.key for effect in newest(2, states=[State.READY])] == ["2:b", "2:d"]
        assert [effect.key for effect in newest(9)] == ["2:a", "2:b", "2:c", "2:d"]
        assert newest(0) == []
    assert counted(store) == dict.fromkeys(State, 0) | {State.READY: 3, State.SENDING: 1}


def counted(store) -> dict[State, int]:
    with store.read() as memory:
        return memory.effects.count()


@pytest.mark.parametrize("shift", [-HOUR, HOUR])
def test_what_has_not_left_can_be_moved_either_way(store, shift):
    owe(store, owed())
    id = seen(store).id

    with store.begin() as memory:
        memory.effects.put_off(KEY, not_before=NOON + shift, expires_at=NOON + DAY)

    assert due(store, NOON + shift - MINUTE) == []
    assert due(store, NOON + shift) == [id]
    assert seen(store).expires_at == NOON + DAY


def test_what_has_left_cannot_be_moved(store):
    owe(store, owed())
    effect = claim(store)

    with store.begin() as memory:
        memory.effects.put_off(KEY, not_before=NOON + DAY, expires_at=None)

    assert seen(store) == effect


def test_a_claim_is_given_up_only_when_its_lease_has_run_out(store):
    owe(store, owed("long"), owed("short"))
    claim(store, "long")
    with store.begin() as memory:
        id = memory.effects.seek("short").id
        memory.effects.claim(id, NOON + MINUTE, lease=timedelta(seconds=-1))

    with store.begin() as memory:
        assert memory.effects.release_stale(only_writer=False) == 1

    assert states(store) == {"long": State.SENDING, "short": State.UNKNOWN}
    assert seen(store, "short").try_at == NOON + MINUTE
    assert due(store, NOON + MINUTE) == [id]


def test_leases_run_on_the_databases_clock_whatever_ours_says(store):
    owe(store, owed(not_before=NOON - 4000 * DAY))
    claim(store, now=NOON - 4000 * DAY)

    with store.begin() as memory:
        assert memory.effects.release_stale(only_writer=False) == 0


def test_after_its_claim_was_given_up_the_late_claimant_is_not_heard(store):
    owe(store, owed())
    with store.begin() as memory:
        late, _ = memory.effects.claim(memory.effects.seek(KEY).id, NOON, lease=-LEASE)
        memory.effects.release_stale(only_writer=False)

    assert not conclude(store, "done", late, "C1:1")
    assert seen(store).state is State.UNKNOWN


def test_the_backlog_counts_what_waits_for_us_and_what_hangs(store):
    owe(
        store,
        owed("due"),
        owed("backing off"),
        owed("later", not_before=NOON + MINUTE),
        owed("held", after="later"),
        *(owed(word) for word in ("sending", "unknown", "dead", "done", "expired")),
    )
    conclude(store, "again", claim(store, "backing off"), NOON + HOUR, "slow down")
    claim(store, "sending")
    conclude(store, "doubtful", claim(store, "unknown"), NOON + HOUR, "no answer")
    conclude(store, "settle", claim(store, "dead"), State.DEAD, "no such person")
    conclude(store, "settle", claim(store, "expired"), State.EXPIRED, "too late")
    conclude(store, "done", claim(store, "done"), "C1:1")

    with store.read() as memory:
        backlog = memory.effects.backlog(NOON)
    assert (backlog.due, backlog.sending, backlog.unknown, backlog.dead) == (2, 1, 1, 1)


@pytest.mark.parametrize("end", ["done", State.CANCELLED, State.EXPIRED, State.DEAD])
def test_what_brings_a_message_up_to_date_without_a_line_is_gone_once_it_is_over(store, end):
    mine = {"kind": "edit", "payload": {"of": "ask:1"}, "target": "p008"}
    owe(store, owed("one", **mine), owed("other", **mine | {"kind": "prompt"}))
    owe(store, owed("theirs", **mine | {"target": "p009"}))
    with store.begin() as memory:
        memory.effects.leave_no_line("p008")
    owe(store, owed("later", **mine))

    for key in ("one", "other", "theirs", "later"):
        arguments = ("C1:1",) if end == "done" else (end, "no longer")
        assert conclude(store, "done" if end == "done" else "settle", claim(store, key), *arguments)

    # what was refused for good stays, for somebody must look at it
    gone = set() if end is State.DEAD else {"one"}
    assert set(states(store)) == {"one", "other", "theirs", "later"} - gone


def test_what_leaves_no_line_is_still_tried_again(store):
    owe(store, owed("one", kind="home", target="p008"))
    with store.begin() as memory:
        memory.effects.leave_no_line("p008")

    conclude(store, "again", claim(store, "one"), NOON, "slow down")
    conclude(store, "doubtful", claim(store, "one"), NOON, "no answer")

    assert states(store) == {"one": State.UNKNOWN}


def test_an_empty_ledger_owes_nothing(store):
    with store.read() as memory:
        assert memory.effects.backlog(NOON).due == 0
        assert memory.effects.find() == []
        assert memory.effects.due(NOON, 10) == {}


def test_a_large_payload_is_kept_whole(store):
    payload = {"people": [f"p{n:03}" for n in range(20_000)], "note": "ä" * 50_000}
    owe(store, owed(payload=payload))

    assert seen(store).payload == payload


def test_what_left_for_somebody_since_an_instant_is_found_whether_done_or_in_doubt(store):
    owe(store, owed("early", target="U1"), owed("late", target="U1"), owed("hers", target="U2"))
    owe(store, owed("doubtful", target="U1"), owed("waits", target="U1"))
    conclude(store, "done", claim(store, "early"), "C1:1.0")
    conclude(store, "done", claim(store, "late", NOON + MINUTE), "C1:2.0")
    conclude(store, "done", claim(store, "hers", NOON + MINUTE), "C2:1.0")
    conclude(store, "doubtful", claim(store, "doubtful", NOON + MINUTE), NOON, "no answer")

    with store.read() as memory:
        found = memory.effects.left_since("U1", NOON + MINUTE)

    assert [effect.key for effect in found] == ["late", "doubtful"]


def test_what_follows_another_waits_for_it_and_is_let_go_again(store):
    owe(store, owed("lead"), owed("follower", hold_until=NOON))
    with store.begin() as memory:
        memory.effects.follow("follower", "lead")
    assert due(store) == [seen(store, "lead").id]

    with store.begin() as memory:
        memory.effects.follow("follower", "")
    assert len(due(store)) == 2


def test_what_has_left_follows_nothing_any_more(store):
    owe(store, owed("lead"), owed("gone"))
    claim(store, "gone")

    with store.begin() as memory:
        memory.effects.follow("gone", "lead")

    assert seen(store, "gone").after == ""
