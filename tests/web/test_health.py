"""Health: alive, ready, and how much waits; a database that is gone is said, not thrown."""

from datetime import timedelta

import pytest
import requests

from bot.domain.effects import Duty, Owed
from bot.domain.programme import Note
from bot.domain.restoring import NOTE as RESTORED
from bot.domain.restoring import Restored
from bot.web.app import create_app
from bot.web.health import LONGEST_REST
from tests.web.conftest import NOW, lose


@pytest.fixture
def owed(store):
    with store.begin() as memory:
        memory.effects.owe(
            Owed(
                key="s2:invitation:p1",
                kind="dm",
                target="U-somebody",
                payload={"words": "the night nurse"},
                not_before=NOW - timedelta(hours=1),
            )
        )
        memory.effects.owe(Owed(key="s2:rooms", kind="post", not_before=NOW + timedelta(hours=1)))
        memory.duties.plan(
            Duty(
                key="s2:propose",
                kind="propose",
                facts={"who": "p9"},
                due_at=NOW + timedelta(hours=2),
            )
        )


def test_being_alive_needs_no_database(door, store):
    store.close()
    assert requests.get(f"{door}/health/live", timeout=30).json() == {"live": True}


def test_ready_tells_the_time_and_the_backlog(door, owed):
    answer = requests.get(f"{door}/health/ready", timeout=30)

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "now": "2027-02-17T19:50:00Z",
        "backlog": {"due": 1, "sending": 0, "unknown": 0, "dead": 0},
        "next": "2027-02-17T20:50:00Z",
    }


def test_while_a_restored_backup_looks_first_that_is_told(door, store, owed):
    mode = Restored.now(since=NOW - timedelta(days=3), at=NOW - timedelta(days=1), newest=0)
    with store.begin() as memory:
        memory.notes.save(Note(id=RESTORED, text=mode.text))

    told = requests.get(f"{door}/health/ready", timeout=30).json()
    assert told["reconciling"] == {"since": "2027-02-14T19:50:00Z", "until": "2027-02-23T19:50:00Z"}


def test_a_database_that_is_gone_is_said(door, store, said):
    lose(store, "effect")
    answer = requests.get(f"{door}/health/ready", timeout=30)

    assert answer.status_code == 503
    assert answer.json()["ready"] is False
    assert answer.json()["why"]
    assert "Traceback" not in said.getvalue()


def test_operators_on_the_machine_see_what_is_owed_without_a_word_of_it(door, owed):
    answer = requests.get(f"{door}/operate/effects?waiting=1", timeout=30)

    told = answer.json()
    assert [(e["key"], e["kind"], e["state"]) for e in told["effects"]] == [
        ("s2:invitation:p1", "dm", "ready"),
        ("s2:rooms", "post", "ready"),
    ]
    assert told["effects"][0]["not_before"] == "2027-02-17T18:50:00Z"
    assert told["waiting"] == [
        {"key": "s2:propose", "kind": "propose", "due_at": "2027-02-17T21:50:00Z"}
    ]
    for private in ("nurse", "U-somebody", "p9"):
        assert private not in answer.text


def test_what_is_owed_can_be_asked_for_by_state_and_number(door, owed):
    def keys(query: str) -> list[str]:
        told = requests.get(f"{door}/operate/effects?{query}", timeout=30).json()
        return [effect["key"] for effect in told["effects"]]

    assert keys("limit=1") == ["s2:rooms"]
    assert keys("limit=0") == []
    assert keys("state=done,dead") == []
    assert len(keys("state=ready")) == 2


@pytest.mark.parametrize("query", ["state=nonsense", "limit=many"])
def test_a_question_that_makes_no_sense_is_answered_with_what_would(door, query):
    answer = requests.get(f"{door}/operate/effects?{query}", timeout=30)

    assert answer.status_code == 400
    assert "ready" in answer.json()["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.7"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=203.0.113.7"},
        {"X-Real-IP": "203.0.113.7"},
        {"Host": "convener.example.org"},
        {"Host": "evil.example:8080"},
    ],
)
def test_the_ledger_is_shown_on_the_machine_itself_only(door, owed, headers):
    answer = requests.get(f"{door}/operate/effects", headers=headers, timeout=30)

    assert answer.status_code == 403
    assert "s2:" not in answer.text


def test_another_machine_does_not_see_the_ledger(desk, owed):
    from bot.web.app import create_app

    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    client = create_app(desk).test_client()

    assert client.get("/operate/effects", environ_base=elsewhere).status_code == 403


def test_who_looks_while_something_is_due_wakes_the_hands(desk, owed):
    woken = []
    app = create_app(desk, rest=woken.append)
    told = app.test_client().get("/health/ready")
    assert woken == [0.0]
    assert "rested" not in told.json


def test_who_looks_while_nothing_is_due_wakes_nobody(desk):
    woken = []
    told = create_app(desk, rest=woken.append).test_client().get("/health/ready")
    assert not woken
    assert told.json["next"] is None


def test_on_the_machine_itself_one_may_wait_until_all_is_done_that_can_be_done(desk, owed):
    waited = []
    client = create_app(desk, rest=lambda seconds: waited.append(seconds) or True).test_client()

    assert client.get("/health/ready?rest=2.5").json["rested"] is True
    assert client.get("/health/ready?rest=99").json["rested"] is True
    assert waited == [2.5, LONGEST_REST]


@pytest.mark.parametrize("rest", ["-1", "soon", "nan", ""])
def test_no_wait_that_makes_sense_is_none(desk, rest):
    waited = []
    told = create_app(desk, rest=waited.append).test_client().get(f"/health/ready?rest={rest}")
    assert (told.status_code, "rested" in told.json, waited) == (200, False, [])


def test_nobody_elsewhere_holds_a_thread_by_waiting(desk, owed):
    waited, elsewhere = [], {"REMOTE_ADDR": "203.0.113.7"}
    client = create_app(desk, rest=waited.append).test_client()
    told = client.get("/health/ready?rest=9", environ_base=elsewhere)

    assert (told.status_code, "rested" in told.json, waited) == (200, False, [0.0])
