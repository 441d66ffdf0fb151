"""Who was really there: told by whoever keeps time or takes notes in a room, by facilitators, and by each person."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from bot.domain.errors import FacilitationError, NoSuchThing
from bot.domain.onlookers import Thing
from bot.domain.presence import FACILITATOR, HOST, SELF, Presence, following, known
from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.domain.sessions import Room, Session
from bot.facilitation.attendance import (
    NotBegunYet,
    has_begun,
    latest_begun,
    room_seen,
    sat_here,
    told_key,
)
from bot.facilitation.audience import rooms_of
from bot.facilitation.past import rooms_told
from bot.facilitation.rounds import card_key
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.telling import touch, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import presence as voice
from bot.voice.message import View


class NotYourRoom(FacilitationError):
    """Who was in {room} is for those to say who keep time or take notes there, and for facilitators."""


class NextHasBegun(FacilitationError):
    """The next session has begun, so this is past changing here. A facilitator can still put it right: the button
    "A word with a facilitator" is on your Home page.
    """


def open_room(desk: Desk, person: Participant, wanted: str, *, facilitates: bool) -> View:
    """The form about one room, named as session and room; everybody taken to have been there is ticked."""
    session_id, _, room_name = wanted.partition("|")
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session, room = _room(setting, session_id, room_name)
        _may_tell(setting, session, room, person, facilitates=facilitates)
        seen = room_seen(setting, session, room, person.zone)
        return voice.who_was_here(seen, setting.now.isoformat())


def _room(setting: Setting, session_id: str, room_name: str) -> tuple[Session, Room]:
    session = setting.session(session_id)
    rooms = rooms_told(rooms_of(setting, session))
    found = next((room for room in rooms if room.name == room_name), None)
    if found is None:
        raise NoSuchThing(what="room", name=room_name, hint="The rooms have changed; look again.")
    return session, found


def _may_tell(
    setting: Setting, session: Session, room: Room, person: Participant, *, facilitates: bool
) -> None:
    """Whoever keeps time or takes notes may tell until the next session begins, facilitators at any time."""
    keepers = frozenset({room.host, room.scribe})
    if not may_see(setting, person, Thing.ATTENDANCE, keepers=keepers):
        raise NotYourRoom(room=room.name)
    _still_open(setting, session, for_good=facilitates)


def _still_open(setting: Setting, session: Session, *, for_good: bool) -> None:
    if not has_begun(setting, session):
        raise NotBegunYet
    last = latest_begun(setting)
    if not for_good and last and last.starts_at > session.starts_at:
        raise NextHasBegun


def tell_room(
    desk: Desk,
    teller: Participant,
    shown: Mapping[str, str],
    ticked: Collection[str],
    joined: Collection[str],
    *,
    facilitates: bool,
) -> str:
    """Write down who was in a room; what the form had shown decides what the teller changed. Answers in words."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session, room = _room(setting, shown["session"], shown["room"])
        _may_tell(setting, session, room, teller, facilitates=facilitates)
        telling = _Telling(setting, session, room, teller, FACILITATOR if facilitates else HOST)
        left = telling.take(shown, ticked, joined)
        memory.notes.save(Note(id=told_key(session, room), text=teller.id))
        trace(setting, teller.id, f"told who was in {room.name}", session.id)
        _show(setting, session, room, telling.changed)
        names = [setting.people[p].name for p in left if p in setting.people]
        seen = room_seen(setting, session, room, teller.zone)
        return voice.receipt(seen, names, for_good=facilitates)


class _Telling:
    """One form about one room, on top of what others have told meanwhile."""

    def __init__(
        self, setting: Setting, session: Session, room: Room, teller: Participant, source: str
    ) -> None:
        self.setting, self.session, self.room = setting, session, room
        self.teller, self.source = teller, source
        self.before = setting.memory.presences.find(session_id=session.id)
        self.said = known(self.before)
        self.changed: set[str] = set()

    def take(
        self, shown: Mapping[str, str], ticked: Collection[str], joined: Collection[str]
    ) -> list[str]:
        """Write it all down but for those whose box was left as shown and of whom somebody else has told since.

        Gives back those of them who are known otherwise now than their box says.
        """
        opened = datetime.fromisoformat(shown["opened"])
        left = []
        for person in _ids(shown["here"], shown["away"]):
            here = person in ticked
            if here == (person in _ids(shown["here"])) and self._told_since(person, opened):
                left += [person] if here != sat_here(self.said, person, self.room) else []
            else:
                self._say(person, here=here)
        for person in joined:
            self._save(person, was_there=True)
        return left

    def _told_since(self, person: str, opened: datetime) -> bool:
        word = self.said.get(person)
        if word is None or not word.by_people or word.by == self.teller.id:
            return False
        return word.at >= opened

    def _say(self, person: str, *, here: bool) -> None:
        if here:
            self._save(person, was_there=True)
        elif person not in self.room.people:
            self._take_back(person)
        elif not self._sat_elsewhere(person):
            self._save(person, was_there=False)

    def _sat_elsewhere(self, person: str) -> bool:
        """Whether it is known that they sat in another room: then they were not away."""
        word = self.said.get(person)
        return word is not None and word.was_there and word.room not in {"", self.room.name}

    def _take_back(self, person: str) -> None:
        """They came from elsewhere, as was said, and did not: what was known before counts again."""
        for word in self.before:
            if word.person_id == person and word.room == self.room.name and word.by_people:
                self.setting.memory.presences.remove(word.id)
                self.changed.add(person)

    def _save(self, person: str, *, was_there: bool) -> None:
        if person not in self.setting.people:
            return
        self.changed.add(person)
        self.setting.memory.presences.save(
            Presence(
                session_id=self.session.id,
                person_id=person,
                was_there=was_there,
                at=following(self.before, person, self.setting.now),
                room=self.room.name if was_there else "",
                source=self.source,
                by=self.teller.id,
            )
        )


def _ids(*lists: str) -> list[str]:
    return [id for each in lists for id in each.split(",") if id]


def _show(setting: Setting, session: Session, room: Room, people: Iterable[str]) -> None:
    """Bring up to date what shows it: the cards of those who keep the room, and each person's own page."""
    touch_host_card(setting, session, room.host)
    touch(setting, card_key(setting, session, room.scribe))
    for person in sorted(people):
        touch_home(setting, person)


def touch_host_card(setting: Setting, session: Session, host: str) -> None:
    """Bring a host's card up to date where it stands; nobody is sent another message."""
    for effect in setting.memory.effects.find(f"{session.id}:host-card:{host}:"):
        touch(setting, effect.key)


def tell_own(desk: Desk, session_id: str, person_id: str, *, was_there: bool) -> None:
    """Let a person say of themselves whether they were there, until the next session begins."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session, person = setting.session(session_id), setting.person(person_id)
        _still_open(setting, session, for_good=False)
        spoken = memory.presences.find(session_id=session.id, person_id=person.id)
        memory.presences.save(
            Presence(
                session_id=session.id,
                person_id=person.id,
                was_there=was_there,
                at=following(spoken, person.id, setting.now),
                source=SELF,
                by=person.id,
            )
        )
        touch_home(setting, person.id)
