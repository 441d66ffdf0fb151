"""Facilitators sign in by a link that opens once; whoever is none, or is none any more, is out at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from bot.facilitation import personal_links, signing_in
from bot.facilitation.setting import Setting
from bot.facilitation.signing_in import ENTER, NoPages, OnlyForFacilitators
from bot.web.app import create_app
from bot.web.serving import serve_web
from tests.web.facilitators import (
    NADIA,
    OSRIC,
    PEARL,
    PLACE,
    Browser,
    door,
    house,
    key_for,
    nadia,
    osric,
    proof_on,
)

__all__ = ["door", "house", "nadia", "osric"]


def traces(house):
    with house.store.read() as memory:
        return [(line.who, line.did) for line in memory.traces.find()][-2:]


def test_looking_at_a_link_spends_nothing_and_its_button_opens_once(house, door):
    browser, key = Browser(house, door, NADIA), key_for(house, NADIA)
    for _ in range(3):  # Slack looks, a mail program looks, Nadia looks
        seen = browser.opens(f"/facilitate/enter?key={key}")
        assert (seen.status_code, NADIA.name in seen.text) == (200, True)
        assert browser.kept.cookies.get_dict() == {}

    opened = browser.kept.post(f"{door}/facilitate/enter", data={"key": key}, timeout=30)
    again = requests.post(f"{door}/facilitate/enter", data={"key": key}, timeout=30)

    assert (opened.status_code, opened.url) == (200, f"{door}/facilitate/")
    assert "Needs you" in opened.text
    assert again.status_code == requests.get(seen.url, timeout=30).status_code == 403
    assert "opens nothing any more" in again.text
    assert traces(house) == [
        (NADIA.id, "made a link to the facilitators' pages"),
        (NADIA.id, "signed in to the facilitators' pages"),
    ]


def test_without_a_session_every_page_says_how_to_get_in(door):
    for path in ("/facilitate/", "/facilitate/session/1"):
        page = requests.get(f"{door}{path}", timeout=30)
        assert (page.status_code, "/convene web" in page.text) == (403, True)


def another_purpose(house, person_id):
    with house.store.read() as memory:
        return personal_links.mint(Setting(house, memory), "day", person_id)


@pytest.mark.parametrize(
    "made",
    [
        lambda house: key_for(house, NADIA)[:-2] + "xx",
        lambda house: house.links.mint(ENTER, {"person": "p999"}),
        lambda house: house.links.mint(ENTER, {"person": PEARL.id}),
        lambda house: another_purpose(house, NADIA.id),
    ],
    ids=["changed", "nobody", "a participant", "for something else"],
)
def test_no_other_link_opens_the_pages(house, door, made):
    answer = requests.post(f"{door}/facilitate/enter", data={"key": made(house)}, timeout=30)

    assert (answer.status_code, answer.cookies.get_dict()) == (403, {})


def test_links_and_sessions_end_by_themselves(house, door, nadia, monkeypatch):
    key = key_for(house, OSRIC)
    monkeypatch.setattr(signing_in, "LINK_GOOD_FOR", timedelta(seconds=-1))
    monkeypatch.setattr(signing_in, "SESSION_GOOD_FOR", timedelta(seconds=-1))

    assert requests.get(f"{door}/facilitate/enter?key={key}", timeout=30).status_code == 403
    assert nadia.opens("/facilitate/").status_code == 403


def test_who_is_no_facilitator_any_more_is_out_at_once(house, nadia):
    assert nadia.opens("/facilitate/").status_code == 200
    with house.store.begin() as memory:
        memory.people.save(replace(memory.people.get(NADIA.id), role="patient"))
    assert nadia.opens("/facilitate/").status_code == 403


def test_who_left_is_out_at_once_and_so_is_whose_links_are_revoked(house, nadia, osric):
    personal_links.revoke(house, OSRIC.id)
    with house.store.begin() as memory:
        memory.people.save(replace(memory.people.get(NADIA.id), standing="left"))
    assert nadia.opens("/facilitate/").status_code == osric.opens("/facilitate/").status_code == 403
    assert osric.signs_in().status_code == 200


def test_signing_out_ends_the_session_wherever_a_copy_of_it_may_be(nadia):
    copied = dict(nadia.kept.cookies)
    page = nadia.sends("/facilitate/leave")

    assert "You are signed out" in page.text
    assert nadia.kept.cookies.get_dict() == {}
    assert requests.get(f"{nadia.door}/facilitate/", cookies=copied, timeout=30).status_code == 403


def test_a_form_counts_only_with_the_proof_of_its_own_session_and_from_our_own_page(nadia, osric):
    other = proof_on(osric.opens("/facilitate/"))
    own = proof_on(nadia.opens("/facilitate/"))
    for form, headers in (
        ({}, {}),
        ({"proof": ""}, {}),
        ({"proof": other}, {}),
        ({"proof": own}, {"Sec-Fetch-Site": "cross-site"}),
        ({"proof": own}, {"Sec-Fetch-Site": "same-site"}),
        ({"proof": own}, {"Origin": "https://elsewhere.example"}),
    ):
        refused = nadia.kept.post(
            f"{nadia.door}/facilitate/leave", data=form, headers=headers, timeout=30
        )
        assert refused.status_code == 403
    assert nadia.opens("/facilitate/").status_code == 200


def test_the_cookie_is_for_this_host_alone_and_for_no_script(house):
    secure = replace(house, house=replace(house.house, public_url="https://convener.example.org"))
    server = serve_web(create_app(secure), "127.0.0.1:0", threads=2)
    key = key_for(secure, NADIA)
    answer = requests.post(
        f"{server.url}/facilitate/enter", data={"key": key}, allow_redirects=False, timeout=30
    )
    server.close()
    cookie = answer.headers["Set-Cookie"]

    assert cookie.startswith("__Host-convener-facilitating=")
    for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"):
        assert part in cookie.split("; ")
    assert "Domain" not in cookie


def test_a_link_is_made_only_for_facilitators_and_where_the_world_can_reach_us(house):
    with pytest.raises(OnlyForFacilitators, match=PEARL.name):
        signing_in.way_in(house, PEARL.id, by="machine")
    alone = replace(house, house=replace(house.house, public_url=""))
    with pytest.raises(NoPages):
        signing_in.way_in(alone, NADIA.id, by="machine")
    assert signing_in.way_in(house, NADIA.id, by="machine").startswith(f"{PLACE}/facilitate/enter?")
