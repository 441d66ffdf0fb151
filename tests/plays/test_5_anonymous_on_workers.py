"""Anonymous answers once more, with two workers on PostgreSQL."""

from tests.plays.test_5_anonymous import (
    stage,
    test_four_of_ten_are_not_to_be_worked_out_and_a_leaver_changes_nothing,
    test_the_attacker_with_every_row_finds_who_answered_and_neither_what_nor_when,
)
from tests.plays.test_on_workers import theatre

__all__ = [
    "stage",
    "test_four_of_ten_are_not_to_be_worked_out_and_a_leaver_changes_nothing",
    "test_the_attacker_with_every_row_finds_who_answered_and_neither_what_nor_when",
    "theatre",
]
