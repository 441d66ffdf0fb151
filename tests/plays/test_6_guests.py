"""Step 6: a guest from outside, from invitation to thanks over real SMTP, swapped late; somebody without Slack reads
mail.
"""

import re

import pytest
import requests
from icalendar import Calendar

from integrations.sandbox.post import PostStandIn
from tests.plays.scripts import cast, plan_of

PEOPLE = cast("pearl ted kwabena doreen nadia osric")
DOREEN = next(p for p in PEOPLE if p.name.startswith("Doreen"))
PLAN = plan_of(3, without=["rsvp"], bare=True, notices='"-7d", "-24h"')
ADA, BO = "ada@guests.example", "bo@guests.example"


@pytest.fixture
def post():
    with PostStandIn() as office:
        yield office
        assert office.violations == []
        assert office.doubled == []


@pytest.fixture
def stage(theatre, post):
    """Three weeks before a session; Doreen is not in Slack."""
    here = [p for p in PEOPLE if p is not DOREEN]
    return theatre.opens(
        people=PEOPLE, on_slack=here, start=(2027, 3), plan=PLAN, at="2027-02-24T12:00", mail=post.port
    )  # fmt: skip


def writes_down(facilitator, name, email, city):
    road = {"How I write to them": "By mail"}
    fields = {"Their name": name, "Their address": email, "Their time zone, by its city": city}
    facilitator.fills(fields | road)
    return facilitator.sends()


def asked(post, email):
    files = [Calendar.from_ical(one.calendar) for one in post.to(email) if one.calendar]
    return [(str(file["method"]), int(file.events[0]["sequence"])) for file in files]


def test_a_guest_comes_another_comes_instead_and_is_thanked(stage, post):
    nadia, pearl = stage.nadia, stage.pearl
    assert "The mail server answers" in stage.convener("doctor").stdout
    assert "Nobody is invited." in nadia.types("/convene guest 1")
    nadia.presses("Invite a guest")
    assert "Ada Bí is written to" in writes_down(nadia, "Ada Bí", ADA, "America/Sao_Paulo")
    stage.until("2027-02-25 16:00")
    (invited,) = post.to(ADA)
    assert "in Sao Paulo" in invited.text

    assert "without your name" in pearl.types("/convene guest question 1 What helped you most?")
    stage.until(
        "2027-03-16 20:00"
    )  # the day before: everybody's reminder names Ada, who knows the link
    assert pearl.was_told("Our guest: Ada Bí")
    assert "What helped you most?" in post.to(ADA)[-1].text

    page, _, key = re.search(r"http\S+/me/mail\?key=\S+", post.to(DOREEN.email)[-1].text)[
        0
    ].partition("?key=")
    assert "Our guest: Ada Bí" in requests.get(page, {"key": key}, timeout=30).text
    said = {"key": key, "session": "s01", "answer": "yes"}
    assert "You said yes." in requests.post(page.replace("/mail", "/coming"), said, timeout=30).text
    assert (
        "try again"
        in requests.post(page.replace("/mail", "/coming"), said | {"answer": "?"}, timeout=30).text
    )
    nadia.types("/convene guest 1")
    nadia.presses("Somebody else comes")
    assert "Bo comes in place of Ada Bí" in writes_down(nadia, "Bo", BO, "Asia/Tokyo")
    stage.until("2027-03-17 16:00")

    assert pearl.was_told("Bo, in place of Ada Bí")
    assert pearl.was_told("Our guest: Ada Bí") == []  # what stands says so, too
    assert [m for m in post.to(DOREEN.email) if "Bo, in place of Ada Bí" in m.text]
    assert asked(post, ADA)[-1] == ("CANCEL", 1)
    assert asked(post, BO) == [("REQUEST", 0)] * 2
    brief = post.to(BO)[-1].text
    assert "What helped you most?" in brief
    assert pearl.name not in brief
    assert "Join on Zoom: http" in brief

    stage.until("2027-03-18 16:00")
    assert "Thank you" in str(post.to(BO)[-1].mail["Subject"])
    assert "thanked" in nadia.types("/convene guest 1")
    assert "@" not in pearl.types("/convene guest 1")

    ends = re.search(r"http\S+/me/mail\?key=\S+", post.to(DOREEN.email)[-1].text)[0]
    assert "No more mail" in requests.get(ends, timeout=30).text
    assert (
        "no more mail" in requests.post(ends, timeout=30).text
    )  # as a mail program's own button does
    assert requests.get(f"{ends}x", timeout=30).status_code == 403
