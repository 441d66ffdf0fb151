"""What a group says of its hours: which way is ahead, and numbers by which nobody is found out."""

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.domain.hour_polls import (
    Count,
    Hour,
    HourPoll,
    HourVote,
    PollState,
    Says,
    Way,
    counted,
    shown_to_all,
)

NOON = datetime(2027, 2, 15, 12, tzinfo=UTC)
LEAST = 5


def way(key, worst=10, total=20):
    return Way(key=key, hours=(), worst=worst, total=total)


def closed(ways, *counts):
    return HourPoll(
        id="h1", ways=ways, word="", by="p1", at=NOON, closes_at=NOON, state=PollState.CLOSED, counts=counts
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fixed", "rotation", "first"),
    [
        ({"cannot": 1}, {"works": 1, "hard": 9}, "rotation"),  # whom it shuts out counts first
        (
            {"cannot": 1, "hard": 3},
            {"cannot": 1, "hard": 2},
            "rotation",
        ),  # then for whom it is hard
        ({"works": 30}, {}, "rotation"),  # then what it asks of the place that has it hardest
        ({"hard": 1}, {"cannot": 1}, "fixed"),
    ],
)
def test_the_rule_that_people_are_told(fixed, rotation, first):
    poll = closed(
        (way("fixed", worst=9), way("rotation", worst=8)),
        Count(key="fixed", **fixed),
        Count(key="rotation", **rotation),
    )
    assert poll.ranked[0].key == first


def test_of_ways_that_are_alike_the_one_that_asks_less_of_all_is_ahead_and_saying_nothing_is_no_vote():
    vote = HourVote(id="h1:p1", poll_id="h1", person_id="p1", at=NOON, said={"now": Says.WORKS})
    ways = (way("now", total=30), way("fixed", total=29))

    counts = counted(ways, [vote])

    assert counts == (Count(key="now", works=1), Count(key="fixed"))
    assert closed(ways, *counts).ranked[0].key == "fixed"


def test_no_number_that_everyone_reads_speaks_of_fewer_than_five():
    """Not even what is left where some numbers are taken from others."""
    for works, hard, cannot in product(range(9), repeat=3):
        numbers = shown_to_all(Count(key="now", works=works, hard=hard, cannot=cannot), LEAST)
        assert all(number == 0 or number >= LEAST for number in numbers)
        assert sum(numbers) in {0, works + hard + cannot}
        if len(numbers) == 2:
            assert (works, hard + cannot) == numbers


def test_a_stricter_plan_hides_more():
    count = Count(key="now", works=9, hard=6)
    assert shown_to_all(count, LEAST) == (9, 6, 0)
    assert shown_to_all(count, 7) == ()
    assert shown_to_all(Count(key="now", works=9, hard=6, cannot=1), 7) == (9, 7)


def test_an_hour_is_that_of_its_own_citys_clock_whatever_the_season():
    winter, summer = (
        Hour(session_id="s1", moves=0, wall=f"2027-{month}-10T20:00", zone="Europe/London", minutes=90)
        for month in ("03", "06")
    )  # fmt: skip
    assert (winter.starts_at.hour, summer.starts_at.hour) == (20, 19)
    assert winter.ends_at.hour == 21
