"""Another plan for what runs has other dates: sessions ahead follow it, nothing is lost, and who was told hears it."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.answers import Rsvp
from bot.domain.errors import Impossible
from bot.domain.programme import Mode
from bot.facilitation.moving import Act, Collides, NewTime, move_session
from bot.facilitation.plan_changes import OnlyPromptsAndWords, change_plan, differences
from bot.facilitation.replies import reply
from bot.main import plan_from
from tests.plays.scripts import cast, plan_of

PEOPLE = "jandira luisa gunvor pearl kirra ted emeka nadia osric"
NOTICES = '"-7d", "-1d", "-1h"'
PLAN = plan_of(2, 3, 4, bare=True, notices=NOTICES)
WEDNESDAYS = 'session_day = "3rd Wednesday"'
THURSDAYS = PLAN.replace(WEDNESDAYS, 'session_day = "3rd Thursday"', 1)
SECOND, THIRD = (f"[[session]]\nmonth = {month}\n" for month in (2, 3))
TED, NADIA = cast("ted nadia")


@pytest.fixture
def runs(company):
    """The first session is over; the invitation to the second was asked, and Ted comes."""
    made = company("2027-02-05T12:00")
    made.begins(cast(PEOPLE), PLAN, (2027, 2))
    made.until("2027-03-10 12:00")
    reply(made.desk, "s02", TED.id, Rsvp.YES)
    return made


def changes(company, text):
    found = change_plan(company.desk, text, plan_from(text))
    company.work()
    return found.lines


def walls(company):
    with company.look() as setting:
        return [session.wall for session in setting.sessions()]


def test_another_day_for_all_moves_what_is_ahead_and_leaves_what_was(runs):
    lines = differences(runs.desk, plan_from(THURSDAYS)).lines
    assert len(lines) == 2
    was = "month 2: Wed 17 March, 15:00 in New York, 90 minutes, on Zoom becomes Thu 18 March"
    assert lines[0].startswith(was)
    before = walls(runs)

    assert changes(runs, THURSDAYS) == lines
    runs.until("2027-03-11 18:00")

    assert walls(runs) == [before[0], "2027-03-18T15:00", f"2027-04-15T{before[2][-5:]}"]
    (ted,) = runs.told(TED, "is moved: Thu 18 March, 15:00 in New York. It was to be Wed 17 March")
    assert "the plan of our sessions has changed" in ted.text
    assert "You said yes. That still holds" in ted.text
    runs.until("2027-03-18 18:30")
    (card,) = runs.told(TED, "starts soon: Thu 18 March")
    assert card.at == datetime(2027, 3, 18, 18, tzinfo=UTC)


def test_a_date_of_its_own_moves_one_session_alone(runs):
    before = walls(runs)
    changes(runs, PLAN.replace(THIRD, f"{THIRD}date = 2027-04-28\n", 1))

    assert walls(runs) == [*before[:2], f"2027-04-28T{before[2][-5:]}"]


def test_what_was_moved_by_hand_stays_there_and_it_is_said(runs):
    to = NewTime(day=date(2027, 3, 24), at=time(16))
    move_session(runs.desk, "s02", to, Act(by=NADIA.id))
    lines = changes(runs, THURSDAYS)

    assert "month 2: was moved by hand, and stays: Wed 24 March" in lines[1]
    assert walls(runs)[1] == "2027-03-24T16:00"
    assert walls(runs)[2].startswith("2027-04-15")


def test_a_new_session_at_the_end_gets_its_date_and_all_that_falls_due(runs):
    lines = changes(runs, plan_of(2, 3, 4, 5, bare=True, notices=NOTICES))

    assert any(line.startswith("month 4: new: ") for line in lines)
    with runs.look() as setting:
        assert setting.session("s04").mode is Mode.VIRTUAL
        assert any(d.key.startswith("s04:notice") for d in setting.memory.duties.waiting())


def test_a_plan_is_followed_whole_or_not_at_all(runs):
    past = PLAN.replace(SECOND, f"{SECOND}date = 2027-03-03\n", 1)
    clash = PLAN.replace(SECOND, f"{SECOND}date = 2027-04-21\n", 1)
    for text, no in ((past, Impossible), (clash, Collides)):
        with pytest.raises(no):
            changes(runs, text)
    with pytest.raises(OnlyPromptsAndWords, match="month 3, which it no longer has"):
        changes(runs, plan_of(2, 3, bare=True, notices=NOTICES))

    assert walls(runs)[1] == "2027-03-17T15:00"
