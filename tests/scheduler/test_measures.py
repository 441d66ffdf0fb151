"""Calls are counted with how they ended."""

import pytest
from prometheus_client import REGISTRY

from bot.ports import ComeBack
from scheduler.effects import deliver
from tests.faults.community import readied
from tests.faults.conftest import desk, world
from tests.faults.desks import effect_of
from tests.pg import sqlite_template, sqlite_url

__all__ = ["desk", "sqlite_template", "sqlite_url", "world"]


def counted(end: str) -> float:
    labels = {"system": "slack", "way": "call", "end": end}
    return REGISTRY.get_sample_value("convener_calls_total", labels) or 0.0


@pytest.mark.parametrize(("falls", "end"), [(None, "done"), (ComeBack("busy"), "put_off")])
def test_a_call_is_counted_once_by_how_it_ended(desk, world, falls, end, monkeypatch):
    def away(*_: object, **__: object) -> None:
        raise falls

    if falls:
        monkeypatch.setattr(desk.messenger, "post", away)
    before = counted(end)

    deliver(desk, effect_of(desk.store, readied(desk, not_before=desk.clock.now())).id)

    assert counted(end) == before + 1
