"""Opening a session's meeting as its host: the link is fetched at that moment, passed on, and kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog
from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.domain.meetings import MeetingRecord
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import personal_links
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import BadSignature, ComeBack, Desk, Gone, Refused, Uncertain

PURPOSE = "start"
GOOD_FOR = timedelta(days=30)
PREVIEW = (
    "Slackbot"  # Slack's own look at a link; it must not count as somebody opening the meeting
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Who opens which meeting."""

    person: Participant
    session: Session
    meeting: MeetingRecord


class Stopped(Exception):
    """It cannot be opened; a page says why and what to do."""

    def __init__(self, page: str, status: int, session: Session | None = None) -> None:
        super().__init__(page)
        self.page, self.status, self.session = page, status, session


def register(app: Flask, desk: Desk) -> None:
    @app.get("/facilitate/session/<int:month>/start")
    def start(month: int) -> ResponseReturnValue:
        try:
            opening = _opening(desk, request.args.get("key", ""), month)
            if request.method == "HEAD" or PREVIEW in request.headers.get("User-Agent", ""):
                return render_template("preview.html", session=opening.session)
            return _opened(desk, opening)
        except Stopped as stop:
            log.info("start_stopped", why=stop.page, session=month)
            return render_template(
                f"{stop.page}.html", month=month, session=stop.session
            ), stop.status


def _opening(desk: Desk, key: str, month: int) -> Opening:
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        facts = _facts(setting, key)
        session = memory.sessions.seek(facts.get("session", ""))
        if session is None or session.month != month:
            raise Stopped("link_expired", 403)
        person = _facilitator(setting, facts.get("person", ""))
        meeting = memory.meetings.seek(session.id)
    if meeting is None or meeting.state == "gone" or session.cancelled:
        raise Stopped("no_meeting", 404, session)
    return Opening(person=person, session=session, meeting=meeting)


def _facts(setting: Setting, key: str) -> Mapping[str, str]:
    try:
        return personal_links.read(setting, PURPOSE, key, max_age=GOOD_FOR)
    except BadSignature:
        raise Stopped("link_expired", 403) from None


def _facilitator(setting: Setting, person_id: str) -> Participant:
    person = setting.one(person_id)
    if person is None or person not in setting.facilitators:
        raise Stopped("link_expired", 403)
    return person


def _opened(desk: Desk, opening: Opening) -> ResponseReturnValue:
    try:
        link = desk.meetings.start_link(opening.meeting.meeting_id)
    except Gone:
        raise Stopped("no_meeting", 404, opening.session) from None
    except (Refused, ComeBack, Uncertain) as trouble:
        return _zoom_away(opening, trouble.reason)
    with desk.store.begin() as memory:
        about = opening.session.id
        trace(Setting(desk, memory), opening.person.id, "opened the meeting as host", about)
    log.info("meeting_opened", session=opening.session.month)
    return redirect(link, 302)


def _zoom_away(opening: Opening, reason: str) -> ResponseReturnValue:
    log.warning("start_stopped", why="zoom_away", session=opening.session.month)
    page = render_template("zoom_away.html", opening=opening, reason=reason)
    return page, 503, {"Retry-After": "10"}
