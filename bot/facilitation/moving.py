"""A session is moved: what waits goes by the new time, what stands says it, and each who was told hears it once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from bot.domain.calendar import at_another_time
from bot.domain.civil_time import night_warnings, sure_instant, wall_instant, wall_time
from bot.domain.effects import Effect
from bot.domain.errors import ChangedMeanwhile, FacilitationError, Impossible
from bot.domain.held import held_as
from bot.domain.programme import Mode, Note, Round
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import calling_off, change_news, guest_times, retiming
from bot.facilitation.change_news import Belief
from bot.facilitation.invitations import invitation
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import changes, moves
from bot.voice.message import Message
from bot.voice.words import local, one_line

A_DAY = 360  # minutes face to face, where nobody says how long
LONGEST_VENUE = 200


class Collides(FacilitationError):
    """Nothing was changed. Session {month}, “{title}”, is at that time: {when}. Choose another, or move that one."""


class OutOfOrder(FacilitationError):
    """Nothing was changed. Session {number} would come {side} session {month}, “{title}”, {when}. What one session
    begins the next goes on with, so they keep their order.
    """


@dataclass(frozen=True, kw_only=True)
class NewTime:
    """When and how a session is to be: a day and an hour of one city's calendar and clock. `minutes` 0 is as long as it
    was, an empty `zone` the session's own, `mode` None as it was planned; `venue` counts where it is in person.
    """

    day: date
    at: time
    zone: str = ""
    minutes: int = 0
    mode: Mode | None = None
    venue: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who moves a session, and why. `base` is how often it had been moved when they looked; None where nobody did."""

    by: str
    why: str = ""
    base: int | None = None


def move_session(desk: Desk, session_id: str, to: NewTime, act: Act) -> Session:
    """The session takes place at another time, also where it was called off; the session as it is then.

    One transaction: duties and unsent messages follow, Zoom's meeting is moved once, guests and mailed people are told
    again, and everyone who was told of the old time hears of the new one, once, in their own. Rooms that were
    published stay on the same day, and are drawn anew for another one. The same time again changes nothing.
    Raises Impossible (it has begun, or that time has passed), UnsureHour, Collides, OutOfOrder, UnknownZone,
    ChangedMeanwhile.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        was = setting.session(session_id)
        if act.base is not None and act.base != was.moves:
            raise ChangedMeanwhile(who="Somebody", what="the time of this session")
        new = at_new_time(setting, was, to)
        if _same(was, new):
            return was
        fresh = shifted(setting, was, new, act)
        _tell(fresh, was, by=act.by)
        trace(setting, act.by, "moved the session", was.id)
        return fresh.session(was.id)


def shifted(setting: Setting, was: Session, new: Session, act: Act) -> Setting:
    """The session has its new time and everything follows; what comes of it for people is not yet said.

    The view that comes back knows it.
    """
    awaited = guest_times.appointments(setting)
    new = replace(new, moves=was.moves + 1, moved_at=setting.now, state="planned")
    setting.memory.sessions.save(new)
    why = one_line(act.why, calling_off.LONGEST)
    setting.memory.notes.save(Note(id=f"moved:{new.id}", text=why))
    fresh = Setting(setting.desk, setting.memory)
    _follows(fresh, was, awaited)
    return fresh


def time_now(desk: Desk, session_id: str) -> NewTime:
    """When a session is to begin, by the clock of its own city."""
    session = session_now(desk, session_id)
    on, at = wall_time(session.wall)
    return NewTime(day=on, at=at, zone=session.zone, minutes=session.minutes)


def session_now(desk: Desk, session_id: str) -> Session:
    """A session as it is now. Raises NoSuchThing."""
    with desk.store.read() as memory:
        return memory.sessions.get(session_id)


def _same(was: Session, new: Session) -> bool:
    """Whether nothing would be different."""
    same = replace(new, tzdata=was.tzdata) == was
    return same and not was.cancelled


def after(setting: Setting, was: Session, awaited: guest_times.Appointments, *, by: str) -> None:
    """Let everything follow a session that has another time, and tell those who were told of the old one."""
    _follows(setting, was, awaited)
    _tell(setting, was, by=by)


def _follows(setting: Setting, was: Session, awaited: guest_times.Appointments) -> None:
    session = setting.session(was.id)
    if was.cancelled:
        calling_off.go_on(setting, session)
    retiming.follow(setting, was, awaited)
    if was.cancelled or (session.virtual and not was.virtual):
        calling_off.another_meeting(setting, session)


def _tell(setting: Setting, was: Session, *, by: str) -> None:
    session = setting.session(was.id)
    change_news.tell(setting, was, session, change_news.who_hears(setting, session), by=by)


def at_new_time(setting: Setting, session: Session, to: NewTime) -> Session:
    """The session as it would be. Raises what speaks against it."""
    if not session.cancelled and session.starts_at <= setting.now:
        raise Impossible(what="Moving it", why="it has begun, or is over")
    zone = to.zone or session.zone
    sure_instant(to.day, to.at, zone)
    new = _placed(setting, session, to, zone)
    if new.starts_at <= setting.now:
        raise Impossible(what="Moving it to that time", why="that time has passed")
    keeps_clear(setting, new)
    return new


def _placed(setting: Setting, session: Session, to: NewTime, zone: str) -> Session:
    """The session there and then, as long as was said, or as is usual where it is."""
    mode = to.mode or session.mode
    venue = one_line(to.venue, LONGEST_VENUE) or session.venue
    held = replace(session, mode=mode, venue="" if mode is Mode.VIRTUAL else venue)
    minutes = to.minutes or session.minutes
    if mode is not session.mode:
        planned = held_as(setting.plan_as_written, held)
        usual = setting.plan.virtual_minutes if held.virtual else A_DAY
        return at_another_time(held, planned, to.day, to.at, zone, to.minutes or usual)
    planned = setting.planned(session)
    if planned.days > 1 and minutes != session.minutes:
        raise Impossible(what="Another length", why="its agenda is of several days")
    if minutes < len(planned.rounds):
        raise Impossible(what="That length", why="its agenda has more rounds than minutes")
    return at_another_time(held, planned, to.day, to.at, zone, minutes)


def keeps_clear(setting: Setting, new: Session) -> None:
    """Raises Collides, OutOfOrder."""
    for other in setting.sessions():
        if other.id == new.id or other.cancelled:
            continue
        facts = {"month": other.month, "title": other.title, "number": new.month}
        facts["when"] = local(other.starts_at, other.zone)
        if other.starts_at < new.ends_at and new.starts_at < other.ends_at:
            raise Collides(**facts)
        in_order = (other.starts_at < new.starts_at) == (other.month < new.month)
        if not (in_order or setting.is_extra(other) or setting.is_extra(new)):
            raise OutOfOrder(**facts, side="after" if other.month > new.month else "before")


def ask_first(desk: Desk, session_id: str, to: NewTime, act: Act, zone: str) -> Message:
    """What it would mean, before anything is done. Raises what move_session does."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        was = setting.session(session_id)
        new = at_new_time(setting, was, to)
        if _same(was, new):
            raise Impossible(what="Moving it", why="that is when it is already")
        people = change_news.who_hears(setting, was)
        return moves.before_moving(
            moves.Preview(
                was=was,
                new=new,
                zone=zone,
                told=len([p for p in people if p.id != act.by]),
                lived={zone: _living(setting, zone) for zone in setting.zones},
                nights=night_warnings(new, setting.zones),
                rooms_told=memory.plans.published(was.id) is not None,
                agenda=[(one.minutes, one.title) for one in _agenda(setting, was, new)],
                why=one_line(act.why, calling_off.LONGEST),
                place=setting.place,
            )
        )


def _agenda(setting: Setting, was: Session, new: Session) -> Sequence[Round]:
    """The agenda as it would be, where it would be another one."""
    held = held_as(setting.plan_as_written, replace(new, moves=new.moves + 1))
    return held.rounds if held.rounds != setting.planned(was).rounds else ()


def _living(setting: Setting, zone: str) -> int:
    return sum(1 for person in setting.people.values() if person.zone == zone)


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | None:
    """The new time and the old one, in the reader's own; nothing where what they believe is true by now."""
    session = setting.session(effect.payload["session"])
    believed = Belief.before(effect)
    if session.cancelled:
        return changes.instead(session, zone=person.zone) if effect.remote_id else None
    if not effect.remote_id and believed == Belief.true_of(session, person):
        return None
    note = setting.memory.notes.seek(f"moved:{session.id}")
    return moves.moved(
        invitation(setting, session, person),
        was=moves.Known(
            when=local(wall_instant(believed.wall, person.zone), person.zone),
            same_time=believed.wall == session.local_wall(person.zone),
            same_place=believed.place == change_news.place_of(session),
            minutes=believed.minutes,
            off=believed.off,
        ),
        why=note.text if note else "",
    )
