"""The run of the day, on a screen and on paper: for whoever has signed in, or behind a signed link of its own."""

import structlog
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation.run_of_day import on_the_day, run_of_day
from bot.ports import BadSignature, Desk
from bot.web.facilitate.guarded import reader

log = structlog.get_logger(__name__)


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/session/<int:month>/day")
    def day(month: int) -> ResponseReturnValue:
        if "key" not in request.args:
            seen = on_the_day(desk, reader().person, month)
            return render_template("facilitate/day.html", seen=seen, around=seen.around)
        try:
            seen = run_of_day(desk, request.args["key"], month)
        except BadSignature:
            log.info("day_stopped", session=month)
            return render_template("link_expired.html", month=month, session=None), 403
        return render_template("facilitate/day.html", seen=seen)
