"""The audit page: what facilitators did, by person and day, a page at a time, and nothing of what participants did."""

from datetime import datetime

import pytest

from bot.facilitation import branches, personal_links, rooms
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from tests.web.facilitators import NADIA, OSRIC, PEARL, door, house, nadia, osric

__all__ = ["door", "house", "nadia", "osric"]


@pytest.fixture(autouse=True)
def done(house):
    """Nadia draws rooms on one day, Osric ends somebody's links on another; Pearl names a branch."""
    branch = branches.name_branch(house, idea="Quillon", by=PEARL.id)
    with house.store.begin() as memory:
        trace(Setting(house, memory), PEARL.id, "left a subgroup", branch.id)
    house.clock.instant = datetime.fromisoformat("2027-03-12T12:00+00:00")
    rooms.draw_now(house, "s01", by=NADIA.id)
    house.clock.instant = datetime.fromisoformat(
        "2027-03-13T02:00+00:00"
    )  # still the 12th in New York
    personal_links.revoke(house, PEARL.id, by=OSRIC.id)
    house.clock.instant = datetime.fromisoformat("2027-03-14T12:00+00:00")


def rows(page):
    return page.text.count("<tr><td>")


def test_each_act_is_there_with_who_and_about_what_and_participants_are_left_out(nadia):
    page = nadia.reads("/facilitate/audit")

    assert f"{NADIA.name} drew the rooms anew session 1" in page
    assert f"{OSRIC.name} revoked a person's links {PEARL.name}" in page
    assert "at the machine loaded the learning plan" in page
    assert "left a subgroup" not in page
    assert "Quillon" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (f"who={OSRIC.id}", 1),
        ("day=2027-03-12", 2),
        (f"day=2027-03-12&who={NADIA.id}", 1),
        ("day=2027-03-11", 0),
        (f"who={PEARL.id}", 0),
        ("who=<script>&day=x&page=y", None),
        ("page=999999999", 0),
    ],
)
def test_acts_are_found_by_person_and_by_the_readers_own_day(nadia, asked, found):
    page = nadia.opens(f"/facilitate/audit?{asked}")

    assert page.status_code == 200
    assert "<script>" not in page.text
    if found is not None:
        assert rows(page) == found


def test_fifty_a_page_newest_first(house, nadia):
    with house.store.begin() as memory:
        for number in range(60):
            trace(Setting(house, memory), NADIA.id, f"act {number}.", "")
    first, second = nadia.opens("/facilitate/audit"), nadia.opens("/facilitate/audit?page=2")

    assert (rows(first), "act 59." in first.text, "Older" in first.text) == (50, True, True)
    assert ("act 9." in second.text, "Newer" in second.text, "Older" in second.text) == (
        True,
        True,
        False,
    )
