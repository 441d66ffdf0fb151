"""Published rooms follow a late yes or no with the fewest moves, and only those concerned hear of it."""

import pytest

from bot.domain.answers import Rsvp
from bot.facilitation import people, publishing, rooms
from bot.facilitation.needs import needs_now
from bot.facilitation.replies import reply
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
NAMES = (
    "marlene darrow ingrid obie ruthanne gil adaeze joaquim delphine walt lucius bronwyn emeka shirelle ted prudence "
    "anselm lorna dov farida kwabena tariq doreen pearl"
)
FACILITATORS = ("p014", "p027")


@pytest.fixture
def published(company):
    made = company("2027-02-10T12:00")
    made.begins(cast(f"{NAMES} nadia osric"), PLAN, (2027, 2))
    made.until("2027-02-14 16:00")
    publishing.publish(made.desk, "s01", by="p014")
    made.until("2027-02-16 16:00")
    return made


def plan_of_now(company):
    with company.look() as setting:
        return setting.memory.plans.published("s01")


def fresh(company, before):
    """Who was sent a message since."""
    return {
        said.to.removeprefix("U-") for ts, said in company.chat.said.items() if ts not in before
    }


def mail(*ids):
    everyone = {p.id: p.email for p in sample_people().values()}
    return {everyone[id] for id in ids}


def someone_without_a_part(plan):
    room = plan.rooms[0]
    return next(p for p in room.people if p not in {room.host, room.scribe})


def test_one_who_leaves_moves_nobody_where_sizes_allow_and_nobody_hears(published):
    before, said = plan_of_now(published), set(published.chat.said)
    leaver = someone_without_a_part(before)
    room = before.room_of(leaver)

    reply(published.desk, "s01", leaver, Rsvp.NO)
    published.until("2027-02-16 17:00")

    after = plan_of_now(published)
    moved = [p for p in after.seated if after.room_of(p).name != before.room_of(p).name]
    assert room.size > 5
    assert moved == []
    assert leaver not in after.seated
    assert fresh(published, said) == set()


def test_where_whoever_takes_notes_leaves_another_is_told_and_nobody_else(published):
    before, said = plan_of_now(published), set(published.chat.said)
    room = before.rooms[0]

    reply(published.desk, "s01", room.scribe, Rsvp.NO)
    published.until("2027-02-16 23:00")

    after = plan_of_now(published).rooms[0]
    known = {p.id: p for p in sample_people().values()}
    assert (after.host, after.scribe != room.scribe) == (room.host, True)
    assert fresh(published, said) - mail(*FACILITATORS) == mail(after.scribe)
    assert published.told(known[after.scribe], "You take notes in your room now.", after.name)


def test_the_words_that_stand_are_put_right_in_silence(published):
    before = plan_of_now(published)
    leaver = someone_without_a_part(before)
    known = {p.id: p for p in sample_people().values()}
    mate = next(
        p for p in before.room_of(leaver).people if p not in {leaver, before.room_of(leaver).host}
    )

    reply(published.desk, "s01", leaver, Rsvp.NO)
    published.until("2027-02-16 17:00")

    (theirs,) = published.told(known[mate], "Your room for")
    assert known[leaver].name not in theirs.text
    assert published.told(known[leaver], "You have no seat in the rooms")
    assert published.told(known[leaver], "Your room for") == []


def test_a_host_who_leaves_is_followed_by_another_who_is_told(published):
    before = plan_of_now(published)
    room = before.rooms[0]
    known = {p.id: p for p in sample_people().values()}

    reply(published.desk, "s01", room.host, Rsvp.NO)
    published.until("2027-02-17 17:00")

    host = next(r for r in plan_of_now(published).rooms if r.name == room.name).host
    assert host
    assert host != room.host
    assert published.told(known[host], "You keep time in")
    assert published.told(known[room.host], "Somebody else keeps time in your room now")


def test_one_who_comes_after_all_is_told_a_room_and_nobody_else_is_disturbed(published):
    with published.look() as setting:
        leaver = someone_without_a_part(setting.memory.plans.published("s01"))
    reply(published.desk, "s01", leaver, Rsvp.NO)
    published.until("2027-02-16 17:00")
    said, before = set(published.chat.said), plan_of_now(published)

    reply(published.desk, "s01", leaver, Rsvp.YES)
    published.until("2027-02-16 18:00")

    after = plan_of_now(published)
    assert [p for p in before.seated if after.room_of(p).name != before.room_of(p).name] == []
    assert fresh(published, said) - mail(after.room_of(leaver).host) == mail(leaver)


def test_zoom_gets_the_list_again_only_when_it_has_changed(published):
    lists = len(published.places.rooms)
    before = plan_of_now(published)
    on_zoom = {p.id for p in sample_people().values() if p.zoom_email}
    leaver = next(p for p in before.rooms[0].people if p in on_zoom)

    rooms.pin(published.desk, "s01", before.rooms[0].people[0], by="p014")
    published.until("2027-02-16 16:30")
    pinned = len(published.places.rooms)
    reply(published.desk, "s01", leaver, Rsvp.NO)
    published.until("2027-02-16 17:00")

    assert pinned == lists
    assert len(published.places.rooms) == lists + 1
    kept = {a for room in published.places.rooms[-1] for a in room.addresses}
    gone = next(p.zoom_email for p in sample_people().values() if p.id == leaver)
    assert gone not in kept


def test_in_the_last_two_hours_seats_stay_and_facilitators_see_it(published):
    published.until("2027-02-17 18:30")
    before = plan_of_now(published)
    leaver = someone_without_a_part(before)

    reply(published.desk, "s01", leaver, Rsvp.NO)
    published.until("2027-02-17 18:40")

    assert plan_of_now(published) == before


def test_a_late_answer_does_not_publish_what_facilitators_are_still_changing(published):
    plan = plan_of_now(published)
    one, other = plan.rooms[0].people[0], plan.rooms[1].people[0]
    rooms.swap_people(published.desk, "s01", one, other, by="p014")
    leaver = next(p for p in plan.rooms[2].people if p != plan.rooms[2].host)

    reply(published.desk, "s01", leaver, Rsvp.NO)
    published.until("2027-02-16 17:00")

    with published.look() as setting:
        latest = setting.memory.plans.latest("s01")
    assert latest.state == "proposed"
    assert leaver not in latest.seated
    assert latest.room_of(one).name == plan.rooms[1].name
    assert plan_of_now(published).room_of(one).name == plan.rooms[0].name


def test_facilitators_are_reminded_that_changes_after_publishing_wait_for_them(published):
    plan = plan_of_now(published)
    rooms.swap_people(
        published.desk, "s01", plan.rooms[0].people[0], plan.rooms[1].people[0], by="p014"
    )

    with published.look() as setting:
        needs = needs_now(setting, setting.session("s01"))
    assert "the changes wait for your yes: /convene rooms 1" in needs[0]


def test_another_zoom_address_reaches_zoom_and_the_persons_own_words(published):
    pearl = sample_people()["pearl"]
    gil = sample_people()["gil"]  # who had none
    before = published.told(gil, "Your room for")[0].text

    people.describe(
        published.desk, gil.id, zone=gil.zone, language="en", zoom_email="gil@example.net"
    )
    published.until("2027-02-16 16:30")

    room = plan_of_now(published).room_of(gil.id).name
    (seats,) = [r.addresses for r in published.places.rooms[-1] if r.name == room]
    assert "gil@example.net" in seats
    (after,) = published.told(gil, "Your room for")
    assert "Zoom cannot place you by itself" in before
    assert "Zoom cannot place you by itself" not in after.text
    lists = len(published.places.rooms)
    people.describe(
        published.desk, pearl.id, zone=pearl.zone, language="cy", zoom_email=pearl.zoom_email
    )
    published.until("2027-02-16 17:00")
    assert len(published.places.rooms) == lists
