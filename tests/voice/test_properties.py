"""x"""

import pytest
from tests.voice.community import FLAVOURS


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_x(flavour, saying):
    assert len(saying(flavour)) > 50
