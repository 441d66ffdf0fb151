"""Parts in a session that go round, and who was asked for them."""

from alembic import op

from bot.store.migrations.forms import at, index, keys, one_of, table, words

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "turn",
        *keys("id", "session_id"),
        *words("part"),
        *keys("person_id"),
        *at("at"),
        *words("room"),
        *keys("by"),
        *words("state"),
        one_of("turn", "part", "host scribe welcomer noticer"),
        one_of("turn", "state", "asked yes no back"),
    )
    index("turn", "session_id")
    index("turn", "person_id")


def downgrade() -> None:
    op.drop_table("turn")
