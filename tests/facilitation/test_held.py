"""A session is held in another way than was planned: shorter, in person, online again. All around it follows."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.domain.answers import Rsvp
from bot.domain.calendar import round_instants
from bot.domain.effects import State
from bot.domain.errors import Impossible
from bot.domain.held import fitted
from bot.domain.programme import Mode, Round
from bot.facilitation import guests
from bot.facilitation.guests import Given
from bot.facilitation.moving import Act, NewTime, ask_first, move_session
from bot.facilitation.replies import reply
from tests.plays.scripts import cast, plan_of

PEOPLE = "jandira luisa gunvor pearl kirra ted emeka nadia osric"
PLAN = plan_of(2, 3, 7, bare=True, notices='"-7d", "-1d", "-1h"')
TITLE = "A short list that stays short"
KIRRA, TED, PEARL, NADIA = cast("kirra ted pearl nadia")
DAY, AT = date(2027, 2, 17), time(15)
LEEDS = NewTime(
    day=DAY, at=time(9), zone="Europe/London", mode=Mode.IN_PERSON, venue="The Hall, Leeds <1>"
)


@pytest.fixture
def runs(company):
    """The meeting is made, rooms are told; Ted comes."""
    made = company("2027-02-05T12:00", publish_by_hand=False)
    made.begins(cast(PEOPLE), PLAN, (2027, 2))
    made.until("2027-02-10 23:30")
    reply(made.desk, "s01", TED.id, Rsvp.YES)
    made.until("2027-02-15 16:00")
    return made


def changes(company, to, session="s01"):
    new = move_session(company.desk, session, to, Act(by=NADIA.id, why="a strike"))
    company.work()
    return new


def agenda(company, session="s01"):
    with company.look() as setting:
        held = setting.session(session)
        return round_instants(held, setting.planned(held))


@given(st.lists(st.integers(1, 240), min_size=1, max_size=20), st.integers(20, 1440))
def test_an_agenda_is_fitted_to_the_minute_and_every_round_keeps_some(lengths, minutes):
    rounds = [Round(key=f"r{n}", title="", minutes=m, format="x") for n, m in enumerate(lengths)]

    fit = fitted(rounds, minutes)

    assert all(one.minutes >= 1 for one in fit)
    over = sum(max(0, 1 - m * minutes / sum(lengths)) for m in lengths)
    assert 0 <= sum(one.minutes for one in fit) - minutes <= over + 1
    for one, planned in zip(fit, lengths, strict=True):
        assert abs(one.minutes - planned * minutes / sum(lengths)) <= 1 + over


def test_a_shorter_session_has_a_shorter_agenda_and_whoever_knows_of_it_hears_it(runs):
    before = agenda(runs)
    new = changes(runs, NewTime(day=DAY, at=AT, minutes=60))
    runs.until("2027-02-16 12:00")

    placed = agenda(runs)
    assert placed[-1][2] == new.ends_at == datetime(2027, 2, 17, 21, tzinfo=UTC)
    assert [one.key for one, _, _ in placed] == [one.key for one, _, _ in before]
    (ted,) = runs.told(TED, f"“{TITLE}”, Wed 17 February, 15:00 in New York: It now takes 60 min")
    assert "You said yes. That still holds" in ted.text
    assert runs.places.moved == [(new.starts_at, 60)]
    with runs.look() as setting:
        assert setting.memory.plans.published("s01") is not None
        (opens,) = [d for d in setting.memory.duties.waiting() if d.key.startswith("s01:rooms-op")]
    rooms = next(starts for one, starts, _ in placed if one.in_rooms)
    assert opens.due_at == rooms


def test_in_person_after_all_the_meeting_goes_once_and_tables_take_the_place_of_rooms(runs):
    page = ask_first(runs.desk, "s01", LEEDS, Act(by=NADIA.id), NADIA.zone).text
    assert "In person: The Hall, Leeds &lt;1&gt;. It takes 6 hours." in page
    assert "Zoom's meeting is removed" in page
    assert "Its agenda becomes: " in page
    assert "At night" not in page  # who comes is there

    changes(runs, LEEDS)
    runs.until("2027-02-16 15:00")

    assert runs.places.closed == ["86000000001"]
    with runs.look() as setting:
        plan = setting.memory.plans.published("s01")
        assert plan is not None
        assert all(room.name.startswith("Table") for room in plan.rooms)
        assert setting.planned(setting.session("s01")).mode is Mode.IN_PERSON
    (ted,) = runs.told(TED, "“A short list that stays short” is moved")
    assert "We meet in person this time. " in ted.text
    assert "We meet in person: The Hall, Leeds &lt;1&gt;." in ted.text
    assert "Zoom" not in runs.told(TED, "Your room for")[-1].text
    assert agenda(runs)[-1][2] == datetime(2027, 2, 17, 15, tzinfo=UTC)
    runs.until("2027-02-17 08:30")
    assert runs.told(TED, "starts soon: ")
    assert len(runs.places.opened) == 1


def test_a_guest_of_the_same_hour_hears_that_it_is_elsewhere(runs, post):
    runs.writes_to(post)
    with runs.look() as setting:
        slot = next(r.key for r in setting.planned(setting.session("s01")).rounds)
    ada = Given(place=f"s01|{slot}", name="Ada", email="ada@guests.example", zone="Europe/London")
    guests.invite(runs.desk, ada, by=NADIA.id)
    runs.work()
    here = NewTime(day=DAY, at=AT, minutes=90, mode=Mode.IN_PERSON, venue="Leeds")
    changes(runs, here)

    last = post.to("ada@guests.example")[-1]
    assert "We meet in person: Leeds" in last.text
    (entry,) = Calendar.from_ical(last.calendar).events
    assert entry["sequence"] == 1


def test_in_person_and_back_there_is_one_meeting_again_and_it_is_another_one(runs):
    changes(runs, LEEDS)
    changes(runs, NewTime(day=DAY, at=AT, zone="America/New_York", mode=Mode.VIRTUAL))
    runs.until("2027-02-17 19:30")

    assert len(runs.places.opened) == 2
    assert runs.places.closed == ["86000000001"]
    (card,) = runs.told(TED, "starts soon: ")
    assert "Join on Zoom" in card.text
    with runs.look() as setting:
        assert (
            setting.planned(setting.session("s01")).rounds
            == setting.plan_as_written.session(1).rounds
        )


def test_a_gathering_of_days_comes_online_on_one_without_its_breaks(runs):
    with runs.look() as setting:
        days = setting.session("s03")
        assert (days.mode, days.minutes > 1440) == (Mode.IN_PERSON, True)
    new = changes(
        runs,
        NewTime(day=date(2027, 4, 21), at=AT, zone="America/New_York", mode=Mode.VIRTUAL),
        "s03",
    )

    placed = agenda(runs, "s03")
    assert new.minutes == 90
    assert placed[-1][2] == new.ends_at
    assert {one.day for one, _, _ in placed} == {1}
    assert "break" not in {one.format for one, _, _ in placed}
    with runs.look() as setting:
        duties = [d.key for d in setting.memory.duties.waiting() if d.key.startswith("s03:")]
    assert any("zoom-presence" in key for key in duties)


def test_what_only_the_old_mode_asks_is_asked_no_more_and_can_still_be_read_where_it_was(company):
    online_only = PLAN.replace('modes = ["virtual", "in_person"]', 'modes = ["virtual"]', 1)
    made = company("2027-02-05T12:00")
    made.begins(cast(PEOPLE), online_only, (2027, 2))
    made.until("2027-02-08 10:30")  # it was asked in Europe
    (asked,) = made.told(PEARL, "Will you be with us")
    changes(made, LEEDS)
    made.until("2027-02-16 23:30")

    assert "17 February" in asked.text
    assert "at 09:00 (London)" in asked.text
    assert made.told(KIRRA, "Will you be with us") == []
    assert made.effects("remind:s01:rsvp:", states=[State.DONE]) == []


@pytest.mark.parametrize(("session", "minutes"), [("s01", 5), ("s03", 60)])
def test_a_length_that_its_agenda_does_not_bear_is_refused(runs, session, minutes):
    with runs.look() as setting:
        start = datetime.fromisoformat(setting.session(session).wall)
    with pytest.raises(Impossible):
        changes(runs, NewTime(day=start.date(), at=start.time(), minutes=minutes), session)
