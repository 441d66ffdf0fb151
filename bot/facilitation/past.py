"""What the rooms of earlier sessions leave behind: who has met whom, who has hosted and who took notes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.presence import NO_ROOM, Known, Presence, as_they_were, known
from bot.domain.seating_wishes import Past
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation.setting import Setting

Held = tuple[Session, RoomPlan | None, Known]


def past_of(setting: Setting, session: Session) -> Past:
    """Who has met whom in the rooms of earlier sessions: as they really were where that is known, else as told.

    Whoever missed the latest session keeps the seat they had in its rooms, for when the same rooms meet again.
    """
    held = _held_before(setting, session)
    past = Past.of(_as_held(held))
    if not held:
        return past
    _, plan, said = held[-1]
    came = {p: _seated(word) for p, word in said.items() if word.was_there}
    return replace(past, last=as_they_were(rooms_told(plan), came))


def _seated(word: Presence) -> Presence:
    """Whoever sat in no room keeps the seat they had, too."""
    return replace(word, room="") if word.room == NO_ROOM else word


def rooms_before(setting: Setting, session: Session) -> list[tuple[Room, ...]]:
    """The rooms of each earlier session, as they really were where that is known, else as told."""
    return _as_held(_held_before(setting, session))


def _as_held(held: Sequence[Held]) -> list[tuple[Room, ...]]:
    return [as_they_were(rooms_told(plan), said) for _, plan, said in held]


def _held_before(setting: Setting, session: Session) -> list[Held]:
    return list(told_and_known(setting, setting.earlier(session)))


def told_and_known(setting: Setting, sessions: Sequence[Session]) -> Iterator[Held]:
    """Each of these sessions with the rooms that people were told, and what is known of who came.

    Sessions that were called off and those without either are left out.
    """
    words: dict[str, list[Presence]] = defaultdict(list)
    for word in setting.memory.presences.find(session_id=[s.id for s in sessions]):
        words[word.session_id].append(word)
    for session in sessions:
        plan = setting.memory.plans.published(session.id)
        if not session.cancelled and (plan or session.id in words):
            yield session, plan, known(words[session.id])


def rooms_told(plan: RoomPlan | None) -> tuple[Room, ...]:
    return plan.rooms if plan else ()


def known_of(setting: Setting, session: Session) -> Known:
    """What is known of who was at this session."""
    return known(setting.memory.presences.find(session_id=session.id, **setting.only))
