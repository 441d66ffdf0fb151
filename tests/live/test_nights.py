"""Quiet hours, place by place: who sleeps, and what waits for their morning."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.community import Community, community_for
from bot.demo.live.nights import Place, nights
from bot.demo.wish import Wish
from tests.live.test_owed import entry

NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)  # a Wednesday; 23:00 in Melbourne, 07:00 in New York
IN_MELBOURNE = datetime(2027, 2, 10, 23, tzinfo=UTC)  # 10:00 on Thursday there


@pytest.fixture(scope="module")
def community() -> Community:
    return community_for(Wish())


def people_of(community: Community, zone: str) -> list[str]:
    return [p.id for p in community.people.values() if p.zone == zone]


def at(places: list[Place], city: str) -> Place:
    return next(place for place in places if place.city == city)


def test_every_zone_is_told_with_its_hour_from_the_east_to_the_west(community: Community):
    places = nights([], community, NOON)
    assert [p.city for p in places] == [
        "Melbourne", "Stockholm", "London", "Sao Paulo", "New York", "Chicago",
    ]  # fmt: skip
    assert sum(p.people for p in places) == len(community.people)
    assert f"{at(places, 'Melbourne').local:%a %H:%M}" == "Wed 23:00"
    assert {p.city for p in places if p.asleep} == {"Melbourne", "New York", "Chicago"}


def test_what_waits_for_a_morning_is_counted_where_it_waits(community: Community):
    melbourne = people_of(community, "Australia/Melbourne")
    held = [entry("welcome", f"welcome:{p}", at=IN_MELBOURNE) for p in melbourne]
    awake = entry(
        "welcome",
        f"welcome:{people_of(community, 'Europe/London')[0]}",
        at=NOON + timedelta(hours=1),
    )
    sent = entry("welcome", f"welcome:{melbourne[0]}", "done", at=IN_MELBOURNE)
    far = entry("notice", f"s02:notice:0:{melbourne[0]}", at=IN_MELBOURNE + timedelta(days=3))

    places = nights([*held, awake, sent, far], community, NOON)

    assert {p.city: p.waiting for p in places if p.waiting} == {"Melbourne": len(melbourne)}


def test_at_a_weekend_mondays_morning_is_waited_for(community: Community):
    saturday = datetime(2027, 2, 13, 12, tzinfo=UTC)
    london = people_of(community, "Europe/London")[0]
    held = entry("welcome", f"welcome:{london}", at=datetime(2027, 2, 15, 10, tzinfo=UTC))

    place = at(nights([held], community, saturday), "London")

    assert (place.asleep, place.waiting) == (False, 1)


def test_a_room_full_of_people_nobody_is_told_of_is_not_there(community: Community):
    unknown = entry("welcome", "welcome:nobody-we-know", at=IN_MELBOURNE)
    assert not any(p.waiting for p in nights([unknown], community, NOON))
