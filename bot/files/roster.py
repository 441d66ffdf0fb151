"""The roster as a file: who takes part, read with findings people can act on, and written back safely."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.domain.roster import ONCE, Participant
from bot.files.roster_cells import folded
from bot.files.roster_rows import read_row
from bot.files.roster_table import COLUMNS, RowFinding, guarded, read_table
from bot.files.roster_together import check_together, one_spelling

__all__ = [
    "RosterChange",
    "RosterReading",
    "RowFinding",
    "compare",
    "read_roster",
    "write_roster",
]

LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class RosterReading:
    """A roster as it was read: the people whose rows can be used, and everything that was noticed."""

    people: tuple[Participant, ...] = ()
    findings: tuple[RowFinding, ...] = ()

    @property
    def errors(self) -> tuple[RowFinding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[RowFinding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    @property
    def ok(self) -> bool:
        """Whether all of it can be taken over as it is."""
        return not self.errors


def read_roster(source: bytes | Path, *, roles: Mapping[str, str], today: date) -> RosterReading:
    """Read a roster file. `roles` are the plan's, by key, with their labels.

    `today` tells which cities share a clock, where somebody wrote a distance from UTC for a city.
    """
    table = read_table(source)
    rows = [read_row(number, cells, roles) for number, cells in table.rows]
    check_together(rows, today)
    spellings = one_spelling(rows)
    found = [*table.findings, *(finding for row, _ in rows for finding in row.findings)]
    if not rows and not found:
        found.append(RowFinding(row=0, field="", words="There is nobody on this roster yet."))
    unusable = {finding.row for finding in found if finding.severity == "error"}
    people = (
        replace(person, organisation=spellings.get(row.number, person.organisation))
        for row, person in rows
        if row.number not in unusable
    )
    return RosterReading(people=tuple(people), findings=tuple(sorted(found, key=_place)))


def _place(finding: RowFinding) -> tuple[int, int]:
    """Row by row, and in a row from left to right."""
    column = COLUMNS.index(finding.field) if finding.field in COLUMNS else -1
    return finding.row, column


def write_roster(people: Iterable[Participant]) -> str:
    """The roster as CSV text, with no cell that a spreadsheet would take for a formula."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for person in people:
        rows.writerow([guarded(cell) for cell in _cells(person)])
    return text.getvalue()


def _cells(person: Participant) -> tuple[str, ...]:
    return (
        person.id,
        person.name,
        person.email,
        person.zoom_email,
        person.role,
        person.title,
        person.organisation,
        person.zone,
        person.language,
        "yes" if person.slack_guest else "no",
        person.access_needs,
        person.line_manager,
    )


@dataclass(frozen=True, kw_only=True)
class RosterChange:
    """What a new roster would do to the one we have; `changed` pairs each person before and after."""

    added: tuple[Participant, ...] = ()
    changed: tuple[tuple[Participant, Participant], ...] = ()
    gone: tuple[Participant, ...] = ()
    same: tuple[Participant, ...] = ()
    back: tuple[Participant, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone or self.back)


def compare(old: Sequence[Participant], new: Sequence[Participant]) -> RosterChange:
    """Who is new, who is described differently, who is no longer there, and who stays as they were.

    People are known by their id, else by their address; what Slack and they themselves have told us
    since (`slack_id`, `standing`) and their id stay. Those who left before are not gone again; where they are on the
    new roster, they are `back`, beside what is changed in them.
    """
    known = _known(old, new)
    pairs = [(known.get(number), person) for number, person in enumerate(new)]
    both = [(before, _kept(before, after)) for before, after in pairs if before]
    met = {before.id for before, _ in both}
    return RosterChange(
        added=tuple(after for before, after in pairs if not before),
        changed=tuple((before, after) for before, after in both if before != after),
        gone=tuple(p for p in old if p.id not in met and p.standing not in {LEFT, ONCE}),
        same=tuple(before for before, after in both if before == after),
        back=tuple(after for before, after in both if before.standing == LEFT),
    )


def _kept(before: Participant, after: Participant) -> Participant:
    return replace(after, id=before.id, slack_id=before.slack_id, standing=before.standing)


def _known(old: Sequence[Participant], new: Sequence[Participant]) -> dict[int, Participant]:
    """Who each of the new rows was before: first everyone by id, then those left over by address."""
    by_id = {folded(person.id): person for person in old}
    known = {n: by_id[folded(p.id)] for n, p in enumerate(new) if folded(p.id) in by_id}
    met = {person.id for person in known.values()}
    by_address = {folded(person.email): person for person in old if person.id not in met}
    for number, person in enumerate(new):
        if number not in known and folded(person.email) in by_address:
            known[number] = by_address.pop(folded(person.email))
    return known
