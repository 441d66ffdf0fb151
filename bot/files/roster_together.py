"""What the rows of a roster say about one another."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.domain.roster import Participant
from bot.files.roster_cells import folded, is_address
from bot.files.roster_rows import Row
from bot.files.zones import WELL_KNOWN, cities_on

Read = tuple[Row, Participant]


def check_together(rows: Sequence[Read], today: date) -> None:
    """Note on every row what only the others show: doubles, shared logins, managers, spellings, clocks."""
    _doubles(rows, "person_id", lambda person: person.id, "The id")
    _doubles(rows, "email", lambda person: person.email, "The address")
    _namesakes(rows)
    _shared_logins(rows)
    _managers(rows)
    _lost_zones(rows, today)


def alike(rows: Iterable[Read], named: Callable[[Participant], str]) -> list[list[Read]]:
    """The rows that say the same thing, by case and letter form, in groups of two and more."""
    groups = defaultdict(list)
    for row, person in rows:
        if named(person):
            groups[folded(named(person))].append((row, person))
    return [group for group in groups.values() if len(group) > 1]


def _doubles(
    rows: Sequence[Read], column: str, named: Callable[[Participant], str], what: str
) -> None:
    for (first, _), *later in alike(rows, named):
        for row, person in later:
            words = f"{what} {named(person)} stands in row {first.number} already. Everybody needs their own."
            row.say(column, words)


def _namesakes(rows: Sequence[Read]) -> None:
    """Two people may share a name, but in one organisation it is more often one person twice."""
    for (first, _), *later in alike(rows, lambda p: p.name and f"{p.name} @ {p.organisation}"):
        for row, person in later:
            words = f"{person.name} of {person.organisation} stands in row {first.number} too. Is it one person?"
            row.warn("display_name", words)


def _shared_logins(rows: Sequence[Read]) -> None:
    """Zoom cannot tell people with one login apart: they sit together, or one is placed by hand."""
    for group in alike(rows, lambda person: person.zoom_email):
        for row, person in group:
            others = ", ".join(other.name or other.id for mate, other in group if mate is not row)
            words = (
                f"The Zoom login {person.zoom_email} is also that of {others}. They will be put in "
                "one room, or one of them placed by hand."
            )
            row.warn("zoom_email", words)


def _managers(rows: Sequence[Read]) -> None:
    addresses = {folded(person.email) for _, person in rows if person.email}
    for row, person in rows:
        manager = folded(person.line_manager)
        if not is_address(person.line_manager):
            continue
        if manager == folded(person.email):
            row.say(
                "line_manager_email",
                "Nobody is their own line manager. Leave this empty, or correct it.",
            )
        elif manager not in addresses:
            words = f"{person.line_manager} is not on this roster, so the two are not kept apart. Is it spelled right?"
            row.warn("line_manager_email", words)


def _lost_zones(rows: Sequence[Read], today: date) -> None:
    """Ask for a city where a zone cannot be used, and name some that share its clock today."""
    here = [person.zone for _, person in rows if person.zone]
    for row, _ in rows:
        if row.zone.zone or not row.zone.words:
            continue
        offset = row.zone.offset
        cities = cities_on(offset, today, [*here, *WELL_KNOWN]) if offset is not None else ()
        hint = f" Today it is as late there as in {' or '.join(cities[:3])}." if cities else ""
        row.say("time_zone", row.zone.words + hint)


def one_spelling(rows: Sequence[Read]) -> dict[int, str]:
    """The organisation of every row that spells it differently from the first, as the first does.

    A difference nobody can see is put right silently, any other with a word.
    """
    spellings: dict[int, str] = {}
    for (first, leader), *later in alike(rows, lambda person: person.organisation):
        for row, person in later:
            if person.organisation == leader.organisation:
                continue
            spellings[row.number] = leader.organisation
            if _seen(person.organisation) != _seen(leader.organisation):
                words = f'Row {first.number} writes "{leader.organisation}"; this row was read as the same.'
                row.warn("organisation", words)
    return spellings


def _seen(text: str) -> str:
    """A text as the eye takes it: one form of every letter."""
    return unicodedata.normalize("NFC", text)
