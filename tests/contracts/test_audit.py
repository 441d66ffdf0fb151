"""The audit is only ever added to, whatever the program or anybody with a connection asks of the database."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.store.tables import trace
from tests.contracts.examples import TRACE


@pytest.fixture
def written(store):
    with store.begin() as memory:
        memory.traces.add(TRACE)
    return store


@pytest.mark.parametrize(
    "wish", [sa.update(trace).values(did="nothing"), sa.delete(trace)], ids=str
)
def test_the_database_refuses_to_change_or_remove_a_line(written, wish):
    with (
        written.begin() as memory,
        pytest.raises(sa.exc.DBAPIError, match="only ever added"),
        written.begin(),  # inside the first, so that only this is taken back
    ):
        memory.traces._connection.execute(wish)

    with written.read() as memory:
        assert memory.traces.find() == [TRACE]


def test_a_line_that_is_there_is_not_written_over(written):
    with written.begin() as memory:
        assert memory.traces.add(replace(TRACE, did="something else")) is False

    with written.read() as memory:
        assert memory.traces.find() == [TRACE]
