"""A round comes back until everybody's hour has come: who is asked at each look, and when the next one is."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.answers import Told
from bot.domain.effects import Duty
from bot.facilitation import rounds
from bot.facilitation.setting import Setting
from bot.ports import Desk
from tests.voice.community import Still


def at(instant: str) -> datetime:
    return datetime.fromisoformat(instant).replace(tzinfo=UTC)


def looks(desk: Desk, instant: str, prompt: str) -> tuple[Counter[str], datetime | None]:
    """One look at a round: how many are newly asked in each city, and when to look again."""
    with desk.store.begin() as memory:
        setting = Setting(replace(desk, clock=Still(at(instant))), memory)
        before = {asking.id for asking in memory.askings.find()}
        facts = {"session": "s02", "prompt": prompt}
        duty = Duty(key=f"s02:round:{prompt}", kind="round", facts=facts, due_at=at(instant))
        again = rounds.look_around(setting, duty)
        new = [a for a in memory.askings.find(prompt=prompt) if a.id not in before]
        return Counter(setting.people[a.person_id].zone for a in new), again


@pytest.fixture(autouse=True)
def _begun_long_before(desk: Desk):
    """The looks below go back in time; the programme had begun by then."""
    with desk.store.begin() as memory:
        (programme,) = memory.programmes.find()
        memory.programmes.save(replace(programme, loaded_at=at("2027-01-04T12:00")))


def test_what_was_due_before_the_programme_began_here_comes_with_the_welcome(desk: Desk):
    with desk.store.begin() as memory:
        (programme,) = memory.programmes.find()
        memory.programmes.save(replace(programme, loaded_at=at("2027-02-10T18:00")))

    looks(desk, "2027-02-10T18:00", "rsvp")

    with desk.store.read() as memory:
        (asked,) = memory.effects.find("ask:s02:rsvp:p029")
    assert asked.not_before == at("2027-02-11T10:00")  # the next 10:00 in London


RSVP = [
    ("2027-02-08T08:59", {}, "2027-02-08T09:00"),
    ("2027-02-08T09:00", {"Europe/Stockholm": 6}, "2027-02-08T10:00"),
    ("2027-02-08T10:00", {"Europe/London": 14}, "2027-02-08T13:00"),
    ("2027-02-08T13:00", {"America/Sao_Paulo": 7}, "2027-02-08T15:00"),
    ("2027-02-08T15:00", {"America/New_York": 18}, "2027-02-08T16:00"),
    ("2027-02-08T16:00", {"America/Chicago": 7}, "2027-02-08T23:00"),
    ("2027-02-08T23:00", {"Australia/Melbourne": 7}, None),
]


def test_everybody_is_asked_at_their_own_hour_and_the_last_look_ends_the_round(desk: Desk):
    for instant, asked, following in RSVP:
        newly, again = looks(desk, instant, "rsvp")

        assert newly == asked, instant
        assert again == (at(following) if following else None), instant


def test_a_look_that_comes_late_asks_everybody_whose_hour_has_passed(desk: Desk):
    newly, again = looks(desk, "2027-02-09T12:00", "rsvp")

    assert (newly.total(), again) == (59, None)


def test_looking_twice_asks_nobody_twice(desk: Desk):
    looks(desk, "2027-02-08T16:00", "rsvp")
    newly, again = looks(desk, "2027-02-08T16:00", "rsvp")

    assert (newly, again) == ({}, at("2027-02-08T23:00"))


def test_what_was_asked_is_owed_at_the_persons_hour_with_one_reminder_after_four_days(desk: Desk):
    looks(desk, "2027-02-08T10:00", "rsvp")
    with desk.store.read() as memory:
        (asked,) = memory.effects.find("ask:s02:rsvp:p029")
        (reminder,) = memory.effects.find("remind:s02:rsvp:p029")

    assert (asked.not_before, asked.expires_at) == (at("2027-02-08T10:00"), at("2027-02-17T20:00"))
    assert reminder.not_before == at("2027-02-12T10:00")


def test_what_is_asked_late_is_not_reminded_of_in_the_same_breath(desk: Desk):
    looks(desk, "2027-02-16T15:00", "rsvp")
    with desk.store.read() as memory:
        assert len(memory.effects.find("ask:s02:rsvp:")) == 59
        assert memory.effects.find("remind:") == []


def test_telling_back_waits_hour_by_hour_for_its_words_until_the_session_begins(desk: Desk):
    with desk.store.begin() as memory:
        memory.told.remove("s01")
    assert looks(desk, "2027-02-16T09:00", "what-we-did") == ({}, at("2027-02-16T10:00"))
    assert looks(desk, "2027-02-17T19:30", "what-we-did") == ({}, at("2027-02-17T20:00"))
    assert looks(desk, "2027-02-17T20:00", "what-we-did") == ({}, None)

    with desk.store.begin() as memory:
        memory.told.save(
            Told(session_id="s01", text="Shorter.", by="p014", at=at("2027-02-16T09:30"))
        )
    newly, again = looks(desk, "2027-02-16T10:00", "what-we-did")
    assert newly == {"Europe/Stockholm": 6, "Europe/London": 14}
    assert again == at("2027-02-16T13:00")


@pytest.mark.parametrize("prompt", ["rsvp", "what-we-did"])
def test_a_round_of_a_cancelled_session_ends_without_asking(prompt: str, desk: Desk):
    with desk.store.begin() as memory:
        memory.sessions.save(memory.sessions.get("s02").called_off())

    assert looks(desk, "2027-02-16T15:00", prompt) == ({}, None)


def test_a_notice_looks_again_when_it_strikes_ten_in_the_next_city(desk: Desk):
    seen = []
    for instant in ("2027-02-16T09:00", "2027-02-16T10:00", "2027-02-16T23:00"):
        with desk.store.begin() as memory:
            setting = Setting(replace(desk, clock=Still(at(instant))), memory)
            facts = {"session": "s02", "notice": "1"}
            duty = Duty(key="s02:notice:1", kind="notice", facts=facts, due_at=at(instant))
            again = rounds.look_at_notices(setting, duty)
            seen.append((len(memory.effects.find("s02:notice:1:")), again))

    # Stockholm's seven with a facilitator among them, then London's fourteen, and in the end everyone
    assert seen == [(7, at("2027-02-16T10:00")), (21, at("2027-02-16T13:00")), (63, None)]
