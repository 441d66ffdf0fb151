"""What facilitators, the machine and the bot itself did, for facilitators who share the work; never what others did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.followup import Trace
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.traces import AT_THE_MACHINE, BY_ITSELF
from bot.ports import Desk
from bot.voice import audit as words
from bot.voice.audit import Deed
from bot.voice.words import spelled

A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose acts, on which day of the reader's calendar, and which page of them, from 1."""

    who: str = ""
    day: date | None = None
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """The page: newest first. `doers` are ids and names to choose from; `older` and `newer` are page numbers, or 0."""

    lead: str
    deeds: Sequence[Deed]
    doers: Sequence[tuple[str, str]]
    older: int
    newer: int


def audit_page(desk: Desk, reader: Participant, asked: Asked) -> AuditPage:
    """The acts that were asked for. People appear by name as long as they are known, and sessions by number."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        doers = _doers(setting)
        found = _found(setting, reader, asked, doers)
        start = (asked.page - 1) * A_PAGE
        about = _about(setting)
        return AuditPage(
            lead=words.lead(len(found), found[0].at if found else None, reader.zone),
            deeds=[
                words.deed(
                    line, who=doers[line.who], about=about.get(line.about, ""), zone=reader.zone
                )
                for line in found[start : start + A_PAGE]
            ],
            doers=sorted(doers.items(), key=lambda each: each[1].casefold()),
            older=asked.page + 1 if len(found) > start + A_PAGE else 0,
            newer=asked.page - 1 if asked.page > 1 else 0,
        )


def _doers(setting: Setting) -> dict[str, str]:
    """Whose acts are shown: facilitators, also those who have left, the machine and the bot."""
    first = {person.id for person in setting.facilitators}
    team = [p for p in setting.memory.people.find() if p.facilitates or p.id in first]
    named = {p.id: words.doer(spelled(p.name) if not p.has_left else None) for p in team}
    return named | {AT_THE_MACHINE: words.MACHINE, BY_ITSELF: words.ITSELF}


def _found(
    setting: Setting, reader: Participant, asked: Asked, doers: Mapping[str, str]
) -> list[Trace]:
    """The lines, newest first."""
    if not may_see(setting, reader, Thing.DEED) or (asked.who and asked.who not in doers):
        return []
    lines = setting.memory.traces.find(who=[asked.who] if asked.who else list(doers))
    return [one for one in reversed(lines) if asked.day in {None, _day(one.at, reader.zone)}]


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _about(setting: Setting) -> dict[str, str]:
    """What an id is called, for sessions and people; all others stay unsaid."""
    people = {person.id: spelled(person.name) for person in setting.everyone.values()}
    return people | {one.id: words.session(one.month) for one in setting.memory.sessions.find()}
