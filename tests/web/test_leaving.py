"""I am leaving, on one's own page: first what would happen, then with a yes."""

from dataclasses import dataclass, replace

import pytest
import requests

from bot.ports import MemoryAway
from bot.store.sql_store import SqlStore
from bot.web.app import create_app


@pytest.fixture
def sends(door, desk, community):
    """Sends the form of somebody's page, as their link opens it."""

    def post(person="p2", path="leave", key="", **form):
        key = key or desk.links.mint("my-stories", {"person": person})
        return requests.post(f"{door}/me/{path}", data={"key": key} | form, timeout=30)

    return post


def standing(store, person="p2"):
    with store.read() as memory:
        return memory.people.get(person).standing


def test_a_first_press_changes_nothing_and_says_what_would_happen(sends, store):
    answer = sends()
    assert answer.status_code == 200
    for words in ("From that moment", "You hold nothing", "Yes, I am leaving", "I stay"):
        assert words in answer.text
    assert standing(store) == "invited"


def test_with_a_yes_they_have_left_and_a_second_one_says_so_again(sends, store, door, desk):
    for _ in range(2):
        answer = sends(yes="yes")
        assert "You have left. Thank you" in answer.text
        assert "Yes, I am leaving" not in answer.text
    assert standing(store) == "left"
    assert "You have left" in sends().text
    key = desk.links.mint("my-stories", {"person": "p2"})
    page = requests.get(f"{door}/me/stories", params={"key": key}, timeout=30).text
    assert "I am leaving" not in page


def test_the_page_offers_it_to_those_who_are_here(door, desk, community):
    key = desk.links.mint("my-stories", {"person": "p2"})
    page = requests.get(f"{door}/me/stories", params={"key": key}, timeout=30).text
    assert "I am leaving" in page
    assert "asked for a yes" in page


def test_the_only_facilitator_stays_and_reads_why(sends, store):
    answer = sends("p1", yes="yes")
    assert "is the only facilitator" in answer.text
    assert standing(store, "p1") == "invited"


def test_a_link_that_is_no_good_lets_nobody_leave(sends, store):
    assert sends(key="forged", yes="yes").status_code == 403
    assert standing(store) == "invited"


@dataclass
class ReadOnly:
    """A store in which nothing can be kept just now."""

    store: SqlStore

    def read(self):
        return self.store.read()

    def begin(self):
        raise MemoryAway


def test_what_could_not_be_kept_is_not_answered_as_done(desk, store, community):
    form = {"key": desk.links.mint("my-stories", {"person": "p2"}), "yes": "yes"}
    client = create_app(replace(desk, store=ReadOnly(store))).test_client()
    answer = client.post("/me/leave", data=form)
    assert answer.status_code == 503
    assert "Try again" in answer.text
    assert standing(store) == "invited"
