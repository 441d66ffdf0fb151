"""The tables of what people suggest for reading, and of the aim and the agreements with what is said of them."""

from sqlalchemy import Index, Table

from bot.domain.agreed import Came
from bot.store.table_parts import at, ids, json, key, metadata, number, one_of, words

reference = Table(
    "reference",
    metadata,
    key("id"),
    at("at"),
    words("title"),
    words("doi"),
    words("url"),
    words("source"),
    json("suggested_by"),
    json("named"),
    words("summary"),
    ids("summary_by"),
    number("version"),
    json("sessions"),
    json("artefacts"),
)

agreed = Table(
    "agreed",
    metadata,
    key("id"),
    ids("what"),
    number("version"),
    words("text"),
    at("at"),
    ids("by"),
    Index(None, "what"),
)

remark = Table(
    "remark",
    metadata,
    key("id"),
    ids("what"),
    number("version"),
    words("text"),
    ids("by"),
    at("at"),
    words("came"),
    words("word"),
    ids("settled_by"),
    number("settled_in"),
    one_of("came", Came),
    Index(None, "what"),
)
