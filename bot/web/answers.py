"""What every answer of the web door has in common: safe headers, friendly refusals, one line in the log."""

import time
from collections.abc import Callable

import structlog
from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from bot.domain.errors import FacilitationError
from bot.domain.languages import ENGLISH, Language, say, speak
from bot.ports import MemoryAway
from bot.voice.languages import language_of
from bot.voice.mail import NOT_READ
from bot.web.metrics import door_answered

METHODS = frozenset(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
OFTEN = ("/health/", "/metrics")  # asked for every few seconds
SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}

ONLY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}

log = structlog.get_logger(__name__)


def in_words(act: Callable[[], str]) -> str:
    """What somebody reads of what they sent; also that it could not be read, or done."""
    try:
        return act()
    except ValueError:
        return say(NOT_READ)
    except MemoryAway:
        raise  # nothing is known of what became of it
    except FacilitationError as no:
        return no.message


def register(app: Flask, *, https: bool = False) -> None:
    safe = SAFE | (ONLY_HTTPS if https else {})

    @app.before_request
    def arrived() -> None:
        g.arrived = time.monotonic()
        speak(_asked_for())  # the request before in this thread may have been another's

    @app.after_request
    def answered(response: Response) -> Response:
        for header, said in safe.items():
            response.headers.setdefault(header, said)
        _note(response)
        return response

    @app.errorhandler(HTTPException)
    def refused(refusal: HTTPException) -> ResponseReturnValue:
        return _page(refusal.code or 500, headers=_allowed(refusal))

    @app.errorhandler(FacilitationError)
    def explained(trouble: FacilitationError) -> ResponseReturnValue:
        log.error("web_trouble", exc_info=trouble)
        return _page(503, trouble.message)

    @app.errorhandler(Exception)
    def fallen(cause: Exception) -> ResponseReturnValue:
        log.error("web_fell", exc_info=cause)
        return _page(500)


def _asked_for() -> Language:
    """On people's own pages what their browser asks for, until we know whose page it is; English everywhere else."""
    if not request.path.startswith("/me/"):
        return ENGLISH
    return language_of(request.accept_languages.best or "")


def _note(response: Response) -> None:
    """One line, without the path or query: those may hold a person's token."""
    route = request.url_rule.rule if request.url_rule else "unknown"
    seconds = time.monotonic() - g.get("arrived", time.monotonic())
    door_answered(route, response.status_code, seconds)
    told = log.debug if route.startswith(OFTEN) else log.info
    told(
        "web_answered",
        method=request.method if request.method in METHODS else "other",
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000),
    )


def _page(
    status: int, why: str = "", headers: dict[str, str] | None = None
) -> tuple[str, int, dict[str, str]]:
    name = {404: "not_found", 500: "fallen", 503: "fallen"}.get(status, "not_understood")
    return render_template(f"{name}.html", why=why), status, headers or {}


def _allowed(refusal: HTTPException) -> dict[str, str]:
    return {name: said for name, said in refusal.get_headers() if name in {"Allow", "Retry-After"}}
