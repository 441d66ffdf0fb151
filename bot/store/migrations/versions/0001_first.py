"""The first form: programme, people, sessions, rooms, answers, follow-up, and what is owed."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key(name: str) -> "sa.Column[Any]":
    return sa.Column(name, KEY, nullable=False)


def words(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer(), nullable=False)


def yes_no(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), nullable=False)


def json(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.JSON(), nullable=False)


def at(name: str) -> "sa.Column[Any]":
    return sa.Column(name, INSTANT, nullable=False)


def maybe_at(name: str) -> "sa.Column[Any]":
    return sa.Column(name, INSTANT, nullable=True)


def table(name: str, *parts: "sa.Column[Any] | sa.Constraint", known_by: tuple[str, ...] = ("id",)) -> None:
    primary = sa.PrimaryKeyConstraint(*known_by, name=op.f(f"pk_{name}"))
    op.create_table(name, *parts, primary)


def index(name: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{name}_{'_'.join(columns)}"), name, list(columns))


def one_of(name: str, column: str, *allowed: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in allowed)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{name}_{column}"))


def upgrade() -> None:
    programme_and_people()
    sessions_and_rooms()
    answers()
    follow_up()
    notes_and_traces()
    what_is_owed()


def programme_and_people() -> None:
    table(
        "programme",
        key("id"),
        words("plan_text"),
        number("start_year"),
        number("start_month"),
        at("loaded_at"),
    )
    table(
        "person",
        key("id"),
        words("name"),
        words("email"),
        key("email_folded"),
        words("role"),
        words("organisation"),
        words("zone"),
        words("zoom_email"),
        key("zoom_email_folded"),
        words("title"),
        words("language"),
        yes_no("slack_guest"),
        words("access_needs"),
        words("line_manager"),
        key("line_manager_folded"),
        key("slack_id"),
        words("standing"),
    )
    index("person", "slack_id")
    index("person", "email_folded")


def sessions_and_rooms() -> None:
    table(
        "session",
        key("id"),
        number("month"),
        words("title"),
        words("mode"),
        words("zone"),
        words("wall"),
        at("starts_at"),
        at("ends_at"),
        words("rule"),
        words("tzdata"),
        words("venue"),
        words("state"),
        one_of("session", "mode", "virtual", "in_person"),
    )
    table(
        "room_plan",
        key("session_id"),
        number("version"),
        json("rooms"),
        json("pinned"),
        json("notices"),
        words("state"),
        words("by"),
        words("why"),
        maybe_at("at"),
        number("undoes"),
        known_by=("session_id", "version"),
    )
    table(
        "meeting",
        key("session_id"),
        key("meeting_id"),
        words("host"),
        words("join_url"),
        words("passcode"),
        json("dial_in"),
        words("state"),
        words("rooms_mark"),
        json("sent"),
        json("confirmed"),
        words("trouble"),
        known_by=("session_id",),
    )
    index("meeting", "meeting_id")


def answers() -> None:
    table(
        "reply",
        key("id"),
        key("session_id"),
        key("person_id"),
        words("answer"),
        at("at"),
        words("by"),
        one_of("reply", "answer", "yes", "part", "unsure", "no"),
    )
    index("reply", "session_id")
    index("reply", "person_id")
    table(
        "asking",
        key("id"),
        key("session_id"),
        key("prompt"),
        key("person_id"),
        key("subject"),
        words("state"),
        maybe_at("asked_at"),
        maybe_at("reminded_at"),
    )
    index("asking", "session_id", "prompt")
    index("asking", "person_id")
    index("asking", "subject")
    table(
        "response",
        key("id"),
        key("session_id"),
        key("prompt"),
        key("person_id"),
        words("text"),
        words("visibility"),
        at("at"),
        key("subject"),
        sa.Column("number", sa.Integer(), nullable=True),
        words("signed"),
        number("version"),
        yes_no("late"),
        words("room"),
    )
    index("response", "session_id", "prompt")
    index("response", "person_id")
    table(
        "consent",
        key("id"),
        key("response_id"),
        number("version"),
        words("scope"),
        words("signed"),
        words("wording"),
        at("given_at"),
        words("by"),
        maybe_at("withdrawn_at"),
    )
    index("consent", "response_id")


def follow_up() -> None:
    table("told", key("session_id"), words("text"), words("by"), at("at"), known_by=("session_id",))
    table(
        "action",
        key("id"),
        words("what"),
        key("owner"),
        words("by"),
        at("at"),
        sa.Column("due", sa.Date(), nullable=True),
        words("state"),
        words("word"),
        key("session_id"),
        key("subgroup_id"),
        words("source"),
        one_of("action", "state", "proposed", "open", "on_its_way", "stuck", "done", "let_go"),
    )
    index("action", "owner")
    index("action", "session_id")
    index("action", "subgroup_id")
    table(
        "branch",
        key("id"),
        words("idea"),
        words("by"),
        at("at"),
        key("session_id"),
        json("takers"),
        key("subgroup_id"),
    )
    index("branch", "session_id")
    table(
        "subgroup",
        key("id"),
        words("name"),
        words("purpose"),
        key("convenor"),
        json("members"),
        at("at"),
        key("channel"),
        sa.Column("ends_on", sa.Date(), nullable=True),
        words("state"),
        key("branch_id"),
        json("uninvited"),
    )
    index("subgroup", "channel")
    table("call", key("id"), key("person_id"), at("at"), words("text"), words("taken_by"))


def notes_and_traces() -> None:
    table("trace", key("id"), at("at"), key("who"), words("did"), key("about"))
    index("trace", "about")
    table("note", key("id"), words("text"))
    table("gesture", key("id"), json("answer"), at("at"))
    table("count", key("name"), number("value"), known_by=("name",))


def what_is_owed() -> None:
    table(
        "effect",
        sa.Column("id", BIG_ID, nullable=False, autoincrement=True),
        key("key"),
        key("kind"),
        key("target"),
        json("payload"),
        at("not_before"),
        maybe_at("expires_at"),
        words("late"),
        key("after"),
        maybe_at("hold_until"),
        key("state"),
        number("attempt"),
        number("fence"),
        at("try_at"),
        maybe_at("claimed_at"),
        words("claimed_from"),
        maybe_at("lease_until"),
        words("remote_id"),
        words("last_error"),
        sa.UniqueConstraint("key", name=op.f("uq_effect_key")),
        one_of("effect", "late", "send", "sorry", "skip"),
        one_of(
            "effect",
            "state",
            *("ready", "sending", "unknown", "done", "dead", "cancelled", "expired"),
        ),
    )
    index("effect", "state", "not_before")
    index("effect", "target")
    table(
        "duty",
        key("key"),
        words("kind"),
        json("facts"),
        at("due_at"),
        maybe_at("done_at"),
        known_by=("key",),
    )
    index("duty", "done_at", "due_at")


def downgrade() -> None:
    for name in (
        *("duty", "effect", "count", "gesture", "note", "trace"),
        *("call", "subgroup", "branch", "action", "told"),
        *("consent", "response", "asking", "reply"),
        *("meeting", "room_plan", "session", "person", "programme"),
    ):
        op.drop_table(name)
