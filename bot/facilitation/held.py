"""What one person has in hand at this moment: found in what is there, so that nothing is forgotten when they go."""

from collections.abc import Collection, Iterator

from bot.domain.hand_over import HandOver, Held, room_id
from bot.domain.parts import IN_ROOMS, TurnState
from bot.domain.roster import Participant
from bot.domain.synthesis import Loop
from bot.facilitation.actions import going
from bot.facilitation.audience import ahead, organisation_leads
from bot.facilitation.loops import WAITS
from bot.facilitation.setting import Setting

Thing = tuple[Held, str]
PRIVATE = "private"


def held_by(setting: Setting, person: Participant) -> list[Thing]:
    """Everything this person holds, by kind and id; stories that facilitators may not know of are not among it."""
    if not setting.begun:
        return []
    return [
        *((Held.ACTION, action.id) for action in going(setting, person.id)),
        *_convened(setting, person.id),
        *((Held.LOOP, one.id) for one in _loops(setting, person.id)),
        *((Held.CALL, one.id) for one in setting.memory.calls.find(taken_by=person.id) if one.waits),
        *_parts_in_rooms(setting, person.id),
        *_parts(setting, person.id),
        *_lead(setting, person),
        *_stories(setting, person.id),
    ]  # fmt: skip


def _convened(setting: Setting, person: str) -> list[Thing]:
    found = setting.memory.subgroups.find(convenor=person, state=("forming", "open"))
    return [(Held.SUBGROUP, one.id) for one in found]


def _loops(setting: Setting, person: str) -> list[Loop]:
    return [loop for loop in setting.memory.loops.find(owner=person) if loop.state in WAITS]


def _parts_in_rooms(setting: Setting, person: str) -> Iterator[Thing]:
    """Time kept and notes taken in rooms that are ahead."""
    for session in ahead(setting):
        plan = setting.memory.plans.latest(session.id)
        room = plan.room_of(person) if plan else None
        if room and room.host == person:
            yield Held.ROOM, room_id(session.id, room.name)
        if room and room.scribe == person:
            yield Held.NOTES, room_id(session.id, room.name)


def _parts(setting: Setting, person: str) -> list[Thing]:
    """Parts of whole sessions that are ahead: to welcome, to notice."""
    coming = {session.id for session in ahead(setting)}
    taken = setting.memory.turns.find(person_id=person, state=TurnState.YES)
    whole = [t for t in taken if t.session_id in coming and t.part not in IN_ROOMS]
    return [(Held.PART, room_id(turn.session_id, turn.part)) for turn in whole]


def _lead(setting: Setting, person: Participant) -> list[Thing]:
    leads = {one.id for one in organisation_leads(setting)}
    return [(Held.LEAD, person.organisation)] if person.id in leads else []


def _stories(setting: Setting, person: str) -> list[Thing]:
    told = setting.memory.stories.find(person_id=person)
    shown = [s for s in told if not s.gone and s.scope_at(setting.now) != PRIVATE]
    return [(Held.STORY, story.id) for story in shown]


def note_down(
    setting: Setting, person: Participant, by: str, *, kinds: Collection[Held] = frozenset(Held)
) -> list[HandOver]:
    """Write down what this person holds, each thing once: what still waits from an earlier time is not doubled."""
    waiting = {
        (one.kind, one.about)
        for one in setting.memory.hand_overs.find(person_id=person.id)
        if one.under_way and not one.own
    }
    found = []
    for kind, about in held_by(setting, person):
        if kind not in kinds or (kind, about) in waiting:
            continue
        number = setting.memory.numbers.next("hand-over")
        item = HandOver(
            id=f"h{number}", person_id=person.id, kind=kind, about=about, at=setting.now, by=by
        )
        setting.memory.hand_overs.save(item)
        found.append(item)
    return found
