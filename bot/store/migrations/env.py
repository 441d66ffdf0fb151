"""Runs the versions on the connection it is handed; started by Alembic, never imported."""

from alembic import context

from bot.store.columns import is_sqlite
from bot.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=is_sqlite(connection.dialect),
)
with context.begin_transaction():
    context.run_migrations()
