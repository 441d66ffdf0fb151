"""The tables of guests from outside, and of what people would like to ask them."""

from sqlalchemy import Index, Table

from bot.domain.guests import Standing
from bot.store.table_parts import at, ids, key, metadata, number, one_of, words, yes_no

guest = Table(
    "guest",
    metadata,
    key("id"),
    ids("session_id"),
    words("slot"),
    words("name"),
    words("email"),
    words("zone"),
    at("at"),
    ids("by"),
    yes_no("in_slack"),
    words("state"),
    number("sequence"),
    ids("instead_of"),
    one_of("state", Standing),
    Index(None, "session_id"),
)
guest_question = Table(
    "guest_question",
    metadata,
    key("id"),
    ids("session_id"),
    ids("person_id"),
    words("text"),
    at("at"),
    Index(None, "session_id"),
)
