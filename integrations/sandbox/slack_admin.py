"""What happens to a workspace from outside: people arrive, change and go, and the app itself is removed."""

import secrets
from dataclasses import replace

from integrations.sandbox.delivery import Ack
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_things import SlackPerson


class Admin:
    """Whoever looks after the workspace."""

    def __init__(self, slack: SlackStandIn) -> None:
        self.slack, self.place = slack, slack.place

    def welcomes(self, person: SlackPerson) -> Ack | None:
        """Somebody has just got their account."""
        return self._tell("team_join", person)

    def changes(self, member: str, **facts: str | bool) -> Ack | None:
        """Give somebody another name, address, zone or language."""
        person = replace(self.place.people[member], **facts)  # type: ignore[arg-type]
        with self.place.lock:
            self.place.people[member] = person
            self.place.stir()
        return self._tell("user_change", person)

    def deactivates(self, member: str) -> Ack | None:
        """Take somebody's account away; they stay in nothing and can be found no more."""
        with self.place.lock:
            for channel in self.place.seen_by(member):
                if channel.is_channel:
                    channel.members.remove(member)
        return self.changes(member, deleted=True)

    def uninstalls(self) -> None:
        """Remove the app: its token is worth nothing from now on."""
        self.slack.keys.revoked.add(self.slack.keys.bot)
        self.slack.event({"type": "tokens_revoked", "tokens": {"bot": [self.place.ids.bot_person]}})
        self.slack.event({"type": "app_uninstalled", "event_ts": self.place.new_ts()})

    def checks_url(self) -> bool:
        """Slack's question when an address for events is entered: whether the app sends the challenge back."""
        challenge = secrets.token_urlsafe(16)
        question = {"type": "url_verification", "token": "sandbox", "challenge": challenge}
        ack = self.slack.deliver("events_api", question)
        said = ack.body.get("challenge") if isinstance(ack.body, dict) else ack.body
        return ack.ok and said == challenge

    def _tell(self, name: str, person: SlackPerson) -> Ack | None:
        may_read = "users:read.email" in self.slack.keys.scopes
        told = person.as_json(self.place.now(), email=may_read, locale=True)
        stamp = self.place.new_ts()
        return self.slack.event({"type": name, "user": told, "event_ts": stamp})
