"""The guided tour: every stop does what it says, one may leave it at any time, and everything begins again."""

import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.opening import ELEVEN, FEW, first_days, opens
from tests.browser.seats import LONG, Hands, Seat

__all__ = ["first_days", "opens"]

STOPS = 9
TWO_MINUTES = 120.0


@pytest.fixture
def page(opens, visit) -> Page:
    return visit(opens(people=ELEVEN).url)


def test_the_tour_lives_one_session_in_less_than_two_minutes_and_each_stop_says_true(page):
    began = time.monotonic()
    ruthanne, nadia = Seat(page, "Ruthanne Wickstead"), Seat(page, "Nadia Thorsby")
    hands = Hands(page)
    page.get_by_role("button", name="Take the tour").click()
    stop = _arrives(page, 1, "Somebody's Slack")
    expect(stop).to_contain_text("You are Ruthanne of Fox Estuary Health, one of 11 people")
    _next(page, 2, "A day goes by")
    expect(ruthanne.message("Hello Ruthanne")).to_be_visible()
    _next(page, 3, "Ruthanne is asked")
    expect(ruthanne.message("Will you be with us")).to_contain_text("(Chicago)")
    _next(page, 4, "Ruthanne says yes")
    expect(ruthanne.message("Will you be with us")).to_contain_text("You answered: “Yes”")
    _next(page, 5, "Rooms are thought out")
    expect(nadia.message("Rooms for")).to_be_in_viewport()
    expect(ruthanne.message("Your room for")).to_be_visible()
    _next(page, 6, "The session")
    expect(hands.inside(r"Room \d")).to_contain_text(["Ruthanne Wickstead"])
    _next(page, 7, "What came of it")
    expect(ruthanne.message("stays with you")).to_be_in_viewport()
    _next(page, 8, "Nothing gets lost")
    expect(hands.ledger).to_contain_text("is running")
    _next(page, 9, "Now it is yours")
    assert time.monotonic() - began < TWO_MINUTES
    _box(page).get_by_role("button", name="Done").click()
    expect(_box(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Take the tour")).to_be_focused()


def _box(page: Page) -> Locator:
    return page.get_by_role("region", name="A session in two minutes", include_hidden=True)


def _arrives(page: Page, number: int, title: str) -> Locator:
    box = _box(page)
    expect(box).to_contain_text(f"{number} of {STOPS}", timeout=LONG)
    expect(box.get_by_role("heading", level=3, name=title)).to_be_visible()
    expect(box.get_by_role("status")).to_be_empty()  # nothing went wrong on the way
    return box


def _next(page: Page, number: int, title: str) -> None:
    _box(page).get_by_role("button", name="Next").click()
    _arrives(page, number, title)


def test_the_tour_is_left_by_escape_and_one_press_leads_back_to_the_start(opens, visit):
    page = visit(opens(people=FEW).url)
    hands = Hands(page)
    start = hands.now.inner_text()
    page.get_by_role("button", name="Take the tour").focus()
    page.keyboard.press("Enter")
    _arrives(page, 1, "Somebody's Slack")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _arrives(page, 2, "A day goes by")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(_box(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Take the tour")).to_be_focused()
    expect(page.locator(".pointed")).to_have_count(0)
    expect(Seat(page, "Ruthanne Wickstead").message("Hello")).to_be_visible()

    page.get_by_role("button", name="Back to the start").click()
    asked = page.get_by_role("dialog", name="Back to the start")
    expect(asked).to_contain_text("Everything that happened here is forgotten")
    asked.get_by_role("button", name="Stay").click()
    expect(hands.now).not_to_have_text(start)
    page.get_by_role("button", name="Back to the start").click()
    asked.get_by_role("button", name="Back to the start").click()
    expect(hands.now).to_have_text(start, timeout=LONG)
    expect(Seat(page, "Ruthanne Wickstead").messages("Hello")).to_have_count(0)
    expect(page.get_by_text("Nothing stands here yet.")).to_be_visible()
