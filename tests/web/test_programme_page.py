"""The programme at a glance: every session on a line, the hours of every place, and what came of the months so far."""

from datetime import datetime

import pytest

from bot.domain.synthesis import LoopState
from bot.facilitation import loops, publishing, rooms
from bot.voice import figures
from bot.voice.voices import Month, Share
from tests.web.facilitators import NADIA, door, house, nadia, osric

__all__ = ["door", "house", "nadia", "osric"]


@pytest.fixture
def page(house, nadia):
    """One session is over: its rooms were told, and something was said of which people are to hear."""
    house.clock.instant = datetime.fromisoformat("2027-03-12T12:00+00:00")
    rooms.draw_now(house, "s01", by=NADIA.id)
    publishing.publish(house, "s01", by=NADIA.id)
    house.clock.instant = datetime.fromisoformat("2027-03-20T12:00+00:00")
    for said, state in (("Ring us", LoopState.HAPPENED), ("A shorter list", LoopState.OPEN)):
        one = loops.add(house, "s01", said, owner=NADIA.id, by=NADIA.id)
        if state is LoopState.HAPPENED:
            loops.say(house, one.id, "We do", state=state, owner=NADIA.id, by=NADIA.id)
    return nadia.reads("/facilitate/programme")


def test_the_sentence_one_came_for_and_each_session_on_a_line(page):
    assert "Month 2 of 2: “" in page
    assert (
        "1. A short list that stays short Wed 17 March, 15:00 on Zoom over 15 people in 2" in page
    )


def test_the_hours_of_each_place_with_what_they_ask(page):
    """15:00 in New York is night in Melbourne: both sessions ask twenty of it."""
    assert "Melbourne 06:00" in page
    assert "The hours of 2 sessions online were hardest in" in page


def test_what_came_of_the_months_has_a_sentence_and_a_table_each(page):
    for said in (
        "After 1 session, ",
        "nobody met anybody more than once",
        "Of 2 things people said, they were told what became of 0.",
        "Between organisations",
    ):
        assert said in page
    assert "Ring us" not in page


def test_of_fewer_than_five_answers_nothing_is_shown(house):
    with house.store.read() as memory:
        sessions = memory.sessions.find()
    few, many = Share(lay=1, others=3), Share(lay=3, others=3)
    months = [
        Month(session=session, shares={"answers": share}, heard=())
        for session, share in zip(sessions, (few, many), strict=True)
    ]
    shown = figures.voices(months, figures.Group(one="a patient", many="patients"))

    assert list(shown.series.values()) == [[None, 3], [None, 3]]
    assert shown.reading.startswith("50% of 6 answers came from patients")
    assert figures.voices(months[:1], figures.Group(one="a patient", many="patients")) is None


def test_before_anything_was_held_there_is_the_calendar_alone(nadia):
    page = nadia.reads("/facilitate/programme")

    assert "Month 1 of 2" in page
    assert "Who has met whom" not in page
