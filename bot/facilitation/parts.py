"""Parts in a session: who has each, who is next in turn, and what is said of it where the session is shown."""

from collections.abc import Iterator, Sequence

from bot.domain.answers import Rsvp
from bot.domain.onlookers import Thing
from bot.domain.parts import IN_ROOMS, Part, Remembered, Turn, TurnState
from bot.domain.roster import FEWER, ONCE, Participant
from bot.domain.sessions import Room, Session
from bot.facilitation.audience import attending, rooms_of
from bot.facilitation.past import rooms_before
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.voice import parts as words


def turns_of(setting: Setting, session: Session) -> list[Turn]:
    return setting.memory.turns.find(session_id=session.id)


def holder(setting: Setting, session: Session, part: Part) -> Participant | None:
    """Who has a part of the whole session."""
    found = setting.memory.turns.find(session_id=session.id, part=part, state=TurnState.YES)
    return next((person for turn in found if (person := setting.one(turn.person_id))), None)


def open_parts(setting: Setting, session: Session) -> list[Part]:
    """The parts of the whole session that nobody has yet."""
    return [part for part in map(Part, setting.plan.parts) if not holder(setting, session, part)]


def spared(setting: Setting, session: Session) -> frozenset[str]:
    """Who is given no part in a room: who said no to one, has a part already, or comes for somebody this once."""
    once = frozenset(p.id for p in setting.people.values() if p.standing == ONCE)
    return once | frozenset(
        turn.person_id
        for turn in turns_of(setting, session)
        if (turn.refused if turn.part in IN_ROOMS else turn.state is TurnState.YES)
    )


def may_be_asked(setting: Setting, session: Session, part: Part) -> list[Participant]:
    """Who may be asked for a part of the whole session, in their turn; those who said that they come first."""
    turns = turns_of(setting, session)
    busy = {t.person_id for t in turns if t.part is part or t.state is not TurnState.NO}
    busy |= _in_rooms(setting, session)
    here = [p for p in attending(setting, session) if p.id not in busy and _may_hear(p)]
    fair = remembered(setting, session).order(here, f"{session.id}:{part}")
    said = setting.memory.replies.find(session_id=session.id, answer=(Rsvp.YES, Rsvp.PART))
    coming = {reply.person_id for reply in said}
    return sorted(fair, key=lambda person: person.id not in coming)


def _may_hear(person: Participant) -> bool:
    return person.wants_messages and person.standing != FEWER


def _in_rooms(setting: Setting, session: Session) -> set[str]:
    plan = rooms_of(setting, session)
    return {p for room in plan.rooms for p in (room.host, room.scribe)} if plan else set()


def remembered(setting: Setting, session: Session) -> Remembered:
    """Who had a part in earlier sessions, and who was asked."""
    months = {s.id: n for n, s in enumerate(setting.earlier(session), 1)}
    earlier = [t for t in setting.memory.turns.find() if t.session_id in months]
    had: dict[str, list[int]] = {}
    for back, rooms in enumerate(reversed(rooms_before(setting, session)), 1):
        for person in (p for room in rooms for p in (room.host, room.scribe) if p):
            had.setdefault(person, []).append(len(months) + 1 - back)
    for turn in earlier:
        if turn.state is TurnState.YES and turn.part not in IN_ROOMS:
            had.setdefault(turn.person_id, []).append(months[turn.session_id])
    asked: dict[str, int] = {}
    for turn in earlier:
        asked[turn.person_id] = max(asked.get(turn.person_id, 0), months[turn.session_id])
    return Remembered(had={p: tuple(sorted(m)) for p, m in had.items()}, asked=asked)


def lines(setting: Setting, session: Session, reader: Participant) -> tuple[str, ...]:
    """Who welcomes and who notices, for everyone who comes."""
    return tuple(
        words.line(label, person.name, own=person.id == reader.id)
        for label, person in held(setting, session)
        if person and may_see(setting, reader, Thing.PART)
    )


def held(setting: Setting, session: Session) -> Iterator[tuple[str, Participant | None]]:
    """Each part of the whole session by its name, with whoever has it."""
    for part, label in setting.plan.parts.items():
        yield label, holder(setting, session, Part(part))


def without_keeper(setting: Setting, session: Session) -> list[tuple[Part, Room]]:
    """The rooms in which nobody keeps time, or nobody takes notes."""
    plan = rooms_of(setting, session)
    rooms: Sequence[Room] = plan.rooms if plan else ()
    return [
        (part, room)
        for room in rooms
        for part, keeper in ((Part.HOST, room.host), (Part.SCRIBE, room.scribe))
        if not keeper and room.size > 1
    ]


def own(setting: Setting, session: Session, person: Participant) -> list[Part]:
    """The parts this person has in a session."""
    plan = rooms_of(setting, session)
    room = plan.room_of(person.id) if plan else None
    told = setting.memory.plans.published(session.id) is not None
    mine = {Part.HOST: room.host, Part.SCRIBE: room.scribe} if room and told else {}
    whole = {
        Part(part): found.id
        for part in setting.plan.parts
        if (found := holder(setting, session, Part(part)))
    }
    return [part for part, who in (mine | whole).items() if who == person.id]
