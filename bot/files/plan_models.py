"""The learning plan as it is written: one small model a table, unknown keys refused."""

import datetime as dt
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.programme import Offset
from bot.files.plan_fields import (
    MAX_CHARS,
    Choice,
    Day,
    DayRule,
    FieldName,
    Key,
    MaybeZone,
    PromptText,
    PromptWords,
    Send,
    Text,
    Wall,
    Words,
    Zone,
)

# Where a table's path is kept beside its keys; no key of a plan can be called so.
AT: Final = "\x00at"

Level = Literal["delivery", "planning", "strategic"]
Visibility = Literal[
    "room", "organisation", "community", "facilitators", "private", "anonymous", "subgroup"
]
ModeName = Literal["virtual", "in_person"]
Strategy = Literal["mixed", "home_team", "affinity", "subgroup", "same_as_last"]
Use = Literal[
    "rooms",
    "feedback",
    "synthesis",
    "subgroup",
    "attendance",
    "artefact",
    "actions",
    "progress",
    "bibliography",
]
Month = Annotated[int, Field(ge=1)]
Minutes = Annotated[int, Field(ge=1, le=1440)]


class Table(BaseModel):
    """Any table of a plan. `at` is its path in the text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    at: tuple[str | int, ...] = Field(default=(), alias=AT)

    @property
    def given(self) -> dict[str, Any]:
        """The keys that stand in the text, with what they say."""
        return {name: getattr(self, name) for name in self.model_fields_set if name != "at"}


class ProgrammeTable(Table):
    key: Key
    title: Text
    aim: Text
    months: Annotated[int, Field(ge=1, le=120)]
    cadence: Literal["monthly"] = "monthly"
    session_day: DayRule
    in_person_every_months: Annotated[int, Field(ge=0)] = 0
    virtual_minutes: Annotated[int, Field(ge=10, le=720)]
    language: Key = "en"
    tagline: Words = ""


class RoomsTable(Table):
    """How rooms are drawn; in a session only what differs from the defaults."""

    min_size: Annotated[int, Field(ge=2, le=50)] = 5
    max_size: Annotated[int, Field(ge=2, le=100)] = 8
    target_size: Annotated[int, Field(ge=2, le=100)] = 7
    strategy: Strategy = "mixed"
    min_lay_per_room: Annotated[int, Field(ge=0)] = 2
    when_lay_scarce: Literal["spread", "pair"] = "spread"
    max_same_organisation: Annotated[int, Field(ge=1)] = 2
    avoid_line_manager_pairs: bool = True
    vary_from_previous: bool = True
    keep_within_session: bool = True
    room_host: Key = "coach"
    propose_days_before: Annotated[int, Field(ge=0, le=60)] = 5
    publish_days_before: Annotated[int, Field(ge=0, le=60)] = 2
    freeze_hours_before: Annotated[int, Field(ge=0, le=168)] = 2
    assume_no_show_rate: Annotated[float, Field(ge=0, lt=1)] = 0.25
    most_rooms: Annotated[int, Field(ge=1)] | None = None  # tables a venue has, for one


class RemindersTable(Table):
    local_hour: Annotated[int, Field(ge=0, le=23)] = 10
    quiet_from: Wall = dt.time(20)
    quiet_until: Wall = dt.time(8)
    weekends: bool = False
    max_reminders_per_prompt: Annotated[int, Field(ge=0, le=5)] = 1
    remind_after_days: Annotated[int, Field(ge=1)] = 4
    max_messages_per_day: Annotated[int, Field(ge=1)] = 2
    never_remind_in_public: bool = True
    session_notices: list[Send] = [Offset(days=-7), Offset(days=-1), Offset(hours=-1)]


class StoriesTable(Table):
    default_visibility: Literal["room", "organisation", "community", "facilitators", "private"] = (
        "room"
    )
    name_choice: Literal["ask"] = "ask"
    second_consent_before_sharing_further: bool = True
    withdraw_any_time: bool = True
    reflection_days: Annotated[int, Field(ge=0)] = 7


class ResultsTable(Table):
    min_group_for_breakdown: Annotated[int, Field(ge=2)] = 5


class PartsTable(Table):
    """What the parts of a session are called that go round; an empty name leaves one out."""

    welcomer: Words = "welcomer"
    noticer: Words = "noticer"


class DefaultsTable(Table):
    rooms: RoomsTable = RoomsTable()
    reminders: RemindersTable = RemindersTable()
    stories: StoriesTable = StoriesTable()
    results: ResultsTable = ResultsTable()
    parts: PartsTable = PartsTable()


class RoleTable(Table):
    key: Key
    label: Text
    perspective: Literal["lay", "professional", "facilitation", "guest"]
    leads: bool = False


class SlotTable(Table):
    key: Key
    anchor_zone: Zone
    anchor_time: Wall
    calendar_months: Annotated[
        list[Annotated[int, Field(ge=1, le=12)]], Field(min_length=1, max_length=12)
    ] = list(range(1, 13))
    note: Words = ""


class StageTable(Table):
    key: Key
    order: int
    title: Text
    question: Text


class ArtefactFieldTable(Table):
    """One field. Whether it is `needed`, its `form`, and what it has to do with other fields of the same artefact."""

    key: Key
    label: Text
    max_chars: Annotated[int, Field(ge=1, le=MAX_CHARS)]
    repeat: bool = False
    form: Literal["words", "log", "balance", "number"] = "words"
    needed: bool = True
    each: Key | None = None
    after: Key | None = None


class ArtefactTable(Table):
    key: Key
    title: Text
    stage: Key
    level: Level
    owner: Literal["organisation", "subgroup", "community"]
    due_month: Month
    visibility: Visibility = "community"
    minimum: Annotated[int, Field(ge=1)] = 1
    based_on: list[Key] = []
    review_months: list[Month] = []
    fields: Annotated[list[ArtefactFieldTable], Field(min_length=1)]


class AgreementTable(Table):
    text: Text


class PromptTable(Table):
    """One question of one session."""

    key: Key
    when: Literal["pre", "room", "post", "between", "follow"]
    audience: Annotated[list[Key], Field(min_length=1)]
    type: Literal["text", "choice", "scale", "story", "notice"]
    text: PromptText
    visibility: Visibility
    minutes: Minutes
    send: Send | None = None
    help: PromptWords = ""
    max_chars: Annotated[int, Field(ge=1, le=MAX_CHARS)] | None = None
    choices: Annotated[list[Choice], Field(max_length=25)] = []
    choices_from: FieldName | None = None
    scale_min: int = 1
    scale_max: int = 5
    low: Annotated[str, Field(max_length=75)] = ""
    high: Annotated[str, Field(max_length=75)] = ""
    optional: bool = False
    feeds: FieldName | None = None
    use: Use | None = None
    round: Key | None = None


class RecurringPromptTable(PromptTable):
    """A question that comes back around every session of these kinds, from some month on."""

    modes: Annotated[list[ModeName], Field(min_length=1)] = ["virtual", "in_person"]
    from_month: Month = 1


class RoundTable(Table):
    key: Key
    title: Text
    minutes: Minutes
    format: Literal["plenary", "rooms", "home_team", "affinity", "break", "expert", "open"]
    method: Words = ""
    day: Annotated[int, Field(ge=1)] = 1


class ExpertTable(Table):
    theme: Text
    minutes: Minutes
    questions_minutes: Annotated[int, Field(ge=0)] = 0
    brief: Words = ""


class ReadingTable(Table):
    title: Text
    cite: Annotated[str, Field(min_length=1)]
    minutes: Minutes
    lay_summary: Words = ""


class SessionTable(Table):
    month: Month
    key: Key
    stage: Key
    mode: ModeName
    title: Text
    purpose: Text
    levels: list[Level] = []
    expects: list[Key] = []
    starts: list[Key] = []
    date: Day | None = None
    days: Annotated[int, Field(ge=1, le=14)] = 1
    venue: Words = ""
    venue_zone: MaybeZone = ""
    day_starts: list[Wall] = []
    may_be_in_person: bool = False
    rounds: Annotated[list[RoundTable], Field(min_length=1)]
    rooms: RoomsTable = RoomsTable()
    expert: ExpertTable | None = None
    reading: list[ReadingTable] = []
    prompt: list[PromptTable] = []


class PlanTable(Table):
    """The whole text."""

    schema_name: Literal["learning-plan/1"] = Field(alias="schema")
    programme: ProgrammeTable
    defaults: DefaultsTable = DefaultsTable()
    role: list[RoleTable] = []
    slot: list[SlotTable] = []
    stage: list[StageTable] = []
    artefact: list[ArtefactTable] = []
    agreement: list[AgreementTable] = []
    recurring_prompt: list[RecurringPromptTable] = []
    session: list[SessionTable] = []
