"""In a dry run no kind of effect reaches anybody but facilitators, and nothing of it comes after it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.effects import Owed, State
from bot.facilitation import guests, held_back, mailing
from bot.facilitation.deliveries import DELIVERIES
from bot.facilitation.dry_run import KIND
from bot.facilitation.setting import Setting
from bot.ports import Desk
from integrations.calendar.entry import entry
from integrations.mail.office import NONE, SmtpOffice
from integrations.sandbox.post import PostStandIn
from integrations.sandbox.world import World
from tests.faults.community import NOON, londoners
from tests.faults.desks import deliver_due, effect_of, until_quiet
from tests.faults.one_of_each import one, owe_each, strike

FACILITATORS = {person.id for person in londoners() if person.facilitates}
# these reach nobody: Zoom writes to none, and a word taken away brings none
DONE_ALL_THE_SAME = {
    "meeting-open", "meeting-close", "meeting-rooms", "meeting-move", "meeting-seen", "small-meeting",
    "small-meeting-close", "story-unshared",
}  # fmt: skip


def dry(desk: Desk, on: bool) -> Desk:
    return replace(desk, house=replace(desk.house, dry_run=on))


@pytest.fixture
def post() -> Iterator[PostStandIn]:
    with PostStandIn() as office:
        yield office


def before_their_eyes(world: World) -> dict[str, set[object]]:
    """All that everybody but facilitators could read: where they are, what is said there, and their Home."""
    place = world.slack.place
    seen: dict[str, set[object]] = {}
    for person, member in world.ids.items():
        if person in FACILITATORS:
            continue
        talks = [talk for talk in place.conversations.values() if member in talk.members]
        said = {(talk.id, post.ts, post.text) for talk in talks for post in talk.standing()}
        home = place.home(member)
        seen[person] = {*said, *(talk.id for talk in talks if talk.posts), repr(home and home.view)}
    return seen


def guest_letters(desk: Desk) -> list[str]:
    """What goes by mail: to a guest from outside, and in place of a letter."""
    owed = [
        Owed(key="mail:g2", kind=guests.KIND, target="g2", payload={"guest": "g2", "what": "invitation"},
             not_before=NOON),
        Owed(key="mail:p020", kind=mailing.KIND, target="p020", payload={"of": "one:notice"}, not_before=NOON),
    ]  # fmt: skip
    with desk.store.begin() as memory:
        for each in owed:
            assert memory.effects.owe(each)
    return [each.key for each in owed]


def test_of_every_kind_nothing_reaches_anybody_but_facilitators(
    desk: Desk, world: World, post: PostStandIn
):
    office = SmtpOffice(
        host="127.0.0.1", port=post.port, sender="us@example.org", name="Circle", clock=desk.clock, entry=entry,
        tls=NONE,
    )  # fmt: skip
    run = dry(replace(desk, post_office=office), on=True)
    cases = owe_each(run, world)
    assert {case.kind for case in cases} == set(DELIVERIES) - {mailing.KIND, guests.KIND}
    mailed, before = guest_letters(run), before_their_eyes(world)

    until_quiet(run, world.clock)

    after = before_their_eyes(world)
    assert {
        person: after[person] - before[person] for person in after if after[person] - before[person]
    } == {}
    assert post.mails == []
    effects = {case.key: effect_of(run.store, case.key) for case in cases}
    left = {
        e.kind for e in effects.values() if e.state is State.DONE and e.target not in FACILITATORS
    }
    assert left == DONE_ALL_THE_SAME
    for effect in [*effects.values(), *(effect_of(run.store, key) for key in mailed)]:
        held = effect.state is State.CANCELLED and effect.last_error == held_back.HELD + effect.kind
        assert held or effect.target in FACILITATORS or effect.kind in DONE_ALL_THE_SAME, effect


def test_facilitators_read_their_own_messages_and_one_of_each_kind_that_others_would_have_read(
    desk: Desk, world: World
):
    run = dry(desk, on=True)
    owe_each(run, world, *sorted({*DELIVERIES} - {KIND, mailing.KIND, guests.KIND}))

    until_quiet(run, world.clock)

    said = [p for id in FACILITATORS for p in world.slack.place.direct(world.ids[id]).standing()]
    copies = [p for p in said if p.text.startswith("Dry run. To ")]
    texts = {p.text for p in copies}
    assert any("Hello " in text for text in texts)
    assert len(copies) == len(texts) * len(FACILITATORS)
    assert not any("actions" in str(p.blocks) for p in copies)


def test_nothing_bursts_out_once_it_is_over_and_what_is_let_go_leaves_once(
    desk: Desk, world: World
):
    run = dry(desk, on=True)
    cases = {case.kind: case for case in owe_each(run, world)}
    until_quiet(run, world.clock)
    before = before_their_eyes(world)
    with pytest.raises(held_back.StillDry):
        held_back.release(run, "notice", by="machine")

    earnest = dry(desk, on=False)
    world.clock.set(world.clock.now() + timedelta(minutes=10))
    until_quiet(earnest, world.clock)
    assert before_their_eyes(world) == before

    assert held_back.release(earnest, "notice", by="machine") == 1
    assert held_back.release(earnest, "notice", by="machine") == 0
    until_quiet(earnest, world.clock)
    reader = cases["notice"].target
    after = before_their_eyes(world)
    assert [person for person in after if after[person] != before[person]] == [reader]
    with earnest.store.read() as memory:
        kept = held_back.held(Setting(earnest, memory))
    assert "notice" not in kept
    assert kept["branch"] == 1


@pytest.mark.parametrize(("fault", "stands"), [("reset", 1), ("500", 0)])
def test_what_was_in_doubt_when_it_began_is_not_said_again(
    desk: Desk, world: World, fault: str, stands: int
):
    case = one(desk, world, "notice")
    strike(world, fault)
    deliver_due(desk)
    assert effect_of(desk.store, case.key).state is State.UNKNOWN
    reader = world.slack.place.direct(world.ids[case.target])
    assert len(reader.standing()) == stands

    run = dry(desk, on=True)
    world.clock.set(world.clock.now() + timedelta(minutes=10))
    until_quiet(run, world.clock)

    effect = effect_of(run.store, case.key)
    assert len(reader.standing()) == stands
    assert effect.state is State.CANCELLED
