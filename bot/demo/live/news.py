"""Which parts of the page have something new: the pretend world and the bot's ledger, followed while somebody looks."""

import threading
import time
from collections.abc import Iterable, Mapping

from bot.demo.live.outside import NEWS_SECONDS, Away, Json, Outside, Refused

LEDGER_SECONDS, IDLE_SECONDS, AGAIN_SECONDS = 0.15, 40.0, 0.5
LONGEST_WAIT = 15.0
SOMEBODY, EVERYBODY = "slack-", "slack"
WORLD_TOPICS = {"zoom": "zoom", "webhooks": "zoom", "clock": "clock", "faults": "faults"}


class News:
    """A number for each part of the page that rises when the part would look different.

    Parts: one for each person's Slack ("slack-U1"), "people", "zoom", "clock", "faults", "ledger" and "levers".
    """

    def __init__(self, outside: Outside) -> None:
        self.outside = outside
        self._numbers: dict[str, int] = {}
        self._turns: dict[str, int] = {}
        self._changed = threading.Condition()
        self._looked_at = 0.0
        self._followers: list[threading.Thread] = []
        self._closed = threading.Event()
        outside.levers.changed = lambda: self.rise(["levers"])

    def rise(self, parts: Iterable[str]) -> None:
        """These parts have something new."""
        with self._changed:
            for part in parts:
                self._numbers[part] = self._numbers.get(part, 0) + 1
            self._changed.notify_all()

    def numbers(self, parts: Iterable[str]) -> dict[str, int]:
        return {part: self._number(part) for part in parts}

    def _number(self, part: str) -> int:
        """What is new in all of Slack is new for each person."""
        shared = self._numbers.get(EVERYBODY, 0) if part.startswith(SOMEBODY) else 0
        return self._numbers.get(part, 0) + shared

    def wait(
        self, seen: Mapping[str, int], *, window: str = "", seconds: float = LONGEST_WAIT
    ) -> dict[str, int]:
        """The numbers of these parts as soon as one differs, at the latest after so many seconds.

        A window that asks again, because it shows somebody else now, lets go of what it asked before.
        """
        self._follow()
        with self._changed:
            turn = self._turns[window] = self._turns.get(window, 0) + 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._over(seen, window, turn), seconds)
            return self.numbers(seen)

    def _over(self, seen: Mapping[str, int], window: str, turn: int) -> bool:
        gone_on = bool(window) and self._turns[window] != turn
        return self._closed.is_set() or gone_on or self.numbers(seen) != dict(seen)

    def _follow(self) -> None:
        """Look on while somebody waits; who comes back later finds everything new."""
        with self._changed:
            self._looked_at = time.monotonic()
            if any(each.is_alive() for each in self._followers) or self._closed.is_set():
                return
            self._followers = [
                threading.Thread(target=follow, daemon=True)
                for follow in (self._follow_world, self._follow_ledger)
            ]
            for each in self._followers:
                each.start()

    @property
    def _watched(self) -> bool:
        idle = time.monotonic() - self._looked_at > IDLE_SECONDS
        return not idle and not self._closed.is_set()

    def _follow_world(self) -> None:
        since = 0
        while self._watched:
            try:
                told = self.outside.world(
                    "/sandbox/news",
                    since=since,
                    wait=int(NEWS_SECONDS / 2),
                    patience=NEWS_SECONDS,
                )
            except (Away, Refused):  # between two worlds
                since = 0
                self._closed.wait(AGAIN_SECONDS)
                continue
            since = int(told["serial"])
            self.rise(_parts(told["changed"]))

    def _follow_ledger(self) -> None:
        before: Json = {}
        while self._watched:
            try:
                now = self.outside.bot("/operate/effects", limit=0)
            except (Away, Refused):
                now = {"away": True}
            told = {name: value for name, value in now.items() if name != "now"}
            if told != before:
                before = told
                self.rise(["ledger"])
            self._closed.wait(LEDGER_SECONDS)

    def close(self) -> None:
        self._closed.set()
        with self._changed:
            self._changed.notify_all()


def _parts(changed: Mapping[str, list[str]]) -> list[str]:
    """The page's parts behind the world's topics; a topic that names nobody means everybody."""
    parts = [part for topic, part in WORLD_TOPICS.items() if topic in changed]
    if "slack" in changed:
        parts += ["people", *(f"{SOMEBODY}{member}" for member in changed["slack"])]
        parts += [] if changed["slack"] else [EVERYBODY]
    return list(dict.fromkeys(parts))
