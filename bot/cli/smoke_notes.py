"""What a trial writes down: each step with what was seen, answers to open questions, and what could not be removed."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TypeVar

from bot.cli.saying import say
from bot.ports import ComeBack, Refused, Uncertain

T = TypeVar("T")
PRIVATE = re.compile(r"\S+@\S+|https?://\S+|\bxox\S+|\b[UCDGW][A-Z0-9]{6,}\b")
TRIES, PAUSE = 4, 2.0  # what is to go away is asked to so often, so many seconds apart


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that was tried, what was seen, and how long it took."""

    system: str
    step: str
    ok: bool
    saw: str
    seconds: float


@dataclass
class Notes:
    """Everything that was seen. `quiet` says nothing on the terminal."""

    quiet: bool = False
    steps: list[Step] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)  # what, and where on the terminal

    def tries(
        self, system: str, step: str, act: Callable[[], T], saw: Callable[[T], str]
    ) -> T | None:
        """Do it and write down what came of it; None where it was refused."""
        begun = time.monotonic()
        try:
            came = act()
        except (Refused, ComeBack, Uncertain) as no:
            self._write(
                Step(system=system, step=step, ok=False, saw=str(no), seconds=_since(begun))
            )
            return None
        self._write(Step(system=system, step=step, ok=True, saw=saw(came), seconds=_since(begun)))
        return came

    def removes(self, system: str, act: Callable[[], object], left: str, where: str) -> None:
        """Take away what was made, again and again; what stays is kept as left over."""
        begun, why = time.monotonic(), ""
        for tried in range(TRIES):
            try:
                act()
            except (ComeBack, Uncertain) as trouble:
                why = str(trouble)
                if tried < TRIES - 1:
                    threading.Event().wait(PAUSE)
            except Refused as no:
                why = str(no)
                break
            else:
                why = ""
                break
        if why:
            self.left.append((left, where))
        saw, seconds = why or "gone", _since(begun)
        self._write(
            Step(system=system, step=f"remove {left}", ok=not why, saw=saw, seconds=seconds)
        )

    def seen(self, question: str, answer: str) -> None:
        self.answers[question] = PRIVATE.sub("...", answer)

    @property
    def well(self) -> bool:
        return all(step.ok for step in self.steps) and not self.left

    def as_json(self) -> dict[str, object]:
        """For others to read: no address, no link, no id of a person or place."""
        return {
            "steps": [asdict(step) for step in self.steps],
            "open_questions": [{"question": q, "answer": a} for q, a in self.answers.items()],
            "left_behind": [what for what, _ in self.left],
        }

    def _write(self, step: Step) -> None:
        kept = Step(**{**asdict(step), "saw": PRIVATE.sub("...", step.saw)})
        self.steps.append(kept)
        if not self.quiet:
            mark = "ok  " if kept.ok else "NOT "
            say(f"{mark} {kept.system}: {kept.step}: {kept.saw} ({kept.seconds} s)")


def _since(begun: float) -> float:
    return round(time.monotonic() - begun, 2)


def until_found(look: Callable[[], T | None]) -> T | None:
    """Look a few times for what may not be listed yet. Raises what the look raises."""
    for tried in range(TRIES):
        if found := look():
            return found
        if tried < TRIES - 1:
            threading.Event().wait(PAUSE)
    return None
