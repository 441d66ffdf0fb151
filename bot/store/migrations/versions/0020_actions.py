"""An action's level and what it serves, and whether everyone may hear of it once it is done."""

import sqlalchemy as sa

from bot.store.migrations.forms import KEY, add, without

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("level", "artefact", "branch_id"):
        add("action", column, KEY, "")
    add("action", "tell", sa.Boolean(), False)


def downgrade() -> None:
    without("action", "tell", "branch_id", "artefact", "level")
