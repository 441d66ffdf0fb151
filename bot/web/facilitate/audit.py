"""The audit: what facilitators did, by person and day, a page at a time."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation.audit_page import Asked, audit_page
from bot.facilitation.this_session import around_now
from bot.ports import Desk
from bot.web.facilitate.guarded import reader
from bot.web.facilitate.reading import number


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/audit")
    def audit() -> ResponseReturnValue:
        asked = Asked(
            who=request.args.get("who", ""),
            day=_day(request.args.get("day", "")),
            page=max(number(request.args.get("page", "")), 1),
        )
        seen = audit_page(desk, reader().person, asked)
        return render_template(
            "facilitate/audit.html",
            seen=seen,
            around=around_now(desk, reader().person),
            asked=asked,
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
