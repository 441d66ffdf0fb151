"""Whether we are alive, whether we can work, and how much is waiting to be done."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

import structlog
from flask import Flask, Request, jsonify, request
from flask.typing import ResponseReturnValue

from bot.domain.errors import FacilitationError
from bot.ports import Desk, Workers
from bot.web.guard import from_this_machine

log = structlog.get_logger(__name__)

Rest = Callable[[float], bool]
LONGEST_REST = 10.0

# Doors stay open without workers: what people do is kept, and to turn them away would help nobody.
NOBODY = (
    "No worker has been seen for a minute. Nothing leaves until one is started: convener worker."
)


def register(
    app: Flask,
    desk: Desk,
    workers: Callable[[], Workers] | None = None,
    rest: Rest | None = None,
) -> None:
    @app.get("/health/live")
    def live() -> ResponseReturnValue:
        return jsonify(live=True)

    @app.get("/health/ready")
    def ready() -> ResponseReturnValue:
        patience = _patience(request) if rest else 0.0
        rested = bool(rest and patience and rest(patience))
        try:
            now = desk.clock.now()
            with desk.store.read() as memory:
                backlog, mode = memory.effects.backlog(now), memory.effects.restored()
                ahead = (memory.effects.next_turn(now), memory.duties.next_due(now))
            hands = _hands(workers() if workers else None)
            if desk.store.trouble:
                return jsonify(ready=False, why=desk.store.trouble, backlog=asdict(backlog)), 503
        except FacilitationError as trouble:
            return jsonify(ready=False, why=trouble.message), 503
        except Exception:
            log.error("not_ready", exc_info=True)
            return jsonify(ready=False, why="The database cannot be read."), 503
        if rest and backlog.due and not patience:
            rest(0.0)  # what somebody sees to be due need not wait for the next tick
        told = {"ready": True, "now": instant(now), "backlog": asdict(backlog), **hands}
        if patience:
            told["rested"] = rested
        soonest = min((each for each in ahead if each), default=None)
        told["next"] = instant(soonest) if soonest else None
        if mode and mode.holds(now):
            told["reconciling"] = {"since": instant(mode.since), "until": instant(mode.until)}
        return jsonify(told)


def _patience(asked: Request) -> float:
    """How many seconds the asker would wait until all is done that can be done by now: only on the machine itself."""
    wanted = asked.args.get("rest", 0.0, type=float)
    return min(wanted, LONGEST_REST) if wanted > 0 and from_this_machine(asked) else 0.0


def _hands(workers: Workers | None) -> dict[str, object]:
    if workers is None:
        return {}
    return {"workers": workers.seen} | ({} if workers.seen else {"note": NOBODY})


def instant(moment: datetime) -> str:
    """A UTC instant as other programs read it: 2027-02-24T20:00:00Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
