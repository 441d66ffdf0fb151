"""Slack's door in HTTP mode: a guard who checks who writes and whether it can be read, then Bolt."""

from collections.abc import Callable

import structlog
from flask import Request, Response
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.flask.handler import to_bolt_request, to_flask_response
from slack_sdk.signature import SignatureVerifier
from werkzeug.exceptions import RequestEntityTooLarge

from bot.web.reading import Unreadable, check_readable, text_of

Door = Callable[[Request], Response]

log = structlog.get_logger(__name__)


def slack_door(app: App, signing_secret: str) -> Door:
    """What answers Slack: 413, 401 and 400 by the guard, everything else by the app.

    The signature is held against real time, whatever clock the programme lives by.
    """
    verifier = SignatureVerifier(signing_secret)

    def answer(request: Request) -> Response:
        try:
            body = text_of(request.get_data())
            if not _signed(verifier, request, body):
                return _refused(401, "bad_signature", request)
            check_readable(body, request.mimetype)
            return to_flask_response(app.dispatch(_for_bolt(request)))
        except RequestEntityTooLarge:
            return _refused(413, "too_large", request)
        except Unreadable as trouble:
            return _refused(400, trouble.why, request)

    return answer


def _signed(verifier: SignatureVerifier, request: Request, body: str) -> bool:
    try:
        return verifier.is_valid(
            body=body,
            timestamp=request.headers.get("X-Slack-Request-Timestamp"),
            signature=request.headers.get("X-Slack-Signature"),
        )
    except (ValueError, TypeError):  # a stamp that is no number, a signature that is no ASCII
        return False


def _for_bolt(request: Request) -> BoltRequest:
    try:
        return to_bolt_request(request)
    except (AttributeError, KeyError, TypeError, ValueError):  # how Bolt trips over an odd shape
        raise Unreadable("odd_shape") from None


def _refused(status: int, why: str, request: Request) -> Response:
    log.warning("slack_refused", why=why, status=status, size=request.content_length or 0)
    return Response(status=status)
