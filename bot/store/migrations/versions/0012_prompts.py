"""What facilitators change in prompts; what a question was put with; who noted an answer for somebody."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import (
    INSTANT,
    KEY,
    add,
    at,
    index,
    json,
    keys,
    maybe,
    numbers,
    one_of,
    table,
    without,
    words,
)

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "prompt_change",
        *keys("id", "session_id"),
        *numbers("month"),
        *keys("prompt"),
        *words("state"),
        *json("fields"),
        *keys("by"),
        *at("at"),
        *maybe(INSTANT, "since"),
        *numbers("version"),
        one_of("prompt_change", "state", "asked held skipped"),
    )
    index("prompt_change", "session_id")
    add("asking", "choices", sa.JSON(), [])
    add("asking", "reworded_by", KEY, "")
    add("response", "noted_by", KEY, "")
    add("response", "after", sa.Text(), "")


def downgrade() -> None:
    without("response", "after", "noted_by")
    without("asking", "reworded_by", "choices")
    op.drop_table("prompt_change")
