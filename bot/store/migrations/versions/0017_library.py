"""The working bibliography: what people suggest for reading."""

from alembic import op

from bot.store.migrations.forms import at, json, keys, numbers, table, words

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "reference",
        *keys("id"),
        *at("at"),
        *words("title", "doi", "url", "source"),
        *json("suggested_by", "named"),
        *words("summary"),
        *keys("summary_by"),
        *numbers("version"),
        *json("sessions", "artefacts"),
    )


def downgrade() -> None:
    op.drop_table("reference")
