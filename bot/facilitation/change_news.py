"""What people hear of a session that changes: each once, told from what they believe to what is so now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.domain.civil_time import wall_instant
from bot.domain.effects import Effect, State
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.audience import said_yes
from bot.facilitation.setting import Setting
from bot.facilitation.telling import LEFT, owe, speakable

OFF, ON, MOVED = "called-off", "takes-place", "moved"
NEAR = timedelta(hours=12)
# how the keys begin of what tells somebody when a session is; who is not in Slack reads it by mail
TELLS = ("{id}:notice:", "{id}:room-news:", "ask:{id}:", "change:{id}:")
ROADS = ("", "mail:")
AT_ONCE = "hours-set:"  # what tells all the new hours in one message


@dataclass(frozen=True, kw_only=True)
class Belief:
    """What somebody believes of a session: when it begins where they live, how long it is, where, whether at all."""

    wall: str
    minutes: int
    off: bool
    place: str

    @classmethod
    def true_of(cls, session: Session, person: Participant) -> "Belief":
        """What is so."""
        wall = session.local_wall(person.zone)
        return cls(
            wall=wall, minutes=session.minutes, off=session.cancelled, place=place_of(session)
        )

    @classmethod
    def before(cls, effect: Effect) -> "Belief":
        """What its reader believed until they read this."""
        told = effect.payload
        return cls(wall=told["was"], minutes=told["minutes"], off=told["off"], place=told["place"])


def place_of(session: Session) -> str:
    """Where a session is, as far as its people must know it beforehand."""
    return f"{session.mode}|{session.venue}"


def news_prefix(session: Session, person_id: str = "") -> str:
    """How the keys begin of the news of a session's changes, to everybody or to one person."""
    return f"change:{session.id}:" + (f"{person_id}:" if person_id else "")


def know_of(setting: Setting, session: Session) -> set[str]:
    """The ids of those who were told when a session is, or have answered whether they come."""
    prefixes = [road + begins.format(id=session.id) for road in ROADS for begins in TELLS]
    told = {
        e.target for prefix in prefixes for e in setting.memory.effects.find(prefix, states=LEFT)
    }
    told |= _told_at_once(setting, session)
    return told | {r.person_id for r in setting.memory.replies.find(session_id=session.id)}


def _told_at_once(setting: Setting, session: Session) -> set[str]:
    """Whom a message with many sessions' hours told of this one."""
    found = set()
    for road in ROADS:
        for effect in setting.memory.effects.find(f"{road}{AT_ONCE}", states=LEFT):
            said = setting.memory.effects.seek(effect.key.removeprefix(road))
            if said and session.id in said.payload["sessions"]:
                found.add(effect.target)
    return found


def who_hears(setting: Setting, session: Session) -> list[Participant]:
    """Whoever knows when a session is and wants to, or said that they come; and every facilitator."""
    known = know_of(setting, session)
    return [
        person
        for person in setting.people.values()
        if person.facilitates
        or (
            person.id in known
            and (person.hears_of_sessions or said_yes(setting, session, person.id))
        )
    ]


def tell(
    setting: Setting,
    was: Session,
    session: Session,
    people: Iterable[Participant],
    *,
    by: str,
    told: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """One message to each whose belief is not right any more; news that waits and is not true is not said.

    `told` is the local start by zone, as people were told it, where clocks have followed another law since.
    """
    turn = setting.memory.numbers.next(f"told-of:{session.id}")
    for person in people:
        prefix = news_prefix(session, person.id)
        believes = _believed(setting, was, person, told)
        setting.memory.effects.cancel(prefix, "taken back before it was said")
        if person.id != by and believes != Belief.true_of(session, person):
            _owe(setting, session, person, believes, f"{prefix}{turn}")


def _believed(
    setting: Setting, was: Session, person: Participant, told: Mapping[str, str]
) -> Belief:
    """As it was, unless they have not heard that yet."""
    unsaid = setting.memory.effects.find(news_prefix(was, person.id), states=[State.READY])
    known = [effect for effect in unsaid if "was" in effect.payload]
    if known:
        return Belief.before(known[0])
    so_far = Belief.true_of(was, person)
    return replace(so_far, wall=told.get(person.zone, so_far.wall))


def _owe(
    setting: Setting, session: Session, person: Participant, believes: Belief, key: str
) -> None:
    facts = {
        "session": session.id, "was": believes.wall, "minutes": believes.minutes, "off": believes.off,
        "place": believes.place,
    }  # fmt: skip
    first = _first(setting, session, person, believes)
    late = session.starts_at + timedelta(hours=24) if session.cancelled else session.ends_at
    owe(
        setting, kind_of(session, believes, person), key, person, facts,
        at=_hour(setting, session, person, first), expires_at=max(first, late),
    )  # fmt: skip


def kind_of(session: Session, believes: Belief, person: Participant) -> str:
    """What is said to somebody who believes this."""
    if session.cancelled:
        return OFF
    now = Belief.true_of(session, person)
    return ON if replace(believes, off=False) == now else MOVED


def _first(setting: Setting, session: Session, person: Participant, believes: Belief) -> datetime:
    """The instant before which it must be heard: where somebody would come for nothing, that counts, too."""
    awaited = wall_instant(believes.wall, person.zone)
    return min(awaited, session.starts_at) if awaited > setting.now else session.starts_at


def _hour(
    setting: Setting, session: Session, person: Participant, first: datetime
) -> datetime | None:
    """None is the next hour when people may be spoken to; who comes does not wait for it where it would be too late."""
    if not comes(setting, session, person):
        return None
    too_late = speakable(setting, person, setting.now) >= first
    near = first - NEAR
    return max(near, setting.now) if too_late or near <= setting.now else None


def may_wake(setting: Setting, effect: Effect, person: Participant) -> bool:
    """Whether it may be said at night: the session is near, and they facilitate or said that they come."""
    session = setting.session(effect.payload["session"])
    first = session.starts_at
    if "was" in effect.payload:
        first = _first(setting, session, person, Belief.before(effect))
    return first - NEAR <= setting.now and comes(setting, session, person)


def comes(setting: Setting, session: Session, person: Participant) -> bool:
    """Whether it is their business even at night."""
    return person.facilitates or said_yes(setting, session, person.id)
