"""What people do in Slack, as the payloads Slack makes of it, and what their screen shows of the app's answer."""

import secrets
import time

from integrations.sandbox.delivery import Ack
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_channels import enter, exit_from
from integrations.sandbox.slack_chat import message_event
from integrations.sandbox.slack_forms import Forms
from integrations.sandbox.slack_marks import react, unreact
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import (
    Conversation,
    Json,
    Post,
    Sheet,
    Whisper,
    typed_by,
)

Surface = Post | Whisper | Sheet
NO_TOKEN = "sandbox"  # noqa: S105 - the verification token Slack still sends and nobody should look at


class Gestures:
    """Everything one person can do, told to the app as Slack tells it."""

    def __init__(self, slack: SlackStandIn, person: str) -> None:
        self.slack, self.place, self.person = slack, slack.place, person
        self.forms = Forms(slack, person)
        self.last: tuple[str, Json] | None = None

    def _common(self, kind: str) -> Json:
        ids, person = self.place.ids, self.place.people[self.person]
        names = {"username": person.handle, "name": person.handle}
        return {
            "type": kind,
            "user": {"id": person.id, **names, "team_id": ids.team},
            "api_app_id": ids.app,
            "token": NO_TOKEN,
            "team": {"id": ids.team, "domain": ids.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _deliver(self, kind: str, payload: Json) -> Ack:
        self.slack.record.acted(self.person)
        self.last = (kind, payload)
        return self.slack.deliver(kind, payload)

    def again(self) -> Ack:
        """The very same delivery once more, as it may come after a reconnection."""
        if self.last is None:
            raise LookupError("nothing has been delivered yet")
        return self.slack.deliver(*self.last)

    def command(self, command: str, text: str, channel: Conversation) -> Ack:
        """Type a slash command; an answer in the acknowledgement is shown at once."""
        ids, person = self.place.ids, self.place.people[self.person]
        direct = "directmessage" if not channel.is_channel else channel.name
        payload = {
            "token": NO_TOKEN,
            "team_id": ids.team,
            "team_domain": ids.domain,
            "channel_id": channel.id,
            "channel_name": direct,
            "user_id": person.id,
            "user_name": person.handle,
            "command": command,
            "text": self._escaped(text),
            "api_app_id": ids.app,
            "is_enterprise_install": "false",
            "response_url": self.slack.response_url(person.id, channel.id),
            "trigger_id": self.slack.triggers.new(person.id),
        }
        ack = self._deliver("slash_commands", payload)
        self._show_answer(ack, channel.id)
        return ack

    def _escaped(self, text: str) -> str:
        """@Name and #channel become ids, as `should_escape` asks in the manifest."""
        people = sorted(self.place.people.values(), key=lambda one: -len(one.name))
        for one in people:
            for name in (one.name, one.handle):
                text = text.replace(f"@{name}", f"<@{one.id}|{one.handle}>")
        for channel in self.place.every:
            if channel.is_channel:
                text = text.replace(f"#{channel.name}", f"<#{channel.id}|{channel.name}>")
        return text

    def _show_answer(self, ack: Ack, channel: str) -> None:
        said = {"text": ack.body} if isinstance(ack.body, str) else ack.body
        if not ack.ok or not isinstance(said, dict) or not said:
            return
        call = self.slack.record.open("slack", "ack")
        try:
            self.slack.responses.show(self.person, channel, said, call)
            call.landed = True
        except SlackRefusal as no:
            call.error = no.error
            call.violations.append(f"{no.error}: {'; '.join(no.messages)}")
        self.slack.record.ended()

    def block_action(self, surface: Surface, element: Json, block: Json, chosen: Json) -> Ack:
        """Press or choose something in a message, a form or on Home."""
        self._has_read(surface)
        action = {
            "type": element["type"],
            "action_id": element.get("action_id", ""),
            "block_id": block.get("block_id", ""),
            "action_ts": f"{time.time():.6f}",
            **chosen,
        }
        payload = {
            **self._common("block_actions"),
            "trigger_id": self.slack.triggers.new(self.person),
            "actions": [action],
            "state": {"values": typed_by(surface, self.person)},
            **self._place_of(surface),
        }
        return self._deliver("interactive", payload)

    def _has_read(self, surface: Surface) -> None:
        """Whoever presses something in a message has read it, and what stood before it."""
        if isinstance(surface, Post):
            with self.place.lock:
                seen = self.place.conversations[surface.channel].read_until
                seen[self.person] = max(seen.get(self.person, ""), surface.ts)

    def _place_of(self, surface: Surface) -> Json:
        if isinstance(surface, Sheet):
            where = {"type": "view", "view_id": surface.id}
            return {"container": where, "view": surface.as_json()}
        channel = self.place.conversations[surface.channel]
        hidden = isinstance(surface, Whisper)
        at: Json = {
            "type": "message",
            "message_ts": surface.ts,
            "channel_id": channel.id,
            "is_ephemeral": hidden,
        }
        told = {} if isinstance(surface, Whisper) else {"message": surface.as_json(metadata=True)}
        return {
            "container": at,
            "channel": {"id": channel.id, "name": channel.name or "directmessage"},
            "response_url": self.slack.response_url(self.person, channel.id, surface),
            **told,
        }

    def submit(self, sheet: Sheet) -> Ack:
        """Send a form off, and let it do what the app answers."""
        payload = {
            **self._common("view_submission"),
            "trigger_id": self.slack.triggers.new(self.person),
            "view": sheet.as_json(),
            "response_urls": [],
        }
        ack = self._deliver("interactive", payload)
        if ack.ok:
            self.forms.follow(sheet, ack.body if isinstance(ack.body, dict) else {})
        return ack

    def close(self, sheet: Sheet) -> Ack | None:
        """Close a form unsent; the app hears of it if it asked to."""
        self.forms.take_off(sheet)
        if not sheet.body.get("notify_on_close"):
            return None
        payload = {**self._common("view_closed"), "view": sheet.as_json(), "is_cleared": False}
        return self._deliver("interactive", payload)

    def suggestions(self, surface: Surface, element: Json, block: Json, typed: str) -> Ack:
        """Ask the app which options an external choice offers for what was typed."""
        where = self._place_of(surface)
        where.pop("response_url", None)
        payload = {
            **self._common("block_suggestion"),
            "action_id": element.get("action_id", ""),
            "block_id": block.get("block_id", ""),
            "value": typed,
            **where,
        }
        return self._deliver("interactive", payload)

    def shortcut(self, callback: str) -> Ack:
        """Run a global shortcut."""
        stamp = f"{time.time():.6f}"
        payload = {
            **self._common("shortcut"),
            "callback_id": callback,
            "trigger_id": self.slack.triggers.new(self.person),
            "action_ts": stamp,
        }
        return self._deliver("interactive", payload)

    def message_action(self, callback: str, post: Post) -> Ack:
        """Run a shortcut on a message."""
        channel = self.place.conversations[post.channel]
        payload = {
            **self._common("message_action"),
            "callback_id": callback,
            "trigger_id": self.slack.triggers.new(self.person),
            "action_ts": f"{time.time():.6f}",
            "message_ts": post.ts,
            "channel": {"id": channel.id, "name": channel.name or "directmessage"},
            "message": post.as_json(),
            "response_url": self.slack.response_url(self.person, channel.id, post),
        }
        return self._deliver("interactive", payload)

    def _safe(self, text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def say(self, text: str, channel: Conversation, thread: str = "") -> tuple[Post, Ack | None]:
        """Write a message; the app hears of it where it subscribed to that kind of conversation."""
        self.slack.record.acted(self.person)
        words = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
        blocks = [{"type": "rich_text", "block_id": secrets.token_hex(3), "elements": [words]}]
        post = self.place.put(
            channel, self.person, self._safe(text), blocks=blocks, thread_ts=thread
        )
        more = {"client_msg_id": secrets.token_hex(16)}
        return post, self.slack.event(message_event(channel, post, **more))

    def edit(self, post: Post, text: str) -> Ack | None:
        """Change one's own message."""
        before = post.as_json()
        post.text, post.blocks, post.edited_ts = self._safe(text), [], self.place.new_ts()
        self.place.touch(post)
        told = {"message": post.as_json(), "previous_message": before}
        return self._changed(post, "message_changed", told)

    def delete(self, post: Post) -> Ack | None:
        """Take one's own message away."""
        self.place.take_away(post)
        told = {"previous_message": post.as_json(), "deleted_ts": post.ts}
        return self._changed(post, "message_deleted", told)

    def _changed(self, post: Post, subtype: str, told: Json) -> Ack | None:
        self.slack.record.acted(self.person)
        event = message_event(self.place.conversations[post.channel], post)
        kept = {name: event[name] for name in ("type", "channel", "channel_type")}
        stamp = self.place.new_ts()
        hidden = {"subtype": subtype, "hidden": True, "ts": stamp, "event_ts": stamp}
        return self.slack.event({**kept, **hidden, **told})

    def react(self, post: Post, name: str) -> None:
        """Put an emoji to a message."""
        self.slack.record.acted(self.person)
        with self.place.lock:
            react(self.place, self.place.conversations[post.channel], post, self.person, name)

    def unreact(self, post: Post, name: str) -> None:
        self.slack.record.acted(self.person)
        with self.place.lock:
            unreact(self.place, post, self.person, name)

    def open_home(self) -> Ack | None:
        """Look at the app's Home tab."""
        self.slack.record.acted(self.person)
        page = self.place.home(self.person)
        event: Json = {
            "type": "app_home_opened",
            "user": self.person,
            "channel": self.place.direct(self.person).id,
            "tab": "home",
            "event_ts": self.place.new_ts(),
        }
        return self.slack.event(event | ({"view": page.as_json()} if page else {}))

    def join(self, channel: Conversation) -> None:
        self.slack.record.acted(self.person)
        with self.place.lock:
            if self.person not in channel.members:
                enter(self.place, channel, self.person)

    def leave(self, channel: Conversation) -> None:
        self.slack.record.acted(self.person)
        with self.place.lock:
            if self.person in channel.members:
                exit_from(self.place, channel, self.person)
