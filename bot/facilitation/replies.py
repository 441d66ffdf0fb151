"""Who comes: answers to the invitation, and what follows for rooms that are published already."""

from bot.domain.answers import Reply, Rsvp
from bot.domain.errors import TooLate
from bot.domain.sessions import Session
from bot.facilitation import publishing
from bot.facilitation.audience import rooms_of
from bot.facilitation.setting import Setting
from bot.facilitation.telling import touch, touch_home
from bot.facilitation.wishes import word_if_unkept
from bot.ports import Desk


def reply(desk: Desk, session_id: str, person_id: str, answer: Rsvp, *, by: str = "") -> Session:
    """Write down whether a person comes. Published rooms follow a late answer with the fewest moves."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        if session.cancelled or setting.now > session.ends_at:
            day = session.wall[:10]
            raise TooLate(
                why=f"the session of {day} {'does not take place' if session.cancelled else 'is over'}"
            )
        memory.replies.save(
            Reply(
                session_id=session_id,
                person_id=person_id,
                answer=answer,
                at=setting.now,
                by=by or person_id,
            )
        )
        follow(setting, session, person_id, comes=answer is not Rsvp.NO)
        show(setting, session, person_id)
        return session


def follow(setting: Setting, session: Session, person_id: str, *, comes: bool) -> None:
    """Let rooms that exist already follow a late yes or no."""
    seated = rooms_of(setting, session)
    if seated is None or comes == (person_id in seated.seated):
        return
    publishing.repair_rooms(
        setting, session, join=[person_id] if comes else [], leave=[] if comes else [person_id]
    )
    word_if_unkept(setting, session)


def show(setting: Setting, session: Session, person_id: str) -> None:
    """Bring up to date what shows a person's answer."""
    for number in range(len(setting.rules.session_notices)):
        touch(setting, f"{session.id}:notice:{number}:{person_id}")
    touch_home(setting, person_id)
