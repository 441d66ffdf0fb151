"""Living the time ahead: the same duties and the same road for effects as every day, one instant after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.effects import Effect, State
from bot.domain.rehearsal import Need, Rehearsed, Step, gathered
from bot.facilitation.needs import needs_now
from bot.facilitation.setting import Setting
from bot.ports import Desk, Memory
from bot.rehearsal.outside import PretendClock
from scheduler.duties import run_due
from scheduler.effects import deliver

AT_ONCE = 200
NUMBER = re.compile(r"\d+")  # that is a day older tomorrow, and the same need
WAITS = (State.READY, State.UNKNOWN)


@dataclass
class Life:
    """One rehearsal while it goes on."""

    desk: Desk
    clock: PretendClock
    until: datetime
    session_id: str
    needs: dict[str, Need] = field(default_factory=dict)
    looked_on: date | None = None

    def lived(self) -> Rehearsed:
        """From now until the end; nobody answers anything. All of it is one transaction on the copy."""
        began = self.clock.instant
        with self.desk.store.begin() as memory:
            memory.effects.release_stale(only_writer=True)
            known = {effect.id for effect in memory.effects.find(states=[State.DONE])}
            self._live(memory)
            left = [e for e in memory.effects.find(states=[State.DONE]) if e.id not in known]
            steps = [self._step(Setting(self.desk, memory), effect) for effect in left]
        needs = sorted(self.needs.values(), key=lambda need: need.at)
        return Rehearsed(
            began=began, until=self.until, happenings=gathered(steps), needs=tuple(needs)
        )

    def _live(self, memory: Memory) -> None:
        following: datetime | None = self.clock.instant
        while following is not None and following <= self.until:
            self.clock.instant = following
            while run_due(self.desk) or self._delivered(memory):
                pass
            self._look_around(memory)
            following = min(self._ahead(memory), default=None)

    def _delivered(self, memory: Memory) -> int:
        due = memory.effects.due(self.clock.instant, AT_ONCE)
        for id in due:
            deliver(self.desk, id)
        return len(due)

    def _ahead(self, memory: Memory) -> Iterator[datetime]:
        """Every instant to come at which something may happen."""
        waiting = memory.effects.find(states=WAITS)
        yield from (
            i for duty in memory.duties.waiting()[:1] if (i := duty.due_at) > self.clock.instant
        )
        for effect in waiting:
            held = [effect.hold_until] if effect.after and effect.hold_until else []
            instants = [max(effect.try_at, effect.not_before), *held]
            yield from (instant for instant in instants if instant > self.clock.instant)

    def _look_around(self, memory: Memory) -> None:
        """Once a day: what this session would need of a person."""
        if self.looked_on == self.clock.instant.date():
            return
        self.looked_on = self.clock.instant.date()
        setting = Setting(self.desk, memory)
        for words in needs_now(setting, setting.session(self.session_id)):
            self.needs.setdefault(NUMBER.sub("", words), Need(at=self.clock.instant, words=words))

    def _step(self, setting: Setting, effect: Effect) -> Step:
        person = setting.memory.people.seek(effect.target)
        session, about = about_of(setting, effect)
        return Step(
            kind=effect.kind,
            session=session,
            about=about,
            at=effect.claimed_at or effect.not_before,
            person=person.id if person else "",
            zone=person.zone if person else "",
        )


def about_of(setting: Setting, effect: Effect) -> tuple[str, str]:
    """The session something is about, and the question or message, as far as its ids tell."""
    ids = effect.payload
    behind = setting.memory.effects.seek(str(ids.get("of", "")))
    if behind is not None:
        return about_of(setting, behind)[0], behind.kind
    asking = setting.memory.askings.seek(str(ids.get("asking", "")))
    if asking is not None:
        return asking.session_id, asking.prompt
    return str(ids.get("session", "")), str(ids.get("notice", ids.get("what", "")))
