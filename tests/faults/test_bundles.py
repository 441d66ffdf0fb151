"""Several questions in one message: a death at any edge loses none, doubles none, and leaves none out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.domain.effects import Owed, State
from bot.facilitation.setting import Setting
from bot.ports import Desk
from integrations.sandbox.faults import FaultPlan
from integrations.sandbox.world import World
from scheduler.effects import deliver
from tests.faults.community import NOON, asked, seated, settle_in
from tests.faults.conftest import Mortals
from tests.faults.desks import desk_in, effect_of, take_up, until_quiet

EDGES = ("after_claim", "before_send", "after_send", "before_done", "after_done")
PROMPTS = ("rsvp", "m02-post-clear", "what-we-did")
ANN = seated()[3]


@dataclass
class Told:
    """The world with a desk that can be closed and opened, and one person who is asked several things."""

    world: World
    url: str
    mortals: Mortals

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        desk = desk_in(self.world.settings(), self.url)
        yield desk
        desk.store.close()

    def owe(self, desk: Desk, *prompts: str) -> list[str]:
        keys = []
        with desk.store.begin() as memory:
            for prompt in prompts:
                id = asked(memory, prompt, ANN)
                keys.append(f"ask:{id}")
                times = {"not_before": desk.clock.now(), "expires_at": NOON + timedelta(days=9)}
                assert memory.effects.owe(
                    Owed(key=keys[-1], kind="prompt", target=ANN, payload={"asking": id}, **times)
                )
        return keys

    def dies(self, desk: Desk, key: str, at: str, kind: str = "prompt") -> None:
        wish = {"told": dict(self.world.settings()), "url": self.url}
        self.mortals.dies(at=at, kind=kind, effect=effect_of(desk.store, key).id, **wish)
        self.world.clock.set(self.world.clock.now() + timedelta(seconds=30))

    def goes_on(self) -> None:
        with self.desk() as desk:
            take_up(desk)
            until_quiet(desk, self.world.clock)

    def messages(self) -> list[str]:
        """What stands before the one who is asked."""
        return self.world.person(ANN).inbox()


@pytest.fixture
def told(sqlite_url: str, world: World, mortals: Mortals) -> Told:
    with Told(world, sqlite_url, mortals).desk() as desk:
        settle_in(desk)
    return Told(world, sqlite_url, mortals)


def in_words(told: Told, *prompts: str) -> list[str]:
    with told.desk() as desk, desk.store.read() as memory:
        plan = Setting(desk, memory).plan
        return [plan.prompt(2, prompt).text.partition("{")[0].strip() for prompt in prompts]


def settled_in_one_message(told: Told, keys: list[str], *prompts: str) -> None:
    with told.desk() as desk:
        effects = [effect_of(desk.store, key) for key in keys]
        assert [effect.state for effect in effects] == [State.DONE] * len(keys)
        assert len({effect.remote_id for effect in effects}) == 1
    (message,) = told.messages()
    for words in in_words(told, *prompts):
        assert message.count(words) == 1, words
    assert told.world.record.doubled() == []


@pytest.mark.parametrize("edge", EDGES)
def test_a_death_while_several_things_leave_together(told: Told, edge: str):
    with told.desk() as desk:
        keys = told.owe(desk, *PROMPTS[:3])
        told.dies(desk, keys[1], edge)

    told.goes_on()

    settled_in_one_message(told, keys, *PROMPTS[:3])


@pytest.mark.parametrize("edge", EDGES)
def test_a_death_while_one_more_joins(told: Told, edge: str):
    with told.desk() as desk:
        keys = told.owe(desk, *PROMPTS[:2])
        until_quiet(desk, told.world.clock)
        keys += told.owe(desk, PROMPTS[2])
        told.dies(desk, keys[2], edge)

    told.goes_on()

    settled_in_one_message(told, keys, *PROMPTS[:3])


@pytest.mark.parametrize("edge", EDGES)
def test_a_death_between_joining_and_the_edit_that_shows_it(told: Told, edge: str):
    with told.desk() as desk:
        keys = told.owe(desk, PROMPTS[0])
        until_quiet(desk, told.world.clock)
        keys += told.owe(desk, PROMPTS[1])
        told.dies(desk, keys[1], "after_done")
        with desk.store.read() as memory:
            (edit,) = memory.effects.find("edit:", states=[State.READY])
        told.dies(desk, edit.key, edge, "edit")

    told.goes_on()

    settled_in_one_message(told, keys, *PROMPTS[:2])


@pytest.mark.parametrize("kind", ["reset", "drop", "500", "429"])
def test_a_lost_answer_to_a_message_of_several_is_looked_up(told: Told, kind: str):
    told.world.faults.set(FaultPlan(at={1: kind}, methods=frozenset({"chat.postMessage"})))
    with told.desk() as desk:
        keys = told.owe(desk, *PROMPTS[:3])
        until_quiet(desk, told.world.clock)

    settled_in_one_message(told, keys, *PROMPTS[:3])


def test_what_leaves_first_takes_along_those_that_another_one_was_to_lead(told: Told):
    told.world.faults.set(
        FaultPlan(at={1: "429"}, methods=frozenset({"chat.postMessage"}), retry_after=60)
    )
    with told.desk() as desk:
        keys = told.owe(desk, *PROMPTS[:2])
        deliver(
            desk, effect_of(desk.store, keys[0]).id
        )  # too often asked: it waits, and so does what it leads
        keys += told.owe(desk, PROMPTS[2])
        deliver(desk, effect_of(desk.store, keys[2]).id)
        until_quiet(desk, told.world.clock)

    settled_in_one_message(told, keys, *PROMPTS[:3])


def test_where_the_first_of_several_is_gone_while_in_doubt_the_others_are_not_asked_twice(
    told: Told,
):
    with told.desk() as desk:
        keys = told.owe(desk, *PROMPTS[:3])
        told.dies(desk, keys[0], "after_send")
        with desk.store.begin() as memory:
            session = memory.sessions.get("s02")
            person = memory.people.get(ANN)
            assert session.starts_at > NOON
            assert person.wants_messages
            memory.people.save(person.__class__(**vars(person) | {"standing": "later"}))

    told.goes_on()

    (message,) = told.messages()
    assert told.world.record.doubled() == []
    with told.desk() as desk:
        assert effect_of(desk.store, keys[0]).state is State.DONE
    assert message
