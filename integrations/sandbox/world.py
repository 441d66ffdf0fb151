"""Everything together: a roster's people in Slack, a Zoom account, one clock, one record, one plan of faults."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from bot.domain.roster import Participant
from integrations.clock import ClockFace
from integrations.sandbox.bell import Bell
from integrations.sandbox.faults import FaultPlan, Faults
from integrations.sandbox.people import Person
from integrations.sandbox.record import Record
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_admin import Admin
from integrations.sandbox.slack_neighbour import Neighbour
from integrations.sandbox.switchboard import Switchboard
from integrations.sandbox.time import MovableClock
from integrations.sandbox.zoom import ZoomStandIn

LOCALES = {"en": "en-GB", "pt": "pt-BR"}
COMMUNITY = "community"


class World:
    """A pretend community on localhost, kept until it is closed."""

    def __init__(
        self,
        people: Iterable[Participant] = (),
        *,
        start: datetime | None = None,
        hosts: Iterable[str] = ("host@example.org",),
        faults: FaultPlan | None = None,
        port: int = 0,
    ) -> None:
        self.bell = Bell()
        self.clock = MovableClock(start, bell=self.bell, face=ClockFace.hung_up())
        self._secret_key, self._token_key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.record = Record(self.clock, bell=self.bell)
        self.faults = Faults(faults, bell=self.bell)
        self.slack = SlackStandIn(self.clock, self.record, self.faults)
        self.admin = Admin(self.slack)
        self.zoom = ZoomStandIn(self.clock, self.record, self.faults, hosts=hosts)
        self.participants: dict[str, Participant] = {}
        self.ids: dict[str, str] = {}
        self.neighbours: list[Neighbour] = []
        self.channel = self.slack.place.add_channel(COMMUNITY, (self.slack.place.ids.bot_person,))
        for participant in people:
            self.welcome(participant)
        self.switchboard = Switchboard(self, port=port)

    @classmethod
    def from_people(
        cls,
        people: Iterable[Participant],
        start: datetime | None = None,
        hosts: Iterable[str] = ("host@example.org",),
        *,
        faults: FaultPlan | None = None,
        port: int = 0,
    ) -> Self:
        """A world with these people in it."""
        return cls(people, start=start, hosts=hosts, faults=faults, port=port)

    def welcome(self, participant: Participant, *, told: bool = False) -> str:
        """Give somebody a Slack account and a place in the community's channel; their id there.

        `told`: the app hears of it, as it does of somebody who comes later.
        """
        member = participant.slack_id or self._id_for(participant.id)
        person = self.slack.place.add_person(
            member,
            participant.name,
            email=participant.email,
            zone=participant.zone,
            locale=LOCALES.get(participant.language, participant.language),
            guest=participant.slack_guest,
        )
        self.participants[member], self.ids[participant.id] = participant, member
        with self.slack.place.lock:
            self.channel.members.append(member)
            self.slack.place.stir()
        if told:
            self.admin.welcomes(person)
        return member

    def _id_for(self, participant: str) -> str:
        letters = "".join(sign for sign in participant.upper() if sign.isascii() and sign.isalnum())
        wanted = f"U{letters:0>8}"
        while wanted in self.slack.place.people:
            wanted += "X"
        return wanted

    def person(self, id: str, *, settle: float = 1.0) -> Person:
        """Somebody in front of Slack, by their id in the roster or in Slack."""
        return Person(self.slack, self.ids.get(id, id), settle=settle)

    def opens_workspace(self, team: str, name: str, people: Iterable[Participant]) -> Neighbour:
        """Another organisation's Slack, with accounts for these people; the app is not in it yet."""
        neighbour = Neighbour(self.slack, team, name)
        neighbour.welcomes(people)
        self.neighbours.append(neighbour)
        return neighbour

    @property
    def everyone(self) -> dict[str, Participant]:
        """Whose account is whose, in every workspace."""
        beside = [one.participants for one in self.neighbours]
        return {
            member: one for part in [*beside, self.participants] for member, one in part.items()
        }

    @property
    def facilitators(self) -> list[str]:
        """The Slack ids of those who facilitate."""
        return [member for member, one in self.participants.items() if one.facilitates]

    @property
    def zones(self) -> dict[str, str]:
        """Everybody's time zone by Slack id, as the record's sums want it."""
        return {member: one.zone for member, one in self.everyone.items()}

    def listens(self, public_url: str, *, http: bool = True) -> None:
        """Where the product can be reached: for Zoom's webhooks, and for Slack unless it uses Socket Mode."""
        base = public_url.rstrip("/")
        self.slack.request_url = f"{base}/slack/events" if http else ""
        self.zoom.news.url = f"{base}/zoom/events"

    def knows_manifest(self, manifest: dict[str, Any]) -> None:
        """Grant what an app's manifest asks for: scopes and events; know its commands and shortcuts."""
        asked = manifest.get("oauth_config", {}).get("scopes", {})
        scopes = {*asked.get("bot", ()), *asked.get("bot_optional", ())}
        events = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ())
        for space in self.slack.spaces.values():
            space.keys.scopes, space.events = frozenset(scopes), frozenset(events)
        self.slack.features = manifest.get("features", {})
        shortcuts = self.slack.features.get("shortcuts", ())
        self.slack.shortcuts = {each["name"]: each["callback_id"] for each in shortcuts}

    def settings(self) -> dict[str, Any]:
        """What the product's configuration and environment must say to live in this world."""
        slack, zoom = self.slack, self.zoom
        addresses = [self.participants[member].email for member in self.facilitators]
        return {
            "slack": {
                "api_base_url": slack.api_url,
                "channel": self.channel.id,
                "facilitators": addresses,
            },
            "zoom": {
                "api_base_url": zoom.api_url,
                "oauth_url": zoom.oauth_url,
                "hosts": list(zoom.account.hosts),
            },
            "clock": {"source": self.switchboard.clock_url},
            "environment": self._environment(),
        }

    def _environment(self) -> dict[str, str]:
        slack, zoom = self.slack, self.zoom
        return {
            "CONVENER_SLACK_BOT_TOKEN": slack.keys.bot,
            "CONVENER_SLACK_APP_TOKEN": slack.keys.app,
            "CONVENER_SLACK_SIGNING_SECRET": slack.signing_secret,
            "CONVENER_SLACK_CLIENT_ID": slack.client_id,
            "CONVENER_SLACK_CLIENT_SECRET": slack.client_secret,
            "CONVENER_ZOOM_ACCOUNT_ID": zoom.account.id,
            "CONVENER_ZOOM_CLIENT_ID": zoom.account.client_id,
            "CONVENER_ZOOM_CLIENT_SECRET": zoom.account.client_secret,
            "CONVENER_ZOOM_WEBHOOK_SECRET": zoom.news.secret,
            "CONVENER_SECRET_KEY": self._secret_key,
            "CONVENER_TOKEN_KEYS": self._token_key,
        }

    @property
    def mishaps(self) -> list[str]:
        """Faults of the stand-ins themselves."""
        doors = (self.slack.door, self.zoom.door, self.switchboard.door)
        return [trouble for door in doors for trouble in door.mishaps]

    def close(self) -> None:
        """Close every door and let nothing run on."""
        self.bell.close()
        self.faults.settle()
        self.slack.close()
        self.zoom.close()
        self.switchboard.close()
        if self.clock.face:
            self.clock.face.take_down()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
