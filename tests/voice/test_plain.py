"""How easily words are read: said to whoever writes them, and from which age on it is work."""

import pytest

from bot.voice.plain import reading_age, reading_hint


@pytest.mark.parametrize(
    ("words", "age", "hard"),
    [
        ("What did you hear today that you would like to keep?", 7, False),
        ("Which idea would your organisation value?", 13, False),
        ("Which organisation would you visit again?", 15, True),
        ("Describe your organisation's coordination.", 26, True),
    ],
)
def test_words_that_most_adults_read_with_effort_are_said_to_be_hard(words, age, hard):
    assert reading_age(words) == age
    assert f"from about age {age}." in reading_hint(words)
    assert ("Shorter words" in reading_hint(words)) is hard


def test_nothing_to_read_has_no_age():
    assert reading_hint("1, 2, 3!") == ""
