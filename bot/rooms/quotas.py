"""How many places, and how many of them for marked people, each room gets."""

from collections.abc import Sequence

from bot.rooms.frame import Frame
from bot.rooms.problem import Problem
from bot.rooms.sizes import poured


def sizes_around(built: Frame, people: int) -> tuple[int, ...]:
    """Sizes as even as those already placed allow."""
    return poured(people, built.load, built.caps)


def marked_quotas(problem: Problem, built: Frame, sizes: Sequence[int]) -> tuple[int, ...]:
    """How many marked people each room gets: level, or in company where they are too few for level."""
    total = len(problem.marked)
    unmarked = [load - marks for load, marks in zip(built.load, built.marks, strict=True)]
    caps = [size - others for size, others in zip(sizes, unmarked, strict=True)]
    if problem.in_company and total < problem.company * problem.rooms:
        caps = _caps_in_company(problem, built.marks, caps)
    # Of rooms on one level the larger gives the next place, so that shares stay alike.
    order = sorted(range(problem.rooms), key=lambda room: (-sizes[room], room))
    floors = [built.marks[room] for room in order]
    level = dict(zip(order, poured(total, floors, [caps[room] for room in order]), strict=True))
    return tuple(level[room] for room in range(problem.rooms))


def _caps_in_company(problem: Problem, marks: Sequence[int], caps: list[int]) -> list[int]:
    """Close as many rooms as it takes so that nobody marked is the only one; keep those begun."""
    open_rooms = max(1, len(problem.marked) // max(1, problem.company))
    ranked = sorted(range(problem.rooms), key=lambda room: (-marks[room], -caps[room], room))
    chosen = {room for room in ranked if marks[room]} | set(ranked[:open_rooms])
    for room in ranked:
        if sum(caps[one] for one in chosen) >= len(problem.marked):
            break
        chosen.add(room)
    return [cap if room in chosen else marks[room] for room, cap in enumerate(caps)]
