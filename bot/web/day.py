"""The run of the day, for paper: a page for facilitators behind a signed link."""

import structlog
from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation.run_of_day import run_of_day
from bot.ports import BadSignature, Desk

log = structlog.get_logger(__name__)


def register(app: Flask, desk: Desk) -> None:
    @app.get("/facilitate/session/<int:month>/day")
    def day(month: int) -> ResponseReturnValue:
        try:
            seen = run_of_day(desk, request.args.get("key", ""), month)
        except BadSignature:
            log.info("day_stopped", session=month)
            return render_template("link_expired.html", month=month, session=None), 403
        return render_template("day.html", seen=seen)
