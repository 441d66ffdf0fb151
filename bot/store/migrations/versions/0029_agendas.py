"""Agendas that facilitators changed."""

from alembic import op

from bot.store.migrations.forms import at, json, keys, numbers, table

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "agenda",
        *keys("session_id"),
        *numbers("month"),
        *json("blocks"),
        *keys("by"),
        *at("at"),
        *numbers("version"),
        known_by="session_id",
    )


def downgrade() -> None:
    op.drop_table("agenda")
