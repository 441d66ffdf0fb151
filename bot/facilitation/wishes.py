"""What people and facilitators ask of a session's rooms, gathered for whoever draws, mends or looks."""

from collections.abc import Mapping, Sequence

from bot.domain.seating_wishes import Wishes
from bot.facilitation.setting import Setting


def wishes_of(setting: Setting, pinned: Mapping[str, str]) -> Wishes:
    """Every wish that counts now; `pinned` gives the room of those who are to stay where they are."""
    return Wishes(pinned=pinned, groups=subgroup_seats(setting))


def subgroup_seats(setting: Setting) -> dict[str, Sequence[str]]:
    going = setting.memory.subgroups.find(state=("forming", "open"))
    return {subgroup.name: subgroup.members for subgroup in going}
