"""A part in a session is among what somebody may hold who leaves."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KINDS = "action subgroup loop call room notes lead story"


def upgrade() -> None:
    _allow(f"{KINDS} part")


def downgrade() -> None:
    op.execute("DELETE FROM hand_over WHERE kind = 'part'")
    _allow(KINDS)


def _allow(kinds: str) -> None:
    listed, name = ", ".join(f"'{kind}'" for kind in kinds.split()), op.f("ck_hand_over_kind")
    with op.batch_alter_table("hand_over") as there:
        there.drop_constraint(name, type_="check")
        there.create_check_constraint(name, f"kind IN ({listed})")
