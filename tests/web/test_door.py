"""The door itself: safe headers, friendly refusals, a quiet log, and a graceful close."""

import http.client
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask

from bot.web.serving import PlaceTaken, serve_web
from tests.web.conftest import lose


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/facilitate/../../etc/passwd",
        "/me/%00/x",
        "/calendar/nobody/x.ics",
        "/slack/oauth_redirected?code=x&state=y",
        "/facilitate/session/-1/start",
        "/facilitate/session/two/start",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/%ff%fe",
        "//evil.example/",
    ],
)
def test_a_silly_path_is_a_friendly_page_and_no_failure(door, path):
    parts = urlsplit(door)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    line.request("GET", path)
    answer = line.getresponse()

    assert 400 <= answer.status < 500
    assert b"There is no such page" in answer.read()
    line.close()


@pytest.mark.parametrize(
    "path", ["/me/" + "x" * 500, "/me/%00", "/me/%ff", "/calendar/nobody.ics", "/calendar/%00"]
)
def test_a_link_that_is_none_of_ours_opens_nothing(door, path):
    answer = requests.get(f"{door}{path}", timeout=30)
    assert answer.status_code == 403
    assert "This page is not available" in answer.text


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/9.9\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET /x HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"POST /zoom/events HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /zoom/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /x HTTP/1.1\r\nHost: x\r\nA: " + b"y" * 70_000 + b"\r\n\r\n",
    ],
)
def test_what_is_hardly_http_is_refused(door, raw):
    parts = urlsplit(door)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as line:
        line.sendall(raw)
        first = line.recv(200).split(b"\r\n")[0]

    assert first.split()[1][:1] == b"4"


def test_the_wrong_way_to_ask_says_which_is_right(door):
    answer = requests.get(f"{door}/zoom/events", timeout=30)

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "We could not make sense of that" in answer.text


def test_pages_run_nothing_and_are_kept_nowhere(door):
    headers = requests.get(f"{door}/nowhere", timeout=30).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers


def test_pages_say_whose_they_are_and_that_it_is_a_rehearsal(door):
    page = requests.get(f"{door}/nowhere", timeout=30)

    assert "Recovery at home" in page.text
    assert "Rehearsal:" in page.text
    assert requests.get(f"{door}/static/convener.css", timeout=30).status_code == 200


def test_real_pages_are_no_rehearsal(desk):
    from bot.web.app import create_app

    assert "Rehearsal" not in create_app(desk).test_client().get("/nowhere").text


def test_the_log_tells_the_route_and_never_what_a_path_or_question_held(door, said):
    requests.get(f"{door}/facilitate/session/2/start?key=somebodys-token", timeout=30)
    requests.get(f"{door}/me/somebodys-token", timeout=30)

    told = said.getvalue()
    assert "route=/facilitate/session/<int:month>/start status=403" in told
    assert "method=GET route=/me/<token> status=403" in told
    assert "somebodys-token" not in told


def test_what_falls_is_one_line_in_the_log_and_a_page(desk, said):
    from bot.web.app import create_app

    app = create_app(desk)

    @app.get("/falls")
    def falls() -> str:
        raise ValueError("the night nurse")

    answer = app.test_client().get("/falls")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert said.getvalue().count("action=web_fell fault=ValueError") == 1
    assert "nurse" not in said.getvalue() + answer.text


def test_a_store_that_is_away_is_explained(desk, store, community, said):
    from bot.web.app import create_app

    app = create_app(desk)
    lose(store, "session")
    key = desk.links.mint("start", {"person": "p1", "session": "s2"})
    answer = app.test_client().get(f"/facilitate/session/2/start?key={key}")

    assert answer.status_code in {500, 503}
    assert "Something went wrong on our side" in answer.text


def slow_app(begun: threading.Event, go_on: threading.Event) -> Flask:
    app = Flask("slow")

    @app.get("/")
    def slow() -> str:
        begun.set()
        go_on.wait(5)
        return "done"

    return app


def lets_in(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_until_shut(port: int) -> None:
    until = time.monotonic() + 5
    while lets_in(port):
        assert time.monotonic() < until, "the door stays open"


def test_closing_finishes_what_is_being_answered_and_lets_nobody_in():
    begun, go_on, answers = threading.Event(), threading.Event(), []
    server = serve_web(slow_app(begun, go_on), "127.0.0.1:0")
    asker = threading.Thread(target=lambda: answers.append(requests.get(server.url, timeout=30)))
    asker.start()
    assert begun.wait(5)
    closer = threading.Thread(target=server.close)
    closer.start()
    wait_until_shut(server.port)
    closer.join(0.3)  # it has all the time to hang up on the caller; it must not
    go_on.set()
    asker.join(5)
    closer.join(5)

    assert [(a.status_code, a.text) for a in answers] == [(200, "done")]
    assert not closer.is_alive()
    with pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=2)


def test_closing_ends_within_five_seconds_though_an_answer_hangs():
    begun, go_on = threading.Event(), threading.Event()
    server = serve_web(slow_app(begun, go_on), "127.0.0.1:0")
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    line.request("GET", "/")
    assert begun.wait(5)
    before = time.monotonic()
    server.close()
    took = time.monotonic() - before
    go_on.set()
    line.close()

    assert took < 5


def test_closing_twice_is_closing_once():
    server = serve_web(Flask("x"), "127.0.0.1:0")
    server.close()
    server.close()


def test_idle_callers_do_not_hold_the_door(door):
    server = serve_web(Flask("x"), "127.0.0.1:0")
    with socket.create_connection(("127.0.0.1", server.port)):
        before = time.monotonic()
        server.close()
        assert time.monotonic() - before < 3


def test_a_place_that_is_taken_is_said(door):
    with pytest.raises(PlaceTaken, match=r"\[web\] listen"):
        serve_web(Flask("x"), urlsplit(door).netloc)


def test_a_place_that_is_not_ours_is_said():
    with pytest.raises(PlaceTaken):
        serve_web(Flask("x"), "192.0.2.1:0")
