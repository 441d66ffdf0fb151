"""How often may be asked, shared by all workers; and what leaves first when not everything can."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import at, index, keys, table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

URGENT = (
    "'call', 'called-off', 'card', 'edit', 'heartbeat', 'host-card', 'host-sheet', 'meeting-close', "
    "'meeting-open', 'meeting-rooms', 'offer', 'room-news', 'takes-place', 'zoom-news', 'zoom-refused'"
)
PATIENT = "'digest', 'meeting-seen', 'notice', 'prompt', 'reminder', 'synthesis', 'welcome'"


def upgrade() -> None:
    table("pace", *keys("key"), *at("until", "at"), known_by="key")
    op.add_column("effect", sa.Column("urgency", sa.Integer(), nullable=True))
    classes = f"CASE WHEN kind IN ({URGENT}) THEN 0 WHEN kind IN ({PATIENT}) THEN 2 ELSE 1 END"
    op.execute(f"UPDATE effect SET urgency = {classes}")  # noqa: S608 - words of our own
    with op.batch_alter_table("effect") as effects:
        effects.alter_column("urgency", existing_type=sa.Integer(), nullable=False)
    index("effect", "state", "urgency", "try_at")


def downgrade() -> None:
    op.drop_index(op.f("ix_effect_state_urgency_try_at"), "effect")
    op.drop_column("effect", "urgency")
    op.drop_table("pace")
