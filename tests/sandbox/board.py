"""How tests speak to the switchboard: over HTTP, as a page does."""

import json

import requests

from integrations.sandbox.world import World


class Board:
    """A page's view of the pretend world."""

    def __init__(self, world: World) -> None:
        self.world, self.session = world, requests.Session()
        self.url = f"{world.switchboard.url}/sandbox"

    def ask(self, path: str, **query: object) -> requests.Response:
        return self.session.get(self.url + path, params=query, timeout=30)

    def get(self, path: str, **query: object) -> dict:
        answer = self.ask(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, path: str, **wish: object) -> requests.Response:
        return self.session.post(self.url + path, json=wish, timeout=30)

    def screen(self, who: str, **query: object) -> dict:
        return self.get(f"/person/{who}/screen", **query)

    def messages(self, who: str, **query: object) -> list[dict]:
        return self.screen(who, **query)["place"]["messages"]

    def act(self, who: str, act: str, **facts: object) -> dict:
        answer = self.send(f"/person/{who}/act", act=act, **{"settle": 0, **facts})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, who: str, act: str, **facts: object) -> str:
        """The words with which an act is refused."""
        answer = self.send(f"/person/{who}/act", act=act, **{"settle": 0, **facts})
        assert answer.status_code == 409, (answer.status_code, answer.text)
        return answer.json()["error"]


def everything(board: Board, who: str = "p001") -> dict:
    """The whisper with one of every element on it."""
    board.act(who, "types", line="/convene everything")
    return board.messages(who)[-1]


def echo(board: Board, who: str, since: int) -> dict:
    """What the app says it was told, once it has said it."""
    place, talk = board.world.slack.place, f"D{board.world.person(who).id[1:]}"

    def said() -> list:
        known = place.conversations.get(talk)
        return known.posts[since:] if known else []

    with place.changed:
        assert place.changed.wait_for(said, 5)
        return json.loads(said()[0].text)
