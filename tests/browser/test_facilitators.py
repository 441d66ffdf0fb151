"""The facilitators' pages in a browser: opened from a link, looked at in every look, led with keys alone."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from bot.facilitation import publishing
from tests.browser import keys
from tests.browser.baseline import astray
from tests.browser.looks import keeps_out, picture, screenshot
from tests.web.conftest import desk, sqlite_store, sqlite_template, sqlite_url, store, zoom
from tests.web.facilitators import NADIA, OSRIC, door, drawn, house, key_for, now

__all__ = [
    "desk",
    "door",
    "drawn",
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
    complaints.expect("ERR_CONNECTION_REFUSED")  # the door closes while the board still looks
    return opened


def keeps_nobody_out(page, name):
    assert astray(page, screenshot(page, f"facilitate-{name}")) == []
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


def card(page, person_id):
    return page.locator(f'[data-person="{person_id}"]')


def room(page, name):
    return page.get_by_role("region", name=name)


def drags(page, person_id, to):
    """By the mouse, in steps, as a hand does it."""
    person, there = card(page, person_id).bounding_box(), room(page, to).bounding_box()
    page.mouse.move(person["x"] + 20, person["y"] + 20)
    page.mouse.down()
    page.mouse.move(there["x"] + 40, there["y"] + 30, steps=8)
    page.mouse.up()


def test_the_board_in_every_look(enters, door, drawn):
    page = enters()
    page.goto(f"{door}/facilitate/session/1/rooms")
    keeps_nobody_out(page, "rooms")
    card(page, drawn.rooms[0].people[0]).press("m")
    expect(page.get_by_role("dialog")).to_be_visible()
    screenshot(page, "facilitate-rooms-choose", whole=False)
    assert keeps_out(page) == {}
    page.keyboard.press("Escape")
    page.goto(f"{door}/facilitate/session/1/rooms/publish")
    keeps_nobody_out(page, "publish")


def test_the_day_on_a_screen_and_on_paper(enters, door, drawn):
    page = enters()
    page.goto(f"{door}/facilitate/session/1/day")
    keeps_nobody_out(page, "day")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("table").last).to_be_visible()
    picture(page, "facilitate-day-paper", whole=True)


def test_a_person_is_led_to_another_room_by_keys_and_brought_back_without_a_script(
    enters, house, door, drawn, visit
):
    page, (full, free) = enters(), sorted(drawn.rooms, key=lambda one: -one.size)
    page.goto(f"{door}/facilitate/session/1/rooms")
    card(page, full.people[0]).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    keys.press(page, page.get_by_role("dialog").get_by_role("button", name=f"To {free.name}"))

    expect(page.locator("#said")).to_contain_text(f"moved to {free.name}")
    expect(card(page, full.people[1])).to_be_focused()
    assert now(house).room_of(full.people[1]).name == free.name

    plain = enters(java_script_enabled=False)
    plain.goto(f"{door}/facilitate/session/1/rooms")
    plain.get_by_role("button", name="Undo the last change").click()
    expect(plain.get_by_role("status")).to_contain_text("back to version 1")
    assert now(house).room_of(full.people[1]).name == full.name

    plain.get_by_text("Move, change places or pin by a form").click()
    plain.get_by_role("combobox", name="Who").select_option(full.people[2])
    plain.get_by_role("combobox", name="In place of").select_option(free.people[2])
    plain.get_by_role("button", name="Change places").click()
    expect(plain.get_by_role("status")).to_contain_text("changed places")
    assert now(house).room_of(full.people[2]).name == free.name


def test_two_facilitators_edit_in_parallel_and_neither_loses_the_others_change(
    enters, house, door, drawn, complaints
):
    """A4: a swap and a move in two windows; then both want the same person, and the second is told."""
    complaints.expect("the server responded with a status of 409")
    nadia, osric = enters(NADIA), enters(OSRIC)
    for page in (nadia, osric):
        page.goto(f"{door}/facilitate/session/1/rooms")
    full, free = sorted(drawn.rooms, key=lambda one: -one.size)
    ted, gil, pearl = full.people[2], free.people[2], full.people[3]

    changes_places(osric, ted, gil)
    expect(osric.locator("#said")).to_contain_text("changed places")
    drags(nadia, pearl, free.name)  # on the version before, but of other people: both hold
    expect(nadia.locator("#said")).to_contain_text(f"moved to {free.name}")
    assert now(house).version == 3
    assert now(house).room_of(gil).name == full.name

    nadia.route("**/rooms/version", lambda route: route.abort())  # she sees nothing new for a while
    changes_places(osric, ted, full.people[4])
    expect(card(osric, ted).locator("xpath=ancestor::section")).to_contain_text(full.name)
    changes_places(nadia, ted, full.people[5])
    expect(nadia.locator("#said")).to_contain_text(f"{OSRIC.name} changed")

    nadia.unroute("**/rooms/version")
    seated = [person for one in now(house).rooms for person in one.people]
    assert len(seated) == len(set(seated)) == len(drawn.seated)
    for page in (nadia, osric):  # each looks every few seconds; both come to the same board
        expect(page.locator(f'[data-version="{now(house).version}"]')).to_be_visible()


def changes_places(page, one, other):
    """With keys alone."""
    card(page, one).press("m")
    ways = page.get_by_role("dialog")
    ways.get_by_label("Change places with").select_option(other)
    keys.press(page, ways.get_by_role("button", name="Change places"))


@pytest.mark.parametrize("path", ["audit", "programme"])
def test_every_other_page_in_every_look(enters, house, door, drawn, path):
    publishing.publish(house, "s01", by=NADIA.id)
    house.clock.instant = datetime.fromisoformat("2027-03-20T12:00+00:00")
    page = enters()
    page.goto(f"{door}/facilitate/{path}")
    keeps_nobody_out(page, path)
