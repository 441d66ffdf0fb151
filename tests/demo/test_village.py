"""The pretend people of the sandbox, without the bot: who acts, who is left alone, and how far a step goes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo import on_the_day
from bot.demo.agenda import Agenda
from bot.demo.community import Community
from bot.demo.lives import Lives
from bot.demo.stage import Stage, stage_of
from bot.demo.strides import NoSessionAhead, NothingAhead, goal_of, session_goal
from bot.demo.village import Errands
from bot.domain.programme import Mode
from bot.domain.sessions import Session
from integrations.sandbox.world import World
from integrations.sandbox.zoom_things import ZoomMeeting

NOON = datetime(2027, 2, 8, 12, tzinfo=UTC)
FIVE = timedelta(minutes=5)


class Bot:
    """A bot that is there or not."""

    def __init__(self, folder: Path) -> None:
        self.running, self.database = True, folder / "convener.sqlite3"
        self.database_url, self.story_keys = f"sqlite:///{self.database}", None


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    return Bot(tmp_path)


@pytest.fixture
def stage(community: Community, bot: Bot) -> Iterator[Stage]:
    with World.from_people(community.people.values(), start=NOON) as world:
        yield stage_of(community, world, bot, agenda=Errands(), lives=Lives())


def acts(stage: Stage) -> None:
    while act := stage.agenda.one(stage.now):
        act()


def reaches(stage: Stage, person: str, done: list[str]) -> None:
    """Plan an act of this person's, for now."""
    stage.later(stage.now, lambda: done.append(stage.hands(person).id))


def test_everyone_acts_but_whoever_is_played_by_hand(stage: Stage):
    done: list[str] = []
    stage.lives.by_hand = frozenset({"p005"})
    for person in ("p003", "p005", "p007"):
        reaches(stage, person, done)
    acts(stage)
    assert done == ["p003", "p007"]
    assert stage.agenda.next is None


def test_nobody_acts_while_all_are_switched_off(stage: Stage):
    done: list[str] = []
    reaches(stage, "p003", done)
    stage.lives.on = False
    acts(stage)
    assert (done, stage.agenda.next) == ([], None)


@pytest.mark.parametrize("away", ["slack", "bot"])
def test_what_cannot_be_done_now_is_done_later(stage: Stage, bot: Bot, away: str):
    done: list[str] = []
    reaches(stage, "p003", done)
    if away == "slack":
        stage.world.faults.down("slack")
    bot.running = away != "bot"
    acts(stage)
    assert done == []
    assert NOON + FIVE < stage.agenda.next < NOON + timedelta(hours=1)
    stage.world.faults.off()
    bot.running = True
    stage.world.clock.set(NOON + timedelta(hours=1))
    acts(stage)
    assert done == ["p003"]


def test_one_act_that_falls_over_keeps_nobody_from_theirs(stage: Stage):
    done: list[str] = []
    stage.later(stage.now, lambda: 1 / 0)
    reaches(stage, "p003", done)
    acts(stage)
    assert done == ["p003"]


def test_on_another_day_only_what_lies_ahead_is_planned():
    agenda = Agenda()
    with agenda.only_after(NOON):
        agenda.plan(NOON, print)
        agenda.plan(NOON + FIVE, print)
    agenda.plan(NOON - FIVE, print)
    assert [agenda.one(NOON), agenda.one(NOON), agenda.next] == [print, None, NOON + FIVE]


@pytest.fixture
def meeting(stage: Stage, community: Community) -> ZoomMeeting:
    """The meeting of the session, with two rooms."""
    account, session = stage.world.zoom.account, community.sessions[0]
    rooms = [{"name": f"Room {n}", "participants": []} for n in (1, 2)]
    made = ZoomMeeting(
        id=account.new_id(), host=account.host("host@example.org"), created=NOON,
        starts_at=session.starts_at, settings={"breakout_room": {"enable": True, "rooms": rooms}},
    )  # fmt: skip
    account.meetings[made.id] = made
    return made


def test_people_come_into_zoom_but_whoever_is_played_by_hand(
    stage: Stage, community: Community, meeting: ZoomMeeting
):
    session = community.sessions[0]
    played = on_the_day.comers(stage, session)[0]
    stage.lives.by_hand = frozenset({played.id})
    on_the_day._come_in(stage, session)
    here = [attendee.name for attendee in meeting.live.here()]
    assert meeting.host.name in here
    assert (len(here) > 3, played.name in here) == (True, False)
    on_the_day._come_in(stage, session)
    assert [attendee.name for attendee in meeting.live.here()] == here


def test_whoever_plays_the_last_facilitator_is_the_host(
    stage: Stage, community: Community, meeting: ZoomMeeting
):
    session = community.sessions[0]
    stage.lives.by_hand = frozenset(p.id for p in community.facilitators)
    on_the_day._come_in(stage, session)
    assert meeting.live is None
    stage.world.zoom.stage.start(meeting.id)
    on_the_day._come_in(stage, session)
    assert len(meeting.live.here()) > 3
    on_the_day._end(stage, session)
    assert meeting.live is not None
    stage.lives.by_hand = frozenset()
    on_the_day._end(stage, session)
    assert meeting.live is None


def session(month: int, starts_at: datetime, state: str = "planned") -> Session:
    return Session(
        id=f"s{month:02}", month=month, title="A session", mode=Mode.VIRTUAL, zone="Europe/London", wall="",
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90), state=state,
    )  # fmt: skip


def test_a_step_to_the_session_stops_before_it_at_its_start_and_at_its_end():
    starts = NOON + timedelta(days=2)
    sessions = [
        session(3, starts + timedelta(days=30)),
        session(2, starts),
        session(1, NOON, "cancelled"),
    ]
    marks, now = [], NOON
    for _ in range(4):
        now = session_goal(now, sessions)
        marks.append(now - starts)
    assert marks == [-FIVE, timedelta(), timedelta(minutes=90), timedelta(days=30) - FIVE]


def test_after_the_last_session_there_is_none():
    with pytest.raises(NoSessionAhead):
        session_goal(NOON, [session(1, NOON - timedelta(days=1)), session(2, NOON, "cancelled")])


def test_where_nothing_is_meant_there_is_no_next_event():
    with pytest.raises(NothingAhead):
        goal_of("event", NOON, happening=lambda: None, sessions=list)
    assert goal_of("event", NOON, happening=lambda: NOON + FIVE, sessions=list) == NOON + FIVE
    assert goal_of("hour", NOON, happening=lambda: None, sessions=list) == NOON + timedelta(hours=1)
    assert goal_of("day", NOON, happening=lambda: None, sessions=list) == NOON + timedelta(days=1)
