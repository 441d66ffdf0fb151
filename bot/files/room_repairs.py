"""Mending one session of a room plan when people drop out, come after all, or a host falls ill."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Ambiguous, NoSuchThing
from bot.domain.roster import Participant
from bot.domain.seating import Past, Repaired, repair, room_notices
from bot.domain.sessions import Room
from bot.files.room_plan_file import every_round, rooms_in, round_part
from bot.files.room_rules import PlanRules
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
    Raises NoSuchThing for a session, or a person who is not on the roster or not in (already in) it.
    """
    ours = (rules or PlanRules()).sized((plan["size"][0], plan["size"][1]))
    target = _session(plan, session)
    going = _those(people, (*leave, *host_ill))
    coming = _those(people, join)
    _check_changes(target, going, coming)
    attending = [p for p in target["attending"] if p not in {one.id for one in going}]
    attending += [one.id for one in coming]
    mended = [
        _mended(plan, people, ours, (session, turn), going, coming) for turn in target["rounds"]
    ]
    rounds = [
        _round(turn, one, attending, people, ours)
        for turn, one in zip(target["rounds"], mended, strict=True)
    ]
    fresh = {**target, "attending": attending, "rounds": rounds}
    sessions = [fresh if one is target else one for one in plan["sessions"]]
    whole = {**plan, "sessions": sessions}
    whole["score"] = score(whole, people, ours)
    return PlanRepair(plan=whole, rounds=tuple(mended))


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


def _mended(
    plan: Mapping[str, Any],
    people: Sequence[Participant],
    rules: PlanRules,
    place: tuple[int, Mapping[str, Any]],
    leave: Sequence[Participant],
    join: Sequence[Participant],
) -> Repaired:
    session, turn = place
    return repair(
        rooms_in(turn),
        people,
        rules=rules.rooms,
        perspectives={},
        seed=f"{plan['seed']}:{session}:{turn['round']}",
        leave=[person.id for person in leave],
        join=[person.id for person in join],
        wishes=rules.wishes(session),
        past=Past.of(_before(plan, session, turn["round"])),
    )


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
    fresh = room_notices(mended.rooms, here, rules=rules.rooms, perspectives={})
    said = dict.fromkeys((*_still_true(turn, mended), *fresh, *mended.notices))
    return {**turn, **round_part(turn["round"], mended.rooms, unplaced, tuple(said))}


def _still_true(turn: Mapping[str, Any], mended: Repaired) -> list[str]:
    """Notices that speak of no room that has changed."""
    before = rooms_in(turn)
    changed = {room.name for room in before} - {
        room.name for room in mended.rooms if room in before
    }
    return [said for said in turn["notices"] if not any(name in said for name in changed)]
