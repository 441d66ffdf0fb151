"""A story is shown to its end, whatever signs are in it."""

import html
from datetime import UTC, datetime

import pytest

from bot.domain.stories import Way
from bot.voice.limits import view_faults
from bot.voice.story_forms import MOST_READ, ReadStory, reading

AT = datetime(2027, 2, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize("letters", ["a", "&", "<&>", "\N{FAMILY}"])
def test_the_longest_stories_are_shown_whole_and_slack_takes_them_all(letters):
    text = (letters * 3000)[:2999] + "."
    told = ReadStory(text=text, signed="Someone", when=AT, title="Arriving", way=Way.TEXT)
    view = reading([told] * MOST_READ, "UTC", more=2).body

    said = "".join(html.unescape(block["text"]["text"]) for block in view["blocks"])
    assert view_faults(view) == []
    assert len(view["blocks"]) <= 100
    assert said.count(text) == MOST_READ
    assert "And 2 older ones." in said
