"""Hours in which a few people could meet: for all between 08 and 18, or the least bad."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.meeting_times import NOT_THAT_DAY, suggest
from bot.domain.roster import Participant

NOW = datetime(2027, 3, 4, 12, 20, tzinfo=UTC)  # a Thursday
LONDON, MELBOURNE, NEW_YORK = "Europe/London", "Australia/Melbourne", "America/New_York"


def people(*zones):
    return [
        Participant(id=f"p{n}", name=zone, email="", organisation="A", role="lay", zone=zone)
        for n, zone in enumerate(zones)
    ]


def test_where_there_are_hours_for_all_only_these_are_suggested_on_different_days():
    found = suggest(people(LONDON, NEW_YORK), now=NOW)

    assert len(found) == 3
    assert len({slot.starts_at.date() for slot in found}) == 3
    assert found == sorted(found, key=lambda slot: slot.starts_at)
    for slot in found:
        assert slot.for_all
        for zone in (LONDON, NEW_YORK):
            begins = slot.starts_at.astimezone(ZoneInfo(zone))
            ends = begins + timedelta(hours=1)
            assert begins.hour >= 8
            assert (ends.hour, ends.minute) <= (18, 0)
            assert begins.weekday() < 5


def test_where_there_is_none_nobody_is_worse_off_than_must_be_and_it_is_said_for_whom():
    found = suggest(people(LONDON, MELBOURNE), now=NOW)

    assert [slot.for_all for slot in found] == [False] * 3
    assert {slot.worst for slot in found} == {60}  # one hour early here, or one late there
    assert all(slot.outside for slot in found)
    assert not any(slot.worst >= NOT_THAT_DAY for slot in found)


def test_when_the_clocks_change_between_the_hours_follow_each_city():
    """New York changes on 14 March, London on the 28th: 13:00 in London is 08:00 there, then 09:00."""
    found = suggest(people(LONDON, NEW_YORK), now=datetime(2027, 3, 12, 12, tzinfo=UTC), most=20)

    begins = [slot.starts_at.astimezone(ZoneInfo(NEW_YORK)) for slot in found]
    assert {(b.hour, b.minute) for b in begins} == {(8, 0)}


def test_nobody_is_suggested_today():
    assert suggest(people(LONDON), now=NOW)[0].starts_at >= NOW + timedelta(hours=23)
