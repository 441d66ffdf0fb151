"""Step 5, the facilitators' desk: list, preview, hold, re-word and ask more, in Slack, by two facilitators."""

import pytest

from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of

LINE = question("t-line", "-6d", "What would your team leave out?")
LATER = question("t-later", "-3d", "Which letter would you keep?")
PLAN = plan_of(2, bare=True, more=LINE + LATER)
SAYS = "What would your team leave out?"


def opened(theatre):
    """Two days before the question, on Thursday 11 February."""
    stage = theatre.opens(
        people=cast("ted pearl anjali nadia osric"),
        start=(2027, 2),
        plan=PLAN,
        at="2027-02-08T12:00",
    )
    stage.until("2027-02-09 16:00")
    return stage


@pytest.fixture(scope="module")
def desk(season):
    return opened(season)


def test_a_month_at_the_desk(desk):
    page = desk.nadia.types("/convene prompt 1")
    assert SAYS in page
    assert "answered 0" in page

    desk.nadia.presses("Preview", "What would your team leave out")
    window = desk.nadia.modal()
    desk.nadia.closes()
    assert "3 people get it as things stand now" in window
    assert SAYS in window
    assert "reads easily" in window

    desk.osric.types("/convene prompt 1")
    held = desk.nadia.presses("Hold", "What would your team leave out")
    refused = desk.osric.presses("Skip", "What would your team leave out")
    assert "Held" in held
    assert "changed this prompt a moment ago" in refused

    desk.nadia.presses("Re-word", "What would your team leave out")
    desk.nadia.fills({"The words": "What would you leave out of a visit?"})
    seen = desk.nadia.submits()
    desk.nadia.closes()
    assert "What would you leave out of a visit?" in seen

    window = desk.nadia.presses("Move", "Which letter would you keep?") or desk.nadia.modal()
    assert "At which hour of theirs" in window
    desk.nadia.fills({"On which day": "2027-02-16", "At which hour of theirs": "15:00"})
    assert "Which letter would you keep?" in desk.nadia.submits()
    desk.nadia.closes()
    refused = desk.nadia.types("/convene prompt 1 move t-later 2027-02-16 21:30")
    assert "at night" in refused

    desk.until("2027-02-12 12:00")
    assert desk.ted.was_told("leave out") == []

    page = desk.osric.types("/convene prompt 1")
    assert "*Held*" in page or "Held" in page
    desk.osric.types("/convene prompt 1 release t-line")
    desk.until("2027-02-12 23:00")
    assert desk.ted.was_told("What would you leave out of a visit?")
    assert desk.ted.was_told("more clearly") == []

    desk.nadia.types("/convene prompt 1")
    desk.nadia.presses("New question")
    desk.nadia.fills(
        {
            "The words": "What shall we drink at {local_time}?",
            "Who sees the answers": "Everyone in the community",
            "On which day": "2027-02-15",
        }
    )
    new = desk.nadia.submits()
    desk.nadia.closes()
    assert "What shall we drink at" in new
    desk.until("2027-02-15 23:00")
    assert desk.pearl.was_told("What shall we drink at")
    assert desk.pearl.was_told("Which letter") == []
    desk.until("2027-02-16 14:50")
    assert desk.pearl.was_told("Which letter") == []
    desk.until("2027-02-16 15:10")  # three in the afternoon in London, and not yet in Chicago
    assert desk.pearl.was_told("Which letter would you keep?")
    assert desk.ted.was_told("Which letter") == []
    desk.until("2027-02-16 21:10")
    assert desk.ted.was_told("Which letter would you keep?")
