"""Composition: settings become adapters, adapters become a desk, and the desk gets its doors and its alarm clock."""

import secrets
import threading
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from filelock import BaseFileLock
from flask import Flask
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.config import Settings
from bot.config.secrets import parts_of
from bot.domain.errors import FacilitationError
from bot.domain.programme import LearningPlan
from bot.domain.rehearsal import Rehearsed
from bot.facilitation import ballots, fixed_place
from bot.files.plan import read_plan
from bot.files.plan_prompt import prompt_faults
from bot.ports import Clock, Desk, MeetingNews, Meetings
from bot.rehearsal.copy import Apart, rehearse
from bot.slack.app import build_app
from bot.slack.own_acts import OwnActs
from bot.store.alone import serve_alone
from bot.store.forget_list import list_beside
from bot.store.keys import NAMELESS_KEYS, keys_beside
from bot.store.nightly import BackupFolder, backup_folder
from bot.store.places import libpq_address, place_of
from bot.store.sql_store import SqlStore
from bot.web.app import create_app
from bot.web.serving import WebServer, serve_web
from bot.web.slack import slack_door
from integrations.calendar.entry import entry
from integrations.calendar.feed import write_feed
from integrations.clock import SandboxClock, SystemClock
from integrations.fixed_link.meetings import FixedLink
from integrations.fixed_link.news import NoNews
from integrations.links import SignedLinks
from integrations.mail.office import SmtpOffice
from integrations.process import leave_be_what_stays, on_the_word
from integrations.slack.client import web_client
from integrations.slack.installations import AppKeys, Installations
from integrations.slack.line import keep_trying, watch_line
from integrations.slack.messenger import SlackMessenger
from integrations.slack.workspaces import SlackWorkspaces
from integrations.vault import SecretVault
from integrations.zoom.meetings import ZoomMeetings
from integrations.zoom.news import ZoomNews
from scheduler.in_process import Engine

if TYPE_CHECKING:
    from scheduler.jobs import Jobs  # read only where workers are wanted: it takes a while

log = structlog.get_logger("convener.main")

SLACK_HANDS = 20  # with Bolt's ten, twelve commands of two seconds each lose some of their acks (facts/slack.md 6)


class UnreadablePlan(FacilitationError):
    """The learning plan in the database cannot be read any more: {why} Load a corrected one with convener plan load."""


class NoWorkers(FacilitationError):
    """This installation has no workers: convener serve does it all. For workers: [engine] kind = "procrastinate"."""


@lru_cache(maxsize=4)
def plan_from(text: str) -> LearningPlan:
    """The learning plan written in this text. Raises UnreadablePlan."""
    reading = read_plan(text)
    if reading.plan is None:
        raise UnreadablePlan(why=" ".join(f.words for f in reading.findings[:3]))
    return reading.plan


def clock_of(settings: Settings) -> Clock:
    return SandboxClock(settings.clock.source) if settings.clock.simulated else SystemClock()


def store_of(settings: Settings) -> SqlStore:
    jobs = jobs_of(settings)
    return SqlStore(
        settings.database.url,
        pool=SLACK_HANDS + settings.engine.concurrency + 8,
        wake=jobs.wake if jobs else None,
        forget_list=forget_list_of(settings),
        story_keys=story_keys_of(settings),
    )


def jobs_of(settings: Settings) -> "Jobs | None":
    """What wakes the workers, where there are any."""
    if not settings.has_workers:
        return None
    from scheduler.jobs import Jobs

    return Jobs(libpq_address(place_of(settings.database.url)), clock_of(settings))


def forget_list_of(settings: Settings) -> Path:
    """The file of what must stay forgotten, whatever backup is restored."""
    named = settings.database.forget_list
    return Path(named or list_beside(place_of(settings.database.url)) or "convener.forgotten")


def chat_of(settings: Settings, store: SqlStore, clock: Clock) -> SlackWorkspaces:
    """The community's own workspace, and those that were installed beside it."""
    secret = dict(settings.secrets.known())
    base = settings.slack.api_base_url
    client = web_client(token=secret.get("slack_bot_token", ""), base_url=base)
    home = SlackMessenger(client=client, clock=clock, channel=settings.slack.channel)
    keys = AppKeys(
        client_id=secret.get("slack_client_id", ""),
        client_secret=secret.get("slack_client_secret", ""),
        token_keys=parts_of(secret.get("token_keys", "")),
        public_url=settings.web.public_url,
    )
    others = Installations(keys=keys, store=store, wire=home.wire, base_url=base, clock=clock)
    return SlackWorkspaces(home=home, others=others, clock=clock)


def meetings_of(settings: Settings, clock: Clock) -> Meetings:
    """Where sessions meet online: behind the link that stands, or on Zoom."""
    if settings.meetings.fixed:
        return FixedLink(**settings.meetings.link_that_stands())
    return ZoomMeetings(clock=clock, **settings.zoom_account())


def news_of(settings: Settings, clock: Clock) -> MeetingNews:
    """What reads the news of meetings, where any comes."""
    if settings.meetings.fixed:
        return NoNews()
    secret = settings.secrets.known().get("zoom_webhook_secret", "")
    return ZoomNews(secret, clock if settings.clock.simulated else None)


def backups_of(settings: Settings) -> BackupFolder | None:
    """Where nightly backups go. In pretended time only where a folder is named: nights pass quickly there."""
    if settings.clock.simulated and not settings.backup.folder:
        return None
    return backup_folder(settings.database.url, settings.backup.folder, settings.backup.keep_days)


def story_keys_of(settings: Settings) -> Path:
    """The folder of the keys of stories: outside the database, and in none of its backups."""
    named = settings.database.story_keys
    return Path(named or keys_beside(place_of(settings.database.url)) or NAMELESS_KEYS)


def desk_of(settings: Settings, store: SqlStore) -> Desk:
    """Everything a use case may ask for. Secrets that are missing are only missed by who uses them."""
    secret = dict(settings.secrets.known())
    key = secret.get("secret_key") or secrets.token_hex(32)  # a stand-by: links of one command
    earlier = [secret.get("secret_key_previous", "")]
    clock = clock_of(settings)
    messenger = chat_of(settings, store, clock)
    return Desk(
        store=store,
        clock=clock,
        messenger=messenger,
        workspaces=messenger.others,
        meetings=meetings_of(settings, clock),
        news=news_of(settings, clock),
        links=SignedLinks(key, earlier=earlier),
        vault=SecretVault(key, earlier=earlier),
        house=settings.house(),
        read_plan=plan_from,
        prompt_faults=prompt_faults,
        write_feed=write_feed,
        backups=backups_of(settings),
        rehearsals=Apart(partial(rehearsed, settings)),
        post_office=SmtpOffice(clock=clock, entry=entry, **settings.post())
        if settings.mail.host
        else None,
    )


def rehearsed(settings: Settings, until: datetime, session_id: str) -> Rehearsed:
    """What would happen until then, lived on a copy of this installation's database."""
    with closing(store_of(settings)) as store:
        return rehearse(desk_of(settings, store), settings.database.url, until, session_id)


@dataclass
class Serving:
    """The bot with its doors open. `stop` closes them without losing what is in hand."""

    desk: Desk
    store: SqlStore
    engine: Engine | None
    web: WebServer
    socket: SocketModeHandler | None
    alone: BaseFileLock | None

    def stop(self) -> None:
        if self.socket:
            self.socket.close()  # type: ignore[no-untyped-call]
        self.web.close()
        if self.engine:
            self.engine.stop()
        self.store.close()
        if self.alone:
            self.alone.release()


def open_doors(settings: Settings) -> Serving:
    """Open the store, the web door and Slack's door, and wind the alarm clock unless workers have one."""
    settings.ready_to_serve()
    alone = serve_alone(settings.database.url)
    store = store_of(settings)
    store.require_ready()
    store.sweep_keys()
    desk = desk_of(settings, store)
    ballots.take_in(desk)
    fixed_place.follow(desk)
    app = _slack_app(settings, desk)
    engine = None if settings.has_workers else _alarm_clock(settings, desk, store)
    web = serve_web(_web_app(settings, desk, app, engine), settings.web.listen)
    socket = _connect(app, settings) if settings.slack.transport == "socket" else None
    return Serving(desk=desk, store=store, engine=engine, web=web, socket=socket, alone=alone)


def _alarm_clock(settings: Settings, desk: Desk, store: SqlStore) -> Engine:
    ticks, hands = settings.engine.tick_seconds, settings.engine.concurrency
    engine = Engine(desk, tick_seconds=ticks, concurrency=hands)
    store.on_commit = engine.wake
    engine.start()
    return engine


def _slack_app(settings: Settings, desk: Desk) -> App:
    token = settings.need("slack_bot_token")
    return build_app(
        desk,
        client=web_client(token=token, base_url=settings.slack.api_base_url),
        token=token,
        signing_secret=settings.secrets.known().get("slack_signing_secret", ""),
        concurrency=SLACK_HANDS,
    )


def _web_app(settings: Settings, desk: Desk, app: App, engine: Engine | None) -> Flask:
    by_http = settings.slack.transport == "http"
    door = slack_door(app, settings.need("slack_signing_secret")) if by_http else None
    jobs = jobs_of(settings)
    return create_app(
        desk,
        slack_door=door,
        simulated=settings.clock.simulated,
        workers=jobs.workers if jobs else None,
        rest=engine.rest if engine else None,
        metrics_token=settings.secrets.known().get("metrics_token", ""),
        acts=OwnActs(desk),
    )


def _connect(app: App, settings: Settings) -> SocketModeHandler:
    """Connect to Slack; while Slack is away, keep trying beside everything else."""
    handler = SocketModeHandler(
        app, settings.need("slack_app_token"), concurrency=SLACK_HANDS, ping_interval=2
    )
    watch_line(handler.client)
    threading.Thread(target=keep_trying, args=(handler,), name="connect", daemon=True).start()
    return handler


def serve(settings: Settings) -> None:
    """Serve until told to stop."""
    stopping = threading.Event()
    on_the_word(stopping.set)
    serving = open_doors(settings)
    leave_be_what_stays()
    log.info("serving", action="serving", transport=settings.slack.transport)
    stopping.wait()
    serving.stop()


def work(settings: Settings, *, concurrency: int) -> None:
    """Do what falls due until told to stop. Raises NotReady, DatabaseNotReady, JobsNotReady, NoWorkers."""
    from scheduler.distributed import Worker

    jobs = jobs_of(settings)
    if jobs is None:
        raise NoWorkers
    settings.ready_to_work()
    with closing(store_of(settings)) as store:
        store.require_ready()
        jobs.require_ready()
        leave_be_what_stays()
        ticks = settings.engine.tick_seconds
        worker = Worker(desk_of(settings, store), jobs, tick_seconds=ticks, concurrency=concurrency)
        on_the_word(worker.stop)
        worker.run()
