"""A community of sixteen and its perfect month."""

import pytest

from bot.demo.community import Community
from bot.demo.evidence import Evidence
from tests.demo import perfect as made


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Community:
    return made.community(tmp_path_factory.mktemp("roster"))


@pytest.fixture
def perfect(community: Community) -> Evidence:
    return made.perfect(community)
