"""An account setting is off and Zoom keeps no rooms: facilitators are told at once, and everyone knows their room."""

from playwright.sync_api import expect

from tests.browser.opening import FEW, first_days, opens
from tests.browser.seats import Hands, beside, sits

__all__ = ["first_days", "opens"]

SWITCH = "Assign participants to breakout rooms when scheduling"


def test_when_zoom_drops_the_rooms_facilitators_are_told_and_everyone_knows_their_room(
    opens, visit
):
    nadia = sits(visit(opens(people=FEW).url), "Nadia Thorsby")
    hands = Hands(nadia.page)
    hands.switches("Zoom drops the rooms", on=True)
    pearl = beside(nadia.page, "Pearl Haversham")
    hands.moves("Next session")

    dropped = nadia.messages("Zoom did not keep the rooms")
    expect(dropped).to_contain_text([SWITCH] * dropped.count())
    for told in (": published", "Host sheet for", "convener session rooms 1"):
        expect(dropped.filter(has_text=told)).to_contain_text("Pearl Haversham (guest, Room 1)")
    expect(pearl.message("Your room for")).to_contain_text("is Room 1")
    expect(pearl.message("Your room for")).to_contain_text("Zoom cannot place you by itself")

    expect(hands.zoom).to_contain_text("No rooms assigned")
    nadia.presses("Start the meeting", "Host sheet")
    hands.zoom.get_by_role("button", name="Host opens the rooms").click()
    expect(hands.zoom.get_by_role("status")).to_have_text("No rooms were assigned beforehand.")
