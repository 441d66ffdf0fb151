"""What somebody reads of their room: which it is, what changed, and the card of whoever keeps time."""

from bot.domain.effects import Effect
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import attendance, staying
from bot.facilitation.audience import rooms_of
from bot.facilitation.facts import session_facts
from bot.facilitation.invitations import invitation, placed_by_hand
from bot.facilitation.other_rounds import stretches_in
from bot.facilitation.rounds import is_room_news
from bot.facilitation.setting import Setting
from bot.facilitation.steps import GONE, Words
from bot.voice import host_card, mending, prompts, session_news, sessions
from bot.voice.message import Message


def room_news(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    plan = setting.memory.plans.published(session.id)
    room = plan.room_of(person.id) if plan else None
    part = str(effect.payload.get("part", ""))
    if session.cancelled or room is None:
        told = effect.remote_id or (part == "none" and not session.cancelled)
        return _seat_free(setting, session, person) if told else GONE
    why = say(mending.PARTS.get(part, mending.PARTS[""])) if effect.payload.get("again") else ""
    return room_told(setting, session, person, why=why)


def room_told(setting: Setting, session: Session, person: Participant, *, why: str = "") -> Message:
    """The news of one's room, in the plan's words where all that they name is known."""
    template = next((p for p in setting.plan.prompts_of(session.month) if is_room_news(p)), None)
    facts = session_facts(setting, session, person)
    own = prompts.filled(template.text, facts) if template else None
    seen = invitation(setting, session, person)
    return session_news.room_news(own or sessions.room_words(seen), seen, why=why)


def _seat_free(setting: Setting, session: Session, person: Participant) -> Message:
    reply = setting.memory.replies.seek(f"{session.id}:{person.id}")
    own = reply is not None and not reply.comes and reply.by == person.id
    return session_news.no_seat(session, person.zone, own=own)


def host_card_now(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    plan = rooms_of(setting, session)
    room = plan.room_of(person.id) if plan else None
    if session.cancelled or room is None or room.host != person.id:
        return GONE if not effect.remote_id else Message(text=say(host_card.RELIEVED))
    said = host_card.host_card(
        session,
        room,
        setting.people,
        stretches=stretches_in(setting, session, person),
        by_hand=placed_by_hand(setting, session, room),
        partly=tuple(staying.lines(setting, session, person, room.people)),
    )
    return attendance.with_button(setting, session, "host", person, said)
