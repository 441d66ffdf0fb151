"""Bolt's app as we run it: it finds soon whom a press is for, and tells Prometheus how long Slack waited. No names."""

import time
from typing import Any

from prometheus_client import Histogram
from slack_bolt import App
from slack_bolt.listener_matcher import ListenerMatcher
from slack_bolt.listener_matcher.builtins import BuiltinListenerMatcher
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse

from bot.domain.languages import ENGLISH, in_language

KINDS = {
    "event_callback": "event",
    "block_actions": "press",
    "view_submission": "form",
    "view_closed": "form",
    "shortcut": "shortcut",
    "message_action": "shortcut",
    "block_suggestion": "choices",
}
ACK_SECONDS = Histogram(
    "convener_slack_ack_seconds",
    "How long Slack waited to hear that we heard; it gives up after three seconds",
    ["transport", "kind", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 10),
)


class ByBody(ListenerMatcher):
    """One of Bolt's own matchers, which look at what was sent and at nothing else.

    Bolt gathers for each of them what any function could ask for: with two hundred listeners a fifth of a busy door's
    time.
    """

    def __init__(self, own: BuiltinListenerMatcher) -> None:
        self.func = own.func

    def matches(self, req: BoltRequest, resp: BoltResponse) -> bool:
        return bool(self.func(req.body))


class MeasuredApp(App):
    """Bolt's app, the same over Socket Mode and HTTP, with an eye on how long its answers take."""

    def _register_listener(self, functions: Any, primary_matcher: Any, *more: Any) -> Any:
        if isinstance(primary_matcher, BuiltinListenerMatcher):
            primary_matcher = ByBody(primary_matcher)
        return super()._register_listener(functions, primary_matcher, *more)

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        began = time.monotonic()
        # until somebody is known; the next gesture of this thread may be another's
        with in_language(ENGLISH):
            answer = super().dispatch(req)
        transport = "socket" if req.mode == "socket_mode" else "http"
        labels = (transport, kind_of(req), f"{answer.status // 100}xx")
        ACK_SECONDS.labels(*labels).observe(time.monotonic() - began)
        return answer


def kind_of(req: BoltRequest) -> str:
    """What kind of thing it answers, in one of a few words whatever was sent."""
    if "command" in req.body:
        return "command"
    return KINDS.get(str(req.body.get("type", "")), "other")
