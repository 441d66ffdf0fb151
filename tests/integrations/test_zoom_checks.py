"""The doctor sees what would go wrong on the day, and says what to press to put it right."""

import pytest

from tests.integrations.pretend_zoom import HOST, SCOPES
from tests.integrations.wire import RESET, told

CLASSIC = "meeting:write:admin meeting:read:admin user:read:admin"


def faults(meetings):
    return [found for found in meetings.check() if not found.ok]


def test_a_well_set_up_account_has_nothing_to_cure(meetings):
    found = meetings.check()
    assert [each for each in found if not each.ok or each.cure] == []
    assert len(found) == 5


def test_classic_scopes_do_as_well(meetings, zoom):
    zoom.grant["scope"] = CLASSIC
    assert faults(meetings) == []


def test_missing_scopes_are_named_with_the_place_to_add_them(meetings, zoom):
    zoom.grant["scope"] = SCOPES.replace("meeting:update:meeting:admin ", "")
    (fault,) = faults(meetings)
    assert "meeting:update:meeting:admin" in fault.what
    assert "choose Scopes, add meeting:update:meeting:admin" in fault.cure


@pytest.mark.parametrize(
    ("scope", "undone"),
    [
        ("user:read:user:admin", "licences cannot be checked"),
        ("meeting:read:list_past_instances:admin", "who was at a session"),
        ("meeting:read:list_past_participants:admin", "who was at a session"),
    ],
)
def test_a_scope_one_can_do_without_is_a_warning(meetings, zoom, scope, undone):
    zoom.grant["scope"] = SCOPES.replace(scope, "")
    (fault,) = faults(meetings)
    assert fault.warning
    assert undone in fault.what


def test_unknown_scopes_are_a_warning(meetings, zoom):
    del zoom.grant["scope"]
    assert [fault.warning for fault in faults(meetings)] == [True]


def test_scopes_are_those_of_this_moment(meetings, zoom):
    zoom.grant["scope"] = "meeting:read:admin"
    assert faults(meetings)
    zoom.grant["scope"] = CLASSIC
    assert faults(meetings) == []


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ({"type": 1, "status": "active"}, "40 minutes"),
        ({"type": 99, "status": "active"}, "no Zoom Meetings licence"),
        ({"type": 2, "status": "pending"}, "not active"),
    ],
)
def test_a_host_without_what_it_takes_is_told(meetings, zoom, person, words):
    zoom.person = person
    (fault,) = faults(meetings)
    assert words in fault.what
    assert fault.cure


def test_either_breakout_setting_that_is_off_is_told_apart(meetings, zoom):
    zoom.in_meeting = {"breakout_room": False, "breakout_room_schedule": True}
    assert "breakout rooms are switched off" in faults(meetings)[0].what
    zoom.in_meeting = {"breakout_room": True, "breakout_room_schedule": False}
    (fault,) = faults(meetings)
    assert "Assign participants to breakout rooms when scheduling" in fault.cure
    zoom.in_meeting = {}
    assert [fault.warning for fault in faults(meetings)] == [True, True]


def test_meetings_without_a_passcode_are_a_warning(meetings, zoom):
    kept = {
        "in_meeting": zoom.in_meeting,
        "schedule_meeting": {"require_password_for_scheduling_new_meetings": False},
    }
    zoom.misbehave("GET", told(kept), path="/settings")
    (fault,) = faults(meetings)
    assert fault.warning
    assert "passcode" in fault.what


def test_no_host_wrong_credentials_and_a_broken_line_are_findings_and_not_crashes(zoom, clock):
    assert "hosts" in faults(zoom.meetings_for(clock, hosts=()))[0].cure
    (fault,) = zoom.meetings_for(clock, client_secret="wrong").check()
    assert "client secret" in fault.cure
    zoom.misbehave("GET", RESET)
    assert f"{HOST}: the licence" in faults(zoom.meetings_for(clock))[0].what
    unknown = told({"code": 1001, "message": "x"}, 404)
    zoom.misbehave("GET", unknown, times=2)
    assert len(faults(zoom.meetings_for(clock))) == 2


def test_scopes_beyond_what_is_used_are_named(meetings, zoom):
    zoom.grant["scope"] = (
        f"{SCOPES} recording:read:admin account:write:admin meeting:read:participant"
    )
    (fault,) = faults(meetings)
    assert fault.warning
    assert fault.what.endswith(": account:write:admin, recording:read:admin.")
