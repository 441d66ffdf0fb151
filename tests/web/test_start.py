"""Starting a meeting: a facilitator presses, the host's link is fetched that moment, and kept nowhere."""

from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from bot.ports import ComeBack, Gone, Refused, Uncertain
from bot.web import start
from integrations.links import SignedLinks
from tests.web.conftest import START_LINK, a_person


@pytest.fixture
def press(door, desk, community):
    """Opens the start link of somebody, and follows nothing."""

    def open_link(month=2, key=None, **facts):
        key = key or desk.links.mint("start", {"person": "p1", "session": "s2"} | facts)
        return requests.get(
            f"{door}/facilitate/session/{month}/start",
            params={"key": key},
            allow_redirects=False,
            timeout=30,
        )

    return open_link


def traces(store):
    with store.read() as memory:
        return [(trace.who, trace.did, trace.about) for trace in memory.traces.find()]


def test_a_facilitator_is_led_to_the_hosts_link(press, store, zoom, said):
    answer = press()

    assert (answer.status_code, answer.headers["Location"]) == (302, START_LINK)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert zoom.asked == ["95204914252"]
    assert traces(store) == [("p1", "opened the meeting as host", "s2")]
    assert "zak" not in said.getvalue()
    assert "key=" not in said.getvalue()


def test_the_hosts_link_stands_in_no_row_of_the_database(press, store):
    press()

    assert START_LINK.encode() not in store.place.database.encode()
    with store.read() as memory:
        assert "zak" not in repr(memory.meetings.find() + memory.traces.find())


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": 3},
        {"month": 99_999_999_999},
        {"key": "made-up"},
        {"key": "x" * 3000},
        {"person": "p2"},
        {"person": "nobody"},
        {"session": "s3"},
    ],
)
def test_a_link_of_somebody_or_something_else_opens_nothing(press, zoom, store, wrong):
    answer = press(**wrong)

    assert answer.status_code == 403
    assert "Location" not in answer.headers
    assert "This link does not open the meeting" in answer.text
    assert (zoom.asked, traces(store)) == ([], [])


def test_a_link_for_another_purpose_opens_nothing(press, desk):
    facts = {"person": "p1", "session": "s2"}
    assert press(key=desk.links.mint("me", facts)).status_code == 403
    assert press(key=SignedLinks("another secret").mint("start", facts)).status_code == 403


def test_a_link_runs_out_after_thirty_days(press, monkeypatch):
    monkeypatch.setattr(start, "GOOD_FOR", timedelta(seconds=-1))

    assert press().status_code == 403


def test_who_facilitates_no_more_opens_nothing(press, store):
    with store.begin() as memory:
        memory.people.save(replace(a_person("p1", "facilitator"), standing="left"))

    assert press().status_code == 403


def test_no_key_at_all_opens_nothing(door):
    answer = requests.get(f"{door}/facilitate/session/2/start", timeout=30)
    assert answer.status_code == 403
    assert "/convene session 2" in answer.text


def test_a_session_without_a_meeting_says_so(press, store):
    with store.begin() as memory:
        memory.meetings.remove("s2")
    answer = press()

    assert answer.status_code == 404
    assert "There is no meeting to open" in answer.text


def test_a_session_that_was_called_off_says_so(press, store, community):
    with store.begin() as memory:
        memory.sessions.save(community.called_off())
    answer = press()

    assert answer.status_code == 404
    assert "was called off" in answer.text


def test_a_meeting_that_zoom_does_not_know_any_more_says_so(press, zoom):
    zoom.trouble = Gone("This meeting is no longer there.")

    assert press().status_code == 404


@pytest.mark.parametrize(
    "trouble",
    [Refused("Zoom <says> no."), ComeBack("Zoom <says> later."), Uncertain("Zoom <says> nothing.")],
)
def test_when_zoom_does_not_answer_there_is_another_way_in(press, zoom, store, trouble):
    zoom.trouble = trouble
    answer = press()

    assert answer.status_code == 503
    assert "Zoom &lt;says&gt;" in answer.text
    assert "https://zoom.example/j/95204914252" in answer.text
    assert "271828" in answer.text
    assert "Claim Host" in answer.text
    assert "host@example.org" in answer.text
    assert traces(store) == []


def test_titles_are_shown_as_text(press, store, community):
    with store.begin() as memory:
        memory.sessions.save(replace(community, title="<script>alert(1)</script>").called_off())

    assert "<script" not in press().text


@pytest.mark.parametrize("agent", ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"])
def test_slacks_own_look_at_a_link_does_not_open_the_meeting(door, desk, community, zoom, agent):
    key = desk.links.mint("start", {"person": "p1", "session": "s2"})
    place = f"{door}/facilitate/session/2/start"
    looked = requests.get(place, params={"key": key}, headers={"User-Agent": agent}, timeout=30)
    asked = requests.head(place, params={"key": key}, timeout=30)

    assert (looked.status_code, asked.status_code, zoom.asked) == (200, 200, [])


def test_a_revoked_link_opens_nothing_and_a_new_one_opens(press, desk, store):
    from bot.facilitation import personal_links
    from bot.facilitation.setting import Setting

    def fresh():
        with store.read() as memory:
            return personal_links.mint(Setting(desk, memory), "start", "p1", session="s2")

    first = fresh()
    assert press(key=first).status_code == 302
    assert personal_links.revoke(desk, "p1") == "Person p1"
    second = fresh()

    assert press(key=first).status_code == 403
    assert press(key=second).status_code == 302
    assert traces(store)[1] == ("machine", "revoked a person's links", "p1")


def test_whom_the_settings_name_may_open_it_until_the_roster_names_somebody(press, desk, store):
    object.__setattr__(desk, "house", replace(desk.house, facilitators=("p2@example.org",)))
    named_by_both = press(person="p2")
    with store.begin() as memory:
        memory.people.save(replace(a_person("p1"), role="coach"))

    assert named_by_both.status_code == 403
    assert press(person="p2").status_code == 302
