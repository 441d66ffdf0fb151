"""The table of what facilitators changed in the prompts of the plan."""

from sqlalchemy import Index, Table

from bot.domain.programme import Stands
from bot.store.table_parts import at, ids, json, key, metadata, number, one_of, words

prompt_change = Table(
    "prompt_change",
    metadata,
    key("id"),
    ids("session_id"),
    number("month"),
    ids("prompt"),
    words("state"),
    json("fields"),
    ids("by"),
    at("at"),
    at("since", needed=False),
    number("version"),
    one_of("state", Stands),
    Index(None, "session_id"),
)
