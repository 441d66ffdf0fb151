"""Pairs who meet again, counted beside the fewest there can be."""

import pytest

from bot.domain.seating_again import met_again
from bot.domain.sessions import Room
from bot.voice.rooms import again_words


def rooms(*names):
    return [Room(name=f"Room {at}", people=tuple(people)) for at, people in enumerate(names, 1)]


def test_the_first_time_everybody_is_new():
    assert met_again(rooms("abc", "def"), []) == (0, 0)


def test_three_of_a_room_in_two_rooms_cannot_all_be_parted():
    assert met_again(rooms("abd", "cef"), [rooms("abc", "def")]) == (2, 2)


def test_what_could_have_been_avoided_is_told_apart():
    assert met_again(rooms("abc", "def"), [rooms("abc", "def")]) == (6, 2)


def test_a_pair_that_met_twice_counts_once():
    assert met_again(rooms("ab", "cd"), [rooms("ab", "cd"), rooms("ab", "cd")]) == (2, 0)


@pytest.mark.parametrize(
    ("pairs", "unavoidable", "said"),
    [
        (0, 0, ""),
        (1, 0, "One pair has shared a room before."),
        (4, 4, "Four pairs have shared a room before, and no other rooms for these people could do with fewer."),
        (30, 12, "30 pairs have shared a room before; no rooms for these people could do with fewer than twelve."),
    ],
)  # fmt: skip
def test_it_is_said_in_words(pairs, unavoidable, said):
    assert again_words(pairs, unavoidable) == said
