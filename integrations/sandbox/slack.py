"""The stand-in of Slack: its Web API, Socket Mode, signed deliveries and response URLs on one local port."""

import itertools
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from integrations.sandbox import (
    slack_channels,
    slack_chat,
    slack_conversations,
    slack_directory,
    slack_marks,
)
from integrations.sandbox.courier import Courier
from integrations.sandbox.delivery import Ack
from integrations.sandbox.faults import Faults
from integrations.sandbox.record import Record
from integrations.sandbox.slack_api import REFUSALS, Act, Api, Keys
from integrations.sandbox.slack_call import SlackCall
from integrations.sandbox.slack_consent import Consent
from integrations.sandbox.slack_defaults import EVENTS, SCOPES
from integrations.sandbox.slack_delivery import deliver_over_http
from integrations.sandbox.slack_limits import RateLimits
from integrations.sandbox.slack_responses import Responses
from integrations.sandbox.slack_sockets import Sockets
from integrations.sandbox.slack_tables import EVENT_SCOPES
from integrations.sandbox.slack_things import Json
from integrations.sandbox.slack_views import Triggers, Views
from integrations.sandbox.slack_workspace import Workspace
from integrations.sandbox.time import MovableClock
from integrations.sandbox.wire import Answer, Asked, Door, not_found

RETRY_WAITS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))
MESSAGE_EVENTS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


class SlackStandIn:
    """A workspace, strict as Slack, for one app; `spaces` holds those beside it, too.

    `request_url` is where the app listens in HTTP mode; while it is empty everything goes over Socket Mode.
    `events` are those the app subscribed to; `echoes`: the app hears its own messages too, as on Slack.
    """

    signing_secret = "sandbox-signing-secret"  # noqa: S105 - opens nothing but this stand-in
    client_id, client_secret = "1234567890.0987654321", "sandbox-client-secret"

    def __init__(
        self,
        clock: MovableClock,
        record: Record,
        faults: Faults,
        *,
        scopes: Iterable[str] = SCOPES,
        limits: bool = True,
    ) -> None:
        self.clock, self.record, self.faults = clock, record, faults
        self.place = Workspace(clock, bell=record.bell)
        self.keys = Keys(scopes)
        self.limits = RateLimits(clock, on=limits)
        self.triggers, self.responses = Triggers(), Responses(self.place)
        self.views = Views(self.place, self.triggers)
        self.sockets = Sockets(self.place.ids.app)
        self.courier = Courier(clock, self._tell, waits=RETRY_WAITS)
        self.request_url, self.events, self.echoes = "", EVENTS, False
        self.shortcuts: dict[
            str, str
        ] = {}  # the names people see, and the callback ids behind them
        self.features: Json = {}  # what the app's manifest says of its commands and shortcuts
        self.acks: list[Ack] = []
        self.spaces: dict[str, SlackStandIn] = {self.place.ids.team: self}
        self.name = "Sandbox"
        self._count = itertools.count(1)
        self.consent = Consent(self)
        self.api = Api(
            self.place,
            record=record,
            faults=faults,
            keys=self.keys,
            limits=self.limits,
            methods=self._methods(),
        )
        self.door = Door(self._answer)
        self.sockets.address = self.door.address
        self.place.tell = self._announce
        faults.watch("slack", self.door)

    @property
    def api_url(self) -> str:
        return f"{self.door.url}/api/"

    def _methods(self) -> dict[str, Act]:
        own: dict[str, Act] = {
            "api.test": lambda place, call: {"args": call.args},
            "auth.test": self._who_am_i,
            "auth.revoke": self._revoke,
            "apps.connections.open": self._connect,
            "oauth.v2.access": lambda place, call: self.consent.install(call),
        }
        modules = (slack_chat, slack_conversations, slack_channels, slack_directory, slack_marks)
        for module in modules:
            own |= module.METHODS
        return own | self.views.methods()

    def _answer(self, asked: Asked) -> Answer:
        try:
            return self._answered(asked)
        finally:
            self.record.ended()

    def _answered(self, asked: Asked) -> Answer:
        _, part, rest = [*asked.path.split("/", 2), "", ""][:3]
        if part == "api":
            return self._opened_by(asked.bearer).api.answer(asked, rest.strip("/"))
        if part == "link":
            return self.sockets.answer(asked)
        if part == "response":
            call = self.record.open("slack", "response_url")
            known = (one.responses for one in self.spaces.values() if one.responses.knows(rest))
            responses = next(known, self.responses)
            return self.faults.through(call, lambda: responses.answer(asked, rest, call), REFUSALS)
        if part == "oauth" and rest == "v2/authorize":
            return self.consent.page(asked)
        return not_found()

    def _opened_by(self, token: str) -> "SlackStandIn":
        """The workspace that gave this token; the first one says what is wrong with any other."""
        return next((one for one in self.spaces.values() if token in one.keys.given), self)

    def response_url(self, person: str, channel: str, original: Any = None) -> str:
        """An address at which this gesture may be answered."""
        return f"{self.door.url}/response/{self.responses.new(person, channel, original)}"

    def deliver(self, kind: str, payload: Json) -> Ack:
        """Bring what a person did to the app, and see whether it is taken within three seconds."""
        return self._send(kind, payload, 0, "")

    def _tell(self, body: Json, attempt: int, reason: str) -> Ack:
        return self._send("events_api", body, attempt, reason)

    def _send(self, kind: str, payload: Json, attempt: int, reason: str) -> Ack:
        if self.request_url:
            ack = deliver_over_http(
                self.request_url,
                self.signing_secret,
                kind,
                payload,
                attempt=attempt,
                reason=reason,
            )
        else:
            ack = self.sockets.deliver(kind, payload, attempt=attempt, reason=reason)
        self.acks.append(ack)
        if not ack.ok:
            self.record.slow_acks.append(f"{kind}: {ack.why}")
        return ack

    def event(self, event: Json, *, event_id: str = "") -> Ack | None:
        """Tell the app of an event and wait for its answer; None where it did not subscribe to such."""
        if not self.wants(event):
            return None
        return self.courier.bring(self._wrapped(event, event_id))

    def _announce(self, event: Json) -> None:
        if self.wants(event):
            self.courier.later(self._wrapped(event))

    def wants(self, event: Json) -> bool:
        """Whether the app subscribed to such an event and was granted a scope for it."""
        own = self.place.ids.bot_person
        if not self.echoes and event.get("user") == own:
            return False
        name = str(event["type"])
        if name == "message":
            name = f"message.{MESSAGE_EVENTS.get(str(event.get('channel_type')), '')}"
        scopes = EVENT_SCOPES.get(name, frozenset())
        return name in self.events and (not scopes or bool(scopes & self.keys.scopes))

    def _wrapped(self, event: Json, event_id: str = "") -> Json:
        ids = self.place.ids
        told = {"enterprise_id": None, "team_id": ids.team, "user_id": ids.bot_person}
        flags = {"is_bot": True, "is_enterprise_install": False}
        return {
            "token": "sandbox",
            "team_id": ids.team,
            "api_app_id": ids.app,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or f"Ev{next(self._count):08d}",
            "event_time": int(self.clock.now().timestamp()),
            "authorizations": [{**told, **flags}],
            "is_ext_shared_channel": False,
        }

    def _who_am_i(self, place: Workspace, call: SlackCall) -> Json:
        ids = place.ids
        names = {"team": self.name, "user": place.people[ids.bot_person].handle}
        who = {"team_id": ids.team, "user_id": ids.bot_person, "bot_id": ids.bot}
        url = f"https://{ids.domain}.slack.com/"
        return {"url": url, **names, **who, "is_enterprise_install": False}

    def _revoke(self, place: Workspace, call: SlackCall) -> Json:
        if not call.flag("test"):
            self.keys.revoked.add(self.keys.bot)
            self._announce({"type": "tokens_revoked", "tokens": {"bot": [place.ids.bot_person]}})
        return {"revoked": not call.flag("test")}

    def _connect(self, place: Workspace, call: SlackCall) -> Json:
        return {"url": self.sockets.ticket()}

    def close(self) -> None:
        """Hang up and stop listening."""
        self.courier.close()
        self.sockets.hang_up()
        self.door.shut()
