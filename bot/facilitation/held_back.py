"""What a dry run held back: how much of each kind, and letting it leave after all."""

from collections import Counter

from bot.domain.effects import State
from bot.domain.errors import FacilitationError
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Desk

HELD = "dry run: "


class StillDry(FacilitationError):
    """The dry run goes on. Take dry_run out of [community] in the settings, and start Convener again."""


def held(setting: Setting) -> dict[str, int]:
    """How many of each kind were held back and have not been let go."""
    cancelled = setting.memory.effects.find(states=[State.CANCELLED])
    return dict(sorted(Counter(e.kind for e in cancelled if e.last_error == HELD + e.kind).items()))


def release(desk: Desk, kind: str, *, by: str) -> int:
    """Let what was held back of one kind leave after all, as far as its time has not passed. Raises StillDry."""
    if desk.house.dry_run:
        raise StillDry
    with desk.store.begin() as memory:
        freed = memory.effects.revive("", HELD + kind)
        if freed:
            trace(Setting(desk, memory), by, "let go what a dry run held back", kind)
        return freed
