"""Actions and subgroups in a browser: several changed at once, a subgroup closed, and nobody ranked."""

from datetime import date

import pytest

from bot.domain.followup import Subgroup
from bot.facilitation import actions
from tests.plays.scripts import sample_people
from tests.web.facilitators import NADIA, PEARL, door, house, nadia, osric, words_of

__all__ = ["door", "house", "nadia", "osric"]
ALL = "/facilitate/actions"
TED = sample_people()["ted"]


@pytest.fixture
def busy(house):
    """Two actions of two people, one of them in a subgroup."""
    with house.store.begin() as memory:
        memory.subgroups.save(
            Subgroup(
                id="g1", name="Beds", purpose="That nobody waits in a corridor", convenor=PEARL.id,
                members=(PEARL.id, TED.id), at=house.clock.now(), state="open",
            )
        )  # fmt: skip
    ring = actions.agree_action(
        house, what="Ring <b>the</b> ward", owner=TED.id, by=TED.id, level="planning"
    )
    count = actions.agree_action(house, what="Count", owner=PEARL.id, by=PEARL.id, subgroup="g1")
    return ring, count


def kept(house, action):
    with house.store.read() as memory:
        return memory.actions.get(action.id)


def test_what_goes_on_is_found_by_level_house_or_subgroup(nadia, busy):
    page = nadia.opens(ALL)

    assert "2 actions open; 1 subgroup goes on." in page.text
    assert "Ring &lt;b&gt;the" in page.text
    assert "That nobody waits in a corridor" in page.text
    assert "Count" not in nadia.reads(f"{ALL}?q=planning")
    assert "1 action open for “beds”" in nadia.reads(f"{ALL}?q=beds")
    assert "No action that is open fits “zebra”" in nadia.reads(f"{ALL}?q=zebra")


def test_several_get_another_day_and_are_let_go_with_a_word(house, nadia, busy):
    both = [one.id for one in busy]
    moved = nadia.sends(ALL, action=both, way="move", due="2027-04-01")
    assert "each owner reads it" in words_of(moved.text)
    assert {kept(house, one).due for one in busy} == {date(2027, 4, 1)}

    nadia.sends(ALL, action=both[:1], way="let_go", word="Thank you, Ted")
    assert (kept(house, busy[0]).ended, kept(house, busy[1]).ended) == (True, False)


def test_whoever_is_asked_says_yes_before_it_is_theirs(house, nadia, busy):
    done = nadia.sends(ALL, action=busy[0].id, way="pass", person=PEARL.id)

    assert "Asked for a yes" in words_of(done.text)
    assert kept(house, busy[0]).owner == TED.id


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"way": "move", "due": "2027-04-01"}, "Choose at least one action."),
        ({"way": "move", "action": "a1", "due": "soon"}, "Choose the day"),
        ({"way": "pass", "action": "a1"}, "Choose who is asked"),
        ({"way": "burn", "action": "a1"}, "There is no such way"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(house, nadia, busy, form, said):
    refused = nadia.sends(ALL, **form)

    assert (refused.status_code, said in words_of(refused.text)) == (409, True)
    assert [kept(house, one) for one in busy] == list(busy)


def test_a_subgroup_is_closed_with_what_came_of_it(house, nadia, busy):
    page = nadia.sends(f"{ALL}/close/g1", came="Three beds fewer in the corridor")

    assert "Closed with thanks." in words_of(page.text)
    assert "Subgroups that are over (1)" in words_of(page.text)
    assert "Three beds fewer in the corridor" in page.text
    with house.store.read() as memory:
        assert memory.traces.find()[-1].who == NADIA.id
    assert nadia.sends(f"{ALL}/close/g99", came="").status_code == 404


def test_before_anything_is_there_it_says_where_it_begins(nadia):
    page = nadia.reads(ALL)

    assert "No actions are open. They begin in the rooms" in page
    assert "One begins with an idea that three people want to take further" in page
