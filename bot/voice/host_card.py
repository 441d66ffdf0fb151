"""The private card of whoever keeps time in a room: who is there, what for, and when it opens and closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.languages import say, to_say
from bot.domain.parts import Part
from bot.domain.roster import Participant
from bot.domain.sessions import Room, Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.parts import back_button
from bot.voice.words import clock_time, count, escape, local_hour, name, names

RELIEVED = to_say("Somebody else keeps time in your room now. Thank you.")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """One round in the room: what for, from when until when."""

    title: str
    opens: datetime
    closes: datetime


def host_card(
    session: Session,
    room: Room,
    people: Mapping[str, Participant],
    *,
    stretches: Sequence[Stretch],
    by_hand: Sequence[str],
    partly: Sequence[str] = (),
) -> Message:
    """A private card for a room's host: people, tasks with their hours, and who needs a hand to get in.

    `people` hold those in the room, the host among them; hours are on the host's own clock.
    """
    others = [people[p].name for p in room.people if p != room.host and p in people]
    scribe, zone = people.get(room.scribe), people[room.host].zone
    lines = [
        say(
            "You keep time in {name} at “{title}”, with {others}.",
            name=name(room.name),
            title=escape(session.title),
            others=names(others),
        ),
        *(_task(one, zone) for one in stretches),
        say("{name} takes notes.", name=name(scribe.name)) if scribe else "",
        *(
            say(
                "{who} joins by telephone or as a Zoom guest: let them into the room by hand.",
                who=name(who),
            )
            for who in by_hand
        ),
        *partly,
        say("Names, not titles. Those who live with illness speak early. Leave room for everyone."),
        say(
            "If it does not suit you, press “Give it back”: somebody else in the room takes it over, and nobody minds."
        ),
    ]
    kept = [line for line in lines if line]
    note = b.button(say("Write down a story told here"), "story:note", session.id)
    back = back_button(Part.HOST, session)
    said = [*(b.section(line) for line in kept), b.actions(note, back)]
    return Message(text=" ".join(kept), blocks=tuple(said))


def _task(one: Stretch, zone: str) -> str:
    minutes = round((one.closes - one.opens).total_seconds() / 60)
    hours = say(
        "from {begins} to {ends}",
        begins=clock_time(one.opens, zone),
        ends=local_hour(one.closes, zone),
    )
    return say(
        "The task: {title}. You have {number_of_minutes}, {hours}.",
        title=escape(one.title),
        number_of_minutes=count(minutes, "minute", "minutes"),
        hours=hours,
    )
