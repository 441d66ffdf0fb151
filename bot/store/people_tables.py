"""The table of what somebody held who left or is away, and who takes it on."""

from sqlalchemy import Index, Table

from bot.domain.hand_over import Held, Passing
from bot.store.table_parts import at, ids, key, metadata, number, one_of, words

hand_over = Table(
    "hand_over",
    metadata,
    key("id"),
    ids("person_id"),
    words("kind"),
    words("about"),
    at("at"),
    ids("by"),
    words("state"),
    ids("asked"),
    ids("asked_by"),
    number("turn"),
    one_of("kind", Held),
    one_of("state", Passing),
    Index(None, "person_id"),
)
