"""The pictures of the documentation, made anew from the sandbox's page: `make pictures`."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from bot.facilitation.signing_in import way_in
from bot.store.history import upgrade
from bot.voice.own_pages import LABELS
from tests.browser.browser import DESK, PHONE, Complaints, Visits, find_chromium, start
from tests.browser.opening import opened
from tests.browser.palette import shrink
from tests.browser.seats import Hands, Seat, beside, sits
from tests.plays.conftest import Theatre
from tests.plays.scripts import plan_of, sample_people
from tests.plays.test_a_month_without_slack import link_of
from tests.plays.test_a_month_without_slack import opened as a_month_without_slack
from tests.web.facilitators import NADIA

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
LARGEST = 400_000  # bytes: a picture is fetched by everyone who opens the README
WHOLE, ON_A_PHONE, OWN_PAGE, PAGE = 1900, 780, 1200, 1000  # pixels from the top


@contextmanager
def visits() -> Iterator[tuple[Visits, ExitStack]]:
    """A browser, and what is put away with it."""
    with sync_playwright() as playwright, ExitStack() as held:
        browser = start(playwright, find_chromium() or sys.exit("There is no Chromium here."))
        held.callback(browser.close)
        visit = Visits(browser, Complaints())
        held.callback(visit.close)
        yield visit, held


def make(folder: Path) -> None:
    """A session runs: a patient's and a facilitator's Slack, Zoom with its rooms, the ledger."""
    with visits() as (visit, held):
        url = _sandbox(held)
        page = visit(url)
        pearl = sits(page, "Pearl Haversham")
        _lives(pearl, Hands(page))
        beside(page, "Nadia Thorsby").shows("Host sheet")
        pearl.shows("starts soon")
        _keep(page, folder / "sandbox.png", WHOLE)
        phone = visit(page.url.partition("&b=")[0], width=PHONE, dark=True)
        Seat(phone, pearl.name).shows("starts soon")
        _keep(phone, folder / "sandbox-dark-phone.png", ON_A_PHONE)


def make_guide(folder: Path) -> None:
    """What a facilitator reads, message by message, for the facilitators' guide."""
    with visits() as (visit, held):
        page = visit(_sandbox(held))
        nadia, clock = sits(page, "Nadia Thorsby"), Hands(page)
        clock.moves("A day", days=11)
        for line, words, name in (
            ("/convene rooms 2", "Rooms for", "guide-rooms"),
            ("/convene thread Heathside Hospital Trust", "The thread of", "guide-thread"),
        ):
            nadia.types(line)
            _keep_message(nadia, words, folder / f"{name}.png")
        for step in ("Next session", "Next session"):
            clock.moves(step)
        _keep_message(nadia, "Host sheet", folder / "guide-host-sheet.png")


def make_own_pages(folder: Path) -> None:
    """A patient's own page on a phone: what waits first, and where a story is told."""
    with visits() as (visit, held):
        theatre = _theatre(held)
        stage = a_month_without_slack(theatre)
        page = visit(link_of(stage), width=PHONE)
        _keep(page, folder / "own-page.png", OWN_PAGE)
        stage.until("2027-02-10 16:00")
        page.get_by_role("link", name=LABELS["questions"], exact=True).click()
        page.get_by_role("link", name="Answer", exact=True).first.click()
        _keep(page, folder / "own-page-story.png", OWN_PAGE)


def make_facilitators_pages(folder: Path) -> None:
    """The facilitators' pages, five days before a session: is it ready, and the board of its rooms."""
    with visits() as (visit, held):
        theatre = _theatre(held)
        people = list(sample_people().values())
        stage = theatre.opens(
            people=people, start=(2027, 2), plan=plan_of(4, 5), at="2027-02-05T12:00"
        )
        stage.until("2027-02-13 16:00")
        page = visit(way_in(stage.desk, NADIA.id, by=NADIA.id))
        page.get_by_role("button", name="Open").click()
        _keep(page, folder / "facilitate-session.png", PAGE)
        page.get_by_role("link", name="Rooms", exact=True).click()
        _keep(page, folder / "facilitate-rooms.png", PAGE)


COPIED = """(it) => {
  const copy = it.cloneNode(true);
  copy.querySelectorAll(".more").forEach((each) => each.remove());
  copy.style = "position:absolute;top:0;left:0;width:40rem;padding:1rem;z-index:99;background:var(--ground)";
  document.body.append(copy);
  return copy;
}"""


def _keep_message(seat: Seat, words: str, file: Path) -> None:
    """One message whole, as it reads in somebody's Slack however far that is scrolled."""
    expect(seat.message(words)).to_be_visible()
    copy = seat.message(words).evaluate_handle(COPIED).as_element()
    assert copy
    copy.screenshot(path=file, animations="disabled")
    copy.evaluate("(it) => it.remove()")
    _made_small(file)


def _made_small(file: Path) -> None:
    shrink(file)
    size = file.stat().st_size
    assert size < LARGEST, f"{file.name} is too large: {size} bytes"


def _theatre(held: ExitStack) -> Theatre:
    place = Path(held.enter_context(tempfile.TemporaryDirectory()))
    upgrade(f"sqlite:///{place / 'empty.sqlite3'}")
    theatre = Theatre(place, place / "empty.sqlite3")
    held.enter_context(theatre.held)
    return theatre


def _sandbox(held: ExitStack) -> str:
    """All of the sample's people, on their first day."""
    place = Path(held.enter_context(tempfile.TemporaryDirectory()))
    (place / "first-days").mkdir()
    everyone = " ".join(person.id for person in sample_people().values())
    return opened(held, place, place / "first-days", everyone, plan_of(2)).url


def _lives(pearl: Seat, clock: Hands) -> None:
    """Until the rooms are open; Pearl is there."""
    clock.moves("A day", days=6)
    pearl.presses("Yes", "Will you be with us")
    expect(pearl.message("Will you be with us")).to_contain_text("You answered")
    for step in ("Next session", "Next session", "Next event"):
        clock.moves(step)
    pearl.follows("zoom.example.org/j/", "starts soon")
    expect(pearl.said).to_contain_text("In the Zoom meeting")
    clock.moves("An hour")


def _keep(page: Page, file: Path, height: int) -> None:
    width = (page.viewport_size or ViewportSize(width=DESK, height=0))["width"]
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.evaluate("scrollTo(0, 0); document.activeElement?.blur()")
    file.parent.mkdir(exist_ok=True)
    page.screenshot(path=file, full_page=True, clip=clip, animations="disabled")
    _made_small(file)


if __name__ == "__main__":
    make(FOLDER)
    make_guide(FOLDER)
    make_own_pages(FOLDER)
    make_facilitators_pages(FOLDER)
