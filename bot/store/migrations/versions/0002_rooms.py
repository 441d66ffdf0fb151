"""Rooms: private wishes, who was really there, and the rooms of rounds that are drawn in their own way."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import at, index, json, keys, one_of, table, words, yes_no

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "room_wish",
        *keys("id"),
        *words("kind"),
        *json("people"),
        *keys("by"),
        *at("at"),
        *keys("session_id"),
        *words("room"),
        one_of("room_wish", "kind", "apart together elsewhere"),
    )
    index("room_wish", "session_id")
    table(
        "presence",
        *keys("id", "session_id", "person_id"),
        *yes_no("was_there"),
        *words("room", "source"),
        *keys("by"),
        *at("at"),
    )
    index("presence", "session_id")
    index("presence", "person_id")
    op.add_column("room_plan", sa.Column("others", sa.JSON(), nullable=True))
    op.execute("UPDATE room_plan SET others = '[]'")
    with op.batch_alter_table("room_plan") as plans:
        plans.alter_column("others", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    op.drop_column("room_plan", "others")
    op.drop_table("presence")
    op.drop_table("room_wish")
