"""Facilitators find what people took on and change several at once; owners hear it once, and say yes to what is new."""

from datetime import date

import pytest

from bot.domain.errors import NoSuchThing, NothingWritten
from bot.domain.followup import Progress, Subgroup
from bot.facilitation import actions, actions_desk, handing_over
from bot.facilitation.actions_desk import Change
from tests.plays.scripts import cast, plan_of, sample_people

PEOPLE = "ted pearl kirra gunvor nadia"
TED, PEARL, KIRRA, GUNVOR, NADIA = (sample_people()[name] for name in PEOPLE.split())


@pytest.fixture
def busy(company):
    """Three actions of two people: one at the level of planning, one in a subgroup, one for what the plan makes."""
    made = company("2027-02-10T12:00")
    made.begins(cast(PEOPLE), plan_of(2, 3, without=["rsvp"], bare=True), (2027, 2))
    made.until("2027-02-18 12:00")
    with made.change() as setting:
        group = {"convenor": PEARL.id, "members": (PEARL.id, TED.id), "at": setting.now}
        setting.memory.subgroups.save(
            Subgroup(id="g1", name="Beds", purpose="Beds", state="open", branch_id="b9", **group)
        )
        (artefact, *_) = setting.plan.artefacts
    agree = {"by": TED.id, "owner": TED.id}
    actions.agree_action(made.desk, what="Ring", level="planning", **agree)
    actions.agree_action(made.desk, what="Count", subgroup="g1", **agree)
    own = {"by": PEARL.id, "owner": PEARL.id}
    actions.agree_action(made.desk, what="Write", artefact=artefact.key, **own)
    return made


def now(company, id):
    with company.look() as setting:
        return setting.memory.actions.get(id)


def title_of(company):
    """What the first thing that the plan makes is called, in its own capitals."""
    with company.look() as setting:
        return setting.plan.artefacts[0].title


def found(company, wanted=""):
    text = actions_desk.page(company.desk, wanted).text
    return {what for what in ("Ring", "Count", "Write") if f"“{what}”" in text}


def does(company, ids, **wish):
    return actions_desk.change(company.desk, ids, Change(by=NADIA.id, **wish))


def test_they_are_found_by_level_organisation_and_subgroup_and_nowhere_called_late(busy):
    assert found(busy) == {"Ring", "Count", "Write"}
    assert found(busy, "planning") == {"Ring"}
    assert found(busy, "beds") == {"Count"}
    assert found(busy, TED.organisation) == {"Ring", "Count"}
    assert found(busy, f"planning {TED.organisation}") == {"Ring"}
    assert "No action that is open fits that" in actions_desk.page(busy.desk, "strategic").text
    assert (now(busy, "a2").branch_id, now(busy, "a1").branch_id) == ("b9", "")
    does(busy, ["a1"], way="move", due=date(2027, 2, 17))
    said = actions_desk.page(busy.desk).text
    assert "Planning" in said
    assert "In “Beds”" in said
    assert f"For “{title_of(busy)}”" in said
    assert not any(word in said.casefold() for word in ("late", "overdue", "behind", "missed"))
    with pytest.raises(NoSuchThing):
        actions.agree_action(busy.desk, what="X", owner=TED.id, by=TED.id, artefact="nothing")


def test_several_dates_are_moved_and_each_owner_reads_it_once(busy):
    said = does(busy, ["a1", "a2", "a3"], way="move", due=date(2027, 4, 1))
    busy.until("2027-02-19 20:00")

    assert [now(busy, id).due for id in ("a1", "a2", "a3")] == [date(2027, 4, 1)] * 3
    assert said == "By Thu 1 April now: “Ring”, “Count” and “Write”."
    (told,) = busy.told(TED, "moved the date of “Ring” and “Count”")
    assert "Nadia" in told.text
    assert len(busy.told(PEARL, "moved the date of “Write”")) == 1
    with pytest.raises(NothingWritten):
        does(busy, ["a1"], way="move")


def test_another_owner_is_asked_and_has_it_only_with_a_yes(busy):
    does(busy, ["a1", "a2"], way="pass", to=GUNVOR.id)
    busy.until("2027-02-19 20:00")
    assert now(busy, "a1").owner == TED.id
    assert busy.told(TED, "asks Gunvor", "Until they say yes it stays with you")
    assert busy.told(GUNVOR, "Would you take this on from Ted Okulicz?", "“Ring”")
    with busy.look() as setting:
        one, other = setting.memory.hand_overs.find(asked=GUNVOR.id)
    handing_over.say(busy.desk, one.id, GUNVOR.id, yes=True)
    handing_over.say(busy.desk, other.id, GUNVOR.id, yes=False)
    busy.until("2027-02-22 20:00")

    assert (now(busy, "a1").owner, now(busy, "a2").owner) == (GUNVOR.id, TED.id)
    assert busy.told(TED, "with you again", "“Count”")


def test_several_are_let_go_with_a_word_and_what_ended_meanwhile_stays(busy):
    actions.report(busy.desk, "a2", TED.id, Progress.DONE)
    said = does(busy, ["a1", "a2"], way="let_go", word="The ward has closed")
    busy.until("2027-02-19 20:00")

    assert said == "Let go: “Ring”. 1 action had ended or was with them already."
    assert (now(busy, "a1").state, now(busy, "a1").word) == (Progress.LET_GO, "The ward has closed")
    assert now(busy, "a2").state is Progress.DONE
    assert busy.told(TED, "let “Ring” go, with thanks", "“The ward has closed”")
