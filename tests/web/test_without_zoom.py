"""Pages of a community behind a link that stands: none of them speaks of Zoom, and Start leads to the link."""

import json
from pathlib import Path

import pytest
import requests

from bot.facilitation import own_page
from bot.facilitation.setting import Setting
from bot.facilitation.sheets import start_url
from integrations.fixed_link.meetings import FixedLink
from scheduler.effects import deliver
from tests.web.facilitators import NADIA, PEARL, door, drawn, house, nadia

__all__ = ["door", "drawn", "house", "nadia"]

LINK = "https://meet.example.org/us?lang=en&x=1"
PATHS = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text())["paths"]
NO_LOOK = {"/facilitate/enter", "/facilitate/session/{month}/synthesis/publish"}
FOR_SETTING_UP = {
    "/facilitate/people/import",
    "/facilitate/plan.toml",
    "/facilitate/thread/{artefact}",
}
LOOKS = [
    path.format(month=1, person_id=PEARL.id)
    for path, asked in sorted(PATHS.items())
    if "get" in asked and path.startswith("/facilitate/") and path not in FOR_SETTING_UP | NO_LOOK
]


@pytest.fixture
def zoom():
    """In place of Zoom."""
    return FixedLink(link=LINK, name="Jitsi & <us>")


@pytest.fixture
def made(house, drawn):
    """The meeting is made."""
    with house.store.read() as memory:
        (opened,) = memory.effects.find("s01:meeting:")
    deliver(house, opened.id)


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("path", [path for path in LOOKS if not path.endswith("start")])
def test_no_page_of_facilitators_speaks_of_zoom(nadia, path):
    seen = nadia.opens(path)

    assert seen.status_code == 200
    assert "zoom" not in seen.text.casefold(), path
    assert "&amp;amp;" not in seen.text
    assert "&amp;lt;" not in seen.text


@pytest.mark.usefixtures("made")
def test_the_run_of_the_day_says_on_paper_what_is_done_by_hand(nadia):
    paper = nadia.reads("/facilitate/session/1/day")

    assert "rooms in Jitsi & <us> when it is time for them" in paper
    assert "`" not in paper


@pytest.mark.usefixtures("made")
def test_start_leads_to_the_link_and_ones_own_page_too(house, door):
    with house.store.read() as memory:
        setting = Setting(house, memory)
        start = start_url(setting, setting.session("s01"), NADIA)
        own = own_page.token(setting, PEARL.id)
    led = requests.get(
        start.replace("http://convener.example.org", door), allow_redirects=False, timeout=30
    )
    page = requests.get(f"{door}/me/{own}", timeout=30).text

    assert (led.status_code, led.headers["Location"]) == (302, LINK)
    assert "Join on Jitsi &amp; &lt;us&gt;" in page
    assert "zoom" not in page.casefold()
    assert requests.post(f"{door}/zoom/events", data=b"{}", timeout=30).status_code in {401, 403}
