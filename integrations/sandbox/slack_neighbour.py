"""Further workspaces of the pretend Slack: people and places of their own, beside the first one, for the same app.

A token opens the workspace it was given for and nothing in any other.
"""

from collections.abc import Iterable

from bot.domain.roster import Participant
from integrations.sandbox.delivery import Ack
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_api import Api, Keys
from integrations.sandbox.slack_limits import RateLimits
from integrations.sandbox.slack_responses import Responses
from integrations.sandbox.slack_things import Json
from integrations.sandbox.slack_views import Triggers, Views
from integrations.sandbox.slack_workspace import Ids, Workspace


class Neighbour(SlackStandIn):
    """A workspace at the first one's address; the app is not installed in it until somebody there agrees."""

    def __init__(self, first: SlackStandIn, team: str, name: str) -> None:
        self.first, self.name = first, name
        self.clock, self.record, self.faults = first.clock, first.record, first.faults
        ids = Ids(team=team, domain=team.lower(), bot_person=f"U0BOT{team}", bot=f"B0{team}")
        self.place = Workspace(first.clock, ids=ids, bell=first.record.bell)
        self.keys = Keys(first.keys.scopes, team=team)
        self.limits = RateLimits(first.clock, on=first.limits.on)
        self.triggers, self.responses = Triggers(), Responses(self.place)
        self.views = Views(self.place, self.triggers)
        self.sockets, self.courier, self.door = first.sockets, first.courier, first.door
        self.acks, self.shortcuts, self.features = first.acks, first.shortcuts, first.features
        self.events, self.echoes, self._count = first.events, first.echoes, first._count
        self.participants: dict[str, Participant] = {}
        self.api = Api(
            self.place,
            record=first.record,
            faults=first.faults,
            keys=self.keys,
            limits=self.limits,
            methods=self._methods(),
        )
        self.place.tell = self._announce
        first.spaces[team] = self

    def welcomes(self, people: Iterable[Participant], *, prefix: str = "UN") -> list[str]:
        """Give these people accounts here; their ids. They may have other accounts elsewhere."""
        members = []
        for one in people:
            member = f"{prefix}{one.id.upper():0>7}"
            self.place.add_person(
                member, one.name, email=one.email, zone=one.zone, guest=one.slack_guest
            )
            self.participants[member] = one
            members.append(member)
        return members

    def _send(self, kind: str, payload: Json, attempt: int, reason: str) -> Ack:
        return self.first._send(kind, payload, attempt, reason)

    def close(self) -> None:
        """The first one closes what they share."""
