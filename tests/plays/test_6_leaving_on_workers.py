"""Kwabena leaves once more, with two workers on PostgreSQL."""

from tests.plays.test_6_leaving import (
    stage,
    test_kwabena_leaves_and_exactly_what_he_held_is_passed_on,
)
from tests.plays.test_on_workers import theatre

__all__ = ["stage", "test_kwabena_leaves_and_exactly_what_he_held_is_passed_on", "theatre"]
