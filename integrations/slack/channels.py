"""Channels and conversations: made once even if the answer is lost, and people invited one by one if need be."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.ports import Clock, ComeBack, Refused
from integrations.slack.client import SlackWire
from integrations.slack.errors import INVITING, THERE_ALREADY

NAME, PURPOSE, BATCH, MOST_TOGETHER = 80, 250, 100, 8
NO_NAME = "subgroup"
SUFFIXES = ("", *(f"-{number}" for number in range(2, 10)))
SETTLED = timedelta(minutes=1)  # longer than any request of ours can still be on its way
PAGE, PAGES = 200, 50
Channel = Mapping[str, Any]
Channels = Sequence[Channel]
UNMARKED = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def channel_name(wanted: str) -> str:
    """A name within Slack's rules: small letters, digits and dashes, at most 80, never empty."""
    plain = unicodedata.normalize("NFKD", wanted.casefold().translate(UNMARKED))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9_]+", "-", bare).strip("-_")[:NAME].strip("-_") or NO_NAME


def gather(wire: SlackWire, members: Sequence[str]) -> str:
    """A conversation of these people; asking twice gives the same one."""
    people = list(dict.fromkeys(filter(None, members)))
    if not 0 < len(people) <= MOST_TOGETHER:
        raise Refused(
            f"A group conversation holds one to {MOST_TOGETHER} people, not {len(people)}.",
            code="too_many_users" if people else "not_enough_users",
        )
    reply = wire.call("conversations.open", users=people)
    return channel_id(reply)


def channel_id(reply: Mapping[str, Any]) -> str:
    """The conversation an answer speaks of."""
    channel = reply.get("channel")
    found = channel.get("id") if isinstance(channel, dict) else None
    if not isinstance(found, str) or not found:
        raise ComeBack("Slack's answer names no conversation.")
    return found


def listed(wire: SlackWire, types: str) -> Iterator[Channel]:
    """The channels of these types that the app can see."""
    cursor: str | None = None
    for _ in range(PAGES):
        page = wire.call(
            "conversations.list", types=types, exclude_archived=True, limit=PAGE, cursor=cursor
        )
        yield from (each for each in page.get("channels") or [] if isinstance(each, dict))
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def named(wire: SlackWire, name: str) -> str:
    """The id of the channel with this name, with or without its #."""
    for channel in listed(wire, "public_channel,private_channel"):
        if channel.get("name") == name.lstrip("#"):
            return str(channel.get("id"))
    raise Refused(
        f"Slack shows the app no channel called {name}. Check the name, and invite the app there.",
        code="channel_not_found",
    )


class ChannelMaker:
    """Makes private channels so that a lost reply never leads to a second one.

    The name is the handle: a try that was done without our hearing of it leaves the name taken. A
    channel of ours is known again by our mark in its purpose; one made but not yet marked is ours
    to take once no request can still be on its way to mark it.
    """

    def __init__(self, wire: SlackWire, clock: Clock) -> None:
        self._wire, self._clock = wire, clock

    def open(self, name: str, *, purpose: str, key: str) -> str:
        """The id of the channel made for this key, now or by an earlier try."""
        seen = self._seen() if key else []
        for suffix in SUFFIXES:
            wanted = channel_name(name)[: NAME - len(suffix)].rstrip("-_") + suffix
            if channel := self._one(wanted, key, seen):
                self._mark(channel, marked(purpose, key))
                return str(channel["id"])
        raise Refused(
            f"Slack has too many channels called {channel_name(name)}. Choose another name.",
            code="name_taken",
        )

    def _one(self, wanted: str, key: str, seen: Channels) -> Channel | None:
        if earlier := self._earlier(wanted, key, seen):
            return earlier
        if any(each.get("name") == wanted for each in seen):
            return None
        if made := self._made(wanted):
            return {"id": made}
        # taken since we looked, perhaps by a try of ours that came late
        return self._earlier(wanted, key, self._seen()) if key else None

    def _mark(self, channel: Channel, purpose: str) -> None:
        if purpose and not _purpose(channel):
            self._wire.call("conversations.setPurpose", channel=channel["id"], purpose=purpose)

    def _seen(self) -> Channels:
        return list(listed(self._wire, "private_channel"))

    def _made(self, wanted: str) -> str:
        try:
            return channel_id(self._wire.call("conversations.create", name=wanted, is_private=True))
        except Refused as no:
            if no.code != "name_taken":
                raise
            return ""

    def _earlier(self, wanted: str, key: str, seen: Channels) -> Channel | None:
        ours = [each for each in seen if self._is_ours(each)]
        marks = (each for each in ours if mark_of(key) in _purpose(each))
        if found := next(marks, None):
            return found
        blank = (each for each in ours if each.get("name") == wanted and not _purpose(each))
        if found := next(blank, None):
            self._wait_until_settled(found)
        return found

    def _is_ours(self, channel: Channel) -> bool:
        return channel.get("creator") == self._wire.own_id()

    def _wait_until_settled(self, channel: Channel) -> None:
        age = timedelta(seconds=self._clock.now().timestamp() - float(channel.get("created") or 0))
        if abs(age) < SETTLED:
            raise ComeBack("A channel of this name is just being made.", wait=SETTLED)


def mark_of(key: str) -> str:
    """A short sign that stands for our key and tells a reader nothing."""
    return f"(ref {hashlib.sha256(key.encode()).hexdigest()[:12]})"


def marked(purpose: str, key: str) -> str:
    """The purpose within Slack's limit, with our mark at its end."""
    mark = mark_of(key) if key else ""
    room = PURPOSE - len(mark) - 1
    text = " ".join(purpose.split())
    return f"{text if len(text) <= room else text[: room - 1] + '…'} {mark}".strip()


def _purpose(channel: Channel) -> str:
    purpose = channel.get("purpose")
    return str(purpose.get("value") or "") if isinstance(purpose, dict) else ""


def invite(wire: SlackWire, channel: str, members: Sequence[str]) -> dict[str, str]:
    """Invite these people; who could not be invited, and why, in words."""
    left_out: dict[str, str] = {}
    people = list(dict.fromkeys(filter(None, members)))
    for start in range(0, len(people), BATCH):
        left_out |= _invite(wire, channel, people[start : start + BATCH])
    return left_out


def _invite(wire: SlackWire, channel: str, people: Sequence[str]) -> dict[str, str]:
    try:
        reply = wire.call("conversations.invite", channel=channel, users=list(people), force=True)
    except Refused as no:
        return _one_by_one(wire, channel, people, no)
    refused = [each for each in reply.get("errors") or [] if isinstance(each, dict)]
    codes = {str(each.get("user")): str(each.get("error") or "") for each in refused}
    return {who: _why(code) for who, code in codes.items() if code not in THERE_ALREADY}


def _one_by_one(
    wire: SlackWire, channel: str, people: Sequence[str], no: Refused
) -> dict[str, str]:
    if no.code not in INVITING and no.code not in THERE_ALREADY:
        raise no
    if len(people) == 1:
        return {} if no.code in THERE_ALREADY else {people[0]: _why(no.code)}
    left_out: dict[str, str] = {}
    for person in people:
        left_out |= _invite(wire, channel, [person])
    return left_out


def _why(code: str) -> str:
    return INVITING.get(code, f"Slack said no ({code}).")
