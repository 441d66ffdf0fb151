"""A person's own calendar: every session as they meet it now, under a number that rises whenever it changes."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from bot.domain.calendar import round_instants
from bot.domain.calendar_entries import CalendarEntry
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.calendar_links import reader
from bot.facilitation.coming_for import awaits
from bot.facilitation.invitations import invitation
from bot.facilitation.setting import Setting
from bot.ports import Desk, Event, Feed
from bot.voice import calendars as words
from bot.voice.sessions import Invitation
from bot.voice.words import clock_time

RINGS = timedelta(minutes=15)
Numbered = Callable[[Setting, Participant, Session], Event | None]


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A calendar's file. `mark` is another one as soon as anything in it is."""

    file: bytes
    mark: str


def fetch(desk: Desk, token: str) -> Fetched:
    """The calendar as it is now. Only where something in it has changed is anything written. Raises BadSignature."""
    with desk.store.read() as memory:
        events = _events(Setting(desk, memory), token, as_given)
    if events is None:
        with desk.store.begin() as memory:
            events = _events(Setting(desk, memory), token, numbered) or []
    feed = Feed(name=words.feed_name(desk.house.name), events=events)
    stood = [(event.uid, event.sequence) for event in events]
    mark = hashlib.sha256(repr((feed.name, stood)).encode()).hexdigest()[:32]
    return Fetched(file=desk.write_feed(feed, desk.clock.now()), mark=mark)


def _events(setting: Setting, token: str, number: Numbered) -> list[Event] | None:
    """All entries; nothing where one of them has changed and that is not written down yet."""
    person = reader(setting, token)
    found = [number(setting, person, session) for session in _sessions(setting, person)]
    events = [event for event in found if event is not None]
    return events if len(events) == len(found) else None


def _sessions(setting: Setting, person: Participant) -> Iterator[Session]:
    """Every session; none to whoever has left, and to whoever comes once those they are awaited at."""
    if person.has_left or not setting.begun:
        return
    yield from (s for s in setting.sessions() if awaits(setting, s, person))


def as_given(setting: Setting, person: Participant, session: Session) -> Event | None:
    """The entry with its number, if it still is what was given under that."""
    event = _entry(setting, person, session)
    known = setting.memory.calendar_entries.seek(f"{session.id}:{person.id}")
    same = known is not None and known.mark == _mark(event)
    return replace(event, sequence=known.sequence, at=known.at) if known and same else None


def numbered(setting: Setting, person: Participant, session: Session) -> Event:
    """The entry with its number; a new one, higher than any before it, where something in it has changed.

    Numbers are those of a count that never gives one twice, not even after a restore: that lets the count leap, and
    forgets what was given.
    """
    if known := as_given(setting, person, session):
        return known
    event = _entry(setting, person, session)
    sequence = setting.memory.numbers.next(f"calendar:{session.id}")
    setting.memory.calendar_entries.save(
        CalendarEntry(
            session_id=session.id, person_id=person.id, mark=_mark(event),
            sequence=sequence, at=setting.now,
        )
    )  # fmt: skip
    return replace(event, sequence=sequence, at=setting.now)


def _mark(event: Event) -> str:
    return hashlib.sha256(repr(event).encode()).hexdigest()[:32]


def _entry(setting: Setting, person: Participant, session: Session) -> Event:
    """What is to stand in this person's calendar, before it has a number."""
    seen = invitation(setting, session, person)
    return Event(
        uid=uid(setting, session),
        sequence=0,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        title=words.title(setting.desk.house.name, session.title, off=session.cancelled),
        where=words.place(seen),
        link=seen.meeting.join_url if seen.meeting and session.virtual else "",
        details=words.details(seen, _agenda(setting, seen)),
        off=session.cancelled,
        answer="no" if seen.delegate else seen.answer,
        rings=None if seen.answer == "no" or seen.delegate else RINGS,
    )


def uid(setting: Setting, session: Session) -> str:
    """One name for one session, for good: by the house's own address, else by the sender's of the mail it goes with."""
    host = urlsplit(setting.desk.house.public_url).hostname or ""
    return f"session-{session.id}@{host}" if host else f"session-{session.id}"


def _agenda(setting: Setting, seen: Invitation) -> list[tuple[str, str]]:
    placed = round_instants(seen.session, setting.planned(seen.session))
    return [(clock_time(starts, seen.person.zone), one.title) for one, starts, _ in placed]
