"""Story A1 on a phone: a patient without Slack lives her month on her own page, and no page of hers keeps her out."""

from playwright.sync_api import Page, expect

from bot.facilitation.own_pages import PAGES
from bot.facilitation.paper_links import letters
from bot.voice.own_pages import LABELS
from tests.browser import keys
from tests.browser.baseline import astray
from tests.browser.browser import PHONE
from tests.browser.looks import axe, keeps_out, picture, screenshot, small_targets, spills
from tests.pg import sqlite_template
from tests.plays.conftest import theatre
from tests.plays.telling import NAMELESS, ROOM, id_of, story_of
from tests.plays.test_a_month_without_slack import BECAME, CANARY, link_of, opened

__all__ = ["sqlite_template", "theatre"]


def keeps_nobody_out(page: Page, name: str) -> None:
    assert astray(page, screenshot(page, f"me-{name}")) == []
    assert keeps_out(page) == {}
    assert [stop.amiss for stop in keys.stops(page) if stop.amiss] == []


def test_a_code_from_a_letter_opens_the_page(theatre, visit, complaints):
    complaints.expect("favicon.ico")
    complaints.expect("status of 403")
    stage = opened(theatre)
    (letter,) = letters(stage.desk, [id_of("jandira")])
    page = visit(letter.place, width=PHONE)
    keeps_nobody_out(page, "code")
    for typed, title in (("ABCD", "Open your own page"), (letter.code.lower(), "Your own page")):
        page.get_by_label("The code in your letter").fill(typed)
        presses(page, "button", "Open my page")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)


def goes(page: Page, label: str) -> None:
    page.get_by_role("navigation", name="Your pages").get_by_role(
        "link", name=label, exact=True
    ).click()


def presses(page: Page, role: str, label: str) -> None:
    page.get_by_role(role, name=label, exact=True).click()


def test_a_patient_lives_her_month_on_a_phone_and_is_told_what_became_of_it(
    theatre, visit, complaints
):
    complaints.expect("favicon.ico")
    stage = opened(theatre)
    page = visit(link_of(stage), width=PHONE)
    keeps_nobody_out(page, "today")

    presses(page, "link", "1 question waits for you.")
    keeps_nobody_out(page, "question")
    keys.press(page, page.get_by_role("button", name="Yes", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Noted")
    expect(page.get_by_text("You answered: “Yes”")).to_be_visible()

    stage.until("2027-02-10 16:00")
    goes(page, LABELS["questions"])
    presses(page, "link", "Answer")
    keeps_nobody_out(page, "story-window")
    page.get_by_label("Your story").fill(CANARY)
    page.get_by_label(ROOM).check()
    page.get_by_label(NAMELESS).check()
    presses(page, "button", "Keep it")
    assert story_of(stage, "jandira").state == "told"
    keeps_nobody_out(page, "questions-answered")

    stage.until("2027-02-16 16:00")
    for name in PAGES:
        goes(page, LABELS[name])
        expect(page.get_by_role("heading", level=1)).to_have_text(LABELS[name])
        picture(page, f"me-{name}", whole=True)
        assert [*axe(page), *spills(page), *small_targets(page)] == [], name

    goes(page, LABELS["room"])
    expect(page.get_by_text("Your room is Room").first).to_be_visible()
    goes(page, LABELS["stories"])
    page.get_by_role("link", name="Take back the story").click()
    keeps_nobody_out(page, "take-back")
    presses(page, "button", "Take it back")
    assert story_of(stage, "jandira").gone
    presses(page, "link", "Back")

    stage.nadia.types(f"/convene session 1 told {BECAME}")
    stage.until("2027-03-17 18:00")
    goes(page, LABELS["letters"])
    expect(page.get_by_text(BECAME)).to_be_visible()
