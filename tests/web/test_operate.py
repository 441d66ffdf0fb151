"""The ledger as the machine's operator sees it: counted in the database, however much was owed."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import requests

from bot.domain.effects import Owed, State
from tests.web.conftest import NOW

MANY = 20_000


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    """Twenty thousand effects as rows; the newest two hundred still wait."""
    plain = {
        "kind": "notice", "urgency": 2, "target": "p1", "payload": {}, "not_before": NOW, "late": "send", "after": "",
        "attempt": 1, "fence": 1, "try_at": NOW, "claimed_from": "", "remote_id": "", "last_error": "",
    }  # fmt: skip
    return [
        {**plain, "key": f"s02:notice:0:p{n}", "state": "done" if n < MANY - 200 else "ready"}
        for n in range(MANY)
    ]


@pytest.fixture
def crowded(store, rows):
    import sqlalchemy as sa

    from bot.store.tables import effect

    with store.begin() as memory:
        memory.effects._connection.execute(sa.insert(effect), rows)


def asked(door: str, query: str = "") -> dict:
    return requests.get(f"{door}/operate/effects?{query}", timeout=30).json()


def test_every_state_is_counted_and_the_newest_is_named(door, store):
    with store.begin() as memory:
        for n in range(3):
            memory.effects.owe(Owed(key=f"welcome:p{n}", kind="welcome", not_before=NOW))
        memory.effects.cancel("welcome:p1", "they left")

    told = asked(door, "limit=1")

    assert told["states"] == {**dict.fromkeys(State, 0), "ready": 2, "cancelled": 1}
    assert (told["total"], told["newest"]) == (3, told["effects"][0]["id"])
    assert [e["key"] for e in told["effects"]] == ["welcome:p2"]


def test_the_total_is_of_the_states_asked_for_and_the_counts_are_of_all(door, store):
    with store.begin() as memory:
        for n in range(3):
            at = NOW + timedelta(hours=n)
            memory.effects.owe(Owed(key=f"welcome:p{n}", kind="welcome", not_before=at))
        memory.effects.cancel("welcome:p1", "they left")

    told = asked(door, "state=cancelled,cancelled,dead")

    assert (told["total"], [e["key"] for e in told["effects"]]) == (1, ["welcome:p1"])
    assert told["states"]["ready"] == 2


def test_an_empty_ledger_has_no_newest(door):
    assert asked(door)["newest"] == asked(door)["total"] == 0


def test_with_twenty_thousand_effects_it_answers_at_once(door, crowded):
    asked(door)
    nothing = min(_timed(lambda: requests.get(f"{door}/health/live", timeout=30)) for _ in range(9))
    quickest = min(_timed(lambda: asked(door, "limit=50&waiting=1")) for _ in range(9))
    counted = min(_timed(lambda: asked(door, "limit=0")) for _ in range(9))

    told = asked(door, "limit=50&state=ready")
    assert (told["total"], len(told["effects"]), told["newest"]) == (200, 50, MANY)
    assert told["states"]["done"] == MANY - 200
    # looking at each of them would take some hundred times an answer that looks at none
    assert quickest < 60 * nothing
    assert counted < 40 * nothing


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
