"""What people's calendars were given, and which part of a session somebody comes for."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import add, at, index, keys, numbers, table, without, words

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "calendar_entry",
        *keys("id", "session_id", "person_id"),
        *words("mark"),
        *numbers("sequence"),
        *at("at"),
    )
    index("calendar_entry", "person_id")
    add("reply", "rounds", sa.JSON(), [])


def downgrade() -> None:
    without("reply", "rounds")
    op.drop_table("calendar_entry")
