"""One token serves an hour and every thread; a refused one is replaced once; nobody leads it astray."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from bot.ports import ComeBack, Refused
from integrations.zoom.client import ZoomClient, base_url, new_session
from integrations.zoom.token import Tokens
from tests.integrations.pretend_zoom import SECRETS
from tests.integrations.wire import GARBLED, RESET, Told, nobody, told

OURS = "https://api.zoom.us/v2"


class Seconds:
    """A monotonic clock that is turned by hand."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def tokens(zoom, seconds):
    with requests.Session() as session:
        yield Tokens(
            **SECRETS,
            oauth_url=f"{zoom.peer.url}/oauth/token",
            session=session,
            timeout=(0.5, 0.5),
            monotonic=seconds,
        )


def test_a_token_is_kept_until_shortly_before_it_runs_out(tokens, seconds):
    first = tokens.current()
    seconds.passed += 3479
    assert tokens.current() is first
    seconds.passed += 2
    assert tokens.current().value == "token-1"


def test_a_token_with_a_short_or_unknown_life_is_renewed_in_time(tokens, zoom, seconds):
    zoom.grant = {"expires_in": 60}
    assert tokens.current().good_until == seconds.passed + 54
    zoom.grant = {"expires_in": "soon"}
    assert tokens.fresh().good_until == seconds.passed + 540


def test_many_threads_fetch_one_token(tokens, zoom):
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: tokens.current(), range(32)))
    assert {token.value for token in got} == set(zoom.tokens) == {"token-0"}


def test_many_threads_whose_token_was_refused_fetch_one_other(tokens, zoom):
    refused = tokens.current()
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: tokens.other_than(refused), range(32)))
    assert {token.value for token in got} == {"token-1"}
    assert len(zoom.tokens) == 2


def test_a_token_does_not_show_itself(tokens):
    assert "token-0" not in repr(tokens.current())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"reason": "Invalid client", "error": "invalid_client"}, "client secret is wrong"),
        ({"code": 4704}, "client secret is wrong"),
        ({"errorCode": "4717"}, "switched off"),
        ({"error": "unsupported_grant_type"}, "Server-to-Server"),
        ({"error": "invalid_request"}, "account id is wrong"),
        ({"error": "something new"}, "does not accept our credentials"),
    ],
)
def test_a_refused_token_says_what_to_compare(tokens, zoom, body, words):
    zoom.misbehave("POST", told(body, 400))
    with pytest.raises(Refused, match=words) as no:
        tokens.current()
    assert "hush" not in str(no.value)


@pytest.mark.parametrize("lost", [RESET, GARBLED, Told(status=500), told({}, 429), told({})])
def test_no_token_just_now_means_nothing_was_done(meetings, zoom, lost):
    zoom.misbehave("POST", lost, path="/oauth/")
    with pytest.raises(ComeBack):
        meetings.close("1")


def test_a_refused_token_is_renewed_once_even_for_a_post(meetings, zoom):
    meetings.close("1")
    zoom.revoked.add("token-0")

    meetings.close("2")

    assert zoom.tokens == ["token-0", "token-1"]


def test_a_token_that_is_refused_twice_is_reported_and_not_tried_for_ever(meetings, zoom):
    zoom.misbehave("DELETE", told({"code": 124, "message": "Invalid access token."}, 401), times=9)
    with pytest.raises(Refused, match="activated"):
        meetings.close("1")
    assert len(zoom.calls("DELETE")) == 2


def test_after_a_missing_scope_the_next_request_fetches_a_token_that_may_have_it(meetings, zoom):
    words = "Invalid access token, does not contain scopes:[meeting:delete:meeting:admin]."
    zoom.misbehave("DELETE", told({"code": 4711, "message": words}, 400))
    with pytest.raises(Refused, match="meeting:delete:meeting:admin"):
        meetings.close("1")

    meetings.close("1")

    assert zoom.tokens == ["token-0", "token-1"]


def test_a_netrc_entry_does_not_take_the_tokens_place(tokens, zoom, clock, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    with requests.Session() as session:  # one that heeds its surroundings, as on the way to Zoom
        base = f"{zoom.peer.url}/v2"
        ZoomClient(
            tokens=tokens, api_base_url=base, clock=clock, session=session, timeout=(1, 1)
        ).get("/users/x")
    assert zoom.calls("GET")[0].headers["Authorization"] == "Bearer token-0"


def test_on_this_machine_no_proxy_stands_between(meetings, zoom, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", nobody())
    meetings.close("1")
    assert len(zoom.calls("DELETE")) == 1


def test_a_redirect_does_not_carry_the_token_away(meetings, zoom):
    away = Told(status=302, headers={"Location": f"{zoom.peer.url}/elsewhere"})
    zoom.misbehave("GET", away)
    with pytest.raises(Refused, match="api_base_url"):
        meetings.read("1")
    assert zoom.peer.asked_for("/elsewhere") == []


@pytest.mark.parametrize(
    ("configured", "offered", "used"),
    [
        (OURS, "https://api-eu.zoom.us", "https://api-eu.zoom.us/v2"),
        (OURS, "https://api-eu.zoom.us/v2/", "https://api-eu.zoom.us/v2"),
        (OURS, "https://api-us.zoomgov.com", "https://api-us.zoomgov.com/v2"),
        (OURS, "", OURS),
        (OURS, "http://api.zoom.us", OURS),
        (OURS, "https://zoom.us.example.org", OURS),
        (OURS, "https://notzoom.us", OURS),
        (OURS, "https://zoom.us@example.org/v2", OURS),
        (OURS, "http://[", OURS),
        (OURS, "ftp://api.zoom.us", OURS),
        ("http://127.0.0.1:81/v2", "http://127.0.0.1:81", "http://127.0.0.1:81/v2"),
        ("http://127.0.0.1:81/v2", "http://127.0.0.1:82", "http://127.0.0.1:81/v2"),
        ("http://127.0.0.1:81/v2", "https://api.zoom.us", "http://127.0.0.1:81/v2"),
        ("https://proxy.example/zoom/v2", "https://api.zoom.us", "https://proxy.example/zoom/v2"),
    ],
)
def test_the_token_is_shown_only_where_it_belongs(configured, offered, used):
    assert base_url(configured, offered) == used


def test_the_address_that_came_with_the_token_is_used(meetings, zoom):
    zoom.grant = {**zoom.grant, "api_url": f"{zoom.peer.url}/other/v2"}
    zoom.misbehave("DELETE", Told(status=204))
    meetings.close("1")
    assert zoom.peer.asked[-1].path == "/other/v2/meetings/1"


def test_cookies_are_neither_kept_nor_sent(zoom):
    zoom.misbehave("GET", Told(headers={"Set-Cookie": "who=you; Path=/"}))
    with new_session(zoom.peer.url) as session:
        session.get(f"{zoom.peer.url}/v2/x", timeout=1)
        session.get(f"{zoom.peer.url}/v2/y", timeout=1)
        assert not session.cookies
    assert "Cookie" not in zoom.peer.asked[-1].headers
