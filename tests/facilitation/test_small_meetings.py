"""A subgroup's own meeting: one for each request, on a host who is free, told to each city; failures said in words."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.errors import NotYours
from bot.domain.followup import Subgroup
from bot.facilitation import small_meetings, subgroups
from bot.facilitation.own_subgroups import IsClosed
from bot.facilitation.small_meetings import NoHostFree, NoHour, NoZoom
from bot.ports import Refused
from bot.slack.follow_on import SENT
from tests.facilitation.asking import labels
from tests.plays.scripts import cast, plan_of, sample_people

PEOPLE = "ted pearl gunvor kirra nadia"
TED, PEARL, GUNVOR, KIRRA, NADIA = (sample_people()[name] for name in PEOPLE.split())
HOUR = datetime(2027, 2, 23, 15, 0, tzinfo=UTC)


def opened(company, **house):
    made = company("2027-02-18T12:00", **house)
    made.begins(cast(PEOPLE), plan_of(2, 3, without=["rsvp"], bare=True), (2027, 2))
    group = {"members": (TED.id, PEARL.id, KIRRA.id), "uninvited": (KIRRA.id,)}
    with made.change() as setting:
        setting.memory.subgroups.save(
            Subgroup(
                id="g1", name="Letters", purpose="", convenor=TED.id, at=setting.now, channel="G0ITS",
                state="open", **group,
            )
        )  # fmt: skip
    return made


@pytest.fixture
def made(company):
    return opened(company)


def asks(company, by=PEARL, slot=HOUR, **more):
    return small_meetings.ask(company.desk, "g1", by.id, slot=slot, **more)


def in_its_place(company):
    return [said for said in company.chat.said.values() if said.to == "G0ITS"]


def test_one_is_made_for_each_request_and_told_to_each_city_also_to_whom_slack_keeps_out(made):
    first = asks(made)
    again = asks(made, by=TED)
    made.until("2027-02-19 20:00")

    assert first.id == again.id
    (wish,) = [w for w in made.places.opened if "Letters" in w.topic]
    assert (wish.starts_at, wish.minutes, wish.zone) == (HOUR, 45, PEARL.zone)
    (told,) = in_its_place(made)
    assert (
        "“Letters” meets on Zoom on Tue 23 February, 15:00 in London, for 45 minutes." in told.text
    )
    assert "Wed 24 February, 02:00 in Melbourne: Kirra" in told.text
    assert "https://zoom.example/j/1" in told.text
    assert "Join on Zoom" in made.told(KIRRA, "meets on Zoom")[0].text
    assert made.told(GUNVOR, "meets on Zoom") == []
    with pytest.raises(NotYours):
        asks(made, by=GUNVOR)


def test_it_may_be_another_day_by_ones_own_clock_and_only_one_that_is_ahead(made):
    own = (date(2027, 3, 2), time(9, 30))
    kept = asks(made, by=TED, slot=None, own=own, minutes=30)

    assert kept.starts_at == datetime(2027, 3, 2, 9, 30, tzinfo=TED.tz)
    for slot in (None, datetime(2027, 2, 18, 11, 0, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)):
        with pytest.raises(NoHour):
            asks(made, slot=slot)
    with pytest.raises(NoHour):
        asks(made, minutes=600)


def test_a_host_holds_one_meeting_at_a_time_and_sessions_come_first(company):
    made = opened(company, zoom_hosts=("one@example.org", "two@example.org"))
    with made.look() as setting:
        session = setting.session("s02")
    with made.change() as setting:
        other = setting.memory.subgroups.get("g1")
        setting.memory.subgroups.save(type(other)(**{**vars(other), "id": "g2"}))
    kept = asks(made, slot=session.starts_at)
    with pytest.raises(NoHostFree):
        small_meetings.ask(made.desk, "g2", TED.id, slot=session.starts_at)

    assert kept.host == "one@example.org"  # the other holds the session
    small_meetings.call_off(made.desk, kept.id, TED.id)
    assert small_meetings.ask(made.desk, "g2", TED.id, slot=session.starts_at).host == kept.host


def test_where_zoom_says_no_whoever_asked_and_the_facilitators_read_why(made):
    made.places.no = Refused("The Zoom host has no licence to schedule meetings.", code="3161")
    asks(made)
    made.until("2027-02-22 20:00")

    for person in (PEARL, NADIA):
        assert made.told(
            person, "Zoom did not make the meeting of the subgroup “Letters”", "no licence"
        )
    assert in_its_place(made) == []
    made.places.no = None
    asks(made)  # asked for again it is tried again
    made.until("2027-02-22 21:00")
    assert len(in_its_place(made)) == 1


def test_called_off_by_one_of_it_or_with_the_subgroup_it_is_removed_from_zoom(made):
    asks(made)
    later = asks(made, slot=datetime(2027, 2, 25, 15, 0, tzinfo=UTC))
    made.until("2027-02-19 12:00")
    assert labels(in_its_place(made)[0]) == ["Call it off"]
    with pytest.raises(NotYours):
        small_meetings.call_off(made.desk, later.id, GUNVOR.id)
    small_meetings.call_off(made.desk, later.id, KIRRA.id)
    small_meetings.call_off(made.desk, later.id, KIRRA.id)
    made.work()
    assert len(made.places.closed) == 1
    assert "does not meet on Thu 25 February" in in_its_place(made)[1].text
    subgroups.close(made.desk, "g1", "Done", by=TED.id)
    made.work()

    assert len(made.places.closed) == 2
    with pytest.raises(IsClosed):
        asks(made)


def test_called_off_while_zoom_makes_it_it_is_removed_and_nobody_is_told_a_link(made):
    meeting, opens = asks(made), made.places.open

    def meanwhile(wish):
        small_meetings.call_off(made.desk, meeting.id, TED.id)
        return opens(wish)

    made.places.open = meanwhile
    made.until("2027-02-19 12:00")

    assert len(made.places.closed) == 1
    assert in_its_place(made) == []


def test_without_zoom_it_says_so(company):
    made = opened(company, zoom_hosts=())
    assert "There is no Zoom here" in str(small_meetings.window(made.desk, "g1", TED.id).body)
    with pytest.raises(NoZoom):
        asks(made)


def test_an_hour_that_cannot_be_read_is_answered_with_how_it_is_written(made):
    said = {"day": "2027-03-02", "minutes": "30"}
    for typed in ("", "3 pm", "25:00"):
        with pytest.raises(NoHour):
            SENT["subgroup_zoom"](made.desk, PEARL, {"subgroup": "g1"}, said | {"hour": typed})
    SENT["subgroup_zoom"](made.desk, PEARL, {"subgroup": "g1"}, said | {"hour": "9:30"})

    with made.look() as setting:
        (kept,) = setting.memory.small_meetings.find()
    assert kept.starts_at == datetime(2027, 3, 2, 9, 30, tzinfo=PEARL.tz)
