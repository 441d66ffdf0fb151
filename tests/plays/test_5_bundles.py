"""Story A1, its end: after the session one message holds what is asked, and every button in it works by itself."""

from datetime import UTC, datetime

import pytest

from tests.plays.scripts import cast, plan_of
from tests.plays.test_5_prompts import writes

PEOPLE = "jandira raimundo gunvor kwabena doreen pearl kirra ted emeka signe nadia"
PLAN = plan_of(2, notices='"-1d", "-1h"')
OVER = datetime(2027, 2, 17, 21, 30, tzinfo=UTC)
LISTENED, STAYS = (
    "Did people listen to what you had to say",
    "one thing from today that stays with you",
)


@pytest.fixture
def evening(theatre):
    """The session is over, in Boston it is evening, and in Melbourne Thursday noon."""
    stage = theatre.opens(
        people=cast(PEOPLE), start=(2027, 2), plan=PLAN, at="2027-02-11T12:00", publish="automatic"
    )
    stage.until("2027-02-18 00:30")
    return stage


def after_the_session(stage, player):
    return [call for call in stage.direct(player) if call.at > OVER]


def test_after_the_session_she_gets_one_message_and_not_two(evening):
    assert after_the_session(evening, evening.jandira) == []  # it is evening in Sao Paulo
    evening.until("2027-02-18 14:00")

    (call,) = after_the_session(evening, evening.jandira)
    assert call.at == datetime(2027, 2, 18, 13, 0, tzinfo=UTC)  # ten in the morning
    (message,) = evening.jandira.was_told(LISTENED)
    assert STAYS in message
    assert "short questions, about" in message
    assert message.count("Nobody sees who answered what") == 1


def test_every_button_in_it_answers_its_own_question(evening):
    evening.ted.presses("4", near=LISTENED)
    writes(evening.ted, "The silence before Pearl spoke", STAYS)

    assert len(after_the_session(evening, evening.ted)) == 1
    (message,) = evening.ted.was_told(LISTENED)
    assert "Answered." in message
    assert "“4”" not in message
    assert "You answered: “The silence before Pearl spoke”" in message
    assert "No question here waits for you any more" in message
    with evening.memory() as setting:
        (stays,) = setting.memory.responses.find(person_id="p020", session_id="s01")
        heard = setting.memory.askings.get("s01:heard:p020")
    assert (heard.state, stays.text) == ("answered", "The silence before Pearl spoke")


def test_what_falls_due_the_next_morning_comes_with_all_else_that_waited(evening):
    evening.until("2027-02-19 12:00")

    for player in (evening.ted, evening.jandira, evening.kirra):
        days = [call.at.date() for call in after_the_session(evening, player)]
        assert len(days) <= 2
        (message,) = player.was_told("go further on with a few")
        assert "Answer" in message
    assert evening.jandira.was_told(LISTENED) == evening.jandira.was_told(
        "go further on with a few"
    )


def test_fewer_messages_and_a_pause_are_a_press_away_and_said_back(evening):
    evening.ted.opens_home()
    evening.ted.presses("Fewer messages")
    assert "You asked for fewer messages: one a day at most" in evening.ted.home()
    evening.ted.presses("Pause")
    evening.ted.fills({"Until when": "2027-03-01"})
    said = evening.ted.sends()
    assert "You hear nothing from me until Mon 1 March" in said
    assert "Write to me again" in evening.ted.home()
    typed = evening.ted.types("/convene pause off")
    assert "I write to you as usual." in typed
    assert "is not a date" in evening.ted.types("/convene pause until tomorrow")
    assert "That day is not ahead" in evening.ted.types("/convene pause until 2027-02-01")
