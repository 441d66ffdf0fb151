"""The sections of the settings file, each field with the default that fits most communities."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, Strict, model_validator

from bot.config import checks
from bot.config.faults import MissingSecret, NotReady
from bot.config.meeting_place import MeetingsSettings
from bot.config.secrets import FOUND_AT, PREFIX, Secrets, variable
from bot.config.section import Section, Words
from bot.ports import House

Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict()]
Yes = Annotated[bool, Strict()]
WebAddress = Annotated[str, AfterValidator(checks.web_address)]
Base = Annotated[str, AfterValidator(checks.base_address)]
OUTWARD = ("slack_bot_token", "secret_key")
TO_ZOOM = ("zoom_account_id", "zoom_client_id", "zoom_client_secret")
Mailbox = Annotated[str, AfterValidator(checks.mailbox)]


class CommunitySettings(Section):
    """Whose community it is."""

    name: Words = "Learning community"
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = "en"
    default_zone: Annotated[str, AfterValidator(checks.zone)] = "UTC"
    retention_days: Annotated[Whole, Field(ge=30)] = 365
    settled_words_days: Annotated[Whole, Field(ge=1, le=3650)] = 90
    inbox_days: Annotated[Whole, Field(ge=7, le=3650)] = 60
    trouble_words_days: Annotated[Whole, Field(ge=30, le=3650)] = 90
    unsaid_words_days: Annotated[Whole, Field(ge=1, le=3650)] = 30
    publish: Literal["by-hand", "automatic"] = "by-hand"
    seat_unanswered: Yes = True
    dry_run: Yes = False


class DatabaseSettings(Section):
    """Where everything is remembered."""

    url: Annotated[str, AfterValidator(checks.database)] = "sqlite:///convener.sqlite3"
    forget_list: str = ""
    story_keys: str = ""


class BackupSettings(Section):
    """Where a whole copy of everything is written each night, and for how many nights it is kept."""

    folder: str = ""
    keep_days: Annotated[Whole, Field(ge=0, le=3650)] = 14


class EngineSettings(Section):
    """How often and with how many hands work that falls due is done."""

    kind: Literal["in-process", "procrastinate"] = "in-process"
    tick_seconds: Annotated[Number, Field(gt=0, le=3600)] = 5
    concurrency: Annotated[Whole, Field(ge=1, le=64)] = 4


class SlackSettings(Section):
    """Where people are met in Slack."""

    transport: Literal["socket", "http"] = "socket"
    api_base_url: Base = "https://slack.com/api/"
    channel: Annotated[str, AfterValidator(checks.channel)] = ""
    facilitators: tuple[Mailbox, ...] = ()


class ZoomSettings(Section):
    """Where people meet online."""

    api_base_url: Base = "https://api.zoom.us/v2/"
    oauth_url: WebAddress = "https://zoom.us/oauth/token"
    hosts: tuple[Words, ...] = ()
    host_key: Annotated[SecretStr, AfterValidator(checks.host_key)] = SecretStr("")
    max_rooms: Annotated[Whole, Field(ge=1, le=100)] = 50
    max_preassigned: Annotated[Whole, Field(ge=1, le=1000)] = 200
    plan: Literal["free", "pro", "business"] = "pro"
    settings: dict[str, Annotated[Any, AfterValidator(checks.plain)]] = Field(default_factory=dict)


class WebSettings(Section):
    """Where the web door stands, and how the world finds it."""

    listen: Annotated[str, AfterValidator(checks.listening_place)] = "127.0.0.1:8080"
    public_url: Annotated[str, AfterValidator(checks.public_address)] = ""


class MailSettings(Section):
    """How people without Slack are written to. Without a host, nobody is."""

    host: str = ""
    port: Annotated[Whole, Field(ge=1, le=65535)] = 587
    sender: Annotated[str, Field(alias="from")] = ""
    tls: Literal["starttls", "implicit", "none"] = "starttls"

    @property
    def stays_here(self) -> bool:
        """Whether mail leads nowhere but to this machine."""
        return not self.host or checks.is_loopback(f"http://{self.host}")

    @model_validator(mode="after")
    def _sealed(self) -> "MailSettings":
        if self.tls == "none" and not self.stays_here:
            raise ValueError(
                'tls = "none" is only for a mail server on this machine; write "starttls" or "implicit"'
            )
        return self

    @model_validator(mode="after")
    def _signed(self) -> "MailSettings":
        if self.host and "@" not in self.sender:
            raise ValueError("from must be a mail address, such as convener@example.org")
        return self


class ClockSettings(Section):
    """What time it is."""

    source: Annotated[str, AfterValidator(checks.clock_source)] = checks.SYSTEM
    settle_seconds: Annotated[Number, Field(ge=0, le=60)] = 1.0

    @property
    def simulated(self) -> bool:
        """Whether a sandbox moves the time."""
        return self.source != checks.SYSTEM


class Settings(Section):
    """Everything an installation decides. Secrets are apart, and come from the environment alone."""

    community: CommunitySettings = CommunitySettings()
    database: DatabaseSettings = DatabaseSettings()
    backup: BackupSettings = BackupSettings()
    engine: EngineSettings = EngineSettings()
    slack: SlackSettings = SlackSettings()
    meetings: MeetingsSettings = MeetingsSettings()
    zoom: ZoomSettings = ZoomSettings()
    web: WebSettings = WebSettings()
    mail: MailSettings = MailSettings()
    clock: ClockSettings = ClockSettings()
    secrets: Secrets = Field(default_factory=Secrets, repr=False, exclude=True)

    @model_validator(mode="after")
    def _pretend_time_stays_here(self) -> "Settings":
        zoom = [] if self.meetings.fixed else [self.zoom.api_base_url, self.zoom.oauth_url]
        outward = [self.slack.api_base_url, *zoom]
        here = all(checks.is_loopback(url) for url in outward) and self.mail.stays_here
        if self.clock.settle_seconds < ClockSettings().settle_seconds and not self.clock.simulated:
            raise ValueError("[clock] settle_seconds may only be less than 1.0 in a sandbox")
        if self.clock.simulated and not here:
            raise ValueError(
                "[clock] source may only be moved in a sandbox, where Slack's and Zoom's addresses "
                'and [mail] host are on this machine too; write "system"'
            )
        return self

    @model_validator(mode="after")
    def _several_need_a_server(self) -> "Settings":
        if self.has_workers and self.database.url.startswith("sqlite:"):
            raise ValueError(
                '[engine] kind = "procrastinate" needs PostgreSQL: write its address as [database] url, '
                'or write kind = "in-process"'
            )
        return self

    @property
    def has_workers(self) -> bool:
        """Whether `convener worker` does what falls due, and `convener serve` only opens the doors."""
        return self.engine.kind == "procrastinate"

    def need(self, name: str) -> str:
        """The secret of this name, for whoever is about to use it. Raises MissingSecret."""
        held = self.secrets.known()
        if name not in held:
            raise MissingSecret(name=variable(name), where=FOUND_AT[name], slip=_slip(name))
        return held[name]

    def ready_to_serve(self) -> None:
        """Raises NotReady with everything that is missing before the doors can open."""
        door = "slack_app_token" if self.slack.transport == "socket" else "slack_signing_secret"
        self._ready_with(door, *self._outward)

    def ready_to_work(self) -> None:
        """Raises NotReady with everything that is missing before a worker can do anything."""
        self._ready_with(*self._outward)

    @property
    def _outward(self) -> tuple[str, ...]:
        """The secrets without which nothing can leave."""
        return OUTWARD if self.meetings.fixed else (*OUTWARD, *TO_ZOOM)

    def _ready_with(self, *needed: str) -> None:
        held = self.secrets.known()
        missing = [f"{variable(name)} is not set." for name in needed if name not in held]
        if not self.slack.channel:
            missing.append("[slack] channel is empty: name the community's channel.")
        if not self.zoom.hosts and not self.meetings.fixed:
            missing.append(
                "[zoom] hosts is empty: name the account that hosts the meetings "
                '(without Zoom: [meetings] kind = "link").'
            )
        if missing:
            raise NotReady(faults=missing)

    def zoom_account(self) -> dict[str, Any]:
        """What is needed to ask Zoom."""
        held = self.secrets.known()
        known = {name.removeprefix("zoom_"): held.get(name, "") for name in TO_ZOOM}
        return {**known, **self.zoom.model_dump(exclude={"host_key"})}

    def post(self) -> dict[str, Any]:
        """What is needed to hand mail over."""
        held = self.secrets.known()
        return {
            **self.mail.model_dump(),
            "name": self.community.name,
            "user": held.get("smtp_user", ""),
            "password": held.get("smtp_password", ""),
        }

    def house(self) -> House:
        """What use cases may know of the settings."""
        return House(
            name=self.community.name,
            language=self.community.language,
            default_zone=self.community.default_zone,
            channel=self.slack.channel,
            publish_by_hand=self.community.publish == "by-hand",
            seat_unanswered=self.community.seat_unanswered,
            settled_words_days=self.community.settled_words_days,
            dry_run=self.community.dry_run,
            retention_days=self.community.retention_days,
            inbox_days=self.community.inbox_days,
            trouble_words_days=self.community.trouble_words_days,
            unsaid_words_days=self.community.unsaid_words_days,
            facilitators=self.slack.facilitators,
            zoom_hosts=() if self.meetings.fixed else self.zoom.hosts,
            host_key="" if self.meetings.fixed else self.zoom.host_key.get_secret_value(),
            max_rooms=self.zoom.max_rooms,
            max_preassigned=self.zoom.max_preassigned,
            public_url=self.web.public_url,
            settle_seconds=self.clock.settle_seconds,
        )


def known_settings() -> Mapping[str, list[str]]:
    """Every section with the settings in it, by the names people write."""
    sections = {name: field.annotation for name, field in Settings.model_fields.items()}
    return {
        name: [field.alias or key for key, field in section.model_fields.items()]
        for name, section in sections.items()
        if isinstance(section, type) and issubclass(section, Section)
    }


def _slip(name: str) -> str:
    mine = [given for given in os.environ if given.startswith(PREFIX)]
    near = get_close_matches(variable(name), mine, n=1, cutoff=0.9)
    return f" ({near[0]} is set: a slip of the pen?)" if near else ""
