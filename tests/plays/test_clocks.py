"""Story A6: one fixed slot in New York while clocks change on three continents."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from bot.facilitation import calendars, personal_links
from bot.facilitation.calendar_links import PURPOSE
from tests.plays.scripts import cast, plan_of, sample_people

PEOPLE = "pearl gunvor jandira kirra ted"
STARTS = [
    datetime(2027, 2, 24, 20, tzinfo=UTC),
    datetime(2027, 3, 24, 19, tzinfo=UTC),
    datetime(2027, 4, 21, 19, tzinfo=UTC),
]
DATES = (date(2027, 2, 24), date(2027, 3, 24), date(2027, 4, 21))
ALL_MONTHS = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]"
PLAN = plan_of(
    2,
    3,
    4,
    bare=True,
    changed={
        "[10, 11, 12, 1, 2, 3]": ALL_MONTHS,
        **{
            f"[[session]]\nmonth = {number}\n": f"[[session]]\nmonth = {number}\ndate = {day}\n"
            for number, day in enumerate(DATES, 1)
        },
    },
)
HOURS = {
    "pearl": ("20:00 in London", "19:00 in London", "20:00 in London"),
    "gunvor": ("21:00 in Stockholm", "20:00 in Stockholm", "21:00 in Stockholm"),
    "jandira": ("17:00 in Sao Paulo", "16:00 in Sao Paulo", "16:00 in Sao Paulo"),
    "kirra": ("07:00 in Melbourne", "06:00 in Melbourne", "05:00 in Melbourne"),
    "ted": ("15:00 in New York", "15:00 in New York", "15:00 in New York"),
}


@pytest.fixture(scope="module")
def spring(season):
    """From the first invitation to the end of the third session."""
    stage = season.opens(
        people=cast(f"{PEOPLE} nadia"),
        plan=PLAN,
        start=(2027, 2),
        at="2027-02-12T12:00",
        publish="automatic",
    )
    stage.until("2027-04-21 21:00")
    return stage


def test_the_instants_follow_new_york(spring):
    with spring.memory() as setting:
        starts = [session.starts_at for session in setting.sessions()]

    assert starts == STARTS
    assert [m.starts_at for m in spring.zoom_meetings()] == starts


@pytest.mark.parametrize("who", HOURS)
def test_everyones_own_calendar_holds_the_same_instants(spring, who):
    with spring.memory() as setting:
        token = personal_links.mint(setting, PURPOSE, sample_people()[who].id)

    events = Calendar.from_ical(calendars.fetch(spring.desk, token).file).events

    assert sorted(event.start.astimezone(UTC) for event in events) == STARTS


@pytest.mark.parametrize("who", HOURS)
def test_everyone_reads_the_hour_of_their_own_city(spring, who):
    player = getattr(spring, who)

    for hour, title in zip(HOURS[who], titles(spring), strict=True):
        asked = f"at {hour.replace(' in ', ' (')}) your time?"
        assert player.was_told("Will you be with us", title, asked)
        assert player.was_told(title, hour, "I can come")  # the notices of the week and the day


def titles(stage):
    with stage.memory() as setting:
        return [session.title for session in setting.sessions()]


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        ("pearl", ["", "19:00 where you are, last time it was 20:00", "20:00 where you are"]),
        ("jandira", ["", "16:00 where you are, last time it was 17:00", ""]),
        ("kirra", ["", "06:00 where you are", "05:00 where you are, last time it was 06:00"]),
        ("ted", ["", "", ""]),
    ],
)
def test_whoever_meets_at_another_hour_than_last_time_gets_one_line_saying_so(spring, who, lines):
    player = getattr(spring, who)

    for title, line in zip(titles(spring), lines, strict=True):
        notices = player.was_told(title, "I can come")
        assert notices
        for notice in notices:
            assert notice.count("Note the hour") == (1 if line else 0)
            assert line in notice


@pytest.mark.parametrize("who", HOURS)
def test_week_and_day_notices_come_at_ten_on_the_right_day_of_each_calendar(spring, who):
    player, zone = getattr(spring, who), sample_people()[who].tz
    title = titles(spring)[2]

    came = sorted(
        datetime.fromtimestamp(float(p.ts), UTC).astimezone(zone)
        for p in player._posts()
        if title in player.words(p) and "I can come" in player.words(p)
    )

    starts = datetime(2027, 4, 21, 19, tzinfo=UTC).astimezone(zone)
    expected = [starts.day - 7, starts.day - 1]
    assert [(c.day, c.hour, c.minute) for c in came] == [(day, 10, 0) for day in expected]


@pytest.mark.parametrize("who", ["pearl", "gunvor", "jandira", "kirra", "ted"])
def test_whether_they_come_is_asked_at_ten_nine_days_before_on_each_calendar(spring, who):
    player, zone = getattr(spring, who), sample_people()[who].tz
    asking = [p for p in player._posts() if "Will you be with us" in player.words(p)]
    of_the_third = [p for p in asking if titles(spring)[2] in player.words(p)]
    (first,) = (p for p in of_the_third if "This is still open" not in player.words(p))
    asked = first.at.astimezone(zone)

    starts = datetime(2027, 4, 21, 19, tzinfo=UTC).astimezone(zone)
    assert (asked.date(), asked.hour, asked.minute) == (starts.date() - timedelta(days=9), 10, 0)


def test_the_hour_notice_comes_by_the_instant_to_those_who_are_awake_or_said_yes(theatre):
    stage = theatre.opens(
        people=cast(f"{PEOPLE} nadia"),
        plan=PLAN,
        start=(2027, 2),
        at="2027-02-12T12:00",
        publish="automatic",
    )
    stage.until("2027-02-16 12:00")
    stage.kirra.presses("Yes")

    stage.until("2027-02-24 20:00")

    hour_before = datetime(2027, 2, 24, 19, tzinfo=UTC)
    for name in ("kirra", "pearl", "ted"):
        card = getattr(stage, name).told_at("Name a branch", "Note an action")
        assert card.replace(second=0, microsecond=0) == hour_before
    assert (
        stage.gunvor.was_told("Name a branch", "Note an action") == []
    )  # past eight, and no word of hers


def test_the_night_in_melbourne_is_said_when_the_plan_is_loaded(theatre, tmp_path):
    stage = theatre.opens(people=cast(f"{PEOPLE} nadia"), plan="", at="2027-02-12T12:00")
    file = tmp_path / "plan.toml"
    file.write_text(PLAN, encoding="utf-8")

    loaded = stage.convener("plan", "load", str(file), "--start", "2027-02")

    assert loaded.returncode == 0, loaded.stderr
    assert "Thu 22 April, 05:00 in Melbourne" in loaded.stdout
    assert loaded.stdout.count("Note:") == 1
