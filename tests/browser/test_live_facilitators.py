"""Two facilitators before the same rooms: no edit is lost, and each sees what the other did, wherever they sit."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.opening import DOZEN, first_days, opens
from tests.browser.seats import Hands, Seat, beside, sits

__all__ = ["first_days", "opens"]

ROOMS = "proposed, not yet told to anyone"
SWAPPED = "They have changed places"


@pytest.fixture
def seats(opens, visit):
    """Nadia and Osric side by side, and Osric once more, in a browser of his own."""
    url = opens(people=DOZEN).url
    nadia = sits(visit(url), "Nadia Thorsby")
    osric = beside(nadia.page, "Osric Fenwright")
    for seat in (nadia, osric):
        seat.types("/convene help")  # from now on nobody else acts for them
    Hands(nadia.page).moves("A day", days=9)
    return nadia, osric, sits(visit(url), "Osric Fenwright")


def test_two_facilitators_change_the_same_rooms_and_no_edit_is_lost(seats):
    nadia, osric, elsewhere = seats
    _swaps(osric, 0)
    _swaps(nadia, 1)
    for seat in (osric, nadia):
        _does(seat)
        seat.closes(SWAPPED)
    for seat in seats:
        expect(seat.message("version 3")).to_be_visible()

    _swaps(elsewhere, 0)
    _swaps(nadia, 0)
    _does(elsewhere)
    elsewhere.closes(SWAPPED)
    _does(nadia)
    expect(nadia.form).to_contain_text("Osric Fenwright changed Room 1 and Room 2 a moment ago")
    expect(nadia.form).to_contain_text("Look at it again")
    for seat in seats:
        expect(seat.message("version 4")).to_be_visible()


def _swaps(seat: Seat, number: int) -> None:
    """Open the form and choose the people at these places of two rooms, to change them."""
    seat.presses("Swap two people", ROOMS)
    one = seat.form.get_by_role("combobox", name="This person")
    other = seat.form.get_by_role("combobox", name="changes places with")
    one.select_option(label=_named(one, "Room 1")[number])
    other.select_option(label=_named(other, "Room 2")[number])


def _does(seat: Seat) -> None:
    seat.press(seat.form.get_by_role("button", name="Do it"))


def _named(choice: Locator, room: str) -> list[str]:
    """Who can be chosen from this room."""
    expect(choice).to_be_visible()
    every = choice.locator("option").all_inner_texts()
    return [each for each in every if re.search(rf"\({room}\)$", each)]
