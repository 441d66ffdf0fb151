"""Gestures that were taken already, each with the answer it got."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa

from bot.ports import AlreadyTaken, Json
from bot.store.columns import in_utc
from bot.store.statements import insert_new
from bot.store.tables import gesture as taken


class SqlInbox:
    """The inbox within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def answer_to(self, gesture: str) -> Json | None:
        """What was answered when this gesture came first, if it came before."""
        query = sa.select(taken.c.answer).where(taken.c.id == gesture)
        answer: Mapping[str, Any] | None = self._connection.execute(query).scalar_one_or_none()
        return answer

    def keep(self, gesture: str, answer: Json, at: datetime) -> None:
        """Remember the answer. Raises AlreadyTaken where the gesture was taken meanwhile."""
        # the day is enough; the hour would say when somebody answered without a name
        day = datetime.combine(in_utc(at), time(), UTC)
        row = {"id": gesture, "answer": dict(answer), "at": day}
        statement = insert_new(taken, "id", "id", self._connection.dialect.name)
        if self._connection.execute(statement, row).one_or_none() is None:
            raise AlreadyTaken(gesture)
