"""Which things to say to a person stand together in one message."""

from alembic import op

from bot.store.migrations.forms import index, keys, numbers, table

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table("bundled", *keys("id", "lead"), *numbers("place"))
    index("bundled", "lead")


def downgrade() -> None:
    op.drop_table("bundled")
