"""Each night every session ahead is placed anew by the law on clocks in force: where a law changed, all that waits
follows, whoever was told hears it once, and facilitators read what is different.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import read_clocks_anew, resolved_anew, tzdata_version
from bot.domain.civil_time import last_local_hour
from bot.domain.programme import Note
from bot.domain.sessions import Session
from bot.facilitation import change_news, guest_times, retiming
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe
from bot.facilitation.traces import trace
from bot.ports import Desk, Memory
from bot.voice import law_changes
from bot.voice import moves as words

NOTE = "civil-night"
AT_HOUR = 3  # at night where the community lives

Walls = dict[str, str]


def nightly(desk: Desk) -> bool:
    """Place the sessions ahead anew, once a night; whether any was changed. Safe to call at any time."""
    with desk.store.read() as memory:
        due = Setting(desk, memory).begun and _due(desk, memory)
    if not due:
        return False
    read_clocks_anew()
    with desk.store.begin() as memory:
        if not _due(desk, memory):
            return False  # another process was quicker
        setting = Setting(desk, memory)
        memory.notes.save(Note(id=NOTE, text=setting.now.isoformat()))
        ahead = [s for s in setting.sessions() if s.starts_at > setting.now]
        changed = [line for session in ahead if (line := _look(setting, session))]
        if changed:
            _tell_facilitators(setting, changed)
        return bool(changed)


def last_night(desk: Desk) -> str:
    """When they were placed anew last; empty where they never were."""
    with desk.store.read() as memory:
        note = memory.notes.seek(NOTE)
    return note.text if note else ""


def _due(desk: Desk, memory: Memory) -> bool:
    note, now = memory.notes.seek(NOTE), desk.clock.now()
    last = datetime.fromisoformat(note.text) if note else None
    return last is None or last < last_local_hour(now, desk.house.default_zone, AT_HOUR)


def _look(setting: Setting, was: Session) -> str:
    """Let one session follow the law on clocks; what is different in words, empty where nothing is."""
    new = resolved_anew(was, setting.planned(was))
    told = _walls_told(setting, was)
    now = {zone: new.local_wall(zone) for zone in setting.zones}
    _remember(setting, new, now)
    other = {zone: wall for zone, wall in now.items() if told.get(zone, wall) != wall}
    if not other and new.starts_at == was.starts_at:
        if new.tzdata != was.tzdata:
            setting.memory.sessions.save(new)
        return ""
    awaited = guest_times.appointments(setting)
    new = replace(new, moves=was.moves + 1, moved_at=setting.now)
    setting.memory.sessions.save(new)
    setting.memory.notes.save(Note(id=f"moved:{new.id}", text=words.LAW_CHANGED))
    trace(setting, "", "placed a session anew by the law on clocks", new.id)
    if not new.cancelled:
        _follow(Setting(setting.desk, setting.memory), was, new, awaited, told)
    return law_changes.by_law(new, {zone: (told[zone], wall) for zone, wall in other.items()})


def _follow(
    setting: Setting,
    was: Session,
    new: Session,
    awaited: guest_times.Appointments,
    told: Mapping[str, str],
) -> None:
    """Facilitators read it with all that is different; everybody else who was told of the old hour hears the new."""
    retiming.follow(setting, was, awaited)
    people = [p for p in change_news.who_hears(setting, new) if not p.facilitates]
    change_news.tell(setting, was, new, people, by="", told=told)


def _walls_told(setting: Setting, session: Session) -> Walls:
    """The session's start in each city as it was on the last night."""
    note = setting.memory.notes.seek(_walls(session))
    kept = json.loads(note.text) if note else {}
    if kept.get("starts_at") != session.starts_at.isoformat():  # moved since by a facilitator
        kept = {}
    return {zone: kept.get(zone) or session.local_wall(zone) for zone in setting.zones}


def _walls(session: Session) -> str:
    return f"walls:{session.id}"


def _remember(setting: Setting, session: Session, walls: Walls) -> None:
    text = json.dumps({"starts_at": session.starts_at.isoformat(), **walls}, sort_keys=True)
    note = setting.memory.notes.seek(_walls(session))
    if note is None or note.text != text:
        setting.memory.notes.save(Note(id=_walls(session), text=text))


def _tell_facilitators(setting: Setting, lines: list[str]) -> None:
    said = law_changes.law_changed(tzdata_version(), lines)
    for who in setting.facilitators:
        key = f"{NOTE}:{setting.now:%Y-%m-%d}:{who.id}"
        owe(setting, "trouble", key, who, {"words": said})
