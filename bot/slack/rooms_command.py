"""/convene rooms: see, swap, move, pin, unpin, undo, propose, publish, csv, who has met whom and who was there."""

import re
from collections.abc import Callable

from bot.domain.errors import FacilitationError, NoSuchThing
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import publishing, views
from bot.facilitation import rooms as work
from bot.facilitation.encounters import who_has_met
from bot.ports import Desk
from bot.slack import mending, presence_forms
from bot.voice import receipts
from bot.voice.message import Message

BETWEEN_TWO = re.compile(r"\s*,\s*|\s+(?:and|with|for|<->|&)\s+")
TO_ROOM = re.compile(r"\s*,\s*|\s+(?:to|into)\s+|\s+(?=(?:room|table)?\s*\d+$)", re.IGNORECASE)


class TwoWanted(FacilitationError):
    """Name the two people who change places, such as: /convene rooms swap Ted Okulicz, Gil Brandmeyer"""


class RoomWanted(FacilitationError):
    """Say who moves to which room, such as: /convene rooms move Pearl to Room 2"""


Wish = Callable[[Desk, Participant, str, str], str]


def rooms(desk: Desk, person: Participant, month: int | None, rest: str) -> Message:
    """The rooms of a session, after doing what was asked; with nothing asked, just the rooms."""
    word, _, more = rest.partition(" ")
    word = word.casefold()
    if word == "attended":
        return presence_forms.page(desk, person, month)
    session = views.session_id_of(desk, month)
    if word == "csv" and desk.meetings.place.places_people:
        return Message(text=receipts.for_import(views.zoom_csv(desk, session)))
    if word in {"csv", "list"}:
        return views.rooms_list(desk, session)
    if word in {"met", "encounters"}:
        return who_has_met(desk)
    if word == "mend":
        return mending.mend(desk, session, more)
    if word in {"", "see", "show"}:
        return views.rooms_now(desk, session)
    if word not in WISHES:
        raise NoSuchThing(what="way to change rooms", name=word, hint=receipts.TRY_ROOMS)
    lead = WISHES[word](desk, person, session, more.strip())
    return views.rooms_now(desk, session, lead=lead)


def _swap(desk: Desk, person: Participant, session: str, more: str) -> str:
    one, other = _two_people(desk, more)
    plan = work.swap_people(desk, session, one, other, by=person.id)
    return receipts.done(plan.why)


def _two_people(desk: Desk, more: str) -> tuple[str, str]:
    """Two people, with a comma or a word between them, or where only one way of reading the names is possible."""
    names = BETWEEN_TWO.split(more, maxsplit=1)
    if len(names) == 2:
        return views.person_id_of(desk, names[0]), views.person_id_of(desk, names[1])
    words = more.split()
    splits = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    pairs = {p for p in (_both(desk, *split) for split in splits) if p}
    if len(pairs) != 1:
        raise TwoWanted
    return pairs.pop()


def _both(desk: Desk, one: str, other: str) -> tuple[str, str] | None:
    try:
        return views.person_id_of(desk, one), views.person_id_of(desk, other)
    except FacilitationError:
        return None


def _move(desk: Desk, person: Participant, session: str, more: str) -> str:
    parts = TO_ROOM.split(more, maxsplit=1)
    if len(parts) != 2:
        raise RoomWanted
    who, where = views.person_id_of(desk, parts[0]), _room(desk, session, parts[1])
    plan = work.move_person(desk, session, who, where, by=person.id)
    return receipts.done(plan.why)


def _room(desk: Desk, session: str, wanted: str) -> str:
    """A room by its name or number alone."""
    known = views.room_names(desk, session)
    digits = re.sub(r"\D", "", wanted)
    found = next((n for n in known if n.casefold() == wanted.strip().casefold()), None)
    found = found or next((n for n in known if digits and n.split()[-1] == digits), None)
    if found is None:
        raise NoSuchThing(
            what="room", name=wanted, hint=f"There are {', '.join(known)}." if known else ""
        )
    return found


def _pin(desk: Desk, person: Participant, session: str, more: str) -> str:
    plan = work.pin(desk, session, views.person_id_of(desk, more), by=person.id)
    return receipts.done(plan.why, undo=False)


def _unpin(desk: Desk, person: Participant, session: str, more: str) -> str:
    plan = work.pin(desk, session, views.person_id_of(desk, more), by=person.id, keep=False)
    return receipts.done(plan.why, undo=False)


def _undo(desk: Desk, person: Participant, session: str, more: str) -> str:
    return mending.undo(desk, person, session).text


def _publish(desk: Desk, person: Participant, session: str, more: str) -> str:
    publishing.publish(desk, session, by=person.id)
    return receipts.published(desk.meetings.place)


def _propose(desk: Desk, person: Participant, session: str, more: str) -> str:
    work.draw_now(desk, session, by=person.id)
    return say(receipts.DRAWN)


WISHES: dict[str, Wish] = {
    "swap": _swap,
    "move": _move,
    "pin": _pin,
    "unpin": _unpin,
    "undo": _undo,
    "publish": _publish,
    "propose": _propose,
}
