"""What a sandbox remembers of its world from one day to the next: the time, what stands in Slack, the Zoom meetings."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from integrations.sandbox.slack_things import Conversation, Post, Sheet
from integrations.sandbox.world import World
from integrations.sandbox.zoom_things import Attendee, Live, ZoomMeeting

FILE, LIVES = "world.json", "lives.json"


def keep(world: World, folder: Path, *, of: str) -> None:
    """Write down the world as it is. `of` says which roster and plan it belongs to."""
    told = {"of": of, **_snapshot(world)}
    written = folder / f"{FILE}.new"
    written.write_text(json.dumps(told, default=_written, ensure_ascii=False), encoding="utf-8")
    written.replace(folder / FILE)


def _snapshot(world: World) -> dict[str, Any]:
    """The world at one instant. Nobody in it can move meanwhile, so this is quick: months of talk are not copied."""
    place, account = world.slack.place, world.zoom.account
    with place.lock, account.lock:
        return {
            "now": world.clock.now().isoformat(),
            "conversations": [_facts(each) for each in place.every],
            "homes": [_fields(place.sheets[each]) for each in place.homes.values()],
            "meetings": [_meeting(each) for each in account.meetings.values()],
        }


def _facts(conversation: Conversation) -> dict[str, Any]:
    facts = _fields(conversation)
    return {**facts, "posts": [_fields(post) for post in conversation.posts]}


def _fields(thing: Conversation | Post | Sheet) -> dict[str, Any]:
    """A thing's fields. Lists, such as a post's blocks, are replaced or grow, and are never changed within."""
    return {name: _still(getattr(thing, name)) for name in thing.__dataclass_fields__}


def _still(value: object) -> object:
    if isinstance(value, list):
        return value.copy()
    return (
        {name: _still(part) for name, part in value.items()} if isinstance(value, dict) else value
    )


def _meeting(meeting: ZoomMeeting) -> dict[str, Any]:
    facts = {name: getattr(meeting, name) for name in ZoomMeeting.__dataclass_fields__}
    live = asdict(meeting.live) if meeting.live else None
    past = [asdict(each) for each in meeting.past]
    return {**facts, "host": meeting.host.email, "live": live, "past": past}


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def kept(folder: Path) -> dict[str, Any] | None:
    """What was written down last, if anything was."""
    file = folder / FILE
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def forget(folder: Path) -> None:
    """Let nothing be remembered."""
    for name in (FILE, LIVES):
        (folder / name).unlink(missing_ok=True)


def remove(database: Path) -> None:
    """Take an SQLite database away with what lies beside it."""
    for beside in ("", "-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)


def restore(world: World, told: dict[str, Any]) -> None:
    """Let a new world be as the old one was."""
    place, account = world.slack.place, world.zoom.account
    with place.lock, account.lock:
        for each in told["conversations"]:
            place.conversations[each["id"]] = _conversation(each)
        for each in told.get("homes", ()):
            place.sheets[each["id"]] = Sheet(**each)
            place.homes[each["person"]] = each["id"]
        world.channel = place.conversations.get(world.channel.id, world.channel)
        for each in told["meetings"]:
            account.meetings[each["id"]] = _as_meeting(world, each)
        used = map(_digits, (*place.conversations, *place.sheets))
        _count_on(lambda: int(place.new_id("")), used)
        _count_on(account.new_id, account.meetings)
        _count_on(lambda: next(world.zoom.stage.ids), _attendees(account.meetings.values()))


def _conversation(told: dict[str, Any]) -> Conversation:
    posts = [Post(**{**post, "at": datetime.fromisoformat(post["at"])}) for post in told["posts"]]
    return Conversation(**{**told, "posts": posts})


def _as_meeting(world: World, told: dict[str, Any]) -> ZoomMeeting:
    return ZoomMeeting(**{
        **told,
        **_instants(told, "created", "starts_at"),
        "host": world.zoom.account.host(told["host"]),
        "live": _as_live(told["live"]) if told["live"] else None,
        "past": [_as_live(each) for each in told["past"]],
    })  # fmt: skip


def _as_live(told: dict[str, Any]) -> Live:
    attendees = [Attendee(**{**a, **_instants(a, "joined", "left")}) for a in told["attendees"]]
    return Live(**{**told, **_instants(told, "started", "ended"), "attendees": attendees})


def _instants(told: dict[str, Any], *names: str) -> dict[str, datetime | None]:
    return {name: datetime.fromisoformat(told[name]) if told[name] else None for name in names}


def _attendees(meetings: Iterable[ZoomMeeting]) -> Iterator[int]:
    """The numbers of everybody who ever came into one of these meetings."""
    lives = [live for meeting in meetings for live in (meeting.live, *meeting.past) if live]
    return (int(one.user_id) for live in lives for one in live.attendees)


def _digits(id: str) -> int:
    return int(id[1:]) if id[1:].isdigit() else 0


def _count_on(new: Callable[[], int], used: Iterable[int]) -> None:
    """Let numbers that are given out anew begin after those in use."""
    last = max(used, default=0)
    while last and new() < last:
        pass
