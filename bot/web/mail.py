"""Pages out of a mail: whether one comes to the next session, and no more mail. Nothing happens by looking."""

from collections.abc import Callable

import structlog
from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue

from bot.domain.answers import Rsvp
from bot.facilitation import mail_wishes
from bot.ports import BadSignature, Desk
from bot.web.answers import in_words

log = structlog.get_logger(__name__)


def register(app: Flask, desk: Desk) -> None:
    """Programs look at every link in a mail, so only what is posted changes anything."""

    @app.get("/me/mail")
    def mail_page() -> ResponseReturnValue:
        return _answered(lambda key: _shown(desk, key))

    @app.post("/me/mail")
    def mail_ended() -> ResponseReturnValue:
        again = bool(request.form.get("again"))
        return _answered(lambda key: _shown(desk, key, mail_wishes.end(desk, key, again=again)))

    @app.post("/me/coming")
    def coming() -> ResponseReturnValue:
        return _answered(lambda key: _shown(desk, key, _said(desk, key)))


def _said(desk: Desk, key: str) -> str:
    """Write down whether somebody comes; what cannot be, in words."""
    session, answer = request.form.get("session", ""), request.form.get("answer", "")
    return in_words(lambda: mail_wishes.comes(desk, key, session, Rsvp(answer)))


def _shown(desk: Desk, key: str, said: str = "") -> ResponseReturnValue:
    return render_template("mail.html", key=key, said=said, seen=mail_wishes.page(desk, key))


def _answered(page: Callable[[str], ResponseReturnValue]) -> ResponseReturnValue:
    """A page for whoever holds the link; a mail program's own button sends its key in the address."""
    try:
        return page(request.form.get("key") or request.args.get("key", ""))
    except BadSignature:
        log.info("mail_page_stopped")
        return render_template("not_available.html"), 403
