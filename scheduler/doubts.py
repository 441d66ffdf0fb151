"""What this process knows of effects that met with trouble, beside what the ledger says."""

import time
from dataclasses import dataclass, field


@dataclass
class Doubts:
    """When this process first saw an effect in doubt, on a clock that only runs forward, and which it looked for."""

    seen: dict[int, float] = field(default_factory=dict)
    sought: set[int] = field(default_factory=set)

    def waited(self, effect_id: int) -> float:
        return time.monotonic() - self.seen.setdefault(effect_id, time.monotonic())

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
