"""What people write on the sandbox's page stays words, and every window shows the same."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opening import FEW, first_days, opens
from tests.browser.seats import Seat, beside, sits

__all__ = ["first_days", "opens"]

NAME = 'Pearl <img src=x onerror="alert(1)"> & <Sons>'
LINE = '<script>alert(2)</script> <!channel> & "quoted" <https://evil.example|here> \'; DROP *bold*'
ACTION = "Ring <b onmouseover=alert(3)>the ward</b> & 'ask'"


@pytest.fixture
def alerts() -> list[str]:
    """What a page has said in a box of the browser's own."""
    return []


@pytest.fixture
def two(opens, visit, alerts) -> list[Page]:
    """Two windows, in which Pearl has a name with markup in it."""
    url = opens(people=FEW, names={"p039": NAME}).url
    windows = [visit(url), visit(url)]
    for window in windows:
        window.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    return windows


def test_hostile_names_and_words_stay_words_and_two_windows_show_the_same(two, alerts):
    pearl, elsewhere = (sits(window, NAME) for window in two)
    for seat in (pearl, elsewhere):
        seat.goes("community")
    pearl.types(LINE)
    for seat in (pearl, elsewhere):
        expect(seat.message("alert(2)")).to_contain_text(LINE)
        expect(seat.message("alert(2)")).to_contain_text(NAME)

    _makes_it_an_action(pearl)
    _sees_only_words(pearl)
    kwabena = beside(elsewhere.page, "Kwabena Lathbury")
    kwabena.goes("community")
    expect(kwabena.message("alert(2)")).to_contain_text(LINE)
    _sees_only_words(kwabena)
    assert alerts == []


def _makes_it_an_action(seat: Seat) -> None:
    said = seat.message("alert(2)")
    said.get_by_label("More for the message").click()
    said.get_by_role("button", name="Make this an action").click()
    expect(seat.form.get_by_role("textbox", name="What")).to_have_value(LINE)
    seat.sends({"What": ACTION})
    seat.closes("It is written down")
    seat.goes("App Home")
    expect(seat.home).to_contain_text(ACTION)


def _sees_only_words(seat: Seat) -> None:
    assert (
        seat.page.locator("img[src=x], main script, b[onmouseover], a[href*='evil']").count() == 0
    )


def test_after_loading_the_page_anew_the_same_two_people_sit_at_the_same_places(opens, visit):
    page = visit(opens(people=FEW).url)
    sits(page, "Fleur Mackinder").goes("community")
    beside(page, "Signe Fridell").goes("App Home")
    page.reload()
    fleur, signe = Seat(page, "Fleur Mackinder"), Seat(page, "Signe Fridell")
    expect(fleur.slack.get_by_role("log", name="Messages in community")).to_be_visible()
    expect(signe.home).to_contain_text("Signe")

    page.get_by_role("link", name="One person alone").click()
    expect(signe.slack).to_have_count(0)
    expect(fleur.slack.get_by_role("log", name="Messages in community")).to_be_visible()
