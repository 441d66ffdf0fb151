"""The checks that several parts of a plan share: keys, references and room rules."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from bot.domain.programme import RoomRules
from bot.files.plan_fields import nearest
from bot.files.plan_findings import Findings
from bot.files.plan_models import RoomsTable
from bot.files.toml_lines import Path


class Keyed(Protocol):
    """A record that has a key and a place in the text."""

    @property
    def key(self) -> str: ...

    @property
    def at(self) -> Path: ...


def check_unique(records: Iterable[Keyed], findings: Findings) -> None:
    """Note every record that has the key of an earlier one."""
    first: dict[str, Keyed] = {}
    for record in records:
        earlier = first.setdefault(record.key, record)
        if earlier is not record:
            line = findings.lines.of((*earlier.at, "key"))
            words = f'"{record.key}" stands on line {line} already. Every key needs to be its own.'
            findings.note((*record.at, "key"), words, rests_on=[(*earlier.at, "key")])


def check_known(name: str, table: str, place: Path, findings: Findings) -> None:
    """Note a reference to a record that the plan does not have; a whole kind that is missing is noted elsewhere."""
    known = findings.names(table)
    if name not in known and (known or table == "artefact") and findings.all_named(table):
        hint = nearest(name, known) or f" There are {listed(known)}."
        findings.note(
            place, f'There is no {table} "{name}".{hint}', rests_on=[(table,)] * (not known)
        )


def listed(names: Sequence[object]) -> str:
    """Names one after another: a, b and c."""
    words = [str(name) for name in dict.fromkeys(names)]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]])) or "none"


def check_rooms(rules: RoomRules, written: RoomsTable, here: Path, findings: Findings) -> None:
    """Note room rules that contradict one another, where this table of the text has a part in it."""

    def clash(words: str, *keys: str) -> None:
        places = [(*here, key) for key in keys if key in written.given]
        for place in places[:1]:
            findings.note(place, words, rests_on=[(*here, key) for key in keys])

    small, large, target = rules.min_size, rules.max_size, rules.target_size
    if small > large:
        words = f"Rooms of at least {small} and at most {large} people: lower the one or raise the other."
        clash(words, "min_size", "max_size")
    elif not small <= target <= large:
        words = f"The target size {target} must lie between {small} and {large}."
        clash(words, "target_size", "min_size", "max_size")
    if rules.publish_days_before > rules.propose_days_before:
        words = (
            "Rooms cannot be published before they are proposed. Propose them on an earlier day."
        )
        clash(words, "publish_days_before", "propose_days_before")
    if "room_host" in written.given:
        check_known(rules.room_host, "role", (*here, "room_host"), findings)
