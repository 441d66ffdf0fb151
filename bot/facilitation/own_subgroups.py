"""Whose a subgroup is: its own people and facilitators look after it, while it goes on."""

from bot.domain.errors import FacilitationError
from bot.domain.followup import Subgroup
from bot.facilitation.setting import Setting


class IsClosed(FacilitationError):
    """This subgroup is closed. An idea can be named anew: /convene branch Texts before discharge"""


def own(setting: Setting, subgroup_id: str, person_id: str) -> Subgroup:
    """The subgroup, where this person is in it or facilitates. Raises NotYours, NoSuchThing."""
    subgroup = setting.memory.subgroups.get(subgroup_id)
    setting.allowed(person_id, *subgroup.members)
    return subgroup


def alive(setting: Setting, subgroup_id: str, person_id: str) -> Subgroup:
    """The same, where it goes on. Raises IsClosed, too."""
    subgroup = own(setting, subgroup_id, person_id)
    if subgroup.closed:
        raise IsClosed
    return subgroup
