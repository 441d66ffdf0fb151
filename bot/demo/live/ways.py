"""How the page answers an act: words for its script, or the page again for a browser without one."""

from typing import Any

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

SCRIPT = "X-Page"  # the page's own script says so with every request


def by_script() -> bool:
    return SCRIPT in request.headers


def done(told: dict[str, Any] | None = None) -> ResponseReturnValue:
    """It is done; `told` is for the page's script."""
    if by_script():
        return jsonify(told or {})
    return redirect(request.referrer or url_for("page"), 303)


def answered(told: dict[str, Any]) -> ResponseReturnValue:
    """What Slack itself would show the person where the bot did not take what they did."""
    ack = told.get("ack")
    if ack and not ack["ok"]:
        return done({"told": told.get("words") or "Slack shows: something went wrong. Try again."})
    return done()
