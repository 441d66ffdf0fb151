"""Where a database is: its URL, understood and shown without its password."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import NotADatabase

DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def place_of(url: str) -> URL:
    """The URL with the driver we use. Raises NotADatabase."""
    try:
        place = make_url(url)
    except ArgumentError:
        raise NotADatabase(url=url) from None
    driver = DRIVERS.get(place.drivername)
    if driver is None or (driver == "sqlite" and place.database in (None, "", ":memory:")):
        raise NotADatabase(url=shown(place))
    return place.set(drivername=driver)


def shown(place: URL) -> str:
    """The place as people may see it: the file, or the server and name without the password."""
    if place.drivername.startswith("sqlite"):
        return str(place.database)
    return place.set(query={}).render_as_string(hide_password=True)


def file_of(place: URL) -> Path | None:
    """The file of an SQLite database."""
    return Path(str(place.database)) if place.drivername == "sqlite" else None


def libpq_address(place: URL) -> str:
    """The same server as PostgreSQL's own library is told of it."""
    return place.set(drivername="postgresql").render_as_string(hide_password=False)
