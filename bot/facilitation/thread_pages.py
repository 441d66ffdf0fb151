"""The thread in a browser: all organisations at a glance, one of them in whole, one artefact side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.artefacts import ORGANISATION, Record
from bot.domain.programme import Artefact
from bot.domain.roster import GUEST, Participant
from bot.facilitation.artefact_windows import begins, organisation_named, shown_to
from bot.facilitation.artefacts import Records, artefact_of, organisation, readable, thread_of
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice import thread_pages as words
from bot.voice.thread_pages import Cell, Part, Stand, Written
from bot.voice.words import fold


@dataclass(frozen=True, kw_only=True)
class Row:
    """One artefact of the plan, and how far each organisation is with it."""

    key: str
    title: str
    due: int
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All organisations, in the order of the alphabet, and all artefacts, in the plan's."""

    lead: str
    organisations: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One organisation's thread in whole."""

    name: str
    artefacts: Sequence[Written]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What one organisation wrote of an artefact that is compared."""

    owner: str
    number: int
    parts: Sequence[Part]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One artefact of all who wrote it, side by side."""

    title: str
    lead: str
    written: Sequence[Beside]
    others: Sequence[tuple[str, str]]


def overview(desk: Desk, reader: Participant) -> Overview:
    """How far every organisation is with everything that the plan asks for. Raises NoProgramme."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        names = organisations(setting)
        by_name = {name: _own(setting, reader, name) for name in names}
        rows = [
            _row(setting, artefact, [by_name[name].get(artefact.key, []) for name in names])
            for artefact in setting.plan.artefacts
        ]
        cells = [cell for row in rows for cell in row.cells]
        complete = sum(cell.stand is Stand.COMPLETE for cell in cells)
        begun = complete + sum(cell.stand is Stand.BEGUN for cell in cells)
        return Overview(
            lead=words.lead(len(names), begun, complete), organisations=names, rows=rows
        )


def thread(desk: Desk, reader: Participant, name: str) -> Thread:
    """One organisation's thread, with that of its subgroups. Raises NoSuchThing, Ambiguous, NoProgramme."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        found = organisation_named(setting, name)
        records = [r for r in thread_of(setting, found) if readable(setting, reader, r.key)]
        return Thread(
            name=found,
            artefacts=[
                words.written(shown_to(setting, reader, record), f"a{place}")
                for place, record in enumerate(records)
            ],
        )


def compared(desk: Desk, reader: Participant, key: str) -> Compared:
    """One artefact of all organisations side by side. Raises NoSuchThing, NoProgramme."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        artefact = artefact_of(setting, key)
        rows = [
            record
            for name in organisations(setting)
            for record in _own(setting, reader, name).get(key, [])
        ]
        begun = [record for record in rows if record.begun]
        wrote = {record.key.name for record in begun}
        silent = [name for name in organisations(setting) if name not in wrote]
        return Compared(
            title=artefact.title,
            lead=words.compared(artefact.title, sorted(wrote, key=fold), silent),
            written=[
                Beside(owner=r.key.name, number=r.key.number, parts=words.parts(r)) for r in begun
            ],
            others=[(a.title, a.key) for a in setting.plan.artefacts],
        )


def organisations(setting: Setting) -> list[str]:
    """Every organisation of those who take part, in the order of the alphabet."""
    here = [p for p in setting.everyone.values() if not p.facilitates and p.role != GUEST]
    homes = {p.organisation for p in here if p.organisation}
    return sorted(homes, key=fold)


def _own(setting: Setting, reader: Participant, name: str) -> dict[str, list[Record]]:
    """What an organisation itself makes, by artefact, as far as this reader may read it."""
    found: dict[str, list[Record]] = {}
    for record in Records(setting).of(organisation(name)):
        if record.key.kind == ORGANISATION and readable(setting, reader, record.key):
            found.setdefault(record.key.artefact, []).append(record)
    return found


def _row(setting: Setting, artefact: Artefact, by_home: Sequence[Sequence[Record]]) -> Row:
    session = setting.next_session()
    month = setting.month_now(session) if session else setting.plan.months
    first = begins(setting, artefact)
    return Row(
        key=artefact.key,
        title=artefact.title,
        due=artefact.due_month,
        cells=[words.cell(records, first, month) for records in by_home],
    )
