"""A community behind a link that stands: a month of it, with rooms opened by hand and people noted by their host."""

import json
from dataclasses import replace

import pytest
from icalendar import Calendar

from bot.domain.answers import Rsvp
from bot.domain.effects import State
from bot.domain.followup import Subgroup
from bot.facilitation import (
    calendars,
    calling_off,
    fixed_place,
    own_page,
    presence,
    small_meetings,
    views,
)
from bot.facilitation.calendar_links import calendar_of
from bot.facilitation.encounters import told_rooms
from bot.facilitation.own_page import token
from bot.facilitation.replies import reply
from bot.facilitation.run_of_day import on_the_day
from bot.facilitation.small_meetings import NoZoom
from bot.facilitation.telling import owe_zoom
from bot.slack.forms import SENT
from bot.voice.forms import read_facts
from integrations.fixed_link.meetings import FixedLink
from tests.facilitation.company import Places
from tests.plays.scripts import cast, plan_of, sample_people

LINK = "https://meet.example.org/us?lang=en&x=1"
NAMES = "jandira luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted"


def behind(made, link=LINK, **more):
    made.desk = replace(made.desk, meetings=FixedLink(link=link, name="Jitsi", **more))
    return made


@pytest.fixture
def told(company):
    """Rooms are told, and the session is tomorrow."""
    house = {
        "zoom_hosts": (),
        "publish_by_hand": False,
        "public_url": "https://convener.example.org",
    }
    made = behind(company("2027-02-05T12:00", **house))
    made.begins(cast(f"{NAMES} nadia"), plan_of(2, 3, bare=True), (2027, 2))
    made.until("2027-02-16 12:00")
    return made


def person(name):
    return sample_people()[name]


def test_people_are_told_the_link_and_how_they_get_into_their_room(told):
    for name in NAMES.split():
        (news,) = told.told(person(name), "Your room for")
        assert f"Join on Jitsi: <{LINK.replace('&', '&amp;')}>" in news.text
        assert "when you are asked, say that you are in Room" in news.text
    told.until("2027-02-17 19:30")
    (card,) = told.told(person("pearl"), "starts soon")
    assert "Join on Jitsi" in card.text


def test_where_people_choose_their_rooms_they_hear_that(company):
    made = behind(
        company("2027-02-05T12:00", zoom_hosts=(), publish_by_hand=False), people_choose=True
    )
    made.begins(cast(f"{NAMES} nadia"), plan_of(2, bare=True), (2027, 2))
    made.until("2027-02-17 19:30")

    assert "once they are, choose Room" in made.told(person("pearl"), "Your room for")[0].text
    (sheet,) = made.told(person("nadia"), "Host sheet")
    assert "Open 2 rooms in Jitsi" in sheet.text
    assert "let everyone choose their own" in sheet.text


def test_a_month_asks_nothing_of_a_meeting_place_but_the_link_and_loses_nothing(told):
    told.until("2027-03-12 12:00")

    kinds = {e.kind for e in told.effects() if e.kind.startswith(("meeting", "zoom", "small"))}
    assert kinds == {"meeting-open"}
    wrong = {State.DEAD, State.EXPIRED, State.UNKNOWN}
    assert [e.key for e in told.effects() if e.state in wrong] == []
    shown = [said.message for said in told.chat.said.values()]
    assert "zoom" not in json.dumps([[m.text, m.blocks] for m in shown]).casefold()


def test_who_was_there_is_told_by_two_taps_and_counts_as_having_met(told):
    told.until("2027-02-17 21:00")
    with told.look() as setting:
        room = setting.memory.plans.published("s01").rooms[0]
        host = setting.person(room.host)
    (card,) = [
        s
        for s in told.told(host, "You keep time in")
        if "Who was here?" in json.dumps(s.message.blocks)
    ]
    missing = next(p for p in room.people if p != room.host)
    form = presence.open_room(told.desk, host, f"s01|{room.name}", facilitates=False)
    here = [p for p in room.people if p != missing]
    presence.tell_room(
        told.desk, host, read_facts(form.body["private_metadata"]), here, [], facilitates=False
    )

    _, months = told_rooms(told.desk)
    assert frozenset(here) in {frozenset(people) for rooms in months[1] for people in rooms}
    assert card
    told.until("2027-02-18 12:00")
    assert told.told(person("nadia"), "does not tell who was") == []


def test_the_host_has_the_link_the_rooms_and_what_to_do_by_hand(told):
    told.until("2027-02-17 19:30")
    seen = on_the_day(told.desk, person("nadia"), 1)

    assert [room.by_hand for room in seen.rooms] == [[], []]
    assert seen.steps[0].startswith("Open 2 rooms in Jitsi when it is time for them")
    assert len(seen.steps) == 1
    assert LINK in seen.where
    assert not [need for need in seen.needs if "place" in need]
    lead, *listing = views.rooms_list(told.desk, "s01").text.splitlines()
    assert "paste into the chat of Jitsi" in lead
    assert [line.split(":")[0] for line in listing] == ["Room 1", "Room 2"]
    assert sum(line.count(",") + 1 for line in listing) == len(NAMES.split())
    assert told.desk.meetings.start_link("whatever") == LINK  # where the Start button leads


def test_calendars_and_ones_own_page_lead_to_the_link(told):
    pearl = person("pearl")
    with told.look() as setting:
        own, calendar = token(setting, pearl.id), calendar_of(setting, pearl.id).rpartition("/")[2]
    file = calendars.fetch(told.desk, calendar).file
    entry = next(
        e for e in Calendar.from_ical(file).events if str(e["uid"]).startswith("session-s01")
    )
    assert entry["url"] == entry["location"] == LINK
    assert "when you are asked, say that you are in Room" in entry["description"]
    assert b"zoom" not in file.lower()
    (first, *_) = own_page.page(told.desk, own).sessions
    assert first.join == LINK
    assert any("Join on Jitsi" in line for line in first.lines)


def test_another_link_in_the_settings_reaches_everyone_who_was_told_the_old_one(told):
    new = "https://other.example.org/room"
    assert fixed_place.follow(told.desk) == 0
    behind(told, new)

    assert fixed_place.follow(told.desk) == 1
    told.work()
    assert all(new in said.text for said in told.told(person("pearl"), "Join on Jitsi"))
    assert fixed_place.follow(told.desk) == 0


def test_from_zoom_to_a_link_between_two_days_nothing_that_waited_goes_astray(company):
    made = company("2027-02-05T12:00", publish_by_hand=False)
    made.begins(cast(f"{NAMES} nadia"), plan_of(2, bare=True), (2027, 2))
    made.until("2027-02-16 12:00")
    behind(made)
    made.desk = replace(made.desk, house=replace(made.desk.house, zoom_hosts=()))
    with made.change() as setting:
        owe_zoom(
            setting,
            "meeting-rooms",
            "late",
            setting.session("s01"),
            expires_at=setting.session("s01").ends_at,
        )

    assert fixed_place.follow(made.desk) == 1
    made.until("2027-02-19 12:00")

    (news,) = made.told(person("pearl"), "Your room for")
    assert "Join on Jitsi" in news.text
    assert [e.state for e in made.effects("late")] == [State.CANCELLED]
    assert made.told(person("nadia"), "does not tell who was") == []
    with made.look() as setting:
        assert setting.memory.meetings.get("s01").trouble == ""


def test_from_a_link_to_zoom_a_session_ahead_gets_a_meeting_of_its_own_once(told):
    zoom = Places()
    house = replace(told.desk.house, zoom_hosts=("host@example.org",))
    told.desk = replace(told.desk, meetings=zoom, house=house)

    assert fixed_place.follow(told.desk) == 1
    told.work()
    assert fixed_place.follow(told.desk) == 0
    told.work()

    assert len(zoom.opened) == 1
    assert len(zoom.rooms[-1]) == 2
    assert (
        "Join on Zoom: <https://zoom.example/j/1>"
        in told.told(person("pearl"), "Your room for")[0].text
    )


def test_a_session_that_is_called_off_and_takes_place_after_all_has_the_same_link(told):
    calling_off.call_off(told.desk, "s01", why="Snow", by="p014")
    told.work()
    calling_off.take_place(told.desk, "s01", by="p014")
    told.until("2027-02-16 14:00")

    with told.look() as setting:
        record = setting.memory.meetings.get("s01")
    assert (record.state, record.join_url) == ("made", LINK)
    assert [e.state for e in told.effects("s01:meeting:close:")] == [State.DONE]


def test_a_zoom_address_that_the_roster_holds_is_neither_asked_for_nor_lost(told):
    pearl = person("pearl")
    SENT["details"](told.desk, pearl, {}, {"zone": "Europe/Paris", "language": "fr"})

    with told.look() as setting:
        kept = setting.person(pearl.id)
    assert (kept.zone, kept.zoom_email) == ("Europe/Paris", pearl.zoom_email)


def test_one_address_for_several_binds_nobody_together_where_nothing_is_placed_by_it(company):
    people = [replace(person(name), zoom_email="ward@example.org") for name in NAMES.split()]

    def notices(made):
        made.begins([*people, person("nadia")], plan_of(2, bare=True), (2027, 2))
        made.until("2027-02-14 12:00")
        with made.look() as setting:
            plan = setting.memory.plans.latest("s01")
        assert len(plan.rooms) == 2
        return " ".join(plan.notices)

    assert "Zoom" not in notices(behind(company("2027-02-05T12:00", zoom_hosts=())))


def test_a_change_late_on_the_day_is_shown_to_people_and_not_pressed(told):
    told.until("2027-02-17 19:50")
    reply(told.desk, "s01", person("pearl").id, Rsvp.NO)
    page = views.rooms_now(told.desk, "s01")
    assert "press" not in page.text.replace("See the fewest moves", "")


def test_subgroups_meet_where_it_suits_them(told):
    ted = person("ted")
    with told.change() as setting:
        group = Subgroup(
            id="g1", name="Letters", purpose="", convenor=ted.id, at=setting.now, members=(ted.id,), state="open"
        )  # fmt: skip
        setting.memory.subgroups.save(group)

    window = json.dumps(small_meetings.window(told.desk, "g1", ted.id).body)
    assert "Meet where it suits you" in window
    assert "Zoom" not in window
    with pytest.raises(NoZoom, match="Meet where it suits you"):
        small_meetings.ask(told.desk, "g1", ted.id, slot=None)
