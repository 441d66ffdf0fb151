"""Where somebody sits or would go, and why: nothing is changed by asking, and nobody's wish is told."""

import shutil
from dataclasses import replace

import pytest

from bot.domain.answers import Rsvp
from bot.domain.errors import Ambiguous, NoSuchThing
from bot.domain.programme import Mode
from bot.domain.seating import draw_rooms
from bot.domain.seating_wishes import Wishes
from bot.facilitation import publishing, rooms, seats
from bot.facilitation.calls import ask_for_a_word
from bot.facilitation.people import import_roster
from bot.facilitation.replies import reply
from bot.facilitation.rooms import next_version
from bot.main import plan_from
from bot.store.sql_store import SqlStore
from tests.facilitation.company import Company
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
NAMES = (
    "marlene darrow ingrid obie ruthanne gil adaeze joaquim delphine walt lucius bronwyn emeka shirelle ted prudence "
    "anselm lorna dov farida kwabena tariq doreen pearl"
)
LONDON = "Europe/London"


def begun(company, plan=PLAN, names=NAMES, **more):
    made = company("2027-02-10T12:00", **more)
    made.begins(cast(f"{names} nadia osric"), plan, (2027, 2))
    made.until("2027-02-14 16:00")
    return made


@pytest.fixture
def proposed(company):
    return begun(company)


@pytest.fixture
def published(proposed):
    publishing.publish(proposed.desk, "s01", by="p014")
    proposed.work()
    return proposed


def rooms_now(company):
    with company.look() as setting:
        return setting.memory.plans.latest("s01")


def state(company):
    with company.look() as setting:
        memory = setting.memory
        return (
            memory.plans.versions("s01"),
            memory.effects.find(),
            memory.replies.find(),
            memory.duties.waiting(),
        )


def asked(company, who):
    return seats.seat_of(company.desk, who, zone=LONDON).text


def id_of(name):
    return sample_people()[name].id


def test_a_facilitator_learns_room_company_and_host_before_rooms_are_told(proposed):
    plan = rooms_now(proposed)
    room = plan.room_of(id_of("pearl"))
    by_id = {p.id: p.name for p in sample_people().values()}

    said = asked(proposed, "Pearl")

    assert f"Pearl Haversham sits in *{room.name}*" in said
    assert all(by_id[p] in said for p in room.people)
    assert f"{by_id[room.host]} keeps time" in said
    assert "they have not been told" in said
    assert "gets the rooms when you publish" in said


def test_what_is_foretold_of_a_late_joiner_is_what_happens_when_they_say_yes(published):
    reply(published.desk, "s01", id_of("ted"), Rsvp.NO)
    published.work()
    before = state(published)

    said = asked(published, "ted okulicz")

    assert state(published) == before
    assert "has no seat" in said
    assert "They said that they cannot come" in said
    reply(published.desk, "s01", id_of("ted"), Rsvp.YES)
    assert (
        f"If they come: *{rooms_now(published).room_of(id_of('ted')).name}*, nobody has to move"
        in said
    )


def test_where_every_room_is_full_those_who_would_move_are_named_and_do_move(company):
    made = begun(company, names=" ".join(NAMES.split()[:16]))  # two rooms of eight
    publishing.publish(made.desk, "s01", by="p014")
    made.work()
    import_roster(made.desk, cast("pearl"))
    plan = rooms_now(made)
    assert [room.size for room in plan.rooms] == [8, 8]

    said = asked(made, "Pearl")
    reply(made.desk, "s01", id_of("pearl"), Rsvp.YES)

    now = rooms_now(made)
    moved = [p for p in plan.seated if now.room_of(p).name != plan.room_of(p).name]
    by_id = {p.id: p.name for p in sample_people().values()}
    assert moved
    assert f"*{now.room_of(id_of('pearl')).name}*, a new one, and " in said
    assert all(f"{by_id[p]} would move from" in said for p in moved)
    assert said.count("would move from") == len(moved)


def test_close_to_the_start_and_during_it_one_is_told_what_to_press(published):
    reply(published.desk, "s01", id_of("ted"), Rsvp.NO)
    published.until("2027-02-17 19:00")
    near = asked(published, "Ted")
    published.until("2027-02-17 20:10")
    on, sitting = asked(published, "Ted"), asked(published, "Pearl")
    gil = asked(published, "Gil")

    assert "The start is near, so nothing changes by itself" in near
    assert "The session is on" in on
    assert "then “Assign to” beside their name, then Room" in on
    assert "Zoom places them" in sitting
    assert "there is no Zoom address. By hand: in Zoom press Breakout Rooms" in gil


def test_who_says_no_when_rooms_stay_as_they_are_keeps_the_seat_and_it_is_said(published):
    published.until("2027-02-17 19:00")
    reply(published.desk, "s01", id_of("ted"), Rsvp.NO)

    assert "They said that they cannot come; the seat is still kept." in asked(published, "Ted")


def test_a_change_that_is_not_published_is_told_from_what_people_were_told(published):
    plan = rooms_now(published)
    home = plan.room_of(id_of("pearl"))
    other = next(room for room in plan.rooms if room != home)
    rooms.swap_people(published.desk, "s01", id_of("pearl"), other.people[0], by="p014")

    said = asked(published, "Pearl")

    assert f"sits in *{other.name}*" in said
    assert f"They were told {home.name}; they hear of the change when you publish again" in said
    assert home.name in seats.own_seat(published.desk, id_of("pearl")).text


def test_in_home_team_sessions_a_late_joiner_goes_to_their_own(company):
    plan = PLAN.replace('strategy = "mixed"', 'strategy = "home_team"', 1)
    made = begun(company, plan)
    publishing.publish(made.desk, "s01", by="p014")
    reply(made.desk, "s01", id_of("darrow"), Rsvp.NO)
    home = sample_people()["darrow"].organisation
    own = {p.id for p in sample_people().values() if p.organisation == home}

    said = asked(made, "Darrow")
    reply(made.desk, "s01", id_of("darrow"), Rsvp.YES)
    room = rooms_now(made).room_of(id_of("darrow"))
    reason = seats.why_here(made.desk, id_of("darrow")).text

    assert f"*{room.name}*" in said
    assert len(own & set(room.people)) > 1
    assert "people sit with their own organisation" in reason


def test_a_pinned_person_who_says_no_and_then_yes_gets_a_seat(published):
    rooms.pin(published.desk, "s01", id_of("ted"), by="p014")
    reply(published.desk, "s01", id_of("ted"), Rsvp.NO)

    assert "nobody has to move" in asked(published, "Ted")
    reply(published.desk, "s01", id_of("ted"), Rsvp.YES)
    assert rooms_now(published).room_of(id_of("ted"))


def test_facilitators_have_no_seat_and_names_are_asked_back(published):
    assert "facilitates and has no room of their own" in asked(published, "Osric")
    with pytest.raises(Ambiguous, match="could be"):
        asked(published, "a")
    with pytest.raises(NoSuchThing, match="no person called Zebediah"):
        asked(published, "Zebediah")


def test_before_the_programme_and_after_it_there_is_no_session_to_sit_in(published, houses):
    empty = houses("2027-02-05T12:00")
    import_roster(empty.desk, cast("ted"))
    with pytest.raises(seats.NotBegun):
        seats.own_seat(empty.desk, id_of("ted"))
    published.until("2027-02-20 12:00")
    for ask in (asked, lambda c, who: seats.why_here(c.desk, id_of("ted"))):
        with pytest.raises(seats.NoSessionAhead):
            ask(published, "Ted")


def test_a_late_joiner_before_rooms_are_drawn_is_told_when_they_come(company):
    made = company("2027-02-05T12:00")
    made.begins(cast("ted pearl nadia"), PLAN, (2027, 2))

    assert "There are no rooms" in asked(made, "Ted")
    assert "/convene rooms 1 propose" in asked(made, "Ted")


def test_everybody_else_is_answered_alike_whether_elsewhere_away_or_unknown(published):
    plan = rooms_now(published)
    home = plan.room_of(id_of("pearl"))
    elsewhere = next(p for p in plan.seated if p not in home.people)
    away = next(p for p in plan.seated if p not in {*home.people, elsewhere})
    reply(published.desk, "s01", away, Rsvp.NO)

    answers = set()
    for wanted in (
        elsewhere,
        away,
        "Zebediah",
        "Nadia Thorsby",
        sample_people()["ted"].email + "x",
    ):
        with pytest.raises(seats.NotInYourRoom) as told:
            seats.seat_beside(published.desk, id_of("pearl"), wanted)
        answers.add(told.value.message)
    assert len(answers) == 1


def test_a_mate_is_found_in_ones_own_told_room_and_before_it_is_told_nobody_is(proposed):
    mate = next(
        p for p in rooms_now(proposed).room_of(id_of("pearl")).people if p != id_of("pearl")
    )
    with pytest.raises(seats.NotInYourRoom):
        seats.seat_beside(proposed.desk, id_of("pearl"), mate)
    assert "Rooms are not told yet" in seats.own_seat(proposed.desk, id_of("pearl")).text
    assert "Rooms are not told yet" in seats.why_here(proposed.desk, id_of("pearl")).text

    publishing.publish(proposed.desk, "s01", by="p014")

    said = seats.seat_beside(proposed.desk, id_of("pearl"), mate).text
    assert "is in your room" in said
    assert "Zoom" not in said


def test_who_has_no_seat_learns_no_room_of_their_own_from_asking(published):
    reply(published.desk, "s01", id_of("ted"), Rsvp.NO)

    said = seats.own_seat(published.desk, id_of("ted")).text

    assert "You have no room." in said
    assert "Room 1" not in said + seats.why_here(published.desk, id_of("ted")).text


def test_the_reasons_are_the_ones_that_can_be_counted(published):
    plan = rooms_now(published)
    people = {p.id: p for p in sample_people().values()}
    for room in plan.rooms:
        lay = [p for p in room.people if people[p].is_lay]
        for person in room.people:
            said = seats.why_here(published.desk, person).text
            others = len(lay) - people[person].is_lay
            assert f"you sit in {room.name}" in said
            assert "you have not shared a room with anybody there before" in said
            assert f"{len({people[p].organisation for p in room.people})} organisations" in said
            assert ("You keep time" in said) == (person == room.host)
            assert ("You take notes" in said) == (person == room.scribe)
            if people[person].is_lay:
                assert f"{others} more are there" in said or (
                    "one more is there" in said and others == 1
                )
            else:
                assert "lived experience" not in said  # that is theirs to tell


def test_whom_one_met_before_is_named_the_next_time(company):
    made = begun(company, plan_of(2, 4, without=["rsvp"], bare=True, notices='"-1h"'))
    publishing.publish(made.desk, "s01", by="p014")
    made.until("2027-03-13 16:00")
    publishing.publish(made.desk, "s02", by="p014")
    with made.look() as setting:
        first, second = (setting.memory.plans.published(s) for s in ("s01", "s02"))
        names = {p: person.name for p, person in setting.people.items()}
    met = {
        p: set(first.room_of(p).people) & set(second.room_of(p).people) - {p} for p in second.seated
    }
    assert any(met.values())
    for person, before in met.items():
        said = seats.why_here(made.desk, person).text
        assert all(names[p] in said for p in before) or len(before) > 3
        assert ("not shared a room with anybody there before" in said) == (not before)


# The attacker: somebody in the room who wants to know whether another asked not to sit with them.


def with_rooms(company, seated, *, meddled):
    """A community whose rooms were told as given, with or without all the traces that a wish leaves behind."""
    made = begun(company)
    with made.change() as setting:
        session, old = setting.session("s01"), setting.memory.plans.latest("s01")
        wish = ("Pearl asked not to be with Ted",) if meddled else ()
        next_version(
            setting, session, old, seated, notices=wish, by="p014" if meddled else "", why=" ".join(wish),
            pinned=tuple(id_of(name) for name in NAMES.split()) if meddled else (),
        )  # fmt: skip
    if meddled:
        ask_for_a_word(made.desk, id_of("pearl"), "About the room. Not with Ted Okulicz, please.")
        rooms.swap_people(made.desk, "s01", id_of("pearl"), id_of("ted"), by="p014")
        rooms.swap_people(made.desk, "s01", id_of("pearl"), id_of("ted"), by="p014")
    publishing.publish(made.desk, "s01", by="p014")
    return made


def all_words(company):
    """Everything that anybody of the community can get out of who and why."""
    said = {}
    for one in cast(NAMES):
        said[one.id] = [ask(company.desk, one.id).text for ask in (seats.own_seat, seats.why_here)]
        for other in cast(NAMES):
            try:
                said[one.id, other.id] = seats.seat_beside(company.desk, one.id, other.id).text
            except seats.NotInYourRoom as refused:
                said[one.id, other.id] = refused.message
    return said


@pytest.fixture
def houses(sqlite_template, tmp_path):
    """Makes companies, each with a memory of its own."""
    stores = []

    def made(at, **house):
        url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / f'{len(stores)}.sqlite3')}"
        stores.append(SqlStore(url, synchronous="NORMAL"))
        return Company(stores[-1], at, **house)

    yield made
    for store in stores:
        store.close()


def test_a_private_wish_leaves_no_trace_in_the_words_but_who_sits_there(houses):
    people = cast(NAMES)
    seated = draw_rooms(
        people,
        rules=plan_from(PLAN).sessions[0].rooms,
        perspectives={p.role: "lay" if p.is_lay else "professional" for p in people},
        seed="a wish",
        wishes=Wishes(apart=(frozenset({id_of("pearl"), id_of("ted")}),)),
    ).rooms

    wished = all_words(with_rooms(houses, seated, meddled=True))
    unwished = all_words(with_rooms(houses, seated, meddled=False))

    assert wished == unwished


@pytest.mark.parametrize(
    ("planned", "meeting", "most"),
    [("", 50, 50), ("most_rooms = 3", 50, 3), ("most_rooms = 3", 2, 2)],
)
def test_as_many_rooms_as_the_plan_and_the_meeting_allow(company, planned, meeting, most):
    plan = PLAN.replace("[defaults.rooms]", f"[defaults.rooms]\n{planned}", 1)
    made = begun(company, plan, max_rooms=meeting)
    with made.look() as setting:
        session = setting.session("s01")
        venue = replace(session, mode=Mode.IN_PERSON)

        assert rooms.rules_of(setting, session).most_rooms == most
        assert rooms.rules_of(setting, venue).most_rooms == (3 if planned else None)


def test_facilitators_read_how_many_rooms_the_meeting_cannot_open(company):
    plan = rooms_now(begun(company, max_rooms=2))

    assert len(plan.rooms) == 3
    assert plan.notices[0].startswith(
        "3 rooms were drawn, and the meeting can open 2. Room 3 and those after it stay closed"
    )
