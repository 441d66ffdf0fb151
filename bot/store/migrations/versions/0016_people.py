"""What somebody held who left or is away, and who takes it on."""

from alembic import op

from bot.store.migrations.forms import at, index, keys, numbers, one_of, table, words

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "hand_over",
        *keys("id", "person_id"),
        *words("kind", "about"),
        *at("at"),
        *keys("by"),
        *words("state"),
        *keys("asked", "asked_by"),
        *numbers("turn"),
        one_of("hand_over", "kind", "action subgroup loop call room notes lead story"),
        one_of("hand_over", "state", "open asked taken back"),
    )
    index("hand_over", "person_id")


def downgrade() -> None:
    op.drop_table("hand_over")
