"""What guests are written, found at the moment it leaves: to whoever still comes, by the road that was chosen."""

from datetime import timedelta

from bot.domain.effects import Effect
from bot.domain.guests import Guest, Standing
from bot.facilitation import guests, mailing
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Outcome, Postpone, Rendered, Say, opaque
from bot.facilitation.telling import speakable
from bot.ports import Event, Mail, Refused
from bot.voice import guests as words
from bot.voice import mail as mail_words
from bot.voice.message import Message
from bot.voice.sessions import Invitation, where
from bot.voice.words import clean, local

NEAR = timedelta(hours=24)  # so near, before or after, they are told at night, too
LINK_BY = timedelta(hours=3)  # so long before the session a brief no longer waits for the link
LOOK = timedelta(hours=3)
WITH_EVENT = {"invitation", "brief", "takes-place", "moved", "relieved", "called-off"}


def render(setting: Setting, effect: Effect) -> Rendered:
    """A letter to a guest, in Slack or by mail."""
    guest = setting.memory.guests.get(effect.payload["guest"])
    return _found(setting, effect, guest, by_mail=not guest.in_slack)


def render_mail(setting: Setting, effect: Effect) -> Rendered:
    """A mail in place of what could not be said in Slack, to a guest or to anybody else."""
    letter = setting.memory.effects.seek(effect.payload["of"])
    if letter is None or letter.kind != guests.KIND:
        return mailing.render(setting, effect)
    guest = setting.memory.guests.get(letter.payload["guest"])
    return _found(setting, letter, guest, by_mail=True)


def _found(setting: Setting, letter: Effect, guest: Guest, *, by_mail: bool) -> Rendered:
    what, session = letter.payload["what"], setting.session(guest.session_id)
    if not _still_so(what, guest, cancelled=session.cancelled):
        return Drop(why="no longer true when it was due")
    reader, slot = guest.as_reader, guests.slot_of(setting, guest)
    at_peace = speakable(setting, reader, setting.now)
    if at_peace > setting.now and abs(session.starts_at - setting.now) > NEAR:
        return Postpone(until=at_peace)
    meant = _meant(setting, guest, slot)
    waits = session.virtual and setting.memory.meetings.seek(session.id) is None
    if what == "brief" and waits and setting.now < session.starts_at - LINK_BY:
        return Postpone(until=setting.now + LOOK, why="there is no link yet")
    text = words.letter(what, meant)
    if not by_mail:
        return Say(person=reader, message=Message(text=text))
    return mailing.SendMail(mail=_mail(what, guest, meant, text))


def _still_so(what: str, guest: Guest, *, cancelled: bool) -> bool:
    if what == "relieved":
        return guest.state is Standing.RELIEVED
    return guest.comes and cancelled == (what == "called-off")


def _mail(what: str, guest: Guest, meant: words.Meant, text: str) -> Mail:
    off = what in {"relieved", "called-off"}
    return Mail(
        to=guest.email,
        name=guest.name,
        subject=subject(what, meant.slot, guest),
        text=mail_words.plain(text) + "\n",
        event=_event(guest, meant, off=off) if what in WITH_EVENT else None,
    )


def subject(what: str, slot: words.Slot, guest: Guest) -> str:
    when = local(slot.starts_at, guest.zone)
    return clean(words.SUBJECTS[what].format(title=slot.title, when=when))


def _event(guest: Guest, meant: words.Meant, *, off: bool) -> Event:
    return Event(
        uid=opaque(f"{guest.session_id}:{guest.id}"),
        sequence=guest.sequence,
        starts_at=meant.slot.starts_at,
        ends_at=meant.slot.ends_at,
        zone=guest.zone,
        title=f"{meant.community}: {meant.slot.title}",
        where=mail_words.plain(meant.where),
        off=off,
    )


def _meant(setting: Setting, guest: Guest, slot: words.Slot) -> words.Meant:
    """All that the guest may know: of the plan, and of what was asked for their eyes."""
    session, planned = slot.session, setting.planned(slot.session)
    over = [s for s in setting.sessions() if s.ends_at <= setting.now and not s.cancelled]
    meeting = setting.memory.meetings.seek(session.id)
    known = meeting if meeting and meeting.state != "gone" else None
    seen = Invitation(session=session, person=guest.as_reader, meeting=known, place=setting.place)
    return words.Meant(
        guest=guest,
        slot=slot,
        community=setting.desk.house.name,
        aim=setting.plan.aim,
        covered=[s.title for s in over],
        theme=planned.expert.theme if planned.expert else "",
        brief=planned.expert.brief if planned.expert else "",
        questions=[q.text for q in guests.questions(setting, session, guest.as_reader)],
        where=where(seen),
    )


def settled(setting: Setting, effect: Effect, outcome: Outcome) -> None:
    """Once thanks have left, a guest is thanked."""
    letter = setting.memory.effects.seek(str(effect.payload.get("of", ""))) or effect
    guest = setting.memory.guests.seek(str(letter.payload.get("guest", "")))
    if guest and letter.kind == guests.KIND and letter.payload["what"] == "thanks":
        setting.memory.guests.save(guest.told(Standing.THANKED))


def refused(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """A guest who cannot be reached is told to facilitators."""
    letter = setting.memory.effects.seek(str(effect.payload.get("of", ""))) or effect
    guest = setting.memory.guests.seek(str(letter.payload.get("guest", "")))
    if guest is None:
        return mailing.refused(setting, effect, refusal)
    slot = guests.slot_of(setting, guest)
    about = subject(letter.payload["what"], slot, guest)
    return mailing.tell(setting, effect, refusal, guest.name, about)
