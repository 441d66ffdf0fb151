"""This session: the page one opens first, or that of any other session."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bot.facilitation.this_session import at_a_glance
from bot.ports import Desk
from bot.web.facilitate.guarded import reader
from bot.web.facilitate.ways import with_way


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/")
    def home() -> ResponseReturnValue:
        return _page(desk, None)

    @pages.get("/session/<int:month>")
    def session(month: int) -> ResponseReturnValue:
        return _page(desk, month)


def _page(desk: Desk, month: int | None) -> ResponseReturnValue:
    seen = at_a_glance(desk, reader().person, month)
    needs = [with_way(need, seen.around.month) for need in seen.needs]
    return render_template("facilitate/session.html", seen=seen, around=seen.around, needs=needs)
