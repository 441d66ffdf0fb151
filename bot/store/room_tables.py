"""The tables of rooms: what was planned, wished and made in Zoom, and who was really there."""

from sqlalchemy import Column, Index, Integer, Table

from bot.domain.room_wishes import WishKind
from bot.domain.sightings import What
from bot.store.table_parts import at, ids, json, key, metadata, number, one_of, words, yes_no

room_plan = Table(
    "room_plan",
    metadata,
    key("session_id"),
    Column("version", Integer(), primary_key=True, autoincrement=False),
    json("rooms"),
    json("pinned"),
    json("notices"),
    words("state"),
    words("by"),
    words("why"),
    at("at", needed=False),
    number("undoes"),
    json("others"),
)

room_wish = Table(
    "room_wish",
    metadata,
    key("id"),
    words("kind"),
    json("people"),
    ids("by"),
    at("at"),
    ids("session_id"),
    words("room"),
    one_of("kind", WishKind),
    Index(None, "session_id"),
)

presence = Table(
    "presence",
    metadata,
    key("id"),
    ids("session_id"),
    ids("person_id"),
    yes_no("was_there"),
    words("room"),
    words("source"),
    ids("by"),
    at("at"),
    Index(None, "session_id"),
    Index(None, "person_id"),
)

sighting = Table(
    "sighting",
    metadata,
    key("id"),
    ids("session_id"),
    words("what"),
    at("at"),
    words("instance"),
    words("connection"),
    words("same"),
    words("address"),
    words("room"),
    one_of("what", What),
    Index(None, "session_id"),
)

meeting = Table(
    "meeting",
    metadata,
    key("session_id"),
    ids("meeting_id"),
    words("host"),
    words("join_url"),
    words("passcode"),
    json("dial_in"),
    words("state"),
    words("rooms_mark"),
    json("sent"),
    json("confirmed"),
    words("trouble"),
    Index(None, "meeting_id"),
)
