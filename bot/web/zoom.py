"""Zoom's door: news of meetings, taken once, or asked for again when it could not be written down."""

import structlog
from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue

from bot.facilitation.news import take
from bot.ports import AlreadyTaken, BadSignature, Desk, MeetingEvent, Unreadable

log = structlog.get_logger(__name__)


def register(app: Flask, desk: Desk) -> None:
    @app.post("/zoom/events")
    def zoom_news() -> ResponseReturnValue:
        try:
            event = desk.news.read(dict(request.headers), request.get_data())
        except BadSignature:
            return _refused(401, "bad_signature")
        except Unreadable:
            return _refused(400, "unreadable")
        if event.answer is not None:
            return jsonify(dict(event.answer))
        return _taken(desk, event)


def _taken(desk: Desk, event: MeetingEvent) -> Response:
    try:
        take(desk, event)
    except AlreadyTaken:
        return Response(status=204)
    except Exception:
        log.error("zoom_news_not_taken", kind=event.kind, exc_info=True)
        return Response(status=503)
    return Response(status=204)


def _refused(status: int, why: str) -> Response:
    log.warning("zoom_refused", why=why, status=status, size=request.content_length or 0)
    return Response(status=status)
