"""From the bytes of a roster file to rows of named cells, whatever program saved them."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

COLUMNS = (
    "person_id",
    "display_name",
    "email",
    "zoom_email",
    "role",
    "title",
    "organisation",
    "time_zone",
    "language",
    "slack_guest",
    "access_needs",
    "line_manager_email",
)
REQUIRED = ("person_id", "display_name", "email", "role", "organisation", "time_zone")
_OTHER_NAMES = {
    "id": "person_id",
    "name": "display_name",
    "organization": "organisation",
    "zone": "time_zone",
    "linemanager": "line_manager_email",
}
_BY_NAME = {column.replace("_", ""): column for column in COLUMNS} | _OTHER_NAMES
# A cell that a spreadsheet would take for a formula is written with an apostrophe before it, and so
# is one that already looks like that: reading takes one apostrophe off again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, kw_only=True)
class RowFinding:
    """One thing about a roster: its row (1 is the header, 0 the whole file), column, and what it is in words.

    `severity` is error (the row cannot be used) or warning; `person` is the id that stands in the row.
    """

    row: int
    field: str
    words: str
    severity: str = "error"
    person: str = ""

    def __str__(self) -> str:
        place = f"row {self.row}" if self.row else "the file"
        return f"{place}, {self.field}: {self.words}" if self.field else f"{place}: {self.words}"


Cells = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of a roster by number, each with its cells by column, and what was wrong on the way."""

    rows: tuple[tuple[int, Cells], ...] = ()
    findings: tuple[RowFinding, ...] = ()


def read_table(source: bytes | Path) -> Table:
    """The rows of a roster file, numbered as a spreadsheet shows them."""
    raw = source.read_bytes() if isinstance(source, Path) else source
    text = _decoded(raw)
    if isinstance(text, RowFinding):
        return Table(findings=(text,))
    numbered, fault = _records(text)
    if not numbered:
        empty = RowFinding(
            row=0, field="", words="The file is empty. Its first row names the columns."
        )
        return Table(findings=(fault or empty,))
    columns, findings = _header(numbered[0][1])
    if fault:
        findings.append(fault)
    if not columns:
        return Table(findings=tuple(findings))
    rows, misfits = _rows(columns, numbered[1:])
    return Table(rows=rows, findings=(*findings, *misfits))


def _decoded(raw: bytes) -> str | RowFinding:
    """The text of a file, or why it is not one."""
    if raw.startswith(b"PK\x03\x04"):
        return _whole("This is a workbook, not a CSV. Save it as CSV UTF-8 and try again.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = raw[: fault.start].count(b"\n") + 1
        words = "The file is not UTF-8 from here on. Save it as CSV UTF-8 and try again."
        return RowFinding(row=row, field="", words=words)
    if "\x00" in text:
        return _whole("The file is not a CSV. Save it as CSV UTF-8 and try again.")
    return text


def _whole(words: str) -> RowFinding:
    return RowFinding(row=0, field="", words=words)


def _records(text: str) -> tuple[list[tuple[int, list[str]]], RowFinding | None]:
    """Every row that is not empty, with its number, up to the first that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    numbered: list[tuple[int, list[str]]] = []
    count = 0
    try:
        for count, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                numbered.append((count, cells))
    except csv.Error:
        words = "The quotes of this row do not match. Put quotes around a cell, and double those inside it."
        return numbered, RowFinding(row=count + 1, field="", words=words)
    return numbered, None


def _delimiter(text: str) -> str:
    """The sign between cells: spreadsheets of many countries save semicolons and call it CSV."""
    named = (line for line in text.splitlines() if any(sign.isalnum() for sign in line))
    return max(",;\t", key=next(named, "").count)


def _header(names: list[str]) -> tuple[list[str], list[RowFinding]]:
    """The column of every cell (empty where unknown), or no columns at all where one we need is missing."""
    columns = [_BY_NAME.get(_bare(name), "") for name in names]
    pairs = list(zip(names, columns, strict=True))
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        return [], [_missing(missing)]
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        words = f"Several columns are called {', '.join(twice)}. Keep one of each."
        return [], [RowFinding(row=1, field=twice[0], words=words)]
    return columns, [_unknown(name) for name, column in pairs if name.strip() and not column]


def _missing(columns: list[str]) -> RowFinding:
    words = f"The first row lacks {', '.join(columns)}. It names the columns: {', '.join(COLUMNS)}."
    return RowFinding(row=1, field=columns[0], words=words)


def _unknown(name: str) -> RowFinding:
    close = get_close_matches(_bare(name), _BY_NAME, n=1, cutoff=0.7)
    hint = f" Did you mean {_BY_NAME[close[0]]}?" if close else ""
    words = f'We have no column "{name.strip()}"; it was left out.{hint}'
    return RowFinding(row=1, field=name.strip(), words=words, severity="warning")


def _bare(name: str) -> str:
    """A column's name without capitals, blanks, dashes and underscores."""
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", name).casefold())


def _rows(
    columns: list[str], numbered: list[tuple[int, list[str]]]
) -> tuple[tuple[tuple[int, Cells], ...], list[RowFinding]]:
    rows, misfits = [], []
    for number, raw in numbered:
        cells = dict(_named(columns, raw))
        rows.append((number, cells))
        if any(cell.strip() for cell in raw[len(columns) :]):
            words = "This row has more cells than there are columns. Put quotes around a cell with a comma in it."
            misfits.append(RowFinding(row=number, field="", words=words, person=cells["person_id"]))
    return tuple(rows), misfits


def _named(columns: list[str], raw: list[str]) -> Iterator[tuple[str, str]]:
    """A row's cells by column; what a short row lacks is empty."""
    yield from dict.fromkeys(COLUMNS, "").items()
    for column, cell in zip(columns, raw, strict=False):
        if column:
            yield column, unguarded(cell.strip())


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
