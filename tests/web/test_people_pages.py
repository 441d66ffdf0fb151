"""The people in a browser: found, put right, and taken over from a roster that was looked at first."""

import pytest

from bot.facilitation.setting import Setting
from bot.files.roster import write_roster
from tests.web.facilitators import NADIA, PEARL, door, house, nadia, osric, words_of

__all__ = ["door", "house", "nadia", "osric"]
ALL = "/facilitate/people"
HERS = f"{ALL}/{PEARL.id}"


def roster(house, *, without="", renamed=""):
    with house.store.read() as memory:
        people = [p for p in memory.people.find() if p.id != without]
    text = write_roster(people)
    return text.replace(renamed, f"{renamed} the Second") if renamed else text


@pytest.fixture
def imports(nadia):
    """Uploads a roster; the page that says what would change."""

    def send(text):
        proof = nadia.opens(f"{ALL}/import").text.partition('name="proof" value="')[2]
        return nadia.kept.post(
            f"{nadia.door}{ALL}/import",
            data={"proof": proof.partition('"')[0]},
            files={"roster": ("people.csv", text.encode(), "text/csv")},
            timeout=30,
        )

    return send


def yes(browser, page, **more):
    fields = {
        name: page.text.partition(f'name="{name}" value="')[2].partition('"')[0]
        for name in ("roster", "mark")
    }
    return browser.sends(f"{ALL}/import/yes", **(fields | more))


def traces(house):
    with house.store.read() as memory:
        return [(line.who, line.did) for line in memory.traces.find()]


def test_the_list_says_first_how_many_there_are_and_whom_zoom_cannot_place(nadia):
    page = nadia.reads(ALL)

    assert "15 people take part, from 7 organisations. Zoom cannot place 3 of them" in page
    assert page.count("placed by hand") == 3
    assert PEARL.name in page
    assert "facilitates" in page


def test_somebody_is_found_by_name_or_house_and_nobody_is_said_so(nadia):
    assert "Ted" not in nadia.reads(f"{ALL}?q=pearl")
    assert PEARL.name in nadia.reads(f"{ALL}?q={PEARL.organisation.split()[0]}")
    assert "Nobody fits “zebra”" in nadia.reads(f"{ALL}?q=zebra")


def test_one_of_them_stands_with_what_facilitators_are_to_know(nadia):
    page = nadia.reads(HERS)

    assert f"{PEARL.organisation}, Person with lived experience" in page
    assert PEARL.access_needs in page
    assert "in London now" in page
    assert f"{PEARL.name} has not said." in page


def test_a_zoom_address_is_put_right_and_the_audit_knows_by_whom(house, nadia):
    done = nadia.sends(f"{HERS}/zoom", address=" pearl@zoom.example ")
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).zoom_email == "pearl@zoom.example"

    assert "Noted." in words_of(done.text)
    assert traces(house)[-1] == (NADIA.id, "changed a person's Zoom address")
    again = len(traces(house))
    assert nadia.sends(f"{HERS}/zoom", address="pearl@zoom.example").status_code == 200
    assert len(traces(house)) == again


@pytest.mark.parametrize("address", ["pearl", "a b@c", "@", "x" * 300 + "@y.example"])
def test_what_is_no_address_changes_nothing(house, nadia, address):
    with house.store.read() as memory:
        before = memory.people.get(PEARL.id)
    refused = nadia.sends(f"{HERS}/zoom", address=address)

    assert (refused.status_code, "address" in words_of(refused.text)) == (409, True)
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id) == before


def test_somebody_comes_instead_and_then_she_comes_after_all(house, nadia):
    with house.store.read() as memory:
        mate = next(
            p
            for p in Setting(house, memory).people.values()
            if p.organisation == PEARL.organisation and p.id != PEARL.id and not p.facilitates
        )
    sent = nadia.sends(f"{HERS}/instead", session="s01", colleague=mate.id)

    assert f"{mate.name} comes instead" in words_of(sent.text)
    assert f"{PEARL.name} does not come" in words_of(sent.text)
    back = nadia.sends(f"{HERS}/instead", session="s01", back="yes")
    assert f"{mate.name} comes instead" not in words_of(back.text)


def test_nobody_named_is_said_in_words(nadia):
    refused = nadia.sends(f"{HERS}/instead", session="s01")

    assert (refused.status_code, "Say who comes" in refused.text) == (409, True)


def test_a_roster_says_what_it_would_change_and_changes_it_only_at_a_yes(house, nadia, imports):
    seen = imports(roster(house, renamed=PEARL.name))
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).name == PEARL.name

    assert f"Changed: {PEARL.name} the Second" in words_of(seen.text)
    done = yes(nadia, seen)
    assert "Taken over: 0 people are new, 1 changed." in words_of(done.text)
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).name == f"{PEARL.name} the Second"
    assert (NADIA.id, "imported people: 0 new, 1 changed") in traces(house)


def test_who_is_missing_stays_leaves_or_is_asked_about(house, nadia, imports):
    seen = imports(roster(house, without=PEARL.id))
    assert f"Missing: {PEARL.name}" in words_of(seen.text)

    yes(nadia, seen, missing="keep")
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).standing != "left"
    yes(nadia, imports(roster(house, without=PEARL.id)), missing="left")
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).standing == "left"


def test_what_changed_meanwhile_is_looked_at_again(house, nadia, imports):
    seen = imports(roster(house, renamed=PEARL.name))
    nadia.sends(f"{ALL}/{NADIA.id}/zoom", address="another@zoom.example")
    stale = yes(nadia, seen)

    assert (stale.status_code, "changed meanwhile" in stale.text) == (409, True)
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).name == PEARL.name


def test_a_roster_with_a_fault_is_told_row_by_row_and_none_of_it_is_taken(house, nadia, imports):
    text = roster(house).replace("Europe/London", "Europe/Atlantis")
    seen = imports(text)

    assert "Nothing can be taken over before this is mended" in words_of(seen.text)
    assert "Take it over" not in seen.text
    assert yes(nadia, seen, roster="!!", mark="").status_code == 400


def test_no_file_is_said_so(imports):
    assert imports("").status_code == 400
