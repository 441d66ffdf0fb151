"""What can go wrong between us and our memory, in words."""

from sqlalchemy.exc import DontWrapMixin

from bot.domain.errors import FacilitationError, NaiveTime
from bot.ports import MemoryAway


class DatabaseNotReady(FacilitationError):
    """The database {place} {state}. {cure}"""


class DatabaseAway(MemoryAway):
    """The database does not answer. Start it, or mend [database] url, then try again."""


class DatabaseBusy(MemoryAway):
    """Others kept the database busy for more than {seconds} seconds. Nothing was changed; try again."""


class DatabaseDamaged(FacilitationError):
    """The database is damaged, or is no database at all. Restore the last backup."""


class DiskFull(MemoryAway):
    """The disk that holds the database is full. Nothing was changed; make room, then try again."""


class NotADatabase(FacilitationError):
    """{url} is not a database we can use. Write sqlite:///FILE or postgresql+psycopg://HOST/NAME."""


class NotWritable(FacilitationError):
    """This account may not write to the database. Use the account that runs `convener serve`."""


class NoPlaceForKeys(FacilitationError):
    """There is no folder for the keys of stories. Name one that no backup holds: [database] story_keys."""


class NotWhileReading(FacilitationError):
    """Nothing can be written during a look. Open the write transaction first and look inside it."""


class NaiveInstant(NaiveTime, DontWrapMixin):
    """{field} has no time zone. Give a UTC instant or a wall time with its city."""
