"""The desk: everything a use case may ask for, handed in and never reached for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.domain.programme import LearningPlan, Prompt
from bot.ports.memory import Store
from bot.ports.outside import (
    Backups,
    Clock,
    Links,
    MeetingNews,
    Meetings,
    Messenger,
    Rehearsals,
    Vault,
)
from bot.ports.post import FeedWriter, PostOffice
from bot.ports.workspaces import OnlyHome, Workspaces


@dataclass(frozen=True, kw_only=True)
class House:
    """What an installation decides for its community."""

    name: str = "Learning community"
    language: str = "en"
    default_zone: str = "UTC"
    channel: str = ""
    publish_by_hand: bool = True
    seat_unanswered: bool = True
    settled_words_days: int = 90
    dry_run: bool = False  # nothing reaches anybody but facilitators
    retention_days: int = 365
    inbox_days: int = 60
    trouble_words_days: int = 90
    unsaid_words_days: int = 30
    facilitators: tuple[str, ...] = ()
    zoom_hosts: tuple[str, ...] = ()
    host_key: str = field(default="", repr=False)
    max_rooms: int = 50
    max_preassigned: int = 200
    public_url: str = ""
    # real ones, that nobody can skip, before a lost call is surely not there
    settle_seconds: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything a use case may ask for. Handed in, never reached for."""

    store: Store
    clock: Clock
    messenger: Messenger
    meetings: Meetings
    news: MeetingNews
    links: Links
    vault: Vault
    house: House
    read_plan: Callable[[str], LearningPlan]
    prompt_faults: Callable[[str, int, Prompt], Sequence[str]]
    write_feed: FeedWriter
    workspaces: Workspaces = field(default_factory=OnlyHome)
    backups: Backups | None = None
    post_office: PostOffice | None = None
    rehearsals: Rehearsals | None = None
