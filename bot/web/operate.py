"""For whoever runs the machine: what is owed and what is still to come, without a word of what it says."""

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue

from bot.domain.effects import Duty, Effect, State
from bot.ports import Desk
from bot.web.guard import from_this_machine
from bot.web.health import instant

USUAL, MOST = 200, 10_000


def register(app: Flask, desk: Desk) -> None:
    @app.get("/operate/effects")
    def effects() -> ResponseReturnValue:
        if not from_this_machine(request):
            return jsonify(error="Only on the machine itself: ask 127.0.0.1 there."), 403
        try:
            states = _states(request.args.get("state", ""))
            limit = min(max(int(request.args.get("limit", USUAL)), 0), MOST)
        except ValueError:
            known = ", ".join(State)
            return jsonify(error=f"limit is a number; state is any of {known}."), 400
        return jsonify(_ledger(desk, states, limit, waiting="waiting" in request.args))


def _states(asked: str) -> list[State]:
    return list(dict.fromkeys(State(name) for name in asked.split(",") if name))


def _ledger(desk: Desk, states: list[State], limit: int, *, waiting: bool) -> dict[str, object]:
    with desk.store.read() as memory:
        counts, owed = memory.effects.count(), memory.effects.newest(limit, states=states)
        last = memory.effects.newest(1)
        to_come = memory.duties.waiting() if waiting else []
    told: dict[str, object] = {
        "now": instant(desk.clock.now()),
        "total": sum(counts[state] for state in states or counts),
        "states": {state.value: number for state, number in counts.items()},
        "newest": last[0].id if last else 0,
        "effects": [_effect(effect) for effect in owed],
    }
    if waiting:
        told["waiting"] = [_duty(duty) for duty in to_come[:limit]]
    return told


def _effect(effect: Effect) -> dict[str, object]:
    return {
        "id": effect.id,
        "key": effect.key,
        "kind": effect.kind,
        "state": effect.state.value,
        "attempts": effect.attempt,
        "not_before": instant(effect.not_before),
        "try_at": instant(effect.try_at),
        "claimed_at": instant(effect.claimed_at) if effect.claimed_at else None,
        "expires_at": instant(effect.expires_at) if effect.expires_at else None,
        "after": effect.after or None,
    }


def _duty(duty: Duty) -> dict[str, object]:
    return {"key": duty.key, "kind": duty.kind, "due_at": instant(duty.due_at)}
