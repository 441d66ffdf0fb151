"""Letters: what the bot said, to whom, of which kind, read off the stand-in's record and the bot's own ledger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.domain.effects import State
from bot.facilitation.steps import opaque
from bot.store.bundle_tables import bundled
from bot.store.columns import Instant
from bot.store.tables import effect
from bot.voice.message import Block
from integrations.sandbox.record import MESSAGES, Call, Record
from integrations.sandbox.slack_reading import Reader, words_of_blocks
from integrations.sandbox.slack_things import DIRECT, Post
from integrations.sandbox.world import World


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message that arrived. `person` is empty where it stands in a channel. `key` is the ledger's.

    `place` is where it stands among several things in one message; `carried` is what came in a message that another
    one leads.
    """

    n: int
    at: datetime
    person: str
    channel: str
    kind: str
    key: str
    mark: str
    words: str
    place: int = 0
    carried: bool = False

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


@dataclass(frozen=True, kw_only=True)
class Within:
    """One thing that was said together with others: in which message, and where in it."""

    key: str
    lead: str
    place: int
    kind: str
    at: datetime


_TOGETHER = (
    sa.select(bundled, effect.c.kind, effect.c.claimed_at)
    .join(effect, effect.c.key == bundled.c.id)
    .where(effect.c.state == State.DONE)
    .where(effect.c.claimed_at >= sa.bindparam("since", type_=Instant()))
    .where(effect.c.not_before >= sa.bindparam("owed", type_=Instant()))  # the index knows that
    .order_by(effect.c.claimed_at, effect.c.id)
)
_NEWEST = (
    sa.select(effect.c.id, effect.c.key, effect.c.kind)
    .where(effect.c.id > sa.bindparam("last"))
    .order_by(effect.c.id)
)
LATE = timedelta(days=2)  # so long after it left, at the most, it is known that something arrived
OWED_BEFORE = timedelta(days=60)  # nothing is worth saying so long after its hour
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SAYS = (*MESSAGES, "chat.update")


class Ledger:
    """The bot's ledger as an onlooker sees it: which key and kind stand behind the mark on a message."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url, poolclass=sa.NullPool)
        self._known: dict[str, tuple[str, str]] = {}
        self._last = 0
        self._bundles: dict[str, Within] = {}
        self._newest = LONG_AGO + LATE

    def behind(self, mark: str) -> tuple[str, str]:
        """Key and kind; empty where the ledger knows nothing of it."""
        if mark and mark not in self._known:
            self._look()
        return self._known.get(mark, ("", ""))

    def _look(self) -> None:
        for row in self._asked(_NEWEST, {"last": self._last}):
            self._last = row.id
            self._known[opaque(row.key)] = (row.key, row.kind)

    def _asked(self, query: sa.Select[Any], facts: Mapping[str, Any]) -> Sequence[sa.Row[Any]]:
        with self._engine.connect() as looking:
            return looking.execute(query, facts).all()

    def bundles(self) -> list[Within]:
        """What has been said together with others, the oldest first."""
        self.fresh_bundles()
        return list(self._bundles.values())

    def fresh_bundles(self) -> list[Within]:
        """What was said so within the last days before the newest: all that may be new since the last look."""
        since = self._newest - LATE
        rows = self._asked(_TOGETHER, {"since": since, "owed": since - OWED_BEFORE})
        lately = [
            Within(key=row.id, lead=row.lead, place=row.place, kind=row.kind, at=row.claimed_at)
            for row in rows
        ]
        self._bundles |= {one.key: one for one in lately}
        self._newest = max((one.at for one in lately), default=self._newest)
        return lately


class Postbox:
    """Everything that arrived, in order; `fresh` hands out what is new since last time."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self.world, self.ledger = world, ledger
        self.came: list[Letter] = []
        self._seen = 0
        self._told: set[str] = set()
        self._newest: dict[str, Letter] = {}

    def fresh(self) -> list[Letter]:
        calls = self.world.record.since(self._seen)
        self._seen += len(calls)
        for call in calls:
            call.lighten()  # months of them would fill the memory
        if not any(call.landed and call.method in SAYS for call in calls):
            return []
        arrived = [self._letter(call) for call in calls if _arrived(call)]
        self._keep(arrived)
        lately = self.ledger.fresh_bundles()
        return [*_placed(arrived, lately), *self._carried(lately)]

    def _keep(self, letters: list[Letter]) -> None:
        self.came += letters
        self._newest |= {letter.key: letter for letter in letters}

    def _anew(self, letters: list[Letter]) -> None:
        """These are all that came; nothing in them was told yet."""
        self.came, self._newest, self._told = [], {}, set()
        self._keep(letters)

    def _carried(self, rows: list[Within]) -> list[Letter]:
        """What of this came with others since the last look."""
        new = [row for row in rows if row.key not in self._told]
        self._told |= {row.key for row in new}
        carried = list(filter(None, (self._within(row) for row in new if row.key != row.lead)))
        self._keep(carried)
        return carried

    def _within(self, row: Within) -> Letter | None:
        """One of several things in a message, in its own words as they stand there; nothing where they do not."""
        lead = self._newest.get(row.lead)
        if lead is None:
            return None
        letter = replace(lead, key=row.key, kind=row.kind, at=row.at, place=row.place, carried=True)
        words = self.words(letter)
        return replace(letter, words=words) if words else None

    def words(self, letter: Letter) -> str:
        """What a message says now, or the part of it that this letter is."""
        post = self.post(letter)
        return words_of_blocks(self.part(letter), Reader(names={})) if post else ""

    def part(self, letter: Letter) -> list[Block]:
        """The blocks of a message as it stands; where it holds several things, those of this one."""
        post = self.post(letter)
        parts = parts_of(post.blocks) if post else []
        return parts[letter.place] if letter.place < len(parts) else []

    def all(self) -> list[Letter]:
        """Everything from the beginning."""
        arrived = [self._letter(call) for call in self.world.record.since(0) if _arrived(call)]
        self._anew(arrived)
        every = self.ledger.bundles()
        together = {row.lead for row in every}
        placed = _placed(arrived, every)
        came = [self._alone(one) if one.key in together else one for one in placed]
        return [*came, *self._carried(every)]

    def _alone(self, letter: Letter) -> Letter:
        """The first of several in its own words only."""
        return replace(letter, words=self.words(letter) or letter.words)

    def standing(self, since: datetime) -> list[Letter]:
        """What the bot said since then and still stands, as it is found in a Slack that was kept; oldest first."""
        places = self.world.slack.place.every
        posts = [post for place in places for post in place.posts if post.at >= since]
        marked = [post for post in posts if _key(post) and not post.deleted]
        found = [self._found(post) for post in sorted(marked, key=lambda post: post.at)]
        self._anew(found)
        every = self.ledger.bundles()
        return [*_placed(found, every), *self._carried(every)]

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


def parts_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each thing that a message says. The line above the first of several belongs to none."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block["type"] == "divider":
            parts.append([])
        else:
            parts[-1].append(block)
    first = next((n for n, block in enumerate(parts[0]) if block["type"] != "context"), 0)
    return [parts[0][first:], *parts[1:]] if len(parts) > 1 else parts


def _placed(arrived: list[Letter], rows: list[Within]) -> list[Letter]:
    """The same, each with its place where it came with others."""
    places = {row.key: row.place for row in rows}
    return [replace(letter, place=places.get(letter.key, 0)) for letter in arrived]


def _arrived(call: Call) -> bool:
    return call.landed and call.system == "slack" and call.method in MESSAGES


def _key(post: Post) -> str:
    payload = (post.metadata or {}).get("event_payload") or {}
    return str(payload.get("key", ""))


def landed(record: Record, *methods: str) -> Iterator[Call]:
    """The calls of these methods that arrived."""
    return (c for c in record.since(0) if c.landed and c.method in methods)
