"""A subgroup's charter, what kind of place it has, and how it goes."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import INSTANT, KEY, add, maybe, without

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in maybe(INSTANT, "heard_at", "asked_at"):
        op.add_column("subgroup", column)
    add("subgroup", "charter", sa.Text(), "")
    add("subgroup", "place", KEY, "")
    add("subgroup", "pulse", KEY, "")


def downgrade() -> None:
    without("subgroup", "asked_at", "heard_at", "pulse", "place", "charter")
