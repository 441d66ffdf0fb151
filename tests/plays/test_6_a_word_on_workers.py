"""A word with a facilitator once more, with two workers on PostgreSQL."""

from tests.plays.test_6_a_word import (
    stage,
    test_where_nobody_answers_the_whole_team_is_told_after_four_hours_and_once,
)
from tests.plays.test_on_workers import theatre

__all__ = [
    "stage",
    "test_where_nobody_answers_the_whole_team_is_told_after_four_hours_and_once",
    "theatre",
]
