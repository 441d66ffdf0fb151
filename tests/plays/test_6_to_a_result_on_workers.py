"""From an idea to a result once more, with two workers on PostgreSQL."""

from tests.plays.test_6_to_a_result import test_from_an_idea_to_what_everyone_hears_of_it
from tests.plays.test_on_workers import theatre

__all__ = ["test_from_an_idea_to_what_everyone_hears_of_it", "theatre"]
