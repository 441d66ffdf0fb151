"""The Zoom pane: meetings, rooms, whom Zoom would really place, who is in, and the news it sends."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue

from bot.demo.live.news import News
from bot.demo.live.outside import Json, Outside
from bot.demo.live.ways import done

EVENTS = {
    "meeting.started": "the meeting has begun",
    "meeting.ended": "the meeting has ended",
    "meeting.participant_joined": "came in",
    "meeting.participant_left": "left",
    "meeting.participant_joined_breakout_room": "entered",
    "meeting.participant_left_breakout_room": "left",
    "meeting.updated": "the meeting was changed on Zoom's pages",
    "meeting.deleted": "the meeting was removed on Zoom's pages",
}
MANNERS = ("signed in", "guest", "by telephone")
LOOSE = {
    "guest": "came as a guest: Zoom sees no address",
    "by telephone": "on the telephone: no address",
    "signed in": "signed in with an address that is in none of the rooms",
}


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One meeting as the pane shows it."""

    told: Json

    def __getattr__(self, name: str) -> Any:
        try:
            return self.told[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.told["starts_at"])

    @property
    def mark(self) -> int:
        """Another one as soon as the rooms are others."""
        return crc32(json.dumps(self.told["rooms"]).encode())

    @property
    def addresses(self) -> int:
        return sum(len(room["people"]) for room in self.told["rooms"])

    @property
    def loose(self) -> list[tuple[Json, str]]:
        """Who is in the meeting and would not be placed by Zoom, with why."""
        here = (self.told["live"] or {}).get("here", ())
        return [
            (one, LOOSE[one["how"]])
            for one in here
            if not one["assigned"] and not self._is_host(one)
        ]

    def _is_host(self, one: Mapping[str, Any]) -> bool:
        return bool(one["email"] == self.told["host"])

    @property
    def in_rooms(self) -> dict[str, list[Json]]:
        """Who is in which room just now; "" is the main room."""
        here = (self.told["live"] or {}).get("here", ())
        rooms: dict[str, list[Json]] = {"": [], **{room["name"]: [] for room in self.told["rooms"]}}
        for one in here:
            rooms.setdefault(one["room"], []).append(one)
        return rooms


def shown(outside: Outside) -> Json:
    """What the pane draws: meetings to come or running first, then those that are over."""
    told = outside.world("/sandbox/zoom")
    meetings = [Meeting(told=each) for each in told["meetings"]]
    order = {"live": 0, "scheduled": 1, "over": 2}
    return {
        "meetings": sorted(meetings, key=lambda m: (order[m.state], m.when)),
        "webhooks": [{**each, "words": EVENTS.get(each["event"], each["event"])} for each in told["webhooks"]],
        "drops_rooms": any(not h["assign_when_scheduling"] or not h["breakout_rooms"] for h in told["hosts"]),
        "manners": MANNERS,
    }  # fmt: skip


def register(app: Flask, outside: Outside, news: News) -> None:
    app.add_template_global(lambda: shown(outside), "zoom")

    @app.get("/zoom")
    def zoom_pane() -> ResponseReturnValue:
        return render_template("zoom.html")

    @app.post("/zoom/<meeting>/<any(start, end, open_rooms, close_rooms, join, leave, place):act>")
    def zoom_acts(meeting: str, act: str) -> ResponseReturnValue:
        facts = {name: value for name, value in request.form.items() if value}
        outside.moves(f"/sandbox/zoom/{meeting}/act", act=act, **facts)
        return done()

    @app.post("/zoom/rooms_dropped")
    def drop_rooms() -> ResponseReturnValue:
        """An account setting that somebody switched off: Zoom takes the rooms and keeps none."""
        kept = request.form["on"] != "yes"
        for host in outside.world("/sandbox/zoom")["hosts"]:
            outside.moves("/sandbox/zoom/host", email=host["email"], assign_when_scheduling=kept)
        return done()
