"""Every door, asked in every silly way: what is answered is written in docs/openapi.json, and nothing real is lost."""

import http.client
import itertools
import json
import re
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given
from hypothesis import settings as chances
from hypothesis import strategies as some

from bot.slack.own_acts import OwnActs
from bot.web.app import create_app
from tests.web.conftest import SIGNING_SECRET, ZOOM_SECRET, signature

PATHS = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text())["paths"]
MANY = chances(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SERIAL = itertools.count(1)
HEADER = some.text(some.characters(min_codepoint=33, max_codepoint=126), max_size=200)
JSONS = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.sampled_from(
                [
                    "type",
                    "event",
                    "payload",
                    "object",
                    "id",
                    "user",
                    "view",
                    "actions",
                    "action_id",
                    "command",
                    "challenge",
                    "event_ts",
                    "plainToken",
                    "ssl_check",
                    "callback_id",
                    "values",
                    "state",
                ]
            )
            | some.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
KINDS = some.sampled_from(
    ["application/json", "application/x-www-form-urlencoded", "text/plain", "", "x/y; charset=z"]
)
BODIES = (
    some.binary(max_size=300)
    | JSONS.map(lambda told: json.dumps(told).encode())
    | JSONS.map(lambda told: b"payload=" + quote(json.dumps(told)).encode())
    | some.dictionaries(some.text(max_size=8), some.text(max_size=20), max_size=4).map(
        lambda form: "&".join(f"{quote(k)}={quote(v)}" for k, v in form.items()).encode()
    )
)
ZOOM = {"event": "meeting.started", "payload": {"object": {"id": 1}}}


def documented(method: str, path: str) -> set[int]:
    return {int(code) for code in PATHS[path][method]["responses"]}


def signed(secret: str, body: bytes, slack: bool) -> dict[str, str]:
    stamp = str(int(time.time()))
    names = (
        ("X-Slack-Request-Timestamp", "X-Slack-Signature")
        if slack
        else ("x-zm-request-timestamp", "x-zm-signature")
    )
    return dict(zip(names, (stamp, signature(secret, stamp, body)), strict=True))


def unharmed(said) -> bool:
    return "Traceback" not in said.getvalue() and "level=error" not in said.getvalue()


def test_the_document_names_every_door_and_no_other(desk):
    app = create_app(desk, slack_door=lambda request: None, acts=OwnActs(desk))
    doors = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    assert doors == {(path, method) for path, methods in PATHS.items() for method in methods}


@MANY
@given(body=BODIES, kind=KINDS)
def test_what_slack_signed_is_taken_or_refused_and_the_next_event_is_not_lost(
    door, heard, said, body, kind
):
    junk = {"Content-Type": kind, **signed(SIGNING_SECRET, body, slack=True)}
    answer = requests.post(f"{door}/slack/events", data=body, headers=junk, timeout=30)
    real = json.dumps(
        {
            "type": "event_callback",
            "event_id": f"Ev{next(SERIAL)}",
            "team_id": "T1",
            "authorizations": [{"team_id": "T1", "is_enterprise_install": False}],
            "event": {"type": "app_home_opened", "user": f"U{next(SERIAL)}", "tab": "home"},
        }
    ).encode()
    headers = {"Content-Type": "application/json", **signed(SIGNING_SECRET, real, slack=True)}
    taken = requests.post(f"{door}/slack/events", data=real, headers=headers, timeout=30)

    assert answer.status_code in documented("post", "/slack/events") - {500}
    assert (taken.status_code, heard[-1]) == (200, json.loads(real)["event"]["user"])
    assert unharmed(said)


@MANY
@given(body=BODIES, kind=KINDS)
def test_what_zoom_signed_is_taken_or_refused_and_the_next_news_is_not_lost(
    door, store, said, body, kind
):
    junk = {"Content-Type": kind, **signed(ZOOM_SECRET, body, slack=False)}
    answer = requests.post(f"{door}/zoom/events", data=body, headers=junk, timeout=30)
    real = json.dumps({**ZOOM, "event_ts": next(SERIAL)}).encode()
    headers = signed(ZOOM_SECRET, real, slack=False)
    taken = [
        requests.post(f"{door}/zoom/events", data=real, headers=headers, timeout=30).status_code
        for _ in range(2)  # the very same once more is a repeat
    ]

    assert answer.status_code in documented("post", "/zoom/events") - {503}
    assert taken == [204, 204]
    assert unharmed(said)


@pytest.mark.parametrize("path", ["/slack/events", "/zoom/events"])
@MANY
@given(body=BODIES, stamp=HEADER, mark=HEADER, kind=KINDS)
def test_what_nobody_signed_is_refused_without_being_read(
    door, heard, said, path, body, stamp, mark, kind
):
    names = ("X-Slack-Request-Timestamp", "X-Slack-Signature", "x-zm-request-timestamp")
    headers = dict.fromkeys(names[::2], stamp) | {names[1]: mark, "x-zm-signature": mark}
    answer = requests.post(
        f"{door}{path}", data=body, headers={"Content-Type": kind, **headers}, timeout=30
    )

    assert answer.status_code in ({400, 401} if path == "/slack/events" else {401})
    assert heard == []
    assert unharmed(said)


ODD = some.text(max_size=30).map(quote) | some.binary(max_size=30).map(quote)
ASKED = (
    some.tuples(some.sampled_from(sorted(PATHS)), some.integers().map(str) | ODD, ODD, ODD).map(
        lambda p: f"{p[0].replace('{month}', p[1])}?key={p[2]}&limit={p[1]}&state={p[3]}"
    )
    | ODD.map(lambda odd: f"/{odd}")
    | ODD.map(lambda odd: f"/static/{odd}")
)
METHODS = some.sampled_from(
    ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"]
)


@MANY
@given(path=ASKED, method=METHODS, host=HEADER | some.just("127.0.0.1"), agent=HEADER)
def test_any_path_asked_in_any_way_is_answered_and_never_falls(
    door, community, said, path, method, host, agent
):
    parts = urlsplit(door)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    line.request(method, path, headers={"Host": host, "User-Agent": agent})
    answer = line.getresponse()
    answer.read()
    line.close()

    assert answer.status < 500 or (answer.status, method) == (501, "X")
    assert unharmed(said)
