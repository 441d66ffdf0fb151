"""slack_sdk's own store of installations, with every token sealed on its way in and opened on its way out."""

import copy
import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

import sqlalchemy as sa
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore

from integrations.slack.sealing import Seal

SEALED = ("bot_token", "bot_refresh_token")
# never asked for, never kept
NOT_WANTED = ("user_token", "user_refresh_token", "incoming_webhook_url")
Row = Mapping[Any, Any]


class Transactions(Protocol):
    """As much of an engine as slack_sdk uses: a look and a write, each within a transaction."""

    def begin(self) -> AbstractContextManager[sa.Connection]: ...

    def connect(self) -> AbstractContextManager[sa.Connection]: ...


class SealedStore(SQLAlchemyInstallationStore):
    """Workspaces by their id alone: one that moves under an organisation's roof is still the same."""

    def __init__(self, client_id: str, engine: Transactions, seal: Seal) -> None:
        quiet = logging.getLogger("integrations.slack.sdk")
        super().__init__(client_id, cast("sa.Engine", engine), logger=quiet)
        self.seal = seal

    def save(self, installation: Installation) -> None:
        """Keep it in place of every earlier one of its workspace: an older token is worth nothing any more."""
        kept = copy.copy(installation)
        for name in SEALED:
            secret = getattr(kept, name)
            setattr(kept, name, self.seal.lock(secret) if secret else None)
        for name in NOT_WANTED:
            setattr(kept, name, None)
        with self.engine.begin():
            self.forget(kept.team_id or "")
            super().save(kept)

    def forget(self, team: str) -> bool:
        """Remove all that is known of a workspace; whether anything was."""
        found = 0
        with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                found += connection.execute(sa.delete(table).where(*self._of(table, team))).rowcount
        return found > 0

    def bot(self, team: str) -> Bot | None:
        """The app's account and token in a workspace. Raises NoTokenKey, CannotUnseal."""
        with self.engine.connect() as connection:
            found = sa.select(self.bots).where(*self._of(self.bots, team))
            row = connection.execute(found.order_by(self.bots.c.id.desc()).limit(1)).mappings()
            return next((self.build_bot_entity(one) for one in row), None)

    def rows(self) -> Sequence[Row]:
        """What is known of every workspace, the oldest first."""
        table = self.installations
        with self.engine.connect() as connection:
            mine = sa.select(table).where(table.c.client_id == self.client_id)
            return connection.execute(mine.order_by(table.c.id)).mappings().all()

    def reseal(self) -> int:
        """Lock every token anew with the first key; of how many workspaces."""
        with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                for row in connection.execute(sa.select(table)).mappings().all():
                    anew = {n: self.seal.lock(self.seal.open(row[n])) for n in SEALED if row[n]}
                    one = sa.update(table).where(table.c.id == row["id"])
                    connection.execute(one.values(**anew))
        return len(self.rows())

    def _of(self, table: sa.Table, team: str) -> list[sa.ColumnElement[bool]]:
        return [table.c.client_id == self.client_id, table.c.team_id == team]

    def build_bot_entity(self, row: Row) -> Bot:  # type: ignore[override]
        return super().build_bot_entity(self._opened(row))

    def build_installation_entity(self, row: Row) -> Installation:  # type: ignore[override]
        return super().build_installation_entity(self._opened(row))

    def _opened(self, row: Row) -> Row:
        return {**row, **{name: self.seal.open(row[name]) for name in SEALED if row[name]}}
