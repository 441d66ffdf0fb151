"""Leave of authors to use an answer that was meant for fewer; which sentences were kept; which theme a loop is from."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import (
    INSTANT,
    KEY,
    add,
    at,
    index,
    keys,
    maybe,
    numbers,
    one_of,
    table,
    without,
    words,
)

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "leave",
        *keys("id", "session_id", "person_id", "by"),
        *at("at"),
        *numbers("version"),
        *words("state"),
        *maybe(INSTANT, "said_at"),
        one_of("leave", "state", "open unnamed named no back lapsed"),
    )
    index("leave", "session_id")
    index("leave", "person_id")
    add("synthesis", "kept", sa.JSON(), [])
    add("loop", "theme", KEY, "")


def downgrade() -> None:
    without("loop", "theme")
    without("synthesis", "kept")
    op.drop_table("leave")
