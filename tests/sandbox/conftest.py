"""A small pretend community, and a real Bolt app that lives in it over either transport."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
from slack_sdk import WebClient
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.domain.roster import Participant
from integrations.sandbox.world import World
from tests.sandbox.board import Board
from tests.sandbox.small_app import connected, small_app

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


def somebody(number: int, name: str, zone: str, **more: object) -> Participant:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    facts = {"role": "clinician", "organisation": "Fox Estuary Health", **more}
    return Participant(id=f"p{number:03d}", name=name, email=email, zone=zone, **facts)


PEOPLE = (
    somebody(1, "Marlene Voskuil", "America/Chicago", role="executive"),
    somebody(2, "Darrow Tesch", "America/Chicago"),
    somebody(3, "Ingrid Pallister", "Europe/London", slack_guest=True),
    somebody(4, "Obie Lankford", "America/Chicago", language="pt-BR"),
    somebody(5, "Nadia Thorsby", "Europe/London", role="facilitator"),
)


@pytest.fixture
def world() -> Iterator[World]:
    """A world that stands still at noon on the first of February."""
    with World.from_people(PEOPLE, start=NOON) as made:
        yield made
        assert made.mishaps == []


@pytest.fixture
def client(world: World) -> WebClient:
    return WebClient(token=world.slack.keys.bot, base_url=world.slack.api_url)


@pytest.fixture(scope="session", params=["socket", "http"])
def living(request: pytest.FixtureRequest) -> Iterator[World]:
    """A world in which a real Bolt app listens, once over Socket Mode and once over HTTP."""
    with World.from_people(PEOPLE, start=NOON) as made:
        made.slack.limits.on = False
        app = small_app(made)
        with _http(app, made) if request.param == "http" else connected(app, made):
            yield made
        assert made.mishaps == []


class _Quiet(WSGIRequestHandler):
    def log(self, *args: object) -> None:
        """Say nothing."""


class _http:
    """The app behind a local web server."""

    def __init__(self, app, world: World) -> None:
        from slack_bolt.adapter.wsgi import SlackRequestHandler

        handler = SlackRequestHandler(app)
        self.server = make_server("127.0.0.1", 0, handler, threaded=True, request_handler=_Quiet)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        world.listens(f"http://127.0.0.1:{self.server.server_port}")

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *trouble: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class ZoomCaller:
    """A program that asks Zoom with a token, and hands back whatever comes."""

    def __init__(self, world: World) -> None:
        self.world, self.session = world, requests.Session()
        self.renew()

    def renew(self) -> None:
        account, zoom = self.world.zoom.account, self.world.zoom
        answer = self.session.post(
            zoom.oauth_url,
            auth=(account.client_id, account.client_secret),
            data={"grant_type": "account_credentials", "account_id": account.id},
            timeout=30,
        )
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def ask(self, verb: str, path: str, **more: object) -> requests.Response:
        return self.session.request(verb, self.world.zoom.api_url + path, timeout=30, **more)

    def create(self, **body: object) -> requests.Response:
        return self.ask("POST", "/users/host@example.org/meetings", json=body)

    def read(self, meeting: int) -> dict:
        return self.ask("GET", f"/meetings/{meeting}").json()

    def listing(self, kind: str = "upcoming", **query: object) -> dict:
        params = {"type": kind, **query}
        return self.ask("GET", "/users/host@example.org/meetings", params=params).json()


@pytest.fixture
def zoom(world: World) -> Iterator[ZoomCaller]:
    caller = ZoomCaller(world)
    yield caller
    caller.session.close()


@pytest.fixture
def board(world: World) -> Iterator[Board]:
    made = Board(world)
    yield made
    made.session.close()


@pytest.fixture
def alive(living: World) -> Iterator[Board]:
    """The switchboard of a world in which an app listens, with nothing open and nothing said."""
    place = living.slack.place
    assert living.slack.courier.rest(20)  # what an earlier test did has been told
    place.stacks.clear()
    place.whispers.clear()
    for talk in place.conversations.values():
        talk.posts.clear()
    board = Board(living)
    yield board
    board.session.close()
