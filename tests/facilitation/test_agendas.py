"""The agenda changed by facilitators: sums fit, what falls due follows, and two at once do not undo each other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.agendas import Block, DoesNotFit, NotThatLong, OtherStretches
from bot.domain.civil_time import wall_time
from bot.domain.errors import ChangedMeanwhile, Impossible
from bot.facilitation import agendas, calendars
from bot.facilitation.moving import Act, NewTime, move_session
from bot.slack.agendas import SENT
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True)
PEARL, NADIA, OSRIC = (sample_people()[name] for name in ("pearl", "nadia", "osric"))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def made(company):
    company = company("2027-02-10T09:00", publish_by_hand=False)
    company.begins(cast("pearl ted kwabena gil osric nadia"), PLAN, (2027, 2))
    return company


def rounds(made):
    with made.look() as setting:
        return list(setting.planned(setting.session("s01")).rounds)


def blocks(made):
    return [Block(key=one.key, minutes=one.minutes, owner=one.owner) for one in rounds(made)]


def change(made, wished, base=0, by=NADIA):
    return agendas.change(made.desk, "s01", wished, base=base, by=by.id)


def shifted(made, minutes):
    """The first stretch longer by so many minutes, and the last one shorter."""
    first, *middle, last = blocks(made)
    return [
        replace(first, minutes=first.minutes + minutes),
        *middle,
        replace(last, minutes=last.minutes - minutes),
    ]


def rooms_open(made):
    with made.look() as setting:
        return [d.due_at for d in setting.memory.duties.waiting() if d.kind == "rooms-open"]


def test_what_falls_due_moves_along_and_the_end_stays(made):
    before, (opens, *_) = rounds(made), rooms_open(made)
    with made.look() as setting:
        ends = setting.session("s01").ends_at

    change(made, shifted(made, 3))

    assert rooms_open(made)[0] == opens + 3 * MINUTE
    assert [one.key for one in rounds(made)] == [one.key for one in before]
    with made.look() as setting:
        found = agendas.placed(setting, setting.session("s01"))
        assert found[-1].ends == setting.session("s01").ends_at == ends
        assert setting.plan_as_written.session(1).rounds[0].minutes == before[0].minutes


def test_a_session_made_shorter_keeps_its_changed_agenda_in_proportion(made):
    first, *others = blocks(made)
    change(made, [*others, first])
    with made.look() as setting:
        session = setting.session("s01")
    on, at = wall_time(session.wall)
    shorter = NewTime(day=on, at=at, minutes=session.minutes - 15)
    move_session(made.desk, "s01", shorter, Act(by=NADIA.id))

    assert [one.key for one in rounds(made)] == [*(one.key for one in others), first.key]
    assert sum(one.minutes for one in rounds(made)) == session.minutes - 15
    assert all(
        was.minutes >= now.minutes for was, now in zip([*others, first], rounds(made), strict=True)
    )


def test_stretches_change_places_and_get_somebody_who_leads_them(made):
    first, *others = blocks(made)
    said = {}
    for place, block in enumerate([*others, first], 1):
        said |= {f"minutes {block.key}": str(block.minutes), f"place {block.key}": str(place)}
    said[f"owner {first.key}"] = OSRIC.id

    SENT["agenda"](made.desk, NADIA, {"session": "s01", "version": "0"}, said)

    assert [one.key for one in rounds(made)] == [b.key for b in [*others, first]]
    text = agendas.page(made.desk, "s01", NADIA).text
    assert text.splitlines()[-1].endswith(OSRIC.name)
    assert "nobody named" in text


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (lambda b: [replace(b[0], minutes=b[0].minutes + 5), *b[1:]], DoesNotFit),
        (lambda b: [replace(b[0], minutes=0), *b[1:]], NotThatLong),
        (lambda b: b[1:], OtherStretches),
        (lambda b: [b[0], *b], OtherStretches),
        (lambda b: [replace(b[0], key="no-such-round"), *b[1:]], OtherStretches),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_changed(made, wrong, refusal):
    before = rounds(made)
    with pytest.raises(refusal):
        change(made, wrong(blocks(made)))
    assert rounds(made) == before


def test_how_much_is_too_much_is_said(made):
    first, *others = blocks(made)
    with pytest.raises(DoesNotFit) as no:
        change(made, [replace(first, minutes=first.minutes + 5), *others])
    assert "take away 5." in no.value.message


def test_of_two_at_once_the_second_is_told(made):
    change(made, shifted(made, 3))
    with pytest.raises(ChangedMeanwhile):
        change(made, shifted(made, 1), base=0, by=OSRIC)
    change(made, shifted(made, 1), base=1, by=OSRIC)


def test_what_has_begun_stays_and_what_is_to_come_may_change(made):
    made.until("2027-02-17T20:01")
    with pytest.raises(Impossible):
        change(made, shifted(made, 3))
    first, second, *others, last = blocks(made)
    change(
        made,
        [
            first,
            replace(second, minutes=second.minutes + 2),
            *others,
            replace(last, minutes=last.minutes - 2),
        ],
    )


def test_hosts_read_the_new_hours_and_calendars_take_them_over(made):
    made.until("2027-02-17T19:00")
    with made.look() as setting:
        room = setting.memory.plans.published("s01").rooms[0]
        host = setting.person(room.host)
    card = made.told(host, "The task: ")[-1]
    was = card.text
    with made.change() as setting:
        given = calendars.numbered(setting, host, setting.session("s01")).sequence

    change(made, shifted(made, 3))
    made.work()

    assert card.message.text != was
    with made.change() as setting:
        assert calendars.numbered(setting, host, setting.session("s01")).sequence > given


def test_the_window_brings_back_what_stands_there(made):
    body = agendas.window(made.desk, "s01").body
    assert len(body["blocks"]) == 1 + 4 * len(rounds(made)) <= 100
    assert body["private_metadata"] == '{"session":"s01","version":"0"}'
