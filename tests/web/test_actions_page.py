"""Actions and subgroups in the browser: found by what they belong to, several changed at once, each owner told once."""

import pytest

from bot.domain.followup import Progress
from bot.facilitation import actions, branches
from tests.plays.scripts import sample_people
from tests.web.facilitators import NADIA, PEARL, door, house, nadia, osric

__all__ = ["door", "house", "nadia", "osric"]
TED = sample_people()["ted"]
PAGE = "/facilitate/actions"


@pytest.fixture(autouse=True)
def taken_on(house):
    """Pearl and Ted took something on each; four people go further on an idea."""
    made = [
        actions.agree_action(house, what=what, owner=who.id, by=who.id)
        for what, who in (("Ring the <ward>", PEARL), ("Write a list", TED))
    ]
    branch = branches.name_branch(house, idea="Texts before discharge", by=TED.id)
    for name in ("pearl", "doreen", "jandira"):
        branches.join_branch(house, branch.id, sample_people()[name].id)
    branches.gather(house, branch.id, TED.id)
    return made


def test_both_are_there_and_what_people_wrote_does_no_harm(nadia):
    page = nadia.opens(PAGE)

    assert "Ring the &lt;ward&gt;" in page.text
    assert "&amp;lt;" not in page.text
    assert "Texts before discharge" in page.text
    assert f"Convened by {TED.name}" in page.text


def test_they_are_found_by_organisation(nadia):
    page = nadia.reads(f"{PAGE}?q={PEARL.organisation.split()[0]}")

    assert "Ring the <ward>" in page
    assert "Write a list" not in page
    assert "No action that is open fits that" in nadia.reads(f"{PAGE}?q=nowhere")


def test_several_are_let_go_at_once_and_each_owner_is_told_once(house, nadia, taken_on):
    ids = [one.id for one in taken_on]
    page = nadia.sends(PAGE, None, action=ids, way="let_go", word="Thank you both")

    assert "Let go: “Ring the &lt;ward&gt;” and “Write a list”." in page.text
    with house.store.read() as memory:
        assert {memory.actions.get(id).state for id in ids} == {Progress.LET_GO}
        told = memory.effects.find(kind="action-changed")
        assert sorted(one.target for one in told) == sorted([PEARL.id, TED.id])
        assert memory.traces.find(who=NADIA.id)[-1].about == ids[-1]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"way": "let_go"}, "Choose at least one action"),
        ({"way": "move", "due": "soon"}, "Choose the day"),
        ({"way": "pass"}, "Choose who is asked"),
        ({"way": "explode"}, "no such way"),
    ],
)
def test_what_is_not_whole_is_said_and_changes_nothing(house, nadia, taken_on, form, said):
    chosen = {} if "Choose at least" in said else {"action": [taken_on[0].id]}
    page = nadia.sends(PAGE, None, **chosen, **form)

    assert said in page.text
    with house.store.read() as memory:
        assert memory.actions.get(taken_on[0].id) == taken_on[0]
