"""Who stays away from which session: a share drawn by the seed, or a list by session and person."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.errors import FacilitationError
from bot.domain.roster import Participant
from bot.files.room_rules import UnusableRoomFile
from bot.rooms.chance import chance

Absence = Mapping[int, frozenset[str]]
FRACTION = re.compile(r"\s*(-?\d*[.,]?\d+)\s*(%?)\s*")


class BadShare(FacilitationError):
    """{share} is no share of people. Write one from 0 to below 1, such as 0.25."""


def read_share(text: str) -> float | None:
    """The share in a text such as 0.25 or 25%; None where it is no number and so names a file."""
    found = FRACTION.fullmatch(text)
    if not found:
        return None
    share = float(found[1].replace(",", ".")) / (100 if found[2] else 1)
    if not 0 <= share < 1:
        raise BadShare(share=text)
    return share


def drawn_absence(
    people: Sequence[Participant], *, sessions: int, share: float, seed: object
) -> Absence:
    """Let the same share of people stay away each time, drawn anew for every session."""
    everyone = sorted(person.id for person in people)
    away = round(share * len(everyone))
    return {
        session: frozenset(chance("absence", seed, session).sample(everyone, k=away))
        for session in range(1, sessions + 1)
    }


def read_absence(
    text: str, people: Sequence[Participant], *, sessions: int, file: str = "The absence file"
) -> Absence:
    """Read `session,person_id` lines; a wrong line is refused with its number."""
    away: dict[int, set[str]] = {}
    known = {person.id for person in people}
    for line, session, person in _lines(text, file):
        if not (session.isdecimal() and len(session) < 10 and 1 <= int(session) <= sessions):
            _refuse(file, line, f"{session or 'nothing'} is no session from 1 to {sessions}.")
        if person not in known:
            _refuse(file, line, f"{person or 'nobody'} is not on the roster.")
        away.setdefault(int(session), set()).add(person)
    return {session: frozenset(some) for session, some in away.items()}


def _lines(text: str, file: str) -> Iterator[tuple[int, str, str]]:
    reader = csv.DictReader(text.removeprefix("\ufeff").splitlines())
    columns = [name.strip() for name in reader.fieldnames or ()]
    if not {"session", "person_id"} <= set(columns):
        raise UnusableRoomFile(file=file, faults="Its first line must be session,person_id.")
    for row in reader:
        cells = {(name or "").strip(): (cell or "").strip() for name, cell in row.items() if name}
        if any(cells.values()):
            yield reader.line_num, cells["session"], cells["person_id"]


def _refuse(file: str, line: int, fault: str) -> None:
    raise UnusableRoomFile(file=file, faults=f"Line {line}: {fault}")
