"""What the product asked of Slack and Zoom: every call, and the sums that matter."""

import threading
import time
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from bot.ports import Clock
from integrations.sandbox.bell import Bell

MESSAGES = ("chat.postMessage", "chat.postEphemeral")
KEPT = ("thread_ts",)
ANSWER_SECONDS = 5.0
AGAIN = timedelta(minutes=10)
QUIET = (wall_time(20), wall_time(8))
NO_PARTS: Mapping[str, str] = {}


def as_read(text: str) -> str:
    """Words as a reader takes them in: one kind of quote, single spaces, no invisible signs."""
    plain = unicodedata.normalize("NFC", text).translate(
        {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
    )
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign) != "Cf").split())


@dataclass(kw_only=True, slots=True)
class Call:
    """One call as it came, and what became of it."""

    n: int
    system: str
    method: str
    at: datetime
    real: float
    args: dict[str, Any] = field(default_factory=dict)
    person: str = ""
    target: str = ""
    key: str = ""
    text: str = ""
    landed: bool = False
    error: str = ""
    fault: str = ""
    violations: list[str] = field(default_factory=list)

    def lighten(self) -> None:
        """It is over: keep what a message said and its place, not all that the call was made of."""
        if self.landed or self.error or self.fault:
            self.args = {name: self.args[name] for name in KEPT if name in self.args}
            self.text = self.text if self.method in MESSAGES else ""

    def as_json(self) -> dict[str, Any]:
        """For the switchboard; what was said is the person's own, so only its length is told."""
        return {
            "n": self.n,
            "system": self.system,
            "method": self.method,
            "at": self.at.isoformat(),
            "person": self.person,
            "target": self.target,
            "key": self.key,
            "characters": len(self.text),
            "landed": self.landed,
            "error": self.error,
            "fault": self.fault,
            "violations": self.violations,
        }


class Record:
    """Every call in the order in which it came."""

    def __init__(self, clock: Clock, *, bell: Bell | None = None) -> None:
        self.clock, self.bell = clock, bell or Bell()
        self.calls: list[Call] = []
        self.slow_acks: list[str] = []
        self._acts: dict[str, list[tuple[float, datetime]]] = {}
        self._guard = threading.Lock()

    def open(self, system: str, method: str) -> Call:
        """A new call; whoever answers it fills in the rest."""
        now = self.clock.now()
        with self._guard:
            call = Call(
                n=len(self.calls) + 1, system=system, method=method, at=now, real=time.monotonic()
            )
            self.calls.append(call)
        self.bell.ring("calls")
        return call

    def ended(self) -> None:
        """What became of a call is known now."""
        self.bell.ring("calls")

    def acted(self, person: str) -> None:
        """A person did something just now; what they hear next is an answer, not an interruption."""
        with self._guard:
            self._acts.setdefault(person, []).append((time.monotonic(), self.clock.now()))

    def since(self, n: int) -> list[Call]:
        return self.calls[max(n, 0) :]

    def landed(self, *methods: str, system: str = "slack") -> list[Call]:
        return [
            call
            for call in tuple(self.calls)
            if call.landed and call.system == system and (not methods or call.method in methods)
        ]

    def messages(self) -> list[Call]:
        """What was put before people, edits and answers in place aside."""
        return self.landed(*MESSAGES)

    def violations(self) -> list[str]:
        """Everything the real Slack or Zoom would not have taken, in words."""
        return [
            f"{call.system} {call.method} (call {call.n}): {violation}"
            for call in tuple(self.calls)
            for violation in call.violations
        ]

    def doubled(self) -> list[Call]:
        """What arrived twice: one key twice at one place, or the same words there within ten minutes, unasked."""
        keys: set[tuple[str, str, str]] = set()
        words: dict[tuple[str, str, str], datetime] = {}
        found = [call for call in self.messages() if self._again(call, keys, words)]
        made: Counter[str] = Counter()
        for call in self.landed("meetings.create", system="zoom"):
            made[call.key] += 1
            if call.key and made[call.key] > 1:
                found.append(call)
        return found

    def _again(
        self,
        call: Call,
        keys: set[tuple[str, str, str]],
        words: dict[tuple[str, str, str], datetime],
    ) -> bool:
        said = (call.target, str(call.args.get("thread_ts", "")), as_read(call.text))
        last, words[said] = words.get(said), call.at
        marked = (call.method, call.target, call.key)
        if call.key and marked in keys:
            return True
        keys.add(marked)
        return bool(call.text and last and abs(call.at - last) <= AGAIN and not self.answers(call))

    def lost(self, parts: Mapping[str, str] = NO_PARTS) -> list[str]:
        """What was tried, went wrong on the way, and never arrived.

        `parts`: where one message holds several things, under which key each of them went in the end.
        """
        arrived = {
            (call.system, call.key) for call in tuple(self.calls) if call.landed and call.key
        }
        said = {(call.target, as_read(call.text)) for call in self.messages()}
        missing: dict[str, str] = {}
        for call in tuple(self.calls):
            if call.landed or not call.fault or call.method not in (*MESSAGES, "meetings.create"):
                continue
            went = {(call.system, key) for key in (call.key, parts.get(call.key)) if key}
            if went & arrived or (not call.key and (call.target, as_read(call.text)) in said):
                continue
            name = call.key or f"call {call.n}"
            missing[name] = f"{call.system} {call.method}: {name} never arrived"
        return list(missing.values())

    def answers(self, call: Call) -> bool:
        """Whether this came within five seconds of the world outside after the person's own act."""
        act = self._act_before(call)
        return act is not None and call.real - act[0] <= ANSWER_SECONDS

    def _follows(self, call: Call) -> bool:
        """Whether it answers an act, or came within five seconds of its own time, however long a busy machine took."""
        act = self._act_before(call)
        soon = timedelta(seconds=ANSWER_SECONDS)
        return act is not None and (self.answers(call) or call.at - act[1] <= soon)

    def _act_before(self, call: Call) -> tuple[float, datetime] | None:
        acts = self._acts.get(call.person, [])
        before = bisect_right(acts, call.real, key=itemgetter(0))
        return acts[before - 1] if before else None

    def in_quiet_hours(
        self,
        zones: Mapping[str, str],
        *,
        quiet: tuple[wall_time, wall_time] = QUIET,
        unless: Callable[[Call], bool] = lambda call: False,
    ) -> list[Call]:
        """Messages to one person in that person's night, answers to their own acts aside."""
        return [
            call
            for call in self._unasked(zones)
            if _within(call.at.astimezone(ZoneInfo(zones[call.person])).time(), quiet)
            and not unless(call)
        ]

    def messages_per_person_day(self, zones: Mapping[str, str]) -> dict[tuple[str, date], int]:
        """How many messages each person got on each of their own days, answers aside."""
        return dict(
            Counter(
                (call.person, call.at.astimezone(ZoneInfo(zones[call.person])).date())
                for call in self._unasked(zones)
            )
        )

    def _unasked(self, zones: Mapping[str, str]) -> list[Call]:
        return [
            call for call in self.messages() if call.person in zones and not self._follows(call)
        ]


def _within(hour: wall_time, quiet: tuple[wall_time, wall_time]) -> bool:
    start, end = quiet
    return start <= hour < end if start < end else hour >= start or hour < end
