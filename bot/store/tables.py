"""The tables: one for each kind of thing, a row for each thing, a column for each of its fields.

Ids point from one table to another without foreign keys: people may be erased while the counts they left stay.
"""

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, Table

from bot.domain.answers import Rsvp
from bot.domain.effects import Late, State
from bot.domain.programme import Mode
from bot.store.artefact_tables import writing as writing
from bot.store.ballot_tables import seal as seal
from bot.store.ballot_tables import urn as urn
from bot.store.bundle_tables import bundled as bundled
from bot.store.calendar_tables import agenda as agenda
from bot.store.calendar_tables import calendar_entry as calendar_entry
from bot.store.followup_tables import action as action
from bot.store.followup_tables import branch as branch
from bot.store.followup_tables import help_wanted as help_wanted
from bot.store.followup_tables import small_meeting as small_meeting
from bot.store.followup_tables import subgroup as subgroup
from bot.store.guest_tables import guest as guest
from bot.store.guest_tables import guest_question as guest_question
from bot.store.hour_tables import hour_poll as hour_poll
from bot.store.hour_tables import hour_vote as hour_vote
from bot.store.library_tables import agreed as agreed
from bot.store.library_tables import reference as reference
from bot.store.library_tables import remark as remark
from bot.store.people_tables import delegate as delegate
from bot.store.people_tables import hand_over as hand_over
from bot.store.people_tables import turn as turn
from bot.store.prompt_tables import prompt_change as prompt_change
from bot.store.room_tables import meeting as meeting
from bot.store.room_tables import presence as presence
from bot.store.room_tables import room_plan as room_plan
from bot.store.room_tables import room_wish as room_wish
from bot.store.room_tables import sighting as sighting
from bot.store.story_tables import carried as carried
from bot.store.story_tables import export as export
from bot.store.story_tables import sealed as sealed
from bot.store.story_tables import story as story
from bot.store.synthesis_tables import check_back as check_back
from bot.store.synthesis_tables import leave as leave
from bot.store.synthesis_tables import loop as loop
from bot.store.synthesis_tables import synthesis as synthesis
from bot.store.synthesis_tables import theme as theme
from bot.store.table_parts import (
    BIG_ID,
    at,
    ids,
    json,
    key,
    number,
    one_of,
    words,
    yes_no,
)
from bot.store.table_parts import (
    metadata as metadata,  # the tables and their list are asked for together
)
from bot.store.workspace_tables import slack_bots as slack_bots
from bot.store.workspace_tables import slack_installations as slack_installations

programme = Table(
    "programme",
    metadata,
    key("id"),
    words("plan_text"),
    number("start_year"),
    number("start_month"),
    at("loaded_at"),
)

person = Table(
    "person",
    metadata,
    key("id"),
    words("name"),
    words("email", folded=True),
    ids("email_folded"),
    words("role"),
    words("organisation"),
    words("zone"),
    words("zoom_email", folded=True),
    ids("zoom_email_folded"),
    words("title"),
    words("language"),
    yes_no("slack_guest"),
    words("access_needs"),
    words("line_manager", folded=True),
    ids("line_manager_folded"),
    ids("slack_id"),
    words("standing"),
    Index(None, "slack_id"),
    Index(None, "email_folded"),
)

session = Table(
    "session",
    metadata,
    key("id"),
    number("month"),
    words("title"),
    words("mode"),
    words("zone"),
    words("wall"),
    at("starts_at"),
    at("ends_at"),
    words("rule"),
    words("tzdata"),
    words("venue"),
    words("state"),
    number("moves"),
    at("moved_at", needed=False),
    number("contents"),
    one_of("mode", Mode),
)

reply = Table(
    "reply",
    metadata,
    key("id"),
    ids("session_id"),
    ids("person_id"),
    words("answer"),
    at("at"),
    words("by"),
    json("rounds"),
    one_of("answer", Rsvp),
    Index(None, "session_id"),
    Index(None, "person_id"),
)

asking = Table(
    "asking",
    metadata,
    key("id"),
    ids("session_id"),
    ids("prompt"),
    ids("person_id"),
    ids("subject"),
    words("state"),
    at("asked_at", needed=False),
    at("reminded_at", needed=False),
    json("choices"),
    ids("reworded_by"),
    Index(None, "session_id", "prompt"),
    Index(None, "person_id"),
    Index(None, "subject"),
)

response = Table(
    "response",
    metadata,
    key("id"),
    ids("session_id"),
    ids("prompt"),
    ids("person_id"),
    words("text"),
    words("visibility"),
    at("at"),
    ids("subject"),
    Column("number", Integer()),
    words("signed"),
    number("version"),
    yes_no("late"),
    words("room"),
    ids("noted_by"),
    words("after"),
    Index(None, "session_id", "prompt"),
    Index(None, "person_id"),
)

consent = Table(
    "consent",
    metadata,
    key("id"),
    ids("response_id"),
    number("version"),
    words("scope"),
    words("signed"),
    words("wording"),
    at("given_at"),
    words("by"),
    at("withdrawn_at", needed=False),
    Index(None, "response_id"),
)

told = Table("told", metadata, key("session_id"), words("text"), words("by"), at("at"))

call = Table(
    "call",
    metadata,
    key("id"),
    ids("person_id"),
    at("at"),
    words("text"),
    json("skips"),
    words("taken_by"),
    at("taken_at", needed=False),
    at("done_at", needed=False),
    at("settled_at", needed=False),
    at("raised_at", needed=False),
)

trace = Table(
    "trace",
    metadata,
    key("id"),
    at("at"),
    ids("who"),
    words("did"),
    ids("about"),
    Index(None, "about"),
)

note = Table("note", metadata, key("id"), words("text"))

effect = Table(
    "effect",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    ids("key"),
    ids("kind"),
    ids("target"),
    json("payload"),
    at("not_before"),
    at("expires_at", needed=False),
    words("late"),
    ids("after"),
    at("hold_until", needed=False),
    ids("state"),
    number("attempt"),
    number("fence"),
    at("try_at"),
    number("urgency"),
    at("claimed_at", needed=False),
    words("claimed_from"),
    at("lease_until", needed=False),
    words("remote_id"),
    words("last_error"),
    sa.UniqueConstraint("key"),
    one_of("late", Late),
    one_of("state", State),
    Index(None, "state", "not_before"),
    Index(None, "state", "urgency", "try_at"),
    Index(None, "target"),
)

duty = Table(
    "duty",
    metadata,
    key("key"),
    words("kind"),
    json("facts"),
    at("due_at"),
    at("done_at", needed=False),
    Index(None, "done_at", "due_at"),
)

pace = Table("pace", metadata, key("key"), at("until"), at("at"))

gesture = Table("gesture", metadata, key("id"), json("answer"), at("at"))

count = Table("count", metadata, key("name"), number("value"))
