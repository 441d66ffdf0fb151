"""Whatever goes wrong in whatever order: each thing is said at most once, in its time, or else let go."""

import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.domain.civil_time import in_quiet_hours
from bot.domain.effects import Owed, State
from bot.domain.pace import Pace
from bot.domain.programme import ReminderRules
from bot.files.plan_prompt import prompt_faults
from bot.main import plan_from
from bot.ports import ComeBack, Desk, House, Member, Posted, Uncertain
from bot.store.sql_store import SqlStore
from bot.voice.message import Message
from integrations.calendar.feed import write_feed
from integrations.vault import SecretVault
from scheduler import effects
from tests.faults.community import NOON, OnlyNamed, begin_programme, londoners
from tests.faults.desks import deliver_due, next_try, take_up, waiting

EDGES = ("after_claim", "before_send", "after_send", "before_done", "after_done", "after_look_up")
TROUBLES = ("too many", "lost", "done", "late", "dies before", "dies after", "blind", *EDGES)
TROUBLE = st.sampled_from(TROUBLES)
LATE = timedelta(seconds=25)  # so long may a call be on its way: less than is waited for it
PEOPLE = londoners()[:3]
SPANS = [timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=31)] + [
    timedelta(minutes=minutes) for minutes in (5, 60, 9 * 60)
]


# what fails is shown as it was found: making it shorter would take minutes
ENOUGH = settings(
    max_examples=28,
    stateful_step_count=20,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)


class Died(BaseException):
    """The process was killed."""


@dataclass
class Hands:
    """A clock whose hands may be set back, though time itself only goes on."""

    instant: datetime = NOON
    elapsed: timedelta = timedelta(0)

    def now(self) -> datetime:
        return self.instant

    def passes(self, span: timedelta) -> None:
        self.instant, self.elapsed = self.instant + span, self.elapsed + span


@dataclass
class Chat:
    """A messenger that does what it is told to, or does it and does not say so, or later, or not at all."""

    hands: Hands
    troubles: deque[str] = field(default_factory=deque)
    blind: deque[str] = field(default_factory=deque)
    stands: list[str] = field(default_factory=list)
    on_its_way: list[tuple[timedelta, str]] = field(default_factory=list)
    left: list[tuple[datetime, str]] = field(default_factory=list)

    def paces(self, act: str, *, to: str = "") -> tuple[Pace, ...]:
        return ()

    def look_up(self, email: str) -> Member:
        return Member(id=f"U{email}", name=email, email=email)

    def post(self, where: str, message: Message, *, key: str) -> Posted:
        """Say it, unless something else was planned."""
        trouble = self.troubles.popleft() if self.troubles else ""
        if trouble == "too many":
            raise ComeBack("asked too often", wait=timedelta(seconds=20))
        if trouble == "dies before":
            raise Died
        self.left.append((self.hands.now(), key))
        if trouble == "late":
            self.on_its_way.append((self.hands.elapsed + LATE, key))
        elif trouble != "lost":
            self.stands.append(key)
        if trouble == "dies after":
            raise Died
        if trouble:
            raise Uncertain(trouble)
        return Posted(channel=where, ts=key)

    def find(self, where: str, *, key: str, since: datetime) -> Posted | None:
        """Look for it, unless one may not look so often."""
        if self.blind:
            raise ComeBack(self.blind.popleft(), wait=timedelta(seconds=40))
        arrived = [each for at, each in self.on_its_way if at <= self.hands.elapsed]
        self.on_its_way = [(at, each) for at, each in self.on_its_way if at > self.hands.elapsed]
        self.stands += arrived
        return Posted(channel=where, ts=key) if key in self.stands else None


class AnyOrder(RuleBasedStateMachine):
    """A ledger, a chat that fails, a process that dies and a clock that goes wrong."""

    template: Path

    @initialize()
    def opens(self) -> None:
        """A fresh database with three people and the plan, whose quiet hours hold."""
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "a.sqlite3")
        self.store = SqlStore(f"sqlite:///{self.folder / 'a.sqlite3'}", synchronous="NORMAL")
        self.hands, self.owed = Hands(), dict[str, Owed]()
        self.chat, self.edge = Chat(self.hands), ""
        self.desk = a_desk(self.store, self.hands, self.chat)
        with self.store.begin() as memory:
            begin_programme(memory)
            for person in PEOPLE:
                memory.people.save(person)
        effects.failpoint = self.passes_edge
        effects.DOUBTS.seen.clear()
        for in_minutes, for_minutes in ((0, None), (0, 30), (400, None), (470, 900)):
            self.owes(PEOPLE[0], in_minutes, for_minutes)

    def passes_edge(self, edge: str, kind: str) -> None:
        if edge == self.edge:
            self.edge = ""
            raise Died

    @rule(
        to=st.sampled_from(PEOPLE),
        in_minutes=st.sampled_from([-30, 0, 3, 400]),
        for_minutes=st.sampled_from([None, 1, 30, 600]),
        trouble=TROUBLE,
    )
    def somebody_owes(
        self, to: Any, in_minutes: int, for_minutes: int | None, trouble: str
    ) -> None:
        self.trouble_comes(trouble)
        self.owes(to, in_minutes, for_minutes)
        self.ticks()

    def owes(self, to: Any, in_minutes: int, for_minutes: int | None) -> None:
        key = f"words:{len(self.owed)}"
        start = self.hands.now() + timedelta(minutes=in_minutes)
        end = start + timedelta(minutes=for_minutes) if for_minutes else None
        words = {"words": f"These are {key}."}
        self.owed[key] = Owed(
            key=key, kind="trouble", target=to.id, payload=words, not_before=start, expires_at=end
        )
        with self.store.begin() as memory:
            assert memory.effects.owe(self.owed[key])

    @rule(span=st.sampled_from(SPANS), trouble=TROUBLE)
    def time_passes(self, span: timedelta, trouble: str) -> None:
        self.trouble_comes(trouble)
        self.hands.passes(span)
        self.ticks()

    @rule(minutes=st.sampled_from([1, 20, 60]), trouble=TROUBLE)
    def clock_is_set_back(self, minutes: int, trouble: str) -> None:
        self.trouble_comes(trouble)
        self.hands.instant -= timedelta(minutes=minutes)
        self.ticks()

    def trouble_comes(self, trouble: str) -> None:
        """With a call to come, with a look-up, or with the process itself."""
        if trouble in EDGES:
            self.edge = trouble
        elif trouble == "blind":
            self.chat.blind.append("asked too often")
        elif trouble:
            self.chat.troubles.append(trouble)

    def ticks(self) -> None:
        try:
            deliver_due(self.desk)
        except Died:
            self.restarts()

    @rule()
    def restarts(self) -> None:
        """Another process begins: it knows only what is written down."""
        effects.DOUBTS.seen.clear()
        take_up(self.desk)

    @invariant()
    def nothing_stands_twice(self) -> None:
        counted = Counter([*self.chat.stands, *(key for _, key in self.chat.on_its_way)])
        assert [key for key, number in counted.items() if number > 1] == []

    @invariant()
    def everything_left_in_its_time(self) -> None:
        by_sign = {effects_key(key): owed for key, owed in self.owed.items()}
        for instant, sign in self.chat.left:
            owed = by_sign[sign]
            assert instant >= owed.not_before
            assert owed.expires_at is None or instant < owed.expires_at
            assert not in_quiet_hours(instant, "Europe/London", ReminderRules())

    def teardown(self) -> None:
        self.comes_to_rest()
        self.store.close()
        shutil.rmtree(self.folder)

    def comes_to_rest(self) -> None:
        """With no more trouble each thing is said, or was let go because its time had passed."""
        self.chat.troubles.clear()
        self.chat.blind.clear()
        self.edge = ""
        self.restarts()
        while waiting(self.desk):
            if not deliver_due(self.desk):
                self.hands.passes(next_try(self.desk) - self.hands.now())
        with self.store.read() as memory:
            ended = {key: memory.effects.seek(key) for key in self.owed}
        said = {key for key in self.owed if effects_key(key) in self.chat.stands}
        assert {key for key, e in ended.items() if e.state is State.DONE} == said
        let_go = [ended[key] for key in self.owed if key not in said]
        assert [(e.key, e.state) for e in let_go if e.state is not State.EXPIRED] == []
        assert all(e.expires_at <= self.hands.now() for e in let_go)


def effects_key(key: str) -> str:
    from bot.facilitation.steps import opaque

    return opaque(key)


def a_desk(store: SqlStore, hands: Hands, chat: Chat) -> Desk:
    """A desk with nothing on it but what messages need."""
    return Desk(
        store=store,
        clock=hands,
        messenger=chat,
        meetings=OnlyNamed(),
        news=None,
        links=None,
        vault=SecretVault("a secret that only these tests know"),
        house=House(settle_seconds=0),  # time is the machine's alone here
        read_plan=plan_from,
        prompt_faults=prompt_faults,
        write_feed=write_feed,
    )


@pytest.fixture
def _own_failpoints() -> Iterator[None]:
    """Others find the failpoints as they were."""
    kept = effects.failpoint
    yield
    effects.failpoint = kept


@pytest.mark.usefixtures("_own_failpoints")
def test_whatever_happens_each_thing_is_said_once_and_in_its_time(sqlite_template: Path):
    AnyOrder.template = sqlite_template
    run_state_machine_as_test(AnyOrder, settings=ENOUGH)
