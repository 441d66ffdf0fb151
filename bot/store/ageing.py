"""What goes by itself once it is older than the settings say, kind by kind: how many that were."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.effects import SETTLED
from bot.store import tables as t
from bot.voice.erasing import GONE, SOMEBODY

UNNAMED: Mapping[str, object] = {"words": GONE}


def inbox(connection: sa.Connection, before: datetime) -> int:
    """Gestures that were taken before this instant."""
    return connection.execute(sa.delete(t.gesture).where(t.gesture.c.at < before)).rowcount


def troubles(connection: sa.Connection, before: datetime) -> int:
    """The words of what troubled facilitators, where it was told before this instant; the line of it stays."""
    old = sa.select(t.effect.c.id, t.effect.c.payload).where(
        t.effect.c.kind == "trouble", t.effect.c.not_before < before, t.effect.c.state.in_(SETTLED)
    )
    found = [id for id, payload in connection.execute(old) if payload != UNNAMED]
    told = sa.update(t.effect).where(t.effect.c.id.in_(found))
    connection.execute(told.values(payload=UNNAMED, last_error=""))
    return len(found)


def sightings(connection: sa.Connection, before: datetime) -> int:
    """What Zoom told before this instant."""
    return connection.execute(sa.delete(t.sighting).where(t.sighting.c.at < before)).rowcount


def unsaid(connection: sa.Connection, before: datetime) -> list[str]:
    """Notes of words written to us, offered back before this instant and never taken: their ids."""
    offers = sa.select(t.effect.c.payload).where(
        t.effect.c.kind == "offer", t.effect.c.not_before < before
    )
    wanted = [
        f"heard:{payload.get('heard', '')}" for payload in connection.execute(offers).scalars()
    ]
    found = sa.select(t.note.c.id).where(t.note.c.id.in_(wanted)).order_by(t.note.c.id)
    return list(connection.execute(found).scalars())


def leftovers(connection: sa.Connection) -> None:
    """With everybody gone: what subgroups took on, who came as a guest, and the ways into meetings."""
    connection.execute(sa.update(t.action).values(what=GONE, word=""))
    connection.execute(sa.update(t.guest).values(name=SOMEBODY, email="", zone="UTC"))
    ways = {"join_url": "", "passcode": "", "dial_in": []}
    connection.execute(sa.update(t.meeting).values(**ways, sent=[], confirmed=[], trouble=""))
    connection.execute(sa.update(t.small_meeting).values(**ways))


REMOVES: Mapping[str, Callable[[sa.Connection, datetime], Any]] = {
    "inbox": inbox,
    "troubles": troubles,
    "sightings": sightings,
}
