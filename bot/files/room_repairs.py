"""Mending one session of a room plan when people drop out, come after all, or a host falls ill."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain import seating_words as words
from bot.domain.errors import Ambiguous, NoSuchThing
from bot.domain.roster import Participant
from bot.domain.seating import ImpossibleRooms, Past, Repaired, repair, room_notices
from bot.domain.seating_notices import login_notices, undrawn
from bot.domain.sessions import Room
from bot.files.room_plan_file import every_round, rooms_in, round_part
from bot.files.room_reseating import Reseating
from bot.files.room_rules import PlanRules, check_known
from bot.files.room_score import score


@dataclass(frozen=True, kw_only=True)
class PlanRepair:
    """A room plan with one session mended, and what changed in each of its rounds."""

    plan: dict[str, Any]
    rounds: tuple[Repaired, ...]


def repair_plan(
    plan: Mapping[str, Any],
    people: Sequence[Participant],
    *,
    session: int,
    rules: PlanRules | None = None,
    leave: Sequence[str] = (),
    join: Sequence[str] = (),
    host_ill: Sequence[str] = (),
) -> PlanRepair:
    """Let people leave and join one session of a plan, moving as few others as possible.

    People are named by id, address or full name. A host who is ill stays away, and the room gets another.
    Raises NoSuchThing for a session, or a person who is not on the roster or not in (already in) it,
    and ImpossibleRooms where what may not be broken cannot all be kept any more.
    """
    ours = (rules or PlanRules()).sized((plan["size"][0], plan["size"][1]))
    check_known(people, ours)
    target = _session(plan, session)
    going = _those(people, (*leave, *host_ill))
    coming = _those(people, join)
    _check_changes(target, going, coming)
    attending = _attending(target, people, going, coming)
    coming_now = frozenset(attending)
    here = [person for person in people if person.id in coming_now]
    mended = _every_round(plan, target, here, ours)
    rounds = [
        _round(turn, one, attending, people, ours)
        for turn, one in zip(target["rounds"], mended, strict=True)
    ]
    fresh = {**target, "attending": attending, "rounds": rounds}
    sessions = [fresh if one is target else one for one in plan["sessions"]]
    whole = {**plan, "sessions": sessions}
    whole["score"] = score(whole, people, ours)
    return PlanRepair(plan=whole, rounds=tuple(mended))


def _attending(
    session: Mapping[str, Any],
    people: Sequence[Participant],
    going: Iterable[Participant],
    coming: Iterable[Participant],
) -> list[str]:
    """Who comes now, in the plan's order; whoever is no longer on the roster does not."""
    staying = {person.id for person in people} - {person.id for person in going}
    return [p for p in session["attending"] if p in staying] + [person.id for person in coming]


def _session(plan: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    for session in plan["sessions"]:
        if session["session"] == number:
            found: Mapping[str, Any] = session
            return found
    known = ", ".join(str(session["session"]) for session in plan["sessions"])
    raise NoSuchThing(what="session", name=number, hint=f"The plan has {known}.")


def _those(people: Sequence[Participant], named: Iterable[str]) -> tuple[Participant, ...]:
    return tuple(dict.fromkeys(person_named(people, name) for name in named))


def person_named(people: Sequence[Participant], name: str) -> Participant:
    """The one person on the roster with this id, address or name."""
    wanted = name.strip().casefold()
    for spelt in (lambda p: (p.id,), lambda p: (p.email, p.zoom_email), lambda p: (p.name,)):
        found = [p for p in people if wanted in [one.casefold() for one in spelt(p)]]
        if len(found) == 1:
            return found[0]
        if found:
            candidates = ", ".join(f"{p.name} ({p.id})" for p in found)
            raise Ambiguous(name=name, candidates=candidates)
    raise NoSuchThing(what="person", name=name, hint="Give an id, an address or a full name.")


def _check_changes(
    session: Mapping[str, Any], going: Iterable[Participant], coming: Iterable[Participant]
) -> None:
    attending = set(session["attending"])
    for person in going:
        if person.id not in attending:
            hint = f"{person.name} is not coming anyway."
            raise NoSuchThing(what="person in this session", name=person.id, hint=hint)
    for person in coming:
        if person.id in attending:
            hint = f"{person.name} has a place already."
            raise NoSuchThing(what="newcomer", name=person.id, hint=hint)


def _every_round(
    plan: Mapping[str, Any],
    session: Mapping[str, Any],
    here: Sequence[Participant],
    rules: PlanRules,
) -> list[Repaired]:
    """Each round mended; those that had the same rooms, and are to keep them, have the same again."""
    turns = session["rounds"]
    mended: list[Repaired] = []
    for turn in turns:
        same = rules.same_within_session and mended and turn["rooms"] == turns[0]["rooms"]
        mended.append(mended[0] if same else _mended(plan, session["session"], turn, here, rules))
    return mended


def _mended(
    plan: Mapping[str, Any],
    session: int,
    turn: Mapping[str, Any],
    here: Sequence[Participant],
    rules: PlanRules,
) -> Repaired:
    """The fewest moves that keep everything; where those few cannot, everyone as near their place as can be."""
    task = Reseating(
        before=rooms_in(turn),
        people=tuple(here),
        rules=rules,
        wishes=rules.wishes(session),
        past=Past.of(_before(plan, session, turn["round"])),
        seed=f"{plan['seed']}:{session}:{turn['round']}",
    )
    if task.empty:
        return _drawn(task)
    mended = repair(
        task.before,
        here,
        rules=rules.rooms,
        perspectives={},
        seed=task.seed,
        join=[person.id for person in here],
        wishes=task.wishes,
        past=task.past,
        everywhere=True,
    )
    return mended if task.lawful(mended.rooms) else task.near(mended.rooms)


def _drawn(task: Reseating) -> Repaired:
    """Rooms for a round that had none, if what stood in their way no longer does."""
    try:
        return task.drawn()
    except ImpossibleRooms as refusal:
        if task.before:
            raise
        return Repaired(rooms=(), notices=(undrawn(refusal, len(task.people)),))


def _before(plan: Mapping[str, Any], session: int, turn: int) -> list[tuple[Room, ...]]:
    return [rooms for place, rooms in every_round(plan) if place < (session, turn)]


def _round(
    turn: Mapping[str, Any],
    mended: Repaired,
    attending: Sequence[str],
    people: Sequence[Participant],
    rules: PlanRules,
) -> dict[str, Any]:
    """The round as it is now: what was said of unchanged rooms stands, all else is said anew."""
    seated = {person for room in mended.rooms for person in room.people}
    unplaced = [person for person in attending if person not in seated]
    here = [person for person in people if person.id in seated]
    said = dict.fromkeys(
        (
            *_still_true(turn, mended, people, rules),
            *(_said_of(mended.rooms, here, rules) if mended.rooms or not attending else ()),
            *mended.notices,
        )
    )
    return {**turn, **round_part(turn["round"], mended.rooms, unplaced, tuple(said))}


def _said_of(
    rooms: Sequence[Room], people: Sequence[Participant], rules: PlanRules
) -> tuple[str, ...]:
    """What a draw would say of these very rooms."""
    told = room_notices(rooms, people, rules=rules.rooms, perspectives={})
    return (*login_notices(rooms, people), *told)


def _still_true(
    turn: Mapping[str, Any], mended: Repaired, people: Sequence[Participant], rules: PlanRules
) -> list[str]:
    """Notices that no change concerns: not of a room that has changed, nor of sums or people who have."""
    before = rooms_in(turn)
    if not before:
        return []
    sat = [person for person in people if any(person.id in room.people for room in before)]
    anew = {*_said_of(before, sat, rules), words.no_last_time()}
    changed = [room.name for room in before if room not in mended.rooms]
    moved = {move.person for move in mended.moves}
    names = [*changed, *(person.name for person in people if person.id in moved)]
    if moved:
        names.append(f"{len(sat)} people fill")
    return [said for said in turn["notices"] if said not in anew and not _names_one(said, names)]


def _names_one(said: str, names: Iterable[str]) -> bool:
    """Whether one of these stands in the sentence as a whole: Room 1 does not stand in Room 10."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in names)
