"""What calendars' files are made of (RFC 5545): an entry on the clock of its own zone, and that clock spelled out."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from bot.ports import Event
from integrations.calendar.zones import spelled

MAKER = "-//Convener//Sessions//EN"
ONE_DAY = timedelta(days=1)


def file_of(method: str, events: Sequence[Event]) -> Calendar:
    """A file that asks for this, with the clocks of these entries and nothing else yet."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", method)
    for zone in sorted({event.zone for event in events}):
        there = [event for event in events if event.zone == zone]
        first = min(event.starts_at for event in there) - ONE_DAY
        last = max(event.ends_at for event in there) + ONE_DAY
        made.add_component(spelled(ZoneInfo(zone), first, last))
    return made


def entry_of(event: Event, now: datetime, domain: str = "") -> Entry:
    """One entry: told by the clock of its own zone, so that a law which moves that clock later on shows."""
    made, zone = Entry(), ZoneInfo(event.zone)
    made.add("uid", event.uid if "@" in event.uid else f"{event.uid}@{domain}")
    made.add("sequence", event.sequence)
    made.add("dtstamp", now)
    if event.at:
        made.add("last-modified", event.at)
    made.add("dtstart", _told(event.starts_at, zone))
    made.add("dtend", _told(event.ends_at, zone))
    made.add("summary", event.title)
    texts = {"location": event.where, "description": event.details, "url": event.link}
    for name, said in texts.items():
        if said:
            made.add(name, said)
    made.add("status", "CANCELLED" if event.off else "CONFIRMED")
    if event.rings and not event.off:
        made.add_component(_alarm(event.title, event.rings))
    return made


def _told(instant: datetime, zone: ZoneInfo) -> datetime:
    """By the zone's clock; in the hour that comes twice in autumn, where that names two instants, in UTC."""
    wall = instant.astimezone(zone)
    return instant.astimezone(UTC) if wall.fold else wall


def _alarm(words: str, before: timedelta) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", words)
    made.add("trigger", -before)
    return made
