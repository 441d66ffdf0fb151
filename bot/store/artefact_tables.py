"""The table of what people wrote into the artefacts of a plan: a row for each writing of a field, never changed."""

from sqlalchemy import Index, Table

from bot.store.table_parts import at, ids, json, key, metadata, number, words, yes_no

writing = Table(
    "writing",
    metadata,
    key("id"),
    ids("artefact"),
    ids("owner"),
    number("number"),
    number("version"),
    ids("field"),
    ids("by"),
    at("at"),
    words("text"),
    yes_no("locked"),
    json("draws_on"),
    json("quotes"),
    yes_no("lived"),
    yes_no("named"),
    Index(None, "artefact"),
    Index(None, "owner"),
)
