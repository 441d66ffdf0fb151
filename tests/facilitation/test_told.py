"""What finds no room in what people are told before a session is not held to be told: it comes with the next."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotYours
from bot.domain.followup import CLOSED, ActionItem, Progress, Subgroup
from bot.domain.synthesis import LoopState
from bot.facilitation import actions, loops, programmes
from bot.facilitation.told import mark_told, told_before
from tests.plays.scripts import cast, plan_of, sample_people

NADIA, PEARL, TED = (sample_people()[name] for name in ("nadia", "pearl", "ted"))
LONG = "and it took quite a while to get there, with many hands and a good deal of patience, "


@pytest.fixture
def made(company):
    """The first of three sessions is over."""
    found = company("2027-02-09T05:00")
    plan = plan_of(2, 3, 5, without=["rsvp"], bare=True, keep=["what-we-did"])
    found.begins(cast("pearl ted gunvor nadia"), plan, (2027, 2))
    found.until("2027-02-18 12:00")
    return found


def happened(made, *numbers):
    for number in numbers:
        loop = loops.add(made.desk, "s01", f"Thing {number}: {LONG}", owner=NADIA.id, by=NADIA.id)
        loops.say(
            made.desk, loop.id, f"Answer {number}, {LONG * 3}", state=LoopState.HAPPENED,
            owner=NADIA.id, by=NADIA.id,
        )  # fmt: skip


def did(made, *numbers):
    """A subgroup's actions, done; and it is closed."""
    at = made.desk.clock.now()
    group = Subgroup(
        id="g1", name="Beds", purpose="Beds", convenor=NADIA.id, members=(NADIA.id,), at=at,
        state=CLOSED, came="Beds are counted", closed_at=at,
    )  # fmt: skip
    with made.change() as setting:
        if not setting.memory.subgroups.seek(group.id):
            setting.memory.subgroups.save(group)
        for number in numbers:
            setting.memory.actions.save(
                ActionItem(
                    id=f"a{number}",
                    what=f"Deed {number}, {LONG * 2}",
                    owner=NADIA.id,
                    by=NADIA.id,
                    at=at,
                    state=Progress.DONE,
                    subgroup_id="g1",
                    done_at=at,
                )
            )


def told(made, month):
    return made.told(PEARL, "What happened with")[month - 2].text


def which(text, word, of=range(1, 11)):
    return [number for number in of if f"{word} {number}" in text]


def test_loops_that_find_no_room_come_with_the_next_telling_and_each_is_told_once(made):
    happened(made, *range(1, 6))
    made.until("2027-03-17 12:00")
    first = which(told(made, 2), "Thing")
    assert first == which(told(made, 2), "Answer")
    assert 0 < len(first) < 5
    with made.look() as setting:
        state = {loop.id: loop.state for loop in setting.memory.loops.find()}
    assert [n for n in range(1, 6) if state[f"loop{n}"] is LoopState.TOLD] == first

    made.until("2027-04-21 12:00")
    assert first + which(told(made, 3), "Thing") == [1, 2, 3, 4, 5]


def test_what_was_done_and_finds_no_room_is_told_later_also_beside_a_facilitators_own_words(made):
    did(made, *range(1, 10))
    programmes.tell_back(made.desk, "s01", "We have read all of it.", by=NADIA.id)
    made.until("2027-03-17 12:00")
    first = which(told(made, 2), "Deed")
    assert "We have read all of it. Done by the subgroup “Beds”: Deed 1" in told(made, 2)
    assert 0 < len(first) < 9

    made.until("2027-04-21 12:00")
    later = which(told(made, 3), "Deed")
    assert first + later == [*range(1, 10)]
    assert ("Beds are counted" in told(made, 2)) + ("Beds are counted" in told(made, 3)) == 1


def test_what_some_were_told_stays_said_to_those_who_are_told_later(made):
    did(made, 8, 9)
    with made.change() as setting:
        session = setting.session("s02")
        mark_told(setting, session)
    did(made, *range(1, 8))  # by their ids these come first
    with made.look() as setting:
        shown = which(told_before(setting, session), "Deed")
    assert {8, 9} < set(shown) < set(range(1, 10))


def test_what_happened_too_late_for_its_own_telling_is_told_with_the_next(made):
    loop = loops.add(made.desk, "s01", "No chairs", owner=NADIA.id, by=NADIA.id)
    made.until("2027-03-20 12:00")
    assert made.told(PEARL, "What happened with") == []
    loops.say(
        made.desk, loop.id, "There are chairs", state=LoopState.HAPPENED, owner=NADIA.id, by=NADIA.id
    )  # fmt: skip
    made.until("2027-04-21 12:00")
    (said,) = made.told(PEARL, "What happened with")
    assert "You said: No chairs. There are chairs." in said.text
    with made.look() as setting:
        assert setting.memory.loops.get(loop.id).told_at > setting.now - timedelta(days=20)


def test_what_was_done_outside_subgroups_is_told_with_its_owners_leave_alone(made):
    for what in ("Rang the ward", "Wrote a letter"):
        actions.agree_action(made.desk, what=what, owner=TED.id, by=TED.id)
    for id in ("a1", "a2"):
        actions.report(made.desk, id, TED.id, Progress.DONE)
    with pytest.raises(NotYours):
        actions.let_tell(made.desk, "a1", NADIA.id)
    with made.look() as setting:
        assert [a.id for a in actions.untold(setting, TED.id)] == ["a1", "a2"]
    actions.let_tell(made.desk, "a1", TED.id)
    made.until("2027-03-16 20:00")

    with made.look() as setting:
        assert [a.id for a in actions.untold(setting, TED.id)] == ["a2"]
    assert "Done by people of ours: Rang the ward." in told(made, 2)
    assert "letter" not in told(made, 2)
    assert "Ted" not in told(made, 2)
