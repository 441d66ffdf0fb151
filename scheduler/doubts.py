"""What one process keeps in mind of effects under way: since when one is in doubt, and how often it was sent away."""

import time
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.effects import Effect


@dataclass
class Doubts:
    """When this process first saw an effect in doubt, on a clock that only runs forward, and which it looked for.

    A doubt is about one call, known by its instant: an earlier one may have been settled by another process.
    """

    seen: dict[int, tuple[datetime | None, float]] = field(default_factory=dict)
    sought: set[int] = field(default_factory=set)

    def waited(self, effect: Effect) -> float:
        now = time.monotonic()
        call, since = self.seen.get(effect.id, (None, now))
        if effect.id not in self.seen or call != effect.claimed_at:
            self.over(effect.id)
            self.seen[effect.id] = (effect.claimed_at, now)
            return 0.0
        return now - since

    def over(self, effect_id: int) -> None:
        self.seen.pop(effect_id, None)
        self.sought.discard(effect_id)


@dataclass
class Setbacks:
    """How often in a row an effect was sent away; a night slept through or a clear answer begins anew."""

    counted: dict[int, int] = field(default_factory=dict)

    def another(self, effect_id: int) -> int:
        self.counted[effect_id] = self.counted.get(effect_id, 0) + 1
        return self.counted[effect_id]

    def over(self, effect_id: int) -> None:
        self.counted.pop(effect_id, None)
