"""Stories for the plays: how they are told and read, and where their words could still be found."""

import subprocess

from integrations.sandbox.slack_gestures import Gestures
from tests.plays.questions import opened as questions_asked
from tests.plays.questions import writes
from tests.plays.scripts import sample_people

ROOM, EVERYONE = "My room, and the facilitators", "Everyone in the community"
FACILITATORS, ONLY_ME = "Only the facilitators", "Only me"
NAMELESS, NAMED = "Without my name", "With my name"


def opened(theatre, **more):
    """The questions of the week before, one of them for a story."""
    stage = questions_asked(theatre, **more)
    stage.until("2027-02-11 16:00")
    return stage


def id_of(name):
    return sample_people()[name].id


def story_of(stage, name):
    """The newest story somebody told."""
    with stage.memory() as setting:
        found = setting.memory.stories.find(person_id=id_of(name))
    return found[-1] if found else None


def fills_in(player, words, scope=ROOM, signed=NAMELESS):
    player.fills({"Your story": words, "Who may see it": scope, "Under which name": signed})
    player.sends()


def answers(player, words, scope=ROOM, signed=NAMELESS):
    """Tell a story that was asked for."""
    writes(player, words, "waiting room", **{"Who may see it": scope, "Under which name": signed})


def tells(player, words, scope=ROOM, signed=NAMELESS):
    """Tell one that nobody asked for, from Home."""
    player.opens_home()
    player.presses("Tell a story")
    fills_in(player, words, scope, signed)


def reads(player):
    """What somebody may read of others' stories now."""
    player.opens_home()
    player.presses("Stories I may read")
    said = player.modal()
    player.closes()
    return said


def confirms(player):
    """Say yes to taking back; what is said then."""
    assert "Take it back?" in player.modal()
    said = player.submits()
    player.closes()
    return said


def standing(stage):
    """Every word that stands in Slack now: messages and Home pages."""
    place = stage.world.slack.place
    posts = [str(p.as_json()) for c in place.conversations.values() for p in c.standing()]
    homes = [str(place.home(member)) for member in stage.world.ids.values()]
    return "\n".join([*posts, *homes])


def sent_since(stage, mark):
    """Everything that was sent to Slack and Zoom after that call."""
    return "\n".join(f"{c.args} {c.text}" for c in stage.world.record.since(mark))


def holding(folder, *canaries):
    """Which files hold one of these words. Looked through by another process: one that opens and closes a database's
    file takes the locks away from whoever has it open in the same process.
    """
    wanted = [part for word in canaries for part in ("-e", word)]
    found = subprocess.run(
        ["grep", "-rlaF", *wanted, str(folder)], capture_output=True, text=True, check=False
    )
    return found.stdout.split()


def runs_shortcut(player, name):
    player._stage.world.slack.shortcuts.setdefault(name, "tell_story")
    player.runs_shortcut(name)


def presses_old(stage, player, value, act="story:back"):
    """Press a button of a message that stood there once, as a screen that was not brought up to date would."""
    place = stage.world.slack.place
    talk = place.direct(player.id)
    post = talk.standing()[-1]
    element = {
        "type": "button",
        "action_id": act,
        "value": value,
        "text": {"type": "plain_text", "text": "x"},
    }
    return Gestures(stage.world.slack, player.id).block_action(
        post, element, {"block_id": "b"}, {"value": value}
    )
