"""An organisation's thread once more, with two workers on PostgreSQL."""

from tests.plays.test_6_thread import (
    stage,
    test_the_thread_is_written_together_and_a_story_that_goes_takes_its_words_along,
)
from tests.plays.test_on_workers import theatre

__all__ = [
    "stage",
    "test_the_thread_is_written_together_and_a_story_that_goes_takes_its_words_along",
    "theatre",
]
