"""The board of answers and themes in a browser: with keys alone, dragged, and looked at."""

from playwright.sync_api import expect

from tests.browser import keys
from tests.browser.test_facilitators import enters, keeps_nobody_out
from tests.web.conftest import desk, sqlite_store, sqlite_template, sqlite_url, store, zoom
from tests.web.facilitators import door
from tests.web.test_synthesis_board import PAGE, house, ref, theme

__all__ = [
    "desk",
    "door",
    "enters",
    "house",
    "sqlite_store",
    "sqlite_template",
    "sqlite_url",
    "store",
    "zoom",
]


def test_a_theme_is_named_with_keys_an_answer_is_dragged_onto_it_and_a_sentence_goes_out(
    house, door, enters
):
    page = enters()
    page.goto(f"{door}{PAGE}")
    page.get_by_label("A <b>phone</b> number").check()
    page.get_by_label("is a theme, in your own words").fill("To be reached")
    with page.expect_navigation():
        keys.press(page, page.get_by_role("button", name="Name the theme"))
    expect(page.get_by_role("status")).to_contain_text("The theme is named.")

    answer = page.locator(f'[data-ref="{ref("ted")}"]').bounding_box()
    pile = page.locator(".pile").bounding_box()
    page.mouse.move(answer["x"] + 60, answer["y"] + 20)
    page.mouse.down()
    page.mouse.move(pile["x"] + 40, pile["y"] + 30, steps=8)
    with page.expect_navigation():
        page.mouse.up()
    assert theme(house).answers == (ref("pearl"), ref("ted"))

    page.get_by_text("Write the sentence").click()
    page.get_by_label("What people said, in your words").fill("People want to be reached.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("blockquote")).to_have_text("People want to be reached.")
    keeps_nobody_out(page, "synthesis")
    page.get_by_role("link", name="See what everyone would read").click()
    keeps_nobody_out(page, "outgoing")
    with page.expect_navigation():
        keys.press(page, page.get_by_role("button", name="Publish exactly this"))
    expect(page.get_by_role("status")).to_contain_text("Published.")
