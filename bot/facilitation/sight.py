"""Who may see something, asked of the one table with the people as they are in one transaction."""

from typing import Any

from bot.domain.answers import Response
from bot.domain.onlookers import Circle, sees
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting


def may_see(setting: Setting, person: Participant, what: str, **near: Any) -> bool:
    """Whether this person may see a thing of this kind; `near` are the people around it."""
    hosts = frozenset({person.id}) if setting.may_facilitate(person) else frozenset()
    return sees(person, what, Circle(facilitators=hosts, **near))


def sees_answer(setting: Setting, person: Participant, response: Response) -> bool:
    """Whether an answer's promise lets this person read it."""
    writer = setting.one(response.person_id)
    return may_see(
        setting,
        person,
        response.visibility,
        own=frozenset({response.person_id}),
        organisation=writer.organisation if writer else "",
        room=_room(setting, response) if response.visibility == "room" else frozenset(),
    )


def _room(setting: Setting, response: Response) -> frozenset[str]:
    """Who sits with its giver by the newest rooms that were told; nobody before that."""
    plan = setting.memory.plans.published(response.session_id)
    room = plan.room_of(response.person_id) if plan else None
    return frozenset(room.people) if room else frozenset()
