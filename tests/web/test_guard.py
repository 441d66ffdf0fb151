"""The door's guard: our own name, a pace for each address, no cookies, and posts only where they are signed."""

import re
from dataclasses import replace

import pytest

from bot.slack.own_acts import OwnActs
from bot.web.app import create_app
from bot.web.guard import BURST, MOST, PER_SECOND, Pace

AWAY = {"REMOTE_ADDR": "203.0.113.9"}
PROXY = {"REMOTE_ADDR": "127.0.0.1"}

WITH_A_PROOF = {
    "/facilitate/actions",
    "/facilitate/actions/close/<subgroup_id>",
    "/facilitate/leave",
    "/facilitate/people/<person_id>/instead",
    "/facilitate/people/<person_id>/zoom",
    "/facilitate/people/import",
    "/facilitate/people/import/yes",
    "/facilitate/plan",
    "/facilitate/session/<int:month>/rehearsal",
    "/facilitate/session/<int:month>/synthesis",
    "/facilitate/session/<int:month>/synthesis/publish",
    "/facilitate/session/<int:month>/rooms",
    "/facilitate/session/<int:month>/rooms/publish",
    "/facilitate/session/<int:month>/rooms/mend",
}


def at_one_instant():
    """Leave to ask that does not come back while a busy machine takes its time."""
    return Pace(lambda: 0.0)


@pytest.fixture
def public(desk):
    house = replace(desk.house, public_url="https://convener.example")
    whole = replace(desk, house=house)
    return create_app(whole, slack_door=lambda request: None, acts=OwnActs(whole))


def status(app, path, *, around=AWAY, **headers):
    return app.test_client().get(path, environ_base=around, headers=headers).status_code


@pytest.mark.parametrize(
    "host", ["convener.example", "CONVENER.example", "127.0.0.1:8080", "[::1]:80"]
)
def test_it_is_asked_under_its_own_name_or_on_the_machine(public, host):
    assert status(public, "/nowhere", Host=host) == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "convener.example.evil.example", "convener.example:81", ""]
)
def test_under_another_name_there_is_nothing(public, host):
    assert status(public, "/nowhere", Host=host) == 400
    assert status(public, "/health/live", Host=host) == 200


def test_browsers_are_told_to_come_by_https_alone(public, desk):
    assert "Strict-Transport-Security" in public.test_client().get("/health/live").headers
    assert "Strict-Transport-Security" not in create_app(desk).test_client().get("/x").headers


def test_who_asks_too_often_is_told_to_wait_and_others_are_not(desk):
    app = create_app(desk, pace=at_one_instant())
    assert status(app, "/facilitate/session/2/start?key=guess") == 403
    seen = [status(app, "/x") for _ in range(int(BURST) + 4)]

    assert seen[: int(BURST) - 1] == [404] * (int(BURST) - 1)
    assert 429 in seen[int(BURST) - 1 :]
    assert status(app, "/health/live") == 429
    assert status(app, "/health/live", around={"REMOTE_ADDR": "203.0.113.10"}) == 200


def test_calendars_and_own_pages_keep_the_same_pace(desk):
    app = create_app(desk, pace=at_one_instant())
    for _ in range(2 * int(BURST)):
        status(app, "/x")
    assert 429 in [status(app, path) for path in ("/calendar/guess.ics", "/me/guess") * 3]


def test_behind_a_proxy_the_one_whom_the_proxy_saw_is_counted(desk):
    app = create_app(desk, pace=at_one_instant())
    for n in range(int(BURST) + 5):
        last = status(app, "/x", around=PROXY, **{"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.9"})

    assert last == 429
    assert status(app, "/x", around=PROXY, **{"X-Forwarded-For": "203.0.113.10"}) == 404


def test_a_pace_comes_back_with_time_and_remembers_only_so_many():
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert [pace.admits("a") for _ in range(int(BURST) + 1)] == [True] * int(BURST) + [False]
    now[0] += 1 / PER_SECOND
    assert [pace.admits("a"), pace.admits("a")] == [True, False]
    assert all(pace.admits(f"{n}") for n in range(MOST + 10))
    assert len(pace._left) == MOST


def test_only_signed_doors_and_signed_links_take_posts(public):
    """Nobody's browser can be made to act for them: without their link, or without the proof of their own session."""
    changing = {
        rule.rule
        for rule in public.url_map.iter_rules()
        if rule.methods - {"GET", "HEAD", "OPTIONS"}
    }
    assert changing == {
        "/slack/events",
        "/zoom/events",
        "/me/stories",
        "/me/word",
        "/me/mail",
        "/me/leave",
        "/me/coming",
        "/me/<token>",
        "/me/<token>/press",
        "/me/<token>/window",
        "/me/at",  # a code out of a letter, which only leads to the page it opens
        *WITH_A_PROOF,
        "/facilitate/enter",
    }


@pytest.mark.parametrize("path", sorted(WITH_A_PROOF))
def test_a_facilitators_form_is_refused_without_a_session(public, path):
    answer = public.test_client().post(re.sub(r"<[^>]+>", "1", path), data={"proof": "x"})
    assert answer.status_code == 403


def test_no_answer_sets_a_cookie(public, community):
    for rule in public.url_map.iter_rules():
        answer = public.test_client().get(rule.rule.replace("<int:month>", "2"))
        assert "Set-Cookie" not in answer.headers, rule.rule
