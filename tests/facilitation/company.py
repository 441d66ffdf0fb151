"""A community whose use cases run on a real store, while chat and meetings only remember what reached them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.effects import Effect, State
from bot.domain.meetings import ZOOM, Meeting, MeetingPlace, MeetingWish, OnlineRoom, Visit
from bot.domain.pace import Pace
from bot.domain.roster import Participant
from bot.facilitation.people import import_roster
from bot.facilitation.programmes import load_plan
from bot.facilitation.setting import Setting
from bot.files.plan_prompt import prompt_faults
from bot.main import plan_from
from bot.ports import Desk, House, Member, Posted, Refused
from bot.store.sql_store import SqlStore
from bot.voice.message import Message, View
from integrations.calendar.entry import entry
from integrations.calendar.feed import write_feed
from integrations.links import SignedLinks
from integrations.mail.office import SmtpOffice
from integrations.sandbox.post import PostStandIn
from integrations.vault import SecretVault
from scheduler.duties import run_due
from scheduler.effects import deliver


@dataclass
class StoppedClock:
    """Time stands still until a story moves it."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


@dataclass(kw_only=True)
class Said:
    """A message as it stands now: to whom, when it came, what it says."""

    to: str
    at: datetime
    message: Message

    @property
    def text(self) -> str:
        return self.message.text


@dataclass
class Chat:
    """A chat that remembers what was said in it. Everybody has an account but those in `absent`."""

    clock: StoppedClock
    said: dict[str, Said] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    posted: int = 0
    fixed: Refused | None = None  # how it refuses to change what stands

    def remove(self, posted: Posted) -> None:
        self.said.pop(posted.ts, None)

    def paces(self, act: str, *, to: str = "") -> tuple[Pace, ...]:
        return ()

    def look_up(self, email: str) -> Member | None:
        return None if email in self.absent else Member(id=f"U-{email}", name=email, email=email)

    def member(self, member_id: str) -> Member:
        """Everybody's account is named after their address."""
        email = member_id.removeprefix("U-")
        return Member(id=member_id, name=email, email=email)

    def post(self, where: str, message: Message, *, key: str) -> Posted:
        self.posted += 1  # a place that was taken away is never given to another message
        ts = f"{self.posted}.0"
        self.said[ts] = Said(to=where, at=self.clock.instant, message=message)
        return Posted(channel=f"D-{where}", ts=ts)

    def edit(self, posted: Posted, message: Message, *, key: str) -> None:
        if self.fixed:
            raise self.fixed
        self.said[posted.ts].message = message

    def show_home(self, member_id: str, view: View) -> None:
        self.homes[member_id] = view

    def gather(self, members: Sequence[str]) -> str:
        return "G" + "+".join(sorted(members))


@dataclass
class Places:
    """A place for meetings that keeps every room it is given, but for the addresses in `drops`."""

    opened: list[MeetingWish] = field(default_factory=list)
    rooms: list[Sequence[OnlineRoom]] = field(default_factory=list)
    drops: set[str] = field(default_factory=set)
    closed: list[str] = field(default_factory=list)
    moved: list[tuple[datetime, int]] = field(default_factory=list)
    no: Refused | None = None  # how it refuses to make a meeting
    place: MeetingPlace = ZOOM

    def close(self, meeting_id: str) -> None:
        self.closed.append(meeting_id)

    def paces(self, act: str, *, host: str = "") -> tuple[Pace, ...]:
        return ()

    def move(self, meeting_id: str, *, starts_at: datetime, minutes: int, zone: str) -> Meeting:
        if self.no:
            raise self.no
        self.moved.append((starts_at, minutes))
        return replace(self._meeting(()), starts_at=starts_at, minutes=minutes)

    def open(self, wish: MeetingWish) -> Meeting:
        if self.no:
            raise self.no
        self.opened.append(wish)
        return self._meeting(())

    def assign_rooms(self, meeting_id: str, rooms: Sequence[OnlineRoom]) -> Meeting:
        self.rooms.append(rooms)
        kept = [
            replace(r, addresses=tuple(a for a in r.addresses if a not in self.drops))
            for r in rooms
        ]
        return self._meeting(kept)

    def visits(self, meeting_id: str, *, since: datetime, until: datetime) -> Sequence[Visit]:
        """Nobody came, as far as this place can tell."""
        return ()

    def _meeting(self, rooms: Sequence[OnlineRoom]) -> Meeting:
        wish = self.opened[-1]
        return Meeting(
            id="86000000001", ref=wish.ref, host=wish.host, join_url="https://zoom.example/j/1",
            passcode="1", starts_at=wish.starts_at, minutes=wish.minutes, rooms=tuple(rooms),
        )  # fmt: skip


class Company:
    """The community, its desk, and the hours passing."""

    def __init__(self, store: SqlStore, at: str, **house: Any) -> None:
        self.clock = StoppedClock(datetime.fromisoformat(at).replace(tzinfo=UTC))
        self.chat, self.places = Chat(self.clock), Places()
        usual = {"channel": "C0COMMUNITY", "zoom_hosts": ("host@example.org",)}
        self.desk = Desk(
            store=store,
            clock=self.clock,
            messenger=self.chat,
            meetings=self.places,
            news=None,
            links=SignedLinks("a secret that only these stories know"),
            vault=SecretVault("a secret that only these tests know"),
            house=House(**usual | house),
            read_plan=plan_from,
            prompt_faults=prompt_faults,
            write_feed=write_feed,
        )

    def writes_to(self, post: PostStandIn) -> None:
        """Let mail leave for this pretend server."""
        office = SmtpOffice(
            host="127.0.0.1", port=post.port, tls="none", clock=self.clock,
            sender="convener@example.org", name=self.desk.house.name, entry=entry,
        )  # fmt: skip
        self.desk = replace(self.desk, post_office=office)

    def begins(self, people: Sequence[Participant], plan: str, start: tuple[int, int]) -> None:
        import_roster(self.desk, people)
        load_plan(self.desk, plan, plan_from(plan), start=start)

    @contextmanager
    def look(self) -> Iterator[Setting]:
        """Everything as it stands, for reading only."""
        with self.desk.store.read() as memory:
            yield Setting(self.desk, memory)

    @contextmanager
    def change(self) -> Iterator[Setting]:
        """One transaction."""
        with self.desk.store.begin() as memory:
            yield Setting(self.desk, memory)

    def until(self, when: str) -> None:
        """Let time pass (UTC), doing all that falls due on the way."""
        target = datetime.fromisoformat(when).replace(tzinfo=UTC)
        self.work()
        while (following := self._next()) and following <= target:
            self.clock.instant = following
            self.work()
        self.clock.instant = target
        self.work()

    def sleeps_until(self, when: str) -> None:
        """Let time pass while nothing runs; then the bot wakes up."""
        self.clock.instant = datetime.fromisoformat(when).replace(tzinfo=UTC)
        self.work()

    def work(self) -> None:
        while run_due(self.desk) or self._delivered():
            pass

    def _delivered(self) -> int:
        with self.desk.store.read() as memory:
            ids = memory.effects.due(self.clock.instant, 100)
        for id in ids:
            deliver(self.desk, id)
        return len(ids)

    def _next(self) -> datetime | None:
        with self.desk.store.read() as memory:
            ready = memory.effects.find(states=[State.READY, State.UNKNOWN])
            due = [duty.due_at for duty in memory.duties.waiting()]
        due += [max(effect.try_at, effect.not_before) for effect in ready]
        due += [e.hold_until for e in ready if e.after and e.hold_until]
        return min((instant for instant in due if instant > self.clock.instant), default=None)

    def told(self, person: Participant, *words: str) -> list[Said]:
        """What one person was told that holds all of these words, as it stands now."""
        mine = [said for said in self.chat.said.values() if said.to == f"U-{person.email}"]
        return [said for said in mine if all(word in said.text for word in words)]

    def effects(self, prefix: str = "", **more: Any) -> list[Effect]:
        with self.desk.store.read() as memory:
            return memory.effects.find(prefix, **more)
