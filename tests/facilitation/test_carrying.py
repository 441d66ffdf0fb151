"""What is still going comes along; the second time, or at half-way, its owner is asked, and nobody is blamed."""

import pytest

from bot.domain.errors import NoSuchThing, NotYours
from bot.domain.followup import Progress
from bot.facilitation import actions, carrying, views
from tests.plays.scripts import cast, plan_of, sample_people

PEOPLE = "gunvor kwabena pearl ted signe nadia"
TED, PEARL, NADIA = (sample_people()[name] for name in ("ted", "pearl", "nadia"))


def opened(company, *months):
    made = company("2027-02-10T12:00")
    made.begins(cast(PEOPLE), plan_of(*months, without=["rsvp"], bare=True), (2027, 2))
    made.until("2027-02-18 12:00")
    return made


@pytest.fixture
def after_one(company):
    return opened(company, 2, 3, 5, 6)  # at the last one the ending asks


def carried(company, id="a1"):
    with company.look() as setting:
        return setting.memory.actions.get(id)


def page(company, month):
    with company.look() as setting:
        nadia = setting.person(NADIA.id)
    return views.session_page(company.desk, month, nadia).text


def test_the_first_time_it_comes_along_quietly_and_facilitators_see_it(after_one):
    actions.agree_action(after_one.desk, what="Ring the ward", owner=TED.id, by=TED.id)
    after_one.until("2027-03-16 16:00")

    assert carried(after_one).carried == 1
    assert after_one.told(TED, "keep it, or let it go") == []
    shown = page(after_one, 2)
    assert "Carried along from before: 1 action." in shown
    assert "“Ring the ward”: Ted Okulicz" in shown
    assert "late" not in shown.casefold()


def test_the_second_time_its_owner_is_asked_once_and_may_keep_it_or_let_it_go(after_one):
    for what in ("Ring the ward", "Write the letter"):
        actions.agree_action(after_one.desk, what=what, owner=TED.id, by=TED.id)
    actions.agree_action(after_one.desk, what="Draw", owner=TED.id, by=PEARL.id)  # no yes yet
    after_one.until("2027-04-20 20:00")

    (asked,) = after_one.told(TED, "keep it, or let it go")
    assert "“Ring the ward”" in asked.text
    assert "Draw" not in asked.text
    assert after_one.told(PEARL, "keep it, or let it go") == []
    carrying.keep(after_one.desk, "a1|s03", TED.id)
    actions.report(after_one.desk, "a2", TED.id, Progress.LET_GO)
    after_one.until("2027-04-20 21:00")

    (asked,) = after_one.told(TED, "keep it, or let it go")
    assert "“Ring the ward” You keep it." in asked.text
    assert "“Write the letter” It is let go. Thank you." in asked.text
    assert (carried(after_one).carried, carried(after_one).state) == (0, Progress.OPEN)
    assert "Write the letter" not in page(after_one, 3)


def test_what_is_young_or_done_is_not_taken_along(after_one):
    actions.agree_action(after_one.desk, what="Ring", owner=TED.id, by=TED.id)
    actions.report(after_one.desk, "a1", TED.id, Progress.DONE)
    after_one.until("2027-03-05 12:00")
    actions.agree_action(after_one.desk, what="Write", owner=TED.id, by=TED.id)
    after_one.until("2027-03-16 16:00")

    assert (carried(after_one).carried, carried(after_one, "a2").carried) == (0, 0)
    assert "Carried along" not in page(after_one, 2)


def test_at_half_way_each_owner_gets_one_message_with_all_of_theirs(company):
    made = opened(company, 2, 3, 5, 6, 8, 9)
    made.until("2027-05-05 12:00")
    for what, who in (("Ring", TED), ("Write", TED), ("Draw", PEARL)):
        actions.agree_action(made.desk, what=what, owner=who.id, by=who.id)
    made.until("2027-05-18 20:00")

    (ted,), (pearl,) = (made.told(who, "We are half-way") for who in (TED, PEARL))
    assert ("“Ring”" in ted.text, "“Write”" in ted.text, "“Draw”" in ted.text) == (
        True,
        True,
        False,
    )
    assert "“Draw”" in pearl.text
    assert "Nothing is counted" in ted.text
    assert carried(made).carried == 0


def test_nobody_else_keeps_what_is_anothers(after_one):
    actions.agree_action(after_one.desk, what="Ring the ward", owner=TED.id, by=TED.id)
    with pytest.raises(NoSuchThing):
        carrying.keep(after_one.desk, "a9|s02", TED.id)
    with pytest.raises(NotYours):
        carrying.keep(after_one.desk, "a1|s02", PEARL.id)
