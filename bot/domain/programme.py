"""The learning plan: what a programme is about, when it meets, what it asks and how it treats people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime, time, timedelta
from enum import StrEnum

LEADING = frozenset({"executive"})  # in a plan that does not say which of its roles lead


class Mode(StrEnum):
    VIRTUAL = "virtual"
    IN_PERSON = "in_person"


class When(StrEnum):
    """Where in a session's life a prompt belongs."""

    PRE = "pre"
    ROOM = "room"
    POST = "post"
    BETWEEN = "between"
    FOLLOW = "follow"


class PromptType(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    SCALE = "scale"
    STORY = "story"
    NOTICE = "notice"


class Stands(StrEnum):
    """Whether a prompt is asked: held until it is released, or skipped for good."""

    ASKED = "asked"
    HELD = "held"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class Offset:
    """So long before a session's start (minus) or after the end of its last day (plus).

    `at` is the hour of a whole day's offset where a person lives, where it is another than the usual one.
    """

    days: int = 0
    hours: int = 0
    minutes: int = 0
    at: time | None = None

    @property
    def day_level(self) -> bool:
        """Whole days are met at the local hour where a person lives; the rest by the instant."""
        return self.hours == 0 and self.minutes == 0

    @property
    def before(self) -> bool:
        return self.length < timedelta(0)

    @property
    def length(self) -> timedelta:
        return timedelta(days=self.days, hours=self.hours, minutes=self.minutes)


@dataclass(frozen=True, kw_only=True)
class RoomRules:
    """How rooms are drawn. The meaning of each field is the learning plan's own.

    `most_rooms` is how many there are where people meet: tables of a venue, rooms that a meeting can open.
    """

    min_size: int = 5
    max_size: int = 8
    target_size: int = 7
    strategy: str = "mixed"
    min_lay_per_room: int = 2
    when_lay_scarce: str = "spread"
    max_same_organisation: int = 2
    avoid_line_manager_pairs: bool = True
    vary_from_previous: bool = True
    keep_within_session: bool = True
    room_host: str = "coach"
    propose_days_before: int = 5
    publish_days_before: int = 2
    freeze_hours_before: int = 2
    assume_no_show_rate: float = 0.25
    most_rooms: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReminderRules:
    """When people may be spoken to, and how often."""

    local_hour: int = 10
    quiet_from: time = time(20)
    quiet_until: time = time(8)
    weekends: bool = False
    max_reminders_per_prompt: int = 1
    remind_after_days: int = 4
    max_messages_per_day: int = 2
    never_remind_in_public: bool = True
    session_notices: tuple[Offset, ...] = (Offset(days=-7), Offset(days=-1), Offset(hours=-1))


@dataclass(frozen=True, kw_only=True)
class StoryRules:
    """How stories are kept."""

    default_visibility: str = "room"
    name_choice: str = "ask"
    second_consent_before_sharing_further: bool = True
    withdraw_any_time: bool = True
    reflection_days: int = 7


@dataclass(frozen=True, kw_only=True)
class Role:
    """A way of taking part. `perspective` is lay, professional, facilitation or guest; some lead an organisation."""

    key: str
    label: str
    perspective: str
    leads: bool = False


def leading(roles: Iterable[Role]) -> frozenset[str]:
    """The roles that lead an organisation: those of which the plan says so, else executives."""
    return frozenset(role.key for role in roles if role.leads) or LEADING


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A wall-clock time in one city, for some months of the year (1-12)."""

    key: str
    anchor_zone: str
    anchor_time: time
    calendar_months: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Stage:
    key: str
    order: int
    title: str
    question: str


@dataclass(frozen=True, kw_only=True)
class ArtefactField:
    """One thing an artefact says. `form` is words, log (all that is written stays), balance (a log of what was added
    and what came off) or number. `each` names a field it has a line for each line of; `after` one that is written
    before it.
    """

    key: str
    label: str
    max_chars: int
    repeat: bool = False
    form: str = "words"
    needed: bool = True
    each: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Artefact:
    """Something an organisation, a subgroup or the whole community (`owner`) makes along the way."""

    key: str
    title: str
    stage: str
    level: str
    owner: str
    due_month: int
    visibility: str
    fields: tuple[ArtefactField, ...]
    minimum: int = 1
    based_on: tuple[str, ...] = ()
    review_months: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One question, put in a moment, to some people, with a promise of who sees the answer.

    `send` is None for room prompts: they follow their round. `round` names the round of a room prompt. `stands` and
    `since` are the facilitators' word: whether it is asked, and from which instant on.
    """

    key: str
    when: When
    audience: tuple[str, ...]
    type: PromptType
    text: str
    visibility: str
    minutes: int
    send: Offset | None = None
    modes: tuple[Mode, ...] = (Mode.VIRTUAL, Mode.IN_PERSON)
    help: str = ""
    max_chars: int = 0
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    scale_min: int = 1
    scale_max: int = 5
    low: str = ""
    high: str = ""
    optional: bool = False
    feeds: str = ""
    use: str = ""
    round: str = ""
    from_month: int = 1
    recurring: bool = False
    stands: Stands = Stands.ASKED
    since: datetime | None = None

    @property
    def asked(self) -> bool:
        """Whether nobody holds it back or skips it."""
        return self.stands is Stands.ASKED

    @property
    def anonymous(self) -> bool:
        """Whether answers are kept without their givers. A story has its own choice of name."""
        return self.visibility == "anonymous" and self.type is not PromptType.STORY


@dataclass(frozen=True, kw_only=True)
class Round:
    """One stretch of a session's agenda. `format` rooms, home_team and affinity have rooms; `owner` is who leads it."""

    key: str
    title: str
    minutes: int
    format: str
    method: str = ""
    day: int = 1
    owner: str = ""

    @property
    def in_rooms(self) -> bool:
        return self.format in {"rooms", "home_team", "affinity"}


@dataclass(frozen=True, kw_only=True)
class ExpertSlot:
    theme: str
    minutes: int
    questions_minutes: int
    brief: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    title: str
    cite: str
    minutes: int
    lay_summary: str = ""


@dataclass(frozen=True, kw_only=True)
class PlannedSession:
    """One month's gathering as the plan has it, before it gets a date."""

    month: int
    key: str
    stage: str
    mode: Mode
    title: str
    purpose: str
    rounds: tuple[Round, ...]
    levels: tuple[str, ...] = ()
    expects: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    days: int = 1
    venue: str = ""
    venue_zone: str = ""
    day_starts: tuple[time, ...] = ()
    date: Day | None = None
    may_be_in_person: bool = False
    rooms: RoomRules = RoomRules()
    expert: ExpertSlot | None = None
    readings: tuple[Reading, ...] = ()
    prompts: tuple[Prompt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LearningPlan:
    """A whole programme as data: nothing about it is hard-coded anywhere else."""

    key: str
    title: str
    aim: str
    months: int
    session_day: str
    virtual_minutes: int
    language: str
    tagline: str
    in_person_every_months: int
    rooms: RoomRules
    reminders: ReminderRules
    stories: StoryRules
    min_group_for_breakdown: int
    roles: tuple[Role, ...]
    slots: tuple[Slot, ...]
    stages: tuple[Stage, ...]
    artefacts: tuple[Artefact, ...]
    agreements: tuple[str, ...]
    recurring: tuple[Prompt, ...]
    sessions: tuple[PlannedSession, ...]
    parts: Mapping[str, str]

    def session(self, month: int) -> PlannedSession:
        return next(s for s in self.sessions if s.month == month)

    def prompts_of(self, month: int) -> tuple[Prompt, ...]:
        """Everything asked around one session: what comes back every month, then its own.

        One of its own stands in the place of a monthly one that has the same key.
        """
        session = self.session(month)
        own = {prompt.key: prompt for prompt in session.prompts}
        monthly = [
            own.pop(p.key, p)
            for p in self.recurring
            if month >= p.from_month and session.mode in p.modes
        ]
        return (*monthly, *own.values())

    def prompt(self, month: int, key: str) -> Prompt:
        return next(p for p in self.prompts_of(month) if p.key == key)

    @property
    def labels(self) -> Mapping[str, str]:
        return {role.key: role.label for role in self.roles}

    @property
    def leaders(self) -> frozenset[str]:
        """The roles of those who lead an organisation."""
        return leading(self.roles)

    def perspective(self, role: str) -> str:
        """The perspective a role speaks from; an unlisted role counts as professional."""
        return next((r.perspective for r in self.roles if r.key == role), "professional")


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A learning plan that has begun: its text as loaded, and the calendar month of its first session."""

    id: str
    plan_text: str
    start_year: int
    start_month: int
    loaded_at: datetime

    @property
    def start(self) -> tuple[int, int]:
        return self.start_year, self.start_month


@dataclass(frozen=True, kw_only=True)
class Note:
    """One small fact the bot keeps for itself, under a name (who saw Home, which day a digest was made)."""

    id: str
    text: str
