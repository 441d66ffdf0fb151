"""The order of what a programme does: two sessions change places, or one more is held beside those of the plan."""

from dataclasses import replace

from bot.domain.agendas import Agenda
from bot.domain.calendar import at_another_time
from bot.domain.civil_time import sure_instant
from bot.domain.errors import Impossible
from bot.domain.guests import Guest
from bot.domain.held import held_as
from bot.domain.prompt_changes import PromptChange, change_id
from bot.domain.sessions import Session
from bot.facilitation import change_news, guest_times, retiming, timetable
from bot.facilitation.guests import of_session
from bot.facilitation.moving import NewTime, keeps_clear
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import rearranging as words
from bot.voice.message import Message
from bot.voice.words import one_line

LONGEST = 200


def ask_swap(desk: Desk, month: int, other: int) -> Message:
    """Which two would change places, and who comes with them; nothing is done yet."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        one, two = _two(setting, setting.session_of(month).id, setting.session_of(other).id)
        guests = [g.name for s in (one, two) for g in of_session(setting, s)]
        return words.before_swapping(one, two, guests)


def swap_sessions(desk: Desk, one_id: str, other_id: str, *, by: str) -> Message:
    """What two sessions are about changes places; their dates stay. Only while nobody was asked or told around either.

    Their questions and agendas, changed or not, go with them, and so do their guests, who hear their new hour.
    Raises Impossible.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        one, two = _two(setting, one_id, other_id)
        awaited = guest_times.appointments(setting)
        new_one, new_two = _with_contents_of(one, two), _with_contents_of(two, one)
        for session in (new_one, new_two):
            memory.sessions.save(session)
        _change_hands(setting, one, two)
        fresh = Setting(desk, memory)
        for was in (one, two):
            retiming.follow(fresh, was, {})
        guest_times.follow(fresh, awaited)
        _tell_team(fresh, words.team_swapped(new_one, new_two), f"swapped:{one.id}:{two.id}", by)
        trace(setting, by, f"let two sessions change places, with {two.id}", one.id)
        return words.swapped(new_one, new_two)


def _two(setting: Setting, one_id: str, other_id: str) -> tuple[Session, Session]:
    """Two sessions that may change places, the earlier one first. Raises Impossible."""
    one, two = sorted((setting.session(one_id), setting.session(other_id)), key=lambda s: s.month)
    if one.id == two.id:
        raise Impossible(what=words.SWAPPING, why=words.THE_SAME)
    if one.mode is not two.mode:
        raise Impossible(what=words.SWAPPING, why=words.OTHER_MODE)
    for session in (one, two):
        begun = session.cancelled or session.starts_at <= setting.now
        asked = setting.memory.askings.find(session_id=session.id)
        if begun or asked or change_news.know_of(setting, session):
            raise Impossible(what=words.SWAPPING, why=words.known_already(session))
    return one, two


def _with_contents_of(session: Session, other: Session) -> Session:
    contents = other.contents or other.month
    return replace(
        session, title=other.title, contents=0 if contents == session.month else contents
    )


def _change_hands(setting: Setting, one: Session, two: Session) -> None:
    """What was changed in their questions and agendas, and who comes from outside, goes with the contents."""
    memory = setting.memory
    prepared = [(_prepared(setting, s), to) for s, to in ((one, two), (two, one))]
    for (changes, agenda, _), _ in prepared:
        for change in changes:
            memory.prompt_changes.remove(change.id)
        if agenda:
            memory.agendas.remove(agenda.session_id)
    for (changes, agenda, guests), to in prepared:
        for change in changes:
            id = change_id(to.id, change.prompt)
            memory.prompt_changes.save(replace(change, id=id, session_id=to.id, month=to.month))
        if agenda:
            memory.agendas.save(replace(agenda, session_id=to.id, month=to.month))
        for guest in guests:
            memory.guests.save(replace(guest, session_id=to.id))


def _prepared(
    setting: Setting, session: Session
) -> tuple[list[PromptChange], Agenda | None, list[Guest]]:
    """What was made ready for a session: changed questions, a changed agenda, guests."""
    memory = setting.memory
    changes = memory.prompt_changes.find(session_id=session.id)
    return changes, memory.agendas.seek(session.id), list(of_session(setting, session))


def ask_add(desk: Desk, like: int, to: NewTime, title: str, zone: str) -> Message:
    """What would be added, and when people would hear of it; nothing is done yet."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return words.before_adding(_extra(setting, like, to, title), like, zone)


def add_session(desk: Desk, like: int, to: NewTime, title: str, *, by: str) -> Session:
    """One more session, with the agenda and questions of another one; people are invited to it as to any.

    It has the next number after those there are. Raises Impossible, UnsureHour, Collides.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        new = _extra(setting, like, to, title)
        memory.sessions.save(new)
        fresh = Setting(desk, memory)
        timetable.plan_duties(fresh, new)
        for person in fresh.people.values():
            touch_home(fresh, person.id)
        _tell_team(fresh, words.team_added(new), f"added:{new.id}", by)
        trace(setting, by, "added a session", new.id)
        return new


def _extra(setting: Setting, like: int, to: NewTime, title: str) -> Session:
    """The session as it would be. Raises what speaks against it."""
    model = setting.session_of(like)
    if setting.planned(model).days > 1:
        raise Impossible(what=words.ADDING, why=words.OF_DAYS)
    zone = to.zone or model.zone
    sure_instant(to.day, to.at, zone)
    month = max(setting.plan.months, *(s.month for s in setting.sessions())) + 1
    new = replace(
        model,
        id=f"s{month:02}",
        month=month,
        title=one_line(title, LONGEST) or model.title,
        state="planned",
        moves=0,
        moved_at=None,
        contents=model.contents or model.month,
        rule=str(to.day),
    )
    planned = held_as(setting.plan_as_written, new)
    new = at_another_time(new, planned, to.day, to.at, zone, to.minutes or model.minutes)
    if new.starts_at <= setting.now:
        raise Impossible(what=words.ADDING, why=words.PASSED)
    keeps_clear(setting, new)
    return new


def _tell_team(setting: Setting, said: str, key: str, by: str) -> None:
    """The other facilitators; nobody else knows of it yet."""
    number = setting.memory.numbers.next(key)
    for who in setting.facilitators:
        if who.id != by:
            owe(setting, "trouble", f"{key}:{number}:{who.id}", who, {"words": said})


def session_of(desk: Desk, month: int) -> Session:
    """A session by its number. Raises NoSuchThing."""
    with desk.store.read() as memory:
        return Setting(desk, memory).session_of(month)
