"""What Zoom's refusals mean: which are for good, which are for later, and which leave a doubt."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import ComeBack, Gone, Refused, Uncertain
from integrations.zoom.limits import FURTHEST, next_midnight, retry_after
from tests.integrations.pretend_zoom import NOON
from tests.integrations.test_zoom_meetings import WISH
from tests.integrations.wire import RESET, SILENCE, Told, nobody, told

MIDNIGHT = datetime(2027, 2, 18, tzinfo=UTC)
DAILY = {
    "code": 429,
    "message": "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests.",
}
FAST = {"code": 429, "message": "You have reached the maximum per-second rate limit for this API."}


def said_of(meetings, zoom, answer, kind=Exception):
    zoom.misbehave("POST", answer, path="/v2/")
    with pytest.raises(kind) as no:
        meetings.open(WISH)
    return no.value


@pytest.mark.parametrize(
    "after",
    [
        "2027-02-18T01:00:00Z",
        "2027-02-18T01:00:00",
        "2027-02-18T02:00:00+01:00",
        "46800",
        "Thu, 18 Feb 2027 01:00:00 GMT",
    ],
)
def test_a_used_up_day_means_come_back_when_zoom_says(meetings, zoom, after):
    no = said_of(meetings, zoom, told(DAILY, 429, Retry_After=after), ComeBack)
    assert no.at == MIDNIGHT + timedelta(hours=1)


@pytest.mark.parametrize("after", ["", "x", "2027-02-16T00:00:00Z", "99999999", "0"])
def test_a_used_up_day_without_a_time_to_believe_means_midnight(meetings, zoom, after):
    no = said_of(meetings, zoom, told(DAILY, 429, Retry_After=after), ComeBack)
    assert no.at == MIDNIGHT


def test_a_used_up_day_is_known_by_its_header_too(meetings, zoom):
    answer = told({}, 429, X_RateLimit_Type="Daily-limit")
    assert said_of(meetings, zoom, answer, ComeBack).at == MIDNIGHT


def test_coming_too_fast_means_waiting_longer_each_time_until_it_goes_well(meetings, zoom):
    waits = [said_of(meetings, zoom, told(FAST, 429), ComeBack).wait for _ in range(8)]
    assert [wait.total_seconds() for wait in waits] == [1, 2, 4, 8, 16, 32, 60, 60]

    meetings.open(WISH)

    assert said_of(meetings, zoom, told(FAST, 429), ComeBack).wait == timedelta(seconds=1)


def test_coming_too_fast_with_a_time_named_means_that_time(meetings, zoom):
    soon = said_of(meetings, zoom, told(FAST, 429, Retry_After="7"), ComeBack)
    assert (soon.wait, soon.at) == (timedelta(seconds=7), None)
    later = said_of(meetings, zoom, told(FAST, 429, Retry_After="3600"), ComeBack)
    assert later.at == NOON + timedelta(hours=1)


@given(st.text() | st.integers().map(str) | st.datetimes().map(str))
def test_any_time_named_is_to_come_within_two_days_or_is_not_believed(text):
    at = retry_after(text, NOON)
    assert at is None or NOON < at <= NOON + FURTHEST


@given(st.integers(0, 200_000_000))
def test_midnight_is_always_to_come(seconds):
    now = NOON + timedelta(seconds=seconds)
    assert timedelta() < next_midnight(now) - now <= timedelta(days=1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (told({"code": 3161, "message": "x"}, 400), "licence"),
        (told({"code": 1001, "message": "User does not exist: a@b.org."}, 404), "no such host"),
        (told({"code": 1010, "message": "x"}, 400), "no such host"),
        (told({"code": 200, "message": "Only available for paid account"}, 400), "paid"),
        (
            told({"code": "3000", "message": "You cannot schedule a meeting for a@b.org"}, 400),
            "Zoom",
        ),
        (told({"code": 77, "message": "x"}, 400), "code 77"),
        (told([1], 403), "api_base_url"),
        (Told(status=404, body=b"<html>"), "api_base_url"),
    ],
)
def test_a_refusal_for_good_says_what_to_do_and_repeats_no_address(meetings, zoom, answer, words):
    no = said_of(meetings, zoom, answer, Refused)
    assert words in no.reason
    assert "a@b.org" not in no.reason


def test_a_field_that_zoom_does_not_take_is_named(meetings, zoom):
    errors = [
        {"field": "settings.breakout_room", "message": "User does not exist: ana@example.org."},
        {"field": "duration", "message": "Invalid field."},
    ]
    body = {"code": 300, "message": "Validation Failed.", "errors": errors}
    no = said_of(meetings, zoom, told(body, 400), Refused)

    assert "settings.breakout_room: User does not exist: (address)" in no.reason
    assert "duration: Invalid field" in no.reason
    assert no.code == "300"


@pytest.mark.parametrize("errors", [None, "odd", [], ["odd"]])
def test_a_refusal_that_names_no_field_is_told_in_zooms_words(meetings, zoom, errors):
    body = {"code": 300, "message": "Request Body should be valid.", "errors": errors}
    no = said_of(meetings, zoom, told(body, 400), Refused)
    assert "Request Body should be valid" in no.reason


@pytest.mark.parametrize("code", [4711, 4700])
def test_a_missing_scope_is_named_in_words(meetings, zoom, code):
    words = (
        "Invalid access token, does not contain scopes:"
        "[meeting:write:meeting, meeting:write:meeting:admin]."
    )
    no = said_of(meetings, zoom, told({"code": code, "message": words}, 400), Refused)
    assert "meeting:write:meeting, meeting:write:meeting:admin" in no.reason


def test_a_meeting_that_is_gone_is_gone_whatever_the_status(meetings, zoom):
    zoom.misbehave("GET", told({"code": 3001, "message": "Meeting does not exist: 1."}, 400))
    with pytest.raises(Gone):
        meetings.read("1")


@pytest.mark.parametrize("lost", [RESET, SILENCE, Told(status=500), Told(status=504)])
def test_a_change_whose_answer_was_lost_is_uncertain_and_is_sent_once(meetings, zoom, lost):
    said_of(meetings, zoom, lost, Uncertain)
    assert len(zoom.calls("POST")) == 1


def test_a_request_that_never_left_was_certainly_not_done(zoom, clock):
    with pytest.raises(ComeBack):
        zoom.meetings_for(clock, api_base_url=f"{nobody()}/v2").open(WISH)
    with pytest.raises(ComeBack):
        zoom.meetings_for(clock, oauth_url=f"{nobody()}/oauth/token").open(WISH)


def test_a_server_that_does_not_speak_tls_was_not_asked_anything(zoom, clock):
    address = zoom.peer.url.replace("http:", "https:")
    with pytest.raises((Uncertain, ComeBack)):
        zoom.meetings_for(clock, api_base_url=address).open(WISH)
    assert zoom.calls("POST") == []


@pytest.mark.parametrize("address", ["", "zoom", "://", "http://"])
def test_an_address_that_is_none_is_refused_in_words(zoom, clock, address):
    with pytest.raises(Refused, match="configuration"):
        zoom.meetings_for(clock, api_base_url=address).open(WISH)


def test_nothing_of_a_refusal_repeats_the_hosts_address_or_a_secret(meetings, zoom):
    for answer in (RESET, SILENCE, Told(status=500), told(DAILY, 429)):
        no = said_of(meetings, zoom, answer)
        assert no.__cause__ is None
        assert no.__suppress_context__ or no.__context__ is None
        assert "example.org" not in f"{no} {no!r}"
