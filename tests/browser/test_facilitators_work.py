"""The facilitators' pages on people and on follow-on work, in a browser."""

from playwright.sync_api import expect

from bot.files.roster import write_roster
from tests.browser import keys
from tests.browser.test_facilitators import enters, keeps_nobody_out
from tests.web.conftest import desk, sqlite_store, sqlite_template, sqlite_url, store, zoom
from tests.web.facilitators import PEARL, door, house
from tests.web.test_thread_pages import persona
from tests.web.test_work_pages import busy

__all__ = [
    "busy",
    "desk",
    "door",
    "enters",
    "house",
    "persona",
    "sqlite_store",
    "sqlite_template",
    "sqlite_url",
    "store",
    "zoom",
]


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


def test_actions_are_ticked_and_get_another_day(door, enters, busy):
    page = enters()
    page.goto(f"{door}/facilitate/actions")
    keeps_nobody_out(page, "actions")
    page.get_by_label("Count").check()
    page.get_by_label("Another day").check()
    page.get_by_label("The day").fill("2027-04-01")
    with page.expect_navigation():
        keys.press(page, page.get_by_role("button", name="Do it"))

    expect(page.get_by_role("status")).to_contain_text("By Thu 1 April now: “Count”.")


def test_the_thread_is_seen_at_a_glance_and_side_by_side(door, enters, persona):
    page = enters()
    page.goto(f"{door}/facilitate/thread")
    keeps_nobody_out(page, "threads")
    with page.expect_navigation():
        keys.press(page, page.get_by_role("link", name=PEARL.organisation))
    keeps_nobody_out(page, "thread")

    page.goto(f"{door}/facilitate/thread/{persona.key}")
    expect(page.get_by_text("She waits <b>alone</b>")).to_be_visible()
    keeps_nobody_out(page, "compared")


def test_the_plan_and_what_is_to_come_of_a_session(door, enters):
    page = enters()
    page.goto(f"{door}/facilitate/plan")
    keeps_nobody_out(page, "plan")
    with page.expect_navigation():
        keys.press(page, page.get_by_role("link", name="A short list that stays short"))
    expect(page.get_by_text("This session was not rehearsed yet.")).to_be_visible()
    keeps_nobody_out(page, "rehearsal")
