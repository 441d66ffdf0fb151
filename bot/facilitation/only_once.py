"""The end of a guest for once: some days after the session they came to."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.effects import Duty
from bot.domain.roster import ONCE, Participant
from bot.domain.sessions import Session
from bot.facilitation.audience import ahead
from bot.facilitation.coming_for import sent_as
from bot.facilitation.setting import Setting

OVER = "once-over"
AFTERWARDS = timedelta(days=2)  # so long they may still say a word about who was there


def over(session: Session, guest: Participant) -> Duty:
    """Its key is not among the session's own: a session that is called off has to end it, too."""
    facts = {"session": session.id, "person": guest.id}
    at = session.ends_at + AFTERWARDS
    return Duty(key=f"{OVER}:{session.id}:{guest.id}", kind=OVER, facts=facts, due_at=at)


def end_once(setting: Setting, duty: Duty) -> datetime | None:
    """The session is over: a guest for once is one no more, and what they were there for stays known."""
    session = setting.memory.sessions.seek(duty.facts["session"])
    if session and not session.cancelled and session.ends_at + AFTERWARDS > setting.now:
        return session.ends_at + AFTERWARDS
    guest = setting.one(duty.facts["person"])
    later = [s for s in ahead(setting) if guest and sent_as(setting, s, guest.id)]
    if guest is not None and guest.standing == ONCE and not later:
        setting.memory.people.save(replace(guest, standing="left"))
    return None
