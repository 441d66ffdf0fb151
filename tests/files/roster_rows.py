"""Small rosters to write and read."""

from datetime import date

from bot.files.roster import RosterReading, read_roster
from bot.files.roster_table import COLUMNS

ROLES = {
    "lay": "Person with lived experience (patient, carer, family)",
    "clinician": "Clinician or front-line professional",
    "executive": "Senior leader",
    "coach": "Improvement coach",
    "researcher": "Researcher",
    "facilitator": "Facilitator",
    "guest": "Invited guest",
}
TODAY = date(2026, 11, 22)
KNOWN = {
    "person_id": "p004",
    "display_name": "Obie Lankford",
    "email": "obie.lankford@example.org",
    "role": "clinician",
    "organisation": "Fox Estuary Health",
    "time_zone": "America/Chicago",
}
OTHER = {**KNOWN, "person_id": "p005", "display_name": "Ruthanne Wickstead"} | {
    "email": "ruthanne.wickstead@example.org"
}


def read(source: bytes | str) -> RosterReading:
    raw = source.encode() if isinstance(source, str) else source
    return read_roster(raw, roles=ROLES, today=TODAY)


def a_file(*rows: dict[str, str]) -> str:
    quoted = (
        ",".join('"' + row.get(column, "").replace('"', '""') + '"' for column in COLUMNS)
        for row in rows
    )
    return "\n".join([",".join(COLUMNS), *quoted, ""])


def told(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    return [(f.row, f.field, f.severity) for f in read(a_file(*rows)).findings]


def words(**cells: str) -> str:
    """What is said about one person with these cells, where it is one thing."""
    findings = read(a_file(KNOWN | cells)).findings
    assert len(findings) == 1, findings
    return findings[0].words
