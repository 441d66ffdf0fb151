"""What people write into the artefacts of a plan: a row for each writing of a field."""

from alembic import op

from bot.store.migrations.forms import at, index, json, keys, numbers, table, words, yes_no

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "writing",
        *keys("id", "artefact", "owner"),
        *numbers("number", "version"),
        *keys("field", "by"),
        *at("at"),
        *words("text"),
        *yes_no("locked"),
        *json("draws_on", "quotes"),
        *yes_no("lived", "named"),
    )
    index("writing", "artefact")
    index("writing", "owner")


def downgrade() -> None:
    op.drop_table("writing")
