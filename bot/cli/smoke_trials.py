"""The two trials of `convener smoke`: one meeting in Zoom and one message in Slack, made, changed, and removed."""

import secrets
import time
from collections.abc import Sequence
from datetime import timedelta

from bot.cli.smoke_notes import Notes, until_found
from bot.domain.meetings import Meeting, MeetingWish, OnlineRoom
from bot.ports import Desk, Posted, Refused, Uncertain
from bot.voice import smoke as words

AHEAD, MINUTES = timedelta(days=7), 30
NO_ANSWER = {"no_scope", "3001"}  # these say nothing about the rooms
LENGTHS = (32, 64, 128, 250)
STRANGER = "nobody-{mark}@example.org"
UNTRIED_IN_ZOOM = {
    "What exactly Zoom answers to the 101st change of a host's day, and whether it sends Retry-After": "not tried: it "
    "would use up the host's day",
    "What registration does to rooms given ahead": "not tried: Convener asks for no registration",
}
UNTRIED = {
    "How large a message's metadata may be in Slack": "not tried: Convener's is 32 characters",
    "Whether Slack takes client_msg_id for a mark against doubles": "not tried: Slack documents no such argument",
    "How often Slack lets one workspace be posted to": "not tried: people would notice",
    "How Slack spaces what it repeats by Socket Mode": "not tried: it takes a line that breaks",
}
NOT_CALLED = "not tried: nothing is called there; open it yourself"


def try_zoom(desk: Desk, notes: Notes, host: str) -> None:
    """Make a meeting a week ahead, give it rooms in six ways, move it, remove it: eight changes of the host's day."""
    wish = MeetingWish(
        ref=f"smoke-{secrets.token_hex(8)}", host=host, topic=words.TOPIC, starts_at=desk.clock.now() + AHEAD,
        minutes=MINUTES, zone=desk.house.default_zone,
    )  # fmt: skip
    meeting = None
    try:
        meeting = notes.tries(
            "Zoom", "make a meeting", lambda: _opened(desk, wish), lambda _: "made"
        )
        if meeting:
            _with_meeting(desk, notes, wish, meeting.id)
    finally:
        _clean_zoom(desk, notes, wish, meeting)


def _opened(desk: Desk, wish: MeetingWish) -> Meeting:
    """The meeting; where its answer was lost, as it is found by its mark."""
    try:
        return desk.meetings.open(wish)
    except Uncertain:
        if found := until_found(lambda: desk.meetings.find(wish)):
            return found
        raise


def _with_meeting(desk: Desk, notes: Notes, wish: MeetingWish, number: str) -> None:
    begun = time.monotonic()
    listed = notes.tries("Zoom", "find it by its mark", lambda: until_found(lambda: desk.meetings.find(wish)),
                         lambda found: "found" if found else "not listed yet")  # fmt: skip
    lag = f"{time.monotonic() - begun:.1f} s" if listed else "longer than the look"
    notes.seen("How long a new meeting is missing from Zoom's list", lag)
    _rooms(desk, notes, number)
    later = wish.starts_at + timedelta(hours=1)
    notes.tries("Zoom", "move it by an hour",
                lambda: desk.meetings.move(number, starts_at=later, minutes=MINUTES, zone=wish.zone),
                lambda _: "moved")  # fmt: skip


def _rooms(desk: Desk, notes: Notes, number: str) -> None:
    """What Zoom keeps of rooms: a stranger's address, another list in place of one, and long names."""
    stranger = STRANGER.format(mark=secrets.token_hex(4))
    two = [OnlineRoom(name="Room 1", addresses=(stranger,)), OnlineRoom(name="Room 2")]
    kept = _given(desk, notes, number, "give it two rooms ahead", two)
    if kept is not None:
        there = any(stranger in room.addresses for room in kept)
        answer = (
            "kept"
            if there
            else "dropped"
            if kept
            else "all rooms were dropped: see convener doctor"
        )
        notes.seen("What Zoom does with the address of somebody without a Zoom account", answer)
    kept = _given(desk, notes, number, "give it another list", [OnlineRoom(name="Room 3")])
    if kept:
        merged = {"Room 1", "Room 3"} <= {room.name for room in kept}
        answer = "added to the rooms that were there" if merged else "takes their place"
        notes.seen("Whether a new list of rooms takes the place of the old one", answer)
    for length in LENGTHS:
        name = ("Long name " * length)[:length].strip().ljust(length, "x")
        kept = _given(
            desk, notes, number, f"give it a name of {length} characters", [OnlineRoom(name=name)]
        )
        answer = (
            "refused"
            if kept is None
            else "kept whole"
            if name in {r.name for r in kept}
            else "cut or dropped"
        )
        notes.seen(f"A room's name of {length} characters", answer)


def _given(
    desk: Desk, notes: Notes, number: str, step: str, rooms: Sequence[OnlineRoom]
) -> Sequence[OnlineRoom] | None:
    """The rooms that Zoom kept; a refusal is an answer, too."""

    def given() -> Sequence[OnlineRoom] | None:
        try:
            return desk.meetings.assign_rooms(number, rooms).rooms
        except Refused as no:
            if no.code in NO_ANSWER:
                raise
            return None

    said = notes.tries("Zoom", step, lambda: (given(),), lambda kept: _count(kept[0]))
    return said[0] if said else None


def _count(kept: Sequence[OnlineRoom] | None) -> str:
    return "refused" if kept is None else f"{len(kept)} kept" if kept else "none kept"


def _clean_zoom(desk: Desk, notes: Notes, wish: MeetingWish, meeting: Meeting | None) -> None:
    """Remove the meeting, also one of which nobody knows whether it was made."""

    def remove() -> None:
        found = meeting or desk.meetings.find(wish)
        if found:
            desk.meetings.close(found.id)

    where = f"In Zoom, {wish.host}, Meetings, “{wish.topic}”: delete it there."
    notes.removes("Zoom", remove, "a Zoom meeting", where)


def try_slack(desk: Desk, notes: Notes, where: str) -> None:
    """Post a message, find it by its mark, change it, take it away. `where`: an address, a channel's id or #name."""
    place = where
    if "@" in where:
        known = notes.tries("Slack", "look the facilitator up", lambda: desk.messenger.look_up(where),
                            lambda one: "known" if one else "nobody has this address")  # fmt: skip
        if known is None:
            return
        place = known.id
    key, since, posted = f"smoke-{secrets.token_hex(8)}", desk.clock.now(), None
    try:
        posted = notes.tries("Slack", "post a message",
                             lambda: desk.messenger.post(place, words.POSTED, key=key), lambda _: "posted")  # fmt: skip
        if posted:
            stands = posted
            found = notes.tries("Slack", "find it by its mark",
                                lambda: until_found(lambda: desk.messenger.find(place, key=key, since=since)),
                                lambda seen: "found" if seen else "not found")  # fmt: skip
            answer = "found" if found else "not found, or the app may not look there"
            notes.seen("Whether a message is found by its mark after a lost answer", answer)
            notes.tries("Slack", "change it",
                        lambda: desk.messenger.edit(stands, words.CHANGED, key=key), lambda _: "changed")  # fmt: skip
    finally:

        def remove() -> None:
            stands: Posted | None = posted or desk.messenger.find(place, key=key, since=since)
            if stands:
                desk.messenger.remove(stands)

        spot = f"In Slack, {where}: delete the message that begins “{words.POSTED.text[:24]}”."
        notes.removes("Slack", remove, "a Slack message", spot)
