"""The rooms as whoever opens them by hand reads them out, or pastes them into the meeting's own chat."""

from collections.abc import Callable, Mapping, Sequence

from bot.domain.languages import say, to_say
from bot.domain.meetings import MeetingPlace
from bot.domain.roster import Participant
from bot.domain.sessions import Room
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import clean, name

NONE_YET = to_say("There are no rooms yet.")


def lines(
    rooms: Sequence[Room], people: Mapping[str, Participant], said: Callable[[str], str] = clean
) -> list[str]:
    """One line for each room: its name, and its people by the names they chose; `said` makes a name fit to stand."""
    return [_line(room, people, said) for room in rooms] or [say(NONE_YET)]


def _line(room: Room, people: Mapping[str, Participant], said: Callable[[str], str]) -> str:
    here = [people[person] for person in room.people if person in people]
    each = [
        say("{said} (keeps time)", said=said(p.name)) if p.id == room.host else said(p.name)
        for p in here
    ]
    return f"{said(room.name)}: {', '.join(each)}"


def message(
    rooms: Sequence[Room], people: Mapping[str, Participant], place: MeetingPlace
) -> Message:
    """The same in Slack."""
    lead = say("To read out, or to paste into the chat of {name}:", name=name(place.name))
    listed = lines(rooms, people, name)
    return Message(text="\n".join([lead, *listed]), blocks=(b.section(lead), *paragraphs(listed)))
