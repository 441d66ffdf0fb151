"""Entries of the ledger as the bot tells them: when each may leave, and what holds it until then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.almanac import at_night, next_hour, on_weekday
from bot.demo.community import Community
from bot.demo.live.owed_keys import Key, kind_behind
from bot.demo.live.owed_tables import PLACES, STANDING
from bot.demo.pages import city
from bot.domain.effects import State
from bot.domain.roster import Participant

ZOOM = {place for place, where in PLACES.items() if where == "Zoom"}
ENDED = {
    State.CANCELLED: "no longer needed, or nobody there to read it",
    State.EXPIRED: "its time had passed",
    State.UNKNOWN: "no clear answer came, so it is looked up before it is sent again",
}
AFTER = {
    "meeting:open": "after Zoom has made the meeting",
    "meeting:rooms": "after Zoom has the rooms",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry. `at` is when it may leave, or when it left."""

    id: int
    key: Key
    state: State
    attempts: int
    not_before: datetime
    at: datetime
    after: str
    person: Participant | None

    @property
    def waits(self) -> bool:
        return self.state in {State.READY, State.UNKNOWN}


def entry_of(told: Mapping[str, Any], community: Community) -> Entry:
    """An entry out of the bot's JSON."""
    key, state = Key.of(told["key"], told["kind"]), State(told["state"])
    not_before, try_at = (datetime.fromisoformat(told[name]) for name in ("not_before", "try_at"))
    left = told["claimed_at"] if state not in {State.READY, State.UNKNOWN} else None
    return Entry(
        id=told["id"], key=key, state=state, attempts=told["attempts"], not_before=not_before,
        at=datetime.fromisoformat(left) if left else max(not_before, try_at),
        after=told["after"] or "", person=community.people.get(key.person(community)),
    )  # fmt: skip


def why(entry: Entry, community: Community, now: datetime) -> str:
    """What holds an entry, or how it ended; empty where there is nothing to say."""
    if entry.state is State.DEAD:
        return f"{_there(entry)} said no, for good"
    if entry.state is not State.READY:
        return ENDED.get(entry.state, "")
    if entry.at <= now:
        return _held(entry)
    if entry.attempts and entry.at > entry.not_before:
        return f"{_there(entry)} did not take it yet, so it is tried again then"
    return _hour(entry, community, now)


def _there(entry: Entry) -> str:
    return "Zoom" if entry.key.kind in ZOOM else "Slack"


def _held(entry: Entry) -> str:
    if not entry.after:
        return "leaves next"
    known = (words for part, words in AFTER.items() if part in entry.after)
    return next(
        known, f"after another message: {STANDING.get(kind_behind(entry.after), 'an older one')}"
    )


def _hour(entry: Entry, community: Community, now: datetime) -> str:
    if entry.person is None:
        return "due then"
    place = city(entry.person.zone)
    hour = f"{entry.at.astimezone(ZoneInfo(entry.person.zone)):%H:%M}"
    if waits_for_morning(entry, community, now):
        return f"waits for the morning in {place}, {hour} there"
    return f"due at {hour} in {place}"


def waits_for_morning(entry: Entry, community: Community, now: datetime) -> bool:
    """Whether it is night or a weekend where its reader lives, and it leaves once that is over."""
    if entry.person is None or entry.state is not State.READY or entry.at <= now:
        return False
    zone, rules = entry.person.zone, community.plan.reminders
    today = now.astimezone(ZoneInfo(zone)).date()
    at_peace = at_night(now, zone, rules) or on_weekday(today, rules, before=False) != today
    return at_peace and entry.at <= next_hour(now, zone, rules)
