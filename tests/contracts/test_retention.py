"""What is over its days goes by itself, in the night that was foretold, and nobody is surprised. On both databases."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.domain.effects import Owed
from bot.domain.sightings import Sighting, What
from bot.facilitation import free_words, needs, retention, stories
from bot.facilitation.actions import agree_action
from bot.facilitation.heartbeat import Heartbeat
from bot.facilitation.stories import Telling
from bot.voice.erasing import GONE, SOMEBODY
from scheduler.watch import watch
from tests.facilitation.company import Company
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of

PEARL, TED, NADIA = cast("pearl ted nadia")
ASKS = question("beds", "-3d", "What about the beds?")
DAY = timedelta(days=1)


@pytest.fixture
def made(store):
    company = Company(store, "2027-02-10T12:00", public_url="https://convener.example")
    company.begins(
        [PEARL, TED, NADIA], plan_of(2, without=["rsvp"], bare=True, more=ASKS), (2027, 2)
    )
    company.until("2027-02-16 12:00")
    return company


def at(company, when):
    company.clock.instant = when


def night_after_night(company, nights):
    """What each night really removes."""
    removed = {}
    for night in nights:
        at(company, night)
        removed[night] = dict(retention.nightly(company.desk))
    return removed


@pytest.mark.parametrize("seed", range(2))
def test_what_is_foretold_is_what_the_nights_remove(made, seed):
    chance, now = Random(seed), made.clock.now()
    with made.change() as setting:
        memory = setting.memory
        for number in range(40):
            then = now - chance.randrange(120) * DAY
            memory.inbox.keep(f"g{number}", {"said": "x"}, then)
            key, told = f"trouble:{number}", {"words": f"{TED.name} has no account"}
            memory.effects.owe(
                Owed(key=key, kind="trouble", target=NADIA.id, payload=told, not_before=then)
            )
            memory.sightings.save(
                Sighting(id=f"z{number}", session_id="s01", what=What.LEFT, at=then)
            )
    free_words.hear(made.desk, PEARL.id, "Never taken", gesture="one")
    made.desk = replace(made.desk, house=replace(made.desk.house, retention_days=40))
    made.work()

    for _ in range(3):
        foretold = retention.preview(made.desk)
        assert retention.preview(made.desk) == foretold
        assert foretold.tonight == next(iter(foretold.nights.values()))
        assert night_after_night(made, foretold.nights) == foretold.nights
        if seed == 0:
            assert retention.nightly(made.desk) == {}, "once a night"
    with made.look() as setting:
        assert setting.memory.people.get(PEARL.id).name == SOMEBODY
        assert [e.payload for e in setting.memory.effects.find("trouble:")] == [
            {"words": GONE}
        ] * 40
        assert setting.memory.notes.seek("heard:one") is None


def test_each_kind_goes_after_its_days_and_not_before(made):
    now = made.clock.now()
    with made.change() as setting:
        for number, days in enumerate((30, 58, 62)):
            setting.memory.inbox.keep(f"g{number}", {"said": "x"}, now - days * DAY)
    foretold = retention.preview(made.desk)
    assert foretold.tonight["inbox"] == 1
    assert foretold.coming["inbox"] == 3
    at(made, now + DAY)
    watch(made.desk, Heartbeat())
    with made.look() as setting:
        assert [setting.memory.inbox.answer_to(f"g{n}") is None for n in range(3)] == [
            False, False, True,
        ]  # fmt: skip
        (line,) = [t for t in setting.memory.traces.find() if "over its days" in t.did]
        assert (line.who, line.about) == ("convener", "")


def test_a_year_after_the_programme_everybodys_words_go_and_a_month_before_that_is_said(made):
    story = stories.tell_unasked(made.desk, PEARL.id, Telling(text="We sang.", scope="community"))
    agree_action(made.desk, what="Ring the ward", owner=TED.id, by=TED.id, session="s01")
    with made.look() as setting:
        end = setting.sessions()[0].ends_at
        people, traces = len(setting.memory.people.find()), len(setting.memory.traces.find())
    goes = end + 365 * DAY

    def said(setting):
        return [line for line in needs.needs_now(setting, None) if "retention" in line]

    at(made, goes - 31 * DAY)
    retention.nightly(made.desk)
    with made.look() as setting:
        assert said(setting) == []
    at(made, goes - 29 * DAY)
    retention.nightly(made.desk)
    with made.look() as setting:
        (line,) = said(setting)
        assert "2028" in line
        goes = retention.people_go_at(setting)
    at(made, goes - timedelta(hours=1))
    retention.nightly(made.desk)
    with made.look() as setting:
        assert setting.memory.sealed.text(story.id) == "We sang."

    at(made, goes + DAY)
    assert retention.nightly(made.desk)["people"] == people

    with made.look() as setting:
        assert setting.everyone == {}
        assert {one.name for one in setting.memory.people.find()} == {SOMEBODY}
        assert setting.memory.sealed.text(story.id) is None
        assert {one.what for one in setting.memory.actions.find()} == {GONE}
        assert len(setting.memory.traces.find()) > traces
        assert said(setting) == []
    at(made, goes + 3 * DAY)
    assert "people" not in retention.nightly(made.desk)


def test_nobody_is_surprised_where_the_days_were_over_before_anybody_could_read_it(made):
    """An installation that comes back after years, or whose days were made fewer."""
    with made.look() as setting:
        end = setting.sessions()[0].ends_at
    at(made, end + 800 * DAY)
    assert "people" not in retention.nightly(made.desk)
    with made.look() as setting:
        assert [line for line in needs.needs_now(setting, None) if "retention" in line]
    at(made, end + 829 * DAY)
    assert "people" not in retention.nightly(made.desk)
    at(made, end + 831 * DAY)
    assert retention.nightly(made.desk)["people"] == 3


def test_a_programme_that_is_made_longer_keeps_its_people(made):
    with made.change() as setting:
        session = setting.sessions()[0]
        at(made, session.ends_at + 350 * DAY)
    retention.nightly(made.desk)
    with made.change() as setting:
        later = {"starts_at": session.starts_at + 400 * DAY, "ends_at": session.ends_at + 400 * DAY}
        setting.memory.sessions.save(replace(session, **later))
    at(made, session.ends_at + 420 * DAY)
    retention.nightly(made.desk)
    with made.look() as setting:
        assert len(setting.everyone) == 3
        assert retention.people_go_at(setting) == session.ends_at + 765 * DAY
