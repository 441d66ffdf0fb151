"""Zoom's door: news is taken once, and asked for again when it could not be written down."""

import hashlib
import hmac
import json
import time

import pytest
import requests

from tests.web.conftest import VAULT, ZOOM_SECRET, lose, signature

STARTED = json.dumps(
    {"event": "meeting.started", "event_ts": 1, "payload": {"account_id": "A", "object": {"id": 1}}}
).encode()


@pytest.fixture
def told(door):
    """Posts to Zoom's place at the door, signed as Zoom signs unless told otherwise."""

    def post(body, secret=ZOOM_SECRET):
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "x-zm-request-timestamp": stamp,
            "x-zm-signature": signature(secret, stamp, body),
        }
        return requests.post(f"{door}/zoom/events", data=body, headers=headers, timeout=30)

    return post


def taken(store, body):
    """What was answered to this news; the inbox knows it by its mark alone."""
    mark = VAULT.mark("gesture", f"zoom:{hashlib.sha256(body).hexdigest()}")
    with store.read() as memory:
        return memory.inbox.answer_to(mark)


def test_news_is_taken_and_a_repeat_changes_nothing(told, store):
    assert [told(STARTED).status_code, told(STARTED).status_code] == [204, 204]
    assert taken(store, STARTED) == {"kind": "meeting.started", "meeting": "1"}


def test_zooms_question_whether_we_know_the_secret_is_answered(told):
    ask = {"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}
    answer = told(json.dumps(ask).encode())

    sealed = hmac.new(ZOOM_SECRET.encode(), b"qgg8vlvZRS6UYooatFL8Aw", hashlib.sha256).hexdigest()
    assert answer.status_code == 200
    assert answer.json() == {"plainToken": "qgg8vlvZRS6UYooatFL8Aw", "encryptedToken": sealed}


def test_whoever_cannot_sign_is_turned_away(told, store, said):
    assert told(STARTED, secret="guessed").status_code == 401
    assert taken(store, STARTED) is None
    assert "action=zoom_refused why=bad_signature status=401" in said.getvalue()


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"a":' * 20_000])
def test_what_is_signed_but_cannot_be_read_is_the_senders_fault(told, body):
    assert told(body).status_code == 400


def test_a_body_too_large_is_refused(told):
    assert told(b"x" * 600_000).status_code == 413


def test_news_that_could_not_be_written_down_is_asked_for_again(told, store, said):
    lose(store, "gesture")

    assert told(STARTED).status_code == 503
    assert said.getvalue().count("action=zoom_news_not_taken") == 1
