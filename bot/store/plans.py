"""Room plans, every version of them."""

import sqlalchemy as sa

from bot.domain.errors import ChangedMeanwhile, NoSuchThing
from bot.domain.sessions import SET_ASIDE, RoomPlan
from bot.store.shape import Shape
from bot.store.statements import among, insert
from bot.store.tables import room_plan

PLAN = Shape(RoomPlan)
# asked for each message and page: put together once
ITS = room_plan.c.session_id == sa.bindparam("session")
NEWEST = sa.select(sa.func.max(room_plan.c.version)).where(ITS)
TOLD = among(room_plan.c.state, ["published", SET_ASIDE])
PUBLISHED = NEWEST.where(TOLD)
THAT_VERSION = sa.select(room_plan).where(ITS, room_plan.c.version == sa.bindparam("number"))
AT_HAND = 8  # plans: that of each session people are told about just now, and the one before

Version = tuple[str, int]


class PlansAtHand:
    """The plans read last, so that a thousand messages about one plan do not read it a thousand times.

    A version is never changed once it is kept, so nothing here grows old.
    """

    def __init__(self) -> None:
        self._plans: dict[Version, RoomPlan] = {}

    def seek(self, version: Version) -> RoomPlan | None:
        return self._plans.get(version)

    def put(self, version: Version, plan: RoomPlan) -> None:
        while len(self._plans) >= AT_HAND:
            self._plans.pop(next(iter(self._plans), version), None)
        self._plans[version] = plan


class NewestPlans:
    """Which version is the newest of each session, and the newest that was told."""

    def __init__(self) -> None:
        self.known: dict[tuple[bool, str], int | None] = {}

    def forget(self) -> None:
        self.known.clear()


class SqlPlans:
    """The room plans within one transaction; what was read stays known until a new version is kept."""

    def __init__(
        self, connection: sa.Connection, at_hand: PlansAtHand, newest: NewestPlans
    ) -> None:
        self._connection, self._at_hand, self._newest_known = connection, at_hand, newest
        # added here: nobody's until this transaction is written
        self._ours: dict[Version, RoomPlan | None] = {}

    def read_anew(self) -> None:
        """What was read may have changed."""
        self._newest_known.forget()
        self._ours = dict.fromkeys(self._ours)

    def latest(self, session_id: str) -> RoomPlan | None:
        """The newest version, published or not."""
        return self._newest(session_id, published=False)

    def published(self, session_id: str) -> RoomPlan | None:
        """The newest version that people were told about, unless it was set aside since."""
        told = self._newest(session_id, published=True)
        return told if told and told.state != SET_ASIDE else None

    def _newest(self, session_id: str, *, published: bool) -> RoomPlan | None:
        asked = published, session_id
        known = self._newest_known.known
        if asked not in known:
            query = PUBLISHED if published else NEWEST
            known[asked] = self._connection.execute(query, {"session": session_id}).scalar()
        number = known[asked]
        return None if number is None else self._read(session_id, number)

    def _read(self, session_id: str, number: int) -> RoomPlan | None:
        version = session_id, number
        return self._at_hand.seek(version) or self._ours.get(version) or self._looked_up(version)

    def _looked_up(self, version: Version) -> RoomPlan | None:
        wanted = dict(zip(("session", "number"), version, strict=True))
        row = self._connection.execute(THAT_VERSION, wanted).mappings().one_or_none()
        plan = None if row is None else PLAN.thing(row)
        if version in self._ours:
            self._ours[version] = plan
        elif plan:
            self._at_hand.put(version, plan)
        return plan

    def version(self, session_id: str, version: int) -> RoomPlan:
        """One version. Raises NoSuchThing."""
        found = self._read(session_id, version)
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
        self._ours[plan.session_id, plan.version] = None
