"""Rehearsals say exactly what then happens, let nothing leave, and show what an edit changes."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from bot.domain.effects import State
from bot.domain.rehearsal import Step, as_json, difference, from_json
from bot.facilitation import calling_off, rehearsing
from bot.facilitation.rehearsing import NoRehearsal, NoRehearsals, NotThatDay
from bot.facilitation.timetable import plan_duties
from bot.rehearsal.copy import rehearse
from bot.rehearsal.living import about_of
from bot.store.moving import fingerprints
from scheduler.effects import deliver
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2)
PEARL, NADIA = (sample_people()[name] for name in ("pearl", "nadia"))
DAY = timedelta(days=1)


@dataclass
class OnACopy:
    """Rehearses in this process, as a process of its own would."""

    made: object

    def rehearse(self, until, session_id):
        url = self.made.desk.store.place.render_as_string(hide_password=False)
        return rehearse(self.made.desk, url, until, session_id)


@pytest.fixture
def made(company):
    company = company("2027-02-06T09:00", publish_by_hand=False)
    company.begins(cast("pearl ted kwabena gil osric nadia"), PLAN, (2027, 2))
    company.work()
    company.desk = replace(company.desk, rehearsals=OnACopy(company))
    return company


def ahead(made, days=14):
    return made.desk.rehearsals.rehearse(made.clock.instant + days * DAY, "s01")


def marks(rehearsed):
    return sorted(
        (h.kind, h.session, h.about, h.first, h.last, h.people) for h in rehearsed.happenings
    )


def left(made):
    """What has really left, as a rehearsal tells it."""
    with made.look() as setting:
        for effect in setting.memory.effects.find(states=[State.DONE]):
            person = setting.memory.people.seek(effect.target)
            session, about = about_of(setting, effect)
            yield (
                Step(
                    kind=effect.kind,
                    session=session,
                    about=about,
                    at=effect.claimed_at,
                    person=person.id if person else "",
                    zone=person.zone if person else "",
                ),
                effect.id,
            )


def test_what_is_rehearsed_is_what_then_happens_to_the_minute(made):
    from bot.domain.rehearsal import gathered

    before = {id for _, id in left(made)}
    said = ahead(made)

    made.until((made.clock.instant + 14 * DAY).strftime("%Y-%m-%dT%H:%M"))

    lived = gathered(step for step, id in left(made) if id not in before)
    assert len(said.happenings) > 12
    assert {h.kind for h in said.happenings} >= {
        "prompt",
        "notice",
        "card",
        "meeting-open",
        "host-sheet",
    }
    assert [h for h in said.happenings if h not in lived] == []
    assert [h for h in lived if h not in said.happenings] == []


def test_nothing_leaves_and_nothing_is_changed_by_it(made):
    store, posted = made.desk.store, made.chat.posted
    with store.begin():
        before = fingerprints(store.connection)

    ahead(made)

    with store.begin():
        assert fingerprints(store.connection) == before
    assert made.chat.posted == posted
    assert made.places.opened == []


def shown(made, **more):
    until = made.clock.instant + 14 * DAY
    return rehearsing.rehearse(made.desk, "s01", until, **more)


def test_an_edit_shows_in_what_moved_what_is_new_and_what_is_gone(made):
    assert shown(made).change is None
    assert shown(made).change.nothing

    with made.change() as setting:
        session = setting.session("s01")
        moved = replace(session, starts_at=session.starts_at + DAY, ends_at=session.ends_at + DAY)
        setting.memory.sessions.save(moved)
        plan_duties(setting, moved)
    change = shown(made).change
    cards = [one for one in change.moved if one.after.kind == "card"]
    assert [(one.after.first - one.before.first) for one in cards] == [DAY]

    calling_off.call_off(made.desk, "s01", why="the hall is flooded", by=NADIA.id)
    off = shown(made).change
    assert {"card", "host-sheet"} <= {one.kind for one in off.gone}
    assert "called-off" in {one.kind for one in off.new}


def test_a_rehearsal_can_be_written_down_and_read_again(made):
    said = ahead(made)
    again = rehearsing.read(json.dumps(as_json(said)))
    assert again == from_json(as_json(said)) == said
    assert difference(said, again).nothing
    for text in ("", "{}", "[]", '{"began": "x"}'):
        with pytest.raises(NoRehearsal):
            rehearsing.read(text)


def test_a_facilitator_asks_for_it_in_slack_and_reads_it_in_a_message(made):
    said = rehearsing.ask(made.desk, "s01", None, by=NADIA.id)
    assert "It takes a moment" in said
    made.work()
    (message,) = made.told(NADIA, "for a facilitator.")
    assert "Hands over the session card" in message.text
    assert "Asks: “" in message.text or "Asks something: “" in message.text
    assert "calls to Zoom" in message.text
    assert len(message.message.blocks) <= 50


def test_nothing_is_said_in_the_same_breath_as_it_was_rehearsed(made):
    """Rehearsing may outlast a claim: then another worker has it, and what is said late would be said twice."""
    rehearsing.ask(made.desk, "s01", None, by=NADIA.id)
    with made.look() as setting:
        (asked,) = setting.memory.effects.find(kind=rehearsing.KIND)

    deliver(made.desk, asked.id)
    with made.look() as setting:
        kept = setting.memory.effects.seek(asked.key)
    assert (kept.state, kept.last_error) == (State.READY, rehearsing.REHEARSED)
    assert made.told(NADIA, "for a facilitator.") == []

    made.desk = replace(made.desk, rehearsals=NotAgain())
    deliver(made.desk, asked.id)
    assert len(made.told(NADIA, "for a facilitator.")) == 1


class NotAgain:
    """What was rehearsed is known."""

    def rehearse(self, until, session_id):
        raise AssertionError("it was rehearsed before")


def test_without_the_means_it_is_said_and_not_begun(made):
    made.desk = replace(made.desk, rehearsals=None)
    with pytest.raises(NoRehearsals):
        shown(made)


@pytest.mark.parametrize("day", [date(2027, 2, 5), date(2029, 1, 1)])
def test_only_days_ahead_can_be_rehearsed(made, day):
    with made.look() as setting, pytest.raises(NotThatDay):
        rehearsing.until_of(setting, setting.session("s01"), day)
