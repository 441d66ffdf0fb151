"""How fair hours can be: our rotation beside what others do, and beside what no rotation can better, in one run."""

import sys
import time
from datetime import UTC, datetime, timedelta
from random import Random

from bot.domain.burden import Curve, burden
from bot.domain.fair_hours import Wish, days_by_rule
from bot.domain.hour_plans import fixed, rotation, seasonal

SIX = (
    "Australia/Melbourne",
    "America/Chicago",
    "Europe/Stockholm",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
)
CITIES = (
    *SIX, "Asia/Tokyo", "Asia/Kolkata", "Africa/Nairobi", "America/Los_Angeles", "Pacific/Auckland",
    "Asia/Kathmandu", "Africa/Lagos", "Asia/Dubai", "Asia/Singapore", "America/Halifax",
    "Africa/Johannesburg", "America/St_Johns", "America/Mexico_City", "Asia/Dhaka",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")


def by_month(wish, least):
    """What peers do: each month by itself, the hour that is least by some measure. The worst place, and the total."""
    sums = dict.fromkeys(wish.zones, 0)
    for _, days in wish.days:
        midnight = datetime(days[0].year, days[0].month, days[0].day, tzinfo=UTC)
        asked = [
            {z: burden(midnight + timedelta(hours=h), wish.minutes, z, Curve()) for z in wish.zones}
            for h in range(24)
        ]
        for zone, cost in min(asked, key=lambda one: least(one.values())).items():
            sums[zone] += cost
    return max(sums.values()), sum(sums.values())


def reference():
    wish = Wish(
        people=dict.fromkeys(SIX, 1),
        days=days_by_rule("2nd Tuesday", start=(2027, 1), months=18),
    )
    print("18 second Tuesdays from January 2027, six places, 90 minutes: worst place, total")
    print("  least total each month     ", *by_month(wish, sum))
    print("  least worst each month     ", *by_month(wish, lambda costs: (max(costs), sum(costs))))
    for name, way in (("one hour for ever", fixed), ("an hour each half-year", seasonal)):
        found = way(wish)
        print(f"  {name:<27}", found.worst_place, found.total)
    begun = time.perf_counter()
    found = rotation(wish)
    seconds = time.perf_counter() - begun
    print(f"  {'our rotation':<27}", found.worst_place, found.total, f"in {seconds:.2f} s")
    print(f"  {'no rotation can better':<27}", found.bound, found.weighed_bound)
    assert (found.worst_place, found.worst_single, found.total, found.bound) == (84, 10, 359, 84)


def drawn(places, seed):
    """A community drawn by lot: its places, its day of the month and its first month."""
    draw = Random(f"{places} {seed}")
    rule = f"{draw.choice(['1st', '2nd', '3rd'])} {draw.choice(DAYS)}"
    start = (draw.randrange(2026, 2031), draw.randrange(1, 13))
    people = dict.fromkeys(draw.sample(CITIES, places), 1)
    minutes = draw.choice([60, 90, 120])
    return Wish(people=people, days=days_by_rule(rule, start=start, months=24), minutes=minutes)


def many(each):
    print(f"\n24 sessions, places drawn by lot, {each} communities a row")
    print("places  worst proved  gap mean/most  total proved  seconds mean/most")
    for places in (4, 6, 8, 10, 12):
        gaps, seconds, totals = [], [], 0
        for seed in range(each):
            wish = drawn(places, seed)
            begun = time.perf_counter()
            found = rotation(wish)
            seconds.append(time.perf_counter() - begun)
            gaps.append(found.worst_place - found.bound)
            totals += found.weighed_total == found.weighed_bound
            assert found.worst_place >= found.bound
        proved = sum(gap == 0 for gap in gaps)
        print(
            f"{places:>6}  {proved:>5} of {each:<3}  {sum(gaps) / each:>8.2f}/{max(gaps):<4}"
            f"  {totals:>5} of {each:<3}  {sum(seconds) / each:>9.2f}/{max(seconds):.2f}"
        )


if __name__ == "__main__":
    reference()
    many(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
