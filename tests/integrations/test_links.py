"""A signed link holds for its purpose and its time, and for nothing else."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import BadSignature
from integrations.links import NoSecret, SignedLinks

LINKS = SignedLinks("a long random text")
DAY = timedelta(days=1)
FACTS = {"person": "p017", "session": "4"}
TOKEN = LINKS.mint("me", FACTS)


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_what_was_put_in_comes_out(purpose, facts):
    token = LINKS.mint(purpose, facts)
    assert LINKS.read(purpose, token, max_age=DAY) == facts
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def test_a_link_is_worth_nothing_for_another_purpose_or_another_secret():
    with pytest.raises(BadSignature):
        LINKS.read("facilitate", TOKEN, max_age=DAY)
    with pytest.raises(BadSignature):
        SignedLinks("another text").read("me", TOKEN, max_age=DAY)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("aB7-_."))
def test_a_link_with_one_letter_changed_is_worth_nothing_or_says_the_same(place, letter):
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    try:
        assert LINKS.read("me", changed, max_age=DAY) == FACTS
    except BadSignature:
        assert changed != TOKEN


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_what_was_never_a_link_is_worth_nothing(token):
    with pytest.raises(BadSignature):
        LINKS.read("me", token, max_age=DAY)


def test_a_link_that_is_too_old_is_worth_nothing():
    with pytest.raises(BadSignature):
        LINKS.read("me", TOKEN, max_age=timedelta(seconds=-1))


def test_without_a_secret_no_link_is_signed():
    with pytest.raises(NoSecret, match="CONVENER_SECRET_KEY"):
        SignedLinks("  ")


def test_after_a_change_of_the_secret_old_links_hold_while_the_old_one_is_kept():
    changed = SignedLinks("a newer long text", earlier=["a long random text"])

    assert changed.read("me", TOKEN, max_age=DAY) == FACTS
    new = changed.mint("me", FACTS)
    assert SignedLinks("a newer long text").read("me", new, max_age=DAY) == FACTS
    for other in (SignedLinks("a newer long text"), LINKS):
        with pytest.raises(BadSignature):
            other.read("me", TOKEN if other is not LINKS else new, max_age=DAY)


def test_an_empty_earlier_secret_signs_nothing():
    forged = SignedLinks(" x").mint("me", FACTS)
    with pytest.raises(BadSignature):
        SignedLinks("a long random text", earlier=["", " "]).read("me", forged, max_age=DAY)
