"""How Slack says no."""

from collections.abc import Iterable
from typing import Any


class SlackRefusal(Exception):
    """Slack's answer {"ok": false, "error": ...}; `ours` marks a fault of the caller that a test should fail on."""

    def __init__(
        self, error: str, messages: Iterable[str] = (), *, ours: bool = False, **more: Any
    ) -> None:
        super().__init__(error)
        self.error, self.messages, self.ours, self.more = error, list(messages), ours, more

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            answer["response_metadata"] = {
                "messages": [f"[ERROR] {message}" for message in self.messages]
            }
        return answer


class SlowDown(Exception):
    """HTTP 429: certainly not done, to be asked again after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"retry after {seconds} s")
        self.seconds = seconds
