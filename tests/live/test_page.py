"""The sandbox's page: what it shows of the pretend world, what it does there, and whom it lets in."""

import threading
from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict

from bot.demo.live import typed
from integrations.sandbox.zoom_things import ZoomMeeting
from tests.live.conftest import Page

HOSTILE = '<img src=x onerror=alert(1)> "quoted" & </textarea><script>alert(2)</script>'


def test_it_opens_with_somebody_who_lives_with_an_illness(page: Page):
    opened = page.get("/")
    assert opened.status_code == 200
    patient = next(p for p in page.levers.community.people.values() if p.is_lay)
    assert f"Slack of {patient.name}" in opened.text
    assert patient.organisation in opened.text


def test_two_people_sit_side_by_side(page: Page):
    a, b = page.member("p001"), page.member("p002")
    opened = page.get(f"/?a={a}&b={b}").text
    assert 'id="slack-a"' in opened
    assert 'id="slack-b"' in opened


def test_what_people_write_is_shown_and_never_becomes_markup(page: Page):
    channel = page.world.channel
    page.world.slack.place.put(
        channel, page.member("p002"), HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
    )
    shown = page.get(f"/slack/a?person={page.member('p001')}&place={channel.id}").text
    assert "onerror=alert(1)" in shown
    assert "<img src=x" not in shown
    assert "<script>" not in shown


def test_a_hostile_name_stays_a_name(page: Page):
    page.world.slack.place.people[page.member("p002")].name = HOSTILE
    page.world.slack.place.put(page.world.channel, page.member("p002"), "Hello")
    shown = page.get(f"/slack/a?person={page.member('p001')}&place={page.world.channel.id}").text
    assert "<script>" not in shown
    assert "<img" not in shown


def test_writing_a_line_puts_it_into_the_channel_and_claims_the_person(page: Page):
    member, channel = page.member("p003"), page.world.channel
    answer = page.post(f"/act/{member}/says", text="Good morning, all", channel=channel.id)
    assert answer.status_code == 200
    assert channel.posts[-1].text == "Good morning, all"
    assert ("mine", "p003") in page.levers.pulled


def test_a_command_that_nobody_takes_is_answered_as_slack_does(page: Page):
    member = page.member("p003")
    direct = page.world.slack.place.direct(member).id
    told = page.post(f"/act/{member}/says", text="/convene help", channel=direct).json()
    assert "/convene failed" in told["told"]


def test_a_browser_without_a_script_comes_back_to_the_page(page: Page):
    member, channel = page.member("p003"), page.world.channel
    back = f"{page.server.url}/?a={member}&ap={channel.id}"
    answer = page.post(f"/act/{member}/says", {"Referer": back}, text="Plain", channel=channel.id)
    assert answer.status_code == 303
    assert answer.headers["Location"] == back


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_another_sites_form_is_refused(page: Page, origin: str):
    answer = page.post("/levers/kill", {"Origin": origin})
    assert answer.status_code == 403
    assert page.levers.pulled == []


def test_a_name_that_leads_here_from_elsewhere_is_refused(page: Page):
    assert page.get("/", Host="evil.example:8765").status_code == 403


def test_pages_may_load_nothing_from_elsewhere(page: Page):
    policy = page.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy


def test_somebody_who_does_not_exist_is_said_so(page: Page):
    answer = page.get("/slack/a?person=U0NOBODY")
    assert answer.status_code == 409
    assert "obody is called U0NOBODY" in answer.text


def test_levers_are_pulled_by_name(page: Page):
    page.post("/levers/step", to="day")
    page.post("/levers/play", rate="60")
    page.post("/levers/kill")
    page.post("/levers/others", on="no")
    assert page.levers.pulled == [("step", "day"), ("play", 60.0), ("kill",), ("others", False)]


def test_while_the_bot_is_away_the_ledger_says_so(page: Page):
    assert "does not answer just now" in page.get("/ledger").text
    assert "does not answer just now" in page.get("/clock").text


def test_switches_set_faults_and_take_them_back(page: Page):
    page.post("/faults/down", system="slack")
    assert page.world.faults.is_down == {"slack"}
    page.post("/faults/up", system="slack")
    assert not page.world.faults.is_down
    page.post("/faults/plan", plan="limits")
    assert page.world.faults.plan.kinds == ("429",)
    assert 'value="" class="quiet switch" aria-pressed="true"' in page.get("/ledger").text
    page.post("/faults/plan", plan="")
    assert page.world.faults.plan.rate == 0


def test_zoom_can_be_made_to_drop_the_rooms(page: Page):
    page.post("/zoom/rooms_dropped", on="yes")
    assert not any(host.assign_when_scheduling for host in page.world.zoom.account.hosts.values())
    page.post("/zoom/rooms_dropped", on="no")
    assert all(host.assign_when_scheduling for host in page.world.zoom.account.hosts.values())


def test_a_meeting_without_rooms_says_once_that_zoom_places_nobody_and_why(page: Page):
    meeting = _meeting_without_rooms(page)
    page.post("/zoom/rooms_dropped", on="yes")
    assert "Zoom keeps no rooms now: an account setting is off" in page.get("/zoom").text
    page.post(f"/zoom/{meeting}/start")
    for person in ("p001", "p003"):
        page.post(f"/zoom/{meeting}/join", member=page.member(person), how="signed in")
    shown = page.get("/zoom").text
    assert shown.count("places nobody by itself: an account setting is off") == 1
    assert "Zoom cannot place" not in shown
    page.post("/zoom/rooms_dropped", on="no")
    assert "places nobody by itself. Everyone stays in the main room." in page.get("/zoom").text


def _meeting_without_rooms(page: Page) -> int:
    account, now = page.world.zoom.account, page.world.clock.now()
    made = ZoomMeeting(
        id=account.new_id(), host=next(iter(account.hosts.values())), created=now,
        starts_at=now + timedelta(minutes=5), topic="A session", settings={},
    )  # fmt: skip
    account.meetings[made.id] = made
    return made.id


def test_right_to_left_names_do_not_turn_what_stands_beside_them(page: Page):
    page.world.slack.place.people[page.member("p002")].name = "שרה כהן-לוי"
    page.world.slack.place.put(page.world.channel, page.member("p002"), "Hello")
    shown = page.get(f"/slack/a?person={page.member('p001')}&place={page.world.channel.id}").text
    assert "<bdi>שרה כהן-לוי</bdi>" in shown


def test_news_come_as_soon_as_a_message_stands(page: Page):
    member = page.member("p001")
    part = f"slack-{member}"
    first = page.get(f"/news?{part}=0").json()["parts"]
    settled = page.get(f"/news?{part}={first[part]}&clock=0&people=0").json()["parts"]
    heard: list[dict[str, int]] = []

    def listen() -> None:
        heard.append(page.get(f"/news?{part}={settled[part]}").json()["parts"])

    listening = threading.Thread(target=listen)
    listening.start()
    page.world.slack.place.put(page.world.channel, page.member("p002"), "News")
    listening.join(10)
    assert heard
    assert heard[0][part] > settled[part]


def test_moving_the_clock_is_news_of_the_clock(page: Page):
    before = page.get("/news?clock=0").json()["parts"]["clock"]
    page.world.clock.advance(timedelta(hours=1))
    assert page.get(f"/news?clock={before}").json()["parts"]["clock"] > before


def test_a_deleted_message_goes_and_an_edited_one_says_so(page: Page):
    member, channel = page.member("p003"), page.world.channel
    page.post(f"/act/{member}/says", text="First words", channel=channel.id)
    page.post(f"/act/{member}/says", text="Second words", channel=channel.id)
    first, second = (f"{channel.id}/{post.ts}" for post in channel.posts[-2:])
    page.post(f"/act/{member}/rewrites", surface=first, text="Other words")
    page.post(f"/act/{member}/removes", surface=second)
    shown = page.get(f"/slack/a?person={member}&place={channel.id}").text
    assert "Other words" in shown
    assert "(edited)" in shown
    assert "Second words" not in shown


def test_only_the_newest_messages_are_drawn_and_older_ones_on_demand(page: Page):
    member, channel = page.member("p001"), page.world.channel
    for number in range(120):
        page.world.slack.place.put(channel, page.member("p002"), f"line {number}.")
    address = f"/slack/a?person={member}&place={channel.id}"
    shown = page.get(address).text
    assert "line 119." in shown
    assert "line 50." not in shown
    assert "Older messages" in shown
    assert "line 50." in page.get(f"{address}&limit=100").text


def test_fields_keep_their_block_and_action():
    form = MultiDict(
        [
            ("surface", "x"),
            ("v|b1|a1", "0"),
            ("v|b1|a1", "2"),
            ("v|b2|odd|name", ""),
            ("press", "b3|go|4"),
        ]
    )
    wish = typed.wish_of(form)
    assert wish == {
        "block": "b3", "action": "go", "raw": ["4"],
        "values": {"b1": {"a1": ["0", "2"]}, "b2": {"odd|name": []}},
    }  # fmt: skip
