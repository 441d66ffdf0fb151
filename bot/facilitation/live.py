"""While the session is on: who is in no room, which rooms are too small, and the fewest moves that help.

Zoom lets nobody move people but whoever holds the meeting, so the host sheet says what to press. It is brought up to
date where it stands, at most every few minutes. Where Zoom tells nothing by itself, nothing is guessed.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from bot.domain.effects import Duty
from bot.domain.errors import FacilitationError
from bot.domain.programme import Note
from bot.domain.roster import GUEST
from bot.domain.seating_wishes import Move
from bot.domain.seen import Who, room_names
from bot.domain.sessions import RoomPlan, Session
from bot.domain.sightings import Guest, What
from bot.facilitation.meetings import placements
from bot.facilitation.publishing import mended
from bot.facilitation.rooms import rules_of
from bot.facilitation.setting import Setting
from bot.facilitation.steps import opaque
from bot.facilitation.telling import touch
from bot.facilitation.zoom_presence import forget, heard, homes, own_spans, who_is
from bot.voice.live import InZoom

KIND = "live-rooms"
EVERY = timedelta(minutes=3)
STALE = timedelta(minutes=10)


def look_soon(setting: Setting, session: Session, what: What, at: datetime) -> None:
    """Somebody entered a room: look in three minutes, and then as long as rooms are open."""
    if what is not What.ENTERED or not _on(setting, session) or setting.now - at > STALE:
        return
    if _looking(setting, session):
        return
    key, due = f"{session.id}:{KIND}", max(at + EVERY, setting.now)
    duty = Duty(key=key, kind=KIND, due_at=due, facts={"session": session.id})
    setting.memory.duties.plan(duty)
    setting.memory.duties.again(key, due)
    _remember(setting, session, _said(setting, session), looking=True)


def stop(setting: Setting, session: Session) -> None:
    """The session does not take place: nobody looks any more, and what Zoom told of it is forgotten."""
    forget(setting, session)
    setting.memory.notes.remove(_note(session))


def _on(setting: Setting, session: Session) -> bool:
    return session.starts_at <= setting.now < session.ends_at and not session.cancelled


def _note(session: Session) -> str:
    return f"live:{session.id}"


def _looking(setting: Setting, session: Session) -> bool:
    note = setting.memory.notes.seek(_note(session))
    return note is not None and bool(json.loads(note.text)["looking"])


def _said(setting: Setting, session: Session) -> str:
    note = setting.memory.notes.seek(_note(session))
    return str(json.loads(note.text)["said"]) if note else ""


def _remember(setting: Setting, session: Session, said: str, *, looking: bool) -> None:
    text = json.dumps({"said": said, "looking": looking})
    setting.memory.notes.save(Note(id=_note(session), text=text))


def look(setting: Setting, duty: Duty) -> datetime | None:
    """Bring the host sheets up to date where what they advise has changed; until the rooms close."""
    session = setting.session(duty.facts["session"])
    seen = in_zoom(setting, session) if _on(setting, session) else None
    says = opaque(repr(seen.advice)) if seen and seen.advice else ""
    if says != _said(setting, session):
        for person in setting.facilitators:
            touch(setting, f"{session.id}:host-sheet:{person.id}{session.turn}")
    _remember(setting, session, says, looking=seen is not None)
    return setting.now + EVERY if seen else None


def in_zoom(setting: Setting, session: Session) -> InZoom | None:
    """The rooms as Zoom tells them at this moment; nothing where none is open, or rooms of another kind are."""
    plan = setting.memory.plans.published(session.id)
    spans = own_spans(setting, session)
    ours = not spans or any(begins <= setting.now < ends for begins, ends in spans)
    if not _on(setting, session) or plan is None or not ours:
        return None
    told = heard(setting, session, setting.now)
    here = [guest for guest in told.guests if guest.here]
    if not any(guest.now for guest in here):
        return None
    return _Moment(setting, session, plan, here).seen()


@dataclass(frozen=True)
class _Moment:
    """Who is where in Zoom now, beside the plan."""

    setting: Setting
    session: Session
    plan: RoomPlan
    here: Sequence[Guest]

    @cached_property
    def who(self) -> Who:
        return who_is(self.setting, self.session)

    @cached_property
    def home(self) -> Mapping[str, str]:
        return homes(self.plan)

    @cached_property
    def names(self) -> Mapping[str, str]:
        return room_names(self.here, self.who, self.home, now=True)

    @cached_property
    def where(self) -> dict[str, str]:
        """The room of everybody who is known to be there now, facilitators left out; empty in the main meeting.

        Whoever is there with two devices is in a room if one of them is.
        """
        found: dict[str, str] = {}
        for guest in self.here:
            person = self.who.one(guest)
            if person and self._takes_part(person):
                found[person] = found.get(person) or self._room(guest)
        return found

    def _room(self, guest: Guest) -> str:
        return self.names.get(guest.now, "?") if guest.now else ""

    def _takes_part(self, person: str) -> bool:
        one = self.setting.people[person]
        return not one.facilitates and one.role != GUEST

    @cached_property
    def unplaced(self) -> list[str]:
        """In the main meeting for three minutes while rooms are open."""
        opened = min(s.start for g in self.here if g.now for s in g.rooms[g.now][-1:])
        return sorted(
            person
            for person, room in self.where.items()
            if not room and self._waited(person, opened)
        )

    def _waited(self, person: str, opened: datetime) -> bool:
        mine = [g for g in self.here if self.who.one(g) == person]
        back = [s.end for g in mine for stays in g.rooms.values() for s in stays]
        came = [g.stays[-1].start for g in mine]
        return self.setting.now - max([opened, *back, *came]) >= EVERY

    def seen(self) -> InZoom:
        late = [p for p in self.unplaced if p not in self.home]
        small = self._small()
        moves = self._fewest(late) if late or small else ()
        seat = {move.person: move.to_room for move in moves if not move.from_room}
        return InZoom(
            session=self.session,
            at=self.setting.now,
            people=self.setting.people,
            to_seat=tuple(
                (p, self.home.get(p, "") or seat.get(p, "") or self._smallest())
                for p in self.unplaced
            ),
            late=frozenset(late),
            elsewhere=tuple(
                (p, room, self.home[p])
                for p, room in sorted(self.where.items())
                if room not in {"", "?"} and p in self.home and room != self.home[p]
            ),
            small=small,
            moves=tuple(m for m in moves if small and m.from_room and m.to_room),
            strangers=self._strangers(),
            least=rules_of(self.setting, self.session).min_size,
        )

    def _strangers(self) -> int:
        """How many Zoom does not name in the main meeting, where they are more than those who run the session."""
        found = [g for g in self.here if not g.now and self.who.stranger(g)]
        waiting = [g for g in found if self.setting.now - g.stays[-1].start >= EVERY]
        known = {self.who.one(guest) for guest in self.here}
        team = sum(1 for person in self.setting.facilitators if person.id not in known)
        return len(waiting) if len(waiting) > team else 0

    @cached_property
    def counts(self) -> Counter[str]:
        """How many are in each room, those included whom Zoom does not name."""
        tally = Counter(room for room in self.where.values() if room)
        for guest in self.here:
            if guest.now and not self.who.one(guest) and guest.address not in self.who.ours:
                tally[self._room(guest)] += 1
        return tally

    def _small(self) -> tuple[tuple[str, int], ...]:
        """Rooms that would be too small even with those who wait for them; as small as planned is well."""
        wait = Counter(self.home.get(p, "") for p in self.unplaced)
        least = rules_of(self.setting, self.session).min_size
        held = {room.name: self.counts[room.name] + wait[room.name] for room in self.plan.rooms}
        if "?" in self.counts:  # one of these may be the room that nobody could tell
            held = {name: number for name, number in held.items() if self.counts[name]}
        sizes = {room.name: room.size for room in self.plan.rooms}
        return tuple((n, c) for n, c in held.items() if c < min(least, sizes[n]))

    def _smallest(self) -> str:
        held = {room.name: self.counts[room.name] for room in self.plan.rooms}
        return min(held, key=lambda name: (held[name], name))

    def _fewest(self, late: Sequence[str]) -> Iterable[Move]:
        """The fewest moves that keep the rules, with those gone whom Zoom would name if they were there."""
        seats = placements(self.setting, self.session, self.plan)
        confirmed = {p.person.id for p in seats if p.status == "confirmed"}
        gone = [p for p in self.home if p in confirmed and p not in self.where]
        try:
            repaired = mended(self.setting, self.session, self.plan, leave=gone, join=late)
        except FacilitationError:
            return ()
        return repaired.moves
