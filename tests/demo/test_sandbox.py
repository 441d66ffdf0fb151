"""The sandbox: opened, lived in, closed, and opened again where it was."""

import sqlite3
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.demo import keepsake, sole
from bot.demo.agenda import Agenda
from bot.demo.clockwork import Clockwork
from bot.demo.community import Community, community_for
from bot.demo.first_day import FirstDay
from bot.demo.product import Product
from bot.demo.sandbox import Sandbox, home
from bot.demo.village import Village
from bot.demo.wish import CannotPlay, Wish
from integrations.sandbox.world import World


def opened(community: Community, folder: Path, *, fresh: bool = False) -> Sandbox:
    sandbox = Sandbox(community, folder, port=0, fresh=fresh)
    sandbox.open()
    return sandbox


def caught_up(sandbox: Sandbox) -> None:
    Clockwork(sandbox.world, sandbox.product, Agenda(), restarts=[]).settle()


def test_it_goes_on_where_it_was(community: Community, tmp_path: Path):
    folder = tmp_path / "sandbox"
    sandbox = opened(community, folder)
    try:
        sandbox.world.clock.advance(timedelta(hours=9))
        caught_up(sandbox)
        was = sandbox.world.person("p005").inbox()
        assert len(was) == 1
        assert was[0].startswith("Hello Ruthanne")
        village = Village(sandbox)
        village.hear()
        sandbox.world.clock.rate = 0
        left_at = sandbox.world.clock.now()
        meant = ahead(village, left_at)
    finally:
        village.leave()
        sandbox.close()
    again = opened(community, folder)
    try:
        assert again.world.clock.now() >= left_at
        neighbours = Village(again)
        assert ahead(neighbours, left_at) == meant
        assert neighbours.stage.agenda.next > left_at
        neighbours.leave()
        ruthanne = again.world.person("p005", settle=5)
        assert ruthanne.inbox() == was
        assert "Next: “A short list that stays short”" in ruthanne.types("/convene mine")
        ruthanne.presses("That's fine", settle=0)
        caught_up(again)
        assert "You said: that's fine" in ruthanne.inbox()[-1]
    finally:
        again.close()


def ahead(village: Village, now: datetime) -> list[datetime]:
    """When people mean to do something after this instant, to the minute."""
    every = (at for at, _, _ in village.stage.agenda._acts if at > now + timedelta(minutes=1))
    return sorted(at.replace(second=0, microsecond=0) for at in every)


def test_the_first_day_is_set_up_by_commands_once(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Sandbox, "start", lambda self: None)
    folder = tmp_path / "sandbox"
    sandbox = opened(community, folder)
    roster = people_in(sandbox)
    with sqlite3.connect(sandbox.product.database) as spoilt:
        spoilt.execute("DELETE FROM person")
    door = sandbox.world.switchboard.url
    monkeypatch.setattr(Product, "does", None)
    sandbox.anew()
    try:
        assert people_in(sandbox) == roster == sorted(community.people)
        assert sandbox.world.switchboard.url != door
        assert sandbox.world.clock.now() - community.begins < timedelta(minutes=5)
    finally:
        sandbox.close()


def people_in(sandbox: Sandbox) -> list[str]:
    with sqlite3.connect(sandbox.product.database) as books:
        return [id for (id,) in books.execute("SELECT id FROM person ORDER BY id")]


def test_a_copy_of_the_first_day_is_of_one_roster_and_one_plan_only(tmp_path: Path):
    with sqlite3.connect(tmp_path / "now.sqlite3") as database:
        database.execute("CREATE TABLE person (id TEXT)")
    FirstDay(tmp_path, of="us").keep(tmp_path / "now.sqlite3")
    assert FirstDay(tmp_path, of="us").is_kept
    assert not FirstDay(tmp_path, of="others").is_kept
    FirstDay(tmp_path, of="others").keep(tmp_path / "now.sqlite3")
    assert not FirstDay(tmp_path, of="us").is_kept


def test_months_of_talk_are_kept_without_anybody_waiting(tmp_path: Path):
    community = community_for(Wish())
    with World.from_people(community.people.values(), start=community.begins) as world:
        place, ids = world.slack.place, world.ids

        def takes_with(lines: int) -> float:
            """The least that keeping a talk of so many lines more costs, in the work alone; all of it is kept."""
            for n in range(lines):
                for member in ids.values():
                    place.put(
                        place.direct(member), member, f"Line {n}", blocks=[{"type": "divider"}]
                    )
            standing = sum(len(place.direct(member).posts) for member in ids.values())
            took = []
            for _ in range(3):  # memory may be tidied in one of them
                began = time.thread_time()
                told = keepsake._snapshot(world)
                took.append(time.thread_time() - began)
                assert sum(len(each["posts"]) for each in told["conversations"]) == standing
            return min(took)

        some, much = takes_with(25), takes_with(75)
        assert much < 12 * some  # four times the talk: it grows with what there is, and no faster


def test_another_roster_does_not_move_in_unasked(community: Community, tmp_path: Path):
    with World(start=community.begins) as world:
        keepsake.keep(world, tmp_path, of="other people")
    with pytest.raises(CannotPlay, match="--fresh"):
        Sandbox(community, tmp_path, port=0, fresh=False)


def test_a_taken_port_is_said_so(community: Community, tmp_path: Path):
    with (
        World(start=community.begins) as world,
        pytest.raises(CannotPlay, match=r"port \d+ is taken"),
    ):
        Sandbox(community, tmp_path, port=world.switchboard.door.port, fresh=False)


def test_a_second_sandbox_disturbs_nothing_in_the_folder_of_another(
    community: Community, tmp_path: Path
):
    folder = tmp_path / "sandbox"
    first = Sandbox(community, folder, port=0)
    (folder / "convener.sqlite3").write_text("all that was lived through")
    for fresh in (False, True):
        with pytest.raises(CannotPlay, match="another sandbox is open in"):
            Sandbox(community, folder, port=0, fresh=fresh)
    assert (folder / "convener.sqlite3").exists()
    first.close()
    Sandbox(community, folder, port=0, fresh=True).close()


def test_the_bot_of_a_sandbox_that_was_cut_off_does_not_stand_in_the_way(tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as left_over:
        sole.remember_bot(tmp_path, left_over.pid)
        sole.end_leftover(tmp_path)
        assert left_over.wait(10) != 0
    assert not list(tmp_path.iterdir())


def test_another_process_with_the_number_of_a_bot_is_left_alone(tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        (tmp_path / sole.BOT).write_text(f"{other.pid} some other day", encoding="utf-8")
        sole.end_leftover(tmp_path)
        other.communicate(b"still here\n", timeout=30)
        assert other.returncode == 0


def test_fresh_forgets_everything(community: Community, tmp_path: Path):
    (tmp_path / "world.json").write_text("{}")
    sandbox = Sandbox(community, tmp_path, port=0, fresh=True)
    assert sandbox.is_new
    assert list(tmp_path.iterdir()) == []
    sandbox.world.close()


def test_a_world_is_kept_with_its_meetings_and_numbers_go_on(tmp_path: Path):
    community = community_for(Wish())
    with World.from_people(community.people.values(), start=community.begins) as world:
        group = world.slack.place.group([world.ids["p001"], world.ids["p002"]])
        world.slack.place.put(group, world.ids["p001"], "Good morning")
        meeting = _meeting(world)
        home = {"type": "home", "blocks": []}
        sheet = world.slack.place.new_sheet(world.ids["p001"], home)
        world.slack.place.homes[world.ids["p001"]] = sheet.id
        world.zoom.stage.join(meeting, "Host", email="host@example.org")
        world.zoom.stage.join(meeting, "Tariq", email="tariq@example.org")
        world.zoom.stage.end(meeting)
        world.zoom.stage.join(meeting, "Host", email="host@example.org")
        there = world.zoom.stage.join(meeting, "Ebba", phone=True)
        keepsake.keep(world, tmp_path, of="x")
    told = keepsake.kept(tmp_path)
    assert told is not None
    with World.from_people(community.people.values(), start=community.begins) as other:
        keepsake.restore(other, told)
        assert other.person("p001").reads("Good morning")
        assert other.zoom.account.meetings[meeting].topic == "A session"
        running = other.zoom.account.meetings[meeting].live
        assert running is not None
        assert running.attendees[-1] == there
        assert [len(past.attendees) for past in other.zoom.account.meetings[meeting].past] == [2]
        assert other.zoom.stage.join(meeting, "Late").user_id > there.user_id
        page = other.slack.place.home(other.ids["p001"])
        assert page is not None
        assert page.is_home
        assert other.zoom.account.new_id() > meeting
        fresh = other.slack.place.group([other.ids["p003"], other.ids["p004"]])
        assert fresh.id != group.id
        assert other.slack.place.group([other.ids["p001"], other.ids["p002"]]).id == group.id


def _meeting(world: World) -> int:
    from integrations.sandbox.zoom_things import ZoomMeeting

    account = world.zoom.account
    made = ZoomMeeting(
        id=account.new_id(), host=account.host("host@example.org"), created=world.clock.now(),
        starts_at=world.clock.now() + timedelta(days=1), topic="A session",
        settings={"breakout_room": {"enable": True, "rooms": [{"name": "Room 1", "participants": []}]}},
    )  # fmt: skip
    account.meetings[made.id] = made
    return made.id


def test_it_lives_among_the_persons_own_files(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert home() == Path("/data/convener/sandbox")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/ada")
    assert home() == Path("/home/ada/.local/share/convener/sandbox")
