"""How many rooms to make: sizes first, then slack for absences, lay voices, and the size wished for."""

from math import ceil

from bot.domain.programme import RoomRules
from bot.rooms.sizes import possible_counts


def room_counts(people: int, lay: int, rules: RoomRules) -> tuple[int, ...]:
    """Every number of rooms that may be, the most fitting first.

    Slack: a room planned so large that the expected absences leave it its least. Lay voices: rooms few
    enough for each to have its share. Both only ever ask for fewer rooms, within the largest size; so does
    how many can be opened at all.
    """
    possible = possible_counts(people, rules.min_size, rules.max_size)
    limit = _within(possible, possible[-1], people // planned_least(rules))
    limit = _within(possible, limit, rules.most_rooms or limit)
    for share in _lay_shares(rules):
        if lay // share >= possible[0]:
            limit = min(limit, lay // share)
            break
    return tuple(sorted(possible, key=lambda rooms: _unfitness(people, rooms, limit, rules)))


def planned_least(rules: RoomRules) -> int:
    """The smallest a room is planned, so that the expected absences leave it its least."""
    coming = max(0.05, 1 - rules.assume_no_show_rate)
    return min(rules.max_size, ceil(round(rules.min_size / coming, 6)))


def nearest_possible(people: int, asked: int, rules: RoomRules) -> int:
    """The number of rooms asked for, or the nearest that keeps the sizes.

    A number that no rooms can keep, such as 9, leaves the choice to who asks.
    """
    possible = possible_counts(people, rules.min_size, rules.max_size)
    keeps = rules.min_size * possible[0] <= people <= rules.max_size * possible[0]
    lowest, highest = (possible[0], possible[-1]) if keeps else (1, possible[-1])
    return min(max(asked, lowest), highest)


def _lay_shares(rules: RoomRules) -> tuple[int, ...]:
    """Lay voices wished in each room; where that cannot be had and they are spread, at least one."""
    wished = (rules.min_lay_per_room,) if rules.min_lay_per_room else ()
    return (*wished, 1) if wished and rules.when_lay_scarce == "spread" else wished


def _within(possible: range, limit: int, wished: int) -> int:
    return min(limit, max(wished, possible[0]))


def _unfitness(people: int, rooms: int, limit: int, rules: RoomRules) -> tuple[int, float, int]:
    return max(0, rooms - limit), abs(people / rooms - rules.target_size), rooms
