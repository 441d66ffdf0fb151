"""A Slack of a few rules, strict about arguments, which can be told to misbehave."""

import json
from importlib.resources import files
from typing import Any

from integrations.slack.client import web_client
from integrations.slack.messenger import SlackMessenger
from tests.integrations.pretend_zoom import NOON, Mischief, StoppedClock
from tests.integrations.wire import Asked, Peer, Told, told

METHODS = json.loads((files("integrations.sandbox.contracts") / "methods.json").read_text())
BOT = "U0BOT"
GRANTED = "chat:write,commands"


class PretendSlack:
    """Keeps messages and channels."""

    def __init__(self) -> None:
        self.channels: dict[str, dict[str, Any]] = {}
        self.said: dict[str, list[dict[str, Any]]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, Any] = {}
        self.guests: set[str] = set()
        self.page_size, self.mischief, self.granted = 1000, [], GRANTED
        self.peer = Peer(self.answer)

    def messenger_for(self, clock: StoppedClock, **changes: Any) -> SlackMessenger:
        """Our adapter, pointed here."""
        client = web_client(token="xoxb-hush", base_url=f"{self.peer.url}/api/", timeout=0.3)
        return SlackMessenger(client=client, clock=clock, **changes)

    def misbehave(self, method: str, answer: Told | str, **how: Any) -> None:
        said = told({"ok": False, "error": answer}) if isinstance(answer, str) else answer
        self.mischief.append(Mischief(verb="POST", path=method, answer=said, **how))

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [asked.words() for asked in self.peer.asked_for(method)]

    def add_channel(self, name: str, **facts: Any) -> str:
        number = f"C{len(self.channels)}"
        facts = {"creator": BOT, "members": [BOT], "created": NOON.timestamp(), **facts}
        self.channels[number] = {"id": number, "name": name, "purpose": {"value": ""}, **facts}
        return number

    def answer(self, asked: Asked) -> Told:
        for each in self.mischief:
            if asked.path.endswith(each.path) and each.times:
                each.times -= 1
                if each.after:
                    self._obey(asked)
                return each.answer
        return self._obey(asked)

    def _obey(self, asked: Asked) -> Told:
        method = asked.path.removeprefix("/api/")
        words, rule = asked.words(), METHODS["methods"][method]
        assert asked.headers["Authorization"] == "Bearer xoxb-hush"
        unknown = set(words) - set(rule["args"])
        if unknown or not set(rule["required"]) <= set(words):
            return told({"ok": False, "error": "invalid_arguments"})
        reply = getattr(self, method.replace(".", "_"))(words)
        body = {"ok": False, "error": reply} if isinstance(reply, str) else {"ok": True, **reply}
        return told(body, x_oauth_scopes=self.granted)

    def auth_test(self, words: dict[str, Any]) -> Any:
        return {"user_id": BOT, "team": "Pretend"}

    def chat_postMessage(self, words: dict[str, Any]) -> Any:
        where = words["channel"]
        channel = "D" + where[1:] if where.startswith("U") else where
        said = self.said.setdefault(channel, [])
        said.append({**words, "ts": f"{NOON.timestamp() + len(said):.6f}"})
        return {"channel": channel, "ts": said[-1]["ts"]}

    def chat_update(self, words: dict[str, Any]) -> Any:
        for said in self.said.get(words["channel"], []):
            if said["ts"] == words["ts"]:
                said.update(words)
                return {}
        return "message_not_found"

    def chat_delete(self, words: dict[str, Any]) -> Any:
        return {"ok": True, "channel": words["channel"], "ts": words["ts"]}

    def views_publish(self, words: dict[str, Any]) -> Any:
        self.homes[words["user_id"]] = words["view"]
        return {}

    def conversations_open(self, words: dict[str, Any]) -> Any:
        people = words["users"].split(",")
        return {
            "channel": {"id": "D" + people[0][1:] if len(people) == 1 else "G" + words["users"]}
        }

    def conversations_history(self, words: dict[str, Any]) -> Any:
        assert words["include_all_metadata"] == "1"
        oldest, first = float(words["oldest"]), int(words.get("cursor") or 0)
        later = [m for m in self.said.get(words["channel"], []) if float(m["ts"]) > oldest][::-1]
        after = first + int(words["limit"])
        mark = str(after) if after < len(later) else ""
        return {
            "messages": later[first:after],
            "has_more": bool(mark),
            "response_metadata": {"next_cursor": mark},
        }

    def conversations_create(self, words: dict[str, Any]) -> Any:
        if any(each["name"] == words["name"] for each in self.channels.values()):
            return "name_taken"
        return {"channel": {"id": self.add_channel(words["name"])}}

    def conversations_setPurpose(self, words: dict[str, Any]) -> Any:
        if len(words["purpose"]) > 250:
            return "too_long"
        self.channels[words["channel"]]["purpose"] = {"value": words["purpose"]}
        return {}

    def conversations_list(self, words: dict[str, Any]) -> Any:
        first, kept = int(words.get("cursor") or 0), list(self.channels.values())
        seen = [each for each in kept if BOT in each["members"]]
        after = first + self.page_size
        mark = str(after) if after < len(seen) else ""
        return {"channels": seen[first:after], "response_metadata": {"next_cursor": mark}}

    def conversations_info(self, words: dict[str, Any]) -> Any:
        channel = self.channels.get(words["channel"])
        return (
            {"channel": {**channel, "is_member": BOT in channel["members"]}}
            if channel
            else ("channel_not_found")
        )

    def conversations_invite(self, words: dict[str, Any]) -> Any:
        assert words["force"] == "1"
        members, errors = self.channels[words["channel"]]["members"], []
        for who in words["users"].split(","):
            if who in members or who in self.guests:
                code = "already_in_channel" if who in members else "ura_max_channels"
                errors.append({"user": who, "ok": False, "error": code})
            else:
                members.append(who)
        return {"channel": {"id": words["channel"]}, "errors": errors}

    def users_info(self, words: dict[str, Any]) -> Any:
        found = self.people.get(words["user"])
        return {"user": found} if found else "user_not_found"

    def users_lookupByEmail(self, words: dict[str, Any]) -> Any:
        for person in self.people.values():
            if person["profile"].get("email") == words["email"]:
                return {"user": person}
        return "users_not_found"
