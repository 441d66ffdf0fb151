"""Artefacts as they stand: each organisation's thread from a priority to what was learned, and who may see it."""

from collections.abc import Sequence

from bot.domain.artefact_rules import belongs, covers, may_read, owners_for
from bot.domain.artefacts import (
    COMMUNITY,
    ORGANISATION,
    SUBGROUP,
    Contributor,
    Key,
    Piece,
    Record,
    Writing,
    record_of,
)
from bot.domain.errors import FacilitationError, NoSuchThing
from bot.domain.programme import Artefact
from bot.domain.roster import LAY, Participant
from bot.facilitation.setting import Setting


class NotForYou(FacilitationError):
    """This page is not there for you."""


def artefact_of(setting: Setting, key: str) -> Artefact:
    """An artefact of the plan. Raises NoSuchThing."""
    found = next((a for a in setting.plan.artefacts if a.key == key), None)
    if found is None:
        hint = f"There are {', '.join(a.key for a in setting.plan.artefacts)}."
        raise NoSuchThing(what="artefact", name=key, hint=hint)
    return found


def members(setting: Setting, key: Key) -> tuple[str, ...]:
    """Who is in the subgroup whose it is."""
    subgroup = setting.memory.subgroups.seek(key.name) if key.kind == SUBGROUP else None
    return subgroup.members if subgroup else ()


def whose(setting: Setting, key: Key) -> str:
    """What its owner is called."""
    if key.kind == SUBGROUP:
        subgroup = setting.memory.subgroups.seek(key.name)
        return subgroup.name if subgroup else "a subgroup"
    return key.name if key.kind == ORGANISATION else setting.desk.house.name


def readable(setting: Setting, person: Participant, key: Key) -> bool:
    """Whether this person may read it."""
    return may_read(
        person,
        artefact_of(setting, key.artefact),
        key,
        members=members(setting, key),
        facilitates=setting.may_facilitate(person),
    )


def writable(setting: Setting, person: Participant, key: Key) -> bool:
    """Whether this person writes in it: those whose it is, lay people and professionals alike."""
    return belongs(person, key, members(setting, key))


class Records:
    """The artefacts as they stand in one transaction."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting

    def one(self, key: Key, rows: Sequence[Writing] | None = None) -> Record:
        """One of them, written or not."""
        artefact = artefact_of(self.setting, key.artefact)
        if rows is None:
            rows = self.setting.memory.writings.find(artefact=key.artefact, owner=key.owner)
        mine = [row for row in rows if row.key == key]
        pieces = [self._piece(artefact, row) for row in mine]
        return record_of(artefact, key, pieces, self._contributors(artefact, pieces))

    def of(self, owner: str) -> list[Record]:
        """All of one owner, in the plan's order, as many as there should be at least, and those that were begun."""
        rows = self.setting.memory.writings.find(owner=owner)
        kind = owner.partition(":")[0]
        found = []
        for artefact in self.setting.plan.artefacts:
            if kind in owners_for(artefact):
                mine = [row for row in rows if row.artefact == artefact.key]
                most = max([artefact.minimum, *(row.number for row in mine)])
                keys = [
                    Key(artefact=artefact.key, owner=owner, number=n) for n in range(1, most + 1)
                ]
                found += [self.one(key, mine) for key in keys]
        return found

    def _piece(self, artefact: Artefact, row: Writing) -> Piece:
        if self._lost(artefact, row):
            return Piece(writing=row, text="", lost=True)
        text = self.setting.memory.sealed.text(row.id) if row.locked else row.text
        return Piece(writing=row, text=text or "", lost=text is None)

    def _lost(self, artefact: Artefact, row: Writing) -> bool:
        """Whether a story it drew on is gone, or one whose words may stand in it goes less far than it by now."""
        stories = [self.setting.memory.stories.seek(ref) for ref in row.draws_on]
        return any(
            story.gone
            or (
                story.id in row.quotes
                and not covers(story.scope_at(self.setting.now), artefact, row.key)
            )
            for story in stories
            if story
        )

    def _contributors(self, artefact: Artefact, pieces: Sequence[Piece]) -> list[Contributor]:
        """Whoever wrote in it, and whose answers it draws on; each once, and by name only where they wish it."""
        found: dict[str, Contributor] = {}
        for piece in pieces:
            row = piece.writing
            found[row.by] = Contributor(person=row.by, lived=row.lived, named=row.named)
        for person_id in {
            p for piece in pieces if not piece.lost for p in self._givers(piece.writing)
        }:
            if person_id not in found:
                lived = self._lived(person_id)
                found[person_id] = Contributor(person=person_id, lived=lived)
        return list(found.values())

    def _givers(self, row: Writing) -> list[str]:
        memory = self.setting.memory
        found = (memory.responses.seek(ref) or memory.stories.seek(ref) for ref in row.draws_on)
        return [one.person_id for one in found if one]

    def _lived(self, person_id: str) -> bool:
        person = self.setting.memory.people.seek(person_id)
        return person is not None and self.setting.plan.perspective(person.role) == LAY


def organisation(name: str) -> str:
    """The owner of what an organisation makes."""
    return f"{ORGANISATION}:{name}"


def owners_around(setting: Setting, name: str) -> list[str]:
    """Whose artefacts make up an organisation's thread: its own, and those of subgroups its people are in."""
    here = {p.id for p in setting.everyone.values() if p.organisation == name}
    around = [s for s in setting.memory.subgroups.find() if here & set(s.members)]
    return [organisation(name), *(f"{SUBGROUP}:{s.id}" for s in around), f"{COMMUNITY}:"]


def thread_of(setting: Setting, name: str) -> list[Record]:
    """Everything an organisation's thread holds, in the plan's order: all its records, whether written yet or not."""
    records, found = Records(setting), []
    for owner in owners_around(setting, name):
        mine = records.of(owner)
        if owner.startswith(f"{SUBGROUP}:"):
            mine = [record for record in mine if record.begun]
        found += mine
    order = {artefact.key: place for place, artefact in enumerate(setting.plan.artefacts)}
    return sorted(found, key=lambda r: order[r.key.artefact])
