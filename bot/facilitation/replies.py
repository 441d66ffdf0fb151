"""Who comes: answers to the invitation, and what follows for rooms that are published already."""

from collections.abc import Sequence

from bot.domain.answers import Reply, Rsvp
from bot.domain.errors import FacilitationError, TooLate
from bot.domain.roster import ONCE
from bot.domain.sessions import Session
from bot.facilitation import coming_for, delegates, publishing, staying, turns
from bot.facilitation.rounds import show_reply
from bot.facilitation.setting import Setting
from bot.ports import Desk


class NotAwaited(FacilitationError):
    """You come for somebody this once, and they need nobody at this session. Ask them, if you think they do."""


def reply(
    desk: Desk,
    session_id: str,
    person_id: str,
    answer: Rsvp,
    *,
    by: str = "",
    rounds: Sequence[str] | None = None,
) -> Session:
    """Write down whether a person comes. Published rooms follow a late answer with the fewest moves.

    `rounds` are the keys of those stretches they come for, where they come for part of it; what they said of that
    before stays where nothing is said of it now.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        if session.cancelled or setting.now > session.ends_at:
            day = session.wall[:10]
            raise TooLate(
                why=f"the session of {day} {'does not take place' if session.cancelled else 'is over'}"
            )
        _awaited(setting, session, person_id, answer)
        memory.replies.save(
            Reply(
                session_id=session_id,
                person_id=person_id,
                answer=answer,
                at=setting.now,
                by=by or person_id,
                rounds=_part(setting, session, person_id, answer, rounds),
            )
        )
        if answer is Rsvp.NO:
            turns.let_go_of(setting, session, setting.person(person_id))
        concerned = delegates.after_reply(setting, session, person_id, answer)
        publishing.follow_answers(setting, session, [person_id, *concerned])
        show_reply(setting, session, person_id)
        return session


def _part(
    setting: Setting,
    session: Session,
    person_id: str,
    answer: Rsvp,
    rounds: Sequence[str] | None,
) -> tuple[str, ...]:
    if answer is not Rsvp.PART:
        return ()
    if rounds is not None:
        return staying.known(setting, session, rounds)
    before = setting.memory.replies.seek(f"{session.id}:{person_id}")
    return before.rounds if before else ()


def _awaited(setting: Setting, session: Session, person_id: str, answer: Rsvp) -> None:
    """Whoever comes this once has a seat only where they come for somebody. Raises NotAwaited."""
    person = setting.one(person_id)
    if answer is Rsvp.NO or person is None or person.standing != ONCE:
        return
    if coming_for.sent_as(setting, session, person.id) is None:
        raise NotAwaited
