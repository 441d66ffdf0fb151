"""What can go wrong between the product and the stand-ins, on a plan that a seed repeats."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

from integrations.sandbox.bell import Bell
from integrations.sandbox.record import Call
from integrations.sandbox.wire import RESET, Answer, Door

DROP, DONE_THEN_RESET, LATE, SLOW, TOO_MANY, BROKEN = "drop", "reset", "late", "slow", "429", "500"
KINDS = (DROP, DONE_THEN_RESET, LATE, SLOW, TOO_MANY, BROKEN)


@dataclass(frozen=True, kw_only=True)
class FaultPlan:
    """Which calls go wrong: a share of them, or exactly the n-th (from 1) of those the filter lets through.

    drop: nothing is done, the connection breaks. reset: done, then the connection breaks. late: the connection breaks,
    and it is done `late_seconds` afterwards. slow: done, answered after `slow_seconds`. 429, 500: nothing is done.
    """

    rate: float = 0.0
    seed: int = 0
    kinds: tuple[str, ...] = KINDS
    at: Mapping[int, str] = field(default_factory=dict)
    system: str = ""
    methods: frozenset[str] = frozenset()
    slow_seconds: float = 0.4
    late_seconds: float = 0.5
    retry_after: int = 1

    def __post_init__(self) -> None:
        unknown = {*self.kinds, *self.at.values()} - set(KINDS)
        if unknown or not 0 <= self.rate <= 1:
            raise ValueError(f"not a fault: {sorted(unknown) or self.rate}")

    def covers(self, system: str, method: str) -> bool:
        return self.system in ("", system) and (not self.methods or method in self.methods)


class Faults:
    """The faults in force; they may be changed while everything runs."""

    def __init__(self, plan: FaultPlan | None = None, *, bell: Bell | None = None) -> None:
        self.bell = bell or Bell()
        self._guard = threading.Lock()
        self._doors: dict[str, list[Door]] = {}
        self._late: set[threading.Timer] = set()
        self.struck: Counter[str] = Counter()
        self.is_down: set[str] = set()
        self.set(plan or FaultPlan())

    def set(self, plan: FaultPlan) -> None:
        """Follow this plan from now on; its count starts again."""
        with self._guard:
            self.plan, self._chance, self._seen = plan, Random(plan.seed), 0  # noqa: S311 - to be repeated, not secret
        self.bell.ring("faults")

    def off(self) -> None:
        """No more faults, and everything is up."""
        self.set(FaultPlan())
        for system in tuple(self.is_down):
            self.up(system)

    def watch(self, system: str, door: Door) -> None:
        """Let `down` know which door is whose."""
        self._doors.setdefault(system, []).append(door)

    def down(self, *systems: str) -> None:
        """Every connection to these systems (all of them, if none is named) is refused."""
        for system in systems or tuple(self._doors):
            self.is_down.add(system)
            for door in self._doors[system]:
                door.shut()
        self.bell.ring("faults")

    def up(self, *systems: str) -> None:
        for system in systems or tuple(self._doors):
            self.is_down.discard(system)
            for door in self._doors[system]:
                door.open()
        self.bell.ring("faults")

    def strike(self, system: str, method: str) -> str:
        """The kind of fault that hits this call, or nothing."""
        with self._guard:
            if not self.plan.covers(system, method):
                return ""
            self._seen += 1
            kind = self.plan.at.get(self._seen, "")
            if not kind and self.plan.rate and self._chance.random() < self.plan.rate:
                kind = self._chance.choice(self.plan.kinds)
            if kind:
                self.struck[kind] += 1
                self.bell.ring("faults")
            return kind

    def through(
        self, call: Call, act: Callable[[], Answer], refusals: Mapping[str, Callable[[int], Answer]]
    ) -> Answer:
        """Let a call act, with whatever goes wrong; `refusals` are the system's own 429 and 500."""
        call.fault = self.strike(call.system, call.method)
        if call.fault == DROP:
            return RESET
        if call.fault in refusals:
            return refusals[call.fault](self.plan.retry_after)
        if call.fault == LATE:
            self._later(act)
            return RESET
        answer = act()
        if call.fault == SLOW:
            threading.Event().wait(self.plan.slow_seconds)
        return RESET if call.fault == DONE_THEN_RESET else answer

    def _later(self, act: Callable[[], Answer]) -> None:
        def land() -> None:
            act()
            self._late.discard(timer)
            self.bell.ring("calls")

        timer = threading.Timer(self.plan.late_seconds, land)
        timer.daemon = True
        self._late.add(timer)
        timer.start()

    def settle(self) -> None:
        """Wait until whatever lands late has landed."""
        for timer in tuple(self._late):
            timer.join()

    def as_json(self) -> dict[str, object]:
        plan = self.plan
        return {
            "rate": plan.rate,
            "seed": plan.seed,
            "kinds": list(plan.kinds),
            "at": {str(number): kind for number, kind in plan.at.items()},
            "system": plan.system,
            "methods": sorted(plan.methods),
            "down": sorted(self.is_down),
            "struck": dict(self.struck),
        }


def read_plan(wish: Mapping[str, object]) -> FaultPlan:
    """A plan out of JSON. Raises ValueError, TypeError."""
    facts = dict(wish)
    at, kinds, methods = facts.pop("at", {}), facts.pop("kinds", KINDS), facts.pop("methods", ())
    if not isinstance(at, Mapping) or not isinstance(kinds, Iterable):
        raise ValueError("at is a table, kinds a list")
    if not isinstance(methods, Iterable):
        raise ValueError("methods is a list")
    return FaultPlan(
        at={int(number): str(kind) for number, kind in at.items()},
        kinds=tuple(map(str, kinds)),
        methods=frozenset(map(str, methods)),
        **facts,  # type: ignore[arg-type]  # unknown names are refused by the dataclass
    )
