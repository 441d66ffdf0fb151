"""Deliveries that nobody's screen offers: any gesture, by anybody, with anybody's values, signed as Slack signs."""

import itertools
import json
from dataclasses import dataclass
from typing import Any

from integrations.sandbox.delivery import Ack
from integrations.sandbox.record import Call
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_gestures import Gestures
from tests.doors.listening import Heard
from tests.plays.stage import Stage

SERIAL = itertools.count(1)
# what Pearl said of the hours, which nobody else may read: her own Home shows it to her
PEARL, CARES = "U0000P039", "my mother, whom I put to bed then"


@dataclass(frozen=True)
class Answer:
    """How a gesture was taken, and all that was said and shown to anybody for it, but Pearl's own words to herself."""

    ack: Ack
    said: str


class Forger:
    """One account in Slack that sends whatever it likes; `own` is its workspace where it acts in another one."""

    def __init__(
        self, stage: Stage, member: str, slack: SlackStandIn | None = None, own: str = ""
    ) -> None:
        self.stage, self.slack, self.member = stage, slack or stage.world.slack, member
        self.own = own
        self.common = Gestures(self.slack, member)._common
        self.channel = self.slack.place.direct(member).id

    def does(self, heard: Heard, value: str, fields: dict[str, str] | None = None) -> Answer:
        """Do this with this value; the answer holds what came of it."""
        before = len(self.slack.record.calls)
        self.slack.record.acted(self.member)
        kind, payload = getattr(self, f"_{heard.kind}")(heard.name, value, fields or {})
        if self.own:
            self._act_from_elsewhere(kind, payload)
        ack = self.slack.deliver(kind, payload)
        told = map(_told, self.slack.record.since(before))
        return Answer(ack, " ".join([json.dumps(ack.body, ensure_ascii=False), *told]))

    def _act_from_elsewhere(self, kind: str, payload: dict[str, Any]) -> None:
        """What Slack Connect tells of somebody in a shared channel whose account is another workspace's."""
        if kind == "slash_commands":
            payload["team_id"] = self.own
        elif kind == "interactive":
            payload["user"]["team_id"] = self.own
        else:
            payload |= {"is_ext_shared_channel": True}
            payload["event"] |= {"user_team": self.own, "team": self.own}

    def _fresh(self) -> dict[str, str]:
        return {"trigger_id": self.slack.triggers.new(self.member)}

    def _response(self) -> str:
        return self.slack.response_url(self.member, self.channel)

    def _action(self, name: str, value: str, _: Any) -> tuple[str, dict[str, Any]]:
        pressed = {
            "type": "button",
            "action_id": name,
            "block_id": "b",
            "value": value,
            "action_ts": f"{next(SERIAL)}.0",
        }
        where = {"type": "message", "message_ts": "1.1", "channel_id": self.channel}
        return "interactive", {
            **self.common("block_actions"),
            **self._fresh(),
            "actions": [pressed],
            "container": where,
            "channel": {"id": self.channel, "name": "directmessage"},
            "response_url": self._response(),
        }

    def _view_submission(
        self, name: str, value: str, fields: dict[str, str]
    ) -> tuple[str, dict[str, Any]]:
        values = {
            block: {block: {"type": "plain_text_input", "value": text}}
            for block, text in fields.items()
        }
        view = {
            "id": f"V{next(SERIAL):09}",
            "type": "modal",
            "hash": "1.x",
            "callback_id": name,
            "private_metadata": value,
            "blocks": [],
            "state": {"values": values},
        }
        told = {**self.common("view_submission"), **self._fresh(), "view": view}
        return "interactive", told

    def _shortcut(self, name: str, value: str, _: Any) -> tuple[str, dict[str, Any]]:
        message = {"type": "message", "text": value, "ts": "1.1", "user": self.member}
        return "interactive", {
            **self.common("message_action"),
            **self._fresh(),
            "callback_id": name,
            "message_ts": "1.1",
            "message": message,
            "channel": {"id": self.channel, "name": "directmessage"},
            "response_url": self._response(),
        }

    def _command(self, name: str, value: str, _: Any) -> tuple[str, dict[str, Any]]:
        common = self.common("command")
        return "slash_commands", {
            "command": name,
            "text": value,
            "user_id": self.member,
            "user_name": "somebody",
            "team_id": common["team"]["id"],
            "api_app_id": common["api_app_id"],
            "channel_id": self.channel,
            "channel_name": "directmessage",
            "is_enterprise_install": "false",
            "response_url": self._response(),
            **self._fresh(),
        }

    def _event(self, name: str, value: str, _: Any) -> tuple[str, dict[str, Any]]:
        told = {
            "type": name,
            "user": self.member,
            "channel": self.channel,
            "channel_type": "im",
            "tab": "home",
            "text": value,
            "ts": f"{next(SERIAL)}.1",
            "event_ts": "1.1",
        }
        return "events_api", self.slack._wrapped(told, f"Ev{next(SERIAL):09}")


def _told(call: Call) -> str:
    words = json.dumps(call.args, default=str) + call.text
    return words.replace(CARES, "") if call.args.get("user_id") == PEARL else words
