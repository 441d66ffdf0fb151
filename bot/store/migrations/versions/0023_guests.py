"""Guests from outside, and what people would like to ask them."""

from alembic import op

from bot.store.migrations.forms import at, index, keys, numbers, one_of, table, words, yes_no

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "guest",
        *keys("id", "session_id"),
        *words("slot", "name", "email", "zone"),
        *at("at"),
        *keys("by"),
        *yes_no("in_slack"),
        *words("state"),
        *numbers("sequence"),
        *keys("instead_of"),
        one_of("guest", "state", "invited relieved thanked"),
    )
    index("guest", "session_id")
    table(
        "guest_question",
        *keys("id", "session_id", "person_id"),
        *words("text"),
        *at("at"),
    )
    index("guest_question", "session_id")


def downgrade() -> None:
    op.drop_table("guest_question")
    op.drop_table("guest")
