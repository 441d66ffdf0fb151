"""One browser for all plays of this process, a fresh start for each, and nothing that goes wrong unheard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.browser import PATIENCE_MS, Complaints, Visits, find_chromium, start

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = find_chromium()
    if not found:
        pytest.skip("no Chromium here; `make test` says how to get one")
    with sync_playwright() as playwright:
        browser = start(playwright, found)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    """Errors of the pages and looks outside; a play fails by any that it did not expect."""
    return Complaints()


@pytest.fixture
def visit(chromium: Browser, complaints: Complaints) -> Iterator[Visits]:
    """Opens pages, each call as another person with a browser of their own."""
    visits = Visits(chromium, complaints)
    yield visits
    visits.close()
    assert complaints.left() == []


@pytest.fixture
def page(visit: Visits) -> Page:
    """An empty page on a desk."""
    return visit()
