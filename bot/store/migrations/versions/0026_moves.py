"""Sessions that change: how often, when last, and whose contents they have."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import INSTANT, add, maybe, without

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("session", "moves", sa.Integer(), 0)
    op.add_column("session", *maybe(INSTANT, "moved_at"))
    add("session", "contents", sa.Integer(), 0)


def downgrade() -> None:
    without("session", "moves", "moved_at", "contents")
