"""Private wishes as the draw gets them: whose still hold, for which session, and what goes with people who leave."""

from dataclasses import replace

import pytest

from bot.domain.answers import Rsvp
from bot.domain.errors import TooLate
from bot.domain.room_wishes import RoomWish, WishKind
from bot.facilitation import publishing, room_wishes, rooms
from bot.facilitation.replies import reply
from bot.facilitation.room_wishes import Asked
from bot.facilitation.wishes import let_go, standing, unkept, wishes_of
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, 4, without=["rsvp"], bare=True, notices='"-1h"')
NAMES = (
    "marlene darrow ingrid obie ruthanne gil adaeze joaquim delphine walt lucius bronwyn emeka shirelle ted prudence "
    "anselm lorna dov farida kwabena tariq doreen pearl"
)
NADIA = "p014"


@pytest.fixture
def begun(company):
    made = company("2027-02-10T12:00")
    made.begins(cast(f"{NAMES} nadia osric"), PLAN, (2027, 2))
    return made


@pytest.fixture
def published(begun):
    begun.until("2027-02-14 16:00")
    publishing.publish(begun.desk, "s01", by=NADIA)
    begun.work()
    return begun


def id_of(name):
    return sample_people()[name].id


def ids(*names):
    return frozenset(map(id_of, names))


def wishes(company, session="s01"):
    with company.look() as setting:
        return wishes_of(setting, setting.session(session), {})


def ask(company, name, *others, **more):
    asked = Asked(session_id="s01", not_with=tuple(map(id_of, others)), **more)
    return room_wishes.ask(company.desk, id_of(name), asked)


def leaves(company, name):
    with company.change() as setting:
        setting.memory.people.save(replace(setting.people[id_of(name)], standing="left"))


def kept(company):
    with company.look() as setting:
        return setting.memory.room_wishes.find()


def test_two_whom_somebody_would_rather_not_meet_may_well_meet_each_other(begun):
    ask(begun, "pearl", "ted", "dov")

    assert set(wishes(begun).apart) == {ids("pearl", "ted"), ids("pearl", "dov")}


def test_facilitators_keep_a_whole_group_apart_or_together(begun):
    three = [id_of(name) for name in ("pearl", "ted", "dov")]
    room_wishes.write_down(begun.desk, WishKind.APART, three, by=NADIA)
    room_wishes.write_down(begun.desk, WishKind.TOGETHER, three[:2], by=NADIA, session_id="s02")

    assert wishes(begun).apart == (ids("pearl", "ted", "dov"),)
    assert wishes(begun).keep == ()
    assert wishes(begun, "s02").keep == (ids("pearl", "ted"),)
    assert {wish.by for wish in kept(begun)} == {NADIA}


def test_a_wish_for_one_session_holds_for_that_one_and_is_forgotten_after_it(begun):
    ask(begun, "pearl", "ted", once=True)
    ask(begun, "doreen", "dov")

    assert len(wishes(begun).apart) == 2
    assert wishes(begun, "s02").apart == (ids("doreen", "dov"),)
    begun.until("2027-02-18 12:00")
    with begun.look() as setting:
        assert [wish.by for wish in standing(setting)] == [id_of("doreen")]
    pair = [id_of("walt"), id_of("gil")]
    with pytest.raises(TooLate, match="that session is over"):
        room_wishes.write_down(begun.desk, WishKind.APART, pair, by=NADIA, session_id="s01")
    ask(begun, "walt", "gil")
    assert {wish.by for wish in kept(begun)} == {id_of("doreen"), id_of("walt")}


def test_the_wishes_of_people_who_leave_go_with_them(begun):
    ask(begun, "pearl", "ted")
    ask(begun, "ted", "dov")
    three = [id_of(name) for name in ("pearl", "gil", "walt")]
    room_wishes.write_down(begun.desk, WishKind.APART, three, by=NADIA)
    room_wishes.write_down(begun.desk, WishKind.TOGETHER, three[:2], by=NADIA)

    leaves(begun, "pearl")

    assert set(wishes(begun).apart) == {ids("ted", "dov"), ids("gil", "walt")}
    assert wishes(begun).keep == ()
    begun.until("2027-02-12 16:00")  # the next draw forgets them
    assert id_of("pearl") not in str(kept(begun))
    assert len(kept(begun)) == 2


def test_somebody_who_is_erased_leaves_no_wish_behind(begun):
    ask(begun, "pearl", "ted")
    ask(begun, "dov", "pearl")
    with begun.change() as setting:
        setting.memory.people.remove(id_of("pearl"))

    assert wishes(begun).apart == ()
    with begun.change() as setting:
        let_go(setting)
    assert kept(begun) == []


def test_whoever_stays_away_breaks_nobodys_wish(published):
    with published.look() as setting:
        plan = setting.memory.plans.latest("s01")
    one, other = plan.rooms[0].people[:2]
    room_wishes.write_down(published.desk, WishKind.APART, [one, other], by=NADIA)
    together = [one, plan.rooms[1].people[0]]
    room_wishes.write_down(published.desk, WishKind.TOGETHER, together, by=NADIA)

    def missed():
        with published.look() as setting:
            latest = setting.memory.plans.latest("s01")
            return unkept(setting, setting.session("s01"), latest)

    before = len(missed())
    reply(published.desk, "s01", one, Rsvp.NO)

    assert before == 2
    assert missed() == []


def test_rooms_drawn_anew_keep_apart_and_together_whoever_is_wished_for(begun):
    everyone = [person.id for person in cast(NAMES)]
    for one, other in zip(everyone[:8], everyone[8:16], strict=True):
        room_wishes.write_down(begun.desk, WishKind.APART, [one, other], by=NADIA)
    room_wishes.write_down(begun.desk, WishKind.TOGETHER, [everyone[0], everyone[23]], by=NADIA)

    for _ in range(3):
        plan = rooms.draw_now(begun.desk, "s01", by=NADIA)
        with begun.look() as setting:
            assert unkept(setting, setting.session("s01"), plan) == []


def test_of_several_rooms_one_asked_to_leave_the_one_they_sit_in_counts(published):
    with published.look() as setting:
        plan = setting.memory.plans.latest("s01")
    here, there = (
        plan.room_of(id_of("pearl")).name,
        next(room.name for room in plan.rooms if id_of("pearl") not in room.people),
    )
    ask(published, "pearl", room=here)
    published.clock.instant = published.clock.instant.replace(minute=30)
    ask(published, "pearl", room=there)

    assert wishes(published).elsewhere == {id_of("pearl"): here}
    assert len(kept(published)) == 2


def test_one_cannot_take_back_what_somebody_else_asked(begun):
    ask(begun, "pearl", "ted")
    (wish,) = kept(begun)

    with pytest.raises(room_wishes.NothingChosen):
        ask(begun, "ted", ended=(wish.id,))
    room_wishes.end(begun.desk, ["no such id"], by=NADIA)

    assert kept(begun) == [wish]


def test_a_wish_keeps_no_reason_and_its_id_says_nothing(begun):
    ask(begun, "pearl", "ted")
    (wish,) = kept(begun)

    assert set(RoomWish.__dataclass_fields__) == {
        "id", "kind", "people", "by", "at", "session_id", "room",
    }  # fmt: skip
    assert not any(part in wish.id for part in (*wish.people, "apart"))
