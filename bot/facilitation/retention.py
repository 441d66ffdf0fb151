"""What is kept for how long: once a night whatever is over its days goes, and anybody can look what would go when.

A look does the coming nights one after the other, in a transaction that is taken back: so it says what they do.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.civil_time import at_local_hour, last_local_hour, local_date
from bot.domain.programme import Note
from bot.facilitation import ending
from bot.facilitation.emptying import empty
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.facilitation.undone import undone
from bot.ports import Desk, House, Memory
from bot.voice import retention as words

NIGHT, WARNED = "retention-night", "retention-warned"
AT_HOUR = 4  # at night where the community lives, an hour after the backup
# nothing of people's goes before facilitators could read of it for so long
WARNING = timedelta(days=30)
# a duty removes them a day after the session; this is for what it missed
FORGOTTEN_SIGHTINGS = timedelta(days=7)
PEOPLE, UNSAID = "people", "unsaid"
NIGHTS = 31


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What goes, kind by kind: in the first night from now, in each, and in all; and when people's words do."""

    tonight: Mapping[str, int]
    coming: Mapping[str, int]
    nights: Mapping[datetime, Mapping[str, int]]
    people_at: datetime | None


def days_of(house: House) -> dict[str, timedelta]:
    """How long each kind is kept; people's from the end of the programme on."""
    return {
        "inbox": timedelta(days=house.inbox_days),
        "troubles": timedelta(days=house.trouble_words_days),
        "sightings": FORGOTTEN_SIGHTINGS,
        UNSAID: timedelta(days=house.unsaid_words_days),
        PEOPLE: timedelta(days=house.retention_days),
    }


def nightly(desk: Desk) -> Mapping[str, int]:
    """Remove what is over its days, once a night; how many of each kind. Safe to call at any time."""
    with desk.store.read() as memory:
        if not _due(desk, memory):
            return {}
    with desk.store.begin() as memory:
        if not _due(desk, memory):
            return {}  # another process was quicker
        setting = Setting(desk, memory)
        memory.notes.save(Note(id=NIGHT, text=setting.now.isoformat()))
        removed = _remove(desk, memory, setting.now)
        ending.follow(setting)  # also for what began before there was an ending
        if removed:
            said = ", ".join(f"{kind} {number}" for kind, number in sorted(removed.items()))
            trace(setting, "", f"let go of what was over its days: {said}", "")
        return removed


def _due(desk: Desk, memory: Memory) -> bool:
    note, now = memory.notes.seek(NIGHT), desk.clock.now()
    last = datetime.fromisoformat(note.text) if note else None
    return last is None or last < last_local_hour(now, desk.house.default_zone, AT_HOUR)


def preview(desk: Desk) -> Preview:
    """What the coming nights would remove if nothing else happened."""
    nights = dict(undone(desk, lambda memory: list(_coming(desk, memory))))
    every = sum((Counter(removed) for removed in nights.values()), Counter[str]())
    with desk.store.read() as memory:
        at = people_go_at(Setting(desk, memory))
    return Preview(
        tonight=next(iter(nights.values())), coming=dict(every), nights=nights, people_at=at
    )


def _coming(desk: Desk, memory: Memory) -> Iterator[tuple[datetime, Mapping[str, int]]]:
    now, zone = desk.clock.now(), desk.house.default_zone
    today = local_date(now, zone)
    strikes = (at_local_hour(today + timedelta(days=n), AT_HOUR, zone) for n in range(NIGHTS + 1))
    for night in [strike for strike in strikes if strike > now][:NIGHTS]:
        yield night, _remove(desk, memory, night)


def _remove(desk: Desk, memory: Memory, now: datetime) -> dict[str, int]:
    """All that is over its days at this instant."""
    kept = days_of(desk.house)
    removed = {
        kind: memory.remove_older(kind, now - kept[kind])
        for kind in ("inbox", "troubles", "sightings")
    }
    removed[UNSAID] = _forget_unsaid(memory, now, now - kept[UNSAID])
    removed[PEOPLE] = _people(Setting(desk, memory), now)
    return {kind: number for kind, number in removed.items() if number}


def _forget_unsaid(memory: Memory, now: datetime, before: datetime) -> int:
    old = memory.unsaid(before)
    for id in old:
        memory.sealed.destroy(memory.notes.get(id).text, now)
        memory.notes.remove(id)
        memory.forget_list.add("note", id, now)
    return len(old)


def _people(setting: Setting, now: datetime) -> int:
    """Everybody, once the programme has been over for long enough and facilitators could read that for a month."""
    due = _over_at(setting)
    if due is None or now < due - WARNING:
        setting.memory.notes.remove(WARNED)
        return 0
    if setting.memory.notes.seek(WARNED) is None:
        setting.memory.notes.save(Note(id=WARNED, text=now.isoformat()))
    at = people_go_at(setting)
    here = [person for person in setting.memory.people.find() if not person.erased]
    if at is None or now < at or not here:
        return 0
    for person in here:
        empty(setting.memory, person.id, now)
    setting.memory.erase_rest()
    return len(here)


def _over_at(setting: Setting) -> datetime | None:
    """When what people gave is over its days; None while nothing has begun."""
    if not setting.begun:
        return None
    ends = [session.ends_at for session in setting.sessions() if not session.cancelled]
    return max(ends) + days_of(setting.desk.house)[PEOPLE] if ends else None


def people_go_at(setting: Setting) -> datetime | None:
    """From when on people's words and details go; never before a month has passed since facilitators could read so."""
    due, note = _over_at(setting), setting.memory.notes.seek(WARNED)
    return max(due, datetime.fromisoformat(note.text) + WARNING) if due and note else due


def needs(setting: Setting) -> list[str]:
    """A line for facilitators in the last month before."""
    at = people_go_at(setting)
    if at is None or setting.now < at - WARNING:
        return []
    here = any(not person.erased for person in setting.memory.people.find())
    return [words.soon(at, setting.desk.house.default_zone)] if here else []
