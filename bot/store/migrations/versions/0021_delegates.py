"""Who comes to a session for whom."""

from alembic import op

from bot.store.migrations.forms import at, index, keys, one_of, table, words, yes_no

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "delegate",
        *keys("id", "session_id", "person_id", "delegate_id"),
        *at("at"),
        *keys("by"),
        *words("was", "theirs"),
        *yes_no("guest"),
        *words("state"),
        one_of("delegate", "state", "comes back cannot"),
    )
    index("delegate", "session_id")
    index("delegate", "delegate_id")


def downgrade() -> None:
    op.drop_table("delegate")
