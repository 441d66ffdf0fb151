"""The sandbox's page keeps nobody out, whatever it shows: narrow or wide, light or dark, with a mouse or without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keys
from tests.browser.browser import HEIGHTS, PHONE
from tests.browser.looks import keeps_out, screenshot, small_targets, spills
from tests.browser.opening import ELEVEN, FEW, first_days, opens
from tests.browser.seats import Hands, Seat, beside, sits

__all__ = ["first_days", "opens"]

NARROWEST = 320


@pytest.fixture
def nadia(opens, visit) -> Seat:
    """Nadia facilitates; a session runs, its rooms are open, and Zoom cannot place Doreen."""
    nadia = sits(visit(opens(people=ELEVEN).url), "Nadia Thorsby")
    hands = Hands(nadia.page)
    for step in ("Next session", "Next session", "An hour"):
        hands.moves(step)
    hands.comes("Doreen Ashgrove", "by telephone")
    return nadia


def test_a_fresh_page_and_its_tour_keep_nobody_out(opens, visit):
    page = visit(opens(people=FEW).url)
    _keeps_nobody_out(page, "fresh")
    page.get_by_role("button", name="Take the tour").click()
    expect(page.get_by_text("1 of 9")).to_be_visible()
    _keeps_nobody_out(page, "tour")


def test_a_session_with_two_people_side_by_side_a_form_and_a_home_keep_nobody_out(nadia):
    pearl = beside(nadia.page, "Pearl Haversham")
    expect(Hands(nadia.page).zoom).to_contain_text("Zoom cannot place 1 by itself")
    _keeps_nobody_out(nadia.page, "session")
    pearl.presses("Note an action", "starts soon")
    expect(pearl.form).to_be_focused()
    nadia.page.keyboard.press("Escape")
    expect(pearl.form).to_have_count(0)
    expect(
        pearl.message("starts soon").get_by_role("button", name="Note an action")
    ).to_be_focused()
    nadia.page.keyboard.press("Enter")
    expect(pearl.form).to_be_focused()
    nadia.goes("App Home")
    _keeps_nobody_out(nadia.page, "form-and-home")


def test_while_the_bot_and_slack_are_down_the_page_keeps_nobody_out(opens, visit):
    page = visit(opens(people=FEW).url)
    hands = Hands(page)
    hands.switches("Slack is down", on=True)
    hands.moves("An hour")
    hands.ledger.get_by_role("button", name="Kill the bot").click()
    expect(hands.ledger).to_contain_text("The bot is not running")
    _keeps_nobody_out(page, "bot-down")


def _keeps_nobody_out(page: Page, name: str) -> None:
    screenshot(page, f"live-{name}")
    assert keeps_out(page) == {}
    _is_reached_by_keyboard(page)
    size = page.viewport_size
    for width in (NARROWEST, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHTS[PHONE]})
        assert [*spills(page), *small_targets(page)] == []
    _is_reached_by_keyboard(page)
    page.set_viewport_size(size)


def _is_reached_by_keyboard(page: Page) -> None:
    assert [stop.amiss for stop in keys.stops(page) if stop.amiss] == []
