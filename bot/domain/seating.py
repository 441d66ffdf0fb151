"""Drawing rooms: five to eight people who were put together with care, and what could not be had."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain import seating_words as words
from bot.domain.errors import NoSuchThing
from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating_check import check_rooms, honours
from bot.domain.seating_conflict import Bound, bare_problem, bounds_of, possible, refuse
from bot.domain.seating_count import nearest_possible, room_counts
from bot.domain.seating_edit import move, swap
from bot.domain.seating_gathering import Gathering
from bot.domain.seating_hosts import with_hosts
from bot.domain.seating_last import same_places
from bot.domain.seating_notices import draw_notices, room_notices, room_reason
from bot.domain.seating_repair import repair
from bot.domain.seating_series import clean_sessions
from bot.domain.seating_teams import Places, affinity_places, team_places
from bot.domain.seating_weights import (
    AT_EASE,
    LARGE,
    MET_BEFORE,
    no_weights,
    room_weights,
    team_weights,
)
from bot.domain.seating_wishes import Drawn, ImpossibleRooms, Move, Past, Repaired, Wishes
from bot.domain.sessions import Room
from bot.rooms.frame import feasible
from bot.rooms.grid import Seats, suits
from bot.rooms.problem import FORBIDDEN, Problem
from bot.rooms.seat import seat
from bot.rooms.sizes import legal_counts

__all__ = [
    "Drawn",
    "ImpossibleRooms",
    "Move",
    "Past",
    "Repaired",
    "Wishes",
    "check_rooms",
    "clean_sessions",
    "draw_rooms",
    "honours",
    "move",
    "repair",
    "room_notices",
    "swap",
]

AWAY = 10_000_000


@dataclass(frozen=True, kw_only=True)
class _Draw:
    """One draw under way: who gathers, how many rooms were asked for, and the seed of its chance."""

    gathering: Gathering
    asked: int | None
    seed: str
    bounds: tuple[Bound, ...]
    start: tuple[tuple[str, ...], ...] = ()


def draw_rooms(
    people: Sequence[Participant],
    *,
    rules: RoomRules,
    perspectives: Mapping[str, str],
    seed: str,
    wishes: Wishes | None = None,
    past: Past | None = None,
    rooms: int | None = None,
    word: str = "Room",
    start: tuple[tuple[str, ...], ...] = (),
) -> Drawn:
    """Put people together in rooms as the plan asks, and say in words what could not be had.

    Whoever is given is seated: leave out facilitators and guests. `perspectives` maps a role to lay or
    professional. The same people, rules, wishes, past and seed give the same rooms. `start` are rooms
    known to be good (`clean_sessions`): taken as they are where they suit. Raises ImpossibleRooms where
    wishes that may not be broken contradict each other.
    """
    gathering = Gathering(
        people=tuple({person.id: person for person in people}.values()),
        rules=rules,
        perspectives=perspectives,
        wishes=wishes or Wishes(),
        past=past or Past(),
        word=word,
    )
    if not people:
        return Drawn(rooms=(), notices=(words.nobody_yet(),))
    bounds = bounds_of(gathering)
    return _drawn(_Draw(gathering=gathering, asked=rooms, seed=seed, bounds=bounds, start=start))


def _drawn(draw: _Draw) -> Drawn:
    gathering = draw.gathering
    way = WAYS.get(gathering.rules.strategy)
    if way is None:
        raise NoSuchThing(
            what="way of drawing rooms",
            name=gathering.rules.strategy,
            hint=f"Choose one of {', '.join(WAYS)}.",
        )
    rooms, notices = way(draw)
    hosted = with_hosts(rooms, gathering, draw.seed)
    return Drawn(
        rooms=hosted,
        notices=(*notices, *draw_notices(gathering, hosted, draw.asked)),
        reasons=tuple(room_reason(gathering, room) for room in hosted),
    )


Way = Callable[[_Draw], tuple[list[Room], tuple[str, ...]]]


def _mixed(draw: _Draw) -> tuple[list[Room], tuple[str, ...]]:
    gathering, rules = draw.gathering, draw.gathering.rules
    counts = room_counts(len(gathering.people), len(gathering.lay), rules)
    if draw.asked is not None:
        counts = (nearest_possible(len(gathering.people), draw.asked, rules),)
    draw, notices = _with_logins(draw, counts)
    problem = replace(
        _first_feasible(draw, counts),
        weights=room_weights(gathering),
        marked=gathering.positions(gathering.lay) if rules.min_lay_per_room else frozenset(),
        company=rules.min_lay_per_room,
        in_company=rules.when_lay_scarce == "pair",
        ease=AT_EASE if len(gathering.people) > LARGE else -FORBIDDEN,
    )
    seats = _positions(gathering, draw.start)
    if len(seats) == problem.rooms and suits(problem, seats, MET_BEFORE):
        return _named(gathering, seats), notices
    return _seated(gathering, problem), notices


def _positions(gathering: Gathering, start: Sequence[Sequence[str]]) -> Seats:
    """The rooms to start from, where they are for these very people."""
    if sorted(person for room in start for person in room) != sorted(gathering.index):
        return ()
    return tuple(tuple(gathering.index[person] for person in room) for room in start)


def _teams(draw: _Draw) -> tuple[list[Room], tuple[str, ...]]:
    return _led(draw, team_places(draw.gathering, draw.seed))


def _affinity(draw: _Draw) -> tuple[list[Room], tuple[str, ...]]:
    return _led(draw, affinity_places(draw.gathering, draw.asked))


def _as_last(draw: _Draw) -> tuple[list[Room], tuple[str, ...]]:
    gathering = draw.gathering
    if any(person in gathering.index for room in gathering.past.last for person in room.people):
        return _led(draw, same_places(gathering))
    fresh = replace(gathering, rules=replace(gathering.rules, strategy="mixed"))
    rooms, notices = _mixed(replace(draw, gathering=fresh))
    return rooms, (words.no_last_time(), *notices)


WAYS: Mapping[str, Way] = {
    "mixed": _mixed,
    "home_team": _teams,
    "affinity": _affinity,
    "subgroup": _teams,
    "same_as_last": _as_last,
}


def _led(draw: _Draw, places: Places) -> tuple[list[Room], tuple[str, ...]]:
    """Seat everyone where they lean to, but for what may not be broken."""
    gathering, rooms = draw.gathering, len(places.sizes)
    if not _fitting(places, gathering) or not possible(gathering, (rooms,), draw.bounds):
        return _near_their_own(draw, places)
    draw, notices = _with_logins(draw, (rooms,))
    leaning = [
        [0 if room in places.room_of[person.id] else AWAY for room in range(rooms)]
        for person in gathering.people
    ]
    affinity = gathering.rules.strategy == "affinity"
    level = replace(
        _first_feasible(draw, (rooms,)),
        leaning=leaning,
        weights=room_weights(gathering) if affinity else no_weights(gathering),
        goal=-FORBIDDEN if affinity else 0,
    )
    exact = replace(level, sizes=places.sizes)
    seated = _seated(gathering, exact if feasible(exact) else level)
    as_planned = all(at in places.room_of[p] for at, room in enumerate(seated) for p in room.people)
    return seated, (*(places.notices if as_planned else (words.teams_not_whole(),)), *notices)


def _fitting(places: Places, gathering: Gathering) -> bool:
    """Whether the rooms have the sizes the plan asks, as far as the number of people allows."""
    least, most = gathering.rules.min_size, gathering.rules.max_size
    legal = legal_counts(len(gathering.people), least, most)
    return not legal or all(least <= size <= most for size in places.sizes)


def _near_their_own(draw: _Draw, places: Places) -> tuple[list[Room], tuple[str, ...]]:
    """Rooms of the right size with as many of each team together as can be."""
    gathering = draw.gathering
    counts = room_counts(len(gathering.people), 0, gathering.rules)
    draw, notices = _with_logins(draw, counts)
    problem = replace(_first_feasible(draw, counts), weights=team_weights(gathering, places.teams))
    return _seated(gathering, problem), (words.teams_not_whole(), *notices)


def _with_logins(draw: _Draw, counts: Sequence[int]) -> tuple[_Draw, tuple[str, ...]]:
    """Keep people with one Zoom address together where that can be; else they are placed by hand."""
    notices = []
    for group in draw.gathering.shared_logins:
        bounds = (*draw.bounds, Bound(kind="keep", people=group))
        together = possible(draw.gathering, counts, bounds)
        say = words.one_login if together else words.one_login_by_hand
        notices.append(say(draw.gathering.names(group)))
        draw = replace(draw, bounds=bounds) if together else draw
    return draw, tuple(notices)


def _first_feasible(draw: _Draw, counts: Sequence[int]) -> Problem:
    for rooms in counts:
        problem = bare_problem(draw.gathering, rooms, draw.bounds, draw.seed)
        if feasible(problem):
            return problem
    raise refuse(draw.gathering, counts, draw.bounds)


def _seated(gathering: Gathering, problem: Problem) -> list[Room]:
    return _named(gathering, seat(problem).rooms)


def _named(gathering: Gathering, seats: Seats) -> list[Room]:
    return [
        Room(
            name=f"{gathering.word} {number}",
            people=tuple(gathering.people[position].id for position in people),
        )
        for number, people in enumerate(seats, start=1)
    ]
