"""Who comes for whom: looks that change nothing."""

from bot.domain.delegates import Delegate, Stands
from bot.domain.roster import ONCE, Participant
from bot.domain.sessions import Session
from bot.facilitation.audience import ahead
from bot.facilitation.has_mail import has_mail
from bot.facilitation.setting import Setting


def of(setting: Setting, session: Session, person_id: str) -> Delegate | None:
    """Who comes for this person, if somebody does."""
    found = setting.memory.delegates.seek(f"{session.id}:{person_id}")
    return found if found and found.comes else None


def sent_as(setting: Setting, session: Session, person_id: str) -> Delegate | None:
    """For whom this person comes, if for somebody."""
    found = setting.memory.delegates.find(
        session_id=session.id, delegate_id=person_id, state=Stands.COMES
    )
    return found[0] if found else None


def next_for(setting: Setting, person: Participant) -> Session | None:
    """The session that is on now or comes next; to whoever comes this once, of those they are awaited at alone."""
    if person.standing != ONCE:
        return setting.next_session()
    awaited = [s for s in ahead(setting) if awaits(setting, s, person)]
    return min(awaited, key=lambda s: s.starts_at, default=None)


def awaits(setting: Setting, session: Session, person: Participant) -> bool:
    """Whether a session is one of theirs: each is, but to whoever comes for somebody this once."""
    return person.standing != ONCE or sent_as(setting, session, person.id) is not None


def who_comes(setting: Setting, session: Session, person: Participant) -> str:
    """The name of who comes for somebody; empty for nobody."""
    found = of(setting, session, person.id)
    return name_of(setting, found.delegate_id) if found else ""


def for_whom(setting: Setting, session: Session, person: Participant) -> str:
    """The name of whom somebody comes for; empty for nobody."""
    found = sent_as(setting, session, person.id)
    return name_of(setting, found.person_id) if found else ""


def name_of(setting: Setting, person_id: str) -> str:
    person = setting.memory.people.seek(person_id)
    return person.name if person else ""


def unreached(setting: Setting, session: Session) -> list[str]:
    """The names of guests for once whom nothing of ours reaches: neither in Slack, as far as we know, nor by mail."""
    found = setting.memory.delegates.find(session_id=session.id, guest=True, state=Stands.COMES)
    here = (setting.one(one.delegate_id) for one in found)
    return [p.name for p in here if p and not p.slack_id and not has_mail(setting, p)]
