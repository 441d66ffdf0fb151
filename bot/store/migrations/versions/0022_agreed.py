"""The aim and the agreements in versions, and what people say of them."""

from alembic import op

from bot.store.migrations.forms import at, index, keys, numbers, one_of, table, words

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "agreed",
        *keys("id", "what"),
        *numbers("version"),
        *words("text"),
        *at("at"),
        *keys("by"),
    )
    index("agreed", "what")
    table(
        "remark",
        *keys("id", "what"),
        *numbers("version"),
        *words("text"),
        *keys("by"),
        *at("at"),
        *words("came", "word"),
        *keys("settled_by"),
        *numbers("settled_in"),
        one_of("remark", "came", "open taken_up not"),
    )
    index("remark", "what")


def downgrade() -> None:
    op.drop_table("remark")
    op.drop_table("agreed")
