"""Who was really there, at the door: the form of two taps, what it brings back, and one's own word."""

from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import attendance, presence
from bot.facilitation.setting import may_facilitate
from bot.ports import Desk
from bot.slack.gestures import Facts, Gesture, instant
from bot.voice.message import Message, View


def window(desk: Desk, person: Participant, gesture: Gesture) -> View:
    """The form about the room that the button names."""
    return presence.open_room(desk, person, gesture.value, facilitates=may_facilitate(desk, person))


def sent(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    """Whoever is ticked was there, in whichever of the lists, and so was whoever is named besides."""
    ticked = [id for key, ids in said.items() if key.startswith("here") for id in ids.split()]
    words = presence.tell_room(
        desk,
        person,
        {**known, "opened": instant(known["opened"]).isoformat()},
        ticked,
        said.get("joined", "").split(),
        facilitates=may_facilitate(desk, person),
    )
    return say("Written down"), words


def own_word(desk: Desk, person: Participant, gesture: Gesture) -> None:
    """I was there after all, or I could not be there."""
    there = gesture.act == "presence:there"
    presence.tell_own(desk, gesture.value, person.id, was_there=there)


def page(desk: Desk, person: Participant, month: int | None) -> Message:
    """Every room of a session, for a facilitator."""
    return attendance.attended_page(desk, month, person.zone)
