"""Three ways to find hours: one for ever, one for each half of the year, or hours that go round and are proved fair."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.burden import Held
from bot.domain.civil_time import CHANGES_FROM, CHANGES_UNTIL, gap_or_overlap
from bot.domain.errors import Impossible
from bot.domain.fair_hours import FIXED, ROTATION, SEASONAL, Anchor, Calendar, Days, Wish
from bot.hours.choose import choose
from bot.hours.problem import undominated

WINTER, SUMMER = (10, 11, 12, 1, 2, 3), (4, 5, 6, 7, 8, 9)


class NoHourLeft(Impossible):
    """{what} finds no hour: {why}. Allow a dearer hour, take one of these back, or give it another day."""


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Some sessions held at one anchor, and those among them that somebody could not come to."""

    anchor: Anchor
    sessions: tuple[Held, ...]
    broken: tuple[tuple[int, str], ...]

    def costs(self, zones: Sequence[str]) -> tuple[int, ...]:
        """How many sessions are broken, then what each place bears."""
        borne = (sum(held.burden[zone] for held in self.sessions) for zone in zones)
        return len(self.broken), *borne


def fixed(wish: Wish) -> Calendar:
    """The best calendar that keeps one whole hour of one city's clock."""
    parts = _parts(wish, wish.days)
    return _best([_anchored(wish, FIXED, [part]) for part in parts])


def _best(made: Sequence[Calendar]) -> Calendar:
    """The best of all calendars of a kind: none of them has a worst place below its own."""
    best = min(made, key=lambda one: (*one.rank, str(one.anchors)))
    return replace(best, bound=best.worst_place)


def seasonal(wish: Wish) -> Calendar:
    """The best calendar that keeps one hour from October to March, and another from April to September."""
    halves = [
        tuple((number, days) for number, days in wish.days if days[0].month in months)
        for months in (WINTER, SUMMER)
    ]
    winters, summers = (_worth_a_thought(wish, half) for half in halves)
    pairs = ([winter, summer] for winter in winters for summer in summers)
    return _best([_anchored(wish, SEASONAL, pair) for pair in pairs])


def _worth_a_thought(wish: Wish, days: Days) -> list[_Part]:
    """Of all anchors those that no other one beats for every place."""
    parts = {part.costs(wish.zones): part for part in reversed(_parts(wish, days))}
    return [parts[costs] for costs in undominated(list(parts))]


def _parts(wish: Wish, days: Days) -> list[_Part]:
    """The sessions of these days at every whole hour of every city; hours at which clocks change are left out."""
    anchors = [Anchor(zone=zone, wall=time(hour)) for zone in wish.zones for hour in range(24)]
    return [_part(wish, days, anchor) for anchor in anchors if not _doubtful(days, anchor)]


def _doubtful(days: Days, anchor: Anchor) -> bool:
    """Whether clocks are changed at this hour, by custom or on one of the days."""
    if CHANGES_FROM <= anchor.wall < CHANGES_UNTIL:
        return True
    each = (day for _, some in days for day in some)
    return any(gap_or_overlap(day, anchor.wall, anchor.zone) for day in each)


def _part(wish: Wish, days: Days, anchor: Anchor) -> _Part:
    sessions, broken = [], []
    for number, some in days:
        starts = [anchor.instant(day) for day in some]
        instant = next((one for one in starts if wish.allows(one)), starts[0])
        stands = wish.settled.get(number)
        sessions.append(wish.held(number, stands or instant))
        broken += [] if stands else [(number, why) for why in wish.refusals(instant)]
    return _Part(anchor=anchor, sessions=tuple(sessions), broken=tuple(broken))


def _anchored(wish: Wish, name: str, parts: Sequence[_Part]) -> Calendar:
    sessions = sorted((h for part in parts for h in part.sessions), key=lambda held: held.session)
    return Calendar(
        name=name,
        sessions=tuple(sessions),
        people=wish.people,
        anchors=tuple(part.anchor for part in parts if part.sessions),
        broken=tuple(broken for part in parts for broken in part.broken),
    )


def as_planned(wish: Wish, starts: Sequence[tuple[int, datetime]]) -> Calendar:
    """The hours a plan gives its sessions, as they are."""
    sessions = tuple(wish.held(number, starts_at) for number, starts_at in starts)
    broken = tuple((n, why) for n, starts_at in starts for why in wish.refusals(starts_at))
    plain = Calendar(name=SEASONAL, sessions=sessions, people=wish.people, broken=broken)
    return replace(plain, bound=plain.worst_place)


def rotation(wish: Wish) -> Calendar:
    """The best calendar whose hour goes round: any whole hour of UTC, chosen anew for each session.

    No session asks more of any place than the cap. Where none is given, nobody meets at night, or, where some session
    cannot help it, nobody at a dearer hour than every session can keep to.
    Raises NoHourLeft.
    """
    offers = _offers(wish)
    cap = _least_cap(wish, offers) if wish.cap is None else wish.cap
    offers = [[h for h in some if h.worst <= cap or len(some) == 1] for some in offers]
    costs = [[tuple(held.burden.values()) for held in offered] for offered in offers]
    chosen = choose(costs, list(wish.people.values()))
    sessions = (offered[hour] for offered, hour in zip(offers, chosen.hours, strict=True))
    return Calendar(
        name=ROTATION,
        sessions=tuple(sessions),
        people=wish.people,
        cap=cap,
        bound=chosen.worst_bound,
        weighed_bound=chosen.total_bound,
        evenest=chosen.evenest,
        proof=dict(zip(wish.zones, chosen.weights, strict=True)),
    )


def _least_cap(wish: Wish, offers: Sequence[Sequence[Held]]) -> int:
    mildest = [min(held.worst for held in offered) for offered in offers if len(offered) > 1]
    return max(wish.curve.short_of_night, *mildest, 0)


def _offers(wish: Wish) -> list[list[Held]]:
    """For each session the hours of the first of its days that has any which everybody can, within the cap."""
    return [_offered(wish, number, days) for number, days in wish.days]


def _offered(wish: Wish, number: int, days: tuple[date, ...]) -> list[Held]:
    if number in wish.settled:
        return [wish.held(number, wish.settled[number])]
    for day in days:
        at = datetime.combine(day, time(0), UTC)
        starts = (at + timedelta(hours=hour) for hour in range(24))
        held = [wish.held(number, one) for one in starts if wish.allows(one)]
        within = [one for one in held if wish.cap is None or one.worst <= wish.cap]
        if within:
            return within
    raise NoHourLeft(what=f"Session {number}", why=_why_not(wish, days[0]))


def _why_not(wish: Wish, day: date) -> str:
    """What stands in the way of every hour of a day, as few reasons as will do."""
    at = datetime.combine(day, time(0), UTC)
    why: list[set[str]] = []
    for hour in range(24):
        starts_at = at + timedelta(hours=hour)
        reasons = set(wish.refusals(starts_at))
        if wish.cap is not None and wish.held(0, starts_at).worst > wish.cap:
            reasons.add(f"nobody above {wish.cap}")
        why.append(reasons)
    return "; ".join(sorted(_few(why)))


def _few(why: Sequence[set[str]]) -> set[str]:
    """Of the reasons that stand in the way, none that could be spared."""
    needed = set().union(*why)
    for reason in sorted(needed):
        if all(reasons & (needed - {reason}) for reasons in why):
            needed.remove(reason)
    return needed
