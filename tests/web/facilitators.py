"""A whole programme behind an open door, and facilitators who sign in to their pages there."""

import re
from dataclasses import replace
from datetime import datetime
from html import unescape

import pytest
import requests

from bot.facilitation import rooms, signing_in
from bot.facilitation.people import import_roster
from bot.facilitation.programmes import load_plan
from bot.main import plan_from
from bot.web.app import create_app
from bot.web.serving import serve_web
from tests.plays.scripts import cast, plan_of, sample_people

NADIA, OSRIC, PEARL = (sample_people()[name] for name in ("nadia", "osric", "pearl"))
PLAN = plan_of(2, 3, without=["rsvp"], bare=True)
ALL = "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka gil nadia osric"
PLACE = "http://convener.example.org"


@pytest.fixture
def house(desk):
    """A community of fifteen with two facilitators, three sessions ahead of them."""
    whole = replace(desk, read_plan=plan_from, house=replace(desk.house, public_url=PLACE))
    import_roster(whole, cast(ALL))
    load_plan(whole, PLAN, plan_from(PLAN), start=(2027, 3))
    return whole


@pytest.fixture
def door(house):
    server = serve_web(create_app(house), "127.0.0.1:0", threads=2)
    yield server.url
    server.close()


@pytest.fixture
def drawn(house):
    """Rooms of the first session are proposed, five days before it."""
    house.clock.instant = datetime.fromisoformat("2027-03-12T12:00+00:00")
    return rooms.draw_now(house, "s01", by=NADIA.id)


def now(house):
    """The newest rooms of the first session."""
    with house.store.read() as memory:
        return memory.plans.latest("s01")


class Browser:
    """A facilitator's browser without its picture: it keeps its cookie and sends forms as the page has them."""

    def __init__(self, house, door, person):
        self.house, self.door, self.kept = house, door, requests.Session()
        self.person = person

    def signs_in(self):
        key = key_for(self.house, self.person)
        return self.kept.post(f"{self.door}/facilitate/enter", data={"key": key}, timeout=30)

    def opens(self, path):
        return self.kept.get(f"{self.door}{path}", timeout=30)

    def sends(self, path, page=None, **form):
        """Post a form with the proof that a page of ours carries."""
        proof = proof_on(page if page is not None else self.opens("/facilitate/"))
        return self.kept.post(f"{self.door}{path}", data={"proof": proof, **form}, timeout=30)

    def reads(self, path):
        return words_of(self.opens(path).text)


@pytest.fixture
def nadia(house, door):
    browser = Browser(house, door, NADIA)
    assert browser.signs_in().status_code == 200
    return browser


@pytest.fixture
def osric(house, door):
    browser = Browser(house, door, OSRIC)
    assert browser.signs_in().status_code == 200
    return browser


def key_for(house, person):
    return signing_in.way_in(house, person.id, by=person.id).partition("key=")[2]


def proof_on(page):
    return re.search(r'name="proof" value="([^"]+)"', page.text)[1]


def words_of(html):
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
