"""Who has met whom until now, by the rooms that people were told."""

from collections.abc import Mapping, Sequence

from bot.domain.encounters import Rooms, encounters
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice.encounters import encounters_page
from bot.voice.message import Message


def told_rooms(desk: Desk) -> tuple[Sequence[Participant], Mapping[int, Sequence[Rooms]]]:
    """Everybody who was ever seated, and the published rooms of each session by its month."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        plans = {s.month: memory.plans.published(s.id) for s in setting.sessions()}
        told = {month: plan for month, plan in plans.items() if plan}
        seated = frozenset[str]().union(*(plan.seated for plan in told.values()))
        people = [person for person in setting.people.values() if person.id in seated]
    return people, {month: [[r.people for r in plan.rooms]] for month, plan in told.items()}


def who_has_met(desk: Desk) -> Message:
    """For facilitators: how far people have met until now."""
    people, sessions = told_rooms(desk)
    return encounters_page(encounters(sessions, people))
