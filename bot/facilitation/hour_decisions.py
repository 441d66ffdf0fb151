"""What facilitators decide once the group was asked: a way is taken and the sessions ahead move, or the hours stay."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.effects import Effect
from bot.domain.errors import ChangedMeanwhile, FacilitationError, Impossible, NothingWritten
from bot.domain.hour_polls import Hour, HourPoll, PollState, Way
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import change_news
from bot.facilitation.calendar_links import calendar_of
from bot.facilitation.hour_polls import (
    CAME,
    LONGEST,
    asked_of,
    poll_of,
    seen_by,
    tell_result,
)
from bot.facilitation.hour_ways import time_of
from bot.facilitation.moving import Act, at_new_time, shifted
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch_all, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import hour_decisions as words
from bot.voice.hour_decisions import Step
from bot.voice.message import Message, View
from bot.voice.words import one_line

SET = "hours-set"
TOO_NEAR = timedelta(days=3)  # people have planned their day


class DecidedAlready(FacilitationError):
    """{who} has decided that already, and people hear it. /convene hours shows what."""


class StillAsked(FacilitationError):
    """People are still answering. Close it first, or wait until it closes by itself."""


def steps(setting: Setting, way: Way) -> list[Step]:
    """What would become of each session that this way is about."""
    return [_step(setting, hour) for hour in way.hours]


def _step(setting: Setting, hour: Hour) -> Step:
    session = setting.memory.sessions.seek(hour.session_id)
    if session is None:
        return Step(hour=hour, stays=words.GONE)
    if why := _stays(setting, session, hour):
        return Step(hour=hour, was=session, stays=why)
    try:
        new = at_new_time(setting, session, time_of(hour))
    except FacilitationError as refused:
        return Step(hour=hour, was=session, stays=refused.message)
    return Step(hour=hour, was=session, new=new)


def _stays(setting: Setting, session: Session, hour: Hour) -> str:
    """Why a session is not moved, whatever the group said; empty where it is."""
    if session.cancelled:
        return words.CALLED_OFF
    if session.starts_at <= setting.now:
        return words.BEGUN
    if session.moves != hour.moves:
        return words.MOVED_MEANWHILE
    if hour.starts_at == session.starts_at:
        return words.SAME
    near = min(session.starts_at, hour.starts_at) <= setting.now + TOO_NEAR
    return words.TOO_NEAR if near else ""


def undecided(setting: Setting, poll_id: str) -> HourPoll:
    """An asking that waits for its decision. Raises StillAsked, DecidedAlready."""
    poll = poll_of(setting, poll_id)
    if poll.state is PollState.OPEN:
        raise StillAsked
    if not poll.undecided:
        person = setting.one(poll.decided_by)
        raise DecidedAlready(who=person.name if person else words.SOMEBODY)
    return poll


def _way(poll: HourPoll, key: str) -> Way:
    way = poll.way(key)
    if way is None:
        raise Impossible(what="Taking that way", why="the group was not asked about it")
    return way


def take_window(desk: Desk, poll_id: str, key: str, person_id: str) -> View:
    """What taking a way would mean, session by session; nothing is done yet."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.allowed(person_id)
        poll = undecided(setting, poll_id)
        way = _way(poll, key)
        return words.sure(
            poll,
            way,
            steps(setting, way),
            person.zone,
            told=len(_hears(setting, person.id)),
            place=setting.place,
        )


def take(desk: Desk, poll_id: str, key: str, *, base: str, by: str, why: str = "") -> str:
    """Let the sessions ahead go by a way, all in one; each person hears once when all of them are.

    `base` is which sessions were seen to move. A way that is not ahead by the rule needs a reason. Raises StillAsked,
    DecidedAlready, ChangedMeanwhile, NothingWritten, and what moving a session does.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        setting.allowed(by)
        poll = undecided(setting, poll_id)
        planned = steps(setting, _way(poll, key))
        if words.mark(planned) != base:
            raise ChangedMeanwhile(who="Somebody", what="one of these sessions")
        said = one_line(why, LONGEST)
        if not said and poll.ranked[0].key != key:
            raise NothingWritten(hint=words.SAY_WHY_NOT)
        hears = _hears(setting, by)
        moving = [step for step in planned if step.new]
        for step in moving:
            setting = _move(setting, step, hears, by)
        _decide(setting, replace(poll, state=PollState.TAKEN, taken=key, why=said, decided_by=by))
        facts = {"poll": poll.id, "sessions": [step.hour.session_id for step in moving]}
        for person in hears:
            owe(setting, SET, f"{SET}:{poll.id}:{person.id}", person, facts)
        trace(setting, by, "took a way of hours", poll.id)
        return words.taken(len(moving), len(planned) - len(moving))


def _hears(setting: Setting, by: str) -> list[Participant]:
    """Who hears all new hours in one message; whoever decides knows them."""
    return [p for p in asked_of(setting) if p.id != by]


def _move(setting: Setting, step: Step, hears: list[Participant], by: str) -> Setting:
    """One session is moved; who hears of all of them at once hears nothing of this one alone."""
    was = setting.session(step.hour.session_id)
    new = at_new_time(setting, was, time_of(step.hour))
    fresh = shifted(setting, was, new, Act(by=by, why=words.WHY))
    at_once = {person.id for person in hears}
    session = fresh.session(was.id)
    for person in hears:
        prefix = change_news.news_prefix(session, person.id)
        fresh.memory.effects.cancel(prefix, "said with all the new hours")
    others = [p for p in change_news.who_hears(fresh, session) if p.id not in at_once]
    change_news.tell(fresh, was, session, others, by=by)
    return fresh


def keep_window(desk: Desk, poll_id: str, person_id: str) -> View:
    """Where a facilitator says why the hours stay as they are."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        setting.allowed(person_id)
        return words.keep_form(undecided(setting, poll_id))


def keep(desk: Desk, poll_id: str, why: str, *, by: str) -> str:
    """The hours stay as they are, and everyone reads why. Raises StillAsked, DecidedAlready, NothingWritten."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        setting.allowed(by)
        poll, said = undecided(setting, poll_id), one_line(why, LONGEST)
        if not said:
            raise NothingWritten(hint=words.SAY_WHY)
        kept = replace(poll, state=PollState.KEPT, why=said, decided_by=by)
        _decide(setting, kept)
        tell_result(setting, kept, "kept", but=by)
        trace(setting, by, "kept the hours", poll.id)
        return say(words.KEPT)


def _decide(setting: Setting, poll: HourPoll) -> None:
    """It is decided: what waits to be said of the numbers alone is said with what becomes of them."""
    setting.memory.hour_polls.save(poll)
    setting.memory.effects.cancel(f"{CAME}:{poll.id}:", "said with what becomes of it")
    touch_all(setting, f"{CAME}:{poll.id}:")
    for person in setting.facilitators:
        touch_home(setting, person.id)


def letter(setting: Setting, effect: Effect, person: Participant) -> Message:
    """All hours ahead in the reader's own time, once."""
    poll = poll_of(setting, effect.payload["poll"])
    moved = set(effect.payload["sessions"])
    ahead = [
        session
        for session in setting.sessions()
        if not session.cancelled and session.starts_at > setting.now
    ]
    calendar = calendar_of(setting, person.id)
    return words.new_hours(seen_by(setting, poll, person), ahead, moved, calendar)
