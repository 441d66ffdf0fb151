"""What the page asks of the pretend world and of the bot, over HTTP like anybody else."""

import threading
from collections.abc import Mapping
from typing import Any, Protocol

import requests

from bot.demo.community import Community
from bot.domain.errors import FacilitationError

Json = dict[str, Any]
ANSWER_SECONDS, NEWS_SECONDS = 15.0, 20.0


class Refused(FacilitationError):
    """{why}"""


class Away(FacilitationError):
    """{who} does not answer just now."""


class Levers(Protocol):
    """What the page may pull besides: stepping the clock, the bot's process, a new beginning.

    `changed` is called whenever `state()` would say something else. `epoch` rises with every new beginning.
    """

    changed: Any

    @property
    def epoch(self) -> int: ...
    @property
    def switchboard(self) -> str: ...
    @property
    def bot(self) -> str: ...
    @property
    def community(self) -> Community: ...

    def step(self, to: str) -> None: ...
    def stop(self) -> None: ...
    def play(self, rate: float) -> None: ...
    def pause(self) -> None: ...
    def kill(self) -> None: ...
    def start(self) -> None: ...
    def others(self, on: bool) -> None: ...
    def mine(self, person: str) -> None: ...
    def begin_again(self) -> None: ...
    def state(self) -> Json: ...


class Outside:
    """The switchboard of the pretend world and the bot's own paths. Raises Refused, Away."""

    def __init__(self, levers: Levers) -> None:
        self.levers = levers
        self._mine = threading.local()

    def world(self, path: str, *, patience: float = ANSWER_SECONDS, **query: object) -> Json:
        """What the pretend world says at this path."""
        url, asked = f"{self.levers.switchboard}{path}", _plain(query)
        return self._answer("The pretend world", "GET", url, patience, params=asked)

    def moves(self, path: str, **wish: object) -> Json:
        """Ask the pretend world to do something."""
        url = f"{self.levers.switchboard}{path}"
        return self._answer("The pretend world", "POST", url, ANSWER_SECONDS, json=wish)

    def acts(self, person: str, act: str, **facts: object) -> Json:
        """Let a person do something in Slack; what was said to them, and how the bot took it."""
        return self.moves(f"/sandbox/person/{person}/act", act=act, settle=0, **facts)

    def members(self) -> dict[str, str]:
        """Everyone's id in Slack by their id in the roster."""
        return {one["roster_id"]: one["id"] for one in self.world("/sandbox/people")["people"]}

    def claims(self, member: str) -> None:
        """From now on nobody else acts for this person."""
        for person, id in self.members().items():
            if id == member:
                self.levers.mine(person)

    def bot(self, path: str, **query: object) -> Json:
        """What the bot says at this path."""
        url, asked = f"{self.levers.bot}{path}", _plain(query)
        return self._answer("The bot", "GET", url, ANSWER_SECONDS, params=asked)

    def leads_to(self, url: str) -> tuple[int, str]:
        """Where a link of the bot's leads, without going there: status and Location."""
        try:
            answer = self._session.get(url, timeout=ANSWER_SECONDS, allow_redirects=False)
        except requests.RequestException:
            raise Away(who="The bot") from None
        return answer.status_code, answer.headers.get("Location", "")

    @property
    def _session(self) -> requests.Session:
        """One for each thread; loopback only: no proxy, no netrc look-up."""
        if not hasattr(self._mine, "session"):
            self._mine.session = requests.Session()
            self._mine.session.trust_env = False
        session: requests.Session = self._mine.session
        return session

    def _answer(self, who: str, verb: str, url: str, patience: float, **more: Any) -> Json:
        try:
            answer = self._session.request(verb, url, timeout=patience, **more)
            told = answer.json()
        except (requests.RequestException, ValueError):
            raise Away(who=who) from None
        if answer.status_code >= 400:
            raise Refused(why=_sentence(str(told.get("error", "That did not work."))))
        return dict(told)


def _plain(query: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in query.items() if value not in ("", None)}


def _sentence(words: str) -> str:
    """A refusal's words as a sentence."""
    whole = words[:1].upper() + words[1:]
    return whole if whole.endswith((".", "!", "?")) else f"{whole}."
