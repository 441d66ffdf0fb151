"""The table of what people's calendars were given."""

from sqlalchemy import Index, Table

from bot.store.table_parts import at, ids, key, metadata, number, words

calendar_entry = Table(
    "calendar_entry",
    metadata,
    key("id"),
    ids("session_id"),
    ids("person_id"),
    words("mark"),
    number("sequence"),
    at("at"),
    Index(None, "person_id"),
)
