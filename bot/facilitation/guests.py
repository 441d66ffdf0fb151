"""Guests from outside: invited, briefed, swapped with everyone re-told, and thanked. A guest sees nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.calendar import round_instants
from bot.domain.civil_time import zone_named
from bot.domain.effects import Effect, State
from bot.domain.errors import ChangedMeanwhile, FacilitationError, Impossible
from bot.domain.guests import Guest, GuestQuestion, Standing
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.audience import still_open
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop
from bot.facilitation.telling import LEFT, owe, touch_all
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import guests as words
from bot.voice.guests import Slot
from bot.voice.message import Message
from bot.voice.words import clean, local, one_line

KIND, NEWS = "guest", "guest-news"
BRIEF = timedelta(days=2)
THANKS = timedelta(minutes=30)
ROADS = ("", "mail:")  # how the keys begin of what is said, and of what goes by mail in its place
BEGUN = (*LEFT, State.DEAD)  # of a mail that was given up nobody knows
MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")


class NoAddress(FacilitationError):
    """That is no address to write to. It looks like name@example.org."""


class NoMail(FacilitationError):
    """No mail server is set up here, so I can only write to guests in Slack. Choose that, or ask whoever runs me."""


class NoName(FacilitationError):
    """A guest needs a name."""


class NoQuestion(FacilitationError):
    """Write the question after it: /convene guest question 2 What helped you most?"""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a facilitator wrote of a guest. `place` is the session's id and the round's key, apart by a bar."""

    place: str
    name: str
    email: str
    zone: str
    in_slack: bool = False


def of_session(setting: Setting, session: Session) -> list[Guest]:
    """Whoever comes to a session from outside, in the order in which they were invited."""
    found = setting.memory.guests.find(session_id=session.id)
    return sorted((g for g in found if g.comes), key=lambda g: g.at)


def slot_of(setting: Setting, guest: Guest) -> Slot:
    """The part of a session a guest comes for, as it is placed now."""
    session = setting.session(guest.session_id)
    for one, starts, ends in round_instants(session, setting.planned(session)):
        if one.key == guest.slot:
            return Slot(session=session, title=one.title, starts_at=starts, ends_at=ends)
    return Slot(
        session=session, title=session.title, starts_at=session.starts_at, ends_at=session.ends_at
    )


def invite(desk: Desk, given: Given, *, by: str) -> str:
    """Invite somebody; what the facilitator reads."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        guest = _written(setting, given, by)
        memory.guests.save(guest)
        _owe_all(setting, guest)
        touch_all(setting, f"{guest.session_id}:notice:")
        trace(setting, by, "invited a guest", guest.id)
        return words.invited(guest, local(slot_of(setting, guest).starts_at, guest.zone))


def swap(desk: Desk, guest_id: str, given: Given, *, by: str) -> str:
    """Somebody else comes: both are written to, and everyone who was told of the first one hears it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        before = memory.guests.get(guest_id)
        if before.state is not Standing.INVITED:
            raise ChangedMeanwhile(who="Somebody", what="this guest")
        guest = replace(_written(setting, given, by), instead_of=before.id)
        memory.guests.save(guest)
        both = _relieve(setting, before)
        _owe_all(setting, guest)
        told = _tell_again(setting, guest, before, by)
        trace(setting, by, "swapped a guest", before.id)
        return words.swapped(guest, before, told, both=both)


def _written(setting: Setting, given: Given, by: str) -> Guest:
    """A new guest out of what was written. Raises what is wrong with it."""
    session_id, _, slot = given.place.partition("|")
    session = setting.session(session_id)
    if session.cancelled or session.ends_at <= setting.now:
        raise Impossible(what="Inviting somebody to it", why="it is over, or called off")
    if not clean(given.name):
        raise NoName
    if not MAIL.fullmatch(given.email.strip()):
        raise NoAddress
    if not given.in_slack and setting.desk.post_office is None:
        raise NoMail
    zone_named(given.zone.strip())
    return Guest(
        id=f"g{setting.memory.numbers.next('guest')}",
        session_id=session.id,
        slot=slot,
        name=clean(given.name)[:120],
        email=given.email.strip(),
        zone=given.zone.strip(),
        in_slack=given.in_slack,
        at=setting.now,
        by=by,
    )


def _relieve(setting: Setting, guest: Guest) -> bool:
    """They need not come: what waits is not sent, and what they were told is taken back; whether it was told."""
    told = _was_told(setting, guest)
    cancel(setting, guest, "somebody else comes")
    gone = guest.told(Standing.RELIEVED)
    setting.memory.guests.save(gone)
    if told:
        _owe(setting, gone, "relieved")
    return told


def cancel(setting: Setting, guest: Guest, why: str) -> None:
    """What waits for a guest is not sent, on whatever road."""
    for road in ROADS:
        setting.memory.effects.cancel(f"{road}{KIND}:{guest.id}:", why)


def _was_told(setting: Setting, guest: Guest, what: str = "invitation") -> bool:
    """Whether this has left for them, or may have."""
    found = (
        setting.memory.effects.find(f"{road}{KIND}:{guest.id}:{what}", states=BEGUN)
        for road in ROADS
    )
    return any(found)


def _owe_all(setting: Setting, guest: Guest, first: str = "invitation") -> None:
    """What they are told first, the brief once that has left, and thanks."""
    _owe(setting, guest, first)
    _owe(setting, guest, "brief", after=_key(guest, first))
    _owe(setting, guest, "thanks")


def _key(guest: Guest, what: str) -> str:
    return f"{KIND}:{guest.id}:{what}:{guest.sequence}"


def _owe(setting: Setting, guest: Guest, what: str, *, after: str = "") -> None:
    """Owe a guest one letter at its time; its words are found when it leaves."""
    session, slot = setting.session(guest.session_id), slot_of(setting, guest)
    at = {"brief": session.starts_at - BRIEF, "thanks": slot.ends_at + THANKS}.get(what)
    before = what in {"invitation", "brief", "takes-place", "moved"}
    owe(
        setting, KIND, _key(guest, what), guest.as_reader, {"guest": guest.id, "what": what},
        at=max(at, setting.now) if at else setting.now, after=after,
        expires_at=slot.ends_at if before else max(setting.now, slot.ends_at) + timedelta(days=3),
    )  # fmt: skip


def _tell_again(setting: Setting, guest: Guest, before: Guest, by: str) -> int:
    """Everyone whose notice named the first one, and the facilitators; what stands is put right, too."""
    session = setting.session(guest.session_id)
    touch_all(setting, f"{session.id}:notice:")
    told = {*_told_of(setting, before), *(f.id for f in setting.facilitators)} - {by}
    others = setting.some(told).values()
    for person in others:
        facts = {"session": session.id, "guest": guest.id, "before": before.id}
        key = f"{NEWS}:{guest.id}:{person.id}"
        owe(setting, NEWS, key, person, facts, expires_at=session.ends_at)
    return len(others)


def _told_of(setting: Setting, guest: Guest) -> Iterator[str]:
    """Whom a notice went to since the guest was invited, on whatever road."""
    for road in ROADS:
        for effect in setting.memory.effects.find(f"{road}{guest.session_id}:notice:", states=LEFT):
            if effect.claimed_at and effect.claimed_at >= guest.at:
                yield effect.target


def news(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """To somebody who was told of another guest."""
    session = setting.session(effect.payload["session"])
    guest = setting.memory.guests.get(effect.payload["guest"])
    before = setting.memory.guests.get(effect.payload["before"])
    if not effect.remote_id and (session.cancelled or not guest.comes):
        return Drop(why="no longer true when it was due")
    return words.news(session, guest, before, zone=person.zone)


def thank(desk: Desk, guest_id: str, *, by: str) -> str:
    """Thank a guest now, instead of after the session."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        guest = memory.guests.get(guest_id)
        if guest.state is Standing.INVITED:
            memory.effects.cancel(f"{KIND}:{guest.id}:thanks:", "thanked by hand")
            now = guest.told()
            memory.guests.save(now)
            facts = {"guest": guest.id, "what": "thanks"}
            owe(setting, KIND, _key(now, "thanks"), now.as_reader, facts, at=setting.now)
            trace(setting, by, "thanked a guest", guest.id)
        return words.thanked(guest)


def follow(setting: Setting, session: Session) -> None:
    """A session is called off, or takes place after all: its guests hear it, and their calendars, too."""
    for guest in of_session(setting, session):
        if session.cancelled:
            _call_off(setting, guest)
        else:
            tell_anew(setting, guest, "takes-place")


def _call_off(setting: Setting, guest: Guest) -> None:
    told, now = _was_told(setting, guest), _newer(setting, guest)
    if told:
        _owe(setting, now, "called-off")


def tell_anew(setting: Setting, guest: Guest, news: str) -> None:
    """What waits for a guest is put aside for newer words: the news where they know already, else an invitation."""
    told, now = _was_told(setting, guest), _newer(setting, guest)
    _owe_all(setting, now, news if told else "invitation")


def _newer(setting: Setting, guest: Guest) -> Guest:
    """The guest, of whom nothing older leaves any more."""
    cancel(setting, guest, "the session has changed")
    now = guest.told()
    setting.memory.guests.save(now)
    return now


def ask(desk: Desk, session_id: str, text: str, *, by: str) -> str:
    """Keep a question to the guest of a session; what its asker reads. Raises NoQuestion, TooLate."""
    asked = one_line(text, 300)
    if not asked:
        raise NoQuestion
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = still_open(setting, session_id)
        id = f"q{memory.numbers.next('guest-question')}"
        memory.guest_questions.save(
            GuestQuestion(id=id, session_id=session.id, person_id=by, text=asked, at=setting.now)
        )
        who = {
            guest.name: _was_told(setting, guest, f"brief:{guest.sequence}")
            for guest in of_session(setting, session)
        }
        return words.asked(
            [each for each, briefed in who.items() if not briefed],
            [each for each, briefed in who.items() if briefed],
        )


def questions(setting: Setting, session: Session, reader: Participant) -> list[GuestQuestion]:
    """What people would like to ask, as far as this reader may see it."""
    found = setting.memory.guest_questions.find(session_id=session.id)
    return [
        q
        for q in sorted(found, key=lambda q: q.at)
        if may_see(setting, reader, Thing.GUEST_QUESTION, own=frozenset({q.person_id}))
    ]
