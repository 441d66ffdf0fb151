"""A process killed at any edge, while it delivers an effect of any kind, loses nothing and doubles nothing."""

from datetime import timedelta

import pytest

from bot.facilitation import guests, mailing
from bot.facilitation.deliveries import DELIVERIES
from integrations.sandbox.world import World
from tests.faults.community import settle_in
from tests.faults.conftest import Mortals
from tests.faults.desks import desk_in, effect_of, take_up, until_quiet
from tests.faults.one_of_each import OLD_WORDS, Case, owe_each, wrongs

EDGES = ("after_claim", "before_send", "after_send", "before_done", "after_done")
BETWEEN = timedelta(seconds=30)  # two deaths: so that nobody waits for a turn with Slack or Zoom
SOME = ("prompt", "edit", "branch", "meeting-open", "meeting-rooms", "subgroup-place")


def kill_each(
    world: World, url: str, mortals: Mortals, edge: str, cases: list[Case], *, again: bool = False
) -> None:
    """For each case a process of its own dies there; `again`: after it took up what another one left."""
    desk, told = desk_in(world.settings(), url), dict(world.settings())
    ids = {case.key: effect_of(desk.store, case.key).id for case in cases}
    desk.store.close()
    for case in cases:
        wish = {"told": told, "url": url, "effect": ids[case.key], "after_another": again}
        mortals.dies(at=edge, kind=case.kind, **wish)
        world.clock.set(world.clock.now() + BETWEEN)


def taken_up(world: World, url: str, cases: list[Case]) -> dict[str, list[object]]:
    """Let another process go on from there; what is wrong in the end, by the names of the cases."""
    desk = desk_in(world.settings(), url)
    take_up(desk)
    until_quiet(desk, world.clock)
    found = {case.name: wrongs(desk, world, case) for case in cases}
    desk.store.close()
    return {name: wrong for name, wrong in found.items() if wrong}


def prepared(world: World, url: str, *only: str) -> list[Case]:
    desk = desk_in(world.settings(), url)
    settle_in(desk)
    cases = owe_each(desk, world, *only)
    # what was being mailed, as guests' letters are, is told and not sent: tests/facilitation/test_mailing.py
    assert {case.kind for case in cases} == set(only or DELIVERIES) - {mailing.KIND, guests.KIND}
    desk.store.close()
    return cases


@pytest.mark.parametrize("edge", EDGES)
def test_every_kind_survives_a_death_at(edge: str, sqlite_url: str, world: World, mortals: Mortals):
    cases = prepared(world, sqlite_url)
    kill_each(world, sqlite_url, mortals, edge, cases)

    assert taken_up(world, sqlite_url, cases) == {}
    assert world.record.doubled() == []


@pytest.mark.parametrize(("first", "only"), [("after_send", ()), ("before_send", SOME)])
def test_every_kind_survives_a_second_death_after_the_look_up(
    first: str, only: tuple[str, ...], sqlite_url: str, world: World, mortals: Mortals
):
    cases = prepared(world, sqlite_url, *only)
    kill_each(world, sqlite_url, mortals, first, cases)
    kill_each(world, sqlite_url, mortals, "after_look_up", cases, again=True)

    assert taken_up(world, sqlite_url, cases) == {}
    assert world.record.doubled() == []


SOME_OR_ALL = [
    pytest.param(SOME, id="some kinds"),
    pytest.param((), id="every kind", marks=pytest.mark.soak),
]


@pytest.mark.parametrize("only", SOME_OR_ALL)
@pytest.mark.parametrize("edge", ["before_send", "after_send", "before_done"])
def test_on_postgresql_too_a_death_loses_and_doubles_nothing_at(
    edge: str, only: tuple[str, ...], postgres_url: str, world: World, mortals: Mortals
):
    cases = prepared(world, postgres_url, *only)
    kill_each(world, postgres_url, mortals, edge, cases)

    assert taken_up(world, postgres_url, cases) == {}
    assert world.record.doubled() == []


def test_on_postgresql_a_claim_is_not_taken_from_a_process_that_may_be_alive(
    postgres_url: str, world: World, mortals: Mortals
):
    cases = prepared(world, postgres_url, "prompt")
    kill_each(world, postgres_url, mortals, "after_claim", cases)
    desk = desk_in(world.settings(), postgres_url)
    with desk.store.begin() as memory:
        assert memory.effects.release_stale(only_writer=True) == 0

    assert effect_of(desk.store, cases[0].key).state == "sending"
    assert [call.text for call in world.record.messages()] == [OLD_WORDS.text]
    desk.store.close()
