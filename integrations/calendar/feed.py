"""A person's calendar as a file that calendar programs fetch again and again (RFC 5545, RFC 7986)."""

from datetime import datetime, timedelta

from icalendar import Event as Entry

from bot.ports import Event, Feed
from integrations.calendar.parts import entry_of, file_of

AGAIN = timedelta(hours=1)  # so often it is worth looking


def write_feed(feed: Feed, now: datetime) -> bytes:
    """The whole calendar. Implements the port `FeedWriter`."""
    made = file_of("PUBLISH", feed.events)
    made.add("name", feed.name)
    made.add("x-wr-calname", feed.name)  # what Apple, Google and Outlook read
    made.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for event in feed.events:
        made.add_component(_shown(event, now))
    return bytes(made.to_ical())


def _shown(event: Event, now: datetime) -> Entry:
    """Whoever does not come keeps the entry, but is not busy then: in a published calendar nobody is an attendee."""
    made = entry_of(event, now)
    made.add("transp", "TRANSPARENT" if event.answer == "no" or event.off else "OPAQUE")
    return made
