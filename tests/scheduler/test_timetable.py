"""Everything that falls due around a session, with the instant at which it does: reckoned by hand, in UTC."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.facilitation import timetable
from bot.facilitation.setting import PROGRAMME, Setting
from bot.ports import Desk, Memory
from scheduler.duties import DUTIES
from tests.faults.community import NOON

# Stockholm is the first city of the roster where ten strikes on a session's own day, Melbourne the first on a day
# that begins there while it is still the day before elsewhere (in February at 23:00 UTC, in July at midnight).
# Of the facilitators' evenings Stockholm's comes first; Chicago is the last city in which a question closes.
MONTH_2 = """
    2027-02-08T09:00 round:rsvp
    2027-02-10T09:00 notice:0
    2027-02-10T09:00 round:m02-pre-one
    2027-02-10T09:00 round:m02-pre-outside
    2027-02-11T09:00 parts
    2027-02-11T23:00 propose-rooms
    2027-02-14T20:00 carry
    2027-02-14T23:00 publish-rooms
    2027-02-16T09:00 notice:1
    2027-02-16T09:00 round:what-we-did
    2027-02-16T20:00 digest
    2027-02-17T19:00 host-sheet
    2027-02-17T19:00 notice:2
    2027-02-17T20:40 rooms-open:r4
    2027-02-17T21:01 room-question:r4
    2027-02-17T21:45 zoom-presence
    2027-02-17T23:30 round:heard
    2027-02-17T23:30 round:takeaway
    2027-02-18T09:00 round:branch
    2027-02-18T09:00 round:missed
    2027-02-18T17:00 ballots:heard
    2027-02-20T21:30 synthesis
    2027-02-21T23:00 round:m02-post-clear
    2027-02-21T23:00 round:m02-post-leave-out
    2027-03-03T09:00 round:action-check
    2027-03-03T09:00 round:additions
    2027-03-04T16:00 ballots:m02-post-clear
    2027-03-05T21:30 subgroups
    2027-03-07T23:00 round:where-we-are
"""
MONTH_7 = """
    2027-07-09T00:00 round:m07-pre-map
    2027-07-09T08:00 thread-review
    2027-07-12T00:00 round:rsvp
    2027-07-14T00:00 notice:0
    2027-07-15T00:00 parts
    2027-07-16T00:00 propose-rooms
    2027-07-18T08:00 carry
    2027-07-19T00:00 publish-rooms
    2027-07-20T00:00 notice:1
    2027-07-20T00:00 round:what-we-did
    2027-07-20T08:00 digest
    2027-07-21T07:00 host-sheet
    2027-07-21T07:00 notice:2
    2027-07-21T08:30 rooms-open:d1-open
    2027-07-21T10:20 rooms-open:d1-map
    2027-07-21T12:50 rooms-open:d1-feel
    2027-07-21T13:36 room-question:d1-feel
    2027-07-21T14:00 rooms-open:d1-same
    2027-07-21T14:33 room-question:d1-same
    2027-07-22T09:55 rooms-open:d2-list
    2027-07-22T10:35 room-question:d2-list
    2027-07-22T15:40 round:heard
    2027-07-22T15:40 round:takeaway
    2027-07-22T16:00 ballots:heard
    2027-07-23T00:00 round:branch
    2027-07-25T13:40 synthesis
    2027-07-26T00:00 round:m07-post-change
    2027-07-26T00:00 round:m07-post-worth
    2027-08-05T00:00 round:action-check
    2027-08-05T00:00 round:additions
    2027-08-05T15:00 ballots:m07-post-worth
    2027-08-07T13:40 subgroups
    2027-08-09T00:00 round:small-step
    2027-08-09T00:00 round:where-we-are
"""


def written_down(memory: Memory, session_id: str) -> list[str]:
    """The duties around a session, each as its instant to the minute and its name."""
    prefix = f"{session_id}:"
    around = [duty for duty in memory.duties.waiting() if duty.key.startswith(prefix)]
    lines = [f"{duty.due_at:%Y-%m-%dT%H:%M} {duty.key.removeprefix(prefix)}" for duty in around]
    return sorted(lines)


@pytest.mark.parametrize(("session", "expected"), [("s02", MONTH_2), ("s07", MONTH_7)])
def test_each_duty_around_a_session_falls_due_at_its_instant(
    session: str, expected: str, desk: Desk
):
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        timetable.plan_duties(setting, setting.session(session))

        assert written_down(memory, session) == [
            line.strip() for line in expected.split("\n")[1:-1]
        ]


def test_every_duty_has_somebody_who_does_it(desk: Desk):
    with desk.store.begin() as memory:
        timetable.plan_all(Setting(desk, memory))
        waiting = memory.duties.waiting()

        not_of_the_timetable = {
            "live-rooms",
            "pause-ends",
            "call-waits",
            "call-forget",
            "subgroup-digest",
            "once-over",
            "hours-close",
        }
        assert {duty.kind for duty in waiting} == set(DUTIES) - not_of_the_timetable
        assert {duty.facts["session"] for duty in waiting} == {f"s{n:02}" for n in range(1, 19)}


def test_planning_twice_changes_nothing_and_what_is_done_stays_done(desk: Desk):
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        timetable.plan_all(setting)
        memory.duties.done("s02:round:rsvp", NOON)
        before = written_down(memory, "s02")
        timetable.plan_all(setting)

        assert written_down(memory, "s02") == before
        assert "2027-02-08T09:00 round:rsvp" not in before


def test_a_session_that_moves_takes_its_duties_along(desk: Desk):
    week = timedelta(days=7)
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session("s02")
        timetable.plan_duties(setting, session)
        moved = replace(session, starts_at=session.starts_at + week, ends_at=session.ends_at + week)
        memory.sessions.save(moved)
        timetable.plan_duties(setting, moved)

        instants = {line.split(" ")[1]: line.split(" ")[0] for line in written_down(memory, "s02")}
    assert instants["host-sheet"] == "2027-02-24T19:00"
    assert instants["round:rsvp"] == "2027-02-15T09:00"
    assert len(instants) == len(MONTH_2.split("\n")) - 2


def test_nothing_falls_due_around_a_session_that_is_cancelled_or_was_over_before_we_came(
    desk: Desk,
):
    with desk.store.begin() as memory:
        programme = memory.programmes.get(PROGRAMME)
        memory.programmes.save(replace(programme, loaded_at=NOON))
        setting = Setting(desk, memory)
        timetable.plan_duties(setting, setting.session("s02").called_off())
        timetable.plan_duties(setting, setting.session("s01"))

        assert [duty.key for duty in memory.duties.waiting()] == ["ending"]
