"""Who may ask Zoom, how often, and by which paths."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import requests

from integrations.sandbox.world import World
from tests.sandbox.test_zoom_meetings import SESSION


def test_a_hundred_meetings_made_or_changed_is_a_hosts_day(world: World, zoom):
    world.zoom.account.limits = True
    made = zoom.create(**SESSION).json()["id"]
    for number in range(99):
        if number % 25 == 0:
            world.clock.advance(timedelta(seconds=2))
        zoom.ask("PATCH", f"/meetings/{made}", json={"duration": 60 + number})
    world.clock.advance(timedelta(seconds=2))
    assert world.zoom.account.spent_today("host@example.org") == 100
    refused = zoom.ask("PATCH", f"/meetings/{made}", json={"duration": 30})
    assert refused.status_code == 429
    assert "daily" in refused.json()["message"]
    assert refused.headers["Retry-After"] == "2027-02-02T00:00:00Z"
    assert refused.headers["X-RateLimit-Type"] == "Daily-limit"
    assert zoom.read(made)["duration"] == 158
    world.clock.set(world.clock.now().replace(day=2, hour=0))
    assert zoom.ask("PATCH", f"/meetings/{made}", json={"duration": 30}).status_code == 204


def test_an_account_has_so_many_calls_a_second(world: World, zoom):
    said = [zoom.ask("GET", "/users/host@example.org").status_code for _ in range(31)]
    assert said == [200] * 30 + [429]
    world.clock.advance(timedelta(seconds=1))
    assert zoom.ask("GET", "/users/host@example.org").status_code == 200


def test_tokens_are_for_those_who_know_the_secret(world: World):
    account, url = world.zoom.account, world.zoom.oauth_url
    good = {"grant_type": "account_credentials", "account_id": account.id}
    who = (account.client_id, account.client_secret)

    def asked(auth: tuple = who, **data: str) -> tuple[int, str]:
        answer = requests.post(url, auth=auth, data={**good, **data}, timeout=30)
        return answer.status_code, answer.json().get("error", "")

    assert asked() == (200, "")
    assert asked(auth=("a", "b")) == (400, "invalid_client")
    assert asked(grant_type="password") == (400, "unsupported_grant_type")
    assert asked(account_id="another") == (400, "invalid_request")
    token = requests.post(url, auth=who, data=good, timeout=30).json()
    assert token["expires_in"] == 3599
    assert token["api_url"] + "/v2" == world.zoom.api_url
    account.active = False
    assert asked() == (400, "invalid_request")


def test_a_token_that_is_none_has_run_out_or_was_taken_back(world: World, zoom):
    def refused() -> tuple[int, int, str]:
        answer = zoom.ask("GET", "/users/host@example.org")
        return answer.status_code, answer.json()["code"], answer.json()["message"]

    world.zoom.account.age_tokens()
    assert refused() == (401, 124, "Access token is expired.")
    world.zoom.account.revoke_tokens()
    assert refused() == (401, 124, "Invalid access token.")
    zoom.renew()
    assert zoom.ask("GET", "/users/host@example.org").ok
    zoom.session.headers["Authorization"] = "Bearer nonsense"
    assert refused()[:2] == (401, 124)


def test_a_scope_that_is_missing_is_named(world: World, zoom):
    world.zoom.account.scopes -= {"meeting:write:meeting:admin"}
    refused = zoom.create(**SESSION)
    assert (refused.status_code, refused.json()["code"]) == (400, 4711)
    assert "scopes:[meeting:write:meeting:admin]" in refused.json()["message"]


def test_a_host_who_may_not_schedule_and_one_who_may_not_stand_in_are_refused(world: World, zoom):
    stranger = zoom.create(settings={"alternative_hosts": "obie.lankford@example.org"})
    assert stranger.json()["errors"][0]["field"] == "settings.alternative_hosts"
    assert zoom.create(settings={"alternative_hosts": "host@example.org"}).status_code == 201
    world.zoom.account.hosts["host@example.org"].may_schedule = False
    refused = zoom.create(**SESSION)
    assert (refused.status_code, refused.json()["code"]) == (400, 3161)


def test_a_path_that_zoom_does_not_have_is_a_violation(world: World, zoom):
    assert zoom.ask("POST", "/meetings/1/rooms/open").status_code == 404
    assert len(world.record.violations()) == 1


@pytest.mark.parametrize(
    ("uuid", "once_is_enough"),
    [("a/b/c==", True), ("abc==", True), ("/abc==", False), ("a//c==", False)],
)
def test_a_uuid_that_begins_with_a_slash_or_holds_two_must_be_encoded_twice(
    world: World, zoom, uuid, once_is_enough
):
    stage, made = world.zoom.stage, zoom.create(**SESSION).json()
    stage.attend(made["id"], [("Marlene Voskuil", "marlene.voskuil@example.org")])
    stage.end(made["id"])
    world.zoom.account.meetings[made["id"]].past[-1].uuid = uuid
    once = quote(uuid, safe="")
    for path in (once, f"{once}/participants"):
        answer = zoom.ask("GET", f"/past_meetings/{path}")
        assert answer.status_code == (200 if once_is_enough else 404)
    assert zoom.ask("GET", f"/past_meetings/{quote(once, safe='')}").json()["uuid"] == uuid
