"""A subgroup's own meeting on Zoom: asked for, told to each city, and called off."""

from collections.abc import Sequence

from bot.domain.followup import Subgroup
from bot.domain.languages import say, to_say
from bot.domain.meeting_times import Slot
from bot.domain.meetings import ZOOM, MeetingPlace, SmallMeeting
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Message, View
from bot.voice.words import city, escape, local, local_hour, names

LENGTHS = ((to_say("Half an hour"), "30"), (to_say("45 minutes"), "45"), (to_say("An hour"), "60"))
TITLE = to_say("Meet on Zoom")
ELSEWHERE = to_say("Meet where it suits you, and share the link in the subgroup.")
ASKED = to_say("I ask Zoom, and tell the subgroup the link. Should Zoom refuse, you hear why.")
ALONE = to_say("Nobody need start it: whoever comes first opens it.")


def no_zoom(place: MeetingPlace = ZOOM) -> View:
    """Nothing here makes meetings: people look for a place themselves."""
    if not place.makes_meetings:
        return forms.said(say("Where to meet"), say(ELSEWHERE))
    return forms.said(
        say(TITLE), say("There is no Zoom here. {elsewhere}", elsewhere=say(ELSEWHERE))
    )


def form(subgroup: Subgroup, person: Participant, slots: Sequence[Slot]) -> View:
    """When they would like to meet: one of the hours that suit, or another."""
    hours = [(_label(slot, person), slot.starts_at.isoformat()) for slot in slots]
    blocks = [
        b.section(f"*{escape(subgroup.name)}*"),
        *(
            [
                b.field(
                    "slot",
                    say("When?"),
                    b.select("slot", hours),
                    optional=True,
                    hint=say("The hours of two weeks that suit you all best, by your own clock."),
                )
            ]
            if hours
            else []
        ),
        b.field("day", say("Or on another day"), b.date_input("day"), optional=True),
        b.field(
            "hour",
            say("At which hour there?"),
            b.text_input("hour", most=5),
            optional=True,
            hint=say("Such as 15:30, by the clock in {city}.", city=city(person.zone)),
        ),
        b.field(
            "minutes",
            say("For how long?"),
            b.select("minutes", [(say(label), of) for label, of in LENGTHS], chosen="45"),
        ),
        b.context(say(ALONE)),
    ]
    facts = forms.facts(subgroup=subgroup.id)
    return View(body=b.form("subgroup_zoom", say(TITLE), blocks, submit=say("Ask"), facts=facts))


def _label(slot: Slot, person: Participant) -> str:
    return b.cut(
        f"{local(slot.starts_at, person.zone)}{('' if slot.for_all else say(' (not all)'))}", 70
    )


def told(meeting: SmallMeeting, subgroup: Subgroup, people: Sequence[Participant]) -> Message:
    """When it is in each city, and how to join; or that it does not take place."""
    when = local(meeting.starts_at, meeting.zone)
    if not meeting.stands:
        line = say("“{name}” does not meet on {when}.", name=escape(subgroup.name), when=when)
        return Message(text=line, blocks=(b.section(line),))
    line = say(
        "“{name}” meets on Zoom on {when}, for {minutes} minutes.",
        name=escape(subgroup.name),
        when=when,
        minutes=meeting.minutes,
    )
    zones = sorted({p.zone for p in people} - {meeting.zone}, key=city)
    others = [
        f"• {local(meeting.starts_at, zone)}: {names(p.name for p in people if p.zone == zone)}"
        for zone in zones
    ]
    passcode = (
        say(" Passcode: {passcode}.", passcode=escape(meeting.passcode)) if meeting.passcode else ""
    )
    phone = (
        say(" By telephone: {list}.", list=escape("; ".join(meeting.dial_in)))
        if meeting.dial_in
        else ""
    )
    join = say(
        "Join on Zoom: <{join_url}>{passcode}{phone} {alone}",
        join_url=escape(meeting.join_url),
        passcode=passcode,
        phone=phone,
        alone=say(ALONE),
    )
    parts = [line, *(["\n".join(others)] if others else []), join]
    says = say(
        "Call off the meeting at {local_hour}",
        local_hour=local_hour(meeting.starts_at, meeting.zone),
    )
    off = b.actions(b.button(say("Call it off"), "small-meeting:off", meeting.id, says=says))
    return Message(text="\n".join(parts), blocks=(*(b.section(part) for part in parts), off))
