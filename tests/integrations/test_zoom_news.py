"""News from Zoom is believed only when Zoom signed it, lately; and read whatever its shape."""

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import BadSignature, Unreadable
from integrations.zoom.news import ZoomNews
from tests.integrations.pretend_zoom import StoppedClock

SECRET = "unit-test-secret"
STAMP = "1700000000"
BODY = (
    b'{"event":"meeting.started","event_ts":1700000000000,'
    b'"payload":{"account_id":"A","object":{"id":"95204914252"}}}'
)
SIGNATURE = "v0=dd0c53eb6f259ba752b23fb121fab2ae235d1641ec13d1f9ed71f5ced878bc1f"
THEN = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
NEWS = ZoomNews(SECRET)


def signed(body, *, stamp=None, secret=SECRET):
    stamp = stamp or str(int(time.time()))
    mac = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Zm-Request-Timestamp": stamp, "X-Zm-Signature": f"v0={mac}"}


def news(**told):
    return json.dumps(told).encode()


def read(body):
    return NEWS.read(signed(body), body)


def test_a_signature_worked_out_beforehand_is_accepted():
    headers = {"x-zm-request-timestamp": STAMP, "x-zm-signature": SIGNATURE}
    event = ZoomNews(SECRET, StoppedClock(THEN)).read(headers, BODY)

    assert (event.kind, event.meeting_id, event.at) == ("meeting.started", "95204914252", THEN)
    assert event.digest == hashlib.sha256(BODY).hexdigest()
    assert event.answer is None


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        (signed(BODY, secret="another"), BODY),
        (signed(BODY), BODY + b" "),
        ({**signed(BODY), "X-Zm-Signature": "v0="}, BODY),
        ({**signed(BODY), "X-Zm-Signature": "v0=\xe9\ud800"}, BODY),
        ({**signed(BODY), "X-Zm-Request-Timestamp": STAMP}, BODY),
    ],
)
def test_what_is_not_signed_by_zoom_is_not_believed(headers, body):
    with pytest.raises(BadSignature):
        NEWS.read(headers, body)


@pytest.mark.parametrize("stamp", ["", "soon", "-5", "1.5", "९९", "9" * 40, "0"])
def test_a_stamp_that_is_no_recent_time_is_not_believed_even_if_signed(stamp):
    with pytest.raises(BadSignature):
        NEWS.read(signed(BODY, stamp=stamp) | {"x-zm-request-timestamp": stamp}, BODY)


def test_without_a_secret_nobody_is_believed():
    with pytest.raises(BadSignature):
        ZoomNews("").read(signed(BODY, secret=""), BODY)


@pytest.mark.parametrize(("minutes", "believed"), [(0, True), (85, True), (89, True), (91, False)])
def test_news_up_to_ninety_minutes_old_is_believed(minutes, believed):
    stamp = str(int(time.time()) - 60 * minutes)
    if believed:
        assert NEWS.read(signed(BODY, stamp=stamp), BODY).kind == "meeting.started"
    else:
        with pytest.raises(BadSignature, match="too long ago"):
            NEWS.read(signed(BODY, stamp=stamp), BODY)


def test_with_a_sandboxs_clock_both_times_count():
    by_sandbox = ZoomNews(SECRET, StoppedClock(THEN + timedelta(minutes=89)))
    assert by_sandbox.read(signed(BODY, stamp=STAMP), BODY)
    assert by_sandbox.read(signed(BODY), BODY)
    with pytest.raises(BadSignature):
        ZoomNews(SECRET, StoppedClock(THEN + timedelta(minutes=91))).read(
            signed(BODY, stamp=STAMP), BODY
        )


def test_zooms_question_is_answered_as_worked_out_beforehand():
    body = news(event="endpoint.url_validation", payload={"plainToken": "qgg8vlvZRS6UYooatFL8Aw"})
    assert read(body).answer == {
        "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
        "encryptedToken": "a81af481ade506d3e110ff093d1d99631e4fa20653fb10f8e0e287b1fdde5a90",
    }


@pytest.mark.parametrize("token", [None, "", 7, "x" * 201, "\ud800", "a b"])
def test_a_question_without_a_token_is_not_answered(token):
    body = news(event="endpoint.url_validation", payload={"plainToken": token})
    with pytest.raises(Unreadable):
        read(body)


@pytest.mark.parametrize("given_id", [95204914252, "95204914252", " 95204914252 "])
def test_a_meetings_number_may_come_as_number_or_text(given_id):
    body = news(event="meeting.ended", payload={"object": {"id": given_id}})
    assert read(body).meeting_id == "95204914252"


@pytest.mark.parametrize("number", [16778240, "16778240", " 16778240 "])
def test_news_of_a_room_says_who_entered_which_and_who_that_is_in_the_meeting(number):
    someone = {
        "user_id": "16780288", "parent_user_id": number, "participant_uuid": "55555AAA",
        "user_name": "Ada Quill", "email": " Ada@Example.org ", "phone_number": "+1 555 0100",
        "public_ip": "203.0.113.7", "join_time": "2027-02-17T12:00:00Z",
    }  # fmt: skip
    told = {
        "id": "95204914252",
        "uuid": "4444AAA",
        "breakout_room_uuid": "333CCC",
        "participant": someone,
    }
    event = read(
        news(
            event="meeting.participant_joined_breakout_room",
            event_ts=1_700_000_000_000,
            payload={"object": told},
        )
    )

    assert (event.instance, event.room) == ("4444AAA", "333CCC")
    assert (event.connection, event.same, event.address) == (
        "16778240",
        "55555AAA",
        "Ada@Example.org",
    )
    for private in ("Ada", "Quill", "+1 555", "203.0.113"):
        assert private not in repr(event)


def test_without_an_address_or_a_room_there_is_none():
    told = {
        "id": 1,
        "uuid": None,
        "participant": {"user_id": 7, "email": "", "participant_uuid": []},
    }
    event = read(news(event="meeting.participant_left", payload={"object": told}))

    assert (event.connection, event.same, event.address, event.room, event.instance) == (
        "7",
        *[""] * 4,
    )


def test_the_time_is_zooms_stamp_or_the_newss_own_or_unknown():
    joined = {"id": 1, "participant": {"join_time": "2027-02-17T12:00:00Z"}}
    ended = {"id": 1, "end_time": "2027-02-17T13:00:00Z"}
    at = [
        read(news(event="meeting.ended", event_ts=1_700_000_000_000, payload={"object": ended})).at,
        read(news(event="meeting.ended", payload={"object": ended})).at,
        read(news(event="meeting.participant_joined", payload={"object": joined})).at,
        read(news(event="meeting.participant_joined", payload={"object": {"id": 1}})).at,
        read(news(event="meeting.ended", event_ts=10**400, payload={"object": {}})).at,
        read(news(event="meeting.ended", event_ts=True, payload=[])).at,
    ]
    assert at == [
        THEN,
        datetime(2027, 2, 17, 13, tzinfo=UTC),
        datetime(2027, 2, 17, 12, tzinfo=UTC),
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"7",
        b"null",
        b"\xff",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"{}",
        b'{"event":1}',
    ],
)
def test_a_body_that_says_nothing_is_unreadable(body):
    with pytest.raises(Unreadable):
        read(body)


def test_the_same_news_told_twice_has_one_digest_and_other_news_another():
    other = BODY.replace(b"started", b"ended")
    assert read(BODY).digest == read(BODY).digest != read(other).digest


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "object", "x"]), inner),
)


@given(JSON, JSON, st.sampled_from(["meeting.ended", "meeting.participant_left", "odd"]))
def test_whatever_zoom_puts_into_its_news_is_read_without_falling_over(payload, stamp, kind):
    event = read(news(event=kind, payload=payload, event_ts=stamp))
    assert event.kind == kind
    assert isinstance(event.meeting_id, str)
