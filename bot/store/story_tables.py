"""The tables of stories: what is known of each one, its words under lock, and where they were carried."""

from sqlalchemy import Index, Integer, Table
from sqlalchemy.schema import Column

from bot.domain.stories import StoryState, Way
from bot.store.table_parts import at, ids, json, key, metadata, number, one_of, words

story = Table(
    "story",
    metadata,
    key("id"),
    ids("person_id"),
    at("told_at"),
    ids("session_id"),
    ids("asking"),
    words("way"),
    ids("noted_by"),
    words("wish"),
    words("signed"),
    number("version"),
    words("state"),
    json("let_in"),
    at("further_at", needed=False),
    at("outside_at", needed=False),
    at("gone_at", needed=False),
    one_of("way", Way),
    one_of("state", StoryState),
    Index(None, "person_id"),
    Index(None, "session_id"),
    Index(None, "asking"),
)

sealed = Table("sealed", metadata, key("id"), number("version"), words("text"), ids("key"))

carried = Table(
    "carried",
    metadata,
    key("id"),
    ids("story_id"),
    words("kind"),
    ids("ref"),
    Column("readers", Integer(), nullable=False),
    at("at"),
    Index(None, "story_id"),
    Index(None, "ref"),
)

export = Table("export", metadata, key("id"), words("name"), ids("by"), at("at"))
