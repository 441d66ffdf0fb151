"""Our tables and stand-ins beside the vendors' own published documents."""

import json
import os
import warnings
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from integrations.sandbox.contracts.generate import tables
from integrations.sandbox.slack_defaults import EVENTS, SCOPES
from integrations.sandbox.slack_tables import EVENT_SCOPES, KNOWN, METHODS
from integrations.sandbox.world import World
from integrations.sandbox.zoom_checks import RECURRENCE, SETTINGS, body_errors
from tests.sandbox.listener import Listener
from tests.sandbox.test_zoom_meetings import SESSION

MARLENE = "marlene.voskuil@example.org"


@pytest.fixture(scope="session")
def contracts() -> Path:
    folder = os.environ.get("CONVENER_CONTRACTS")
    if not folder:
        pytest.skip(
            "CONVENER_CONTRACTS is not set: the stand-ins are NOT compared with what is published"
        )
    return Path(folder)


@pytest.fixture(scope="session")
def published(contracts: Path) -> dict[str, Any]:
    return json.loads((contracts / "zoom" / "zoom-openapi-subset.json").read_text())["paths"]


def test_the_generated_files_are_what_generating_gives(contracts: Path):
    for path, text in tables(contracts).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is out of date"


def test_every_method_slack_has_is_known_and_ours_say_what_slack_says(contracts: Path):
    source = json.loads((contracts / "slack" / "methods-index.json").read_text())["methods"]
    assert set(source) == KNOWN
    assert len(KNOWN) == 322
    for name, method in METHODS.items():
        assert method.args == set(source[name]["args"])
        assert method.required == set(source[name]["required"])
        assert method.scopes == set(source[name]["scope"].get("bot") or [])
        assert method.errors == set(source[name]["errors"])
        assert (method.tier, method.json) == (source[name]["tier"], bool(source[name]["json"]))
    assert not any(name.startswith("admin.") for name in METHODS)


def test_what_the_pretend_app_is_granted_and_hears_exists_at_slack():
    assert set(EVENT_SCOPES) >= EVENTS
    known = {scope for method in METHODS.values() for scope in method.scopes} | {"commands"}
    assert known >= SCOPES


def test_the_methods_we_play_are_slacks():
    with World() as world:
        assert set(world.slack.api.methods) <= set(METHODS)


def schema_of(published: dict[str, Any], path: str, verb: str, status: str) -> dict[str, Any]:
    answers = published[path][verb]["responses"]
    return answers[status]["content"]["application/json"]["schema"]


def conforms(schema: dict[str, Any], answer: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        jsonschema.validate(answer, schema)


@pytest.fixture
def lived(world: World, zoom) -> Iterator[tuple[Any, int, Listener]]:
    """A meeting that was held, with everything Zoom told meanwhile."""
    app = Listener()
    world.zoom.news.url = app.door.url
    meeting = zoom.create(**SESSION).json()["id"]
    stage = world.zoom.stage
    stage.attend(meeting, [("Marlene", MARLENE)])
    stage.open_rooms(meeting)
    stage.close_rooms(meeting)
    world.clock.advance(timedelta(minutes=90))
    stage.end(meeting)
    other = zoom.create(**SESSION).json()["id"]
    world.zoom.portal.changes(other, duration=60)
    world.zoom.portal.removes(other)
    assert world.zoom.news.courier.idle()
    yield zoom, meeting, app
    app.close()


def test_what_our_zoom_answers_is_what_zooms_schemas_promise(published: dict[str, Any], lived):
    zoom, meeting, _ = lived
    one, many = "/meetings/{meetingId}", "/users/{userId}/meetings"
    past = "/past_meetings/{meetingId}"
    conforms(schema_of(published, many, "post", "201"), zoom.create(**SESSION).json())
    conforms(schema_of(published, one, "get", "200"), zoom.read(meeting))
    conforms(schema_of(published, many, "get", "200"), zoom.listing())
    conforms(
        schema_of(published, past, "get", "200"),
        zoom.ask("GET", f"/past_meetings/{meeting}").json(),
    )
    for part in ("participants", "instances"):
        answer = zoom.ask("GET", f"/past_meetings/{meeting}/{part}").json()
        conforms(schema_of(published, f"{past}/{part}", "get", "200"), answer)


def test_every_field_we_answer_with_is_one_of_zooms(published: dict[str, Any], lived):
    zoom, meeting, _ = lived
    schema = schema_of(published, "/meetings/{meetingId}", "get", "200")
    read = zoom.read(meeting)
    assert set(read) <= set(schema["properties"])
    assert set(read["settings"]) <= set(schema["properties"]["settings"]["properties"])


def test_what_our_zoom_tells_is_what_zooms_schemas_promise(contracts: Path, lived):
    _, _, app = lived
    text = (contracts / "zoom" / "zoom-webhooks-subset.json").read_text()
    news = json.loads(text)["webhooks"]
    kinds = set()
    for told in app.told():
        kinds.add(told["event"])
        body = news[told["event"]]["post"]["requestBody"]
        schema = body["content"]["application/json"]["schema"]
        if (
            told["event"] == "meeting.updated"
        ):  # it refers to a place in the document we do not have
            inside = schema["properties"]["payload"]["properties"]
            inside["old_object"] = inside["object"]
        conforms(schema, told)
    assert len(kinds) == 8


GOOD_BODIES: list[dict[str, Any]] = [
    {},
    SESSION,
    {"topic": "x" * 200, "agenda": "y" * 2000, "duration": 1440, "password": "0123456789"},
    {"type": 8, "recurrence": {"type": 3, "monthly_week": -1, "monthly_week_day": 3}},
    {"start_time": "2027-02-17T20:00:00Z", "timezone": "America/Sao_Paulo"},
    {"settings": {"jbh_time": 15, "audio": "both", "auto_recording": "cloud", "approval_type": 2}},
    {"settings": {"alternative_hosts": "a@example.org;b@example.org", "waiting_room": False}},
    {"settings": {"meeting_invitees": [{"email": "a@example.org"}]}},
    {"tracking_fields": [{"field": "ref", "value": "k1"}]},
]
BAD_BODIES: list[dict[str, Any]] = [
    {"topic": "x" * 201},
    {"topic": 3},
    {"agenda": "y" * 2001},
    {"duration": 0},
    {"duration": 1441},
    {"duration": "60"},
    {"type": 4},
    {"password": "01234567890"},
    {"settings": []},
    {"settings": {"jbh_time": 7}},
    {"settings": {"audio": "loud"}},
    {"settings": {"auto_recording": True}},
    {"settings": {"waiting_room": "yes"}},
    {"settings": {"encryption_type": "none"}},
    {"settings": {"approval_type": 3}},
    {"settings": {"alternative_hosts": ["a@example.org"]}},
    {"settings": {"breakout_room": {"enable": 1}}},
    {"settings": {"breakout_room": {"rooms": "Room 1"}}},
    {"settings": {"breakout_room": {"rooms": [{"participants": "a@example.org"}]}}},
    {"type": 8, "recurrence": {"type": 4}},
    {"type": 8, "recurrence": {"type": 3, "monthly_week": 5}},
    {"type": 8, "recurrence": {"type": 2, "end_times": 61}},
]
BAD_ONLY_AT_FIRST: list[dict[str, Any]] = [{"tracking_fields": [{"value": "k1"}]}]


def request_schema(published: dict[str, Any], path: str, verb: str) -> dict[str, Any]:
    return published[path][verb]["requestBody"]["content"]["application/json"]["schema"]


@pytest.mark.parametrize(
    ("path", "verb"), [("/users/{userId}/meetings", "post"), ("/meetings/{meetingId}", "patch")]
)
def test_our_hand_written_checks_judge_bodies_as_zooms_schemas_do(
    published: dict[str, Any], path: str, verb: str
):
    judge = jsonschema.Draft7Validator(request_schema(published, path, verb))
    for body in GOOD_BODIES:
        assert body_errors(body) == []
        assert judge.is_valid(body), body
    for body in BAD_BODIES + (BAD_ONLY_AT_FIRST if verb == "post" else []):
        assert body_errors(body) != [], body
        assert not judge.is_valid(body), body


def test_every_field_our_checks_know_is_one_of_zooms(published: dict[str, Any]):
    schema = request_schema(published, "/users/{userId}/meetings", "post")["properties"]
    assert set(SETTINGS) <= set(schema["settings"]["properties"])
    assert set(RECURRENCE) <= set(schema["recurrence"]["properties"])


def test_refusals_carry_words_that_slack_has_for_that_method(contracts: Path, world: World, client):
    """Every error our stand-in can give to a method stands in Slack's list, or is one every method may give."""
    source = json.loads((contracts / "slack" / "methods-index.json").read_text())["methods"]
    anywhere = {error for method in source.values() for error in method["errors"]}
    folder = Path(__file__).resolve().parents[2] / "integrations" / "sandbox"
    said = set()
    for file in folder.glob("slack_*.py"):
        parts = file.read_text(encoding="utf-8").split('SlackRefusal("')[1:]
        said |= {part.partition('"')[0] for part in parts}
    assert said - anywhere <= NOT_LISTED


# general errors of the Web API, of Socket Mode and of response URLs, which no method lists for itself
NOT_LISTED = {
    "expired_url",
    "invalid_arg_name",
    "invalid_errors",
    "invalid_json",
    "invalid_payload",
    "invalid_response_action",
    "invalid_ticket",
    "json_not_object",
    "not_a_websocket",
    "used_url",
}
