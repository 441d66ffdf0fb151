"""A Zoom of thirty lines' worth of rules, which can be told to misbehave."""

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from integrations.zoom.meetings import ZoomMeetings
from tests.integrations.wire import Asked, Peer, Told, told

NOON = datetime(2027, 2, 17, 12, 0, tzinfo=UTC)
HOST = "host@example.org"
SCOPES = (
    "meeting:write:meeting:admin meeting:read:meeting:admin meeting:update:meeting:admin"
    " meeting:delete:meeting:admin meeting:read:list_meetings:admin user:read:settings:admin"
    " user:read:user:admin meeting:read:list_past_instances:admin"
    " meeting:read:list_past_participants:admin"
)
SECRETS = {"account_id": "acc-1", "client_id": "cli-1", "client_secret": "hush-hush"}


class StoppedClock:
    """It is always the same instant, until a test says otherwise."""

    def __init__(self, now: datetime = NOON) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


@dataclass(kw_only=True)
class Mischief:
    """What to say instead, to the next request of this kind; `after` doing what was asked, or before."""

    verb: str
    path: str
    answer: Told
    after: bool = False
    times: int = 1


class PretendZoom:
    """Keeps meetings, hands out tokens."""

    def __init__(self) -> None:
        self.meetings: dict[str, dict[str, Any]] = {}
        self.tokens: list[str] = []
        self.revoked: set[str] = set()
        self.grant: dict[str, Any] = {"expires_in": 3600, "scope": SCOPES}
        self.keeps_rooms, self.page_size, self.mischief = True, 300, []
        self.person: dict[str, Any] = {"type": 2, "status": "active"}
        self.in_meeting: dict[str, Any] = {"breakout_room": True, "breakout_room_schedule": True}
        self.peer = Peer(self.answer)

    def meetings_for(self, clock: StoppedClock, **changes: Any) -> ZoomMeetings:
        """Our adapter, pointed here."""
        return ZoomMeetings(
            **{
                **SECRETS,
                "hosts": (HOST,),
                "clock": clock,
                "oauth_url": f"{self.peer.url}/oauth/token",
                "api_base_url": f"{self.peer.url}/v2",
                "timeout": (0.3, 0.3),
                **changes,
            }
        )

    def misbehave(self, verb: str, answer: Told, *, path: str = "", **how: Any) -> None:
        self.mischief.append(Mischief(verb=verb, path=path, answer=answer, **how))

    def calls(self, verb: str, path: str = "") -> list[Asked]:
        return [a for a in self.peer.asked if a.verb == verb and path in a.path and "/v2" in a.path]

    def answer(self, asked: Asked) -> Told:
        for each in self.mischief:
            if each.verb == asked.verb and each.path in asked.path and each.times:
                each.times -= 1
                if each.after:
                    self._obey(asked)
                return each.answer
        return self._obey(asked)

    def _obey(self, asked: Asked) -> Told:
        if asked.path == "/oauth/token":
            return self._token(asked)
        if asked.headers.get("Authorization", "")[7:] not in set(self.tokens) - self.revoked:
            return told({"code": 124, "message": "Invalid access token."}, 401)
        if found := re.fullmatch(r"/v2/users/[^/]+/meetings", asked.path):
            return self._make(asked) if asked.verb == "POST" else self._list(asked)
        if found := re.fullmatch(r"/v2/meetings/(.+)", asked.path):
            return self._one(asked, found.group(1))
        if asked.path.endswith("/settings"):
            return told({"in_meeting": self.in_meeting})
        return told(self.person)

    def _token(self, asked: Asked) -> Told:
        pair = f"{SECRETS['client_id']}:{SECRETS['client_secret']}".encode()
        if asked.headers.get("Authorization") != "Basic " + b64encode(pair).decode():
            return told(
                {"reason": "Invalid client_id or client_secret", "error": "invalid_client"}, 400
            )
        assert asked.words() == {"grant_type": "account_credentials", "account_id": "acc-1"}
        self.tokens.append(f"token-{len(self.tokens)}")
        return told({"access_token": self.tokens[-1], "token_type": "bearer", **self.grant})

    def _make(self, asked: Asked) -> Told:
        number = 95204914252 + len(self.meetings)
        body = asked.words()
        settings = body.pop("settings") | {"breakout_room": {"enable": False}}
        self.meetings[str(number)] = {
            **body,
            "id": number,
            "host_email": HOST,
            "created_at": f"2027-01-0{len(self.meetings) + 1}T00:00:00Z",
            "join_url": f"https://zoom.example/j/{number}?pwd=x",
            "start_url": f"https://zoom.example/s/{number}?zak=very-secret",
            "password": "p4ss",
            "settings": settings,
        }
        return told(self.meetings[str(number)], 201)

    def _list(self, asked: Asked) -> Told:
        first = int(asked.query.get("next_page_token") or 0)
        kept = list(self.meetings.values())
        shown = kept[first : first + self.page_size]
        after = first + self.page_size
        keep = ("id", "topic", "created_at", "start_time", "join_url")
        return told(
            {
                "meetings": [
                    {k: m[k] for k in keep} | {"agenda": m["agenda"][:250]} for m in shown
                ],
                "next_page_token": str(after) if after < len(kept) else "",
            }
        )

    def _one(self, asked: Asked, number: str) -> Told:
        if number not in self.meetings:
            words = f"Meeting does not exist: {number}."
            return told({"code": 3001, "message": words}, 404)
        if asked.verb == "DELETE":
            del self.meetings[number]
            return Told(status=204)
        if asked.verb == "PATCH":
            self._change(self.meetings[number], asked.words())
            return Told(status=204)
        return told(self.meetings[number])

    def _change(self, meeting: dict[str, Any], body: dict[str, Any]) -> None:
        rooms = body.pop("settings", {}).get("breakout_room")
        if rooms is not None:
            meeting["settings"]["breakout_room"] = rooms if self.keeps_rooms else {"enable": False}
        start = body.get("start_time", "9999")
        if start <= NOON.strftime("%Y-%m-%dT%H:%M:%SZ"):
            del body["start_time"]  # Zoom passes over a time in the past
        meeting.update(body)
