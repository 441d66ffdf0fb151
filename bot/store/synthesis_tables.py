"""The tables of what was made of answers: themes, syntheses, what their authors say to them, leaves, and loops."""

from sqlalchemy import Index, Table

from bot.domain.leaves import LeaveState
from bot.domain.synthesis import Finds, LoopState
from bot.store.table_parts import at, ids, json, key, metadata, number, one_of, words, yes_no

theme = Table(
    "theme",
    metadata,
    key("id"),
    ids("session_id"),
    words("words"),
    ids("by"),
    at("at"),
    json("answers"),
    yes_no("dissent"),
    ids("merged_into"),
    Index(None, "session_id"),
)

synthesis = Table(
    "synthesis",
    metadata,
    key("id"),
    ids("session_id"),
    number("version"),
    ids("by"),
    at("at"),
    json("sentences"),
    words("state"),
    json("kept"),
    one_of("state", ("draft", "published")),
    Index(None, "session_id"),
)

check_back = Table(
    "check_back",
    metadata,
    key("id"),
    ids("session_id"),
    number("version"),
    ids("person_id"),
    words("finds"),
    at("at"),
    words("words"),
    one_of("finds", Finds),
    Index(None, "session_id"),
)

leave = Table(
    "leave",
    metadata,
    key("id"),
    ids("session_id"),
    ids("person_id"),
    ids("by"),
    at("at"),
    number("version"),
    words("state"),
    at("said_at", needed=False),
    one_of("state", LeaveState),
    Index(None, "session_id"),
    Index(None, "person_id"),
)

loop = Table(
    "loop",
    metadata,
    key("id"),
    ids("session_id"),
    words("said"),
    ids("owner"),
    ids("by"),
    at("at"),
    words("happened"),
    ids("theme"),
    at("happened_at", needed=False),
    at("told_at", needed=False),
    words("state"),
    one_of("state", LoopState),
    Index(None, "session_id"),
)
