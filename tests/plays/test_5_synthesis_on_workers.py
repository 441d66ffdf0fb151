"""The synthesis once more, with two workers on PostgreSQL."""

from tests.plays.test_5_synthesis import (
    stage,
    test_answers_become_a_synthesis_that_its_authors_find_themselves_in,
)
from tests.plays.test_on_workers import theatre

__all__ = [
    "stage",
    "test_answers_become_a_synthesis_that_its_authors_find_themselves_in",
    "theatre",
]
