"""A community with something of every kind in it, and accounts that want what is not theirs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.hour_polls import Says
from bot.domain.room_wishes import WishKind
from bot.domain.roster import GUEST
from bot.facilitation import (
    actions,
    alive,
    branches,
    calls,
    civil_nights,
    hour_pages,
    hour_polls,
    retention,
    room_wishes,
    stories,
)
from bot.facilitation.hour_pages import Wanted
from bot.slack.app import build_app
from bot.store.tables import metadata
from integrations.sandbox.slack_workspace import Workspace
from integrations.sandbox.world import World
from integrations.slack.client import web_client
from tests.doors.forging import CARES, Forger
from tests.doors.listening import Heard, heard_by
from tests.pg import postgres, sqlite_template
from tests.plays.conftest import Theatre, season
from tests.plays.scripts import cast, plan_of, sample_people
from tests.plays.spaces import installs
from tests.plays.stage import Stage

__all__ = ["postgres", "season", "sqlite_template"]

FOURTEEN = (
    "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka"
)
STORY = "the night nurse never called back"
WORDS = "a quiet word about my manager"
FREE = "what I wrote to the bot at night"
NEED = "large print please, my eyes"
FOR_A_ROOM = "what the porter hummed in the lift"
SECRETS = (STORY, WORDS, FREE, NEED, FOR_A_ROOM, CARES)
WAYS = ("now", "fixed", "seasonal", "rotation")
BOOKS = {
    "gesture",
    "count",
    "pace",
}  # what came, the last number given, how often others were asked
SIGN_OF_LIFE = ("note", alive.NOTE)  # written once a minute, whoever does what
OF_THE_NIGHT = re.compile(
    rf"{civil_nights.NOTE}|{retention.NIGHT}|walls:.*"
)  # and these once a night

HOME, NORTH, UNINVITED = "T0SANDBOX", "T0NORTH", "T0NOBODY"
NADIA = "U0000P014"
OUTSIDERS = {  # by the workspace they act in, their id, and their own workspace where that is another
    "stranger": (HOME, "U0MALLORY", ""),
    "guest of several channels": (HOME, "U0MALLORYG", ""),
    "guest of one channel": (HOME, "U0MALLORYO", ""),
    "stranger of a second workspace": (NORTH, "U0MALLORY", ""),
    "guest of a second workspace": (NORTH, "U0MALLORYG", ""),
    "a facilitator's id in a second workspace": (NORTH, NADIA, ""),
    "a facilitator's address in a second workspace": (NORTH, "U0FALSE", ""),
    "a facilitator's id in a workspace that nobody invited": (UNINVITED, NADIA, ""),
    "a facilitator's id from elsewhere, in a shared channel": (HOME, NADIA, UNINVITED),
    "a facilitator's id from a second workspace, in a shared channel": (HOME, NADIA, NORTH),
}


@dataclass
class House:
    """A stage after its first session, everything the app listens to, and all values its buttons carry."""

    stage: Stage
    gestures: list[Heard]

    def forger(self, name: str) -> Forger:
        if name in OUTSIDERS:
            team, member, own = OUTSIDERS[name]
            return Forger(self.stage, member, self.stage.world.slack.spaces[team], own)
        return Forger(self.stage, self.stage.world.ids[id_of(name)])

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table as text, without the books that count gestures and the bot's sign of life."""
        with self.stage.desk.store.read() as memory:
            connection = memory.people._connection
            return {
                table.name: sorted(
                    repr(tuple(row))
                    for row in connection.execute(sa.select(table))
                    if (table.name, row[0]) != SIGN_OF_LIFE
                    and not (table.name == "note" and OF_THE_NIGHT.fullmatch(row[0]))
                )
                for table in metadata.sorted_tables
                if table.name not in BOOKS
            }

    def values(self, *, but: str = "") -> list[str]:
        """One value of each shape that anybody was ever shown, none of them of this person."""
        shown = {v for call in self.stage.world.record.calls for v in values_in(call.args)}
        shapes: dict[str, list[str]] = {}
        for value in sorted(shown):
            if not but or but not in value:
                shapes.setdefault(re.sub(r"\d+|p\d+", "#", value), []).append(value)
        seated = plan_now(self.stage)
        mend = f"s01/{seated.version}/mark/{seated.rooms[0].people[0]}//"
        told = [story for story in ("y1", "y2", "y3", "y4") if story != but]
        each = [v for kept in shapes.values() for v in kept[:1]]
        thread = f"persona|1|0|organisation:{sample_people()['pearl'].organisation}"
        return [*each, *told, mend, f"s01/{seated.version}", thread]


def id_of(name: str) -> str:
    return sample_people()[name].id


def values_in(part: Any) -> Iterator[str]:
    """The values of all buttons in the arguments of a call."""
    if isinstance(part, str) and part[:1] in ("[", "{"):
        try:
            yield from values_in(json.loads(part))
        except ValueError:
            return
    elif isinstance(part, list):
        for each in part:
            yield from values_in(each)
    elif isinstance(part, dict):
        if "text" in part and isinstance(part.get("value"), str):
            yield part["value"]
        for each in part.values():
            yield from values_in(each)


@pytest.fixture(scope="module")
def house(season: Theatre) -> House:
    stage = a_month(season)
    for team in (HOME, NORTH):
        outsiders_in(stage.world.slack.spaces[team].place)
    installs(stage, NORTH)
    furnish(stage)
    return furnished(stage)


def outsiders_in(place: Workspace) -> None:
    """Accounts of people who have nothing to do with the community."""
    for member, guest in (("U0MALLORY", ""), ("U0MALLORYG", "guest"), ("U0MALLORYO", "of_one")):
        place.add_person(
            member, "Mallory", email=f"{member.lower()}@elsewhere.example", guest=bool(guest)
        )
        place.people[member].of_one_channel = guest == "of_one"


def other_workspaces(world: World) -> None:
    """One that is to join, with a facilitator's id and address in wrong hands, and one that nobody invited."""
    north = world.opens_workspace(NORTH, "North Health", ())
    world.opens_workspace(UNINVITED, "Somebody Else", ())
    for team in (NORTH, UNINVITED):
        place = world.slack.spaces[team].place
        place.add_person(NADIA, "Mallory", email="nadia@elsewhere.example")
    north.place.add_person("U0FALSE", "Mallory", email=sample_people()["nadia"].email)


def a_month(season: Theatre, database: str = "") -> Stage:
    """A community with a guest, and with somebody who needs something, before its first session."""
    people = [
        replace(one, role=GUEST) if one.id == id_of("signe") else one
        for one in cast(f"{FOURTEEN} signe nadia osric")
    ]
    people[0] = replace(people[0], access_needs=NEED)
    return season.opens(
        people=people,
        start=(2027, 2),
        plan=plan_of(2, 4, without=["rsvp"]),
        at="2027-02-08T12:00",
        publish="automatic",
        prepare=other_workspaces,
        database=database,
    )


def furnished(stage: Stage) -> House:
    """The stage with a list of everything the app listens to."""
    stage.check = (
        nothing_more  # forgers repeat themselves as no person does; each test says what must hold
    )
    token = stage.world.slack.keys.bot
    client = web_client(token=token, base_url=stage.world.slack.api_url)
    app = build_app(stage.desk, client=client, token=token, signing_secret="s", concurrency=1)
    return House(stage, heard_by(app))


def nothing_more() -> None:
    """Each test of the doors looks for itself."""


def furnish(stage: Stage) -> None:
    """Something of every kind, so that there is something to reach for."""
    stage.until("2027-02-13 16:00")
    answer_everything(stage, id_of("pearl"))
    stage.until("2027-02-17 21:35")
    desk, ted, pearl = stage.desk, id_of("ted"), id_of("pearl")
    actions.agree_action(desk, what="Ring the ward", owner=ted, by=pearl)
    ripe = branches.name_branch(desk, idea="Texts before discharge", by=ted)
    branches.name_branch(desk, idea="Nights at home", by=pearl)
    for name in ("pearl", "doreen", "jandira"):
        branches.join_branch(desk, ripe.id, id_of(name))
    calls.ask_for_a_word(desk, pearl, WORDS)
    room_wishes.write_down(desk, WishKind.APART, [ted, pearl], by=id_of("nadia"))
    tell_a_room(stage)
    stage.settle()
    branches.gather(desk, ripe.id, ted)
    ask_about_hours(stage)
    leave_one_open(stage, ted)
    stage.ted.says(FREE)
    host = next(r.host for r in plan_now(stage).rooms if r.host)
    stage.players_by_id(host).opens_home()
    stage.nadia.opens_home()
    stage.nadia.types("/convene rooms 2")
    stage.settle()


def ask_about_hours(stage: Stage) -> None:
    """The group is asked about the hours ahead, and somebody says whom they care for."""
    wanted, nadia = Wanted(ways=WAYS, closes=date(2027, 2, 25)), id_of("nadia")
    seen = hour_pages.preview(stage.desk, wanted, nadia).body["private_metadata"]
    poll = hour_pages.ask(stage.desk, wanted, base=json.loads(seen)["base"], by=nadia)
    said = {"now": Says.CANNOT}
    hour_polls.said_all(stage.desk, poll.id, said, CARES, id_of("pearl"))


def tell_a_room(stage: Stage) -> None:
    """Somebody told a story for their room, in which Kirra does not sit."""
    kirra = id_of("kirra")
    room = next(r for r in plan_now(stage).rooms if kirra not in r.people)
    stories.tell_unasked(stage.desk, room.people[0], stories.Telling(text=FOR_A_ROOM))
    mate = stage.players_by_id(room.people[1])
    mate.opens_home()
    mate.presses("Stories I may read")
    assert FOR_A_ROOM in mate.modal()
    mate.closes()


def plan_now(stage: Stage) -> Any:
    with stage.memory() as setting:
        return setting.memory.plans.latest("s01")


def answer_everything(stage: Stage, person: str) -> None:
    """This person has written an answer that is theirs to share or not."""
    from bot.facilitation import prompts

    for asking in written_to(stage, person):
        prompts.respond(stage.desk, asking.id, person, STORY)
    with stage.desk.store.begin() as memory:
        for answer in memory.responses.find(person_id=person):
            memory.responses.save(replace(answer, visibility="private"))
    stage.settle()


def leave_one_open(stage: Stage, person: str) -> None:
    from bot.facilitation import prompts

    for asking in written_to(stage, person)[1:]:
        prompts.decline(stage.desk, asking.id, person)
    stage.settle()


def written_to(stage: Stage, person: str) -> list[Any]:
    from bot.domain.programme import PromptType
    from bot.facilitation.prompts import open_askings, prompt_of

    with stage.memory() as setting:
        return [
            asking
            for asking in open_askings(setting, person)
            if prompt_of(setting, asking).type in {PromptType.TEXT, PromptType.STORY}
        ]
