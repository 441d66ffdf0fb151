"""The state of the pretend Slack: who is there, what stands where, and what each person has open."""

import itertools
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Clock
from integrations.sandbox.bell import Bell
from integrations.sandbox.slack_things import (
    DIRECT,
    GROUP,
    PRIVATE,
    PUBLIC,
    Conversation,
    Json,
    Post,
    Sheet,
    SlackPerson,
    Whisper,
)


@dataclass(frozen=True, kw_only=True)
class Ids:
    """The names under which the pretend app is installed."""

    team: str = "T0SANDBOX"
    domain: str = "sandbox"
    app: str = "A0CONVENER"
    bot_person: str = "U0CONVENER"
    bot: str = "B0CONVENER"


def _nobody_listens(event: Json) -> None:
    """Until the stand-in is wired up nobody is told."""


class Workspace:
    """All that stands in Slack. Hold `lock` to read more than one thing; wait on `changed` for news.

    `serial` begins with the machine's time, so that what was kept of an earlier day is no news.
    """

    def __init__(self, clock: Clock, *, ids: Ids | None = None, bell: Bell | None = None) -> None:
        self.clock, self.ids, self.bell = clock, ids or Ids(), bell or Bell()
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.people: dict[str, SlackPerson] = {}
        self.conversations: dict[str, Conversation] = {}
        self.whispers: list[Whisper] = []
        self.sheets: dict[str, Sheet] = {}
        self.homes: dict[str, str] = {}
        self.stacks: dict[str, list[str]] = {}
        self.usergroups: dict[str, Json] = {}
        self.tell: Callable[[Json], None] = _nobody_listens
        self.messages_tab = True
        self.paid = False
        self.serial = time.time_ns() // 1_000_000
        self._count = itertools.count(1)
        self._last_ts = 0
        self.add_person(self.ids.bot_person, "Convener", bot=True)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._count):010d}"

    def new_ts(self) -> str:
        """A message's stamp: the clock's time in microseconds, never the same twice."""
        with self.lock:
            micros = int(self.clock.now().timestamp() * 1_000_000)
            self._last_ts = max(micros, self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def touch(self, thing: Post | Whisper | Sheet) -> None:
        """This is news: whoever waits looks again."""
        with self.changed:
            self.serial += 1
            thing.serial = self.serial
            self.stir(self.seers(thing))

    def stir(self, members: Iterable[str] | None = None) -> None:
        """These members (everybody, if none are named) see something else: whoever waits looks again."""
        with self.changed:
            seeing = self.people if members is None else members
            people = [one for one in seeing if self.is_human(one)]
            self.changed.notify_all()
            if people:
                self.bell.ring("slack", people)

    def seers(self, thing: Post | Whisper | Sheet) -> list[str]:
        """Who has this before them."""
        if not isinstance(thing, Post):
            return [thing.person]
        return self.conversations[thing.channel].members

    def is_human(self, member: str) -> bool:
        return member != self.ids.bot_person

    def take_away(self, thing: Post | Whisper) -> None:
        """This stands no more."""
        with self.changed:
            thing.deleted = True
            self.stir(self.seers(thing))

    def add_person(
        self,
        id: str,
        name: str,
        *,
        email: str = "",
        zone: str = "",
        locale: str = "en-GB",
        guest: bool = False,
        bot: bool = False,
    ) -> SlackPerson:
        """Give somebody an account."""
        handle = email.partition("@")[0] or name.lower().replace(" ", ".")
        person = SlackPerson(
            id=id,
            team=self.ids.team,
            handle=handle,
            name=name,
            email=email.strip().lower(),
            zone=zone,
            locale=locale,
            guest=guest,
            bot=bot,
        )
        with self.lock:
            self.people[id] = person
            self.stir()
        return person

    def by_address(self, email: str) -> SlackPerson | None:
        wanted = email.strip().lower()
        return next(
            (one for one in self.people.values() if one.email == wanted and not one.deleted), None
        )

    def add_channel(
        self, name: str, members: Iterable[str], *, private: bool = False, creator: str = ""
    ) -> Conversation:
        """Make a channel with these people in it."""
        kind = PRIVATE if private else PUBLIC
        return self._add(self._new(self.new_id("C"), kind, members, name=name, creator=creator))

    def _new(
        self, id: str, kind: str, members: Iterable[str], *, name: str = "", creator: str = ""
    ) -> Conversation:
        return Conversation(
            id=id,
            kind=kind,
            name=name,
            members=list(dict.fromkeys(members)),
            creator=creator or self.ids.bot_person,
            created=int(self.clock.now().timestamp()),
        )

    def _add(self, channel: Conversation) -> Conversation:
        with self.lock:
            added = self.conversations.setdefault(channel.id, channel)
            self.stir(added.members)
            return added

    def direct(self, person: str) -> Conversation:
        """The direct messages between the bot and this person."""
        known = self.direct_if_any(person)
        return known or self._add(self.direct_as_shown(person))

    def direct_if_any(self, person: str) -> Conversation | None:
        return self.conversations.get(f"D{person[1:]}")

    def direct_as_shown(self, person: str) -> Conversation:
        """The same as Slack shows it to the person, who finds it there before a word is said in it."""
        both = (person, self.ids.bot_person)
        return self.direct_if_any(person) or self._new(f"D{person[1:]}", DIRECT, both)

    def group(self, people: Iterable[str]) -> Conversation:
        """The group conversation of exactly these people and the bot; asking twice gives the same one."""
        members = sorted({*people, self.ids.bot_person})
        with self.lock:
            for one in self.every:
                if one.kind == GROUP and sorted(one.members) == members:
                    return one
            handles = "--".join(self.people[member].handle for member in members)
            name = f"mpdm-{handles}-1"
            return self._add(self._new(self.new_id("G"), GROUP, members, name=name))

    @property
    def every(self) -> list[Conversation]:
        """All of them at this instant: others may open one while these are looked through."""
        return list(self.conversations.values())

    def named(self, name: str) -> Conversation | None:
        wanted = name.removeprefix("#")
        return next(
            (one for one in self.every if one.is_channel and one.name == wanted),
            None,
        )

    def seen_by(self, person: str) -> list[Conversation]:
        """Everything this person is in."""
        with self.lock:
            return [one for one in self.every if person in one.members]

    def put(self, channel: Conversation, author: str, text: str, **more: object) -> Post:
        """Let a message stand in a conversation."""
        with self.lock:
            post = Post(
                ts=self.new_ts(),
                channel=channel.id,
                author=author,
                team=self.ids.team,
                at=self.clock.now(),
                text=text,
                **more,  # type: ignore[arg-type]  # fields of Post by name
            )
            channel.posts.append(post)
        self.touch(post)
        return post

    def pack(self, before: datetime) -> None:
        """Keep small what was said before that instant: months of it would fill the memory."""
        with self.lock:
            for channel in self.every:
                for post in channel.posts:
                    if post.at >= before:
                        break
                    post.pack()

    def whisper(self, channel: str, person: str, text: str, blocks: list[Json]) -> Whisper:
        """Show one person something that nobody else sees and that does not last."""
        whisper = Whisper(
            ts=self.new_ts(), channel=channel, person=person, text=text, blocks=blocks
        )
        with self.lock:
            self.whispers.append(whisper)
        self.touch(whisper)
        return whisper

    def new_sheet(self, person: str, body: Json, *, root: str = "", previous: str = "") -> Sheet:
        sheet = Sheet(
            id=self.new_id("V"),
            person=person,
            body=body,
            team=self.ids.team,
            app_id=self.ids.app,
            bot_id=self.ids.bot,
            hash=self.new_hash(),
            root=root,
            previous=previous,
        )
        with self.lock:
            self.sheets[sheet.id] = sheet
        self.touch(sheet)
        return sheet

    def new_hash(self) -> str:
        return f"{int(self.clock.now().timestamp())}.{secrets.token_hex(4)}"

    def top_sheet(self, person: str) -> Sheet | None:
        """The form that lies on top of everything this person has open."""
        stack = self.stacks.get(person) or []
        return self.sheets.get(stack[-1]) if stack else None

    def home(self, person: str) -> Sheet | None:
        return self.sheets.get(self.homes.get(person, ""))

    def open_sheets(self) -> Iterator[Sheet]:
        for stack in self.stacks.values():
            yield from (self.sheets[each] for each in stack)
        yield from (self.sheets[each] for each in self.homes.values())

    def now(self) -> datetime:
        return self.clock.now()
