"""Anonymous answers lie apart from the others, without their givers.

Those given before are moved by `convener serve` when it starts, for that takes the secret key.
"""

from alembic import op

from bot.store.migrations.forms import index, keys, table, words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table("seal", *keys("id"), sqlite_with_rowid=False)
    table("urn", *keys("id", "session_id", "prompt"), *words("locked"))
    index("urn", "session_id")


def downgrade() -> None:
    op.drop_table("urn")
    op.drop_table("seal")
