"""The windows in which a session is changed: what is to be another way, then what that would mean."""

from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.programme import Mode
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts
from bot.voice.message import Message, View
from bot.voice.words import city, clean


def change_form(session: Session, place: MeetingPlace = ZOOM) -> View:
    """Another day, hour, length or place for a session, as it is filled in so far."""
    day, _, hour = session.wall.partition("T")
    where = (
        f"Day and hour are those of {city(session.zone)}, unless you write another zone. What it would mean is shown "
        "first; nothing is done yet."
    )
    modes = [(f"On {clean(place.name)}", Mode.VIRTUAL.value), ("In person", Mode.IN_PERSON.value)]
    blocks = [
        b.context(where),
        b.field("day", "On which day", b.date_input("day", value=day)),
        b.field("hour", "At what time", b.text_input("hour", most=5, value=hour)),
        b.field(
            "minutes",
            "How many minutes",
            b.text_input("minutes", most=4, value=str(session.minutes)),
        ),
        b.field("mode", "Where", b.radio("mode", modes, chosen=session.mode.value)),
        b.field(
            "venue",
            "The place, where it is in person",
            b.text_input("venue", most=200, value=clean(session.venue)),
            optional=True,
        ),
        b.field(
            "zone",
            "Whose clock counts",
            b.text_input("zone", most=60, value=session.zone),
            hint="A city's, such as Europe/Stockholm.",
        ),
        b.field(
            "why", "What people read as the reason", b.text_input("why", most=300), optional=True
        ),
    ]
    carried = facts(session=session.id, moves=str(session.moves))
    return View(
        body=b.form("session_change", "Change the session", blocks, submit="Look", facts=carried)
    )


def sure_form(asked: Message) -> View:
    """What it would mean, as it reads with a button below it, in a window whose own button does it."""
    *said, last = asked.blocks
    carried = facts(value=last["elements"][0]["value"])
    return View(body=b.form("session_sure", "Change it?", said, submit="Do it", facts=carried))
