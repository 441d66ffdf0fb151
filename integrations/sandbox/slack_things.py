"""What a Slack workspace is made of: people, conversations, posts, forms and pages."""

import json
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
PUBLIC, PRIVATE, DIRECT, GROUP = "public", "private", "im", "mpim"


@dataclass(kw_only=True)
class SlackPerson:
    """An account: a person of the community, or the bot."""

    id: str
    team: str
    handle: str
    name: str
    email: str = ""
    zone: str = ""
    locale: str = "en-GB"
    guest: bool = False
    of_one_channel: bool = False
    deleted: bool = False
    bot: bool = False

    def as_json(self, now: datetime, *, email: bool = True, locale: bool = False) -> Json:
        """As users.info tells it; the address only to who may read addresses."""
        names = {"real_name": self.name, "display_name": self.name}
        profile = {
            **names,
            **{f"{each}_normalized": self.name for each in names},
            "team": self.team,
        }
        if email and self.email:
            profile["email"] = self.email
        facts = {
            "id": self.id,
            "team_id": self.team,
            "name": self.handle,
            "real_name": self.name,
            "profile": profile,
        }
        restricted = {"is_restricted": self.guest, "is_ultra_restricted": self.of_one_channel}
        flags = {"deleted": self.deleted, "is_bot": self.bot, **restricted}
        never = dict.fromkeys(("is_admin", "is_owner", "is_app_user", "is_stranger"), False)
        spoken = {"locale": self.locale} if locale else {}
        return {
            **facts,
            **flags,
            **never,
            **spoken,
            **self._time(now),
            "updated": int(now.timestamp()),
        }

    def _time(self, now: datetime) -> Json:
        if not self.zone:
            return {}
        offset = now.astimezone(ZoneInfo(self.zone)).utcoffset()
        return {
            "tz": self.zone,
            "tz_label": self.zone,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
        }


@dataclass(kw_only=True)
class Post:
    """A message that stands in a conversation."""

    ts: str
    channel: str
    author: str
    team: str
    at: datetime
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str = ""
    edited_ts: str = ""
    bot_id: str = ""
    app_id: str = ""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, Json] = field(default_factory=dict)  # by person: others do not see it
    deleted: bool = False
    serial: int = 0

    def pack(self) -> None:
        """Keep the blocks small: few look at them any more, and whoever does unpacks them."""
        if "blocks" in vars(self):
            self._packed = zlib.compress(json.dumps(self.blocks).encode())
            del self.blocks

    def __getattr__(self, name: str) -> Any:
        if name != "blocks" or "_packed" not in vars(self):
            raise AttributeError(name)
        self.blocks = json.loads(zlib.decompress(self._packed))
        return self.blocks

    def as_json(self, *, metadata: bool = False) -> Json:
        """As history tells it; the metadata's content only where it was asked for."""
        facts: Json = {
            "type": "message",
            "user": self.author,
            "team": self.team,
            "ts": self.ts,
            "text": self.text,
        }
        if self.blocks:
            facts["blocks"] = self.blocks
        if self.bot_id:
            facts |= {"bot_id": self.bot_id, "app_id": self.app_id}
        if self.thread_ts:
            facts["thread_ts"] = self.thread_ts
        if self.edited_ts:
            facts["edited"] = {"user": self.author, "ts": self.edited_ts}
        if self.reactions:
            facts["reactions"] = self.reactions_json()
        if self.metadata:
            facts["metadata"] = (
                self.metadata if metadata else {"event_type": self.metadata["event_type"]}
            )
        return facts

    def is_news_to(self, person: str) -> bool:
        return not self.deleted and self.author != person

    def reactions_json(self) -> list[Json]:
        return [
            {"name": name, "users": who, "count": len(who)}
            for name, who in self.reactions.items()
            if who
        ]


@dataclass(kw_only=True)
class Conversation:
    """A channel, a direct message or a group of people."""

    id: str
    kind: str
    creator: str
    created: int
    name: str = ""
    members: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    archived: bool = False
    topic: str = ""
    purpose: str = ""
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)
    read_until: dict[str, str] = field(default_factory=dict)

    @property
    def is_channel(self) -> bool:
        return self.kind in (PUBLIC, PRIVATE)

    def find(self, ts: str) -> Post | None:
        return next(
            (post for post in reversed(self.posts) if post.ts == ts and not post.deleted), None
        )

    def standing(self) -> list[Post]:
        return [post for post in self.posts if not post.deleted]

    def unread_count(self, person: str, most: int) -> int:
        """How many posts this person has not seen, at most so many: counted from the newest until one was seen."""
        seen, count = self.read_until.get(person, ""), 0
        for post in reversed(self.posts):
            if count == most or post.ts <= seen:
                break
            count += not post.deleted and post.author != person
        return count

    def unread(self, person: str) -> list[Post]:
        seen = self.read_until.get(person, "")
        return [post for post in self.posts if post.ts > seen and post.is_news_to(person)]

    def as_json(self, bot: str) -> Json:
        facts: Json = {
            "id": self.id,
            "created": self.created,
            "creator": self.creator,
            "is_archived": self.archived,
        }
        facts |= {
            "is_channel": self.kind == PUBLIC,
            "is_group": self.kind == PRIVATE,
            "is_private": self.kind != PUBLIC,
        }
        facts |= {
            "is_im": self.kind == DIRECT,
            "is_mpim": self.kind == GROUP,
            "is_member": bot in self.members,
        }
        if self.kind == DIRECT:
            return {**facts, "user": next((one for one in self.members if one != bot), bot)}
        texts = {
            field: {"value": getattr(self, field), "creator": "", "last_set": 0}
            for field in ("topic", "purpose")
        }
        return {
            **facts,
            **texts,
            "name": self.name,
            "name_normalized": self.name,
            "num_members": len(self.members),
        }


@dataclass(kw_only=True)
class Whisper:
    """An ephemeral message: only one person sees it, and only a response URL can change it."""

    ts: str
    channel: str
    person: str
    text: str
    blocks: list[Json]
    typed: Json = field(default_factory=dict)
    deleted: bool = False
    serial: int = 0


@dataclass(kw_only=True)
class Sheet:
    """An open form, or a person's Home page."""

    id: str
    person: str
    body: Json
    team: str
    app_id: str
    bot_id: str
    hash: str
    root: str = ""
    previous: str = ""
    typed: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    serial: int = 0

    @property
    def is_home(self) -> bool:
        return bool(self.body.get("type") == "home")

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks") or [])

    def as_json(self) -> Json:
        """As Slack hands a view back: everything that was given, and what Slack adds."""
        texts: Json = {"title": None, "submit": None, "close": None} if not self.is_home else {}
        empty = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
        }
        more = {
            "notify_on_close": False,
            "submit_disabled": False,
            "previous_view_id": self.previous or None,
        }
        ids = {
            "id": self.id,
            "team_id": self.team,
            "app_id": self.app_id,
            "bot_id": self.bot_id,
            "hash": self.hash,
        }
        place = {"root_view_id": self.root or self.id, "app_installed_team_id": self.team}
        return {
            **texts,
            **empty,
            **more,
            **self.body,
            **ids,
            **place,
            "state": {"values": self.typed},
        }


def typed_by(surface: Post | Whisper | Sheet, person: str) -> Json:
    """What this person put into the fields of a surface so far; on a message others see nothing of it."""
    return surface.typed.get(person, {}) if isinstance(surface, Post) else surface.typed


def keep(
    surface: Post | Whisper | Sheet, person: str, *, block: str, action: str, state: Json
) -> None:
    """Let a field of a surface say this, for this person."""
    mine = surface.typed.setdefault(person, {}) if isinstance(surface, Post) else surface.typed
    mine.setdefault(block, {})[action] = state
