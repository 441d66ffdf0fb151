"""The audit is only ever added to: the database itself refuses to change or remove one of its lines."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SAID = "lines of the audit are only ever added"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER trace_no_{act.lower()} BEFORE {act} ON trace "
                f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER trace_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON trace "
        "FOR EACH STATEMENT EXECUTE FUNCTION only_added()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER trace_no_{act}")
        return
    op.execute("DROP TRIGGER trace_only_added ON trace")
    op.execute("DROP FUNCTION only_added()")
