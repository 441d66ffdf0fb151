"""convener smoke against strict stand-ins: what it makes it removes, also when things go wrong."""

import json

import pytest

from bot.cli import smoke_notes
from integrations.sandbox.faults import DONE_THEN_RESET, FaultPlan


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(smoke_notes, "PAUSE", 0.05)


def meetings(world):
    return list(world.zoom.account.meetings.values())


def messages(world):
    return [post for talk in world.slack.place.conversations.values() for post in talk.standing()]


def answers(report):
    return {one["question"]: one["answer"] for one in report["open_questions"]}


def test_a_meeting_and_a_message_are_made_seen_and_removed(connected, world):
    tried = connected("smoke", "--out", "report.json")

    assert tried.code == 0, tried.said
    assert "Everything went well. Nothing is left behind." in tried.said
    assert [one.deleted for one in meetings(world)] == [True]
    assert messages(world) == []
    assert world.record.violations() == []
    assert len(world.record.landed("chat.postMessage")) == 1
    (reader,) = {call.person for call in world.record.landed("chat.postMessage")}
    assert reader == world.facilitators[0]


def test_the_report_answers_what_can_be_seen_and_holds_nothing_private(
    connected, world, monkeypatch
):
    connected("smoke", "--out", "report.json")
    text = (connected.folder / "report.json").read_text()
    seen = answers(json.loads(text))

    assert seen["Whether a new list of rooms takes the place of the old one"] == "takes their place"
    assert seen["What Zoom does with the address of somebody without a Zoom account"] in {
        "kept",
        "dropped",
    }
    assert seen["Whether a message is found by its mark after a lost answer"] == "found"
    assert "not tried" in seen["How often Slack lets one workspace be posted to"]
    secrets = world.settings()["environment"].values()
    people = [p.email for p in world.participants.values()]
    assert [one for one in [*secrets, *people, "@", "http", "host@"] if one in text] == []


def test_a_channel_can_be_named_and_machines_read_json(connected, world):
    tried = connected("smoke", "--channel", world.channel.id, "--json")

    assert json.loads(tried.said)["ok"] is True
    (call,) = world.record.landed("chat.postMessage")
    assert call.args == {} or call.person == ""
    assert world.channel.standing() == []


@pytest.mark.parametrize(
    ("system", "method"),
    [
        ("zoom", "meetings.create"),
        ("slack", "chat.postMessage"),
        ("slack", "chat.update"),
    ],
)
def test_an_answer_that_is_lost_leaves_nothing_behind(connected, world, system, method):
    world.faults.set(FaultPlan(at={1: DONE_THEN_RESET}, methods=frozenset({method})))

    tried = connected("smoke")

    assert world.faults.struck, [c.method for c in world.record.since(0)]
    assert "Nothing is left behind." in tried.said
    assert messages(world) == []
    assert [one for one in meetings(world) if not one.deleted] == []


def test_rooms_that_zoom_drops_are_seen(connected, world):
    world.zoom.account.hosts["host@example.org"].assign_when_scheduling = False

    seen = answers(json.loads(connected("smoke", "--json").said))

    about = "What Zoom does with the address of somebody without a Zoom account"
    assert seen[about].startswith("all rooms were dropped")


def test_what_cannot_be_removed_is_told_with_its_place(connected, world):
    world.zoom.account.scopes -= {"meeting:delete:meeting:admin"}
    world.slack.keys.scopes -= {"im:history"}

    tried = connected("smoke", "--out", "report.json")

    assert tried.code == 1
    assert "Left behind: a Zoom meeting. In Zoom, host@example.org, Meetings" in tried.fault
    assert json.loads((connected.folder / "report.json").read_text())["left_behind"] == [
        "a Zoom meeting"
    ]
    assert messages(world) == []


def test_without_secrets_or_somebody_to_post_to_nothing_is_tried(connected, world, monkeypatch):
    connected.settings("slack", facilitators=[])
    assert connected("smoke").code == 2
    monkeypatch.delenv("CONVENER_ZOOM_CLIENT_SECRET")
    assert "CONVENER_ZOOM_CLIENT_SECRET is not set" in connected("smoke").fault
    assert world.record.since(0) == []
