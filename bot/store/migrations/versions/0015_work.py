"""Requests for help; when an action was done and where it was told; what came of a subgroup."""

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
    table,
    without,
    words,
)

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "help_wanted",
        *keys("id", "action_id", "taken_by"),
        *words("words"),
        *at("at"),
        *maybe(INSTANT, "taken_at"),
    )
    index("help_wanted", "action_id")
    op.add_column("action", *maybe(INSTANT, "done_at"))
    op.add_column("subgroup", *maybe(INSTANT, "closed_at"))
    add("action", "told_in", KEY, "")
    add("action", "kept_in", KEY, "")
    add("action", "carried", sa.Integer(), 0)
    add("subgroup", "told_in", KEY, "")
    add("subgroup", "came", sa.Text(), "")


def downgrade() -> None:
    without("subgroup", "came", "told_in", "closed_at")
    without("action", "carried", "kept_in", "told_in", "done_at")
    op.drop_table("help_wanted")
