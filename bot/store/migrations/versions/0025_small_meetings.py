"""Meetings of a subgroup's own."""

from alembic import op

from bot.store.migrations.forms import at, index, json, keys, numbers, table, words

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "small_meeting",
        *keys("id", "subgroup_id", "by"),
        *at("at", "starts_at"),
        *numbers("minutes"),
        *words("zone", "host", "state", "meeting_id", "join_url", "passcode"),
        *json("dial_in"),
    )
    index("small_meeting", "subgroup_id")


def downgrade() -> None:
    op.drop_table("small_meeting")
