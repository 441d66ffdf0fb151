"""Room plans, every version of them."""

from typing import Any

import sqlalchemy as sa

from bot.domain.errors import ChangedMeanwhile, NoSuchThing
from bot.domain.sessions import RoomPlan
from bot.store.shape import Shape
from bot.store.statements import insert
from bot.store.tables import room_plan

PLAN = Shape(RoomPlan)
# asked for each message and page: put together once
NEWEST = (
    sa.select(room_plan)
    .where(room_plan.c.session_id == sa.bindparam("session"))
    .order_by(room_plan.c.version.desc())
    .limit(1)
)
PUBLISHED = NEWEST.where(room_plan.c.state == "published")
THAT_VERSION = NEWEST.where(room_plan.c.version == sa.bindparam("number"))


class SqlPlans:
    """The room plans within one transaction; what was read stays known until a new version is kept."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[object, ...], RoomPlan | None] = {}

    def read_anew(self) -> None:
        """What was read may have changed."""
        self._known.clear()

    def latest(self, session_id: str) -> RoomPlan | None:
        """The newest version, published or not."""
        return self._newest(NEWEST, session=session_id)

    def published(self, session_id: str) -> RoomPlan | None:
        """The newest version that people were told about."""
        return self._newest(PUBLISHED, session=session_id)

    def _newest(self, query: sa.Select[Any], **wanted: object) -> RoomPlan | None:
        asked = (id(query), *wanted.values())
        if asked not in self._known:
            row = self._connection.execute(query, wanted).mappings().one_or_none()
            self._known[asked] = None if row is None else PLAN.thing(row)
        return self._known[asked]

    def version(self, session_id: str, version: int) -> RoomPlan:
        """One version. Raises NoSuchThing."""
        found = self._newest(THAT_VERSION, session=session_id, number=version)
        if found is None:
            raise NoSuchThing(
                what="room plan", name=f"version {version}", hint="Look at the list of versions."
            )
        return found

    def versions(self, session_id: str) -> list[RoomPlan]:
        """Every version, the first one first."""
        query = sa.select(room_plan).where(room_plan.c.session_id == session_id)
        ordered = query.order_by(room_plan.c.version)
        return [PLAN.thing(row) for row in self._connection.execute(ordered).mappings()]

    def add(self, plan: RoomPlan) -> None:
        """Keep a new version. Raises ChangedMeanwhile where that version is taken."""
        self.read_anew()
        fresh = insert(room_plan, self._connection.dialect.name).on_conflict_do_nothing()
        statement = fresh.returning(room_plan.c.version)
        if self._connection.execute(statement, PLAN.row(plan)).one_or_none() is None:
            raise ChangedMeanwhile(who="Somebody else", what="the rooms")
