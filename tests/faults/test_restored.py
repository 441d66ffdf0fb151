"""A backup is restored three days after it was made: nobody hears twice what they heard, and nothing is left unsaid."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.effects import State
from bot.domain.restoring import LANDED
from bot.facilitation.people import import_roster
from bot.facilitation.programmes import load_plan
from bot.files.defaults import default_plan_path
from bot.main import plan_from
from bot.ports import Desk
from bot.store.backups import back_up
from bot.store.restoring import restore
from integrations.sandbox.world import World
from scheduler.duties import run_due
from tests.faults.desks import deliver_due, desk_in, move, take_up, until_quiet
from tests.faults.test_long_silence import at, few_of_each_city, instants
from tests.pg import brand, url

__all__ = ["brand", "url"]

BEGAN, MADE = at("2027-02-10T09:00"), at("2027-02-14T09:00")
RESTORED, OVER = at("2027-02-17T12:00"), at("2027-02-18T12:00")


@dataclass
class Life:
    """A programme in the hands of a bot that may be put back to an earlier day."""

    url: str
    world: World
    desk: Desk
    left_at_once: int = 0

    def lives_until(self, end: datetime) -> None:
        """Do whatever falls due, from one instant to the next; what waits a little is waited for."""
        while True:
            while run_due(self.desk):
                pass
            until_quiet(self.desk, self.world.clock)
            following = [instant for instant in instants(self.desk) if instant > self.now]
            if min(following, default=end) >= end:
                return move(self.desk, self.world.clock, end) if self.now < end else None
            move(self.desk, self.world.clock, min(following))

    @property
    def now(self) -> datetime:
        return self.desk.clock.now()

    def goes_back_to(self, backup: Path) -> None:
        self.desk.store.close()
        restore(self.url, backup, now=self.now, forget_list=backup.with_suffix(".list"), force=True)
        take_up(self.desk)
        while run_due(self.desk):
            pass
        self.left_at_once = deliver_due(self.desk)
        move(self.desk, self.world.clock, self.now + LANDED)

    def messages(self) -> Counter[str]:
        """How often each thing was said, by the key it was said under."""
        return Counter(call.key for call in self.world.record.messages())


@pytest.fixture
def life(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    monkeypatch.setattr("tests.faults.desks.breathe", lambda _: None)
    people = few_of_each_city()
    with World.from_people(people, start=BEGAN) as world:
        desk = desk_in(world.settings(), url)
        desk = replace(desk, house=replace(desk.house, settle_seconds=0))  # nothing lands late here
        import_roster(desk, people)
        text = default_plan_path().read_text(encoding="utf-8")
        load_plan(desk, text, plan_from(text), start=(2027, 1))
        yield Life(url, world, desk)
        desk.store.close()
        assert (world.mishaps, world.record.violations()) == ([], [])


def test_three_days_that_are_lost_are_neither_said_again_nor_left_out(life: Life, tmp_path: Path):
    backup = tmp_path / "sunday.sqlite3"
    life.lives_until(MADE)
    before = life.messages()
    back_up(life.url, backup, now=life.now)
    life.lives_until(RESTORED)
    since = life.messages() - before
    assert sum(since.values()) > 20  # something was said in those days, or this proves nothing

    life.goes_back_to(backup)
    life.lives_until(OVER)

    assert life.left_at_once == 0  # a call from just before may still land
    assert (life.world.record.doubled(), life.world.record.lost()) == ([], [])
    assert {key for key, times in life.messages().items() if times > 1} == set()
    with life.desk.store.read() as memory:
        left = memory.effects.find(states=[State.UNKNOWN, State.SENDING, State.DEAD])
        settled = memory.effects.find(states=[State.DONE])
        adopted = [e.key for e in settled if e.claimed_at == MADE and e.kind == "notice"]
        renewed = {str(e.payload["of"]) for e in memory.effects.find("edit:")}
    assert adopted  # what stood there already is brought up to date with what is known
    assert set(adopted) <= renewed
    assert [effect.key for effect in left] == []
    assert len(life.messages() - before - since) > 20  # and it goes on
    assert len(life.world.zoom.account.meetings) == len(
        {e.key for e in settled if e.kind == "meeting-open"}
    )
    assert timedelta(days=7) > OVER - RESTORED


@pytest.mark.parametrize("brand", ["sqlite"])
def test_without_looking_first_people_would_hear_twice(life: Life, tmp_path: Path, monkeypatch):
    """The test above can fail: with the mode switched off it does."""
    backup = tmp_path / "sunday.sqlite3"
    life.lives_until(MADE)
    back_up(life.url, backup, now=life.now)
    life.lives_until(RESTORED)

    monkeypatch.setattr("bot.store.restoring._doubt", lambda *_: None)
    monkeypatch.setattr("bot.store.memory.mode_in", lambda _: None)
    life.goes_back_to(backup)
    life.lives_until(OVER)

    assert life.world.record.doubled() != []
