"""A word with a facilitator: whom it must not reach, and how it ended."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import INSTANT, add, maybe

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ENDS = ("taken_at", "done_at", "settled_at", "raised_at")


def upgrade() -> None:
    for column in maybe(INSTANT, *ENDS):
        op.add_column("call", column)
    # whoever took one on before there was a way to say so has answered it long ago, as far as anybody can tell
    op.execute("UPDATE call SET taken_at = at, done_at = at WHERE taken_by <> ''")
    add("call", "skips", sa.JSON(), [])


def downgrade() -> None:
    for name in (*ENDS, "skips"):
        op.drop_column("call", name)
