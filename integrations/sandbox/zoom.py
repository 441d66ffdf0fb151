"""The stand-in of Zoom: tokens, the Meetings API, webhooks and a live side on one local port."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from integrations.sandbox import zoom_meetings, zoom_past
from integrations.sandbox.faults import BROKEN, TOO_MANY, Faults
from integrations.sandbox.record import Call, Record
from integrations.sandbox.time import MovableClock
from integrations.sandbox.wire import Answer, Asked, Door, as_json
from integrations.sandbox.zoom_account import SCOPES, TOKEN_SECONDS, Account
from integrations.sandbox.zoom_live import Stage
from integrations.sandbox.zoom_meetings import ZoomCall
from integrations.sandbox.zoom_news import News
from integrations.sandbox.zoom_portal import Portal
from integrations.sandbox.zoom_refusal import ZoomRefusal, invalid
from integrations.sandbox.zoom_things import Json

VERSION = "/v2"


@dataclass(frozen=True, kw_only=True)
class Route:
    """One path of Zoom's: what it is called in the record, what it needs, how heavy it is, who answers."""

    name: str
    scope: str
    act: Callable[[ZoomCall], Json | None]
    weight: str = "LIGHT"
    status: int = 200


def _meeting(name: str, right: str, act: Callable[[ZoomCall], Json | None], **more: int) -> Route:
    return Route(name=f"meetings.{name}", scope=f"meeting:{right}:meeting:admin", act=act, **more)  # type: ignore[arg-type]


ROUTES: dict[tuple[str, str], Route] = {
    ("POST", "users/*/meetings"): _meeting("create", "write", zoom_meetings.create, status=201),
    ("GET", "meetings/*"): _meeting("read", "read", zoom_meetings.read),
    ("PATCH", "meetings/*"): _meeting("update", "update", zoom_meetings.update, status=204),
    ("DELETE", "meetings/*"): _meeting("delete", "delete", zoom_meetings.delete, status=204),
    ("PUT", "meetings/*/status"): Route(
        name="meetings.status",
        scope="meeting:update:status:admin",
        act=zoom_meetings.set_status,
        status=204,
    ),
    ("GET", "users/*/meetings"): Route(
        name="meetings.list",
        scope="meeting:read:list_meetings:admin",
        act=zoom_meetings.listing,
        weight="MEDIUM",
    ),
    ("GET", "users/*"): Route(
        name="users.read", scope="user:read:user:admin", act=zoom_meetings.host
    ),
    ("GET", "users/*/settings"): Route(
        name="users.settings",
        scope="user:read:settings:admin",
        act=zoom_meetings.host_settings,
        weight="MEDIUM",
    ),
    ("GET", "past_meetings/*"): Route(
        name="past_meetings.read",
        scope="meeting:read:past_meeting:admin",
        act=zoom_past.details,
    ),
    ("GET", "past_meetings/*/instances"): Route(
        name="past_meetings.instances",
        scope="meeting:read:list_past_instances:admin",
        act=zoom_past.instances,
        weight="MEDIUM",
    ),
    ("GET", "past_meetings/*/participants"): Route(
        name="past_meetings.participants",
        scope="meeting:read:list_past_participants:admin",
        act=zoom_past.participants,
        weight="MEDIUM",
    ),
}


def _too_many(seconds: int) -> Answer:
    message = "You have reached the maximum per-second rate limit for this API."
    return ZoomRefusal(429, 429, message, headers={"Retry-After": str(seconds)}).answer()


def _broken(_: int) -> Answer:
    return ZoomRefusal(500, 5000, "Internal server error.").answer()


REFUSALS: dict[str, Callable[[int], Answer]] = {TOO_MANY: _too_many, BROKEN: _broken}


class ZoomStandIn:
    """A Zoom account, strict as Zoom, for one app; `stage` is its live side, `portal` its web pages."""

    def __init__(
        self,
        clock: MovableClock,
        record: Record,
        faults: Faults,
        *,
        hosts: Iterable[str] = ("host@example.org",),
        scopes: Iterable[str] = SCOPES,
    ) -> None:
        self.clock, self.record, self.faults = clock, record, faults
        self.account = Account(clock, hosts=hosts, scopes=scopes, bell=record.bell)
        self.news = News(clock, self.account.id, bell=record.bell)
        self.stage = Stage(self.account, self.news)
        self.portal = Portal(self.account, self.news)
        self.door = Door(self._answer)
        faults.watch("zoom", self.door)

    @property
    def api_url(self) -> str:
        return f"{self.door.url}{VERSION}"

    @property
    def oauth_url(self) -> str:
        return f"{self.door.url}/oauth/token"

    def _answer(self, asked: Asked) -> Answer:
        try:
            return self._answered(asked)
        finally:
            self.record.ended()

    def _answered(self, asked: Asked) -> Answer:
        if asked.path == "/oauth/token":
            call = self.record.open("zoom", "oauth.token")
            return self.faults.through(call, lambda: self._token(asked, call), REFUSALS)
        found = self._route(asked)
        if found is None:
            call = self.record.open("zoom", f"{asked.verb} {asked.path}")
            call.violations.append("not a path of Zoom's that the stand-in plays")
            return as_json(
                {"code": 2300, "message": "This API endpoint is not recognized."}, status=404
            )
        return self._routed(asked, *found)

    def _route(self, asked: Asked) -> tuple[Route, list[str]] | None:
        """A uuid that begins with a slash, or holds two, is lost on the way to Zoom unless it is encoded twice."""
        if not asked.path.startswith(VERSION + "/"):
            return None
        parts = [unquote(part) for part in asked.path.removeprefix(VERSION + "/").split("/")]
        if any(part.startswith("/") or "//" in part for part in parts):
            return None
        pattern = "/".join("*" if number == 1 else part for number, part in enumerate(parts))
        route = ROUTES.get((asked.verb, pattern))
        return (route, parts[1:2]) if route else None

    def _routed(self, asked: Asked, route: Route, parts: list[str]) -> Answer:
        call = self.record.open("zoom", route.name)
        body: object = None
        if asked.body:
            try:
                body = asked.json()
            except ValueError:
                return self._refused(call, invalid([{"field": "", "message": "Not JSON."}]))
        call.args = body if isinstance(body, dict) else {}
        call.target = parts[0]
        call.key = _key(call.args.get("agenda"))

        def act() -> Answer:
            return self._act(asked, route, parts, body, call)

        return self.faults.through(call, act, REFUSALS)

    def _act(
        self, asked: Asked, route: Route, parts: list[str], body: object, record: Call
    ) -> Answer:
        account = self.account
        call = ZoomCall(
            account=account, record=record, parts=parts, query=asked.query, body=body or {}
        )
        try:
            account.check_token(asked.bearer)
            account.check_scope(route.scope)
            account.spend(route.weight)
            with account.lock:
                told = route.act(call)
        except ZoomRefusal as no:
            return self._refused(record, no)
        record.landed = True
        if asked.verb != "GET":
            account.bell.ring("zoom", [record.target])
        if route.status == 204:
            return Answer(status=204)
        return as_json(told, status=route.status, headers={"x-ratelimit-category": route.weight})

    def _refused(self, call: Call, no: ZoomRefusal) -> Answer:
        call.error = f"{no.status}/{no.code}"
        if no.ours:
            call.violations.append(no.told())
        return no.answer()

    def _token(self, asked: Asked, call: Call) -> Answer:
        """A fresh token for an hour, for whoever knows the app's secret."""
        account = self.account
        form = {**asked.query, **asked.form()}
        if asked.verb != "POST" or asked.basic != (account.client_id, account.client_secret):
            call.error = "invalid_client"
            return _no_token("Invalid client_id or client_secret", "invalid_client")
        if form.get("grant_type") != "account_credentials":
            call.error = "unsupported_grant_type"
            return _no_token("Unsupported grant type", "unsupported_grant_type")
        if form.get("account_id") != account.id or not account.active:
            call.error = "invalid_request"
            return _no_token("Bad Request", "invalid_request")
        call.landed = True
        return as_json(
            {
                "access_token": account.grant(),
                "token_type": "bearer",
                "expires_in": TOKEN_SECONDS - 1,
                "scope": " ".join(sorted(account.scopes)),
                "api_url": self.door.url,
            }
        )

    def close(self) -> None:
        self.news.close()
        self.door.shut()


def _no_token(reason: str, error: str) -> Answer:
    return as_json({"reason": reason, "error": error}, status=400)


def _key(agenda: object) -> str:
    """Our own mark at the start of an agenda: `ref: <key>`."""
    first = str(agenda or "").partition("\n")[0]
    return first.removeprefix("ref: ").split(" ")[0] if first.startswith("ref: ") else ""
