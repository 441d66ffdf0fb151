"""All that is owed around a session goes by its new time: what waits is moved, and what stands says what is so now."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.civil_time import local_date
from bot.domain.effects import Effect, State
from bot.domain.ending import ASKED, OPEN
from bot.domain.sessions import SET_ASIDE, Session
from bot.facilitation import ending, guest_times, rounds, timetable
from bot.facilitation.meeting_moves import owe_move, owe_no_meeting
from bot.facilitation.meetings import show_session
from bot.facilitation.setting import Setting
from bot.facilitation.telling import touch_all
from bot.voice.versions import MOVED

QUESTIONS = ("ask:", "remind:")
# said anew before each time that a session is given, under a key of its own
ANEW = ("notice", "host-sheet", "publish-reminder")
WITH_ROOMS = ("room-news", "host-card", "meeting:rooms")


def follow(setting: Setting, was: Session, awaited: guest_times.Appointments) -> None:
    """Let everything around a session that had another time follow it.

    The setting is one that knows the session as it is now; `awaited` is when and where guests were awaited before.
    Nothing that has left is said again; what was set for the old time and has not left goes by the new one.
    """
    session = setting.session(was.id)
    _duties(setting, session)
    for kind in ANEW:
        setting.memory.effects.cancel(f"{session.id}:{kind}:", MOVED)
    another_day = local_date(was.starts_at, was.zone) != local_date(session.starts_at, session.zone)
    if another_day or was.mode is not session.mode:
        set_rooms_aside(setting, session, proposed=was.mode is not session.mode)
    _questions(setting, session)
    _last_moments(setting, session, session.starts_at - was.starts_at)
    if was.virtual and not session.virtual:
        owe_no_meeting(setting, session)
    elif (was.starts_at, was.ends_at, was.zone) != (
        session.starts_at,
        session.ends_at,
        session.zone,
    ):
        owe_move(setting, session)
    guest_times.follow(setting, awaited)
    for prefix in (*QUESTIONS, f"{ASKED}:", f"{OPEN}:"):
        touch_all(setting, f"{prefix}{session.id}:")
    show_session(setting, session)


def _duties(setting: Setting, session: Session) -> None:
    """What falls due by the new time; what was done already is looked at again where its moment is still to come."""
    wanted = list(timetable.duties_of(setting, session))
    setting.memory.duties.cancel(f"{session.id}:")
    for duty in wanted:
        setting.memory.duties.plan(duty)
        if duty.due_at > setting.now:
            setting.memory.duties.again(duty.key, duty.due_at)
    ending.follow(setting)


def set_rooms_aside(setting: Setting, session: Session, *, proposed: bool) -> None:
    """Rooms that people were told hold for that day alone: they are drawn anew when it is time, or at once.

    `proposed`: those that nobody was told yet, too, since rooms become tables.
    """
    newest = setting.memory.plans.latest(session.id)
    if newest is None or not (proposed or setting.memory.plans.published(session.id)):
        return
    for kind in WITH_ROOMS:
        setting.memory.effects.cancel(f"{session.id}:{kind}:", MOVED)
    aside = replace(
        newest, version=newest.version + 1, state=SET_ASIDE, by="", why=MOVED, at=setting.now
    )
    setting.memory.plans.add(aside)
    for duty in timetable.duties_of(setting, session):
        if duty.kind in {"propose-rooms", "publish-rooms"}:
            setting.memory.duties.again(duty.key, max(duty.due_at, setting.now))


def _questions(setting: Setting, session: Session) -> None:
    """Questions that have not left go by the new time; a reminder of one that has left ends with it."""
    for effect in _waiting(setting, f"ask:{session.id}:"):
        asking = setting.memory.askings.get(effect.payload["asking"])
        prompt = setting.plan.prompt(session.month, asking.prompt)
        rounds.put_off(setting, session, prompt, asking)
    for effect in _waiting(setting, f"remind:{session.id}:"):
        asking = setting.memory.askings.get(effect.payload["asking"])
        prompt = setting.plan.prompt(session.month, asking.prompt)
        closes = rounds.closes_at(session, prompt, effect.not_before)
        setting.memory.effects.put_off(effect.key, not_before=effect.not_before, expires_at=closes)


def _last_moments(setting: Setting, session: Session, later: timedelta) -> None:
    """What else waits is worth sending for so much longer, or shorter."""
    for effect in _waiting(setting, f"{session.id}:"):
        if effect.expires_at and effect.kind != "meeting-close":
            setting.memory.effects.put_off(
                effect.key, not_before=effect.not_before, expires_at=effect.expires_at + later
            )


def _waiting(setting: Setting, prefix: str) -> list[Effect]:
    return setting.memory.effects.find(prefix, states=[State.READY])
