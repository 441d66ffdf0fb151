"""The tables of what goes on between sessions: actions, help with them, branches and subgroups."""

import sqlalchemy as sa
from sqlalchemy import Column, Index, Table

from bot.domain.followup import Progress
from bot.store.table_parts import at, ids, json, key, metadata, number, one_of, words, yes_no

action = Table(
    "action",
    metadata,
    key("id"),
    words("what"),
    ids("owner"),
    words("by"),
    at("at"),
    Column("due", sa.Date()),
    words("state"),
    words("word"),
    ids("session_id"),
    ids("subgroup_id"),
    words("source"),
    at("done_at", needed=False),
    ids("told_in"),
    number("carried"),
    ids("kept_in"),
    ids("level"),
    ids("artefact"),
    ids("branch_id"),
    yes_no("tell"),
    one_of("state", Progress),
    Index(None, "owner"),
    Index(None, "session_id"),
    Index(None, "subgroup_id"),
)

branch = Table(
    "branch",
    metadata,
    key("id"),
    words("idea"),
    words("by"),
    at("at"),
    ids("session_id"),
    json("takers"),
    ids("subgroup_id"),
    Index(None, "session_id"),
)

subgroup = Table(
    "subgroup",
    metadata,
    key("id"),
    words("name"),
    words("purpose"),
    ids("convenor"),
    json("members"),
    at("at"),
    ids("channel"),
    Column("ends_on", sa.Date()),
    words("state"),
    ids("branch_id"),
    json("uninvited"),
    words("came"),
    at("closed_at", needed=False),
    ids("told_in"),
    words("charter"),
    ids("place"),
    ids("pulse"),
    at("heard_at", needed=False),
    at("asked_at", needed=False),
    Index(None, "channel"),
)

help_wanted = Table(
    "help_wanted",
    metadata,
    key("id"),
    ids("action_id"),
    words("words"),
    at("at"),
    ids("taken_by"),
    at("taken_at", needed=False),
    Index(None, "action_id"),
)

small_meeting = Table(
    "small_meeting",
    metadata,
    key("id"),
    ids("subgroup_id"),
    ids("by"),
    at("at"),
    at("starts_at"),
    number("minutes"),
    words("zone"),
    words("host"),
    words("state"),
    words("meeting_id"),
    words("join_url"),
    words("passcode"),
    json("dial_in"),
    Index(None, "subgroup_id"),
)
