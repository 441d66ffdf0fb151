"""Every act of a participant is found in Slack and on a page of their own, and no button is in neither list."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.facilitation import own_page, own_pages
from bot.facilitation.setting import Setting
from bot.slack.commands import FOR_ALL
from bot.slack.own_acts import OwnActs
from bot.slack.people import FOR_LEAVERS
from bot.voice.acts import ACTS, OF_FACILITATORS, OF_SLACK, act_heard, on_own_page
from bot.voice.own_pages import LABELS, PUT_AWAY
from tests.doors.conftest import SECRETS, STORY, id_of
from tests.doors.test_gestures import tries
from tests.web.visitor import Visitor

HERE = {
    "app_home_opened",
    "story:page",
    "own:page",
    "calendar:open",
}  # the page itself, and its links
BY_FORM = {"rsvp:yes", "rsvp:no", "rsvp:part", "rsvp:unsure"}


@pytest.fixture
def names(house):
    """Everything Slack can tell us of, but the one command, whose words are told apart."""
    return {one.name for one in house.gestures if one.kind != "command"} | {
        f"/convene {word}" for word in FOR_ALL
    }


def facilitates(name):
    return name in OF_FACILITATORS or re.sub(r":\d+$", ":*", name) in OF_FACILITATORS


def test_every_gesture_is_a_participants_act_or_a_facilitators_and_never_both(names):
    for name in names - OF_SLACK:
        assert (act_heard(name) is not None) != facilitates(name), name


def test_every_act_in_the_table_is_heard_in_slack(names):
    for act in ACTS:
        for heard in act.heard:
            assert any(act_heard(name) is act for name in names if _is(name, heard)), heard


def _is(name, heard):
    return name == heard or (heard.endswith("*") and name.startswith(heard[:-1]))


def test_what_has_no_page_says_why(names):
    assert [act.does for act in ACTS if bool(act.page) == bool(act.why)] == []
    assert {act.page for act in ACTS if act.page} <= own_pages.PAGES.keys() | {"today"}
    assert LABELS.keys() == own_pages.PAGES.keys() | {"today"}


def test_the_page_knows_how_to_do_each_act_that_it_offers(house, names):
    acts = OwnActs(house.stage.desk)
    buttons = {one.name for one in house.gestures if one.kind == "action"}
    forms = {one.name for one in house.gestures if one.kind == "view_submission"}
    for name in (buttons | forms) - HERE:
        if on_own_page(name):
            assert acts.knows(name), name


def test_nobody_does_a_facilitators_act_on_a_page(house):
    """Not even a facilitator: their own door is another one."""
    before = house.rows()
    nadia = visits(house, "nadia")
    for heard, value, _ in tries(house, house.values(), every=4):
        if heard.kind == "action" and facilitates(heard.name):
            answer = post(nadia, "press", {"press": f"{heard.name}|{value}", "mark": "m"})
            assert answer.status_code == 200
            assert "I could not read" in answer.text
    assert house.rows() == before


def visits(house, name):
    with house.stage.desk.store.read() as memory:
        return Visitor(own_page.address(Setting(house.stage.desk, memory), id_of(name)))


def post(visitor, where, data):
    link = visitor.address.partition("?")[0].removesuffix("/window")
    return visitor.asked.post(f"{link}/{where}", data=data, timeout=20)


@pytest.mark.parametrize("who", ["kirra", "signe"])
def test_another_persons_ids_open_and_change_nothing_on_ones_own_page(house, who):
    me, before = visits(house, who), house.rows()
    link = me.address
    for heard, value, _ in tries(house, house.values(but=id_of(who)), every=4):
        if heard.kind != "action" or not on_own_page(heard.name) or heard.name in OF_ALL:
            continue
        opened = me.asked.get(
            f"{link}/window", params={"act": heard.name, "value": value}, timeout=20
        )
        pressed = post(me, "press", {"press": f"{heard.name}|{value}", "mark": f"{value}"})
        for answer in (opened, pressed):
            assert answer.status_code in {200, 303}, (heard, value)
            assert [word for word in SECRETS if word in answer.text] == [], (heard, value)
    after, own = house.rows(), id_of(who)
    for table in before:
        assert {row for row in before[table] if own not in row} <= set(after[table]), table


OF_ALL = {"branch:join"}  # whoever likes may join, and the branch says so


def test_a_window_of_somebody_else_is_not_taken(house):
    """What a window carries is signed for one person."""
    pearl, kirra, before = visits(house, "pearl"), visits(house, "kirra"), house.rows()
    pearl.goes(f"{pearl.address}/window?act=leaving:own&value=")
    (form,) = pearl.page.forms
    fields = {one.name: one.value for one in form.fields}
    answer = post(kirra, "window", fields)
    assert answer.status_code == 200
    assert PUT_AWAY in answer.text
    assert PUT_AWAY not in post(pearl, "window", fields | {"opener": "", "press": "nothing|"}).text
    assert house.rows() == before


def test_a_guest_finds_no_page_that_is_not_theirs(house):
    signe = visits(house, "signe")
    for page in own_pages.NOT_FOR_GUESTS:
        assert LABELS[page] not in signe.page.links
        assert signe.asked.get(f"{signe.address}/{page}", timeout=20).status_code == 404


def test_every_page_opens_for_a_participant_and_says_nothing_of_commands(house):
    for name in ("pearl", "kirra", "ted", "nadia"):
        me = visits(house, name)
        link = me.address
        for page in own_pages.PAGES:
            me.goes(f"{link}/{page}")
            assert me.answer.status_code == 200, page
            assert "/convene" not in me.reads, page
            assert len(me.answer.content) < 100_000
            for href in me.page.links.values():
                asked = parse_qs(urlsplit(href).query)
                assert all(on_own_page(act) for act in asked.get("act", ())), href


def test_a_story_is_read_on_the_page_by_its_teller_alone(house):
    assert STORY not in visits(house, "kirra").reads
    assert FOR_LEAVERS  # whoever has left keeps these
