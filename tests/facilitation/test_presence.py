"""Who was really there, written down and put right: what one teller changes, and what they leave to others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.answers import Reply, Rsvp
from bot.domain.errors import NoSuchThing
from bot.domain.presence import Presence
from bot.domain.sessions import Room
from bot.facilitation import attendance, presence
from bot.facilitation.audience import attended, said_yes_but_absent
from bot.facilitation.encounters import told_rooms
from bot.facilitation.past import past_of
from bot.facilitation.people import describe
from bot.facilitation.rooms import next_version
from bot.voice.forms import read_facts
from tests.plays.scripts import cast, plan_of, sample_people
from tests.seated import many

PLAN = plan_of(2, 4, 5, without=["rsvp"], bare=True, notices='"-1h"')
NAMES = "jandira luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted"
IDS = sorted(sample_people()[name].id for name in NAMES.split())
ONE = Room(name="Room 1", people=tuple(IDS[:6]), host=IDS[0], scribe=IDS[1])
TWO = Room(name="Room 2", people=tuple(IDS[6:]), host=IDS[6], scribe=IDS[7])
NADIA = "p014"


@pytest.fixture
def over(company):
    """Two rooms of six, an hour after the session."""
    made = company("2027-02-10T12:00")
    made.begins(cast(f"{NAMES} nadia"), PLAN, (2027, 2))
    seat(made, "s01")
    made.sleeps_until("2027-02-17T22:30")
    return made


def seat(company, session_id, rooms=(ONE, TWO)):
    with company.change() as setting:
        session = setting.session(session_id)
        old = setting.memory.plans.latest(session_id)
        next_version(
            setting, session, old, rooms, notices=(), by=NADIA, why="by hand", state="published"
        )


def opens(company, teller, room=ONE, session="s01", facilitates=False):
    """The facts that a form carries, with who is ticked at first."""
    view = presence.open_room(
        company.desk, person(company, teller), f"{session}|{room.name}", facilitates=facilitates
    )
    return read_facts(view.body["private_metadata"])


def sends(company, teller, shown, *, away=(), also=(), joined=(), facilitates=False):
    ticked = [p for p in [*shown["here"].split(","), *also] if p and p not in away]
    return presence.tell_room(
        company.desk, person(company, teller), shown, ticked, joined, facilitates=facilitates
    )


def tells(company, teller, room=ONE, session="s01", facilitates=False, **what):
    shown = opens(company, teller, room, session, facilitates)
    return sends(company, teller, shown, facilitates=facilitates, **what)


def person(company, id):
    with company.look() as setting:
        return setting.person(id)


def by_zoom(company, id, *, there=True, room="", minutes=0):
    with company.change() as setting:
        at = setting.now + timedelta(minutes=minutes)
        setting.memory.presences.save(
            Presence(
                session_id="s01", person_id=id, was_there=there, room=room, source="zoom", at=at
            )
        )


def past(company, session="s02"):
    with company.look() as setting:
        return past_of(setting, setting.session(session))


def met(company, one, other):
    return past(company).times.get(frozenset({one, other}), 0)


def came(company, session="s01"):
    with company.look() as setting:
        return {p.id for p in attended(setting, setting.session(session))}


def missed(company):
    with company.look() as setting:
        return {p.id for p in said_yes_but_absent(setting, setting.session("s01"))}


def test_whoever_is_not_of_the_room_may_not_tell_of_it(over):
    for teller in (IDS[2], TWO.host):
        with pytest.raises(presence.NotYourRoom, match="Room 1"):
            opens(over, teller)
    shown = opens(over, ONE.host)
    with pytest.raises(presence.NotYourRoom):
        sends(over, TWO.host, shown)


def test_who_keeps_the_room_no_longer_when_the_form_is_sent_is_refused(over):
    shown = opens(over, ONE.host)
    seat(over, "s01", (replace(ONE, host=IDS[3]), TWO))

    with pytest.raises(presence.NotYourRoom):
        sends(over, ONE.host, shown)
    with over.look() as setting:
        assert setting.memory.presences.find() == []


def test_a_room_that_is_no_more_is_said_so(over):
    shown = opens(over, TWO.host, TWO)
    seat(over, "s01", (replace(ONE, people=(*ONE.people, *TWO.people)),))

    with pytest.raises(NoSuchThing, match="no room called Room 2"):
        sends(over, TWO.host, shown)


def test_of_a_session_that_was_called_off_nobody_tells_and_nobody_has_met_there(over):
    tells(over, ONE.host)
    with over.change() as setting:
        setting.memory.sessions.save(setting.session("s01").called_off())

    assert past(over).times == {}
    assert told_rooms(over.desk)[1] == {}
    with pytest.raises(attendance.NotBegunYet):
        tells(over, ONE.host)


def test_who_left_the_community_meanwhile_is_passed_over(over):
    shown = opens(over, ONE.host)
    with over.change() as setting:
        setting.memory.people.save(replace(setting.people[IDS[3]], standing="left"))

    said = sends(over, ONE.host, shown, joined=["nobody", IDS[8]])

    assert "6 people were there" in said
    with over.look() as setting:
        assert len(setting.memory.presences.find()) == 6


def test_who_sat_elsewhere_as_another_host_says_was_not_away(over):
    shown = opens(over, TWO.host, TWO)
    tells(over, ONE.host, joined=[IDS[8]])

    sends(over, TWO.host, shown, away=[IDS[8]])

    assert IDS[8] in came(over)
    assert met(over, IDS[8], ONE.host) == 1
    assert met(over, IDS[8], TWO.host) == 0


def test_a_box_that_was_left_alone_does_not_undo_what_another_said_since(over):
    shown = opens(over, ONE.host)
    over.clock.instant += timedelta(minutes=3)
    tells(over, NADIA, away=[IDS[3]], facilitates=True)

    said = sends(over, ONE.host, shown, away=[IDS[4]])

    assert {IDS[3], IDS[4]} == set(ONE.people) - came(over)
    assert "Somebody else has just told of" in said


def test_a_box_that_was_changed_is_the_newest_word(over):
    tells(over, NADIA, away=[IDS[3]], facilitates=True)
    over.clock.instant += timedelta(minutes=3)
    tells(over, ONE.host, also=[IDS[3]])

    assert set(ONE.people) <= came(over)


def test_the_newest_word_counts_though_the_clock_stands_still(over):
    for _ in range(3):
        tells(over, NADIA, away=[IDS[3]], facilitates=True)
        assert IDS[3] not in came(over)
        tells(over, ONE.host, also=[IDS[3]])
        assert IDS[3] in came(over)


def test_zoom_neither_overrules_a_host_nor_hides_behind_one(over):
    tells(over, ONE.host, away=[IDS[3]])
    by_zoom(over, IDS[3], room="Room 1", minutes=30)
    by_zoom(over, IDS[8], room="Room 1")
    by_zoom(over, IDS[9], there=False)

    assert came(over) == set(IDS) - {IDS[3]}  # whom only Zoom did not see is asked all the same
    assert met(over, IDS[8], ONE.host) == 1
    assert met(over, IDS[9], TWO.host) == 0


def test_only_who_said_yes_and_is_known_to_have_been_away_is_missed(over):
    answers = dict(zip(IDS[2:6], (Rsvp.YES, Rsvp.PART, Rsvp.UNSURE, Rsvp.NO), strict=True))
    with over.change() as setting:
        for id, answer in answers.items():
            setting.memory.replies.save(
                Reply(session_id="s01", person_id=id, answer=answer, at=setting.now, by=id)
            )
    nobody_told = missed(over)
    tells(over, ONE.host, away=IDS[2:6])

    assert nobody_told == set()
    assert missed(over) == {IDS[2], IDS[3]}
    tells(over, NADIA, also=[IDS[2]], facilitates=True)
    assert missed(over) == {IDS[3]}


def test_who_was_away_keeps_the_seat_for_when_the_same_rooms_meet_again(over):
    tells(over, ONE.host, away=[IDS[3]], joined=[IDS[8]])

    rooms = past(over).last

    assert set(rooms[0].people) == {*ONE.people, IDS[8]}
    assert set(rooms[1].people) == set(TWO.people) - {IDS[8]}
    assert met(over, IDS[3], ONE.host) == 0


def test_another_zoom_address_afterwards_changes_nothing_of_what_was(over):
    tells(over, ONE.host, away=[IDS[3]])
    before = past(over)

    describe(over.desk, IDS[3], zone="Europe/London", language="en", zoom_email="new@example.org")

    assert past(over) == before
    assert IDS[3] not in came(over)


def test_the_programme_at_a_glance_counts_who_really_met(over):
    before = told_rooms(over.desk)
    tells(over, ONE.host, away=[IDS[3]], joined=[IDS[8]])

    people, sessions = told_rooms(over.desk)

    assert [set(room) for room in sessions[1][0]] == [
        {*ONE.people, IDS[8]} - {IDS[3]},
        set(TWO.people) - {IDS[8]},
    ]
    assert people == before[0]  # who was away is of the community, and has met nobody there


def test_who_was_there_without_a_room_is_told_to_facilitators(over):
    by_zoom(over, IDS[2])
    with over.change() as setting:
        setting.memory.people.save(
            replace(sample_people()["emeka"], id="late", name="Late <Comer>")
        )
    by_zoom(over, "late")

    page = attendance.attended_page(over.desk, 1, "Europe/London").text

    assert "There, but nobody knows in which room: Late &lt;Comer&gt;." in page
    assert "late" in came(over)


def test_a_room_in_which_all_sat_elsewhere_counts_as_told(over):
    tells(over, ONE.host, joined=TWO.people)
    tells(over, TWO.host, TWO)

    page = attendance.attended_page(over.desk, None, "Europe/London").text

    assert "2 of 2 rooms told" in page
    assert "*Room 2*: nobody." in page


def test_ones_own_word_counts_until_the_next_session_and_not_before(over):
    presence.tell_own(over.desk, "s01", IDS[3], was_there=False)
    assert IDS[3] not in came(over)
    page = attendance.attended_page(over.desk, 1, "Europe/London").text
    assert (
        f"*Room 1*: Not there: {person(over, IDS[3]).name}. Nobody has told yet of the others"
        in page
    )
    assert "Nobody has told yet of Room 2: there the plan counts as it stands" in page
    with pytest.raises(attendance.NotBegunYet):
        presence.tell_own(over.desk, "s02", IDS[3], was_there=False)
    over.sleeps_until("2027-03-17T20:30")
    with pytest.raises(presence.NextHasBegun):
        presence.tell_own(over.desk, "s01", IDS[3], was_there=True)
    with pytest.raises(presence.NextHasBegun):
        tells(over, ONE.host)


def test_what_is_known_of_a_long_past_is_asked_for_once(company):
    made = company("2027-02-10T12:00")
    people = many(40)
    made.begins([*people, *cast("nadia")], plan_of(2, 3, 4, 5, 6, 8, bare=True), (2027, 2))
    rooms = [
        Room(name=f"Room {n // 8}", people=tuple(p.id for p in people[n : n + 8]))
        for n in range(0, 40, 8)
    ]
    for month in range(1, 6):
        seat(made, f"s{month:02}", rooms)
    with made.look() as setting:
        asked = []
        find = setting.memory.presences.find
        setting.memory.presences.find = lambda **what: asked.append(what) or find(**what)
        past_of(setting, setting.session("s06"))
    assert [sorted(what["session_id"]) for what in asked] == [["s01", "s02", "s03", "s04", "s05"]]
