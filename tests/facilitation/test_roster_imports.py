"""A roster once more: it says first what it would change, nobody leaves by it in silence, who is back is the same."""

from dataclasses import replace

import pytest

from bot.domain.roster import Missing
from bot.facilitation import leaving
from bot.facilitation.people import import_roster
from bot.facilitation.roster_imports import take_over
from bot.files.roster import compare
from bot.voice.roster import diff
from tests.facilitation.asking import labels, plan_with
from tests.plays.scripts import cast, sample_people

TED, PEARL, NADIA = (sample_people()[name] for name in ("ted", "pearl", "nadia"))
ALL = "ted pearl kirra nadia osric"


@pytest.fixture
def made(company):
    community = company("2027-02-05T12:00")
    community.begins(cast(ALL), plan_with(), (2027, 2))
    community.until("2027-02-08 16:00")
    return community


def known(made):
    with made.look() as setting:
        return setting.memory.people.find()


def person(made, id):
    with made.look() as setting:
        return setting.memory.people.get(id)


def takes(made, people, *, missing=Missing.ASK, back=True):
    change = compare(known(made), people)
    take_over(
        made.desk, people, back=[p.id for p in change.back] if back else [],
        gone=[p.id for p in change.gone], missing=missing,
    )  # fmt: skip
    made.until("2027-02-09 18:00")
    return change


def test_what_is_new_changed_back_and_missing_is_said_before(made):
    leaving.leave(made.desk, PEARL.id, by=NADIA.id)
    moved = replace(TED, organisation="Harbour", access_needs="a ramp")
    change = compare(known(made), [moved, PEARL, *cast("nadia osric gunvor")])
    lines = diff(change.added, change.changed, change.back, change.gone)
    assert lines == [
        f"New: {sample_people()['gunvor'].name}, {sample_people()['gunvor'].organisation}",
        f"Changed: Ted Okulicz: organisation {TED.organisation} -> Harbour; access needs",
        "Back: Pearl Haversham has left, and would take part again",
        f"Missing: {sample_people()['kirra'].name} is not on it any more",
    ]


def test_whoever_is_missing_stays_and_facilitators_are_asked_once(made):
    for _ in range(2):
        takes(made, cast("ted kirra nadia osric"))
    (asked,) = made.told(NADIA, "Have they left?")
    assert "Pearl Haversham is not on it any more" in asked.text
    assert labels(asked) == ["They have left …"]
    assert person(made, PEARL.id).standing == "invited"


def test_where_the_machine_says_so_they_have_left(made):
    takes(made, cast("ted kirra nadia osric"), missing=Missing.LEFT)
    assert person(made, PEARL.id).standing == "left"
    assert made.told(NADIA, "Have they left?") == []


def test_who_rejoins_with_another_organisation_and_id_is_the_same_person(made):
    leaving.leave(made.desk, PEARL.id, by=NADIA.id)
    again = replace(PEARL, id="p900", organisation="Harbour", email=PEARL.email.upper())
    everyone = [again, *cast("ted kirra nadia osric")]
    takes(made, everyone, back=False)
    assert person(made, PEARL.id).standing == "left"  # an old file brings nobody back by itself
    takes(made, everyone)
    back = person(made, PEARL.id)
    assert (back.standing, back.organisation, back.slack_id != "") == ("active", "Harbour", True)
    assert len(known(made)) == 5
    assert made.desk.store.forget_list.forgotten("taking-part", [PEARL.id]) == []
    assert import_roster(made.desk, everyone).same == 5
