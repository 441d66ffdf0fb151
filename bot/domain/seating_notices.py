"""What is said about freshly drawn rooms: the arithmetic once, then each room's exceptions."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from bot.domain import seating_words as words
from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating_check import (
    hosts_amiss,
    lay_amiss,
    managers_amiss,
    most_amiss,
    organisations_amiss,
    size_amiss,
)
from bot.domain.seating_gathering import Gathering
from bot.domain.seating_wishes import ImpossibleRooms
from bot.domain.sessions import Room
from bot.rooms.sizes import legal_counts


def room_notices(
    rooms: Sequence[Room],
    people: Sequence[Participant],
    *,
    rules: RoomRules,
    perspectives: Mapping[str, str],
) -> tuple[str, ...]:
    """Say of rooms as they are now what a draw would say of them; `people` are those who sit in them."""
    gathering = Gathering(people=tuple(people), rules=rules, perspectives=perspectives)
    return draw_notices(gathering, rooms, None) if people else (words.nobody_yet(),)


def login_notices(rooms: Sequence[Room], people: Sequence[Participant]) -> tuple[str, ...]:
    """Who of these people share one Zoom login: whether they sit in one room, or are to be placed by hand."""
    gathering = Gathering(people=tuple(people), rules=RoomRules(), perspectives={})
    return tuple(
        (
            words.one_login
            if any(group <= {*room.people} for room in rooms)
            else words.one_login_by_hand
        )(gathering.names(group))
        for group in gathering.shared_logins
    )


def undrawn(refusal: ImpossibleRooms, people: int) -> str:
    """Why there are no rooms, in words that everybody may read."""
    return words.left_undrawn(people) if refusal.private else refusal.message


def draw_notices(gathering: Gathering, rooms: Sequence[Room], asked: int | None) -> tuple[str, ...]:
    """Everything the plan wishes and these rooms do not have, with the reason."""
    return (
        *_about_count(gathering, rooms, asked),
        *most_amiss(rooms, gathering),
        *_about_sizes(gathering, rooms),
        *_about_lay(gathering, rooms),
        *(
            said
            for room in rooms
            for check in (managers_amiss, organisations_amiss, hosts_amiss)
            for said in check(room, gathering)
        ),
    )


def room_reason(gathering: Gathering, room: Room) -> str:
    """One line on what this room brings together."""
    here = [gathering.by_id[person] for person in room.people]
    met = sum(
        1 for pair in combinations(room.people, 2) if gathering.past.times.get(frozenset(pair))
    )
    return words.why_this_room(
        len(gathering.lay.intersection(room.people)),
        len({person.organisation.casefold() for person in here}),
        met,
        gathering.lived,
    )


def _about_count(gathering: Gathering, rooms: Sequence[Room], asked: int | None) -> Iterator[str]:
    if asked is None or asked == len(rooms):
        return
    people, rules = len(gathering.people), gathering.rules
    legal = legal_counts(people, rules.min_size, rules.max_size)
    if rules.strategy in {"mixed", "affinity"} and legal and asked not in legal:
        yield words.asked_for(asked, people, legal[0], legal[-1], len(rooms))
    else:
        yield words.asked_in_vain(asked, len(rooms))


def _about_sizes(gathering: Gathering, rooms: Sequence[Room]) -> Iterator[str]:
    people, rules = len(gathering.people), gathering.rules
    if legal_counts(people, rules.min_size, rules.max_size):
        for room in rooms:
            yield from size_amiss(room, gathering)
    elif people < rules.min_size:
        yield words.one_small_room(people, rules.min_size)
    else:
        sizes = sorted((room.size for room in rooms), reverse=True)
        yield words.odd_sizes(people, sizes, rules.min_size, rules.max_size)
        more = legal_counts(people + 1, rules.min_size, rules.max_size)
        if more and (people + 1) % more[0] == 0:
            yield words.one_more((people + 1) // more[0], more[0])


def _about_lay(gathering: Gathering, rooms: Sequence[Room]) -> Iterator[str]:
    rules, lay = gathering.rules, len(gathering.lay)
    if rules.strategy == "mixed" and rules.min_lay_per_room and not lay:
        yield words.no_lay_at_all(gathering.lived)
    elif rules.strategy == "mixed" and lay < rules.min_lay_per_room * len(rooms):
        shares: dict[int, list[str]] = {}
        for room in rooms:
            shares.setdefault(len(gathering.lay.intersection(room.people)), []).append(room.name)
        yield words.scarce_lay(lay, shares, rules.min_lay_per_room, len(rooms), gathering.lived)
    else:
        for room in rooms:
            yield from lay_amiss(room, gathering)
