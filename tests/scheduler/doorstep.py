"""A messenger at whose doorstep messages wait, what is owed to it, and patience."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.effects import Owed, State
from bot.domain.pace import Pace
from bot.ports import Desk, Member, Posted
from bot.voice.message import Message
from tests.faults.community import NOON
from tests.voice.community import Still

PATIENCE = 30.0


def until(ready: Callable[[], bool], *, patience: float = PATIENCE) -> None:
    """Wait for something that another thread, or process, does. Raises where it does not come."""
    end, pause = time.monotonic() + patience, threading.Event()
    while not ready():
        assert time.monotonic() < end, "it never came"
        pause.wait(0.003)


@dataclass
class Moved:
    """A clock that stands still until it is moved."""

    at: datetime = Still.at

    def now(self) -> datetime:
        return self.at


ONE_BY_ONE = Pace(key="one by one", every=timedelta(milliseconds=150))


@dataclass
class Doorstep:
    """A messenger that remembers what was said, and may hold up the first speaker or send him away."""

    said: list[str] = field(default_factory=list)
    stands: list[str] = field(default_factory=list)
    held: dict[str, threading.Event] = field(default_factory=dict)
    falls: list[Exception] = field(default_factory=list)
    pace: tuple[Pace, ...] = ()  # of what is said; looking somebody up takes no turn

    def paces(self, act: str, *, to: str = "") -> tuple[Pace, ...]:
        return self.pace if act == "post" else ()

    def look_up(self, email: str) -> Member:
        return Member(id=f"U{email}", name=email)

    def post(self, where: str, message: Message, *, key: str) -> Posted:
        if self.falls:
            raise self.falls.pop()
        if message.text in self.held:
            self.held[message.text].wait(PATIENCE)
        self.said.append(message.text)
        self.stands.append(key)
        return Posted(channel=where, ts="1.0")

    def find(self, where: str, *, key: str, since: datetime) -> Posted | None:
        return Posted(channel=where, ts="1.0") if key in self.stands else None


def owe(desk: Desk, *keys: str, **more: object) -> None:
    with desk.store.begin() as memory:
        for key in keys:
            words = {"kind": "trouble", "target": "p003", "payload": {"words": f"This is {key}."}}
            assert memory.effects.owe(Owed(key=key, not_before=NOON, **words | more))


def states(desk: Desk, *keys: str) -> set[State]:
    with desk.store.read() as memory:
        return {memory.effects.seek(key).state for key in keys}


def claims(desk: Desk, *keys: str) -> int:
    """How often any of them was taken up, to be sent or to be told when its turn may come."""
    with desk.store.read() as memory:
        return sum(memory.effects.seek(key).fence for key in keys)


def turn_by_turn(desk: Desk, clock: Moved, *keys: str) -> None:
    """Let the clock go on only when nobody has anything in hand, and then to the next turn."""
    while states(desk, *keys) != {State.DONE}:
        until(lambda: at_rest(desk))
        with desk.store.read() as memory:
            clock.at = memory.effects.next_turn(clock.at) or clock.at


def at_rest(desk: Desk) -> bool:
    with desk.store.read() as memory:
        waits = not memory.effects.due(desk.clock.now(), 1)
        return waits and not memory.effects.find(states=[State.SENDING])


def ids(desk: Desk, *keys: str) -> list[int]:
    with desk.store.read() as memory:
        return [memory.effects.seek(key).id for key in keys]
