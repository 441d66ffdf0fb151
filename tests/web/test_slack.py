"""Slack's door: who writes is checked first, then whether it can be read; nonsense never becomes our failure."""

import json
import time
from urllib.parse import urlencode

import pytest
import requests
from hypothesis import HealthCheck, given
from hypothesis import settings as chances
from hypothesis import strategies as some
from slack_bolt.request import BoltRequest

from bot.domain.languages import ENGLISH, speak, spoken
from bot.voice.languages import catalogue
from tests.web.conftest import SIGNING_SECRET, signature
from tests.web.mangling import places, with_at

FORM = "application/x-www-form-urlencoded"
COMMAND = urlencode(
    {"command": "/convene", "text": "help", "user_id": "U1", "team_id": "T1"}
).encode()
HOME = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T1",
    "authorizations": [{"team_id": "T1", "is_enterprise_install": False}],
    "event": {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"},
}
PRESS = {
    "type": "block_actions",
    "user": {"id": "U1", "team_id": "T1"},
    "team": {"id": "T1"},
    "trigger_id": "1.2",
    "container": {"type": "message"},
    "channel": {"id": "D1"},
    "actions": [{"type": "button", "action_id": "yes", "block_id": "b", "value": "1"}],
}
SUBMISSION = {
    "type": "view_submission",
    "user": {"id": "U1"},
    "team": {"id": "T1"},
    "view": {"id": "V1", "type": "modal", "callback_id": "agree", "state": {"values": {}}},
}


def in_a_form(payload: object) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


def test_a_command_gets_its_answer(posted, heard):
    answer = posted(COMMAND, FORM)

    assert (answer.status_code, answer.text) == (200, "Here is what you can do.")
    assert heard == ["help"]


def test_a_gesture_leaves_no_language_behind_for_the_next_of_its_thread(app):
    @app.command("/svenska")
    def swedish(ack):
        speak(catalogue("sv"))
        ack("Hej")

    body, stamp = COMMAND.replace(b"%2Fconvene", b"%2Fsvenska"), str(int(time.time()))
    signed = {
        "content-type": FORM,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature(SIGNING_SECRET, stamp, body),
    }
    answer = app.dispatch(BoltRequest(body=body.decode(), headers=signed))
    assert (answer.body, spoken()) == ("Hej", ENGLISH)


def test_events_presses_and_forms_get_through(posted, heard):
    answers = [
        posted(json.dumps(HOME).encode()),
        posted(in_a_form(PRESS), FORM),
        posted(in_a_form(SUBMISSION), FORM),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert heard == ["U1", "U1", "V1"]


def test_slacks_question_whether_we_are_there_is_answered(posted):
    answer = posted(b'{"type": "url_verification", "challenge": "abc"}')

    assert (answer.status_code, answer.json()) == (200, {"challenge": "abc"})


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_signature_older_or_newer_than_five_minutes_counts_for_nothing(posted, heard, minutes):
    assert posted(COMMAND, FORM, at=time.time() + minutes * 60).status_code == 401
    assert heard == []


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "ünsigned".encode("latin-1")},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "9" * 5000},
        {"X-Slack-Request-Timestamp": ""},
    ],
)
def test_whoever_cannot_sign_is_turned_away(posted, heard, headers):
    assert posted(COMMAND, FORM, **headers).status_code == 401
    assert heard == []


def test_whoever_does_not_sign_at_all_is_turned_away(door, heard):
    assert requests.post(f"{door}/slack/events", data=COMMAND, timeout=30).status_code == 401
    assert heard == []


def test_a_signature_of_another_body_or_with_another_secret_counts_for_nothing(posted, heard):
    other = signature(SIGNING_SECRET, str(int(time.time())), b"command=%2Fconvene&text=plan")
    assert posted(COMMAND, FORM, **{"X-Slack-Signature": other}).status_code == 401
    assert posted(COMMAND, FORM, secret="guessed").status_code == 401
    assert heard == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'"x"', "application/json"),
        (b"null", "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "application/json"),
        (b'{"a":' * 150 + b"1" + b"}" * 150, "application/json"),
        (b"payload=%7B", FORM),
        (b"payload=%5B%5D", FORM),
        (b"payload=" + b"%5B" * 5_000, FORM),
        (b"command=%ff%fe", FORM),
        (b"command=", FORM),
        (b"a=1&" * 10_000, FORM),
        (b"command=%2Fconvene&text=%00", FORM),
        (b"hello", "text/plain"),
        (b'{"type":"event_callback"}', "application/json"),
        (b'{"type":"event_callback","event":null}', "application/json"),
        (
            b'{"type":"event_callback","event":{"type":"message","text":"\\ud800"}}',
            "application/json",
        ),
        (
            b'{"type":"event_callback","event":{"type":"message","text":"\\u0000"}}',
            "application/json",
        ),
        (b'{"type":"block_actions","user":{"id":"U1"},"actions":[]}', "application/json"),
        (b'{"type":"block_actions","user":{"id":"U1"},"actions":["x"]}', "application/json"),
        (b'{"type":"block_actions","user":{"id":"U1"},"actions":[{}]}', "application/json"),
        (
            b'{"type":"shortcut","callback_id":"x","user":{"id":"U1"},"view":null}',
            "application/json",
        ),
        (b'{"type":["x"]}', "application/json"),
    ],
)
def test_what_is_signed_but_cannot_be_read_is_the_senders_fault(posted, heard, body, kind):
    assert posted(body, kind).status_code == 400
    assert heard == []


def test_half_a_megabyte_is_enough(posted, heard):
    long = COMMAND + b"&token=" + b"x" * (512 * 1024)
    assert posted(long, FORM).status_code == 413
    assert posted(long[: 512 * 1024], FORM).status_code == 200
    assert heard == ["help"]


def test_a_body_far_too_large_does_not_stop_the_door(posted):
    try:
        answer = posted(b"payload=" + b"x" * 6_000_000, FORM)
        assert answer.status_code == 413
    except requests.ConnectionError:
        pass  # it was cut off while it came in
    assert posted(COMMAND, FORM).status_code == 200


def test_without_slacks_door_there_is_nothing_at_its_place(desk):
    from bot.web.app import create_app

    assert create_app(desk).test_client().post("/slack/events").status_code == 404


def test_what_is_signed_but_not_for_us_is_not_our_failure(posted):
    strange = {"type": "a_new_kind", "user": {"id": "U1"}, "team": None}
    assert posted(json.dumps(strange).encode()).status_code == 404


def test_the_log_tells_why_and_how_much_but_not_what(posted, said):
    posted(b"payload=%7Bthe+night+nurse", FORM)
    posted(b"the night nurse", FORM, secret="guessed")

    told = said.getvalue()
    assert "action=slack_refused why=not_json status=400 size=26" in told
    assert "action=slack_refused why=bad_signature status=401 size=15" in told
    assert "nurse" not in told


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(["id", "type", "user", "values", "x"]), inner, max_size=3
        )
    ),
    max_leaves=5,
)


@given(chosen=some.sampled_from([HOME, PRESS, SUBMISSION]), instead=ANYTHING, chance=some.randoms())
@chances(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_payload_with_any_part_exchanged_never_becomes_our_failure(
    posted, chosen, instead, chance
):
    odd = with_at(chosen, chance.choice(places(chosen)), instead)

    assert posted(json.dumps(odd).encode()).status_code < 500
