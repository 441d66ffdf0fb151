"""Several workspaces, one community: invited, agreed to once, spoken to with their own tokens, and left again."""

import re

import requests

from tests.plays.conftest import Theatre
from tests.plays.scripts import cast, plan_of
from tests.plays.stage import Player, Stage

NORTH, SOUTH = "T0NORTH", "T0SOUTH"
HOME_PEOPLE = "jandira raimundo luisa gunvor torkel kwabena nadia"
NORTH_PEOPLE = "doreen ivo pearl"
SOUTH_PEOPLE = "ted emeka"


def there(stage: Stage, team: str, name: str) -> Player:
    """Somebody in front of another workspace."""
    space = next(one for one in stage.world.neighbours if one.place.ids.team == team)
    (member,) = (m for m, p in space.participants.items() if p.name == cast(name)[0].name)
    return Player(stage, member, space)


def invitation(stage: Stage, team: str = "") -> str:
    said = stage.convener("workspace", "invite", *(["--team", team] if team else []))
    assert said.returncode == 0, said.stderr
    return re.search(r"http\S+", said.stdout)[0]


def follows(stage: Stage, link: str, team: str, browser: requests.Session | None = None):
    """Somebody who is signed in to a workspace follows a link to its end, in their browser."""
    stage.world.slack.consent.signed_in = team
    with browser or requests.Session() as walking:
        return walking.get(link, timeout=10)


def installs(stage: Stage, *teams: str) -> None:
    for team in teams:
        page = follows(stage, invitation(stage), team)
        assert page.status_code == 200, page.text
    stage.settle()


def neighbours(world) -> None:
    world.opens_workspace(NORTH, "North Health", cast(NORTH_PEOPLE))
    world.opens_workspace(SOUTH, "South Trust", cast(SOUTH_PEOPLE))


def opened(theatre: Theatre, **more) -> Stage:
    show = {
        "people": cast(f"{HOME_PEOPLE} {NORTH_PEOPLE} {SOUTH_PEOPLE}"),
        "on_slack": cast(HOME_PEOPLE),
        "prepare": neighbours,
        "start": (2027, 2),
        "plan": plan_of(2, bare=True),
        "at": "2027-02-08T12:00",
    }
    return theatre.opens(**show | more)


def test_people_of_two_further_workspaces_hear_and_answer_there(theatre):
    stage = opened(theatre)
    installs(stage, NORTH, SOUTH)
    pearl, ted = there(stage, NORTH, "pearl"), there(stage, SOUTH, "ted")
    stage.until("2027-02-09 23:00")

    for person in (pearl, ted, stage.jandira):
        assert len(person.was_told("I am Convener")) == 1, person.name
        person.presses("That's fine")
    assert account_of(stage, pearl) == (f"{NORTH}/{pearl.id}", "active")
    assert account_of(stage, ted) == (f"{SOUTH}/{ted.id}", "active")
    assert account_of(stage, stage.jandira) == (stage.jandira.id, "active")
    assert "Next: “A short list" in pearl.types("/convene mine")
    said = [call for call in stage.world.record.messages() if "I am Convener" in call.text]
    assert len(said) == len(stage.world.everyone)


def account_of(stage: Stage, player: Player) -> tuple[str, str]:
    with stage.memory() as setting:
        (person,) = (p for p in setting.people.values() if p.name == player.name)
        return person.slack_id, person.standing
