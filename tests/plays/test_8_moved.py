"""A facilitator moves a session: seen first, done by a press, told once, and Zoom's meeting goes with it."""

from datetime import UTC, datetime

import pytest

from bot.domain.answers import Rsvp
from bot.facilitation.replies import reply
from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, 3, without=["rsvp"], bare=True, notices='"-1d", "-1h"')
PEOPLE = "jandira luisa gunvor pearl kirra ted emeka nadia osric"
TITLE = "A short list that stays short"


@pytest.fixture
def told(theatre):
    """The meeting is made and rooms are proposed; Ted and Kirra come; five days are left."""
    stage = theatre.opens(people=cast(PEOPLE), start=(2027, 2), plan=PLAN, at="2027-02-11T16:00")
    for person in cast("kirra ted"):
        reply(stage.desk, "s01", person.id, Rsvp.YES)
    stage.until("2027-02-12 16:00")
    return stage


def test_seen_first_then_pressed_everything_goes_by_the_new_time(told):
    page = told.nadia.types(
        "/convene session 1 move 2027-02-24 at 16:30 because the <hall> is taken"
    )
    assert f"Move “{TITLE}” from Wed 17 February, 15:00 in New York" in page
    assert "They read: Why: the <hall> is taken" in page
    with told.memory() as setting:
        assert setting.session("s01").moves == 0

    done = told.nadia.presses("Move it")
    told.until("2027-02-13 12:00")

    assert "/convene session 1 move 2027-02-17 15:00" in done
    (ted,) = told.ted.was_told(f"“{TITLE}” is moved: Wed 24 February, 16:30 in New York")
    assert "It was to be Wed 17 February, 15:00 in New York" in ted
    (meeting,) = told.zoom_meetings()
    assert meeting.starts_at == datetime(2027, 2, 24, 21, 30, tzinfo=UTC)
    patched = [c for c in told.world.record.calls if c.method == "meetings.update"]
    assert len(patched) == 1
    listed = told.convener("session", "list", "--json").stdout
    assert "2027-02-24T21:30:00Z" in listed


def test_by_a_window_on_the_sessions_page_it_is_seen_first_and_can_be_in_person(told):
    told.nadia.types("/convene session 1")
    told.nadia.presses("Move or change it")
    told.nadia.fills(
        {
            "On which day": "2027-02-24",
            "At what time": "9:30",
            "How many minutes": "360",
            "Where": "In person",
            "The place, where it is in person": "The Hall, Leeds",
            "Whose clock counts": "Europe/London",
            "What people read as the reason": "we would rather meet",
        }
    )
    seen = told.nadia.submits()
    assert "In person: The Hall, Leeds. It takes 6 hours." in seen
    with told.memory() as setting:
        assert setting.session("s01").moves == 0

    done = told.nadia.sends()
    told.until("2027-02-13 12:00")

    assert "To change it back: the button on /convene session 1" in done
    (ted,) = told.ted.was_told("is moved: Wed 24 February, 04:30 in New York", "The Hall, Leeds")
    assert "Why: we would rather meet" in ted
    assert told.zoom_meetings() == []
    assert [c.method for c in told.world.record.calls].count("meetings.delete") == 1


def test_the_new_time_does_not_suit_and_one_press_says_so(told):
    told.nadia.types("/convene session 1 move 2027-02-24")
    told.nadia.presses("Move it")
    told.until("2027-02-13 12:00")

    told.ted.presses("I cannot come")

    with told.memory() as setting:
        assert setting.memory.replies.seek(f"s01:{cast('ted')[0].id}").answer is Rsvp.NO
        assert setting.memory.replies.seek(f"s01:{cast('kirra')[0].id}").answer is Rsvp.YES


def test_without_slack_it_is_shown_first_and_done_with_yes(told):
    shown = told.convener("session", "move", "1", "2027-02-24", "16:00")
    assert "To do it, type the same with --yes" in shown.stdout
    no = told.convener("session", "move", "1", "2027-03-14", "02:30", "--yes")
    assert (no.returncode, "there is no 02:30 in New York" in no.stderr) == (1, True)

    done = told.convener("session", "move", "1", "2027-02-24", "16:00", "--yes")

    assert done.returncode == 0, done.stderr
    added = told.convener("session", "add", "2027-03-03", "--like", "1", "--title", "More", "--yes")
    swapped = told.convener("session", "swap", "1", "2")
    with told.memory() as setting:
        assert setting.session("s01").wall == "2027-02-24T16:00"
        assert setting.session("s03").title == "More"
    assert "is added: Wed 3 March, 16:00 in New York" in added.stdout
    assert "were asked or told of session 1 already" in swapped.stderr + swapped.stdout


def test_added_and_swapped_by_a_press(told):
    told.nadia.types("/convene session 1 swap 2")
    assert "like 5" in told.nadia.types("/convene session add 2027-03-03")
    assert "swap 5" in told.nadia.types("/convene session 1 swap")
    page = told.nadia.types("/convene session add 2027-03-03 16:00 like 2 The <next> step")
    assert "“The <next> step”: Wed 3 March, 16:00 in New York" in page
    assert "is added" in told.nadia.presses("Add it")

    told.nadia.types("/convene session 2 swap 3")
    assert "is “The <next> step” now" in told.nadia.presses("Let them change places")

    with told.memory() as setting:
        assert setting.session("s02").title == "The <next> step"
        assert setting.session("s03").title != "The <next> step"


def test_what_cannot_be_read_as_a_time_is_said_and_changes_nothing(told):
    for typed in ("", "tomorrow", "2027-02-30", "25:00"):
        assert "Move it" not in told.nadia.types(f"/convene session 1 move {typed}")

    with told.memory() as setting:
        assert setting.session("s01").moves == 0
