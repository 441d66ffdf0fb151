"""People as Slack knows them, and what the doctor sees of the app there."""

import pytest

from bot.ports import Gone, Member, Refused
from integrations.slack.scopes import OPTIONAL_SCOPES, REQUIRED_SCOPES
from tests.integrations.pretend_slack import BOT
from tests.integrations.wire import RESET, told

ANA = {
    "id": "U1",
    "name": "ana.b",
    "real_name": "Ana Brito",
    "tz": "America/Sao_Paulo",
    "locale": "pt-BR",
    "profile": {"display_name": "Ana", "real_name": "Ana Brito", "email": "ana@example.org"},
}


def test_a_person_is_read_with_zone_and_language(messenger, slack):
    slack.people["U1"] = ANA
    assert messenger.member("U1") == Member(
        id="U1",
        name="Ana",
        email="ana@example.org",
        zone="America/Sao_Paulo",
        language="pt-BR",
    )
    assert slack.calls("users.info")[0]["include_locale"] == "1"


@pytest.mark.parametrize("mark", ["is_restricted", "is_ultra_restricted", "is_stranger"])
def test_a_guest_is_known_as_one(messenger, slack, mark):
    slack.people["U1"] = {**ANA, mark: True}
    assert messenger.member("U1").guest


@pytest.mark.parametrize(
    ("person", "name", "zone"),
    [
        ({"id": "U1", "name": "ana"}, "ana", ""),
        ({"id": "U1", "real_name": "Ana B", "tz": "Nowhere/Else"}, "Ana B", ""),
        ({"id": "U1", "name": "x", "profile": {"display_name": ""}, "tz": "../etc"}, "x", ""),
        ({"id": "U1", "name": "x", "profile": None, "tz": None}, "x", ""),
    ],
)
def test_a_person_of_whom_little_is_known_is_read_all_the_same(
    messenger, slack, person, name, zone
):
    slack.people["U1"] = person
    member = messenger.member("U1")
    assert (member.name, member.zone, member.email) == (name, zone, "")


def test_somebody_who_left_is_gone(messenger, slack):
    with pytest.raises(Gone):
        messenger.member("U1")
    slack.people["U1"] = {**ANA, "deleted": True}
    with pytest.raises(Gone):
        messenger.member("U1")


def test_a_person_is_looked_up_by_address(messenger, slack):
    slack.people["U1"] = ANA
    assert messenger.look_up(" ana@example.org ").id == "U1"
    assert messenger.look_up("nobody@example.org") is None
    slack.people["U1"] = {**ANA, "deleted": True}
    assert messenger.look_up("ana@example.org") is None


def test_a_look_up_we_may_not_make_is_told_apart_from_nobody(messenger, slack):
    slack.misbehave("users.lookupByEmail", "missing_scope")
    with pytest.raises(Refused):
        messenger.look_up("ana@example.org")


@pytest.fixture
def faults(slack, clock):
    slack.granted = ",".join([*REQUIRED_SCOPES, *OPTIONAL_SCOPES])

    def look(channel="#learning"):
        found = slack.messenger_for(clock, channel=channel).check()
        return [each for each in found if not each.ok]

    return look


def test_a_well_installed_app_has_nothing_to_cure(faults, slack):
    number = slack.add_channel("learning")
    assert faults() == []
    assert faults(number) == []


def test_missing_permissions_are_named(faults, slack):
    slack.add_channel("learning")
    slack.granted = ", ".join(scope for scope in REQUIRED_SCOPES if scope != "groups:write")
    (fault,) = faults()
    assert fault.what == "Permissions missing: groups:write."
    assert "groups:write" in fault.cure


def test_permissions_that_may_be_left_out_are_no_fault(faults, slack):
    slack.add_channel("learning")
    slack.granted = ",".join(REQUIRED_SCOPES)
    assert faults() == []


def test_permissions_slack_does_not_tell_are_a_warning(faults, slack):
    slack.add_channel("learning")
    slack.granted = ""
    assert [fault.warning for fault in faults()] == [True]


def test_a_channel_that_cannot_be_spoken_in_is_told(faults, slack):
    assert "#learning" in faults()[0].what
    assert "C77" in faults("C77")[0].what
    assert "Set channel" in faults("")[0].cure
    number = slack.add_channel("learning", members=["U1"])
    assert "/invite" in faults(number)[0].cure
    slack.channels[number].update(members=[BOT], is_archived=True)
    assert "archived" in faults(number)[0].what


def test_a_token_that_is_not_accepted_is_the_one_finding(faults, slack):
    slack.misbehave("auth.test", "invalid_auth")
    (fault,) = faults()
    assert "token" in fault.cure
    slack.misbehave("auth.test", RESET)
    assert len(faults()) == 1


def test_permissions_beyond_what_is_used_are_named(faults, slack):
    slack.add_channel("learning")
    slack.granted += ",files:read,admin"
    (fault,) = faults()
    assert (fault.warning, fault.what.split(": ")[-1]) == (True, "admin, files:read.")


def test_a_clock_that_is_behind_slacks_is_a_finding(faults, slack):
    slack.add_channel("learning")
    who = {"ok": True, "user_id": BOT, "team": "T", "team_id": "T1"}
    late = told(who, x_oauth_scopes=slack.granted, Date="Thu, 01 Jan 2099 00:00:00 GMT")
    slack.misbehave("auth.test", late, times=5)
    (fault,) = faults()
    assert "timedatectl" in fault.cure
    assert not fault.warning
