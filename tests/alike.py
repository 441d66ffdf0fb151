"""Every test has a database of its own, but the statements are the same: they are put together once for all of them."""

import sqlalchemy as sa

from bot.store import engines

ROOM = 5000  # for all statements of ours several times over


def share_statements() -> None:
    """From now on SQLite's engines of this process share one dialect, and what it has put together."""
    model, made = sa.create_engine("sqlite://", query_cache_size=ROOM), engines._pooled
    model.connect().close()  # it learns what this SQLite can do

    def pooled(place, *how, **more):
        engine = made(place, *how, **more)
        if place.drivername == "sqlite":
            engine.dialect, engine._compiled_cache = model.dialect, model._compiled_cache
        return engine

    engines._pooled = pooled
