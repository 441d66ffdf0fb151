"""Actions and subgroups: several actions changed at once, a subgroup closed with what came of it."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation import actions_desk, subgroups, work_pages
from bot.facilitation.actions_desk import Change
from bot.ports import Desk
from bot.voice.mail import plain
from bot.voice.work_pages import CLOSED, DONE
from bot.web.facilitate.guarded import reader, tried


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/actions")
    def actions() -> ResponseReturnValue:
        return _page(desk)

    @pages.post("/actions")
    def change_actions() -> ResponseReturnValue:
        return _page(desk, lambda: _changed(desk))

    @pages.post("/actions/close/<subgroup_id>")
    def close_subgroup(subgroup_id: str) -> ResponseReturnValue:
        return _page(desk, lambda: _closed(desk, subgroup_id))


def _page(desk: Desk, act: Callable[[], str] | None = None) -> ResponseReturnValue:
    said, status = tried(act)
    seen = work_pages.work(desk, request.values.get("q", "").strip())
    return render_template("facilitate/actions.html", seen=seen, said=said), status


def _changed(desk: Desk) -> str:
    form = request.form
    wish = Change(
        way=form.get("way", ""),
        by=reader().person.id,
        due=_day(form.get("due", "")),
        to=form.get("person", ""),
        word=form.get("word", ""),
    )
    said = plain(actions_desk.change(desk, form.getlist("action"), wish))
    return f"{said} {DONE}"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _closed(desk: Desk, subgroup_id: str) -> str:
    subgroups.close(desk, subgroup_id, request.form.get("came", ""), by=reader().person.id)
    return CLOSED
