"""What it costs two people to share a room: strong wishes first, then new faces, then a good spread."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from bot.domain.roster import Participant
from bot.domain.seating_gathering import Gathering
from bot.rooms.problem import FORBIDDEN, Weights

# One of a stronger kind outweighs all that one swap could win in the weaker kinds.
OWN_TEAM = 10_000_000
WITH_MANAGER = 5_000_000
SAME_ORGANISATION = 100_000
# Each further time costs more than the one before, lest the same two meet again and again.
MET_BEFORE, EACH_TIME, EVER_MORE = 900, 700, 100
RECENTLY = {1: 80, 2: 40, 3: 20}
# A first encounter now, where there is no later chance of it; a quarter of later chances is counted on.
EAGER, LEFT, WHOLE = 2_500, 3, 4
LEADERS, HOSTS, SAME_ROLE, SAME_ZONE, COMPANY_IN_LANGUAGE = 25, 25, 6, 4, -30

# Costs up to this are no more than a lack of spread; in large gatherings nobody is moved for them alone.
AT_EASE, LARGE = 500, 150


def room_weights(gathering: Gathering) -> Weights:
    """The cost of every pair sharing a room, by position in the gathering."""
    weights = _spread(gathering)
    if gathering.rules.vary_from_previous:
        _add_meetings(gathering, weights)
        _add_last_chances(gathering, weights)
    if gathering.parts_managers:
        for boss, report in gathering.manager_pairs:
            _add(weights, gathering.index[boss.id], gathering.index[report.id], WITH_MANAGER)
    return weights


def no_weights(gathering: Gathering) -> Weights:
    """Nothing speaks against anybody's company."""
    return [[0] * len(gathering.people) for _ in gathering.people]


def team_weights(gathering: Gathering, teams: Iterable[frozenset[str]]) -> Weights:
    """Only that people of one team draw each other."""
    weights = no_weights(gathering)
    for team in teams:
        for one, other in combinations(sorted(gathering.positions(team)), 2):
            _add(weights, one, other, -MET_BEFORE)
    return weights


def company_weights(gathering: Gathering) -> Weights:
    """The cost of every pair sharing a room where rooms exist already: teams draw their own, walls stand."""
    weights = room_weights(gathering)
    for team in _teams(gathering):
        for one, other in combinations(sorted(team), 2):
            _add(weights, one, other, -OWN_TEAM)
    for group in gathering.here(gathering.wishes.apart):
        for one, other in combinations(sorted(gathering.positions(group)), 2):
            _add(weights, one, other, FORBIDDEN)
    return weights


def _teams(gathering: Gathering) -> list[frozenset[int]]:
    """Who draws whom into a room, by the way these rooms are drawn."""
    strategy = gathering.rules.strategy
    if strategy == "subgroup":
        return [gathering.positions(members) for members in gathering.wishes.groups.values()]
    if strategy == "affinity":
        lay = gathering.positions(gathering.lay)
        return [lay, frozenset(gathering.index.values()) - lay]
    return list(map(frozenset, gathering.organisations)) if strategy == "home_team" else []


def _add(weights: Weights, one: int, other: int, cost: int) -> None:
    weights[one][other] += cost
    weights[other][one] += cost


def _add_meetings(gathering: Gathering, weights: Weights) -> None:
    at, ago = gathering.index.get, gathering.past.ago
    for pair, times in gathering.past.times.items():
        one, other = map(at, pair)
        if times and one is not None and other is not None:
            again = MET_BEFORE + (EACH_TIME + EVER_MORE * times) * times
            cost = again + RECENTLY.get(ago.get(pair, 0), 0)
            weights[one][other] += cost
            weights[other][one] += cost


def _add_last_chances(gathering: Gathering, weights: Weights) -> None:
    """Draw those to each other who have not met yet and will seldom both be there again.

    Each later chance may bring them together, so a first encounter now is worth the less the more there
    are. Where the same people come every time nobody's chances differ, and nothing is added.
    """
    later = gathering.past.later
    calendars = [
        sum((p.id in there) << at for at, there in enumerate(later)) for p in gathering.people
    ]
    if len(set(calendars)) <= 1 or len(calendars) > LARGE:
        return
    worth = [EAGER * LEFT**chances // WHOLE**chances for chances in range(len(later) + 1)]
    met = {pair for pair, times in gathering.past.times.items() if times}
    for one, other in combinations(gathering.people, 2):
        if frozenset((one.id, other.id)) not in met:
            at, to = gathering.index[one.id], gathering.index[other.id]
            _add(weights, at, to, -worth[(calendars[at] & calendars[to]).bit_count()])


Trait = tuple[str, str]


def _spread(gathering: Gathering) -> Weights:
    """Costs of being alike. Those alike in everything have one row, so it is made once and copied."""
    traits = [_traits(gathering, person) for person in gathering.people]
    alike = _alike(traits, _costs(gathering))
    rows = {
        some: list(map(sum, zip(*(alike[trait] for trait in some if trait in alike), strict=True)))
        for some in set(traits)
    }
    weights = [rows[some][:] or [0] * len(traits) for some in traits]
    for at, row in enumerate(weights):
        row[at] = 0
    return weights


def _alike(traits: Sequence[tuple[Trait, ...]], costs: Mapping[str, int]) -> dict[Trait, list[int]]:
    """For each trait that costs, what it costs to sit with each person who has it."""
    members: dict[Trait, list[int]] = {}
    for at, some in enumerate(traits):
        for trait in some:
            members.setdefault(trait, []).append(at)
    tongues = {trait: len(those) for trait, those in members.items() if trait[0] == "language"}
    common = max(tongues, key=tongues.__getitem__, default=None)
    alike = {}
    for trait, those in members.items():
        if costs[trait[0]] and trait != common:
            alike[trait] = [0] * len(traits)
            for at in those:
                alike[trait][at] = costs[trait[0]]
    return alike


def _costs(gathering: Gathering) -> dict[str, int]:
    return {
        "organisation": SAME_ORGANISATION if gathering.parts_organisations else 0,
        "leader": LEADERS,
        "host": HOSTS,
        "role": SAME_ROLE,
        "zone": SAME_ZONE,
        "language": COMPANY_IN_LANGUAGE,
    }


def _traits(gathering: Gathering, person: Participant) -> tuple[Trait, ...]:
    traits = [
        ("organisation", person.organisation.casefold()),
        ("zone", person.zone),
        ("language", person.language.split("-")[0].casefold()),
    ]
    if person.id not in gathering.lay:
        traits.append(("role", person.role))
    if person.role in gathering.leading:
        traits.append(("leader", ""))
    if person.role == gathering.rules.room_host:
        traits.append(("host", ""))
    return tuple(traits)
