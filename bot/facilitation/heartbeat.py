"""The heartbeat: whether what is due leaves, and a word to facilitators where it has not for a quarter of an hour."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from os import getpid
from socket import gethostname

from bot.domain.effects import Effect, State
from bot.domain.roster import Participant
from bot.facilitation import alive, backups
from bot.facilitation.alive import Sign
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe
from bot.ports import Desk
from bot.voice import heartbeat as words
from bot.voice.message import Message

KIND = "heartbeat"
PATIENCE = timedelta(minutes=15)
NEAR = timedelta(hours=24)  # a session so near is worth a word at night
IN_ZOOM = frozenset(
    {
        "meeting-open", "meeting-move", "meeting-rooms", "meeting-close", "meeting-seen", "small-meeting",
        "small-meeting-close",
    }
)  # fmt: skip
BY_MAIL = frozenset({"mail", "guest"})  # a guest in Slack is the rarer one
TOLD_ALREADY = (
    IN_ZOOM
    | BY_MAIL
    | {
        "subgroup-place",
        KIND,
    }
)  # facilitators hear of these when they are refused
LASTING = timedelta(days=2)
MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """Effects that are stuck in one way: for Slack, for Zoom, for the mail server, in doubt, or refused for good."""

    about: str
    effects: Sequence[Effect]

    @property
    def since(self) -> datetime:
        return min(effect.not_before for effect in self.effects)

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(effect.id for effect in self.effects)


def stuck_now(setting: Setting) -> list[Stuck]:
    """What has been due, or in doubt, for a quarter of an hour, and what was refused."""
    ledger = setting.memory.effects
    late = [e for e in ledger.stuck(setting.now, PATIENCE, MOST) if e.kind != KIND]
    refused = ledger.newest(MOST, states=[State.DEAD])
    piles: dict[str, list[Effect]] = {}
    for effect in [*late, *(e for e in refused if e.kind not in TOLD_ALREADY)]:
        piles.setdefault(about(effect), []).append(effect)
    return [Stuck(about=name, effects=pile) for name, pile in sorted(piles.items())]


def about(effect: Effect) -> str:
    """In which way this effect is stuck."""
    if effect.state in {State.DEAD, State.UNKNOWN}:
        return effect.state.value
    if effect.kind in BY_MAIL:
        return "mail"
    return "zoom" if effect.kind in IN_ZOOM else "slack"


@dataclass
class Heartbeat:
    """One process's watch: what it finds stuck at two looks in a row, it tells, once a day for each trouble.

    A clock that leaps, or a bot that has just woken from a long sleep, finds everything late; that alone is no trouble.
    """

    engine: str = "in-process"
    before: dict[str, frozenset[int]] = field(default_factory=dict)
    name: str = field(default_factory=lambda: f"{gethostname()}:{getpid()}")

    def alive(self, desk: Desk) -> None:
        """Say that this process keeps time; call it when it begins, and every minute."""
        sign = Sign(
            name=self.name, engine=self.engine, at=desk.clock.now(), version=version("convener")
        )
        with desk.store.begin() as memory:
            alive.show(memory, sign)

    def ended(self, desk: Desk) -> None:
        """Say that it ends as it should."""
        with desk.store.begin() as memory:
            alive.leave(memory, self.name)

    def look(self, desk: Desk) -> list[Stuck]:
        """Look once, every minute; what facilitators were told of now."""
        with desk.store.read() as memory:
            setting = Setting(desk, memory)
            found = stuck_now(setting) if setting.begun else []
        lasting = [one for one in found if one.ids & self.before.get(one.about, frozenset())]
        self.before = {one.about: one.ids for one in found}
        return tell(desk, lasting) if lasting else []


def tell(desk: Desk, lasting: Sequence[Stuck]) -> list[Stuck]:
    """Owe each facilitator a word; what was news to them, or what there is nobody to tell."""
    news = []
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        for one in lasting:
            since, number = one.since.isoformat(), len(one.effects)
            facts = {"about": one.about, "since": since, "number": number}
            key = f"{KIND}:{one.about}:{_day(setting, one)}"
            told = [
                owe(
                    setting,
                    KIND,
                    f"{key}:{who.id}",
                    who,
                    facts,
                    quiet=not near(setting),
                    expires_at=setting.now + LASTING,
                )
                for who in setting.facilitators
            ]
            if any(told) or not told:
                news.append(one)
    return news


def _day(setting: Setting, one: Stuck) -> str:
    """What makes it the same trouble: its day; for what was refused, the newest of it."""
    return str(max(one.ids)) if one.about == State.DEAD else f"{setting.now:%Y-%m-%d}"


def near(setting: Setting) -> bool:
    """Whether a session is on, or begins within a day."""
    session = setting.next_session()
    return session is not None and session.starts_at - setting.now <= NEAR


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """What a facilitator reads: how it is at the moment it leaves, or that it is over."""
    if effect.payload["about"] == backups.ABOUT:
        return backups.letter(setting, person)
    trouble, since = effect.payload["about"], datetime.fromisoformat(effect.payload["since"])
    now = next((one for one in stuck_now(setting) if one.about == trouble), None)
    if now is not None:
        number = len(now.effects)
        return words.stuck(trouble, number=number, since=now.since, zone=person.zone)
    if trouble == State.DEAD:
        return Drop(why="nothing is refused any more")
    return words.over(trouble, since=since, zone=person.zone)
