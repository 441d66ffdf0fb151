"""After two weeks of silence people hear what is still useful, once, and not at night."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.civil_time import in_quiet_hours
from bot.domain.effects import State
from bot.domain.programme import ReminderRules
from bot.domain.roster import Participant
from bot.facilitation.people import import_roster
from bot.facilitation.programmes import load_plan
from bot.facilitation.steps import opaque
from bot.files.defaults import default_plan_path
from bot.main import plan_from
from bot.ports import Desk
from integrations.sandbox.record import Call
from integrations.sandbox.world import World
from scheduler.duties import run_due
from tests.faults.desks import deliver_due, desk_in, move
from tests.seated import roster

EACH_CITY = 2
START = "2027-02-17T20:00"  # of the session
OF_THE_SESSION = {"card", "host-sheet"}  # these come by the hour, and at night to some


def at(instant: str) -> datetime:
    return datetime.fromisoformat(instant).replace(tzinfo=UTC)


def few_of_each_city() -> list[Participant]:
    met: Counter[str] = Counter()
    kept = []
    for person in sorted(roster(), key=lambda p: not p.facilitates):
        met[person.zone] += 1
        if met[person.zone] <= EACH_CITY:
            kept.append(person)
    return kept


@pytest.fixture
def running(sqlite_url: str) -> Iterator[tuple[Desk, World]]:
    """A programme that began in January, in the hands of a bot that is about to fall silent."""
    people = few_of_each_city()
    with World.from_people(people, start=at("2027-01-28T09:00")) as world:
        desk = desk_in(world.settings(), sqlite_url)
        import_roster(desk, people)
        text = default_plan_path().read_text(encoding="utf-8")
        load_plan(desk, text, plan_from(text), start=(2027, 1))
        lives_until(desk, world, at("2027-02-02T16:00"))
        yield desk, world
        desk.store.close()
        assert (world.mishaps, world.record.violations()) == ([], [])


def lives_until(desk: Desk, world: World, end: datetime) -> None:
    """Do whatever falls due, from one instant to the next."""
    while True:
        while run_due(desk) + deliver_due(desk):
            pass
        following = [instant for instant in instants(desk) if instant > desk.clock.now()]
        if min(following, default=end) >= end:
            return move(desk, world.clock, end)
        move(desk, world.clock, min(following))


def instants(desk: Desk) -> list[datetime]:
    with desk.store.read() as memory:
        effects = memory.effects.find(states=[State.READY, State.UNKNOWN])
        duties = memory.duties.waiting()
    held = [e.hold_until for e in effects if e.after and e.hold_until]
    return [d.due_at for d in duties] + [max(e.try_at, e.not_before) for e in effects] + held


def heard(desk: Desk, world: World, before: int) -> dict[str, list[tuple[str, Call]]]:
    """What each person was told since then: kind and call, in order."""
    with desk.store.read() as memory:
        done = {e.key: e.kind for e in memory.effects.find(states=[State.DONE])}
        leads = {row.id: row.lead for row in memory.bundled.find()}
    kinds: dict[str, list[str]] = {}  # of all that came in one message
    for key, kind in done.items():
        kinds.setdefault(opaque(leads.get(key, key)), []).append(kind)
    told: dict[str, list[tuple[str, Call]]] = {}
    for call in world.record.messages():
        if call.n > before and call.person:
            said = told.setdefault(call.person, [])
            said += [(kind, call) for kind in kinds[call.key]]
    return told


def awake_by_then(zone: str, back: str) -> bool:
    """Whether there is an hour before the session at which people in this city may be written to."""
    instant, hours = at(back), ReminderRules()
    while instant < at(START):
        if not in_quiet_hours(instant, zone, hours):
            return True
        instant += timedelta(minutes=30)
    return False


@pytest.mark.parametrize("back", ["2027-02-16T06:00", "2027-02-16T15:00", "2027-02-17T11:00"])
def test_only_the_useful_notice_comes_and_nobody_is_woken(back: str, running: tuple[Desk, World]):
    desk, world = running
    before = len(world.record.calls)
    move(desk, world.clock, at(back))
    lives_until(desk, world, at(START))

    told = heard(desk, world, before)
    piles = {who: Counter(kind for kind, _ in said) for who, said in told.items()}
    awake = {call.n for said in told.values() for kind, call in said if kind in OF_THE_SESSION}
    assert set(piles) == {who for who, zone in world.zones.items() if awake_by_then(zone, back)}
    assert {who: pile for who, pile in piles.items() if pile["notice"] > 1} == {}
    assert {who: pile for who, pile in piles.items() if pile["notice"] + pile["card"] == 0} == {}
    assert {who: pile for who, pile in piles.items() if pile["reminder"]} == {}
    assert world.record.in_quiet_hours(world.zones, unless=lambda c: c.n in awake) == []
    assert (world.record.doubled(), world.record.lost()) == ([], [])
