"""The machinery of the demo: a bot that hangs, dies or cannot start ends in a sentence, never in a wait without end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.agenda import Agenda
from bot.demo.clockwork import Clockwork
from bot.demo.community import Community
from bot.demo.letters import Letter
from bot.demo.play import folder_for, set_up, world_for
from bot.demo.product import Health, Product
from bot.demo.wish import CannotPlay, Stuck, Wish
from integrations.sandbox.world import World

NOON = datetime(2027, 2, 8, 12, tzinfo=UTC)


@pytest.fixture
def world() -> Iterator[World]:
    with World(start=NOON) as made:
        yield made


@pytest.fixture
def product(world: World, tmp_path: Path) -> Product:
    return Product(tmp_path, world.settings())


class Bot:
    """A bot of which only the health is looked at."""

    def __init__(self, *told: Health | None, running: bool = True) -> None:
        self.told, self.running = list(told), running
        self.last_words = "It said nothing."

    def health(self, *, rest: float = 0.0) -> Health | None:
        return self.told.pop(0) if len(self.told) > 1 else self.told[0]


def health(
    *,
    now: datetime = NOON + timedelta(days=1),
    next: datetime | None = None,
    rested: bool = False,
    **owed: int,
) -> Health:
    counts = {"due": 0, "sending": 0, "unknown": 0, "dead": 0} | owed
    return Health(now=now, next=next, rested=rested, **counts)


def clockwork(world: World, bot: Bot, agenda: Agenda | None = None) -> Clockwork:
    return Clockwork(world, bot, agenda or Agenda(), restarts=[], patience=0.3)


def test_the_clock_waits_until_the_bot_owes_nothing(world: World):
    works = clockwork(world, Bot(health(due=3), health(sending=1), health(unknown=1), health()))
    assert works.settle() == health()
    assert world.clock.rate == 0


def test_the_clock_waits_until_the_bot_has_seen_the_hour(world: World):
    early = health(now=NOON - timedelta(hours=1))
    assert clockwork(world, Bot(early, early, health())).settle() == health()


def test_a_bot_that_is_never_done_is_said_so(world: World):
    with pytest.raises(Stuck, match="the bot still has 2 due, 0 leaving"):
        clockwork(world, Bot(health(due=2))).settle()


def test_a_bot_that_does_not_answer_is_said_so(world: World):
    with pytest.raises(Stuck, match=r"08 February 2027 12:00 UTC: .*does not answer"):
        clockwork(world, Bot(None)).settle()


def test_a_bot_that_died_is_said_so_at_once(world: World):
    with pytest.raises(Stuck, match=r"ended by itself\. It said nothing"):
        clockwork(world, Bot(None, running=False)).settle()


def test_time_goes_from_one_happening_to_the_next(world: World):
    agenda, seen = Agenda(), []
    agenda.plan(NOON + timedelta(hours=5), lambda: seen.append("act"))
    works = clockwork(world, Bot(health(next=NOON + timedelta(hours=2)), health()), agenda)
    works.live(NOON + timedelta(hours=9), lambda: seen.append(f"{world.clock.now():%H}"))
    assert seen == ["14", "act", "17", "21"]
    assert works.steps == 3


def test_what_waits_a_little_is_waited_for_by_going_there(world: World):
    later = NOON + timedelta(minutes=4)
    bot = Bot(health(now=NOON, unknown=1, rested=True, next=later), health(now=later, rested=True))
    clockwork(world, bot).settle()
    assert world.clock.now() == later


def test_whoever_has_something_to_do_before_is_not_kept_waiting(world: World):
    agenda, later = Agenda(), NOON + timedelta(minutes=4)
    agenda.plan(NOON + timedelta(minutes=2), lambda: None)
    waits = health(now=NOON, unknown=1, rested=True, next=later)
    assert clockwork(world, Bot(waits), agenda).settle(among_others=True) == waits
    assert world.clock.now() == NOON


def test_what_waits_for_the_morning_is_not_waited_for(world: World):
    waits = health(now=NOON, unknown=1, rested=True, next=NOON + timedelta(hours=16))
    assert clockwork(world, Bot(waits)).settle() == waits
    assert world.clock.now() == NOON


def test_a_bot_with_broken_settings_ends_in_its_own_words(product: Product):
    (product.folder / "convener.toml").write_text("[community]\nnam = 'x'\n")
    product.start()
    with pytest.raises(Stuck, match="the bot ended"):
        product.wait_ready(NOON)
    assert not product.running
    assert product.health() is None


def test_a_command_that_says_no_stops_the_play_with_its_words(product: Product):
    product.configure(name="Test", zone="Europe/London")
    with pytest.raises(CannotPlay, match=r"nowhere\.csv"):
        product.does(["db", "upgrade"], ["roster", "import", "nowhere.csv"])


def test_nothing_of_the_callers_settings_reaches_the_bot(
    product: Product, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CONVENER_SLACK_BOT_TOKEN", "xoxb-of-the-real-workspace")
    monkeypatch.setenv("CONVENER_MAIL", "x")
    assert (
        product.environment["CONVENER_SLACK_BOT_TOKEN"]
        == product.facts["environment"]["CONVENER_SLACK_BOT_TOKEN"]
    )
    assert "CONVENER_MAIL" not in product.environment


def test_a_folder_is_gone_afterwards_unless_it_is_to_be_kept():
    with folder_for(keep=False) as gone:
        assert gone.is_dir()
    assert not gone.exists()
    with folder_for(keep=True) as kept:
        pass
    assert kept.is_dir()
    kept.rmdir()


def test_faults_are_refusals_and_resets_by_the_seed(community: Community):
    with world_for(community, Wish(faults=0.2, seed=7)) as world:
        plan = world.faults.plan
        assert (plan.rate, plan.seed) == (0.2, 7)
        assert set(plan.kinds) == {"drop", "reset", "429", "500"}


def test_setting_up_is_three_commands(community: Community, tmp_path: Path):
    with world_for(community, Wish()) as world:
        product = Product(tmp_path, world.settings())
        set_up(community, product)
        shown = product.does(["session", "list", "--json"])
    assert '"starts_at": "2027-02-17T20:00:00Z"' in shown


def test_a_letters_key_says_what_it_is_about():
    def of(kind: str, key: str) -> Letter:
        return Letter(
            n=1, at=NOON, person="p1", channel="D1", kind=kind, key=key, mark="", words=""
        )

    asked = of("prompt", "ask:s02:action-check:p001:a3")
    assert (asked.month, asked.prompt, asked.subject) == (2, "action-check", "a3")
    notice = of("notice", "s11:notice:0:p001")
    assert (notice.month, notice.prompt, notice.subject) == (11, "", "")
    assert of("welcome", "welcome:p001").month is None


def test_what_a_bot_held_is_its_own_whatever_its_parent_holds(product: Product):
    ours = bytearray(150_000_000)
    ours[::4096] = b"x" * len(ours[::4096])
    product.process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    product.kill()
    product.process.stdin.close()
    assert 0 < product.megabytes < 100


def test_of_a_bot_that_has_just_died_nothing_is_asked(product: Product):
    product.process = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, product.process.pid, os.WEXITED | os.WNOWAIT)  # dead, and not yet buried
    product.kill()
    assert product.megabytes == 0
