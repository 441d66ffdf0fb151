"""Rooms for a whole series of sessions from files alone: no database, no Slack."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.roster import Participant
from bot.domain.seating import (
    Drawn,
    ImpossibleRooms,
    Past,
    Wishes,
    clean_sessions,
    draw_rooms,
)
from bot.domain.seating_notices import undrawn
from bot.domain.sessions import Room
from bot.files.room_absence import Absence, drawn_absence, read_absence, read_share
from bot.files.room_plan_file import (
    SCHEMA,
    every_round,
    read_room_plan,
    round_part,
    write_room_plan,
)
from bot.files.room_repairs import PlanRepair, repair_plan
from bot.files.room_rules import (
    PlanRules,
    UnusableRoomFile,
    check_known,
    read_room_rules,
    read_room_size,
)
from bot.files.room_score import score

__all__ = [
    "PlanRepair",
    "PlanRules",
    "UnusableRoomFile",
    "drawn_absence",
    "plan_rooms",
    "read_absence",
    "read_room_plan",
    "read_room_rules",
    "read_room_size",
    "read_share",
    "repair_plan",
    "score",
    "write_room_plan",
]


def plan_rooms(
    people: Sequence[Participant],
    *,
    sessions: int = 18,
    rounds: int = 1,
    rooms: int | None = None,
    absence: float | Absence | None = None,
    history: Mapping[str, Any] | None = None,
    rules: PlanRules | None = None,
    size: tuple[int, int] | None = None,
    seed: int = 1,
) -> dict[str, Any]:
    """Draw the rooms of a whole programme, each session knowing those before it.

    `absence` is a share drawn by the seed, or who is away by session. `history` is an earlier room plan.
    The same people, rules and seed give the same plan, but for `seconds`. A session whose
    wishes cannot all be kept has no rooms and says so; raises ImpossibleRooms where that is every one.
    """
    begun = time.perf_counter()
    ours = (rules or PlanRules()).sized(size)
    check_known(people, ours)
    seated = [p for p in people if ours.seat_facilitators or not p.facilitates]
    away = _away(absence, seated, sessions=sessions, seed=seed)
    earlier = [drawn for _, drawn in every_round(history or {"sessions": []})]
    starts = _clean(seated, ours, rooms, away, 1 if ours.same_within_session else rounds)
    series = _Series(
        people=seated, rules=ours, rooms=rooms, seed=seed, away=away, starts=starts, past=list(earlier)
    )  # fmt: skip
    plan = {
        "schema": SCHEMA,
        "seed": seed,
        "size": [ours.rooms.min_size, ours.rooms.max_size],
        "sessions": [series.session(number, rounds) for number in range(1, sessions + 1)],
    }
    if series.refused and len(series.past) == len(earlier):
        raise series.refused[0]
    plan["score"] = score(plan, people, ours)
    return {**plan, "seconds": round(time.perf_counter() - begun, 3)}


def _away(
    absence: float | Absence | None, seated: Sequence[Participant], *, sessions: int, seed: int
) -> list[frozenset[str]]:
    """Who is away from each session, as given or drawn."""
    if not isinstance(absence, Mapping):
        absence = drawn_absence(seated, sessions=sessions, share=absence or 0, seed=seed)
    return [absence.get(number, frozenset()) for number in range(1, sessions + 1)]


@dataclass(kw_only=True)
class _Series:
    """Sessions drawn one after another, each remembering the rooms before it and knowing who is away later."""

    people: Sequence[Participant]
    rules: PlanRules
    rooms: int | None
    seed: int
    away: Sequence[frozenset[str]]
    starts: list[tuple[tuple[str, ...], ...]]
    past: list[tuple[Room, ...]] = field(default_factory=list)
    refused: list[ImpossibleRooms] = field(default_factory=list)

    def session(self, number: int, rounds: int) -> dict[str, Any]:
        coming = [person for person in self.people if person.id not in self.away[number - 1]]
        wishes = self.rules.wishes(number)
        drawn = [self._round(coming, number, 1, wishes)]
        for turn in range(2, rounds + 1):
            same = self.rules.same_within_session
            drawn.append(
                self._remembered(drawn[0]) if same else self._round(coming, number, turn, wishes)
            )
        return {
            "session": number,
            "attending": [person.id for person in coming],
            "rounds": [
                round_part(turn, one.rooms, one.unplaced, one.notices)
                for turn, one in enumerate(drawn, start=1)
            ],
        }

    def _round(
        self, coming: Sequence[Participant], number: int, turn: int, wishes: Wishes
    ) -> Drawn:
        start = self.starts.pop(0) if self.starts else ()
        try:
            drawn = draw_rooms(
                coming,
                rules=self.rules.rooms,
                perspectives={},
                wishes=wishes,
                past=replace(Past.of(self.past), later=self._later(number)),
                rooms=self.rooms,
                seed=f"{self.seed}:{number}:{turn}",
                start=start,
            )
        except ImpossibleRooms as refusal:
            return self._undrawn(coming, refusal)
        return self._remembered(drawn)

    def _undrawn(self, coming: Sequence[Participant], refusal: ImpossibleRooms) -> Drawn:
        """No rooms, rather than rooms that break a wish: the other sessions are drawn all the same."""
        self.refused.append(refusal)
        said = undrawn(refusal, len(coming))
        return Drawn(rooms=(), notices=(said,), unplaced=tuple(person.id for person in coming))

    def _later(self, number: int) -> tuple[frozenset[str], ...]:
        """Who is expected at each session after this one."""
        everyone = frozenset(person.id for person in self.people)
        return tuple(everyone - away for away in self.away[number:])

    def _remembered(self, drawn: Drawn) -> Drawn:
        """A round without rooms is none: the last time stays the last time."""
        if drawn.rooms:
            self.past.append(drawn.rooms)
        return drawn


def _clean(
    seated: Sequence[Participant],
    rules: PlanRules,
    rooms: int | None,
    away: Sequence[frozenset[str]],
    rounds: int,
) -> list[tuple[tuple[str, ...], ...]]:
    """Rooms without a single repeat for one round after another, where the numbers allow them."""
    everyone = frozenset(person.id for person in seated)
    coming = [everyone - missing for missing in away for _ in range(rounds)]
    return list(
        clean_sessions(seated, rules=rules.rooms, perspectives={}, rooms=rooms, coming=coming)
    )
