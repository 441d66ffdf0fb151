"""/metrics: what is owed and how late it is, for this machine or whoever brings the token, and nothing private."""

import json
from datetime import timedelta

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from slack_bolt.request import BoltRequest

from bot.domain.effects import Owed, State
from bot.domain.programme import Note
from bot.facilitation.heartbeat import Heartbeat
from bot.web.app import create_app
from tests.web.conftest import NOW
from tests.web.test_slack import COMMAND, FORM, PRESS

TOKEN = "a token of thirty-two characters at least"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def measured(door):
    """What is told: by name and labels."""

    def ask() -> dict[tuple[str, ...], float]:
        answer = requests.get(f"{door}/metrics", timeout=30)
        assert answer.status_code == 200
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }

    return ask


def test_it_tells_what_is_owed_and_how_late_the_oldest_is(desk, store, measured):
    with store.begin() as memory:
        for key, hours in (("a", 2), ("b", 1), ("c", -1)):
            late = NOW - timedelta(hours=hours)
            memory.effects.owe(Owed(key=key, kind="dm", target="U-somebody", not_before=late))
    Heartbeat().alive(desk)

    told = measured()
    assert told["convener_effects", "ready"] == 3
    assert {told["convener_effects", state.value] for state in State if state != "ready"} == {0}
    assert told["convener_due",] == 2
    assert told["convener_lag_seconds",] == 7200
    assert told["convener_processes",] == 1
    assert told["convener_reconciling",] == 0


def test_nothing_owed_is_no_lag(measured):
    assert measured()["convener_lag_seconds",] == 0


def test_a_door_is_measured_by_its_route_and_never_by_its_path(door, measured):
    requests.get(f"{door}/facilitate/session/s2/start?key=secret-of-p1", timeout=30)
    requests.get(f"{door}/nowhere/p1", timeout=30)

    told = measured()
    routes = {key[1] for key in told if key[0] == "convener_door_seconds_count"}
    assert "unknown" in routes
    assert not [route for route in routes if "p1" in route or "s2" in route]


def test_it_holds_no_names_keys_or_targets(store, door):
    with store.begin() as memory:
        owed = Owed(key="s2:invitation:p1", kind="dm", target="U-somebody", not_before=NOW)
        memory.effects.owe(owed)

    said = requests.get(f"{door}/metrics", timeout=30).text
    for private in ("s2", "p1", "U-somebody"):
        assert private not in said


@pytest.mark.parametrize(
    ("token", "brought", "status"),
    [("", "", 403), ("", "Bearer ", 403), (TOKEN, "", 403), (TOKEN, "Bearer x", 403),
     (TOKEN, f"Bearer {TOKEN}", 200), (TOKEN, "Bearer \u00e9", 403)],
)  # fmt: skip
def test_another_machine_must_bring_the_token(desk, token, brought, status):
    client = create_app(desk, metrics_token=token).test_client()
    headers = {"Authorization": brought.encode("utf-8").decode("latin-1")} if brought else {}

    answer = client.get("/metrics", environ_base=ELSEWHERE, headers=headers)

    assert answer.status_code == status


def test_it_tells_how_old_the_last_backup_is_and_whether_tonights_failed(store, measured):
    assert measured()["convener_backup_failed",] == 0
    made, failed = NOW - timedelta(days=2), NOW - timedelta(hours=1)
    known = {"at": made.isoformat(), "failed_at": failed.isoformat(), "why": "No room."}
    with store.begin() as memory:
        memory.notes.save(Note(id="nightly", text=json.dumps(known)))

    told = measured()
    assert told["convener_backup_age_seconds",] == 2 * 86400
    assert told["convener_backup_failed",] == 1


def test_each_answer_to_slack_is_timed_by_its_way_its_kind_and_how_it_went(app, posted, measured):
    def counts() -> list[float]:
        told, name = measured(), "convener_slack_ack_seconds_count"
        wanted = ("command", "2xx", "http"), ("press", "2xx", "socket"), ("other", "4xx", "http")
        return [told.get((name, *labels), 0) for labels in wanted]

    before = counts()
    posted(COMMAND, FORM)
    app.dispatch(BoltRequest(body=PRESS, mode="socket_mode"))
    posted(b'{"type": "person-p1"}')

    assert [new - old for old, new in zip(before, counts(), strict=True)] == [1, 1, 1]
