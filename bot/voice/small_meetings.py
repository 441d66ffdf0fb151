"""A subgroup's own meeting on Zoom: asked for, told to each city, and called off."""

from collections.abc import Sequence

from bot.domain.followup import Subgroup
from bot.domain.meeting_times import Slot
from bot.domain.meetings import ZOOM, MeetingPlace, SmallMeeting
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Message, View
from bot.voice.words import city, escape, local, local_hour, names

LENGTHS = (("Half an hour", "30"), ("45 minutes", "45"), ("An hour", "60"))
TITLE = "Meet on Zoom"
ELSEWHERE = "Meet where it suits you, and share the link in the subgroup."
ASKED = "I ask Zoom, and tell the subgroup the link. Should Zoom refuse, you hear why."
ALONE = "Nobody need start it: whoever comes first opens it."


def no_zoom(place: MeetingPlace = ZOOM) -> View:
    """Nothing here makes meetings: people look for a place themselves."""
    if not place.makes_meetings:
        return forms.said("Where to meet", ELSEWHERE)
    return forms.said(TITLE, f"There is no Zoom here. {ELSEWHERE}")


def form(subgroup: Subgroup, person: Participant, slots: Sequence[Slot]) -> View:
    """When they would like to meet: one of the hours that suit, or another."""
    hours = [(_label(slot, person), slot.starts_at.isoformat()) for slot in slots]
    blocks = [
        b.section(f"*{escape(subgroup.name)}*"),
        *([b.field("slot", "When?", b.select("slot", hours), optional=True,
                   hint="The hours of two weeks that suit you all best, by your own clock.")] if hours else []),
        b.field("day", "Or on another day", b.date_input("day"), optional=True),
        b.field("hour", "At which hour there?", b.text_input("hour", most=5), optional=True,
                hint=f"Such as 15:30, by the clock in {city(person.zone)}."),
        b.field("minutes", "For how long?", b.select("minutes", LENGTHS, chosen="45")),
        b.context(ALONE),
    ]  # fmt: skip
    facts = forms.facts(subgroup=subgroup.id)
    return View(body=b.form("subgroup_zoom", TITLE, blocks, submit="Ask", facts=facts))


def _label(slot: Slot, person: Participant) -> str:
    return b.cut(f"{local(slot.starts_at, person.zone)}{'' if slot.for_all else ' (not all)'}", 70)


def told(meeting: SmallMeeting, subgroup: Subgroup, people: Sequence[Participant]) -> Message:
    """When it is in each city, and how to join; or that it does not take place."""
    when = local(meeting.starts_at, meeting.zone)
    if not meeting.stands:
        line = f"“{escape(subgroup.name)}” does not meet on {when}."
        return Message(text=line, blocks=(b.section(line),))
    line = f"“{escape(subgroup.name)}” meets on Zoom on {when}, for {meeting.minutes} minutes."
    zones = sorted({p.zone for p in people} - {meeting.zone}, key=city)
    others = [
        f"• {local(meeting.starts_at, zone)}: {names(p.name for p in people if p.zone == zone)}"
        for zone in zones
    ]
    passcode = f" Passcode: {escape(meeting.passcode)}." if meeting.passcode else ""
    phone = f" By telephone: {escape('; '.join(meeting.dial_in))}." if meeting.dial_in else ""
    join = f"Join on Zoom: <{escape(meeting.join_url)}>{passcode}{phone} {ALONE}"
    parts = [line, *(["\n".join(others)] if others else []), join]
    says = f"Call off the meeting at {local_hour(meeting.starts_at, meeting.zone)}"
    off = b.actions(b.button("Call it off", "small-meeting:off", meeting.id, says=says))
    return Message(text="\n".join(parts), blocks=(*(b.section(part) for part in parts), off))
