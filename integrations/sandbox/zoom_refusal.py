"""How Zoom says no."""

from collections.abc import Mapping
from typing import Any

from integrations.sandbox.wire import Answer, as_json


class ZoomRefusal(Exception):
    """Zoom's answer with a status, a code and a message; `ours` marks a fault of the caller."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        errors: list[dict[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
        ours: bool = False,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.errors, self.headers, self.ours = errors or [], headers or {}, ours

    def answer(self) -> Answer:
        body: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.errors:
            body["errors"] = self.errors
        return as_json(body, status=self.status, headers=self.headers)

    def told(self) -> str:
        """For the record: the message and which fields were wrong."""
        fields = "; ".join(f"{each['field']}: {each['message']}" for each in self.errors)
        return f"{self.status}/{self.code} {self.message}{f' {fields}' if fields else ''}"


def invalid(errors: list[dict[str, str]], *, ours: bool = True) -> ZoomRefusal:
    """A body that is wrong; not the caller's fault where nobody could know that before asking."""
    return ZoomRefusal(400, 300, "Validation Failed.", errors=errors, ours=ours)


def no_meeting(meeting_id: object) -> ZoomRefusal:
    return ZoomRefusal(404, 3001, f"Meeting does not exist: {meeting_id}.")


def no_host(host: str) -> ZoomRefusal:
    return ZoomRefusal(404, 1001, f"User does not exist: {host}.")
