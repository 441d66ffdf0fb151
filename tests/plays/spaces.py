"""Further workspaces on a stage: invitations followed in a browser, and people in front of their own Slack."""

import re

import requests

from bot.facilitation import workspaces
from tests.plays.scripts import cast
from tests.plays.stage import Player, Stage


def space_of(stage: Stage, team: str):
    return next(one for one in stage.world.neighbours if one.place.ids.team == team)


def there(stage: Stage, team: str, name: str) -> Player:
    """Somebody in front of another workspace."""
    space, wanted = space_of(stage, team), cast(name)[0].name
    (member,) = (m for m, p in space.participants.items() if p.name == wanted)
    return Player(stage, member, space)


def invitation(stage: Stage, team: str = "") -> str:
    """The link that the command line prints."""
    said = stage.convener("workspace", "invite", *(["--team", team] if team else []))
    assert said.returncode == 0, said.stderr
    return re.search(r"http\S+", said.stdout)[0]


def follows(stage: Stage, link: str, team: str, browser: requests.Session | None = None):
    """Somebody who is signed in to a workspace follows a link to its end, in their browser."""
    stage.world.slack.consent.signed_in = team
    with browser or requests.Session() as walking:
        return walking.get(link, timeout=30)


def installs(stage: Stage, *teams: str) -> None:
    """These workspaces join, as invited."""
    for team in teams:
        link = f"{stage.desk.house.public_url}/slack/install?key={workspaces.invite(stage.desk)}"
        page = follows(stage, link, team)
        assert page.status_code == 200, page.text
    stage.settle()
