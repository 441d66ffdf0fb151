"""From rows of cells to people: what one row says by itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.roster import Participant
from bot.files.roster_cells import (
    hidden_sign,
    is_address,
    read_language,
    read_role,
    read_yes,
)
from bot.files.roster_table import COLUMNS, REQUIRED, Cells, RowFinding
from bot.files.zones import ZoneReading, read_zone

LONG_NAME = 80
_ID = re.compile(r"[^\s:/,]{1,64}")
_WANTED = {
    "person_id": "This person has no id. Give one that nobody else has, such as p064.",
    "display_name": "This person has no name. Write the name people call them by.",
    "email": "The address is missing. Slack knows people by it, so everybody needs one.",
    "role": "The role is missing.",
    "organisation": "The organisation is missing.",
    "time_zone": "The time zone is missing. Write a city's, such as Europe/Stockholm.",
}


@dataclass
class Row:
    """One row on its way to a person; what is noticed gathers beside it."""

    number: int
    cells: dict[str, str]
    zone: ZoneReading = field(default_factory=ZoneReading)
    findings: list[RowFinding] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.cells["person_id"]

    def say(self, column: str, words: str, *, severity: str = "error") -> None:
        finding = RowFinding(
            row=self.number, field=column, words=words, severity=severity, person=self.id
        )
        self.findings.append(finding)

    def warn(self, column: str, words: str) -> None:
        self.say(column, words, severity="warning")


def read_row(number: int, cells: Cells, roles: Mapping[str, str]) -> tuple[Row, Participant]:
    """A row and the person it describes; what keeps the row from being used is among its findings."""
    row = Row(number=number, cells=dict(cells))
    for column in COLUMNS:
        _tidy(row, column)
    for column in REQUIRED:
        if not row.cells[column]:
            row.say(column, _WANTED[column])
    _check_id(row)
    for column in ("email", "zoom_email", "line_manager_email"):
        _check_address(row, column)
    return row, _person(row, roles)


def _tidy(row: Row, column: str) -> None:
    """Line breaks belong in access needs only; control signs belong nowhere."""
    cell = row.cells[column]
    if sign := hidden_sign(cell):
        row.say(
            column, f"An invisible control sign ({sign}) hides in this cell. Type the cell again."
        )
    if column != "access_needs" and re.search(r"[\n\r\t]", cell):
        row.cells[column] = " ".join(cell.split())
        row.warn(column, "A line break in this cell was read as a blank.")


def _check_id(row: Row) -> None:
    if row.id and not _ID.fullmatch(row.id):
        row.say(
            "person_id", f'"{row.id}" cannot be an id. Use up to 64 letters, digits and dashes.'
        )


def _check_address(row: Row, column: str) -> None:
    cell = row.cells[column]
    if cell and not is_address(cell):
        row.say(
            column, f'"{cell}" is not an e-mail address. Write only the address: name@example.org.'
        )


def _person(row: Row, roles: Mapping[str, str]) -> Participant:
    cells = row.cells
    if len(cells["display_name"]) > LONG_NAME:
        words = f"This name has {len(cells['display_name'])} characters and will be cut short on buttons."
        row.warn("display_name", words)
    return Participant(
        id=row.id,
        name=cells["display_name"],
        email=cells["email"],
        role=_role(row, roles),
        organisation=cells["organisation"],
        zone=_zone(row),
        zoom_email=cells["zoom_email"],
        title=cells["title"],
        language=_language(row),
        slack_guest=_guest(row),
        access_needs=cells["access_needs"],
        line_manager=cells["line_manager_email"],
    )


def _role(row: Row, roles: Mapping[str, str]) -> str:
    if not row.cells["role"]:
        return ""
    role, words = read_role(row.cells["role"], roles)
    if words:
        row.say("role", words, severity="warning" if role else "error")
    return role


def _zone(row: Row) -> str:
    """The zone; the words about one that cannot be used wait until it is known which cities could be meant."""
    if row.cells["time_zone"]:
        row.zone = read_zone(row.cells["time_zone"])
        if row.zone.zone and row.zone.words:
            row.warn("time_zone", row.zone.words)
    return row.zone.zone


def _language(row: Row) -> str:
    cell = row.cells["language"]
    language = read_language(cell) if cell else "en"
    if language is None:
        row.warn("language", f'"{cell}" is not a language code such as en or pt-BR; en was taken.')
    return language or "en"


def _guest(row: Row) -> bool:
    answer = read_yes(row.cells["slack_guest"])
    if answer is None:
        row.say(
            "slack_guest", f'"{row.cells["slack_guest"]}" is neither yes nor no. Write one of them.'
        )
    return bool(answer)
