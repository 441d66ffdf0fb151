"""Marks and boxes tell nothing to whoever has not the secret, and outlast a change of it."""

import pytest

from bot.ports import WrongKey
from integrations.vault import STEP, SecretVault

OLD, NEW = SecretVault("the secret of last year, long"), "the secret of this year, long"
CHANGED = SecretVault(NEW, earlier=["", "the secret of last year, long"])


@pytest.mark.parametrize("words", ["", "4", "Åsa \U0001f469‍\U0001f466", "x\0\0", "y" * 20_000])
def test_what_was_locked_comes_back_as_it_was(words):
    assert OLD.unlock("urn", OLD.lock("urn", words)) == words


def test_equal_words_lie_in_boxes_that_differ_and_are_of_one_size():
    boxes = {OLD.lock("urn", words) for words in ("1", "1", "55555", "", "z" * (STEP - 1))}

    assert len(boxes) == 5
    assert len({len(box) for box in boxes}) == 1
    assert len(OLD.lock("urn", "z" * STEP)) > len(next(iter(boxes)))


def test_a_box_opens_with_no_other_secret_and_under_no_other_name():
    box = OLD.lock("one urn", "4")
    for vault, name in ((SecretVault(NEW), "one urn"), (OLD, "another urn")):
        with pytest.raises(WrongKey, match="CONVENER_SECRET_KEY_PREVIOUS"):
            vault.unlock(name, box)


def test_after_a_change_of_the_secret_boxes_open_and_marks_are_known():
    assert CHANGED.unlock("urn", OLD.lock("urn", "4")) == "4"
    assert OLD.mark("seal", "a") in CHANGED.marks("seal", "a")
    assert CHANGED.mark("seal", "a") == SecretVault(NEW).mark("seal", "a") != OLD.mark("seal", "a")


def test_marks_of_two_purposes_have_nothing_in_common():
    marks = {OLD.mark(purpose, text) for purpose in ("seal", "gesture") for text in ("a", "b")}

    assert len(marks) == 4
    assert not any("a:" in mark for mark in marks)
