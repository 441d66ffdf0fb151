"""Step 3, mending: a preview that changes nothing, the fewest moves on a facilitator's word, and the way back."""

import threading
from collections import Counter
from datetime import timedelta

import pytest

from bot.domain.answers import Rsvp
from bot.domain.room_wishes import RoomWish, WishKind
from bot.facilitation.replies import reply
from tests.plays.scripts import cast, plan_of
from tests.plays.test_3_two_facilitators import named, plan_now

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
SIXTEEN = "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka gil lorna"
# by these hours everybody has been awake since
DAY_AFTER, LAST_DAY = "2027-02-16 19:00", "2027-02-17 18:20"
TEN = "jandira luisa gunvor torkel kwabena doreen pearl kirra ted anjali"


def opened(theatre, names, at="2027-02-12T12:00", published="2027-02-14 12:00", **more):
    """People who were told their rooms."""
    show = {"people": cast(f"{names} nadia osric"), "start": (2027, 2), "plan": PLAN, "at": at}
    stage = theatre.opens(**show | more)
    stage.until("2027-02-12 16:00")
    return told(stage, published) if published else stage


def told(stage, at):
    stage.until(at)
    stage.nadia.types("/convene rooms 1 publish")
    stage.until("2027-02-15 20:00")
    return stage


def places(plan):
    return {p: room.name for room in plan.rooms for p in room.people}


def moved(before, after):
    then, now = places(before), places(after)
    return {p for p in then.keys() | now.keys() if then.get(p) != now.get(p)}


def heard(stage):
    """How many messages each person has been sent, by the person's id."""
    ids = {member: person for person, member in stage.world.ids.items()}
    return Counter(ids[call.person] for call in stage.world.record.messages() if call.person in ids)


def fresh(stage, before):
    """How many more messages each person has been sent since; facilitators' own answers aside."""
    more = heard(stage) - before
    return {p: more[p] for p in more if p not in {one.id for one in cast("nadia osric")}}


def four_of(stage, room):
    """Four people of a room of eight, so that it falls under five; their names, for the command."""
    free = [p for p in room.people if p not in {room.host, room.scribe}][:4]
    return free, ", ".join(named(stage, p) for p in free)


def plain(room):
    """Someone of a room who neither hosts it nor takes notes."""
    return next(p for p in room.people if p not in {room.host, room.scribe})


def by_size(plan):
    return sorted(plan.rooms, key=lambda room: room.size)


@pytest.fixture
def sixteen(theatre):
    stage = opened(theatre, SIXTEEN)
    assert [room.size for room in plan_now(stage).rooms] == [8, 8]
    return stage


def test_a_preview_says_who_would_move_and_who_would_be_told_and_changes_nothing(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    owed = len(sixteen.effects())
    away, names = four_of(sixteen, before.rooms[0])

    seen = sixteen.nadia.types(f"/convene rooms 1 mend without {names}")

    assert "One person would move" in seen
    assert "Nothing is changed yet" in seen
    assert "Room 1 would have had fewer than five" in seen
    assert all(f"{named(sixteen, p)}, now in Room 1, would have no seat" in seen for p in away)
    assert "Five people would be told" in seen
    assert plan_now(sixteen) == before
    assert fresh(sixteen, said) == {}
    assert len(sixteen.effects()) == owed


def test_do_this_moves_whom_it_said_and_tells_whom_it_said_and_undo_tells_them_back(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    away, names = four_of(sixteen, before.rooms[0])
    seen = sixteen.nadia.types(f"/convene rooms 1 mend without {names}")

    done = sixteen.nadia.presses("Do this")
    sixteen.until(DAY_AFTER)

    after, mine = plan_now(sixteen), fresh(sixteen, said)
    (carried,) = moved(before, after) - set(away)
    assert after.state == "published"
    assert sorted(room.size for room in after.rooms) == [5, 7]
    assert f"{named(sixteen, carried)} would move from Room 2 to Room 1" in seen
    assert mine == dict.fromkeys([*away, carried], 1)
    assert "Five people hear of it" in done

    (news,) = sixteen.players_by_id(carried).was_told("This has changed since I last wrote")
    assert "is Room 1, with" in news
    assert sixteen.players_by_id(away[0]).was_told("You have no seat", "a facilitator has changed")

    heard_until = heard(sixteen)
    undone = sixteen.nadia.presses("Undo this")
    sixteen.until(LAST_DAY)

    assert plan_now(sixteen).state == "published"
    assert plan_now(sixteen).rooms == before.rooms
    assert fresh(sixteen, heard_until) == mine
    assert all(named(sixteen, p) in undone for p in mine)
    with sixteen.memory() as setting:
        assert setting.memory.replies.find(session_id="s01") == []


def test_zoom_gets_the_mended_list_and_after_an_undo_the_old_one(sixteen):
    def seats():
        (meeting,) = sixteen.zoom_meetings()
        return {room["name"]: sorted(room["participants"]) for room in meeting.rooms}

    first, away = seats(), plain(plan_now(sixteen).rooms[0])
    sixteen.nadia.types(f"/convene rooms 1 mend without {named(sixteen, away)}")
    sixteen.nadia.presses("Do this")
    mended = seats()
    sixteen.nadia.types("/convene rooms 1 undo")

    assert mended != first
    assert seats() == first


def test_left_as_it_is_nothing_happens(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    sixteen.nadia.types(f"/convene rooms 1 mend without {named(sixteen, plain(before.rooms[0]))}")

    answer = sixteen.nadia.presses("Leave it")

    assert "Nothing was changed" in answer
    assert plan_now(sixteen) == before
    assert fresh(sixteen, said) == {}


def test_two_facilitators_press_at_once_and_it_is_done_once(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    away = plain(before.rooms[0])
    for facilitator in (sixteen.nadia, sixteen.osric):
        facilitator.types(f"/convene rooms 1 mend without {named(sixteen, away)}")

    first = sixteen.nadia.presses("Do this")
    second = sixteen.osric.presses("Do this")

    assert "Done:" in first
    assert "Nadia Thorsby changed the rooms a moment ago" in second
    assert plan_now(sixteen).version == before.version + 1
    assert fresh(sixteen, said) == {away: 1}


def test_two_who_press_in_the_very_same_moment_make_one_change(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    away = plain(before.rooms[0])
    both = (sixteen.nadia, sixteen.osric)
    for facilitator in both:
        facilitator.types(f"/convene rooms 1 mend without {named(sixteen, away)}")

    threads = [threading.Thread(target=each.presses, args=["Do this"]) for each in both]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    sixteen.until(DAY_AFTER)

    assert plan_now(sixteen).version == before.version + 1
    assert plan_now(sixteen).seated == before.seated - {away}
    assert fresh(sixteen, said) == {away: 1}


def test_rooms_that_moved_on_are_shown_afresh_before_anything_is_done(sixteen):
    before = plan_now(sixteen)
    away, other = plain(before.rooms[0]), plain(before.rooms[1])
    sixteen.nadia.types(f"/convene rooms 1 mend without {named(sixteen, away)}")
    reply(sixteen.desk, "s01", other, Rsvp.NO)
    sixteen.settle()
    since = plan_now(sixteen)

    answer = sixteen.nadia.presses("Do this")
    unchanged = plan_now(sixteen)
    sixteen.nadia.presses("Do this")

    assert "A late answer changed the rooms a moment ago" in answer
    assert "Nothing is changed yet" in answer
    assert unchanged == since
    assert plan_now(sixteen).seated == before.seated - {away, other}


def test_a_host_who_is_ill_is_followed_by_another_who_gets_the_card(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    room = before.rooms[0]
    wrong = sixteen.nadia.types(f"/convene rooms 1 mend host ill {named(sixteen, plain(room))}")

    seen = sixteen.nadia.types(f"/convene rooms 1 mend host ill {named(sixteen, room.host)}")
    sixteen.nadia.presses("Do this")
    sixteen.until(DAY_AFTER)

    after = plan_now(sixteen).rooms[0]
    assert "hosts no room" in wrong
    assert f"{named(sixteen, after.host)} would keep time in Room 1" in seen
    assert after.host not in {room.host, room.scribe}
    assert after.scribe == room.scribe
    assert sixteen.players_by_id(after.host).was_told("You keep time in Room 1")
    assert sixteen.players_by_id(room.host).was_told("You keep time in") == []
    assert sixteen.players_by_id(room.host).was_told("Somebody else keeps time")
    assert fresh(sixteen, said) == {room.host: 1, after.host: 1}

    since = heard(sixteen)
    sixteen.nadia.presses("Undo this")
    sixteen.until(LAST_DAY)
    assert set(fresh(sixteen, since)) == {room.host, after.host}
    assert plan_now(sixteen).rooms == before.rooms
    assert sixteen.players_by_id(after.host).was_told(
        "Somebody else keeps time in your room now.", "Room 1"
    )


def test_what_is_taken_back_before_it_was_said_is_not_said_at_all(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    (asleep,) = [p.id for p in cast("kirra")]  # seven in the morning in Melbourne

    sixteen.nadia.types(f"/convene rooms 1 mend without {named(sixteen, asleep)}")
    sixteen.nadia.presses("Do this")
    untold = fresh(sixteen, said)
    sixteen.nadia.presses("Undo this")
    sixteen.until(DAY_AFTER)

    assert asleep not in untold
    assert asleep not in fresh(sixteen, said)
    assert plan_now(sixteen).rooms == before.rooms
    (news,) = sixteen.players_by_id(asleep).was_told("Your room")
    assert before.room_of(asleep).name in news


def test_a_scribe_who_follows_another_is_told_so(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    room = before.rooms[0]

    sixteen.nadia.types(f"/convene rooms 1 mend without {named(sixteen, room.scribe)}")
    sixteen.nadia.presses("Do this")
    sixteen.until(DAY_AFTER)

    after = plan_now(sixteen).rooms[0]
    assert sixteen.players_by_id(after.scribe).was_told("You take notes in your room now.")
    assert fresh(sixteen, said) == {room.scribe: 1, after.scribe: 1}


def test_one_goes_and_another_comes_in_one_breath(sixteen):
    first = plan_now(sixteen)
    coming, away = plain(first.rooms[0]), plain(first.rooms[1])
    reply(sixteen.desk, "s01", coming, Rsvp.NO)
    sixteen.until("2027-02-16 02:00")
    before, said = plan_now(sixteen), heard(sixteen)
    names = [named(sixteen, p) for p in (away, coming)]

    seen = sixteen.nadia.types("/convene rooms 1 mend without {} with {}".format(*names))
    done = sixteen.nadia.presses("Do this")
    sixteen.until(DAY_AFTER)

    assert "Nobody would have to move" in seen
    assert f"{names[1]} would sit in Room" in seen
    assert "Nobody else hears of it" in done
    assert moved(before, plan_now(sixteen)) == {away, coming}
    assert fresh(sixteen, said) == {away: 1, coming: 1}
    with sixteen.memory() as setting:
        answers = {r.person_id: r.answer for r in setting.memory.replies.find(session_id="s01")}
    assert answers == {away: "no", coming: "yes"}


def test_what_is_named_has_to_make_sense(sixteen):
    room = plan_now(sixteen).rooms[0]
    seated = named(sixteen, plain(room))

    assert "they sit in Room 1 already" in sixteen.nadia.types(
        f"/convene rooms 1 mend with {seated}"
    )
    assert "they sit in no room as it is" in sixteen.nadia.types(
        "/convene rooms 1 mend without Nadia"
    )
    assert "Say who cannot come" in sixteen.nadia.types("/convene rooms 1 mend Ada")
    assert "There is no person called Zebediah" in sixteen.nadia.types(
        "/convene rooms 1 mend without Zebediah"
    )
    assert "There is nothing to mend" in sixteen.nadia.types("/convene rooms 1 mend")
    assert "can be mended" not in sixteen.nadia.types("/convene status")
    assert "Only facilitators" in sixteen.pearl.types("/convene rooms 1 mend")


def say_no(stage, people):
    for person in people:
        reply(stage.desk, "s01", person, Rsvp.NO)
    stage.settle()


def test_near_the_start_nothing_changes_by_itself_and_the_page_says_what_to_do(sixteen):
    sixteen.until("2027-02-17 18:30")
    before, said = plan_now(sixteen), heard(sixteen)
    away, _ = four_of(sixteen, before.rooms[0])

    say_no(sixteen, away)

    assert plan_now(sixteen) == before
    page = sixteen.nadia.types("/convene rooms 1")
    assert "These rooms can be mended: four people cannot come and have a seat" in page
    assert "The start is near, so nothing changes by itself" in page
    assert "/convene rooms 1 mend" in sixteen.osric.types("/convene status")
    seen = sixteen.nadia.presses("See the fewest moves")
    assert "Zoom keeps pre-assigned rooms as they were when the meeting was started" in seen
    assert "Breakout Rooms" in seen
    assert "“Move to” beside" in seen
    assert plan_now(sixteen) == before

    sixteen.nadia.presses("Do this")
    sixteen.until("2027-02-17 18:40")

    (carried,) = moved(before, plan_now(sixteen)) - set(away)
    told = fresh(sixteen, said)
    with sixteen.memory() as setting:
        asleep = (
            "Melbourne" in setting.people[carried].zone
            or "Auckland" in setting.people[carried].zone
        )
    assert told == ({} if asleep else {carried: 1})
    page = sixteen.nadia.types("/convene rooms 1")
    assert "can be mended" not in page
    assert f"Undo takes it back and tells {named(sixteen, carried)} so at once." in page


def test_who_comes_after_all_near_the_start_is_seated_on_a_facilitators_word(sixteen):
    coming = plain(plan_now(sixteen).rooms[1])
    say_no(sixteen, [coming])
    sixteen.until("2027-02-17 18:30")
    before, said = plan_now(sixteen), heard(sixteen)
    reply(sixteen.desk, "s01", coming, Rsvp.YES)
    sixteen.settle()
    unchanged = plan_now(sixteen) == before

    page = sixteen.osric.types("/convene rooms 1")
    seen = sixteen.osric.presses("See the fewest moves")
    sixteen.osric.presses("Do this")

    room = plan_now(sixteen).room_of(coming).name
    assert unchanged
    assert "one person can come and has no seat" in page
    assert f"{named(sixteen, coming)} would sit in {room}: comes after all." in seen
    assert f"“Assign to” beside {named(sixteen, coming)}, then {room}" in seen
    assert moved(before, plan_now(sixteen)) == {coming}
    assert fresh(sixteen, said) == {coming: 1}


def test_while_the_session_is_on_a_mend_changes_the_plan_the_sheet_and_says_what_to_press(sixteen):
    sixteen.until("2027-02-17 19:10")
    sheet = sixteen.nadia.was_told("Host sheet for")
    sixteen.until("2027-02-17 20:10")
    before, said = plan_now(sixteen), heard(sixteen)
    away, names = four_of(sixteen, before.rooms[0])

    seen = sixteen.nadia.types(f"/convene rooms 1 mend without {names}")
    sixteen.nadia.presses("Do this")
    sixteen.until("2027-02-17 20:12")

    (carried,) = moved(before, plan_now(sixteen)) - set(away)
    assert "The session is on." in seen
    assert f"“Move to” beside {named(sixteen, carried)}, then Room 1" in seen
    assert sixteen.nadia.was_told("Host sheet for") != sheet
    assert set(fresh(sixteen, said)) <= {*away, carried}
    (meeting,) = sixteen.zoom_meetings()
    listed = {p for room in meeting.rooms for p in room["participants"]}
    with sixteen.memory() as setting:
        assert setting.people[away[0]].zoom_email in listed  # Zoom keeps what it had at the start


def test_a_private_wish_that_came_later_is_kept_by_the_fewest_moves_and_given_away_by_none(sixteen):
    before, said = plan_now(sixteen), heard(sixteen)
    one, other = [p for p in before.rooms[0].people if p != before.rooms[0].host][:2]
    asked = sixteen.nadia.types("/convene rooms 1 mend")
    wishes(sixteen, one, other)

    seen = sixteen.nadia.types("/convene rooms 1 mend")
    sixteen.nadia.presses("Do this")
    sixteen.until(DAY_AFTER)

    after = plan_now(sixteen)
    gone = moved(before, after)
    assert "nothing to mend" in asked
    assert "Two people would move" in seen
    assert "so that the rooms fit better" in seen
    assert "apart" not in seen
    assert after.room_of(one) != after.room_of(other)
    assert len(gone) == 2
    assert (
        set(fresh(sixteen, said)) - {r.host for r in after.rooms} - {r.scribe for r in after.rooms}
        <= gone
    )


def wishes(stage, one, other):
    with stage.desk.store.begin() as memory:
        memory.room_wishes.save(
            RoomWish(id="w1", kind=WishKind.APART, people=(one, other), by=one, at=stage.now)
        )


def test_three_who_drop_out_at_once_end_as_when_they_drop_out_one_after_another(theatre):
    after = []
    for at_once in (True, False):
        stage = opened(theatre, SIXTEEN)
        before = plan_now(stage)
        away = [plain(before.rooms[0]), plain(before.rooms[1]), before.rooms[1].host]
        if at_once:
            names = ", ".join(named(stage, p) for p in away)
            stage.nadia.types(f"/convene rooms 1 mend without {names}")
            stage.nadia.presses("Do this")
        for person in () if at_once else away:
            say_no(stage, [person])
        after.append(plan_now(stage))
        assert moved(before, after[-1]) == set(away)

    assert [room.people for room in after[0].rooms] == [room.people for room in after[1].rooms]


def test_where_every_room_has_five_one_who_drops_out_leaves_nine_and_two_give_up_a_room(theatre):
    stage = opened(theatre, TEN)
    before = plan_now(stage)
    assert [room.size for room in before.rooms] == [5, 5]
    one, other = [p for p in before.rooms[1].people if p != before.rooms[1].host][:2]

    nine = stage.nadia.types(f"/convene rooms 1 mend without {named(stage, one)}")
    eight = stage.nadia.types(
        f"/convene rooms 1 mend without {named(stage, one)}, {named(stage, other)}"
    )
    stage.nadia.presses("Do this")

    assert "Nobody would have to move" in nine
    assert "Room 2 has only four people; five is the least" in nine
    assert "Three people would move" in eight
    assert eight.count("Room 2 would have had fewer than five and is given up") == 3
    assert "Room 2 would be given up." in eight
    assert [room.size for room in plan_now(stage).rooms] == [8]


def test_where_people_meet_face_to_face_rooms_are_tables_and_nobody_presses_anything(theatre):
    plan = plan_of(1, without=["rsvp"], bare=True, notices='"-1h"')
    people = cast(f"{SIXTEEN} nadia osric")
    stage = theatre.opens(people=people, start=(2027, 2), plan=plan, at="2027-02-10T12:00")
    with stage.memory() as setting:
        starts = setting.session("s01").starts_at
    stage.nadia.types("/convene rooms 1 propose")
    stage.nadia.types("/convene rooms 1 publish")
    stage.until(f"{starts - timedelta(hours=1):%Y-%m-%d %H:%M}")
    _, names = four_of(stage, plan_now(stage).rooms[0])

    seen = stage.nadia.types(f"/convene rooms 1 mend without {names}")

    assert "now at Table 1, would have no seat" in seen
    assert "Table 1 would have had fewer than five" in seen
    assert "The start is near. Show" in seen
    assert "Zoom" not in seen


def test_before_rooms_are_told_a_mend_waits_with_them(theatre):
    stage = opened(theatre, SIXTEEN, published="")
    before, said = plan_now(stage), heard(stage)
    away, names = four_of(stage, before.rooms[0])

    stage.nadia.types(f"/convene rooms 1 mend without {names}")
    done = stage.nadia.presses("Do this")
    proposed = plan_now(stage)
    stage.nadia.types("/convene rooms 1 undo")

    assert "wait until you publish" in done
    assert proposed.state == "proposed"
    assert proposed.seated == before.seated - set(away)
    assert plan_now(stage).rooms == before.rooms
    assert plan_now(stage).state == "proposed"
    assert fresh(stage, said) == {}
    with stage.memory() as setting:
        assert setting.memory.replies.find(session_id="s01") == []
