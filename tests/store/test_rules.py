"""The rules of the ledger against the same rules in plain Python, and the parts the store is made of."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.effects import SETTLED, State
from bot.domain.errors import FacilitationError
from bot.domain.urgency import Urgency
from bot.store import errors
from bot.store.columns import DatabaseClock, Instant
from bot.store.effect_rules import DUE
from bot.store.engines import disposed, writing_engine
from bot.store.ledger import NOT_TRIED, OWED
from bot.store.places import place_of
from bot.store.shelf import by_nature
from bot.store.statements import end_of
from bot.store.tables import effect
from tests.contracts.examples import DAY, MINUTE, NOON, owed

QUIET = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
INSTANTS = st.sampled_from([NOON - DAY, NOON - timedelta(microseconds=1), NOON, NOON + MINUTE])


@dataclass(frozen=True, kw_only=True)
class Line:
    """One effect of a made-up ledger, with the number of the one it comes after."""

    state: State
    not_before: datetime
    try_at: datetime
    after: int | None
    hold_until: datetime | None
    urgency: Urgency

    def row(self, number: int) -> dict[str, object]:
        after = "" if self.after is None else f"e{self.after}"
        promise = owed(
            f"e{number}", not_before=self.not_before, after=after, hold_until=self.hold_until
        )
        ours = {"id": number, "state": self.state, "try_at": self.try_at, "urgency": self.urgency}
        return OWED.row(promise) | NOT_TRIED | ours

    def released(self, lines: "list[Line]") -> bool:
        if self.after is None or (self.hold_until and self.hold_until <= NOON):
            return True
        return self.after < len(lines) and lines[self.after].state in SETTLED

    def claimable(self, lines: "list[Line]") -> bool:
        come = self.state is State.READY and self.not_before <= NOON and self.released(lines)
        return self.try_at <= NOON and (come or self.state is State.UNKNOWN)


SECONDS_OR_PARTS = st.builds(
    lambda instant, part: instant.replace(microsecond=part),
    st.sampled_from([NOON, NOON + timedelta(seconds=1)]) | st.datetimes(timezones=st.just(UTC)),
    st.sampled_from([0, 1, 100_000, 999_999]),
)
LINES = st.builds(
    Line,
    state=st.sampled_from(State),
    not_before=INSTANTS,
    try_at=INSTANTS,
    after=st.none() | st.integers(0, 9),
    hold_until=st.none() | INSTANTS,
    urgency=st.sampled_from(Urgency),
)


@QUIET
@given(st.lists(LINES, max_size=8))
def test_what_is_due_and_what_is_backlog_is_what_the_rules_say(store, lines):
    ready = [line for line in lines if line.state is State.READY and line.not_before <= NOON]
    with store.begin() as memory:
        connection = memory.effects._connection
        connection.execute(sa.delete(effect))
        if lines:
            connection.execute(sa.insert(effect), [line.row(n) for n, line in enumerate(lines)])
        found, backlog = memory.effects.due(NOON, 100), memory.effects.backlog(NOON)

    due = [n for n, line in enumerate(lines) if line.claimable(lines)]
    assert list(found) == sorted(due, key=lambda n: (lines[n].urgency, lines[n].try_at, n))
    assert backlog.due == len([line for line in ready if line.released(lines)])
    assert backlog.unknown == len([line for line in lines if line.state is State.UNKNOWN])


def test_what_is_due_among_thousands_is_found_by_its_index(url):
    rows = [owed_row(n) for n in range(4000)]
    with (
        disposed(writing_engine(place_of(url), patience=5)) as engine,
        engine.begin() as connection,
    ):
        connection.execute(sa.insert(effect), rows)
        connection.exec_driver_sql("ANALYZE")
        assert len(connection.execute(DUE, {"now": NOON, "limit": 5000}).all()) == 2000
        plan = explained(connection, DUE.params(now=NOON - 1990 * MINUTE, limit=20))

    assert "ix_effect_state_urgency_try_at" in plan
    assert not re.search(r"SCAN effect|Seq Scan on effect +\(", plan)


def owed_row(number: int) -> dict[str, object]:
    """Half of them are done; every second one comes after one that is."""
    promise = owed(
        f"e{number}", not_before=NOON - number * MINUTE, after="e3000" if number % 2 else ""
    )
    state = State.READY if number < 2000 else State.DONE
    return (
        OWED.row(promise) | NOT_TRIED | {"state": state, "try_at": promise.not_before, "urgency": 1}
    )


def explained(connection: sa.Connection, query: sa.Select[int]) -> str:
    how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    written_out = query.compile(connection, compile_kwargs={"literal_binds": True})
    return "\n".join(str(row) for row in connection.exec_driver_sql(f"{how} {written_out}"))


def test_the_databases_clock_moves_by_what_is_asked(url):
    with (
        disposed(writing_engine(place_of(url), patience=5)) as engine,
        engine.begin() as connection,
    ):
        query = sa.select(DatabaseClock(), DatabaseClock(plus=sa.literal(5400.0)))
        now, later = connection.execute(query).one()

    assert abs(later - now - timedelta(hours=1.5)) < timedelta(seconds=5)
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)  # noqa: TID251


@QUIET
@given(st.lists(SECONDS_OR_PARTS, min_size=2, max_size=2))
def test_instants_as_sqlite_keeps_them_sort_as_they_come_in_time(pair):
    dialect = sa.create_engine("sqlite://").dialect
    kept = [Instant().process_bind_param(instant, dialect) for instant in pair]

    assert (kept[0] < kept[1]) == (pair[0] < pair[1])
    assert [Instant().process_result_value(text, dialect) for text in kept] == pair


@QUIET
@given(st.text(max_size=3), st.text(max_size=6))
def test_the_end_of_a_prefix_lies_after_all_that_starts_with_it_and_before_all_else(prefix, text):
    end = end_of(prefix)
    within = prefix <= text and (end is None or text < end)

    assert within == text.startswith(prefix)


@pytest.mark.parametrize(
    ("ids", "ordered"),
    [
        (["a10", "a2"], ["a2", "a10"]),
        (["2:p10", "10:p2", "2:p9"], ["2:p9", "2:p10", "10:p2"]),
        (["10", "b", "", "9", "²", "٣"], ["", "٣", "9", "10", "b", "²"]),
    ],
)
def test_ids_have_a_natural_order(ids, ordered):
    assert sorted(ids, key=by_nature) == ordered


@pytest.mark.parametrize(
    "error",
    [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, FacilitationError)],
)
def test_every_error_is_a_sentence(error):
    message = error(url="x", place="x", state="is x", cure="Do x.", seconds=1, field="x").message

    assert message[0].isalnum()
    assert message.endswith(".")
    assert "{" not in message
