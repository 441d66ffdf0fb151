"""Step 7: a draft of what people said, for facilitators to shape; and a session that can run while Slack is away."""

import pytest

from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, without=["rsvp", "what-we-did"])
PEOPLE = "jandira raimundo gunvor kwabena pearl anjali kirra ted signe"


def opened(theatre, names):
    stage = theatre.opens(
        people=cast(f"{names} nadia osric"),
        start=(2027, 2),
        plan=PLAN,
        at="2027-02-08T12:00",
        publish="automatic",
    )
    stage.until("2027-02-11 12:00")
    return stage


@pytest.fixture
def stage(theatre):
    return opened(theatre, PEOPLE)


def writes(player, words, near):
    player.presses("Answer", near)
    player.fills({"Your answer": words})
    player.sends()


def test_the_day_before_facilitators_get_a_draft_with_lay_voices_first(stage):
    writes(stage.kwabena, "Fewer forms", "should work on first")
    writes(stage.pearl, "A number to ring at night", "should work on first")

    stage.until("2027-02-16 23:00")

    for facilitator in (stage.nadia, stage.osric):
        (draft,) = facilitator.was_told("what people have said so far")
        assert "nothing of it is shared until you share it" in draft
        assert draft.index("A number to ring at night") < draft.index("Fewer forms")
        assert "Pearl Haversham, Heathside Hospital Trust" in draft
    assert stage.ted.was_told("what people have said so far") == []


def test_after_the_session_the_bones_of_a_synthesis_name_the_open_loops(stage):
    stage.until("2027-02-18 16:00")
    writes(stage.pearl, "That nobody rushed", "stays with you")
    stage.kwabena.types("/convene action Ring the ward by 2027-03-10")

    stage.until("2027-02-22 16:00")

    (bones,) = stage.nadia.was_told("bones for your synthesis")
    assert "That nobody rushed" in bones
    assert "“Ring the ward”: Kwabena Lathbury" in bones
    assert "/convene session 1 told YOUR WORDS" in bones


def test_with_slack_away_the_session_can_be_read_and_run_from_the_command_line(stage):
    stage.pearl.presses("I can come")
    stage.gunvor.presses("I cannot come")
    stage.until("2027-02-15 16:00")
    stage.world.faults.down("slack")

    shown = stage.convener("session", "show", "1")

    assert shown.returncode == 0, shown.stderr
    assert "A short list that stays short" in shown.stdout
    assert "Thu 18 February, 07:00 in Melbourne" in shown.stdout
    assert "1 yes" in shown.stdout
    (meeting,) = stage.zoom_meetings()
    assert str(meeting.id) in shown.stdout
    assert "Rooms: published" in shown.stdout
    for person in cast(PEOPLE):
        assert (person.name in shown.stdout) is (person.name != "Gunvor Hallstensson")
    stage.world.faults.up("slack")


def test_after_slack_was_away_nothing_is_lost_doubled_or_sent_too_late_to_help(theatre):
    stage = opened(theatre, "ted pearl kwabena")
    for name in ("ted", "pearl", "kwabena"):
        getattr(stage, name).presses("I can come")
    stage.until("2027-02-17 18:50")
    stage.world.faults.down("slack")
    stage.until("2027-02-17 20:20")
    stage.world.faults.up("slack")
    stage.until("2027-02-18 16:00")

    assert stage.ted.was_told("starts soon") == []
    assert stage.ted.was_told("starts at") == []
    (meeting,) = stage.zoom_meetings()
    assert meeting.rooms
    assert len(stage.ted.was_told("stays with you")) == 1
    late = [e for e in stage.effects("s01:notice:2:") if e.state == "expired"]
    assert len(late) == 5
