"""What somebody without Slack says by a link out of a mail: whether they come, and that they want no more mail."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.answers import Rsvp
from bot.domain.languages import say
from bot.domain.programme import Note
from bot.domain.roster import GUEST
from bot.facilitation import coming_for, personal_links
from bot.facilitation.has_mail import no_mail, wants_none
from bot.facilitation.invitations import invitation
from bot.facilitation.replies import reply
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import mail as words
from bot.voice.sessions import notice

PURPOSE = "mail"
GOOD_FOR = timedelta(days=3650)  # whoever keeps an old mail may still end them


def page_to_end(setting: Setting, person_id: str) -> str:
    """The address at which somebody ends our mail; empty where the world cannot reach us."""
    base = setting.desk.house.public_url
    return f"{base}/me/mail?key={personal_links.mint(setting, PURPOSE, person_id)}" if base else ""


def end(desk: Desk, key: str, *, again: bool = False) -> str:
    """No more mail to whom this link was made for, or mail again; what they read. Raises BadSignature."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person_id = reader(setting, key)
        if again:
            memory.notes.remove(no_mail(person_id))
        else:
            memory.notes.save(Note(id=no_mail(person_id), text=""))
        trace(setting, person_id, "wants mail again" if again else "wants no more mail", person_id)
        return say(words.AGAIN if again else words.ENDED)


def reader(setting: Setting, key: str) -> str:
    """Whom a link was made for. Raises BadSignature."""
    return personal_links.read(setting, PURPOSE, key, max_age=GOOD_FOR)["person"]


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the page out of a mail shows: the next session, if there is one, and whether they get mail."""

    session: str
    words: str
    ended: bool


def page(desk: Desk, key: str) -> Page:
    """The page as it is now. Raises BadSignature."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.one(reader(setting, key))
        session = coming_for.next_for(setting, person) if person and person.role != GUEST else None
        seen = invitation(setting, session, person) if session and person else None
        return Page(
            session=session.id if session else "",
            words=words.plain(notice(seen).text) if seen else "",
            ended=wants_none(setting, reader(setting, key)),
        )


def comes(desk: Desk, key: str, session_id: str, answer: Rsvp) -> str:
    """Write down whether somebody comes; what they read. Raises BadSignature, NoSuchThing, TooLate."""
    with desk.store.begin() as memory:
        person = Setting(desk, memory).person(reader(Setting(desk, memory), key))
        reply(desk, session_id, person.id, answer)
        return say(words.NOTED)
