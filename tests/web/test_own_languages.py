"""Pages of one's own in one's own language: whoever read before, whatever page it is, until it is known whose it is."""

import re
from dataclasses import replace
from html import unescape
from importlib.resources import files

import pytest
import requests

from bot.domain.errors import NoSuchThing
from bot.facilitation import own_page, own_pages
from bot.facilitation.calendar_links import calendar_of
from bot.facilitation.setting import Setting
from bot.voice.languages import catalogue
from tests.catalogues import said
from tests.plays.scripts import sample_people
from tests.web.test_own_acts import door, me
from tests.web.test_own_pages import PEARL, house, link

__all__ = ["door", "house", "me"]


TED = sample_people()["ted"]
SWEDISH = catalogue("sv").words.gettext
# what participants open in a browser; all else is facilitators' and operators'
OWN = (
    "calendar", "leaving", "mail", "me", "my_stories", "not_available", "own_code", "own_menu", "own_part",
    "own_window", "own_words", "story_gone", "word_asked", "about_person", "not_found", "not_understood", "fallen",
)  # fmt: skip
BETWEEN = re.compile(r"{{.*?}}|{%.*?%}|<[^>]*>", re.DOTALL)


@pytest.fixture
def swedish(house):
    """Pearl reads Swedish; Ted does not."""
    with house.store.begin() as memory:
        memory.people.save(replace(memory.people.get(PEARL.id), language="sv"))


def read(url, **headers):
    return unescape(requests.get(url, headers=headers, timeout=30).text)


def test_each_reads_their_own_language_whoever_read_before(me, door, house, swedish):
    teds = f"{door}{link(house, own_page.address, TED)}"
    for _ in range(3):
        hers, his = read(me), read(teds)
        assert '<html lang="sv">' in hers
        assert SWEDISH("Can you come?") in hers
        assert '<html lang="en">' in his
        assert "Can you come?" in his
    no = requests.post(me, data={"session": "s99", "answer": "yes"}, timeout=30).text
    assert SWEDISH(NoSuchThing.__doc__).partition("{")[0] in unescape(no)


def test_nothing_on_a_swedish_page_or_calendar_is_left_in_english(me, door, house, swedish):
    calendar = f"{door}{link(house, calendar_of)}"
    english = {words for words in said() if isinstance(words, str) and len(words) > 12}
    known = {words for words in english if "{" not in words and SWEDISH(words) != words}
    with house.store.read() as memory:
        setting = Setting(house, memory)
        menu = own_pages.open_to(setting, setting.person(PEARL.id))
    paths = (me, *(f"{me}/{page}" for page in menu), calendar, f"{calendar}.ics")
    pages = {url.removeprefix(me): read(url).replace("\r\n ", "") for url in paths}
    assert len(pages) > 8
    assert {
        url: left for url, page in pages.items() if (left := {w for w in known if w in page})
    } == {}


def test_no_words_stand_on_ones_own_pages_but_those_of_the_catalogues():
    templates = files("bot.web") / "templates"
    bare = {name: BETWEEN.sub(" ", (templates / f"{name}.html").read_text("utf-8")) for name in OWN}
    assert {
        name: words for name, text in bare.items() if (words := re.findall(r"[A-Za-z]{2,}", text))
    } == {}


def test_until_it_is_known_whose_page_it_is_it_follows_the_browser(door):
    for asked, tag in (("pt-PT,pt;q=0.9", "pt-BR"), ("sv", "sv"), ("el", "en"), ("", "en")):
        assert f'<html lang="{tag}">' in read(f"{door}/me/at", **{"Accept-Language": asked})
    assert SWEDISH("There is no such page") in read(f"{door}/me/a/b/c", **{"Accept-Language": "sv"})
    assert '<html lang="en">' in read(f"{door}/nowhere", **{"Accept-Language": "sv"})
