"""The sandbox's page over a real pretend world, with the bot away unless a test brings one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from bot.demo.community import Community, community_for
from bot.demo.live import create_page
from bot.demo.wish import Wish
from bot.web.serving import WebServer, serve_web
from integrations.sandbox.world import World

NOBODY = "http://127.0.0.1:9"  # the port that throws everything away


def _unheard() -> None:
    """Nobody looks at the levers."""


@dataclass
class Levers:
    """Levers that only remember what was pulled."""

    community: Community
    switchboard: str
    bot: str = NOBODY
    epoch: int = 1
    pulled: list[tuple[str, object]] = field(default_factory=list)
    changed: Callable[[], None] = _unheard

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name not in {
            "step",
            "stop",
            "play",
            "pause",
            "kill",
            "start",
            "others",
            "mine",
            "begin_again",
        }:
            raise AttributeError(name)
        return lambda *facts: self.pulled.append((name, *facts))  # type: ignore[arg-type]

    def state(self) -> dict[str, Any]:
        mine = [person for name, person in self.pulled if name == "mine"]
        return {"epoch": 1, "bot": "down", "rate": 0.0, "others": True, "mine": mine, "step": None}


@dataclass
class Page:
    """The page, the world behind it, and a browser without a script."""

    world: World
    levers: Levers
    server: WebServer
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.session.get(self.server.url + path, headers=headers, timeout=20)

    def post(
        self, path: str, headers: dict[str, str] | None = None, **form: object
    ) -> requests.Response:
        sent = {"X-Page": "1"} if headers is None else headers
        return self.session.post(
            self.server.url + path, data=form, headers=sent, timeout=20, allow_redirects=False
        )

    def member(self, person: str) -> str:
        return self.world.ids[person]


@pytest.fixture(scope="session")
def community() -> Community:
    return community_for(Wish())


@pytest.fixture
def page(community: Community) -> Iterator[Page]:
    with World.from_people(community.people.values(), start=community.begins) as world:
        levers = Levers(community, world.switchboard.url)
        app = create_page(levers)  # type: ignore[arg-type]  # it has every lever by name
        server = serve_web(app, "127.0.0.1:0", threads=6)
        try:
            yield Page(world, levers, server)
        finally:
            app.extensions["news"].close()
            server.close()
