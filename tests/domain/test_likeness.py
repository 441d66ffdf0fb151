"""Ideas that are alike are found in any language, and those that share a word only are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.likeness import alike, likeness

ALIKE = [
    ("Texts before discharge", "A text before discharge"),
    ("Texts before discharge", "Before discharge: texts for patients"),
    ("Letters in plain words", "Plain letters"),
    ("Entlassbriefe", "Briefe nach der Entlassung"),
    ("Cartas em linguagem simples", "Carta simples"),
    ("Avaliação da alta", "avaliacao da ALTA"),
    ("Brev på lätt svenska", "Lättlästa brev"),
    ("Письма простыми словами", "Простые письма"),
    ("رسائل بسيطة للمرضى", "رسائل بسيطة"),
    ("出院前的短信", "出院前短信提醒"),
]
APART = [
    ("Texts before discharge", "Letters before surgery"),
    ("Texts before discharge", "A garden for the ward"),
    ("Letters in plain words", "The letters of the alphabet on doors"),
    ("Hand in hand with carers", "A helping hand at night"),
    ("Cartas simples", "Jardim da enfermaria"),
    ("Briefe nach der Entlassung", "Ein Garten für die Station"),
    ("The way to the ward", "The way we eat"),
    ("出院前的短信", "病房的花园"),
    ("!!!", "!!!"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_same_idea_in_other_words_of_its_language_is_found(one, other):
    assert alike(one, other), likeness(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_one_word_in_common_is_not_enough(one, other):
    assert not alike(one, other), likeness(one, other)


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_is_a_share_the_same_from_both_sides(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) in {0, 1}
