"""Rules of artefacts: what is missing, who writes and reads, and when words are somebody else's own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.artefacts import COMMUNITY, LOGS, ORGANISATION, SUBGROUP, Key, Record, Standing
from bot.domain.onlookers import SEEN_BY, Circle, Onlooker, sees
from bot.domain.programme import Artefact, ArtefactField
from bot.domain.roster import GUEST, Participant

STEADY = 3  # so many additions and nothing that came off are worth a word to the lead
RUN = 8  # so many words in a row are somebody's own
SHORTEST = 4  # fewer are anybody's


@dataclass(frozen=True, kw_only=True)
class Uneven:
    """A field that has fewer lines than the one it has a line for each of."""

    field: ArtefactField
    lines: int
    each: ArtefactField
    of: int


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """What keeps an artefact from being complete, and what is worth a word although it does not."""

    unwritten: tuple[ArtefactField, ...] = ()
    lost: tuple[ArtefactField, ...] = ()
    uneven: tuple[Uneven, ...] = ()
    unlived: bool = False
    afterwards: tuple[
        tuple[ArtefactField, ArtefactField], ...
    ] = ()  # written after what it should come before

    @property
    def complete(self) -> bool:
        return not (self.unwritten or self.lost or self.uneven or self.unlived)


def gaps(record: Record) -> Gaps:
    """What is missing, by the rules of the plan."""
    wanted = [f for f in record.fields if f.field.needed and f.field.form != "number"]
    return Gaps(
        unwritten=tuple(f.field for f in wanted if not f.text and not f.lost),
        lost=tuple(f.field for f in record.fields if f.lost),
        uneven=tuple(u for f in record.fields if (u := _uneven(record, f))),
        unlived=record.lived == 0,
        afterwards=tuple(
            (before.field, f.field)
            for f in record.fields
            if f.field.after and _too_late(before := record.field(f.field.after), f)
        ),
    )


def _uneven(record: Record, standing: Standing) -> Uneven | None:
    if not standing.field.each:
        return None
    each = record.field(standing.field.each)
    lines, of = len(standing.lines), len(each.lines)
    if not 0 < lines < of:
        return None
    return Uneven(field=standing.field, lines=lines, each=each.field, of=of)


def _too_late(before: Standing, after: Standing) -> bool:
    """Whether what should have been written first was written, or changed, no earlier than the other one."""
    return bool(after.first and before.version >= after.first)


def several(artefact: Artefact) -> bool:
    """Whether one more can always be begun: where the plan wishes for more than one, or numbers them, as tests are."""
    return artefact.minimum > 1 or any(f.form == "number" for f in artefact.fields)


def owners_for(artefact: Artefact) -> frozenset[str]:
    """Whose it may be. What is meant for subgroups an organisation may begin by itself."""
    return frozenset(
        {artefact.owner, ORGANISATION} if artefact.owner == SUBGROUP else {artefact.owner}
    )


def belongs(person: Participant, key: Key, members: Collection[str] = ()) -> bool:
    """Whether it is this person's own: of their organisation, of a subgroup they are in, or everybody's. They write."""
    if person.role == GUEST or person.has_left:
        return False
    if key.kind == SUBGROUP:
        return person.id in members
    return key.kind == COMMUNITY or person.organisation == key.name


def may_read(
    person: Participant, artefact: Artefact, key: Key, *, members: Collection[str] = (), facilitates: bool = False
) -> bool:  # fmt: skip
    """Whether this person may read it: as far as the plan lets an answer of that reach go, and its own people."""
    around = Circle(
        organisation=key.name if key.kind == ORGANISATION else "",
        subgroup=frozenset(members),
        facilitators=frozenset({person.id}) if facilitates else frozenset(),
    )
    return belongs(person, key, members) or sees(person, artefact.visibility, around)


def covers(reach: str, artefact: Artefact, key: Key) -> bool:
    """Whether all who may read the artefact may read an answer that goes so far."""
    readers = set(SEEN_BY["community"])
    if artefact.visibility != "community" and key.kind == ORGANISATION:
        readers = {Onlooker.ORGANISATION, Onlooker.FACILITATORS}
    return set(SEEN_BY.get(reach, ())) >= readers


def borrowed(text: str, source: str) -> list[str]:
    """Each time so many words in a row that are somebody else's own."""
    theirs, mine = _bare(source), _bare(text)
    run = min(RUN, len(theirs))
    if run < SHORTEST:
        return []
    known = {tuple(theirs[i : i + run]) for i in range(len(theirs) - run + 1)}
    found = (mine[i : i + run] for i in range(len(mine) - run + 1))
    return [" ".join(words) for words in found if tuple(words) in known]


def first_not_free(text: str, source: str, free: Sequence[str]) -> str:
    """The first words of somebody else's that stand in none of what is free to be said; empty where there are none."""
    found = (w for w in borrowed(text, source) if not any(borrowed(one, w) for one in free))
    return next(found, "")


def _bare(text: str) -> list[str]:
    bare = "".join(c if c.isalnum() else " " for c in text.casefold())
    return bare.split()


def differing(record: Record, base: int, words: Mapping[str, str]) -> list[str]:
    """The fields that say something else than they did in that version."""
    return [
        f.field.key
        for f in record.fields
        if f.field.key in words and words[f.field.key].strip() != _then(f, base).strip()
    ]


def _then(standing: Standing, base: int) -> str:
    """What the window showed: of a log nothing, for each adds to it."""
    return "" if standing.field.form in LOGS else standing.at(base)


def taken(record: Record, base: int) -> frozenset[str]:
    """The fields whose words in that version are gone by now: a window that still holds them brings none back."""
    return frozenset(f.field.key for f in record.fields if f.lost_at(base))


def overtaken(record: Record, base: int, changed: Sequence[str]) -> list[str]:
    """Which of these fields somebody else has written in since that version."""
    found = [record.field(key) for key in changed]
    return [f.field.key for f in found if f.version > base and f.field.form not in LOGS]
