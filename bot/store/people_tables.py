"""The tables of what goes from hand to hand: what somebody held who left, and parts in sessions that go round."""

from sqlalchemy import Index, Table

from bot.domain.delegates import Stands
from bot.domain.hand_over import Held, Passing
from bot.domain.parts import Part, TurnState
from bot.store.table_parts import at, ids, key, metadata, number, one_of, words, yes_no

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

turn = Table(
    "turn",
    metadata,
    key("id"),
    ids("session_id"),
    words("part"),
    ids("person_id"),
    at("at"),
    words("room"),
    ids("by"),
    words("state"),
    one_of("part", Part),
    one_of("state", TurnState),
    Index(None, "session_id"),
    Index(None, "person_id"),
)

delegate = Table(
    "delegate",
    metadata,
    key("id"),
    ids("session_id"),
    ids("person_id"),
    ids("delegate_id"),
    at("at"),
    ids("by"),
    words("was"),
    words("theirs"),
    yes_no("guest"),
    words("state"),
    one_of("state", Stands),
    Index(None, "session_id"),
    Index(None, "delegate_id"),
)
