"""A rehearsal: what would leave, for whom and when, if from now on nobody did anything; and how two of them differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

ONE_ROUND = timedelta(hours=30)  # round the world at the same hour, and a little


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that would leave: its kind, the session and question it is about, when, and for whom.

    `person` is empty for what goes to a channel or to Zoom; `zone` is where they live. What it says is not kept:
    some of it is for one person's eyes.
    """

    kind: str
    session: str
    about: str
    at: datetime
    person: str = ""
    zone: str = ""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """The same thing for everybody it concerns: how many in how many zones, from the first instant to the last."""

    kind: str
    session: str
    about: str
    first: datetime
    last: datetime
    people: tuple[str, ...] = ()
    zones: int = 0
    number: int = 1

    @property
    def same(self) -> tuple[str, str, str]:
        """By which it is known in another rehearsal."""
        return self.kind, self.session, self.about


@dataclass(frozen=True, kw_only=True)
class Need:
    """What would wait for a facilitator, and from when."""

    at: datetime
    words: str


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """All that would happen from one instant until another."""

    began: datetime
    until: datetime
    happenings: tuple[Happening, ...]
    needs: tuple[Need, ...] = ()

    def about(self, session: str) -> "tuple[Happening, ...]":
        return tuple(one for one in self.happenings if one.session == session)


def gathered(steps: Iterable[Step]) -> tuple[Happening, ...]:
    """Steps that are the same thing for several people, as one each, in the order in which they begin."""
    rounds: dict[tuple[str, str, str], list[list[Step]]] = {}
    for step in sorted(steps, key=lambda step: (step.at, step.person)):
        mine = rounds.setdefault((step.kind, step.session, step.about), [])
        if not mine or step.at - mine[-1][0].at > ONE_ROUND:
            mine.append([])
        mine[-1].append(step)
    found = [_as_one(steps) for several in rounds.values() for steps in several]
    return tuple(sorted(found, key=lambda one: (one.first, one.kind, one.about)))


def _as_one(steps: Sequence[Step]) -> Happening:
    first = steps[0]
    return Happening(
        kind=first.kind,
        session=first.session,
        about=first.about,
        first=first.at,
        last=steps[-1].at,
        people=tuple(sorted({step.person for step in steps if step.person})),
        zones=len({step.zone for step in steps if step.zone}),
        number=len(steps),
    )


@dataclass(frozen=True, kw_only=True)
class Moved:
    """The same thing at another time, or for other people."""

    before: Happening
    after: Happening

    @property
    def at_another_time(self) -> bool:
        return (self.before.first, self.before.last) != (self.after.first, self.after.last)

    @property
    def joined(self) -> int:
        return len(set(self.after.people) - set(self.before.people))

    @property
    def gone(self) -> int:
        return len(set(self.before.people) - set(self.after.people))


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What an edit has changed of what lies ahead."""

    new: tuple[Happening, ...]
    gone: tuple[Happening, ...]
    moved: tuple[Moved, ...]

    @property
    def nothing(self) -> bool:
        return not (self.new or self.gone or self.moved)


def difference(before: Rehearsed, after: Rehearsed) -> Difference:
    """What is new, what is gone and what moved, of all that both looked at: what has left meanwhile is neither."""
    since, until = after.began, min(before.until, after.until)
    old, new = (_by_name(each, since, until) for each in (before, after))
    pairs = [
        (b, a)
        for name in old.keys() & new.keys()
        for b, a in zip(old[name], new[name], strict=False)
    ]
    changed = [Moved(before=b, after=a) for b, a in pairs if _differ(b, a)]
    return Difference(
        new=_beyond(new, old), gone=_beyond(old, new),
        moved=tuple(sorted(changed, key=lambda one: one.after.first)),
    )  # fmt: skip


Named = Mapping[tuple[str, str, str], list[Happening]]


def _by_name(rehearsed: Rehearsed, since: datetime, until: datetime) -> Named:
    found: dict[tuple[str, str, str], list[Happening]] = {}
    for one in rehearsed.happenings:
        if one.last > since and one.first <= until:
            found.setdefault(one.same, []).append(one)
    return found


def _differ(before: Happening, after: Happening) -> bool:
    return (before.first, before.last, before.people) != (after.first, after.last, after.people)


def _beyond(these: Named, those: Named) -> tuple[Happening, ...]:
    """What these have more of than those."""
    more = [one for name, found in these.items() for one in found[len(those.get(name, ())) :]]
    return tuple(sorted(more, key=lambda one: one.first))


def as_json(rehearsed: Rehearsed) -> dict[str, Any]:
    """As it is kept, and as machines read it."""
    return {
        "schema": "rehearsal/1",
        "began": rehearsed.began.isoformat(),
        "until": rehearsed.until.isoformat(),
        "happenings": [
            {
                "kind": one.kind, "session": one.session, "about": one.about,
                "first": one.first.isoformat(), "last": one.last.isoformat(),
                "people": list(one.people), "zones": one.zones, "number": one.number,
            }
            for one in rehearsed.happenings
        ],
        "needs": [{"at": need.at.isoformat(), "words": need.words} for need in rehearsed.needs],
    }  # fmt: skip


def from_json(told: Mapping[str, Any]) -> Rehearsed:
    """A rehearsal that was kept. Raises KeyError or ValueError where it is none."""
    instant = datetime.fromisoformat
    return Rehearsed(
        began=instant(told["began"]),
        until=instant(told["until"]),
        happenings=tuple(
            Happening(
                kind=one["kind"], session=one["session"], about=one["about"],
                first=instant(one["first"]), last=instant(one["last"]),
                people=tuple(one["people"]), zones=one["zones"], number=one["number"],
            )
            for one in told["happenings"]
        ),
        needs=tuple(Need(at=instant(n["at"]), words=n["words"]) for n in told["needs"]),
    )  # fmt: skip
