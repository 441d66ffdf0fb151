"""The facilitators' desk once more, with two workers on PostgreSQL: what is held, moved and released goes by them."""

import pytest

from tests.plays.test_5_prompt_desk import opened, test_a_month_at_the_desk
from tests.plays.test_on_workers import theatre

__all__ = ["desk", "test_a_month_at_the_desk", "theatre"]


@pytest.fixture
def desk(theatre):
    return opened(theatre)
