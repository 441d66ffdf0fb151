"""A calendar's file of one entry (RFC 5545, RFC 5546): asked for, brought up to date, or called off."""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from bot.ports import Mail

MAKER = "-//Convener//Sessions//EN"


def entry(mail: Mail, sender: str, now: datetime) -> bytes:
    """The file that goes along with a mail, with the clock of its zone spelled out in it."""
    event = mail.event
    if event is None:
        return b""
    made, zone = Entry(), ZoneInfo(event.zone)
    made.add("uid", f"{event.uid}@{sender.rpartition('@')[2]}")
    made.add("sequence", event.sequence)
    made.add("dtstamp", now)
    made.add("dtstart", event.starts_at.astimezone(zone))
    made.add("dtend", event.ends_at.astimezone(zone))
    made.add("summary", event.title)
    if event.where:
        made.add("location", event.where)
    made.add("status", "CANCELLED" if event.off else "CONFIRMED")
    made.add("organizer", vCalAddress(f"mailto:{sender}"))
    reader = vCalAddress(f"mailto:{mail.to}")
    reader.params["cn"] = vText(mail.name)
    made.add("attendee", reader)
    whole = Calendar()
    whole.add("prodid", MAKER)
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if event.off else "REQUEST")
    whole.add_component(made)
    whole.add_missing_timezones()
    return bytes(whole.to_ical())
