"""A meeting is made once, found again, given its rooms and moved; Zoom's silence is never taken for yes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.meetings import MeetingWish, OnlineRoom
from bot.ports import ComeBack, Gone, Refused, Uncertain
from tests.integrations.pretend_zoom import HOST, NOON
from tests.integrations.wire import GARBLED, RESET, SILENCE, Told, told

WISH = MeetingWish(
    ref="session:4:meeting",
    host=HOST,
    topic="Session 4: Going home from hospital",
    starts_at=NOON + timedelta(days=7),
    minutes=90,
    zone="Europe/London",
    agenda="We listen first.",
)
ROOMS = (
    OnlineRoom(name="Room 1", addresses=("Ana@example.org", "ana@example.org ", "bo@example.org")),
    OnlineRoom(name="Room 2", addresses=("BO@example.org", "", "cy@example.org")),
)
KEPT = (
    OnlineRoom(name="Room 1", addresses=("Ana@example.org", "bo@example.org")),
    OnlineRoom(name="Room 2", addresses=("cy@example.org",)),
)


def test_an_opened_meeting_says_what_zoom_kept(meetings, zoom):
    meeting = meetings.open(WISH)

    assert (meeting.id, meeting.ref, meeting.host) == ("95204914252", WISH.ref, HOST)
    assert (meeting.starts_at, meeting.minutes) == (WISH.starts_at, 90)
    assert meeting.join_url.startswith("https://zoom.example/j/")
    assert meeting.passcode == "p4ss"
    assert meeting.rooms == ()


def test_a_meeting_is_asked_for_as_a_single_one_with_its_reference_first_and_no_rooms(
    meetings, zoom
):
    meetings.open(replace(WISH, topic="T" * 300, agenda="a" * 3000))

    body = zoom.calls("POST")[0].words()
    assert body["agenda"].startswith("ref: session:4:meeting\n")
    assert (len(body["agenda"]), len(body["topic"])) == (2000, 200)
    assert (body["type"], body["start_time"]) == (2, "2027-02-24T12:00:00Z")
    assert (body["timezone"], body["duration"]) == ("Europe/London", 90)
    assert not {"breakout_room", "alternative_hosts"} & set(body["settings"])
    assert body["settings"]["join_before_host"] is not body["settings"]["waiting_room"]


def test_what_we_send_is_what_zooms_document_allows(meetings, zoom, contract):
    jsonschema = pytest.importorskip("jsonschema")
    paths = contract("zoom/zoom-openapi-subset.json")["paths"]
    made = meetings.open(WISH)
    meetings.assign_rooms(made.id, ROOMS)
    meetings.move(made.id, starts_at=WISH.starts_at, minutes=60, zone="UTC")

    for path, verb in (("/users/{userId}/meetings", "post"), ("/meetings/{meetingId}", "patch")):
        schema = paths[path][verb]["requestBody"]["content"]["application/json"]["schema"]
        for asked in zoom.calls(verb.upper()):
            jsonschema.Draft4Validator(schema).validate(asked.words())
            settings = asked.words().get("settings", {})
            assert set(asked.words()) <= set(schema["properties"])
            assert set(settings) <= set(schema["properties"]["settings"]["properties"])


def test_the_installations_own_settings_count_but_rooms_stay_ours(zoom, clock):
    wishes = {"waiting_room": True, "breakout_room": {"enable": True}, "alternative_hosts": "x"}
    zoom.meetings_for(clock, settings=wishes).open(WISH)

    settings = zoom.calls("POST")[0].words()["settings"]
    assert settings["waiting_room"] is True
    assert not {"breakout_room", "alternative_hosts"} & set(settings)


@pytest.mark.parametrize("lost", [RESET, SILENCE, GARBLED, Told(status=503)])
def test_a_lost_reply_leaves_one_meeting_that_is_found_again(meetings, zoom, lost):
    zoom.misbehave("POST", lost, path="/v2/", after=True)

    with pytest.raises(Uncertain):
        meetings.open(WISH)

    assert meetings.find(WISH).id == "95204914252"
    assert len(zoom.calls("POST")) == 1


def test_an_answer_without_a_number_is_no_answer(meetings, zoom):
    zoom.misbehave("POST", told({"topic": "?"}, 201), path="/v2/")
    with pytest.raises(Uncertain):
        meetings.open(WISH)


def test_an_answer_without_a_link_is_looked_up_and_never_filled_in(meetings, zoom):
    zoom.misbehave("POST", told({"id": 1, "start_time": "2027-02-24T12:00:00Z"}, 201), path="/v2/")
    with pytest.raises(Uncertain):
        meetings.open(WISH)


def test_a_meeting_that_was_never_made_is_not_found(meetings):
    assert meetings.find(WISH) is None


def test_only_the_exact_reference_counts_and_every_page_is_looked_through(meetings, zoom):
    zoom.page_size = 2
    for number in (41, 42, 40, 4):
        meetings.open(replace(WISH, ref=f"session:{number}"))

    assert meetings.find(replace(WISH, ref="session:4")).id == "95204914255"
    assert len(zoom.calls("GET", "/users/")) == 2
    assert zoom.calls("GET", "/users/")[0].query["type"] == "upcoming"


def test_of_several_meetings_for_one_wish_the_earliest_is_taken_and_the_others_are_named(
    meetings, zoom, caplog
):
    first, second, third = (meetings.open(WISH).id for _ in range(3))
    zoom.meetings[first]["created_at"] = "2027-01-09T00:00:00Z"

    assert meetings.find(WISH).id == second
    assert meetings.doubles(WISH) == (third, first)
    assert "3" in caplog.text
    assert WISH.topic not in caplog.text


def test_a_meeting_removed_while_it_is_looked_up_is_passed_over(meetings, zoom):
    meetings.open(WISH)
    second = meetings.open(WISH).id
    gone = told({"code": 3001, "message": "Meeting does not exist"}, 404)
    zoom.misbehave("GET", gone, path="/v2/meetings/")

    assert meetings.find(WISH).id == second


def test_pages_that_never_end_are_left(meetings, zoom):
    endless = told({"meetings": [], "next_page_token": "again"})
    zoom.misbehave("GET", endless, path="/users/", times=99)

    assert meetings.find(WISH) is None
    assert len(zoom.calls("GET")) == 2


@pytest.mark.parametrize("ref", ["", "two words", "x" * 201])
def test_a_reference_that_could_not_be_found_again_is_refused_before_asking(meetings, zoom, ref):
    with pytest.raises(Refused, match="reference"):
        meetings.open(replace(WISH, ref=ref))
    assert zoom.calls("POST") == []


def test_rooms_are_given_as_a_whole_list_with_each_address_once(meetings, zoom):
    made = meetings.open(WISH)

    assert meetings.assign_rooms(made.id, ROOMS).rooms == KEPT
    body = zoom.calls("PATCH")[0].words()
    assert body["settings"]["breakout_room"]["enable"] is True
    assert set(body) == {"settings"}


def test_no_rooms_at_all_switches_them_off(meetings, zoom):
    made = meetings.open(WISH)
    meetings.assign_rooms(made.id, ROOMS)

    assert meetings.assign_rooms(made.id, ()).rooms == ()
    assert zoom.calls("PATCH")[1].words() == {"settings": {"breakout_room": {"enable": False}}}


def test_rooms_that_zoom_drops_without_a_word_are_seen_to_be_missing(meetings, zoom):
    zoom.keeps_rooms = False
    made = meetings.open(WISH)
    assert meetings.assign_rooms(made.id, ROOMS).rooms == ()


def test_rooms_that_are_listed_but_switched_off_do_not_count(meetings, zoom):
    made = meetings.open(WISH)
    kept = {"enable": False, "rooms": [{"name": "Room 1", "participants": []}]}
    zoom.meetings[made.id]["settings"]["breakout_room"] = kept
    assert meetings.read(made.id).rooms == ()


@pytest.mark.parametrize(
    ("rooms", "code"),
    [
        ([OnlineRoom(name=f"R{n}") for n in range(51)], "too_many_rooms"),
        ([OnlineRoom(name="R", addresses=tuple(f"{n}@x" for n in range(201)))], "too_many_people"),
        ([OnlineRoom(name="Room"), OnlineRoom(name="room ")], "room_names"),
        ([OnlineRoom(name=" ")], "room_names"),
    ],
)
def test_rooms_beyond_zooms_limits_are_refused_before_asking(meetings, zoom, rooms, code):
    with pytest.raises(Refused) as no:
        meetings.assign_rooms("95204914252", rooms)
    assert no.value.code == code
    assert zoom.calls("PATCH") == []


@pytest.mark.parametrize("lost", [RESET, SILENCE, Told(status=500)])
def test_rooms_given_but_not_heard_of_are_uncertain(meetings, zoom, lost):
    made = meetings.open(WISH)
    zoom.misbehave("PATCH", lost, after=True)

    with pytest.raises(Uncertain):
        meetings.assign_rooms(made.id, ROOMS)
    assert meetings.read(made.id).rooms == KEPT


@pytest.mark.parametrize("lost", [RESET, Told(status=500), told({"code": 429}, 429)])
def test_rooms_that_could_not_be_read_back_are_uncertain_and_not_undone(meetings, zoom, lost):
    made = meetings.open(WISH)
    zoom.misbehave("GET", lost)
    with pytest.raises(Uncertain):
        meetings.assign_rooms(made.id, ROOMS)


def test_a_meeting_can_be_moved_and_is_read_back(meetings, zoom):
    made = meetings.open(WISH)
    later = WISH.starts_at + timedelta(days=1)

    moved = meetings.move(made.id, starts_at=later, minutes=60, zone="America/New_York")

    assert (moved.id, moved.starts_at, moved.minutes) == (made.id, later, 60)
    assert zoom.meetings[made.id]["timezone"] == "America/New_York"


def test_a_time_that_zoom_passed_over_is_told(meetings):
    made = meetings.open(WISH)
    with pytest.raises(Refused, match="old time"):
        meetings.move(made.id, starts_at=NOON - timedelta(days=1), minutes=90, zone="UTC")


def test_closing_twice_is_closing_once(meetings, zoom):
    made = meetings.open(WISH)
    meetings.close(made.id)
    meetings.close(made.id)
    assert zoom.meetings == {}


def test_a_wrong_address_is_not_taken_for_a_meeting_that_is_gone(meetings, zoom):
    zoom.misbehave("DELETE", Told(status=404, body=b"<html>no such page</html>"))
    with pytest.raises(Refused, match="api_base_url") as no:
        meetings.close("95204914252")
    assert not isinstance(no.value, Gone)


def test_reading_moving_and_seating_a_meeting_that_is_gone_says_so(meetings):
    with pytest.raises(Gone):
        meetings.read("1")
    with pytest.raises(Gone):
        meetings.assign_rooms("1", ROOMS)
    with pytest.raises(Gone):
        meetings.move("1", starts_at=WISH.starts_at, minutes=90, zone="UTC")


def test_the_start_link_is_fetched_now_and_shows_up_nowhere_else(meetings, zoom, caplog):
    caplog.set_level(0)
    made = meetings.open(WISH)
    shown = [repr(made), repr(meetings.read(made.id)), repr(vars(meetings)), repr(meetings)]
    zoom.misbehave("GET", told({**zoom.meetings[made.id], "join_url": ""}))
    with pytest.raises(Refused) as no:
        meetings.read(made.id)

    assert meetings.start_link(made.id).endswith("zak=very-secret")
    assert "very-secret" not in "".join([*shown, caplog.text, str(no.value), repr(no.value)])


def test_no_start_link_is_said_and_none_is_made_up(meetings, zoom):
    made = meetings.open(WISH)
    del zoom.meetings[made.id]["start_url"]
    with pytest.raises(Refused, match="no start link"):
        meetings.start_link(made.id)


def test_dial_in_numbers_are_read_for_people(meetings, zoom):
    made = meetings.open(WISH)
    zoom.meetings[made.id]["settings"]["global_dial_in_numbers"] = [
        {"number": "+44 1", "country": "GB", "country_name": "UK", "city": "London"},
        {"number": "+1 2", "country": "US"},
        {"number": "+3"},
        {"country": "SE"},
        "odd",
    ]
    assert meetings.read(made.id).dial_in == ("+44 1 (UK, London)", "+1 2 (US)", "+3")


def test_a_meeting_somebody_made_recurring_is_read_by_its_first_date(meetings, zoom):
    made = meetings.open(WISH)
    kept = zoom.meetings[made.id]
    for odd in ("some day", None):
        kept["start_time"] = odd
        with pytest.raises(Refused, match="single meeting"):
            meetings.read(made.id)

    dates = ("2027-04-01T12:00:00Z", "2027-03-01T12:00:00Z")
    kept["occurrences"] = [{"start_time": date} for date in dates]
    assert meetings.read(made.id).starts_at.month == 3


def test_a_read_that_fails_is_asked_again_later(meetings, zoom):
    made = meetings.open(WISH)
    for lost in (RESET, SILENCE, GARBLED, Told(status=502)):
        zoom.misbehave("GET", lost)
        with pytest.raises(ComeBack):
            meetings.read(made.id)


def test_a_hosts_and_a_meetings_name_cannot_lead_elsewhere(meetings, zoom):
    with pytest.raises(Gone):
        meetings.read("1/../../users/x")
    assert zoom.peer.asked[-1].path == "/v2/meetings/1%2F..%2F..%2Fusers%2Fx"
