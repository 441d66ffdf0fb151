"""What the group is asked about its hours, and what each says."""

from alembic import op

from bot.store.migrations.forms import at, index, json, keys, numbers, one_of, table, words

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "hour_poll",
        *keys("id"),
        *json("ways"),
        *words("word"),
        *keys("by"),
        *at("at", "closes_at"),
        *words("state"),
        *numbers("answered"),
        *json("counts"),
        *words("taken", "why"),
        *keys("decided_by"),
        one_of("hour_poll", "state", "open closed taken kept"),
    )
    table(
        "hour_vote",
        *keys("id", "poll_id", "person_id"),
        *at("at"),
        *json("said"),
        *words("hard"),
        *keys("noted_by"),
    )
    index("hour_vote", "poll_id")


def downgrade() -> None:
    op.drop_table("hour_vote")
    op.drop_table("hour_poll")
