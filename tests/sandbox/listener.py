"""An app that only listens: it keeps what it is told and answers as a test wants."""

import json
import threading
from collections.abc import Callable
from urllib.parse import parse_qs

from integrations.sandbox.wire import RESET, Answer, Asked, Door, as_json

TAKEN, BROKEN, GONE = Answer(), as_json({}, status=500), as_json({}, status=410)


class Listener:
    """Answers with `answers` in turn, and with the last of them for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers) or [TAKEN]
        self.heard: list[Asked] = []
        self.news = threading.Condition()
        self.door = Door(self._answer)

    def _answer(self, asked: Asked) -> Answer:
        with self.news:
            self.heard.append(asked)
            self.news.notify_all()
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def wait_for(self, count: int, seconds: float = 3.0) -> bool:
        with self.news:
            return self.news.wait_for(lambda: len(self.heard) >= count, seconds)

    def told(self) -> list[dict]:
        return [json.loads(asked.body) for asked in self.heard]

    def payloads(self) -> list[dict]:
        return [json.loads(parse_qs(asked.body.decode())["payload"][0]) for asked in self.heard]

    def close(self) -> None:
        self.door.shut()


class Slow:
    """Answers only when it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, asked: Asked) -> Answer:
        self.go.wait(10)
        return TAKEN


Answering = Callable[[Asked], Answer]
__all__ = ["BROKEN", "GONE", "RESET", "TAKEN", "Answering", "Listener", "Slow"]
