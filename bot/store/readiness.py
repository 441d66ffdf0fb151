"""Whether a database has the form this program expects."""

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.store.errors import DatabaseNotReady
from bot.store.migrations import HEAD
from bot.store.places import file_of, shown

UPGRADE = "Run `convener db upgrade`."
NEWER = "Install the newer Convener again, or restore a backup from before."
VERSION = sa.table("alembic_version", sa.column("version_num", sa.String()))


def version_of(connection: sa.Connection) -> str | None:
    """The version of the database's form; None where it has none yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.select(VERSION.c.version_num)).scalar_one_or_none()


def version_at(place: URL, engine: sa.Engine) -> str | None:
    """The same, without making a file where there is none."""
    path = file_of(place)
    if path is not None and not path.exists():
        return None
    with engine.connect() as connection:
        return version_of(connection)


def require_ready(place: URL, engine: sa.Engine) -> None:
    """Raises DatabaseNotReady for a database that is empty, older or newer than this program."""
    found = version_at(place, engine)
    if found == HEAD:
        return
    if found is None:
        raise DatabaseNotReady(place=shown(place), state="was never set up", cure=UPGRADE)
    if found > HEAD:
        raise DatabaseNotReady(
            place=shown(place), state=f"was upgraded by a newer Convener ({found})", cure=NEWER
        )
    raise DatabaseNotReady(place=shown(place), state=f"is of an older form ({found})", cure=UPGRADE)
