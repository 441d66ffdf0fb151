"""The first words to anyone: what this is, who sees what, and how to say no."""

from bot.domain.languages import say, to_say
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.roster import FEWER, PAUSED, Participant
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.pausing import SELDOM, SELDOM_WORDS
from bot.voice.ways import word_button
from bot.voice.words import city, escape, name

STANDINGS = {
    "active": to_say("You said: that's fine. You can change this at any time."),
    "later": to_say("You said: later. You hear nothing from me until you press *That's fine*."),
    FEWER: SELDOM_WORDS,
    PAUSED: to_say("You paused my messages. Press *That's fine* to hear from me again."),
    "declined": to_say(
        "You said: not for me. You hear nothing more from me. If you change your mind, press *That's fine*."
    ),
}


def welcome(
    person: Participant, *, community: str, aim: str, hour: int, place: MeetingPlace = ZOOM
) -> Message:
    """Say hello once, say who sees what, and ask for city, language and Zoom address."""
    opening = say(
        "Hello {first_name}. I am Convener, the helper of {community}. Once a month I invite you to a session, "
        "tell you your room and its people beforehand, and ask you a few short questions.",
        first_name=name(person.first_name),
        community=escape(community),
    )
    sees = say(
        "Each question says who will see the answer before you give it. Facilitators see stories too. "
        "You never have to answer, and you can change what you wrote."
    )
    known = say(
        "I write to you around {hour:02}:00 {city} time. {known_there}",
        hour=hour,
        city=city(person.zone),
        known_there=_known_there(person, place),
    ).strip()
    stand = say(STANDINGS.get(person.standing, ""))
    words = [opening, say("What we are here for: {aim}", aim=escape(aim)), sees, known]
    return Message(
        text=" ".join([*words, stand or say("Is that all right?")]),
        blocks=(
            b.section(opening),
            b.context(say("What we are here for: {aim}", aim=escape(aim))),
            b.section(sees),
            b.section(known),
            *([b.context(stand)] if stand else []),
            b.actions(
                b.button(say("That's fine"), "welcome:active", style="primary"),
                b.button(_change(place), "details:open"),
                b.button(say(SELDOM), f"welcome:{FEWER}"),
                b.button(say("Later"), "welcome:later"),
                b.button(say("Not for me"), "welcome:declined"),
            ),
            word_button(),
        ),
    )


def _change(place: MeetingPlace) -> str:
    if place.places_people:
        return say("Change city, language or Zoom address")
    return say("Change city or language")


def _known_there(person: Participant, place: MeetingPlace) -> str:
    """By which address somebody gets into their room, where anything but people places them."""
    if not place.places_people:
        return ""
    return say(
        "Your Zoom address, as I know it: {zoom_email}. Zoom can only place you in a room by the address you use "
        "there.",
        zoom_email=escape(person.zoom_email) or say("none yet"),
    )
