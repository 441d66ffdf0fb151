"""Help for what is stuck: only its owner lets everyone know, the first who offers helps, and it ends with the need."""

import pytest

from bot.domain.errors import NotYours
from bot.domain.followup import Progress
from bot.facilitation import actions, helping, subgroups
from bot.facilitation.branches import gather, join_branch, name_branch
from tests.plays.scripts import cast, plan_of, sample_people

TED, PEARL, KIRRA, NADIA = (sample_people()[n] for n in ("ted", "pearl", "kirra", "nadia"))


@pytest.fixture
def stuck(company):
    made = company("2027-02-10T12:00")
    made.begins(
        cast("ted pearl kirra gunvor nadia"), plan_of(2, without=["rsvp"], bare=True), (2027, 2)
    )
    made.until("2027-02-18 12:00")
    actions.agree_action(made.desk, what="Ring the ward", owner=TED.id, by=TED.id)
    return made


def post(company):
    with company.look() as setting:
        (effect,) = setting.memory.effects.find("action:a1:help:h1")[:1]
        return helping.post(setting, effect).text


def test_neither_others_nor_facilitators_let_everyone_know_that_something_is_stuck(stuck):
    for other in (PEARL, NADIA):
        with pytest.raises(helping.OnlyTheOwner):
            helping.ask_everyone(stuck.desk, "a1", other.id, "Who knows?")

    assert stuck.effects("action:a1:help:") == []


def test_the_first_who_offers_helps_and_the_second_is_told_so(stuck):
    helping.ask_everyone(stuck.desk, "a1", TED.id, "Who knows the ward?")
    with pytest.raises(helping.OwnRequest):
        helping.take_on(stuck.desk, "h1", TED.id)
    helping.take_on(stuck.desk, "h1", PEARL.id)
    helping.take_on(stuck.desk, "h1", PEARL.id)
    with pytest.raises(helping.HelpsAlready):
        helping.take_on(stuck.desk, "h1", KIRRA.id)
    stuck.until("2027-02-19 20:00")

    assert len(stuck.told(TED, "Pearl Haversham can help you")) == 1
    assert len(stuck.told(PEARL, "you help Ted Okulicz")) == 1
    assert "Taken by Pearl Haversham" in post(stuck)


def test_asked_again_the_words_that_stand_are_changed_and_nothing_is_sent_twice(stuck):
    helping.ask_everyone(stuck.desk, "a1", TED.id, "Who knows?")
    helping.ask_everyone(stuck.desk, "a1", TED.id, "Who knows the ward?")

    assert len(stuck.effects("action:a1:help:")) == 1
    assert "“Who knows the ward?”" in post(stuck)


def test_once_it_is_no_longer_stuck_nobody_takes_it_and_the_request_says_so(stuck):
    helping.ask_everyone(stuck.desk, "a1", TED.id, "Who knows?")
    actions.report(stuck.desk, "a1", TED.id, Progress.DONE)

    with pytest.raises(helping.NotNeeded):
        helping.take_on(stuck.desk, "h1", PEARL.id)
    assert "It is not stuck any more" in post(stuck)


def test_a_subgroup_is_closed_by_its_convenor_or_a_facilitator_alone(stuck):
    name_branch(stuck.desk, idea="Texts", by=TED.id)
    join_branch(stuck.desk, "b1", PEARL.id)
    group = gather(stuck.desk, "b1", TED.id)
    for other in (PEARL, KIRRA):
        with pytest.raises(NotYours):
            subgroups.close(stuck.desk, group.id, "Mine now", by=other.id)
    subgroups.close(stuck.desk, group.id, "Letters became texts", by=NADIA.id)
    again = subgroups.close(stuck.desk, group.id, "Something else", by=TED.id)

    assert again.came == "Letters became texts"
