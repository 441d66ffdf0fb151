"""The first words to anyone: what this is, who sees what, and how to say no."""

from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.roster import FEWER, PAUSED, Participant
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.pausing import SELDOM, SELDOM_WORDS
from bot.voice.ways import word_button
from bot.voice.words import city, escape, name

STANDINGS = {
    "active": "You said: that's fine. You can change this at any time.",
    "later": "You said: later. You hear nothing from me until you press *That's fine*.",
    FEWER: SELDOM_WORDS,
    PAUSED: "You paused my messages. Press *That's fine* to hear from me again.",
    "declined": "You said: not for me. You hear nothing more from me. If you change your mind, press *That's fine*.",
}


def welcome(
    person: Participant, *, community: str, aim: str, hour: int, place: MeetingPlace = ZOOM
) -> Message:
    """Say hello once, say who sees what, and ask for city, language and Zoom address."""
    opening = (
        f"Hello {name(person.first_name)}. I am Convener, the helper of {escape(community)}. "
        "Once a month I invite you to a session, tell you your room and its people beforehand, "
        "and ask you a few short questions."
    )
    sees = (
        "Each question says who will see the answer before you give it. Facilitators see stories too. "
        "You never have to answer, and you can change what you wrote."
    )
    known = (
        f"I write to you around {hour:02}:00 {city(person.zone)} time and in English for now. "
        f"{_known_there(person, place)}"
    ).strip()
    about = "city, language or Zoom address" if place.places_people else "city or language"
    stand = STANDINGS.get(person.standing, "")
    words = [opening, f"What we are here for: {escape(aim)}", sees, known]
    return Message(
        text=" ".join([*words, stand or "Is that all right?"]),
        blocks=(
            b.section(opening),
            b.context(f"What we are here for: {escape(aim)}"),
            b.section(sees),
            b.section(known),
            *([b.context(stand)] if stand else []),
            b.actions(
                b.button("That's fine", "welcome:active", style="primary"),
                b.button(f"Change {about}", "details:open"),
                b.button(SELDOM, f"welcome:{FEWER}"),
                b.button("Later", "welcome:later"),
                b.button("Not for me", "welcome:declined"),
            ),
            word_button(),
        ),
    )


def _known_there(person: Participant, place: MeetingPlace) -> str:
    """By which address somebody gets into their room, where anything but people places them."""
    if not place.places_people:
        return ""
    return (
        f"Your Zoom address, as I know it: {escape(person.zoom_email) or 'none yet'}. "
        "Zoom can only place you in a room by the address you use there."
    )
