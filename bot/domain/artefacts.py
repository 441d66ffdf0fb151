"""What organisations, subgroups and the community make along the way: written by people, kept in every version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.programme import Artefact, ArtefactField

ORGANISATION, SUBGROUP, COMMUNITY = "organisation", "subgroup", "community"
ADDED, OFF = "+ ", "- "
LOGS = frozenset({"log", "balance"})


@dataclass(frozen=True, kw_only=True)
class Key:
    """Which one: the artefact of the plan, whose it is, and the how-manieth of several."""

    artefact: str
    owner: str
    number: int = 1

    @property
    def kind(self) -> str:
        """Whether it is an organisation's, a subgroup's or the community's."""
        return self.owner.partition(":")[0]

    @property
    def name(self) -> str:
        """The organisation's name, or the subgroup's id."""
        return self.owner.partition(":")[2]


@dataclass(frozen=True, kw_only=True)
class Writing:
    """One field written once. `version` is the artefact's: fields that were written together share it.

    `locked` says that the words are kept under a key of their own, for they draw on a story. `draws_on` are ids of
    answers and stories, `quotes` those whose own words may stand in it, `lived` that a person with lived experience
    wrote it, `named` that its writer wished to be named.
    """

    id: str
    artefact: str
    owner: str
    number: int
    version: int
    field: str
    by: str
    at: datetime
    text: str = ""
    locked: bool = False
    draws_on: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    lived: bool = False
    named: bool = False

    @property
    def key(self) -> Key:
        return Key(artefact=self.artefact, owner=self.owner, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A writing as it may be read now. `lost`: something it drew on was taken back, or goes less far by now."""

    writing: Writing
    text: str
    lost: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One field as it stands, with all that was ever written in it, oldest first."""

    field: ArtefactField
    pieces: tuple[Piece, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether what stands there has to be written anew. In a log only the one line is gone."""
        return self.lost_at(self.version)

    def lost_at(self, version: int) -> bool:
        """Whether what stood there in a version of the artefact is gone by now."""
        last = [p for p in self.pieces if p.writing.version <= version][-1:]
        return self.field.form not in LOGS and bool(last) and last[0].lost

    @property
    def text(self) -> str:
        return self.at(self.version)

    def at(self, version: int) -> str:
        """What it said in a version of the artefact."""
        until = [p for p in self.pieces if p.writing.version <= version]
        if self.field.form in LOGS:
            return "\n".join(p.text for p in until if p.text and not p.lost)
        return until[-1].text if until and not until[-1].lost else ""

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def version(self) -> int:
        """The version in which it was written last."""
        return self.pieces[-1].writing.version if self.pieces else 0

    @property
    def first(self) -> int:
        """The version in which it first said something; none where it never did."""
        said = [p.writing.version for p in self.pieces if p.text or p.lost]
        return said[0] if said else 0

    @property
    def draws_on(self) -> tuple[str, ...]:
        """The answers on which what stands there draws."""
        if self.field.form in LOGS:
            return tuple(dict.fromkeys(a for p in self.pieces for a in p.writing.draws_on))
        return self.pieces[-1].writing.draws_on if self.pieces else ()

    @property
    def balance(self) -> tuple[int, int]:
        """How many things were added, and how many came off."""
        added = sum(line.startswith(ADDED) for line in self.lines)
        return added, sum(line.startswith(OFF) for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Contributor:
    """Somebody who wrote in it, or whose answer it draws on."""

    person: str
    lived: bool
    named: bool = False


@dataclass(frozen=True, kw_only=True)
class Record:
    """One artefact of one owner, as it stands. `stranger` where the plan has it no more."""

    key: Key
    artefact: Artefact
    fields: tuple[Standing, ...]
    contributors: tuple[Contributor, ...] = ()

    @property
    def version(self) -> int:
        return max((f.version for f in self.fields), default=0)

    @property
    def begun(self) -> bool:
        return self.version > 0

    @property
    def at(self) -> datetime | None:
        """When it was written in last."""
        return max((p.writing.at for f in self.fields for p in f.pieces), default=None)

    def field(self, key: str) -> Standing:
        return {f.field.key: f for f in self.fields}[key]

    @property
    def lived(self) -> int:
        """How many with lived experience contributed."""
        return sum(c.lived for c in self.contributors)

    @property
    def others(self) -> int:
        return len(self.contributors) - self.lived


def record_of(
    artefact: Artefact, key: Key, pieces: Sequence[Piece], contributors: Sequence[Contributor] = ()
) -> Record:
    """Put together what was written; fields that the plan has no more are left out."""
    ordered = sorted(pieces, key=lambda p: (p.writing.version, p.writing.at))
    fields = tuple(
        Standing(field=f, pieces=tuple(p for p in ordered if p.writing.field == f.key))
        for f in artefact.fields
    )
    return Record(key=key, artefact=artefact, fields=fields, contributors=tuple(contributors))
