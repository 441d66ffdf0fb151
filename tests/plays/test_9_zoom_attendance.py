"""What Zoom tells of a session: who was there and in which room, and what to do while the rooms are open."""

import itertools
from contextlib import contextmanager
from dataclasses import replace

import pytest

from bot.domain.answers import Reply, Rsvp
from bot.facilitation.past import past_of
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, 4, without=["rsvp"], bare=True, keep=["missed", "heard"], notices='"-1h"')
PEOPLE = "raimundo luisa gunvor torkel kwabena ivo pearl anjali kirra noreen ted emeka doreen signe"
START, ROOMS, MIDDLE, CLOSE, END = (
    f"2027-02-17 {at}" for at in ("20:00", "20:20", "20:30", "21:10", "21:30")
)
SETTLED = "2027-02-17 21:50"
PERSONS = {person.id: person for person in sample_people().values()}


def opened(theatre, *, listens=True, cannot=(), **more):
    show = {"people": cast(f"{PEOPLE} nadia osric"), "start": (2027, 2), "plan": PLAN}
    stage = theatre.opens(**show | {"at": "2027-02-12T12:00", "publish": "automatic"} | more)
    if not listens:
        stage.world.zoom.news.url = ""
    with stage.desk.store.begin() as memory:
        for person in (sample_people()[name].id for name in cannot):
            said = {"session_id": "s01", "person_id": person, "by": person}
            memory.replies.save(Reply(**said, answer=Rsvp.NO, at=stage.now))
    stage.until("2027-02-17 19:55")
    return stage


class Evening:
    """One session in the pretend Zoom, with a hand on what happens there."""

    def __init__(self, stage):
        self.stage, self.zoom, self.news = stage, stage.world.zoom.stage, stage.world.zoom.news
        (self.meeting,) = stage.zoom_meetings()
        self.inside = {}
        with stage.memory() as setting:
            self.plan = setting.memory.plans.published("s01")

    def joins(self, *people, phone=False):
        for id in people:
            one = PERSONS[id]
            address = "" if phone else one.zoom_email
            self.inside[id] = self.zoom.join(
                self.meeting.id, one.name, email=address, phone=phone or not address
            )

    def until(self, at):
        self.heard()
        self.stage.until(at)

    def heard(self):
        assert self.news.courier.idle() or self.news.courier.waiting
        self.stage.settle()

    def places(self, person, room):
        self.zoom.place(self.meeting.id, self.inside[person], room)

    def plain(self, room):
        return [p for p in room.people if p not in {room.host, room.scribe} and placed(p)]


def placed(person):
    return bool(PERSONS[person].zoom_email)


def lived(stage):
    """Two do not come, one comes late, one sits in another room, one calls by telephone."""
    evening = Evening(stage)
    one, two = evening.plan.rooms
    gone = [evening.plain(one)[0], evening.plain(two)[0]]
    late, astray = evening.plain(one)[1], evening.plain(two)[1]
    (caller,) = [p for p in evening.plan.seated if not placed(p)]
    stage.until(START)
    evening.zoom.start(evening.meeting.id)
    evening.zoom.join(evening.meeting.id, "Host", email=evening.meeting.host.email)
    evening.joins(*sorted(evening.plan.seated - {*gone, late, caller}))
    evening.joins(caller, phone=True)
    evening.until(ROOMS)
    evening.zoom.open_rooms(evening.meeting.id)
    evening.places(caller, evening.plan.room_of(caller).name)
    evening.places(astray, one.name)
    evening.until(MIDDLE)
    evening.joins(late)
    evening.until("2027-02-17 20:36")
    evening.advised = stage.nadia.was_told("Host sheet")
    evening.places(late, one.name)
    evening.until(CLOSE)
    evening.zoom.close_rooms(evening.meeting.id)
    evening.until(END)
    evening.zoom.end(evening.meeting.id)
    evening.until(SETTLED)
    evening.gone, evening.late, evening.astray, evening.caller = gone, late, astray, caller
    return evening


def known(stage):
    """What Zoom is taken to have said: the room, None for not seen."""
    with stage.memory() as setting:
        words = setting.memory.presences.find(session_id="s01", source="zoom")
        return {w.person_id: w.room if w.was_there else None for w in words}


def past(stage):
    with stage.memory() as setting:
        return past_of(setting, setting.session("s02")).times


def wanted(evening):
    """What happened, told apart from how it is found out."""
    there = {p: evening.plan.room_of(p).name for p in evening.plan.seated}
    there |= dict.fromkeys(evening.gone) | {evening.astray: evening.plan.rooms[0].name}
    there.pop(evening.caller)
    return there


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_who_came_and_where_they_sat_is_known_and_next_month_goes_by_it(theatre, request, database):
    url = request.getfixturevalue("postgres_url") if database == "postgresql" else ""
    stage = opened(theatre, database=url.replace(":@", "@"))  # settings hold no password at all
    evening = lived(stage)

    assert known(stage) == wanted(evening)
    times = past(stage)
    in_one = [p for p, room in wanted(evening).items() if room == evening.plan.rooms[0].name]
    assert all(times[frozenset(pair)] == 1 for pair in itertools.combinations(in_one, 2))
    assert not any(set(pair) & set(evening.gone) for pair in times)
    page = stage.nadia.types("/convene rooms attended")
    assert "Zoom saw 1 person it does not name" in page
    for person in evening.gone:
        assert PERSONS[person].name in page
        assert "Zoom did not see you" in stage.players_by_id(person).opens_home()


@pytest.mark.parametrize("order", ["reversed", "by kind", "rooms first"])
def test_in_any_order_and_twice_it_comes_to_the_same(theatre, order):
    stage = opened(theatre)
    kept = []
    news = stage.world.zoom.news
    news.tell = lambda name, thing, **more: kept.append(news.wrapped(name, thing, **more))
    evening = lived(stage)
    before = known(stage)
    key = {
        "reversed": None,
        "by kind": lambda body: body["event"],
        "rooms first": lambda body: "breakout" not in body["event"],
    }[order]
    again = sorted(kept, key=key) if key else kept[::-1]
    for body in [*again, *again]:
        news.courier.later(body)
    # what a busy machine does not take in three seconds is told again
    evening.until("2027-02-18 01:00")

    assert before.keys() <= wanted(evening).keys()  # polled: nobody tells of rooms
    assert known(stage) == wanted(evening)
    with stage.memory() as setting:
        told = [s for s in setting.memory.sightings.find() if ":" not in s.id]
    assert len(told) == len(kept)


def held(stage, *, but=(), by_phone=()):
    """A session without rooms: these do not come, and these call by telephone."""
    evening = Evening(stage)
    stage.until(START)
    evening.zoom.start(evening.meeting.id)
    evening.joins(*sorted(evening.plan.seated - {*but, *by_phone}))
    evening.joins(*by_phone, phone=True)
    evening.until(END)
    evening.zoom.end(evening.meeting.id)
    evening.until(SETTLED)
    return evening


def test_where_more_call_than_have_no_address_nobody_is_taken_to_be_away(theatre):
    stage = opened(theatre)
    evening = Evening(stage)
    (caller,) = [p for p in evening.plan.seated if not placed(p)]
    gone, *others = [p for p in sorted(evening.plan.seated) if placed(p)]
    held(
        stage, but=[gone], by_phone=[caller, *others[:3]]
    )  # and two facilitators may be among them

    assert len(known(stage)) == len(evening.plan.seated) - 5
    assert set(known(stage).values()) == {""}
    assert "Zoom saw 4 people it does not name" in stage.nadia.types("/convene rooms attended")


def test_where_the_end_was_not_told_nobody_is_taken_to_be_away(theatre):
    stage = opened(theatre)
    stage.expected_refusals = ("past_meetings",)
    stage.world.zoom.account.hosts["host@example.org"].licensed = False
    stage.world.zoom.news.quiet = {"meeting.ended"}
    evening = Evening(stage)
    gone, *others = [p for p in sorted(evening.plan.seated) if placed(p)]
    held(stage, but=[gone])

    assert known(stage) == dict.fromkeys(others, "")


def test_of_a_shared_login_nobody_knows_who_it_was(theatre):
    shared = "office.ceo@example.org"
    leaders = [replace(p, zoom_email=shared) for p in cast("marlene adaeze")]
    stage = opened(theatre, people=[*leaders, *cast(f"{PEOPLE} nadia osric")])
    with patched(leaders):
        held(stage, but=[leaders[1].id])

    assert not known(stage).keys() & {leader.id for leader in leaders}
    page = stage.nadia.types("/convene rooms attended")
    assert "One of these was seen, nobody knows which: " in page
    assert all(leader.name in page for leader in leaders)


@contextmanager
def patched(people):
    """These people as they are here."""
    before = {p.id: PERSONS[p.id] for p in people}
    PERSONS.update({p.id: p for p in people})
    yield
    PERSONS.update(before)


def test_late_news_puts_right_what_was_settled(theatre):
    stage = opened(theatre)
    news = stage.world.zoom.news
    kept, tell = [], news.tell

    def all_but_rooms(name, thing, **more):
        if "breakout" in name:
            kept.append(news.wrapped(name, thing, **more))
        else:
            tell(name, thing, **more)

    news.tell = all_but_rooms
    evening = lived(stage)
    roomless = known(stage)
    for body in kept:
        news.courier.later(body)
    evening.until("2027-02-17 22:30")

    assert {p for p, room in roomless.items() if room is None} == set(evening.gone)
    assert {room for room in roomless.values() if room is not None} == {""}
    assert known(stage) == wanted(evening)


def test_without_webhooks_zoom_is_asked_afterwards(theatre):
    stage = opened(theatre, listens=False)
    evening = lived(stage)

    there = wanted(evening)
    assert known(stage) == {p: None if room is None else "" for p, room in there.items()}
    (asked,) = [c for c in stage.world.record.calls if c.method == "past_meetings.participants"]
    assert asked.landed
    assert all("In Zoom at" not in sheet for sheet in evening.advised)
    assert not any(set(pair) & set(evening.gone) for pair in past(stage))


def test_where_webhooks_told_all_zoom_is_not_asked(theatre):
    stage = opened(theatre)
    lived(stage)
    stage.until("2027-02-18 22:00")

    asked = [c for c in stage.world.record.calls if c.method.startswith("past_meetings")]
    assert asked == []
    with stage.memory() as setting:
        assert setting.memory.sightings.find() == []


def test_on_a_free_account_it_is_told_by_hand_and_the_reason_is_said(theatre):
    stage = opened(theatre, listens=False)
    stage.expected_refusals = ("past_meetings",)
    stage.world.zoom.account.hosts["host@example.org"].licensed = False
    lived(stage)
    stage.until("2027-02-20 12:00")

    (said,) = stage.nadia.was_told("Zoom does not tell who was at")
    assert "only for paid accounts" in said
    assert "with two taps" in said
    assert known(stage) == {}
    assert "only for paid accounts" in stage.nadia.types("/convene rooms attended")


def test_the_word_of_people_outranks_zoom(theatre):
    stage = opened(theatre)
    evening = lived(stage)
    wrong, right = evening.gone
    stage.players_by_id(wrong).opens_home()
    stage.players_by_id(wrong).presses("I was there after all")

    mates = [p for p in evening.plan.room_of(wrong).people if p not in {wrong, *evening.gone}]
    times = past(stage)
    assert any(frozenset({wrong, p}) in times for p in mates)
    assert not any(right in pair for pair in times)
    stage.until("2027-02-20 12:00")
    assert not stage.players_by_id(right).was_told("We missed you")
    assert stage.players_by_id(right).was_told("Did people listen")


def test_while_rooms_are_open_the_host_sheet_says_what_to_press(theatre):
    stage = opened(theatre)
    evening = lived(stage)

    (sheet,) = evening.advised
    one = evening.plan.rooms[0].name
    late, astray = (PERSONS[p].name for p in (evening.late, evening.astray))
    assert "In Zoom at" in sheet
    assert f"{late} is in the main meeting: put them into {one}" in sheet
    assert f"{astray} sits in {one}, planned was {evening.plan.rooms[1].name}" in sheet
    assert "Nobody but whoever opened the meeting can move people" in sheet
    assert "Nadia" not in sheet.partition("In Zoom:")[0]
    (after,) = stage.nadia.was_told("Host sheet")
    assert "In Zoom at" not in after
