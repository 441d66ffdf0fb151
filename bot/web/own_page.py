"""A person's own page at /me/TOKEN: looking changes nothing, and all that is posted there works without a script."""

from collections.abc import Callable

import structlog
from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.domain.answers import Rsvp
from bot.domain.languages import say
from bot.facilitation import own_page, paper_links
from bot.ports import Acts, BadSignature, Desk
from bot.voice.own_pages import LABELS, NO_SUCH_CODE, NOTED
from bot.web.answers import in_words
from bot.web.drawing.drawn import Pen

log = structlog.get_logger(__name__)


def register(app: Flask, desk: Desk, acts: Acts | None = None) -> None:
    @app.get("/me/at")
    def own_code() -> ResponseReturnValue:
        return render_template("own_code.html", said="")

    @app.post("/me/at")
    def own_code_typed() -> ResponseReturnValue:
        return _opened(desk, request.form.get("code", ""))

    @app.get("/me/<token>")
    def own(token: str) -> ResponseReturnValue:
        return answered(lambda: _shown(desk, acts, token))

    @app.post("/me/<token>")
    def says(token: str) -> ResponseReturnValue:
        return answered(lambda: _shown(desk, acts, token, _said(desk, token)))


def _opened(desk: Desk, code: str) -> ResponseReturnValue:
    """To the page behind a code out of a letter."""
    try:
        return redirect(url_for("own", token=paper_links.token_behind(desk, code)), 303)
    except BadSignature:
        log.info("own_page_stopped")
        return render_template("own_code.html", said=say(NO_SUCH_CODE)), 403


def _said(desk: Desk, token: str) -> str:
    """Write down whether somebody comes, and to which part; what cannot be, in words."""
    form = request.form
    session, rounds = form.get("session", ""), form.getlist("rounds")
    return in_words(
        lambda: own_page.comes(desk, token, session, Rsvp(form.get("answer", "")), rounds)
    )


def _shown(desk: Desk, acts: Acts | None, token: str, said: str = "") -> ResponseReturnValue:
    pen = Pen(acts, token, "today") if acts else None
    said = said or (say(NOTED) if request.args.get("noted") else "")
    seen = own_page.page(desk, token)
    return render_template("me.html", token=token, said=said, seen=seen, pen=pen, labels=LABELS)


def answered(page: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """A page for whoever holds the link; for all others that it is none of theirs."""
    try:
        return page()
    except BadSignature:
        log.info("own_page_stopped")
        return render_template("not_available.html"), 403
