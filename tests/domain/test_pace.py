"""A pace is never exceeded, whoever asks, and whatever becomes of the clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pace import Pace, Spent, free_at, unspent

NOON = datetime(2027, 2, 17, 12, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
QUIET = settings(max_examples=200, derandomize=True, deadline=None, database=None)
GAPS = st.lists(st.integers(0, 3000).map(lambda ms: timedelta(milliseconds=ms)), max_size=60)
PACES = st.builds(
    Pace,
    key=st.just("k"),
    every=st.integers(50, 2000).map(lambda ms: timedelta(milliseconds=ms)),
    burst=st.integers(1, 10),
    spare=st.integers(0, 5),
)


def taken(pace: Pace, instants: list[datetime], *, urgent: bool = True) -> list[datetime]:
    """The instants at which one was to be had."""
    spent, got = unspent(instants[0]) if instants else unspent(NOON), []
    for now in instants:
        spent = spent.seen(now)
        if free_at(pace, spent, now, urgent=urgent) <= now:
            spent = spent.after(pace, now)
            got.append(now)
    return got


def after(gaps: list[timedelta]) -> list[datetime]:
    instants, now = [], NOON
    for gap in gaps:
        now += gap
        instants.append(now)
    return instants


@QUIET
@given(PACES, GAPS, st.booleans())
def test_no_span_sees_more_than_the_burst_and_one_for_each_every(
    pace: Pace, gaps: list[timedelta], urgent: bool
):
    got = taken(pace, after(gaps), urgent=urgent)
    for first in range(len(got)):
        for last in range(first, len(got)):
            assert last - first + 1 <= pace.burst + (got[last] - got[first]) / pace.every


@QUIET
@given(PACES, st.integers(1, 30))
def test_what_is_patient_leaves_the_spare_to_what_is_urgent(pace: Pace, many: int):
    patient = taken(pace, [NOON] * many, urgent=False)

    assert len(patient) == min(many, max(pace.burst - pace.spare, 1))


@QUIET
@given(PACES, GAPS)
def test_whoever_comes_at_the_instant_that_was_named_is_let_in(pace: Pace, gaps: list[timedelta]):
    spent = unspent(NOON)
    for now in after(gaps):
        at = free_at(pace, spent, now, urgent=True)
        assert free_at(pace, spent, at, urgent=True) == at
        spent = spent.after(pace, at)


@QUIET
@given(PACES, st.timedeltas(min_value=SECOND * 6, max_value=HOUR * 48))
def test_a_clock_that_is_set_back_holds_nobody_up_and_gives_nothing_away(
    pace: Pace, back: timedelta
):
    spent = unspent(NOON)
    for _ in range(pace.burst):
        spent = spent.after(pace, NOON)
    now = NOON - back

    seen = spent.seen(now)

    assert free_at(pace, seen, now, urgent=True) == now + pace.every


@QUIET
@given(PACES, st.timedeltas(min_value=timedelta(0), max_value=HOUR * 48))
def test_a_clock_that_jumps_ahead_gives_no_more_than_the_burst(pace: Pace, ahead: timedelta):
    instants = [NOON] * 20 + [NOON + ahead] * 40

    got = taken(pace, instants)

    assert got.count(NOON + ahead) <= pace.burst + got.count(NOON) * (ahead == timedelta(0))


def test_clocks_that_differ_a_little_give_nothing_away():
    pace, spent, got = Pace(key="k", every=SECOND, burst=1), unspent(NOON), 0
    for tick in range(200):  # two machines by turns, one of them a second behind the other
        now = NOON + tick * timedelta(milliseconds=50) - (tick % 2) * SECOND
        spent = spent.seen(now)
        if free_at(pace, spent, now, urgent=True) <= now:
            spent, got = spent.after(pace, now), got + 1

    assert got <= 11


def test_a_days_count_is_had_whole_and_begins_anew_at_its_end():
    ends = NOON + 12 * HOUR
    pace = Pace(key="k", every=HOUR * 24, burst=100, per=HOUR * 24, ends=ends)
    got = taken(pace, [NOON + n * timedelta(minutes=5) for n in range(140)])
    full = Spent(until=NOON + 100 * 24 * HOUR, at=NOON)

    assert len(got) == 100
    assert free_at(pace, full, NOON, urgent=True) == ends
