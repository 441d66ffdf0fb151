"""Actions and subgroups: what people took on, several of them changed at once, each owner told once."""

from html import unescape

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation.actions_desk import Change, change
from bot.facilitation.follow_on_page import follow_on_page
from bot.facilitation.this_session import around_now
from bot.ports import Desk
from bot.voice.actions_desk import WAYS
from bot.web.answers import in_words
from bot.web.facilitate.guarded import reader
from bot.web.facilitate.reading import a_day


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/actions")
    def actions() -> ResponseReturnValue:
        return _page(desk)

    @pages.post("/actions")
    def several() -> ResponseReturnValue:
        form = request.form
        wish = Change(
            way=form.get("way", ""), by=reader().person.id, due=a_day(form.get("due", "")),
            to=form.get("person", ""), word=form.get("word", ""),
        )  # fmt: skip
        return _page(desk, in_words(lambda: unescape(change(desk, form.getlist("action"), wish))))


def _page(desk: Desk, said: str = "") -> str:
    wanted = request.args.get("q", "")
    return render_template(
        "facilitate/actions.html",
        seen=follow_on_page(desk, wanted),
        around=around_now(desk, reader().person),
        wanted=wanted,
        said=said,
        ways=WAYS,
    )
