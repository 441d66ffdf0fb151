"""The pages behind the bot's links, in a browser: nobody is kept out, with a mouse or without."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bot.domain.stories import Story
from bot.ports import ComeBack
from bot.web.app import create_app
from bot.web.serving import serve_web
from tests.browser import keys
from tests.browser.looks import keeps_out, screenshot
from tests.web.conftest import (
    NOW,
    community,
    desk,
    lose,
    sqlite_store,
    sqlite_template,
    sqlite_url,
    store,
    zoom,
)

__all__ = ["community", "desk", "sqlite_store", "sqlite_template", "sqlite_url", "store", "zoom"]

WORDS = "a canary called Quillon"
ANSWER = "the server responded with a status of"  # what Chromium's console says of each refusal


@pytest.fixture
def door(desk):
    """The address of an open door; it is a rehearsal, so that every page says so."""
    server = serve_web(create_app(desk, simulated=True), "127.0.0.1:0", threads=2)
    yield server.url
    server.close()


@pytest.fixture
def start_link(door, desk, community):
    key = desk.links.mint("start", {"person": "p1", "session": "s2"})
    return f"{door}/facilitate/session/2/start?key={key}"


@pytest.fixture
def arrive(visit, complaints):
    """Opens a page in a new browser and sees that it is the one."""

    def opened(url, title, **more):
        complaints.expect(ANSWER)
        page = visit(url, **more)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_role("note")).to_contain_text("Rehearsal")
        return page

    return opened


def keeps_nobody_out(page, name):
    screenshot(page, f"web-{name}")
    assert keeps_out(page) == {}
    assert [stop.amiss for stop in keys.stops(page) if stop.amiss] == []


def test_a_page_that_is_not_there(arrive, door):
    keeps_nobody_out(arrive(f"{door}/nowhere", "There is no such page"), "not-found")


def test_a_question_that_is_not_understood(arrive, door):
    page = arrive(f"{door}/zoom/events", "We could not make sense of that")
    keeps_nobody_out(page, "not-understood")


def test_a_start_link_that_ran_out(arrive, door, community):
    page = arrive(
        f"{door}/facilitate/session/2/start?key=old", "This link does not open the meeting"
    )
    keeps_nobody_out(page, "link-expired")


def test_slacks_look_at_a_start_link(arrive, start_link):
    page = arrive(
        start_link, "Open the meeting as its host", user_agent="Slackbot-LinkExpanding 1.0"
    )
    keeps_nobody_out(page, "preview")


def test_a_session_that_was_called_off(arrive, start_link, store, community):
    with store.begin() as memory:
        memory.sessions.save(replace(community, title="Home & <b>safe</b>").called_off())
    page = arrive(start_link, "There is no meeting to open")

    expect(page.get_by_text("“Home & <b>safe</b>” (month 2) was called off")).to_be_visible()
    keeps_nobody_out(page, "no-meeting")


def test_a_fault_on_our_side(arrive, start_link, store):
    lose(store, "session")
    page = arrive(start_link, "Something went wrong on our side")
    keeps_nobody_out(page, "fallen")


def test_a_very_long_title_stays_on_a_phones_page(arrive, start_link, store, community):
    with store.begin() as memory:
        memory.sessions.save(replace(community, title="Wiedersehen" * 25).called_off())

    keeps_nobody_out(arrive(start_link, "There is no meeting to open"), "long-title")


def test_a_story_is_taken_back_with_the_keyboard_and_no_page_shows_its_words(
    arrive, door, desk, store, community
):
    with store.begin() as memory:
        for id, day, session in (("y1", NOW, "s2"), ("y2", NOW - timedelta(days=30), "")):
            memory.stories.save(Story(id=id, person_id="p1", told_at=day, session_id=session))
            memory.sealed.keep(id, 1, WORDS)
        memory.sessions.save(replace(community, title="Wiedersehen" * 25))
    page = arrive(
        f"{door}/me/stories?key={desk.links.mint('my-stories', {'person': 'p1'})}", "My stories"
    )
    for role, label, title, name in (
        ("link", "Take back the story told on Wed 17 February", "Take it back?", "take-back"),
        ("button", "Take it back", "It is gone", "story-gone"),
        ("link", "Your other stories", "My stories", "other-stories"),
    ):
        assert WORDS not in page.content()
        with page.expect_navigation():
            keys.press(page, page.get_by_role(role, name=label))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        keeps_nobody_out(page, name)

    expect(page.get_by_role("listitem")).to_have_count(1)
    with store.read() as memory:
        assert [(s.id, s.gone) for s in memory.stories.find()] == [("y1", True), ("y2", False)]


def test_a_link_to_stories_that_opens_nothing_says_what_else_to_do(arrive, door):
    page = arrive(f"{door}/me/stories?key=old", "This page is not available")

    expect(page.get_by_text("or ask a facilitator to take it back for you")).to_be_visible()
    keeps_nobody_out(page, "stories-closed")


def test_when_zoom_is_away_the_keyboard_leads_to_another_try(arrive, start_link, zoom):
    zoom.trouble = ComeBack("Zoom is busy.")
    page = arrive(start_link, "Zoom did not give us the host’s link")
    keeps_nobody_out(page, "zoom-away")
    asked = len(zoom.asked)

    with page.expect_navigation():
        keys.press(page, page.get_by_role("link", name="Try again"))

    assert len(zoom.asked) == asked + 1
    expect(page.get_by_text("Zoom is busy.")).to_be_visible()
    keys.reach(page, page.get_by_role("link", name="https://zoom.example/j/95204914252"))


def test_who_may_open_the_meeting_is_led_to_zoom(visit, start_link, complaints):
    """Zoom itself is outside: the browser is stopped at its door."""
    complaints.expect("outside: https://zoom.example/s/95204914252")
    page = visit()
    with page.expect_request("https://zoom.example/**"), pytest.raises(Exception, match="ERR_NAME"):
        page.goto(start_link)
