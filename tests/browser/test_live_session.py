"""A whole session on the sandbox's page, lived by three people in three browsers, from invitation to action."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.opening import ELEVEN, first_days, opens
from tests.browser.seats import Hands, Seat, sits

__all__ = ["first_days", "opens"]

ASKED = "Will you be with us"
SOON = "starts soon"
TAKEAWAY = "stays with you"


@pytest.fixture
def three(opens, visit):
    """Pearl lives with an illness and has no mouse; Fleur is a nurse; Nadia facilitates and has the clock."""
    url = opens(people=ELEVEN).url
    pearl = sits(visit(url), "Pearl Haversham", by_keyboard=True)
    return pearl, sits(visit(url), "Fleur Mackinder"), sits(visit(url), "Nadia Thorsby")


def test_three_people_live_a_session_from_invitation_to_action(three):
    pearl, fleur, nadia = three
    clock = Hands(nadia.page)
    nadia.types("/convene help")
    _are_invited(pearl, fleur, clock)
    _are_told_their_rooms(three, clock)
    _meet(three, clock)
    _tell_what_came_of_it(pearl, fleur, clock)


def _are_invited(pearl: Seat, fleur: Seat, clock: Hands) -> None:
    clock.moves("A day")
    for seat in (pearl, fleur):
        seat.presses("That's fine", "Hello")
    clock.moves("A day", days=5)
    expect(pearl.message(ASKED)).to_contain_text("20:00 (London) your time")
    expect(fleur.message(ASKED)).to_contain_text("07:00 (Melbourne) your time")
    pearl.presses("Yes", ASKED)
    expect(pearl.message(ASKED)).to_contain_text("You answered: “Yes”")
    fleur.presses("Part of it", ASKED)
    expect(fleur.message(ASKED)).to_contain_text("You answered: “Part of it”")


def _are_told_their_rooms(three: tuple[Seat, Seat, Seat], clock: Hands) -> None:
    pearl, fleur, nadia = three
    clock.moves("A day", days=4)
    nadia.presses("Publish these rooms", "proposed, not yet told to anyone")
    expect(nadia.message("Rooms for")).to_contain_text("published")
    clock.moves("Next session")
    for seat in (pearl, fleur):
        expect(seat.message(SOON)).to_contain_text(re.compile(r"Your room is Room \d"))


def _meet(three: tuple[Seat, Seat, Seat], clock: Hands) -> None:
    """Pearl and Fleur come in by the link in their card; whoever Zoom cannot place is placed by hand."""
    pearl, fleur, nadia = three
    nadia.presses("Start the meeting", "Host sheet")
    expect(clock.zoom).to_contain_text("Running")
    for seat in (pearl, fleur):
        seat.follows("zoom.example.org/j/", SOON)
        expect(seat.said).to_contain_text("In the Zoom meeting")
    clock.moves("Next session")
    clock.comes("Doreen Ashgrove", "by telephone")
    clock.does("Host opens the rooms")
    clock.puts("Doreen Ashgrove", "Room 2")
    for name in ("Pearl Haversham", "Fleur Mackinder", "Doreen Ashgrove"):
        expect(clock.inside("Main room").filter(has_text=name)).to_have_count(0)
    clock.moves("Next session")
    clock.does("Host ends the meeting")
    expect(clock.zoom).to_contain_text("came, the host among them")


def _tell_what_came_of_it(pearl: Seat, fleur: Seat, clock: Hands) -> None:
    clock.moves("A day")
    pearl.presses("Answer", TAKEAWAY)
    pearl.sends({"Your answer": "That nobody rushed"})
    expect(pearl.message(TAKEAWAY)).to_contain_text("You answered: “That nobody rushed”")

    fleur.presses("Note an action", SOON)
    fleur.sends({"What": "Ring the ward & ask", "By when": "2027-03-10"})
    fleur.closes("It is written down")
    fleur.goes("App Home")
    expect(fleur.home).to_contain_text("Ring the ward & ask")
    expect(fleur.home).to_contain_text("10 March")
