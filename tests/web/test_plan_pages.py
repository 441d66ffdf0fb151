"""The plan in a browser: seen, another file checked and compared, a session rehearsed; nothing is changed there."""

from dataclasses import replace

import pytest

from tests.facilitation.company import Company
from tests.facilitation.test_rehearsing import OnACopy
from tests.plays.scripts import cast, plan_of
from tests.web.facilitators import ALL, PLACE, door, nadia, osric, words_of

__all__ = ["door", "nadia", "osric"]
PAGE, PLAN = "/facilitate/plan", plan_of(2, 3)


@pytest.fixture
def house(store):
    made = Company(store, "2027-02-06T09:00", public_url=PLACE, publish_by_hand=False)
    made.begins(cast(ALL), PLAN, (2027, 2))
    made.work()
    made.desk = replace(made.desk, rehearsals=OnACopy(made))
    return made.desk


@pytest.fixture
def checks(nadia):
    """Sends a file as the page's own form does."""

    def send(text):
        proof = nadia.opens(PAGE).text.partition('name="proof" value="')[2].partition('"')[0]
        return nadia.kept.post(
            f"{nadia.door}{PAGE}",
            data={"proof": proof},
            files={"plan": ("plan.toml", text if isinstance(text, bytes) else text.encode())},
            timeout=30,
        )

    return send


def test_the_plan_stands_session_by_session_and_its_file_can_be_had(nadia):
    page, file = nadia.reads(PAGE), nadia.opens("/facilitate/plan.toml")

    assert "2 sessions, " in page
    assert "in New York" in page
    assert (file.text, "attachment" in file.headers["Content-Disposition"]) == (PLAN, True)


def test_another_file_says_what_it_would_change_and_changes_nothing(house, nadia, checks):
    title = next(line for line in PLAN.splitlines() if line.startswith("text = "))
    page = checks(PLAN.replace(title, 'text = "Which <b>door</b> do you use?"', 1))

    assert "This plan is sound. Nothing was changed" in words_of(page.text)
    assert "Which &lt;b&gt;door" in page.text
    assert nadia.opens("/facilitate/plan.toml").text == PLAN
    assert "Nothing is different." in words_of(checks(PLAN).text)


def test_a_file_with_faults_is_told_line_by_line(checks):
    page = checks(PLAN.replace("[programme]", "[programm]", 1))

    assert "This plan cannot be used yet" in words_of(page.text)
    assert "What was noticed" in page.text


@pytest.mark.parametrize("file", ["", b"\xff\xfe\x00"])
def test_what_is_no_text_is_said_so(checks, file):
    assert checks(file).status_code == 400


def test_a_session_is_rehearsed_and_read_again_later(nadia):
    place = "/facilitate/session/1/rehearsal"
    assert "This session was not rehearsed yet." in nadia.reads(place)
    first = words_of(nadia.sends(place).text)
    again = words_of(nadia.sends(place).text)

    assert "for a facilitator." in first
    assert "Nothing has changed since the last rehearsal." in again
    assert first.partition("Rehearse it anew")[0].split("Nothing leaves")[1] in nadia.reads(place)


def test_a_day_that_cannot_be_rehearsed_to_is_said_so(nadia):
    refused = nadia.sends("/facilitate/session/1/rehearsal", until="1999-01-01")

    assert (refused.status_code, "nothing can be rehearsed" in refused.text) == (409, True)
