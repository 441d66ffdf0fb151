"""What somebody is about on the sandbox's page stays theirs while it is drawn anew: focus, words, who they are."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.opening import FEW, first_days, opens
from tests.browser.seats import Hands, sits

__all__ = ["first_days", "opens"]


@pytest.fixture
def sandbox(opens):
    return opens(people=FEW)


@pytest.fixture
def ruthanne(sandbox, visit):
    """She has no mouse."""
    return sits(visit(sandbox.url), "Ruthanne Wickstead", by_keyboard=True)


def test_the_focus_stays_where_somebody_pressed(ruthanne):
    hands = Hands(ruthanne.page)
    day = hands.group.get_by_role("button", name="A day", exact=True)
    ruthanne.press(day)
    expect(hands.clock.get_by_role("list", name="What the step did")).to_be_visible()
    expect(hands.group.get_by_role("button", name="Stop here")).to_have_count(0)
    expect(day).to_be_focused()
    ruthanne.press(hands.ledger.get_by_role("button", name="Kill the bot"))
    expect(hands.ledger.get_by_role("button", name="Start the bot")).to_be_focused()


def test_a_form_holds_the_focus_says_what_is_missing_and_gives_the_focus_back(ruthanne):
    ruthanne.goes("App Home")
    branch = ruthanne.home.get_by_role("button", name="Name a branch")
    ruthanne.press(branch)
    expect(ruthanne.form).to_be_focused()
    ruthanne.page.keyboard.press("Shift+Tab")
    expect(ruthanne.page.get_by_label("You are")).to_be_focused()
    ruthanne.press(ruthanne.form.get_by_role("button", name="Send"))
    expect(ruthanne.form.get_by_role("status")).to_contain_text("must be filled in")
    ruthanne.page.keyboard.press("Escape")
    expect(ruthanne.form).to_have_count(0)
    expect(branch).to_be_focused()


def test_words_in_a_message_stay_while_somebody_else_reacts_to_it(ruthanne, sandbox):
    ruthanne.goes("community")
    ruthanne.types("Good morning, all")
    message = ruthanne.message("Good morning, all")
    message.locator("summary").click()
    expect(message.get_by_role("button", name="Delete")).to_be_in_viewport()
    reply = message.get_by_role("textbox", name="Reply in the thread")
    reply.fill("and one thing m")
    sandbox.sandbox.world.person("p014").reacts("heart", to="Good morning, all")
    expect(message.locator(".reaction")).to_have_text(re.compile("1"))
    expect(reply).to_be_focused()
    ruthanne.page.keyboard.type("ore")
    expect(reply).to_have_value("and one thing more")


def test_other_entries_of_the_ledger_are_shown_without_leaving_ones_seat(ruthanne):
    hands = Hands(ruthanne.page)
    waiting = hands.ledger.get_by_role("link", name="Waiting")
    ruthanne.press(waiting)
    expect(waiting).to_have_attribute("aria-current", "true")
    expect(waiting).to_be_focused()
    expect(ruthanne.slack).to_be_visible()
    ruthanne.page.reload()
    expect(waiting).to_have_attribute("aria-current", "true")
    expect(ruthanne.slack).to_be_visible()
