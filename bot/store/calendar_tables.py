"""The tables of what people's calendars were given, and of agendas that facilitators changed."""

from sqlalchemy import Index, Table

from bot.store.table_parts import at, ids, json, key, metadata, number, words

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
agenda = Table(
    "agenda",
    metadata,
    key("session_id"),
    number("month"),
    json("blocks"),
    ids("by"),
    at("at"),
    number("version"),
)
