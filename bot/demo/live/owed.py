"""What the page shows of the bot's ledger: each entry in plain words, and what falls due next and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.community import Community
from bot.demo.letters import Letter
from bot.demo.live import owed_tables, owed_words
from bot.demo.live.owed_duties import of_duty
from bot.demo.live.owed_entries import Entry, entry_of, why
from bot.demo.live.owed_local import cities, hours
from bot.demo.narration import sentence, sort_of
from bot.demo.pages import city
from bot.domain.effects import State
from bot.voice.words import count

Json = Mapping[str, Any]
STATES = {
    State.READY: "waits",
    State.SENDING: "leaving",
    State.UNKNOWN: "being looked up",
    State.DONE: "sent",
    State.DEAD: "refused",
    State.CANCELLED: "withheld",
    State.EXPIRED: "too late",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry of the ledger. `state` is the bot's word for it, `state_words` ours."""

    id: int
    words: str
    whom: str
    state: str
    state_words: str
    when: datetime
    why: str
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something that is to come. `hours` is what the clocks show then where those live whom it concerns."""

    at: datetime
    words: str
    why: str
    hours: str


def rows(effects: Iterable[Json], community: Community, now: datetime) -> list[Row]:
    """Entries of the ledger, in the order in which the bot tells them: the oldest first."""
    return [_row(entry_of(told, community), community, now) for told in effects]


def _row(entry: Entry, community: Community, now: datetime) -> Row:
    done = entry.state is State.DONE and entry.key.effect in owed_tables.DONE
    return Row(
        id=entry.id,
        words=owed_words.of_effect(community, entry.key),
        whom=_whom(entry),
        state=entry.state.value,
        state_words="done" if done else STATES[entry.state],
        when=entry.at,
        why=why(entry, community, now),
        attempts=entry.attempts,
    )


def _whom(entry: Entry) -> str:
    """A name, an organisation and a city; or a place, where it is for no single person."""
    place = owed_tables.PLACES.get(entry.key.kind, "")
    if place or entry.person is None:
        return place or "One person"
    person = entry.person
    return ", ".join(filter(None, [person.name, person.organisation, city(person.zone)]))


def due(
    waiting: Iterable[Json],
    effects: Iterable[Json],
    community: Community,
    now: datetime,
    *,
    most: int = 50,
) -> list[Due]:
    """What is to come, the soonest first: duties, and messages of one kind that leave at one instant."""
    entries = (entry_of(told, community) for told in effects)
    together: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        if entry.waits:
            together.setdefault(_sort(entry), []).append(entry)
    groups = [_group(alike, community, now) for alike in together.values()]
    soonest = sorted(waiting, key=lambda told: str(told["due_at"]))[:most]
    duties = [_duty(told, community) for told in soonest]
    return sorted([*groups, *duties], key=lambda each: (each.at, each.words))[:most]


def _sort(entry: Entry) -> tuple[object, ...]:
    alike = sort_of(_letter(entry)) if not entry.key.is_edit else ("edit",)
    return (entry.at, entry.state, *alike)


def _letter(entry: Entry) -> Letter:
    """An entry as the transcript would know it once it has arrived."""
    return Letter(
        n=entry.id, at=entry.at, person=entry.person.id if entry.person else "", channel="",
        kind=entry.key.kind, key=entry.key.text, mark="", words="",
    )  # fmt: skip


def _group(alike: Sequence[Entry], community: Community, now: datetime) -> Due:
    first, zones = alike[0], {e.person.zone for e in alike if e.person}
    reason = why(first, community, now)
    if len(zones) > 1 and reason.startswith("due at"):
        reason = cities(first.at, zones)
    words = _happens(alike, community)
    return Due(at=first.at, words=words, why=reason, hours=hours(first.at, zones))


def _happens(alike: Sequence[Entry], community: Community) -> str:
    first, number = alike[0], len(alike)
    if first.state is State.UNKNOWN:
        return f"{count(number, 'entry', 'entries')} in doubt: looked up, and sent if not there"
    if first.key.effect in owed_tables.HAPPENS:
        return owed_words.happens(first.key.effect, number)
    return sentence(community, _letter(first), number)


def _duty(told: Json, community: Community) -> Due:
    at = datetime.fromisoformat(told["due_at"])
    words, reason, zones = of_duty(told["key"], told["kind"], at, community)
    return Due(at=at, words=words, why=reason, hours=hours(at, zones))
