"""A story is shown to its end, whatever signs are in it."""

import html
from datetime import UTC, datetime

import pytest

from bot.domain.stories import Story, Way
from bot.voice.limits import faults, view_faults
from bot.voice.stories import OwnStory, home_part, own_list
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


@pytest.mark.parametrize("of", ["", "Pearl"])
def test_twenty_stories_can_be_taken_back_at_once_and_the_rest_is_told_of(of):
    own = [
        OwnStory(
            story=Story(id=f"y{n}", person_id="p1", told_at=AT),
            now=AT,
            zone="UTC",
            organisation="North",
            days=7,
            page="https://convener.example.org/me/stories?key=" + "k" * 200,
        )
        for n in range(23)
    ]
    listed = own_list(own, of=of)

    assert faults(list(listed.blocks)) == []
    assert str(listed.blocks).count("'story:back'") == 20
    assert "And 3 older ones." in str(listed.blocks)
    assert "And 18 older ones." in str(home_part(own))
    assert "older" not in str(own_list(own[:20], of=of)) + str(home_part(own[:5]))
