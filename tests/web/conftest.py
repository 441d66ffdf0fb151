"""A real web door on 127.0.0.1, on a real database, with a Zoom that answers as it is told."""

import hashlib
import hmac
import io
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import requests
from slack_bolt.authorization import AuthorizeResult

from bot.domain.meetings import ZOOM, MeetingPlace, MeetingRecord
from bot.domain.programme import Mode
from bot.domain.roster import FACILITATOR, LAY, Participant
from bot.domain.sessions import Session
from bot.logs import set_up_logs
from bot.ports import Desk, House
from bot.slack.acks import MeasuredApp
from bot.slack.own_acts import OwnActs
from bot.store.sql_store import SqlStore
from bot.web.app import create_app
from bot.web.serving import serve_web
from bot.web.slack import slack_door
from integrations.calendar.feed import write_feed
from integrations.links import SignedLinks
from integrations.vault import SecretVault
from integrations.zoom.news import ZoomNews
from tests.pg import sqlite_store, sqlite_template, sqlite_url

__all__ = ["sqlite_store", "sqlite_template", "sqlite_url"]

NOW = datetime(2027, 2, 17, 19, 50, tzinfo=UTC)
VAULT = SecretVault("a secret that only these tests know")
SIGNING_SECRET, ZOOM_SECRET = "slack-signs-with-this", "zoom-signs-with-this"
START_LINK = "https://zoom.example/s/95204914252?zak=only-for-the-host"


@dataclass
class StoppedClock:
    """Time stands still until a test moves it."""

    instant: datetime = NOW

    def now(self) -> datetime:
        return self.instant


@dataclass
class PretendMeetings:
    """A Zoom that gives the host's link, or says what it is told to say."""

    trouble: Exception | None = None
    place: MeetingPlace = ZOOM
    asked: list[str] = field(default_factory=list)

    def start_link(self, meeting_id: str) -> str:
        self.asked.append(meeting_id)
        if self.trouble:
            raise self.trouble
        return START_LINK


@pytest.fixture
def zoom():
    return PretendMeetings()


@pytest.fixture
def store(sqlite_store):
    return sqlite_store


@pytest.fixture
def desk(store, zoom):
    return Desk(
        store=store,
        clock=StoppedClock(),
        messenger=None,
        meetings=zoom,
        news=ZoomNews(ZOOM_SECRET),
        links=SignedLinks("a secret that only these tests know"),
        vault=VAULT,
        house=House(name="Recovery at home"),
        read_plan=None,
        prompt_faults=None,
        write_feed=write_feed,
    )


@pytest.fixture
def heard():
    """What got through to Slack's app."""
    return []


@pytest.fixture
def app(heard):
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="U0")
    app = MeasuredApp(
        signing_secret=SIGNING_SECRET,
        authorize=lambda **_: known,
        process_before_response=True,
    )

    @app.command("/convene")
    def convene(ack, command):
        heard.append(command["text"])
        ack("Here is what you can do.")

    @app.event("app_home_opened")
    def opened(event):
        heard.append(event["user"])

    @app.action("yes")
    def pressed(ack, body):
        heard.append(body["user"]["id"])
        ack()

    @app.view("agree")
    def agreed(ack, view):
        heard.append(view["id"])
        ack()

    return app


@pytest.fixture
def door(desk, app):
    """The address of an open door."""
    web = create_app(
        desk, slack_door=slack_door(app, SIGNING_SECRET), simulated=True, acts=OwnActs(desk)
    )
    server = serve_web(web, "127.0.0.1:0", threads=2)
    yield server.url
    server.close()


@pytest.fixture
def posted(door):
    """Posts to Slack's place at the door, signed as Slack signs unless told otherwise."""

    def post(body, kind="application/json", *, at=None, secret=SIGNING_SECRET, **headers):
        stamp = str(int(time.time() if at is None else at))
        signed = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(secret, stamp, body),
        }
        return requests.post(
            f"{door}/slack/events", data=body, headers=signed | headers, timeout=30
        )

    return post


def signature(secret: str, stamp: str, body: bytes) -> str:
    return (
        "v0="
        + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    )


def a_person(id: str, role: str = LAY, **more: str) -> Participant:
    return Participant(
        id=id,
        name=f"Person {id}",
        email=f"{id}@example.org",
        role=role,
        organisation="Northfield",
        zone="Europe/London",
        **more,
    )


@pytest.fixture
def community(store):
    """A facilitator, a lay person, and a second session with its Zoom meeting."""
    session = Session(
        id="s2",
        month=2,
        title="Coming home",
        mode=Mode.VIRTUAL,
        zone="Europe/London",
        wall="2027-02-17T20:00",
        starts_at=NOW.replace(hour=20, minute=0),
        ends_at=NOW.replace(hour=21, minute=30),
    )
    meeting = MeetingRecord(
        session_id="s2",
        meeting_id="95204914252",
        host="host@example.org",
        join_url="https://zoom.example/j/95204914252",
        passcode="271828",
    )
    with store.begin() as memory:
        memory.people.save(a_person("p1", FACILITATOR))
        memory.people.save(a_person("p2"))
        memory.sessions.save(session)
        memory.meetings.save(meeting)
    return session


@pytest.fixture
def said():
    """The log as text."""
    written = io.StringIO()
    set_up_logs(stream=written)
    return written


def lose(store: SqlStore, table: str) -> None:
    """Damages the database behind the store's back."""
    with closing(sqlite3.connect(store.place.database)) as other:
        other.execute(f"ALTER TABLE {table} RENAME TO lost")
        other.commit()
