"""The board without a script: seen, changed on top of what was seen, published after a look at who hears of it."""

from dataclasses import replace

import pytest

from bot.domain.answers import Reply, Rsvp
from bot.domain.room_wishes import WishKind
from bot.facilitation import room_wishes
from tests.web.facilitators import (
    NADIA,
    OSRIC,
    PEARL,
    door,
    drawn,
    house,
    nadia,
    now,
    osric,
    words_of,
)

__all__ = ["door", "drawn", "house", "nadia", "osric"]
BOARD = "/facilitate/session/1/rooms"
pytestmark = pytest.mark.usefixtures("drawn")


def one_of(house, room):
    """Somebody of this room who neither keeps time nor takes notes there."""
    seats = now(house).rooms[room]
    return next(p for p in seats.people if p not in {seats.host, seats.scribe})


def base(page):
    return page.text.partition('data-version="')[2].partition('"')[0]


def small(house):
    """One person goes to the smaller room, so that there is one seat more in the other."""
    sizes = [room.size for room in now(house).rooms]
    return sizes.index(max(sizes)), sizes.index(min(sizes))


def test_the_board_shows_everybody_once_with_their_organisation(house, nadia):
    page = nadia.opens(BOARD)

    assert page.text.count('data-person="') == 15
    assert f"{PEARL.name}, {PEARL.organisation}" in page.text
    assert "version 1: proposed, not yet told to anyone" in words_of(page.text)
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "script-src" not in nadia.opens("/facilitate/").headers["Content-Security-Policy"]


def test_before_rooms_are_proposed_they_can_be_drawn(house, nadia):
    empty = nadia.opens("/facilitate/session/2/rooms")
    assert "No rooms are proposed yet" in empty.text

    page = nadia.sends("/facilitate/session/2/rooms", empty, act="draw")

    assert "all rooms are drawn anew" in page.text
    assert page.text.count('data-person="') == 15


def test_a_move_is_made_undone_and_each_is_in_the_audit(house, nadia):
    full, free = small(house)
    who, page = one_of(house, full), nadia.opens(BOARD)
    room = now(house).rooms[free].name

    moved = nadia.sends(BOARD, page, act="move", person=who, room=room, base=base(page))
    assert now(house).room_of(who).name == room
    assert f"moved to {room}" in moved.text
    assert f"{now(house).rooms[full].name}" in words_of(moved.text).partition("What changed")[2]

    nadia.sends(BOARD, moved, act="undo", base=base(moved))
    assert now(house).room_of(who).name != room
    with house.store.read() as memory:
        did = [line.did for line in memory.traces.find(who=NADIA.id)]
    assert did[-2:] == [
        "changed the rooms (version 2)",
        "undid a change of the rooms, back to version 1",
    ]


def test_two_facilitators_on_one_version_merge_or_the_second_is_told(house, nadia, osric):
    full, free = small(house)
    ted, gil, pearl = one_of(house, full), one_of(house, free), now(house).rooms[full].people[-1]
    mine, theirs = nadia.opens(BOARD), osric.opens(BOARD)

    osric.sends(BOARD, theirs, act="swap", person=ted, other=gil, base=base(theirs))
    clash = nadia.sends(
        BOARD, mine, act="move", person=ted, room=now(house).rooms[full].name, base=base(mine)
    )
    assert clash.status_code == 409
    assert f"{OSRIC.name} changed Room 1 and Room 2 a moment ago" in clash.text
    assert base(clash) == "2"

    if pearl == ted:
        pearl = now(house).rooms[full].people[0]
    merged = nadia.sends(
        BOARD, mine, act="move", person=pearl, room=now(house).rooms[free].name, base=base(mine)
    )
    assert merged.status_code == 200
    seated = [p for room in now(house).rooms for p in room.people]
    assert len(seated) == len(set(seated)) == 15
    assert now(house).version == 3


def test_a_room_never_has_more_than_its_bound_and_it_is_said_what_else_to_do(house, nadia):
    full, free = small(house)
    page = nadia.opens(BOARD)
    for _ in range(2):
        who, room = one_of(house, free), now(house).rooms[full].name
        page = nadia.sends(BOARD, page, act="move", person=who, room=room, base=base(page))

    assert page.status_code == 409
    assert "would have 9 people; swap someone instead" in page.text


def test_who_is_pinned_stays_when_all_is_drawn_anew(house, nadia):
    who, page = one_of(house, 0), nadia.opens(BOARD)
    page = nadia.sends(BOARD, page, act="pin", person=who)
    assert "stays in this room" in page.text

    nadia.sends(BOARD, page, act="draw")

    assert now(house).room_of(who).name == "Room 1"
    page = nadia.sends(BOARD, page, act="unpin", person=who)
    assert now(house).pinned == ()


def test_publishing_says_first_who_hears_what_and_refuses_what_was_not_looked_at(
    house, nadia, osric
):
    look = nadia.opens(f"{BOARD}/publish")
    assert "15 people hear of it, each at their own hour" in look.text
    assert "hears that their room is Room 1" in look.text
    who = one_of(house, 0)
    osric.sends(BOARD, None, act="swap", person=who, other=one_of(house, 1))

    late = nadia.sends(f"{BOARD}/publish", look, base="1")
    assert (late.status_code, now(house).state) == (409, "proposed")
    assert f"{OSRIC.name} changed the rooms a moment ago" in late.text

    done = nadia.sends(f"{BOARD}/publish", late, base="2")
    assert done.url.endswith("/rooms?told=1")
    assert (now(house).state, "Published." in done.text) == ("published", True)
    with house.store.read() as memory:
        assert len({effect.target for effect in memory.effects.find(kind="room-news")}) == 15
    assert nadia.opens(f"{BOARD}/publish").status_code == 409


def test_after_publishing_only_whoever_sits_elsewhere_hears_of_a_change(house, nadia):
    nadia.sends(f"{BOARD}/publish", None, base="1")
    one, other, page = one_of(house, 0), one_of(house, 1), nadia.opens(BOARD)
    nadia.sends(BOARD, page, act="swap", person=one, other=other, base=base(page))

    look = nadia.reads(f"{BOARD}/publish")

    assert "2 people hear of it" in look
    assert "Nobody else is told" in look


def test_private_wishes_are_counted_and_never_named(house, nadia):
    one, other = one_of(house, 0), now(house).rooms[0].people[-1]
    room_wishes.write_down(house, WishKind.APART, [one, other], by=NADIA.id)
    with house.store.begin() as memory:
        memory.plans.add(replace(now(house), version=2))

    for path in (BOARD, f"{BOARD}/publish"):
        page = nadia.reads(path)
        assert "One private wish is not kept in these rooms" in page
        assert "apart" not in page


def says_no(house, person):
    no = Reply(session_id="s01", person_id=person, answer=Rsvp.NO, at=house.clock.now(), by=person)
    with house.store.begin() as memory:
        memory.replies.save(no)


def test_the_fewest_moves_are_seen_first_and_made_exactly_so(house, nadia):
    first, second = one_of(house, 0), one_of(house, 1)
    says_no(house, first)
    assert "one person cannot come and has a seat" in nadia.reads(BOARD)
    look = nadia.opens(f"{BOARD}/mend")
    assert "Nothing is changed yet" in look.text
    facts = {name: field(look, name) for name in ("base", "mark")}

    says_no(house, second)
    late = nadia.sends(f"{BOARD}/mend", look, **facts)
    assert (late.status_code, now(house).version) == (409, 1)
    assert "An answer that came since changed what these rooms need" in late.text

    done = nadia.sends(f"{BOARD}/mend", late, base="1", mark=field(late, "mark"))
    assert (done.status_code, {first, second} & now(house).seated) == (200, set())
    assert "There is nothing to mend" in nadia.reads(f"{BOARD}/mend")


def field(page, name):
    return page.text.partition(f'name="{name}" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"act": "explode"},
        {"act": "move"},
        {"act": "move", "person": "p999", "room": "Room 1"},
        {"act": "move", "person": PEARL.id, "room": "Room 77", "base": "x" * 400},
        {"act": "swap", "person": PEARL.id, "other": "<script>"},
        {"act": "pin", "person": "p999"},
        {"act": "undo", "base": "9999999999999"},
    ],
)
def test_whatever_else_is_posted_changes_nothing_and_is_answered_in_words(house, nadia, form):
    page = nadia.sends(BOARD, None, **form)

    assert page.status_code == 409
    assert "<script>" not in page.text
    assert now(house).version == 1


def test_the_newest_version_is_told_to_whoever_looks_every_few_seconds(house, nadia):
    assert nadia.opens(f"{BOARD}/version").json() == {"version": 1, "state": "proposed"}
    assert nadia.opens("/facilitate/session/77/rooms").status_code == 404
