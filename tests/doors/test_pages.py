"""Every page, asked by those it is not for: without a link, with another's, with one for something else."""

import json
from pathlib import Path

import pytest
import requests

from bot.facilitation import personal_links, signing_in, workspaces
from bot.facilitation.setting import Setting
from tests.doors.conftest import SECRETS, id_of
from tests.plays.scripts import sample_people

ROOT = Path(__file__).parents[2]
FOR_ALL = {"/health/live", "/health/ready", "/me/at"}


def pages():
    told = json.loads((ROOT / "docs" / "openapi.json").read_text())["paths"]
    return sorted(path for path, methods in told.items() if "get" in methods)


def from_elsewhere(path):
    """Passed on by a proxy on this machine; for each page from another address, so that none asks too often."""
    return {"X-Forwarded-For": f"203.0.113.{pages().index(path)}"}


def links(house):
    """What somebody may have come by: nothing, nonsense, and honest links for other people and other things."""
    desk = house.stage.desk
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        participants = personal_links.mint(setting, "start", id_of("kirra"), session="s01")
        elsewhere = personal_links.mint(setting, "mine", id_of("nadia"), session="s01")
        way_in = personal_links.mint(setting, signing_in.ENTER, id_of("kirra"))
        session = personal_links.mint(setting, signing_in.SESSION, id_of("kirra"))
    invitation = workspaces.invite(desk)
    begun = desk.links.mint(workspaces.BEGUN, {"state": "s", "number": "n"})
    return {
        "nothing": "",
        "nonsense": "x" * 80,
        "a participant's": participants,
        "a facilitator's, for something else": elsewhere,
        "a participant's way in": way_in,
        "a participant's session": session,
        "an invitation": invitation,
        "a way back": begun,
    }


@pytest.mark.parametrize("path", pages())
def test_no_page_opens_with_what_is_not_meant_for_it(house, path):
    web, known = house.stage.serving.web.url, [p.name for p in sample_people().values()]
    before = house.rows()
    held = links(house)
    before["note"], before["trace"] = house.rows()["note"], house.rows()["trace"]
    for what, link in held.items():
        if (path, what) == ("/slack/install", "an invitation"):
            continue  # that is what it is for
        asked = {"key": link, "code": link, "state": link}
        answer = requests.get(
            web
            + path.format(
                month=1,
                token=link or "-",
                page="questions",
                person_id=id_of("pearl"),
                artefact="persona",
            ),
            params=asked,
            headers=from_elsewhere(path),
            cookies={"convener-installing": link, "convener-facilitating": link},
            allow_redirects=False,
            timeout=30,
        )
        assert answer.status_code == 200 if path in FOR_ALL else answer.status_code in {403, 404}
        assert [word for word in (*SECRETS, *known) if word in answer.text] == [], (path, what)
    after = house.rows()
    assert {name for name in before if before[name] != after[name]} == set()
