"""The first form: programme, people, sessions, rooms, answers, follow-up, and what is owed."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import (
    BIG_ID,
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

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    programme_and_people()
    sessions_and_rooms()
    replies_and_askings()
    responses()
    actions()
    branches_and_calls()
    notes_and_traces()
    effects()
    duties()


def programme_and_people() -> None:
    table(
        "programme",
        *keys("id"),
        *words("plan_text"),
        *numbers("start_year", "start_month"),
        *at("loaded_at"),
    )
    table(
        "person",
        *keys("id"),
        *words("name", "email"),
        *keys("email_folded"),
        *words("role", "organisation", "zone", "zoom_email"),
        *keys("zoom_email_folded"),
        *words("title", "language"),
        *yes_no("slack_guest"),
        *words("access_needs", "line_manager"),
        *keys("line_manager_folded", "slack_id"),
        *words("standing"),
    )
    index("person", "slack_id")
    index("person", "email_folded")


def sessions_and_rooms() -> None:
    table(
        "session",
        *keys("id"),
        *numbers("month"),
        *words("title", "mode", "zone", "wall"),
        *at("starts_at", "ends_at"),
        *words("rule", "tzdata", "venue", "state"),
        one_of("session", "mode", "virtual in_person"),
    )
    table(
        "room_plan",
        *keys("session_id"),
        *numbers("version"),
        *json("rooms", "pinned", "notices"),
        *words("state", "by", "why"),
        *maybe(INSTANT, "at"),
        *numbers("undoes"),
        known_by="session_id version",
    )
    table(
        "meeting",
        *keys("session_id", "meeting_id"),
        *words("host", "join_url", "passcode"),
        *json("dial_in"),
        *words("state", "rooms_mark"),
        *json("sent", "confirmed"),
        *words("trouble"),
        known_by="session_id",
    )
    index("meeting", "meeting_id")


def replies_and_askings() -> None:
    table(
        "reply",
        *keys("id", "session_id", "person_id"),
        *words("answer"),
        *at("at"),
        *words("by"),
        one_of("reply", "answer", "yes part unsure no"),
    )
    index("reply", "session_id")
    index("reply", "person_id")
    table(
        "asking",
        *keys("id", "session_id", "prompt", "person_id", "subject"),
        *words("state"),
        *maybe(INSTANT, "asked_at", "reminded_at"),
    )
    index("asking", "session_id", "prompt")
    index("asking", "person_id")
    index("asking", "subject")


def responses() -> None:
    table(
        "response",
        *keys("id", "session_id", "prompt", "person_id"),
        *words("text", "visibility"),
        *at("at"),
        *keys("subject"),
        *maybe(sa.Integer(), "number"),
        *words("signed"),
        *numbers("version"),
        *yes_no("late"),
        *words("room"),
    )
    index("response", "session_id", "prompt")
    index("response", "person_id")
    table(
        "consent",
        *keys("id", "response_id"),
        *numbers("version"),
        *words("scope", "signed", "wording"),
        *at("given_at"),
        *words("by"),
        *maybe(INSTANT, "withdrawn_at"),
    )
    index("consent", "response_id")
    table("told", *keys("session_id"), *words("text", "by"), *at("at"), known_by="session_id")


def actions() -> None:
    table(
        "action",
        *keys("id"),
        *words("what"),
        *keys("owner"),
        *words("by"),
        *at("at"),
        *maybe(sa.Date(), "due"),
        *words("state", "word"),
        *keys("session_id", "subgroup_id"),
        *words("source"),
        one_of("action", "state", "proposed open on_its_way stuck done let_go"),
    )
    index("action", "owner")
    index("action", "session_id")
    index("action", "subgroup_id")


def branches_and_calls() -> None:
    table(
        "branch",
        *keys("id"),
        *words("idea", "by"),
        *at("at"),
        *keys("session_id"),
        *json("takers"),
        *keys("subgroup_id"),
    )
    index("branch", "session_id")
    table(
        "subgroup",
        *keys("id"),
        *words("name", "purpose"),
        *keys("convenor"),
        *json("members"),
        *at("at"),
        *keys("channel"),
        *maybe(sa.Date(), "ends_on"),
        *words("state"),
        *keys("branch_id"),
        *json("uninvited"),
    )
    index("subgroup", "channel")
    table("call", *keys("id", "person_id"), *at("at"), *words("text", "taken_by"))


def notes_and_traces() -> None:
    table("trace", *keys("id"), *at("at"), *keys("who"), *words("did"), *keys("about"))
    index("trace", "about")
    table("note", *keys("id"), *words("text"))
    table("gesture", *keys("id"), *json("answer"), *at("at"))
    table("count", *keys("name"), *numbers("value"), known_by="name")


def effects() -> None:
    table(
        "effect",
        sa.Column("id", BIG_ID, nullable=False, autoincrement=True),
        *keys("key", "kind", "target"),
        *json("payload"),
        *at("not_before"),
        *maybe(INSTANT, "expires_at"),
        *words("late"),
        *keys("after"),
        *maybe(INSTANT, "hold_until"),
        *keys("state"),
        *numbers("attempt", "fence"),
        *at("try_at"),
        *maybe(INSTANT, "claimed_at"),
        *words("claimed_from"),
        *maybe(INSTANT, "lease_until"),
        *words("remote_id", "last_error"),
        sa.UniqueConstraint("key", name=op.f("uq_effect_key")),
        one_of("effect", "late", "send sorry skip"),
        one_of("effect", "state", "ready sending unknown done dead cancelled expired"),
    )
    index("effect", "state", "not_before")
    index("effect", "target")


def duties() -> None:
    table(
        "duty",
        *keys("key"),
        *words("kind"),
        *json("facts"),
        *at("due_at"),
        *maybe(INSTANT, "done_at"),
        known_by="key",
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
