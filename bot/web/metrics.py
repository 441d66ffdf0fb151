"""What Prometheus may know: how much is owed and how late it is, how calls end, how fast the doors answer. No names."""

import hmac
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version

from flask import Flask, Request, Response, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.domain.effects import State
from bot.facilitation.alive import signs
from bot.facilitation.backups import kept
from bot.facilitation.heartbeat import stuck_now
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.web.guard import from_this_machine

NOT_A_MOMENT = timedelta(0)
DOOR_SECONDS = Histogram(
    "convener_door_seconds", "How long the web door took to answer", ["route", "status"]
)


def register(app: Flask, desk: Desk, token: str = "") -> None:
    """Without a token only this machine may ask; with one, whoever brings it."""
    registry = CollectorRegistry()
    registry.register(Owed(desk))

    @app.get("/metrics")
    def metrics() -> ResponseReturnValue:
        if not _may_ask(request, token):
            words = "Ask on the machine itself, or send the token: Authorization: Bearer ...\n"
            return Response(words, status=403, mimetype="text/plain")
        told = generate_latest(registry) + generate_latest(REGISTRY)
        return Response(told, content_type=CONTENT_TYPE_LATEST)


def _may_ask(asked: Request, token: str) -> bool:
    brought = asked.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    return from_this_machine(asked) or (
        bool(token) and hmac.compare_digest(brought, token.encode())
    )


class Owed(Collector):
    """What the database knows, asked for anew each time; the same from whichever process it is asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self) -> list[Metric]:
        return []  # known only once the database is asked

    def collect(self) -> Iterator[Metric]:
        with self._desk.store.read() as memory:
            setting = Setting(self._desk, memory)
            ledger, now = memory.effects, setting.now
            counts, backlog = ledger.count(), ledger.backlog(now)
            oldest = ledger.stuck(now, NOT_A_MOMENT, 1)
            stuck = {one.about: len(one.effects) for one in stuck_now(setting)}
            alive = sum(sign.fresh(now) for sign in signs(memory))
            mode, backup = ledger.restored(), kept(memory)
        lag = max((now - oldest[0].not_before).total_seconds(), 0.0) if oldest else 0.0
        yield _by("effects", "Effects in each state", "state", {s.value: counts[s] for s in State})
        yield GaugeMetricFamily(
            "convener_due", "Effects and duties whose time has come", backlog.due
        )
        yield GaugeMetricFamily(
            "convener_lag_seconds", "How late the oldest of what is due is", lag
        )
        yield _by("stuck", "Effects stuck for a quarter of an hour, or refused", "about", stuck)
        yield GaugeMetricFamily("convener_processes", "Processes that keep time", alive)
        looks_first = float(mode is not None and mode.holds(now))
        yield GaugeMetricFamily(
            "convener_reconciling", "Whether a restored backup looks first", looks_first
        )
        if backup.at:
            age = (now - backup.at).total_seconds()
            yield GaugeMetricFamily(
                "convener_backup_age_seconds", "Age of the last nightly backup", age
            )
        missed = float(bool(backup.failed_at))
        yield GaugeMetricFamily(
            "convener_backup_failed", "Whether the last nightly backup failed", missed
        )
        yield _by("version", "Which Convener this is", "version", {version("convener"): 1})


def _by(name: str, words: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(f"convener_{name}", words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def door_answered(route: str, status: int, seconds: float) -> None:
    """One answer of the web door: its route, never its path, for that may hold a person's token."""
    DOOR_SECONDS.labels(route, f"{status // 100}xx").observe(seconds)
