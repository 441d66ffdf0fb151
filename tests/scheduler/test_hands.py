"""Hands that share one database: one of them writes, and so many call."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from scheduler.hands import InTurn
from tests.scheduler.doorstep import PATIENCE, until


class Busy:
    """Something that takes until it is let go; how many were at it at once, at most."""

    def __init__(self) -> None:
        self.lock, self.go = threading.Lock(), threading.Event()
        self.at_it, self.most = 0, 0

    def __call__(self) -> str:
        with self.lock:
            self.at_it += 1
            self.most = max(self.most, self.at_it)
        self.go.wait(PATIENCE)
        with self.lock:
            self.at_it -= 1
        return "done"


def test_one_hand_writes_while_the_others_wait_their_turn():
    hands, writes = InTurn(calls=3), Busy()
    with ThreadPoolExecutor(6) as threads:
        ends = [threads.submit(hands.write, writes) for _ in range(6)]
        until(lambda: writes.at_it == 1)
        writes.go.set()
        assert [end.result(PATIENCE) for end in ends] == ["done"] * 6

    assert writes.most == 1


def test_so_many_call_at_once_and_no_more():
    hands, calls = InTurn(calls=2), Busy()
    with ThreadPoolExecutor(6) as threads:
        ends = [threads.submit(hands.call, calls) for _ in range(6)]
        until(lambda: calls.at_it == 2)  # fewer would wait for ever
        calls.go.set()
        assert [end.result(PATIENCE) for end in ends] == ["done"] * 6

    assert calls.most == 2


def test_who_falls_over_gives_the_turn_back():
    hands = InTurn(calls=1)

    def falls() -> None:
        raise KeyError("wrong")

    for does in (hands.write, hands.call):
        with pytest.raises(KeyError, match="wrong"):
            does(falls)
        assert does(lambda: "next") == "next"
