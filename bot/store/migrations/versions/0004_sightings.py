"""What Zoom tells of a meeting while it runs, kept until who was there is settled."""

from alembic import op

from bot.store.migrations.forms import at, index, keys, one_of, table, words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "sighting",
        *keys("id", "session_id"),
        *words("what"),
        *at("at"),
        *words("instance", "connection", "same", "address", "room"),
        one_of("sighting", "what", "started ended joined left entered went"),
    )
    index("sighting", "session_id")


def downgrade() -> None:
    op.drop_table("sighting")
