"""Further Slack workspaces at the web door: an invitation leads to Slack's own page, and back from it once."""

from typing import Any

import structlog
from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.domain.errors import FacilitationError
from bot.facilitation import workspaces
from bot.ports import Desk
from bot.voice.workspaces import NOBODY_AGREED

COOKIE = "convener-installing"
BACK = "/slack/oauth_redirect"
PREVIEW = "Slackbot"  # Slack's own look at a link; it must not begin anything

log = structlog.get_logger(__name__)


def register(app: Flask, desk: Desk) -> None:
    back = f"{desk.house.public_url}{BACK}"

    @app.get("/slack/install")
    def install() -> ResponseReturnValue:
        if request.method == "HEAD" or PREVIEW in request.headers.get("User-Agent", ""):
            return render_template("install_preview.html")
        try:
            begun = workspaces.begin(desk, request.args.get("key", ""), back=back)
        except FacilitationError as no:
            return _refused(no)
        page = Response(status=302, headers={"Location": begun.address})
        page.set_cookie(COOKIE, begun.ticket, **_ticket(https=back.startswith("https://")))
        return page

    @app.get(BACK)
    def came_back() -> ResponseReturnValue:
        if request.method == "HEAD" or request.args.get("error"):
            return render_template("install_refused.html", words=DECLINED), 403
        try:
            joined = workspaces.join(
                desk,
                request.args.get("code", ""),
                state=request.args.get("state", ""),
                ticket=request.cookies.get(COOKIE, ""),
                back=back,
            )
        except FacilitationError as no:
            return _refused(no)
        log.info("workspace_joined", team=joined.id)
        page = Response(render_template("installed.html", workspace=joined))
        page.delete_cookie(COOKIE, path="/slack")
        return page


DECLINED = NOBODY_AGREED


def _refused(no: FacilitationError) -> ResponseReturnValue:
    log.info("workspace_refused", why=type(no).__name__)
    status = 503 if isinstance(no, workspaces.SlackSaysNo) else 403
    return render_template("install_refused.html", words=no.message), status


def _ticket(*, https: bool) -> dict[str, Any]:
    """This browser alone can finish what it began: a link that came from elsewhere finds no ticket."""
    return {
        "max_age": workspaces.AGREED_WITHIN,
        "path": "/slack",
        "secure": https,
        "httponly": True,
        "samesite": "Lax",  # Slack sends the browser back by a link
    }
