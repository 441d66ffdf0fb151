"""The people: found by name, organisation or role; one of them as facilitators see them, a Zoom address put right."""

from datetime import datetime

import pytest

from bot.facilitation import publishing, rooms
from tests.web.facilitators import NADIA, PEARL, door, house, nadia, osric

__all__ = ["door", "house", "nadia", "osric"]
HERS = f"/facilitate/people/{PEARL.id}"


@pytest.mark.parametrize("wanted", ["haversham", "  PEARL ", "heathside"])
def test_somebody_is_found_by_a_part_of_what_they_are_called(nadia, wanted):
    page = nadia.opens(f"/facilitate/people?q={wanted}")

    assert PEARL.name in page.text
    assert "Ted Okulicz" not in page.text


def test_everybody_is_there_and_whom_zoom_cannot_place_is_counted(nadia):
    page = nadia.reads("/facilitate/people")

    assert "15 people take part; 3 of them have no Zoom address." in page
    assert "none: placed by hand" in page
    assert "Nobody fits" in nadia.reads("/facilitate/people?q=<b>nobody")
    assert nadia.opens("/facilitate/people?page=999999999&q=%00").status_code == 200


def test_one_person_has_their_needs_and_room_and_no_address_of_theirs_but_zooms(house, nadia):
    page = nadia.opens(HERS)

    assert PEARL.organisation in page.text
    assert PEARL.zoom_email in page.text
    assert page.text.count(PEARL.email) == (PEARL.email == PEARL.zoom_email)
    assert nadia.opens("/facilitate/people/p999").status_code == 404


def test_another_zoom_address_is_followed_by_zooms_list_and_is_in_the_audit(house, nadia):
    house.clock.instant = datetime.fromisoformat("2027-03-12T12:00+00:00")
    rooms.draw_now(house, "s01", by=NADIA.id)
    publishing.publish(house, "s01", by=NADIA.id)

    page = nadia.sends(HERS, None, zoom=" other@example.org ")

    assert "follow the new Zoom address" in page.text
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).zoom_email == "other@example.org"
        assert [one.did for one in memory.traces.find(who=NADIA.id)][
            -1
        ] == "changed a person's Zoom address"


@pytest.mark.parametrize("wrong", ["nobody", "a@b c@d", "x@" + "y" * 300])
def test_what_is_no_address_changes_nothing(house, nadia, wrong):
    page = nadia.sends(HERS, None, zoom=wrong)

    assert "follow the new" not in page.text
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).zoom_email == PEARL.zoom_email
