"""The road of a message: Slack for everybody who is there, and mail for what somebody must know who is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.agreed import AIM
from bot.domain.civil_time import local_date
from bot.domain.effects import Effect, Owed, State
from bot.domain.pace import Pace
from bot.domain.programme import PromptType
from bot.domain.roster import Participant
from bot.facilitation import sending
from bot.facilitation.agreed import in_force
from bot.facilitation.calendars import numbered
from bot.facilitation.facts import question_of
from bot.facilitation.has_mail import has_mail, wants_none
from bot.facilitation.mail_wishes import page_to_end
from bot.facilitation.own_page import address
from bot.facilitation.prompts import open_askings, prompt_of
from bot.facilitation.setting import Setting
from bot.facilitation.steps import NO_ACCOUNT, Drop, Outcome, Rendered, Say, opaque
from bot.facilitation.telling import owe
from bot.ports import Desk, Event, Mail, PostOffice, Refused
from bot.voice import mail as words
from bot.voice.words import local

KIND, ASKS = "mail", "prompt"
MAYBE = "maybe_sent"
WITH_EVENT = frozenset({"notice", "card", "room-news", "called-off", "takes-place", "delegate"})


class NoPostOffice(Refused):
    """The settings name no mail server any more."""

    def __init__(self) -> None:
        super().__init__("No mail server is named under [mail] in the settings.", code="no_mail")


def office_of(desk: Desk) -> PostOffice:
    if desk.post_office is None:
        raise NoPostOffice
    return desk.post_office


@dataclass(frozen=True, kw_only=True)
class SendMail:
    """One mail. Nobody can look whether it was sent: what is in doubt is never sent again, and told to facilitators."""

    mail: Mail

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return ()

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        return Outcome(mark=office_of(desk).send(self.mail, key=opaque(effect.key)))

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        raise Refused("nobody can say whether this mail was sent", code=MAYBE)


def by_mail(setting: Setting, effect: Effect) -> bool:
    """Whether a letter whose reader is not in Slack goes by mail: the one place that says which road it takes."""
    if setting.memory.guests.seek(effect.target):
        return setting.desk.post_office is not None
    person = setting.memory.people.seek(effect.target)
    if person is None or effect.kind not in words.SUBJECTS or not has_mail(setting, person):
        return False
    return effect.kind != ASKS or (_asks(setting, effect) and bool(address(setting, person.id)))


def _asks(setting: Setting, effect: Effect) -> bool:
    """Whether it is a question; what is only told and holds words of others stays on the page."""
    asking = setting.memory.askings.seek(str(effect.payload["asking"]))
    return asking is not None and prompt_of(setting, asking).type is not PromptType.NOTICE


def unreached(desk: Desk, letter: Effect) -> None:
    """Its reader is not in Slack: over there, and on the other road where there is one."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        mailed = by_mail(setting, letter)
        why = words.BY_MAIL if mailed else NO_ACCOUNT
        if memory.effects.settle(letter, State.CANCELLED, why) and mailed:
            _post(setting, letter)


def _post(setting: Setting, letter: Effect) -> None:
    """Owe the mail that goes in place of this letter."""
    setting.memory.effects.owe(
        Owed(
            key=_key(setting, letter),
            kind=KIND,
            target=letter.target,
            payload={"of": letter.key},
            not_before=setting.now,
            expires_at=letter.expires_at,
            late=letter.late,
        )
    )


def _key(setting: Setting, letter: Effect) -> str:
    """One mail for each letter; but one for all questions of a day."""
    if letter.kind != ASKS:
        return f"{KIND}:{letter.key}"
    today = local_date(setting.now, setting.person(letter.target).zone)
    return f"{KIND}:{ASKS}:{letter.target}:{today}"


def render(setting: Setting, effect: Effect) -> Rendered:
    """The letter as it reads in a mail now; nothing where it would not be said in Slack either."""
    letter = setting.memory.effects.seek(effect.payload["of"])
    if letter is None or wants_none(setting, effect.target):
        return Drop(why="they want no mail")
    said = sending.say(setting, letter)
    if not isinstance(said, Say):
        return said
    person, page = said.person, address(setting, said.person.id)
    text = said.message.text
    if letter.kind == ASKS:
        waits = [question_of(setting, one) for one in open_askings(setting, person.id)]
        if not waits:
            return Drop(why="answered or put aside")
        text = words.asked([one.words for one in waits if one.words])
    if letter.kind == "welcome":
        aim = in_force(setting, AIM).text
        text = words.welcome(person, community=setting.desk.house.name, aim=aim, page=page)
    fewer = page_to_end(setting, person.id)
    return SendMail(
        mail=Mail(
            to=person.email,
            name=person.name,
            subject=_subject(setting, letter, person),
            text=words.whole(text, kind=letter.kind, page=page, fewer=fewer),
            fewer=fewer,
            event=_event(setting, letter, person),
        )
    )


def _event(setting: Setting, letter: Effect, person: Participant) -> Event | None:
    """The session for their calendar, with whatever tells of it: the one that a calendar they subscribe to has, too."""
    session = setting.memory.sessions.seek(str(letter.payload.get("session", "")))
    if session is None or letter.kind not in WITH_EVENT:
        return None
    event = numbered(setting, person, session)
    return None if event.answer == "no" and not event.off else event


def _subject(setting: Setting, letter: Effect, person: Participant) -> str:
    session = setting.memory.sessions.seek(str(letter.payload.get("session", "")))
    when = local(session.starts_at, person.zone) if session else ""
    title = session.title if session else ""
    return words.subject(letter.kind, community=setting.desk.house.name, title=title, when=when)


def refused(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """No for good, or nobody knows: facilitators hear whom it concerns, and what it was about."""
    person = setting.memory.people.seek(effect.target)
    letter = setting.memory.effects.seek(effect.payload["of"])
    if person and letter:
        tell(setting, effect, refusal, person.name, _subject(setting, letter, person))


def tell(setting: Setting, effect: Effect, refusal: Refused, name: str, about: str) -> None:
    """Tell the facilitators of a mail that did not arrive, or may not have."""
    unsure = refusal.code == MAYBE
    said = words.maybe_sent(name, about) if unsure else words.not_sent(name, about, refusal.reason)
    for who in setting.facilitators:
        owe(setting, "trouble", f"{effect.key}:refused:{who.id}", who, {"words": said})
