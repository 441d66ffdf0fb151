"""Evidence: everything a run left behind, as plain values that the checks can be tried on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.demo.almanac import Gathering
from bot.demo.community import Community
from bot.demo.diary import Diary
from bot.demo.letters import Letter
from bot.domain.answers import Reply, Response
from bot.domain.artefacts import Record
from bot.domain.effects import Effect
from bot.domain.followup import ActionItem, Subgroup
from bot.domain.sessions import RoomPlan


@dataclass(frozen=True, kw_only=True)
class ZoomKept:
    """A meeting as Zoom keeps it: the addresses in each room."""

    id: int
    starts_at: datetime
    rooms: Mapping[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Held:
    """One session as it was held. `read` is what each person's newest words about their room say."""

    session: Gathering
    rooms: RoomPlan | None
    versions: tuple[RoomPlan, ...]
    meetings: tuple[ZoomKept, ...]
    read: Mapping[str, str]
    zoom_calls: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Books:
    """What the bot's database holds in the end."""

    effects: tuple[Effect, ...]
    replies: tuple[Reply, ...]
    responses: tuple[Response, ...]
    actions: tuple[ActionItem, ...]
    subgroups: tuple[Subgroup, ...]
    artefacts: tuple[Record, ...]  # those that were begun, as they stand
    withheld: tuple[str, ...]  # the keys of what was put off to another day
    stories: tuple[tuple[datetime, str, str], ...]  # when, who, in answer to what
    unnamed: frozenset[str] = (
        frozenset()
    )  # questions that were answered, while no answer is kept with its giver


@dataclass(frozen=True, kw_only=True)
class Wire:
    """What the stand-ins saw: breaches of their rules, doubles, losses, and how gestures were taken."""

    violations: tuple[str, ...]
    doubled: tuple[str, ...]
    lost: tuple[str, ...]
    mishaps: tuple[str, ...]
    slow: tuple[str, ...]
    host_links: tuple[str, ...]
    faults: Mapping[str, int]
    calls: Mapping[str, int]


HOSTS_WORDS = (b"zak=", b"start_url")  # where one of them stands, the link that makes a host does


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How the bot stood at the end, and what in its files might tell who may be host."""

    owed: Mapping[str, int]
    status: int | None
    log: str
    files: bytes
    shown: Mapping[int, str]
    stuck: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything the checks look at."""

    community: Community
    begins: datetime
    ends: datetime
    diary: Diary
    letters: tuple[Letter, ...]
    held: tuple[Held, ...]
    books: Books
    wire: Wire
    ending: Ending
    link: str = ""  # where everybody meets; empty where that is Zoom

    def letters_of(self, *kinds: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.kind in kinds]

    def held_in(self, month: int | None) -> Held | None:
        return next((h for h in self.held if h.session.month == month), None)


@dataclass(frozen=True, kw_only=True)
class Invariant:
    """Something that must hold, whether it did, and its figure. `findings` name what broke it."""

    name: str
    held: bool
    figure: str
    findings: tuple[str, ...] = ()


def judged(name: str, findings: list[str], figure: str) -> Invariant:
    """It holds where nothing was found against it."""
    return Invariant(name=name, held=not findings, figure=figure, findings=tuple(findings))
