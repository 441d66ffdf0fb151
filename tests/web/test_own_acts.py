"""What is posted to one's own pages: odd things are answered in words, each counts once, and not too often."""

from dataclasses import replace

import pytest
import requests
from hypothesis import HealthCheck, given
from hypothesis import settings as chances
from hypothesis import strategies as some

from bot.domain.followup import ActionItem, Progress
from bot.domain.roster import ONCE
from bot.facilitation import own_page, own_pages, personal_links
from bot.facilitation.people import stand
from bot.facilitation.setting import Setting
from bot.slack.own_acts import OwnActs
from bot.voice.acts import ACTS
from bot.voice.own_pages import LABELS
from bot.web.app import create_app
from bot.web.guard import BURST
from bot.web.own_acts import OwnPages
from bot.web.serving import serve_web
from tests.web.test_own_pages import PEARL, house, link
from tests.web.visitor import Visitor

__all__ = ["house"]
FEW = chances(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = some.sampled_from(sorted({name.replace("*", "1") for act in ACTS for name in act.heard}))
VALUES = some.text(max_size=40) | some.sampled_from(["s01", "s01|1", "persona|1|0|x", "{}", "p039"])


@pytest.fixture
def door(house):
    server = serve_web(create_app(house, acts=OwnActs(house)), "127.0.0.1:0", threads=2)
    yield server.url
    server.close()


@pytest.fixture
def me(door, house):
    return f"{door}{link(house, own_page.address)}"


@pytest.fixture
def pearl(me):
    return Visitor(me)


@FEW
@given(act=NAMES | some.text(max_size=20), value=VALUES)
def test_any_button_with_any_value_is_answered_in_words(me, act, value):
    for answer in (
        requests.get(f"{me}/window", params={"act": act, "value": value}, timeout=20),
        requests.post(f"{me}/press", data={"press": f"{act}|{value}"}, timeout=20),
    ):
        assert answer.status_code == 200
        assert "Something went wrong" not in answer.text


@FEW
@given(
    fields=some.lists(some.text(max_size=20), max_size=4),
    values=some.lists(some.text(max_size=30), max_size=3),
    name=some.sampled_from(
        ["text", "what|what", "zone|zone", "scope|scope", "field", "back", "mark"]
    ),
)
def test_any_filled_in_window_is_answered_in_words(pearl, me, fields, values, name):
    pearl.goes(f"{me}/window?act=action:note")
    (form,) = pearl.page.forms
    window = next(one.value for one in form.fields if one.name == "window")
    data = {"window": window, "field": fields, f"v|{name}": values, "opener": "".join(values)}
    answer = requests.post(f"{me}/window", data=data, timeout=20)
    assert answer.status_code == 200
    assert "Something went wrong" not in answer.text


TED = "Ted Okulicz"
WINDOWS = [
    ("readings", "Add a reading", {"What is it?": "Porters, 2019"}, "Porters, 2019"),
    ("agreed", "Say what you think of it", {"What do you think of it?": "Shorter"}, "Thank you"),
    (
        "together",
        "Name a branch",
        {"What would you like to go further on?": "Texts at night"},
        "I put it before everyone",
    ),
    ("me", "My details", {"Your time zone, by its city": "Asia/Tokyo"}, "Asia/Tokyo time"),
    ("me", "My details", {"Your time zone, by its city": "Atlantis"}, "Atlantis"),
    ("me", "Pause", {"Until when": "2027-03-01"}, "You hear nothing from me until Mon 1 March"),
    (
        "me",
        "A word with a facilitator",
        {"What is it about?": "Lifts"},
        "I have told Nadia Thorsby.",
    ),
    (
        "room",
        "Someone you would rather not share a room with?",
        {"Not in a room with": TED},
        "Thank you",
    ),
    ("room", "Someone you would rather not share a room with?", {}, "Nothing is chosen yet"),
    ("stories", "Tell a story", {"Your story": "The porter hummed"}, "It has your name."),
    (
        "thread",
        "Write",
        {"The priority in one sentence": "Nobody waits at night"},
        "Kept, as version 1 of “Strategic priority statement”.",
    ),
]


@pytest.mark.parametrize(("page", "label", "fields", "then"), WINDOWS)
def test_each_window_is_filled_in_on_the_page_and_answered(pearl, me, page, label, fields, then):
    pearl.goes(f"{me}/{page}")
    pearl.follows(label)
    (form,) = pearl.page.forms
    known = {(one.asked or one.label).removesuffix(" (if you like)") for one in form.fields}
    assert fields.keys() <= known
    pearl.fills(fields)
    pearl.presses(form.buttons[-1]["words"].strip())
    assert then in pearl.reads
    assert "Slack" not in pearl.reads


def test_a_pause_is_ended_by_one_press(pearl, me, house):
    pearl.goes(f"{me}/me")
    pearl.presses("Fewer messages")
    assert "You asked for fewer messages" in pearl.reads
    pearl.presses("The usual messages")
    assert "You asked for fewer messages" not in pearl.reads
    with house.store.read() as memory:
        assert memory.people.get(PEARL.id).standing == "active"


def notes_an_action(pearl, what="Ring the ward"):
    pearl.follows(LABELS["actions"])
    pearl.follows("Note an action")
    pearl.fills({"What": what})


def actions(house):
    with house.store.read() as memory:
        return [one.what for one in memory.actions.find()]


def test_a_window_sent_twice_counts_once(pearl, house):
    notes_an_action(pearl)
    (form,) = pearl.page.forms
    data = [(f.name, v) for f in form.fields for v in pearl._given(f)]
    address = pearl.address.partition("?")[0]
    first, second = (requests.post(address, data=data, timeout=20) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert actions(house) == ["Ring the ward"]


def test_two_buttons_of_one_page_both_count_and_one_pressed_twice_counts_once(pearl, me, house):
    with house.store.begin() as memory:
        for id in ("a1", "a2"):
            now = Setting(house, memory).now
            memory.actions.save(ActionItem(id=id, what=id, owner=PEARL.id, by=PEARL.id, at=now))
    for id in ("a1", "a2", "a2"):
        data = {"press": f"action:done|{id}", "mark": "one page", "back": "actions"}
        answer = requests.post(f"{me}/press", data=data, timeout=20, allow_redirects=False)
        assert answer.status_code == 303
    with house.store.read() as memory:
        assert {one.state for one in memory.actions.find()} == {Progress.DONE}
        assert len([one for one in memory.traces.find() if one.about == "a2"]) <= 1


def test_somebody_comes_for_me_and_i_come_myself_after_all(pearl, me, house):
    pearl.follows("Somebody comes for me")
    pearl.fills(
        {"Or somebody else, by name": "Tamsin", "Their e-mail address": "tamsin@example.org"}
    )
    pearl.presses("Send")
    assert "Tamsin" in pearl.reads
    pearl.goes(me)
    pearl.presses("I come myself")
    assert "Noted" in pearl.reads
    assert "Somebody comes for me" in pearl.page.links


def test_what_was_answered_is_no_part_of_the_mark_that_it_was(house):
    """Else whoever has the secret could find out what was answered without a name."""
    pages = OwnPages(house, OwnActs(house))
    with create_app(house).test_request_context(method="POST", data={"mark": "m"}):
        first, other = (
            {pages._key(PEARL, f"answer:choice:{n}", f"{asking}|{n}") for n in range(3)}
            for asking in ("one", "another")
        )
    assert len(first) == len(other) == 1
    assert first != other


def test_what_was_typed_is_still_there_when_it_is_not_taken(pearl, house):
    notes_an_action(pearl, "  ")
    pearl.fills({"By when": "2027-04-01"})
    pearl.presses("Send")
    assert "Something is still empty" in pearl.reads
    assert 'value="2027-04-01"' in pearl.answer.text
    assert actions(house) == []


def test_peoples_words_are_never_marks_or_tags(pearl, house):
    with house.store.begin() as memory:
        now, words = (
            Setting(house, memory).now,
            "<b>*Ring*</b> <!channel> <https://evil.example|the ward>",
        )
        memory.actions.save(ActionItem(id="a1", what=words, owner=PEARL.id, by=PEARL.id, at=now))
    pearl.follows(LABELS["actions"])
    assert words.replace("*", "") in pearl.reads.replace("*", "")
    assert "the ward" not in pearl.page.links
    assert "<b>" not in pearl.answer.text


def test_no_page_opens_once_the_link_is_revoked(pearl, me, house):
    personal_links.revoke(house, PEARL.id)
    for page in own_pages.PAGES:
        assert requests.get(f"{me}/{page}", timeout=20).status_code == 403
    for where in ("press", "window"):
        assert (
            requests.post(f"{me}/{where}", data={"press": "welcome:fewer|"}, timeout=20).status_code
            == 403
        )


def test_whoever_has_left_keeps_their_stories_and_a_word_and_nothing_else(pearl, me, house):
    stand(house, PEARL.id, "left")
    for page in own_pages.PAGES:
        expected = 200 if page in own_pages.FOR_LEAVERS else 404
        assert requests.get(f"{me}/{page}", timeout=20).status_code == expected
    told = requests.get(f"{me}/window?act=action:note", timeout=20).text
    assert "You have left" in told
    assert "What is it about?" in requests.get(f"{me}/window?act=call:open", timeout=20).text


def test_whoever_comes_once_finds_their_session_and_room_and_nothing_else(me, house):
    with house.store.begin() as memory:
        memory.people.save(replace(memory.people.get(PEARL.id), standing=ONCE))
    for page in own_pages.PAGES:
        expected = 200 if page in own_pages.FOR_ONCE else 404
        assert requests.get(f"{me}/{page}", timeout=20).status_code == expected
    today = Visitor(me)
    assert "Somebody comes for me" not in today.page.links
    assert LABELS["stories"] not in today.page.links


def test_posting_too_often_is_stopped_like_looking(door, house, me):
    from_afar = {"X-Forwarded-For": "203.0.113.9"}
    seen = [
        requests.post(
            f"{me}/press", data={"press": "x|"}, headers=from_afar, timeout=20
        ).status_code
        for _ in range(int(BURST) + 20)
    ]
    assert 429 in seen
