"""One's own page and one's own calendar in a browser: looking changes nothing, and a link opens its own thing alone."""

from dataclasses import replace
from html import unescape

import pytest
import requests
from icalendar import Calendar

from bot.domain.agendas import Block
from bot.domain.answers import Rsvp
from bot.domain.meetings import MeetingRecord
from bot.facilitation import agendas, own_page, personal_links
from bot.facilitation.calendar_links import calendar_of
from bot.facilitation.day_links import day_address
from bot.facilitation.people import import_roster
from bot.facilitation.programmes import load_plan
from bot.facilitation.setting import Setting
from bot.main import plan_from
from tests.plays.scripts import cast, plan_of, sample_people
from tests.web.facilitators import door

__all__ = ["door"]

PEARL, NADIA = (sample_people()[name] for name in ("pearl", "nadia"))
PLAN = plan_of(2, 3, without=["rsvp"], bare=True)


@pytest.fixture
def house(desk):
    """A whole programme behind a door that the world can reach."""
    whole = replace(
        desk,
        read_plan=plan_from,
        house=replace(desk.house, public_url="https://convener.example.org"),
    )
    import_roster(whole, cast("pearl ted nadia"))
    load_plan(whole, PLAN, plan_from(PLAN), start=(2027, 3))
    return whole


def link(house, of, person=PEARL):
    with house.store.read() as memory:
        made = of(Setting(house, memory), person.id)
    return made.removeprefix("https://convener.example.org")


@pytest.fixture
def me(door, house):
    return f"{door}{link(house, own_page.address)}"


@pytest.fixture
def calendar(door, house):
    return f"{door}{link(house, calendar_of)}"


def answer_of(house, session="s01", person=PEARL):
    with house.store.read() as memory:
        return memory.replies.seek(f"{session}:{person.id}")


def test_looking_changes_nothing_and_saving_does(me, house):
    page = requests.get(me, timeout=30)
    assert page.status_code == 200
    for words in ("Can you come?", "Part of it", "Not sure", "Keep the address"):
        assert words in page.text
    assert answer_of(house) is None

    for said in ("yes", "no", "unsure", "part"):
        page = requests.post(me, data={"session": "s01", "answer": said}, timeout=30)
        assert "You can change it here at any time" in page.text
        assert f'value="{said}" required checked' in page.text
        assert answer_of(house).answer is Rsvp(said)
    assert requests.get(f"{me}?answer=no&session=s01", timeout=30).status_code == 200
    assert answer_of(house).answer is Rsvp.PART


def test_one_press_joins_once_there_is_a_meeting_and_no_other_address_is_followed(me, house):
    assert "Join on Zoom" not in requests.get(me, timeout=30).text
    for address, pressed in (("https://zoom.example/j/1?pwd=a&b", True), ("javascript:a()", False)):
        meeting = MeetingRecord(
            session_id="s01", meeting_id="86000000001", host="m", join_url=address, passcode="1"
        )
        with house.store.begin() as memory:
            memory.meetings.save(meeting)
        page = unescape(requests.get(me, timeout=30).text)
        assert (f'<a class="button" href="{address}"' in page) == pressed


def test_part_of_it_says_which_part_and_forgets_it_with_another_answer(me, house):
    with house.store.read() as memory:
        setting = Setting(house, memory)
        rounds = setting.planned(setting.session("s01")).rounds
    first, last = rounds[0], rounds[-1]
    said = {"session": "s01", "answer": "part", "rounds": [last.key, first.key, "no-such-round"]}

    page = requests.post(me, data=said, timeout=30)

    assert answer_of(house).rounds == (first.key, last.key)
    assert f"part of it: “{first.title}” and “{last.title}”" in page.text.replace("&#39;", "'")
    assert page.text.count('name="rounds"') >= len(rounds)
    assert page.text.count(f'value="{first.key}" checked') == 1
    requests.post(me, data={"session": "s01", "answer": "yes"}, timeout=30)
    assert answer_of(house).rounds == ()


@pytest.mark.parametrize(
    "form",
    [
        {"answer": "perhaps", "session": "s01"},
        {"session": "s01"},
        {"answer": "yes", "session": "s99"},
    ],
)
def test_what_cannot_be_written_down_is_said_and_nothing_is_kept(me, house, form):
    page = requests.post(me, data=form, timeout=30)
    assert page.status_code == 200
    assert "at any time" not in page.text
    assert answer_of(house) is None


def test_the_page_leads_to_all_that_is_ones_own(me, door):
    page = requests.get(me, timeout=30).text
    assert "/calendar/" in page
    stories = page.partition('href="/me/stories?key=')[2].partition('"')[0]
    assert requests.get(f"{door}/me/stories?key={stories}", timeout=30).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_for_something_else_opens_no_page(door, house, method):
    for of in (calendar_of,):
        token = link(house, of).rpartition("/")[2]
        answer = requests.request(method, f"{door}/me/{token}", data={"answer": "yes"}, timeout=30)
        assert answer.status_code == 403
    mine = link(house, own_page.address).rpartition("/")[2]
    assert requests.get(f"{door}/calendar/{mine}.ics", timeout=30).status_code == 403
    assert requests.get(f"{door}/calendar/forged.ics", timeout=30).status_code == 403


def test_the_calendar_is_fetched_once_and_then_only_asked_whether_it_still_holds(calendar, house):
    first = requests.get(f"{calendar}.ics", timeout=30)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert len(Calendar.from_ical(first.content).events) == 2
    asked = {"If-None-Match": first.headers["ETag"]}

    again = requests.get(f"{calendar}.ics", headers=asked, timeout=30)
    assert (again.status_code, again.content) == (304, b"")

    with house.store.begin() as memory:
        memory.sessions.save(replace(memory.sessions.get("s01"), title="Another title"))
    changed = requests.get(f"{calendar}.ics", headers=asked, timeout=30)
    assert changed.status_code == 200
    assert b"Another title" in changed.content


def test_the_calendars_page_says_how_to_add_it(calendar):
    page = requests.get(calendar, timeout=30).text
    address = f"https://convener.example.org{calendar.partition('/calendar/')[1]}"
    assert f'value="{address}' in page
    assert 'href="webcal://convener.example.org/calendar/' in page
    assert "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fconvener.example.org" in page


def test_once_revoked_neither_opens_any_more(me, calendar, house):
    assert requests.get(f"{calendar}.ics", timeout=30).status_code == 200
    personal_links.revoke(house, PEARL.id)
    for address in (me, calendar, f"{calendar}.ics"):
        assert requests.get(address, timeout=30).status_code == 403


def test_a_facilitator_is_not_asked_whether_they_come(door, house):
    page = requests.get(f"{door}{link(house, own_page.address, NADIA)}", timeout=30).text
    assert "Can you come?" not in page
    assert "Join on Zoom" in page or "We meet on Zoom" in page


@pytest.fixture
def day(door, house):
    """The address of a facilitator's run of the day."""

    def of(person=NADIA):
        with house.store.read() as memory:
            setting = Setting(house, memory)
            made = day_address(setting, setting.session("s01"), person)
        return f"{door}{made.removeprefix('https://convener.example.org')}"

    return of


def test_the_run_of_the_day_has_every_stretch_with_its_hours_and_who_leads_it(day, house):
    with house.store.read() as memory:
        setting = Setting(house, memory)
        rounds = setting.planned(setting.session("s01")).rounds
    first, *others = rounds
    blocks = [Block(key=first.key, minutes=first.minutes, owner=NADIA.id)]
    blocks += [Block(key=one.key, minutes=one.minutes) for one in others]
    agendas.change(house, "s01", blocks, base=0, by=NADIA.id)

    page = requests.get(day(), timeout=30)

    assert page.status_code == 200
    text = unescape(page.text)
    assert all(one.title in text for one in rounds)
    assert f"<td>{NADIA.name}</td>" in text
    assert text.count("<tr><td>") == len(rounds)
    assert "No rooms are proposed yet." in text


def test_only_a_facilitators_own_link_opens_it(day):
    assert requests.get(day(PEARL), timeout=30).status_code == 403
    assert requests.get(day().replace("/1/day", "/2/day"), timeout=30).status_code == 403
    assert requests.get(day().partition("?")[0], timeout=30).status_code == 403
