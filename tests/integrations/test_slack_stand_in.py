"""Our Slack adapter against the shipped stand-in, with a quarter of all calls going wrong."""

import pytest

from bot.voice.message import Message
from integrations.sandbox.faults import BROKEN, DONE_THEN_RESET, DROP, TOO_MANY, FaultPlan
from integrations.sandbox.world import World
from integrations.slack.client import web_client
from integrations.slack.manifest import manifest
from integrations.slack.messenger import SlackMessenger
from tests.integrations.insisting import insist

KINDS = (DROP, DONE_THEN_RESET, TOO_MANY, BROKEN)
PEOPLE = ("U00000P1", "U00000P2", "U00000P3")
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "You are in *Room 2*."}}


@pytest.fixture
def world():
    with World() as world:
        for number, person in enumerate(PEOPLE):
            world.slack.place.add_person(
                person, f"Person {number}", email=f"p{number}@example.org", zone="Asia/Tokyo"
            )
        yield world


@pytest.fixture
def messenger(world):
    client = web_client(token=world.slack.keys.bot, base_url=world.slack.api_url)
    return SlackMessenger(client=client, clock=world.clock, channel="#community")


def test_a_well_installed_app_has_nothing_to_cure(world, messenger):
    world.knows_manifest(manifest(name="Convener", transport="socket", public_url=""))
    assert [found for found in messenger.check() if not found.ok] == []


def test_people_are_read_and_looked_up(messenger):
    person = messenger.member(PEOPLE[1])
    assert (person.name, person.zone) == ("Person 1", "Asia/Tokyo")
    assert messenger.look_up("p1@example.org").id == person.id
    assert messenger.look_up("nobody@example.org") is None


def test_everything_is_said_once_however_the_line_is(world, messenger):
    world.faults.set(FaultPlan(rate=0.25, seed=11, kinds=KINDS))
    card = Message(text="You are in Room 2.", blocks=(SECTION,))
    for number in range(8):
        for where in (PEOPLE[number % 3], "#community"):
            key, since = f"session:{number}:{where}", world.clock.now()
            posted = insist(
                world.clock,
                lambda p=where, k=key: messenger.post(p, card, key=k),
                lambda p=where, k=key, s=since: messenger.find(p, key=k, since=s),
            )
            insist(world.clock, lambda p=posted, k=key: messenger.edit(p, card, key=k))
    world.faults.off()

    assert sum(world.faults.struck.values()) > 5
    said = [post for place in world.slack.place.conversations.values() for post in place.posts]
    assert len(said) == 16


def test_each_subgroup_gets_one_channel_however_the_line_is(world, messenger):
    world.faults.set(FaultPlan(rate=0.25, seed=13, kinds=KINDS))
    before = len(world.slack.place.conversations)
    made = {
        insist(
            world.clock,
            lambda k=number: messenger.open_channel(
                "Texts before discharge", members=PEOPLE, purpose="What we say.", key=f"sub:{k}"
            ),
        )[0]
        for number in range(4)
    }
    world.faults.off()

    assert len(made) == len(world.slack.place.conversations) - before == 4
    assert {len(world.slack.place.conversations[each].members) for each in made} == {4}
