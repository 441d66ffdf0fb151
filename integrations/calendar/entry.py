"""A calendar's file of one entry (RFC 5545, RFC 5546): asked for, brought up to date, or called off."""

from collections.abc import Mapping
from datetime import datetime

from icalendar import vCalAddress, vText

from bot.ports import Mail
from integrations.calendar.parts import entry_of, file_of

PART: Mapping[str, str] = {
    "yes": "ACCEPTED",
    "part": "ACCEPTED",
    "unsure": "TENTATIVE",
    "no": "DECLINED",
}


def entry(mail: Mail, sender: str, now: datetime) -> bytes:
    """The file that goes along with a mail, with the clock of its zone spelled out in it."""
    event = mail.event
    if event is None:
        return b""
    made = entry_of(event, now, domain=sender.rpartition("@")[2])
    made.add("organizer", vCalAddress(f"mailto:{sender}"))
    reader = vCalAddress(f"mailto:{mail.to}")
    reader.params["cn"] = vText(mail.name)
    if event.answer in PART:
        reader.params["partstat"] = vText(PART[event.answer])
    made.add("attendee", reader)
    file = file_of("CANCEL" if event.off else "REQUEST", [event])
    file.add_component(made)
    return bytes(file.to_ical())
