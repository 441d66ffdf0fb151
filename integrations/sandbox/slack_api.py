"""Slack's Web API at one door: who may call, what goes wrong on the way, and which method answers."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.voice.limits import faults
from integrations.sandbox.faults import BROKEN, TOO_MANY, Faults
from integrations.sandbox.record import Call, Record
from integrations.sandbox.slack_call import (
    APP_TOKEN_ONLY,
    NEEDS_NO_TOKEN,
    SlackCall,
    check_args,
    check_scopes,
    known,
    read_args,
)
from integrations.sandbox.slack_limits import RateLimits
from integrations.sandbox.slack_reading import Reader, words_of_blocks
from integrations.sandbox.slack_refusal import SlackRefusal, SlowDown
from integrations.sandbox.slack_tables import Method
from integrations.sandbox.slack_things import Json
from integrations.sandbox.slack_workspace import Workspace
from integrations.sandbox.wire import Answer, Asked, as_json

Act = Callable[[Workspace, SlackCall], Json]


def too_many(seconds: int) -> Answer:
    body = {"ok": False, "error": "ratelimited"}
    return as_json(body, status=429, headers={"Retry-After": str(seconds)})


def broken(_: int) -> Answer:
    return as_json({"ok": False, "error": "internal_error"}, status=500)


REFUSALS: dict[str, Callable[[int], Answer]] = {TOO_MANY: too_many, BROKEN: broken}


class Keys:
    """The tokens the pretend workspace gave out, and the scopes that go with them.

    In the first workspace the app is installed from the beginning; in `team` not before somebody there agrees.
    """

    def __init__(self, scopes: Iterable[str], *, team: str = "") -> None:
        self.bot = "" if team else "xoxb-sandbox-bot-token"
        self.team, self.given = team, {self.bot} - {""}
        self.app = "xapp-1-A0CONVENER-sandbox"
        self.scopes = frozenset(scopes)
        self.revoked: set[str] = set()

    def give(self) -> str:
        """The app's token: the one it has, while that is worth something, else a new one."""
        if not self.bot or self.bot in self.revoked:
            self.bot = f"xoxb-{self.team or 'sandbox'}-token-{len(self.given) + 1}"
            self.given.add(self.bot)
        return self.bot

    def check(self, token: str, method: Method) -> None:
        """Raises not_authed, invalid_auth, token_revoked, not_allowed_token_type."""
        if method.name in NEEDS_NO_TOKEN:
            return
        if not token:
            raise SlackRefusal("not_authed", ours=True)
        if token in self.revoked:
            raise SlackRefusal("token_revoked")
        if token not in (self.bot, self.app):
            raise SlackRefusal("invalid_auth")
        if (token == self.app) != (method.name in APP_TOKEN_ONLY):
            raise SlackRefusal("not_allowed_token_type", ours=True)


class Api:
    """Answers /api/<method>."""

    def __init__(
        self,
        place: Workspace,
        *,
        record: Record,
        faults: Faults,
        keys: Keys,
        limits: RateLimits,
        methods: dict[str, Act],
    ) -> None:
        self.place, self.record, self.faults = place, record, faults
        self.keys, self.limits, self.methods = keys, limits, methods

    def answer(self, asked: Asked, name: str) -> Answer:
        """One call from its arrival to its answer, with whatever goes wrong."""
        call = self.record.open("slack", name)
        try:
            method = known(name)
            args = read_args(asked, method)
        except SlackRefusal as no:
            return self._refused(call, no)
        token = asked.bearer or str(args.pop("token", "") or "")
        name_of_app, secret = asked.basic
        if name_of_app:  # how an app proves itself while it is being installed
            args |= {"client_id": name_of_app, "client_secret": secret}
        call.args = args
        self._mark(call, args)

        def act() -> Answer:
            return self._act(method, token, args, call)

        return self.faults.through(call, act, REFUSALS)

    def _mark(self, call: Call, args: Json) -> None:
        """What must be known of a call even if it never lands."""
        metadata = args.get("metadata")
        payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
        call.key = str(payload.get("key", "")) if isinstance(payload, dict) else ""
        call.target = self._where(str(args.get("channel", "")))
        blocks: Any = args.get("blocks")
        spoken = words_of_blocks(blocks, Reader()) if blocks and not faults(blocks) else ""
        call.text = spoken or Reader().rendered(str(args.get("text", "")))

    def _where(self, channel: str) -> str:
        if channel in self.place.people:
            return f"D{channel[1:]}"
        named = self.place.named(channel)
        return named.id if named and channel not in self.place.conversations else channel

    def _act(self, method: Method, token: str, args: Json, record: Call) -> Answer:
        call = SlackCall(method=method, args=args, record=record, scopes=self.keys.scopes)
        try:
            act = self._played(method)
            self.keys.check(token, method)
            check_args(method, args)
            self._check_team(args)
            check_scopes(method, self.keys.scopes)
            self.limits.spend(method, record.target)
            told = act(self.place, call)
        except SlackRefusal as no:
            return self._refused(record, no)
        except SlowDown as later:
            record.error = "ratelimited"
            return too_many(later.seconds)
        record.landed = True
        if call.warnings:
            told["warning"] = ",".join(call.warnings)
            told.setdefault("response_metadata", {})["warnings"] = call.warnings
        return as_json({"ok": True, **told}, headers=self._headers(method))

    def _check_team(self, args: Json) -> None:
        """Bolt names the workspace with every call; a token is worth nothing in another one."""
        if args.get("team_id") not in (None, "", self.place.ids.team):
            raise SlackRefusal("team_not_found", ["a token of another workspace"], ours=True)

    def _played(self, method: Method) -> Act:
        act = self.methods.get(method.name)
        if act is None:
            messages = [f"the stand-in does not play {method.name}"]
            raise SlackRefusal("unknown_method", messages, ours=True, req_method=method.name)

        def locked(place: Workspace, call: SlackCall) -> Json:
            with place.lock:
                return act(place, call)

        return locked

    def _headers(self, method: Method) -> dict[str, str]:
        return {
            "x-oauth-scopes": ",".join(sorted(self.keys.scopes)),
            "x-accepted-oauth-scopes": ",".join(sorted(method.scopes)),
        }

    def _refused(self, call: Call, no: SlackRefusal) -> Answer:
        call.error = no.error
        if no.ours:
            call.violations.append(f"{no.error}: {'; '.join(no.messages)}".removesuffix(": "))
        return as_json(no.as_json())
