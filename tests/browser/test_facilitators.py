"""The facilitators' pages in a browser: opened from a link, looked at in every look, led with keys alone."""

import pytest
from playwright.sync_api import expect

from bot.files.roster import write_roster
from tests.browser import keys
from tests.browser.looks import keeps_out, screenshot
from tests.web.conftest import desk, sqlite_store, sqlite_template, sqlite_url, store, zoom
from tests.web.facilitators import NADIA, OSRIC, PEARL, door, house, key_for

__all__ = [
    "desk",
    "door",
    "house",
    "sqlite_store",
    "sqlite_template",
    "sqlite_url",
    "store",
    "zoom",
]


@pytest.fixture
def enters(visit, house, door, complaints):
    """A facilitator's own browser, signed in by the link they asked for."""

    def opened(person=NADIA, **more):
        page = visit(f"{door}/facilitate/enter?key={key_for(house, person)}", **more)
        with page.expect_navigation():
            keys.press(page, page.get_by_role("button", name="Open"))
        return page

    complaints.expect("favicon.ico")  # there is none
    return opened


def keeps_nobody_out(page, name):
    screenshot(page, f"facilitate-{name}")
    assert keeps_out(page) == {}
    assert [stop.amiss for stop in keys.stops(page) if stop.amiss] == []


def test_from_the_link_to_this_session_and_out_again(visit, house, door, enters, complaints):
    first = visit(f"{door}/facilitate/enter?key={key_for(house, OSRIC)}")
    keeps_nobody_out(first, "enter")
    page = enters()

    expect(page.get_by_role("heading", level=1)).to_have_text("A short list that stays short")
    expect(page.get_by_text("is not ready yet")).to_be_visible()
    keeps_nobody_out(page, "session")
    with page.expect_navigation():
        keys.press(page, page.get_by_role("button", name="Sign out"))
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    keeps_nobody_out(page, "signed-out")

    complaints.expect("the server responded with a status of 403")
    page.goto(f"{door}/facilitate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")


def test_people_are_found_and_put_right_and_a_roster_is_looked_at_first(house, door, enters):
    page = enters()
    page.goto(f"{door}/facilitate/people")
    keeps_nobody_out(page, "people")
    with page.expect_navigation():
        keys.press(page, page.get_by_role("link", name=PEARL.name))
    expect(page.get_by_role("heading", level=1)).to_have_text(PEARL.name)
    keeps_nobody_out(page, "person")

    page.goto(f"{door}/facilitate/people/import")
    with house.store.read() as memory:
        people = write_roster(p for p in memory.people.find() if p.id != PEARL.id)
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": people.encode()}
    page.get_by_label("The table of people").set_input_files(file)
    with page.expect_navigation():
        keys.press(page, page.get_by_role("button", name="See what would change"))
    expect(page.get_by_text(f"Missing: {PEARL.name}")).to_be_visible()
    keeps_nobody_out(page, "import")
