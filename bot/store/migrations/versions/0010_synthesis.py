"""What is made of answers: themes, syntheses in versions, what their authors say to them, and loops."""

from alembic import op

from bot.store.migrations.forms import (
    INSTANT,
    at,
    index,
    json,
    keys,
    maybe,
    numbers,
    one_of,
    table,
    words,
    yes_no,
)

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("theme", "synthesis", "check_back", "loop")


def upgrade() -> None:
    _themes()
    _syntheses()
    _loops()
    for name in TABLES:
        index(name, "session_id")


def _themes() -> None:
    table(
        "theme",
        *keys("id", "session_id"),
        *words("words"),
        *keys("by"),
        *at("at"),
        *json("answers"),
        *yes_no("dissent"),
        *keys("merged_into"),
    )


def _syntheses() -> None:
    table(
        "synthesis",
        *keys("id", "session_id"),
        *numbers("version"),
        *keys("by"),
        *at("at"),
        *json("sentences"),
        *words("state"),
        one_of("synthesis", "state", "draft published"),
    )
    table(
        "check_back",
        *keys("id", "session_id"),
        *numbers("version"),
        *keys("person_id"),
        *words("finds"),
        *at("at"),
        *words("words"),
        one_of("check_back", "finds", "yes partly no"),
    )


def _loops() -> None:
    table(
        "loop",
        *keys("id", "session_id"),
        *words("said"),
        *keys("owner", "by"),
        *at("at"),
        *words("happened"),
        *maybe(INSTANT, "happened_at", "told_at"),
        *words("state"),
        one_of("loop", "state", "open happened told let_go"),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
