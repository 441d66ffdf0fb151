"""Letters: what the bot said, to whom, of which kind, read off the stand-in's record and the bot's own ledger."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.facilitation.steps import opaque
from integrations.sandbox.record import MESSAGES, Call, Record
from integrations.sandbox.slack_things import DIRECT, Post
from integrations.sandbox.world import World


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message that arrived. `person` is empty where it stands in a channel. `key` is the ledger's."""

    n: int
    at: datetime
    person: str
    channel: str
    kind: str
    key: str
    mark: str
    words: str

    @property
    def parts(self) -> list[str]:
        return self.key.split(":")

    @property
    def month(self) -> int | None:
        """The session's month, where the key names one."""
        named = next((p for p in self.parts if p[:1] == "s" and p[1:].isdigit()), "")
        return int(named[1:]) if named else None

    @property
    def prompt(self) -> str:
        """The key of the prompt that a question or a reminder puts."""
        return self.parts[2] if self.kind in {"prompt", "reminder"} and len(self.parts) > 2 else ""

    @property
    def subject(self) -> str:
        """The action that a question asks about."""
        return self.parts[4] if self.kind in {"prompt", "reminder"} and len(self.parts) > 4 else ""


class Ledger:
    """The bot's ledger as an onlooker sees it: which key and kind stand behind the mark on a message."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self._known: dict[str, tuple[str, str]] = {}
        self._last = 0

    def behind(self, mark: str) -> tuple[str, str]:
        """Key and kind; empty where the ledger knows nothing of it."""
        if mark and mark not in self._known:
            self._look()
        return self._known.get(mark, ("", ""))

    def _look(self) -> None:
        looking = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=30)
        try:
            rows = looking.execute(
                "SELECT id, key, kind FROM effect WHERE id > ? ORDER BY id", (self._last,)
            ).fetchall()
        finally:
            looking.close()
        for number, key, kind in rows:
            self._last = number
            self._known[opaque(key)] = (key, kind)


class Postbox:
    """Everything that arrived, in order; `fresh` hands out what is new since last time."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self.world, self.ledger = world, ledger
        self.came: list[Letter] = []
        self._seen = 0

    def fresh(self) -> list[Letter]:
        calls = self.world.record.since(self._seen)
        self._seen += len(calls)
        fresh = [self._letter(call) for call in calls if _arrived(call)]
        self.came += fresh
        return fresh

    def all(self) -> list[Letter]:
        """Everything from the beginning."""
        return [self._letter(call) for call in self.world.record.since(0) if _arrived(call)]

    def standing(self, since: datetime) -> list[Letter]:
        """What the bot said since then and still stands, as it is found in a Slack that was kept; oldest first."""
        places = self.world.slack.place.conversations.values()
        posts = [post for place in places for post in place.posts if post.at >= since]
        marked = [post for post in posts if _key(post) and not post.deleted]
        self.came = [self._found(post) for post in sorted(marked, key=lambda post: post.at)]
        return self.came

    def _found(self, post: Post) -> Letter:
        key, kind = self.ledger.behind(_key(post))
        place = self.world.slack.place.conversations[post.channel]
        readers = [m for m in place.members if m in self.world.participants]
        alone = readers[0] if place.kind == DIRECT and readers else ""
        return Letter(
            n=0, at=post.at, person=self.world.participants[alone].id if alone else "",
            channel=post.channel, kind=kind, key=key, mark=_key(post), words=post.text,
        )  # fmt: skip

    def _letter(self, call: Call) -> Letter:
        key, kind = self.ledger.behind(call.key)
        known = self.world.participants.get(call.person)
        return Letter(
            n=call.n, at=call.at, person=known.id if known else "", channel=call.target,
            kind=kind, key=key, mark=call.key, words=call.text,
        )  # fmt: skip

    def post(self, letter: Letter) -> Post | None:
        """The message itself as it stands now."""
        place = self.world.slack.place.conversations.get(letter.channel)
        return (
            next((p for p in reversed(place.posts) if _key(p) == letter.mark), None)
            if place
            else None
        )


def _arrived(call: Call) -> bool:
    return call.landed and call.system == "slack" and call.method in MESSAGES


def _key(post: Post) -> str:
    payload = (post.metadata or {}).get("event_payload") or {}
    return str(payload.get("key", ""))


def landed(record: Record, *methods: str) -> Iterator[Call]:
    """The calls of these methods that arrived."""
    return (c for c in record.since(0) if c.landed and c.method in methods)
