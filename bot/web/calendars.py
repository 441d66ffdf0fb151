"""A person's own calendar: a page that says how to add it, and the file that calendar programs fetch."""

from collections.abc import Callable
from urllib.parse import quote

import structlog
from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation import calendars
from bot.facilitation.calendar_links import reader
from bot.facilitation.setting import Setting
from bot.ports import BadSignature, Desk

KIND = "text/calendar; charset=utf-8"
ASK_FIRST = "private, no-cache"  # keep it, but ask each time whether it still holds
GOOGLE = "https://calendar.google.com/calendar/r?cid="

log = structlog.get_logger(__name__)


def register(app: Flask, desk: Desk) -> None:
    @app.get("/calendar/<token>.ics")
    def calendar_file(token: str) -> ResponseReturnValue:
        return _answered(lambda: _file(calendars.fetch(desk, token)))

    @app.get("/calendar/<token>")
    def calendar_page(token: str) -> ResponseReturnValue:
        return _answered(lambda: _page(desk, token))


def _file(fetched: calendars.Fetched) -> Response:
    """The file, or only that nothing has changed. Its bytes say when they were written, so the mark is a weak one."""
    made = Response(fetched.file, content_type=KIND)
    made.headers["Cache-Control"] = ASK_FIRST
    made.headers["Content-Disposition"] = 'inline; filename="sessions.ics"'
    made.set_etag(fetched.mark, weak=True)
    made.make_conditional(request)
    return made


def _page(desk: Desk, token: str) -> ResponseReturnValue:
    with desk.store.read() as memory:
        reader(Setting(desk, memory), token)
    address = f"{desk.house.public_url or request.host_url.rstrip('/')}/calendar/{token}.ics"
    program = f"webcal:{address.partition(':')[2]}"
    google = f"{GOOGLE}{quote(program, safe='')}"
    return render_template("calendar.html", address=address, program=program, google=google)


def _answered(page: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    try:
        return page()
    except BadSignature:
        log.info("calendar_stopped")
        return render_template("not_available.html"), 403
