"""The tables of what the group was asked about its hours, and what each said."""

from sqlalchemy import Index, Table

from bot.domain.hour_polls import PollState
from bot.store.table_parts import at, ids, json, key, metadata, number, one_of, words

hour_poll = Table(
    "hour_poll",
    metadata,
    key("id"),
    json("ways"),
    words("word"),
    ids("by"),
    at("at"),
    at("closes_at"),
    words("state"),
    number("answered"),
    json("counts"),
    words("taken"),
    words("why"),
    ids("decided_by"),
    one_of("state", PollState),
)

hour_vote = Table(
    "hour_vote",
    metadata,
    key("id"),
    ids("poll_id"),
    ids("person_id"),
    at("at"),
    json("said"),
    words("hard"),
    ids("noted_by"),
    Index(None, "poll_id"),
)
