"""Several workspaces, one community: invited, agreed to once, spoken to with their own tokens, and left again."""

import json

import requests

from bot.domain.effects import State
from bot.ports import WorkspaceGone
from integrations.sandbox.slack_admin import Admin
from tests.plays.conftest import Theatre
from tests.plays.scripts import cast, plan_of
from tests.plays.spaces import follows, installs, invitation, space_of, there
from tests.plays.stage import Player, Stage

NORTH, SOUTH = "T0NORTH", "T0SOUTH"
HOME_PEOPLE = "jandira raimundo luisa gunvor torkel kwabena nadia"
NORTH_PEOPLE = "doreen ivo pearl"
SOUTH_PEOPLE = "ted emeka"


def neighbours(world) -> None:
    world.opens_workspace(NORTH, "North Health", cast(NORTH_PEOPLE))
    world.opens_workspace(SOUTH, "South Trust", cast(SOUTH_PEOPLE))


def opened(theatre: Theatre, **more) -> Stage:
    show = {
        "people": cast(f"{HOME_PEOPLE} {NORTH_PEOPLE} {SOUTH_PEOPLE}"),
        "on_slack": cast(HOME_PEOPLE),
        "prepare": neighbours,
        "start": (2027, 2),
        "plan": plan_of(2, bare=True),
        "at": "2027-02-08T12:00",
    }
    return theatre.opens(**show | more)


def account_of(stage: Stage, player: Player) -> tuple[str, str]:
    with stage.memory() as setting:
        (person,) = (p for p in setting.people.values() if p.name == player.name)
        return person.slack_id, person.standing


def test_people_of_two_further_workspaces_hear_and_answer_there(theatre):
    stage = opened(theatre)
    installs(stage, NORTH, SOUTH)
    pearl, ted = there(stage, NORTH, "pearl"), there(stage, SOUTH, "ted")
    stage.until("2027-02-09 23:00")

    for person in (pearl, ted, stage.jandira):
        assert len(person.was_told("I am Convener")) == 1, person.name
        person.presses("That's fine")
    assert account_of(stage, pearl) == (f"{NORTH}/{pearl.id}", "active")
    assert account_of(stage, ted) == (f"{SOUTH}/{ted.id}", "active")
    assert account_of(stage, stage.jandira) == (stage.jandira.id, "active")
    assert "Next: “A short list" in pearl.types("/convene mine")
    said = [call for call in stage.world.record.messages() if "I am Convener" in call.text]
    assert len(said) == len(stage.world.everyone)

    # a branch is put before those who cannot be in the community's channel, too
    stage.jandira.types("/convene branch Texts before discharge")
    stage.until("2027-02-10 23:00")
    assert len(ted.was_told("Texts before discharge")) == 1
    for person in (pearl, ted, there(stage, NORTH, "doreen")):
        person.presses("I'd like to join")
    assert "Pearl Haversham, Ted Okulicz and Doreen" in ted.was_told("Texts before discharge")[0]
    stage.until("2027-02-11 23:00")
    stage.jandira.presses("Bring us together")
    stage.until("2027-02-12 23:00")

    # the place is made where most of them are; the others read in private what is said there
    with stage.memory() as setting:
        (subgroup,) = setting.memory.subgroups.find()
    assert subgroup.channel.startswith(f"{NORTH}/")
    assert len(subgroup.uninvited) == 2
    assert pearl.reads("Here you are")
    assert len(ted.was_told("Here you are")) == len(stage.jandira.was_told("Here you are")) == 1

    # a mention means an account of one's own workspace
    assert "that account" not in pearl.types("/convene who @Doreen Ashgrove")
    assert "that account" in stage.nadia.types(f"/convene who <@{pearl.id}>")


def test_a_workspace_that_goes_and_comes_back(theatre):
    stage = opened(theatre)
    stage.expected_faults = True
    pearl, nadia = there(stage, NORTH, "pearl"), stage.nadia
    stage.until("2027-02-09 23:00")
    assert pearl.inbox() == []
    installs(stage, NORTH)  # later than the first letters: they come now
    stage.until("2027-02-10 11:00")
    assert len(pearl.was_told("I am Convener")) == 1
    pearl.presses("That's fine")
    space = stage.world.neighbours[0]

    # whoever agreed to it may leave: only their own token ends, and there never was one
    space.event({"type": "tokens_revoked", "tokens": {"oauth": [pearl.id]}})
    assert [w.id for w in stage.desk.workspaces.all()] == [NORTH]

    Admin(space).uninstalls()
    stage.settle()
    assert stage.desk.workspaces.all() == []
    stage.until("2027-02-11 12:00")
    assert len(nadia.was_told("was removed from the Slack workspace North Health")) == 1
    assert "3 people" in nadia.was_told("was removed from the Slack workspace")[0]

    # what is owed there dies in words and is not tried for ever
    stage.until("2027-02-17 12:00")
    dead = stage.effects(states=[State.DEAD])
    assert dead
    assert {e.last_error for e in dead} == {str(WorkspaceGone(NORTH))}
    assert {e.attempt for e in dead} == {1}
    assert stage.world.record.violations() == []
    waited = [e for e in dead if e.expires_at > stage.now]
    assert waited
    assert "Hello. I do not know you yet" in pearl.types("/convene mine")

    # news of the old time that comes late ends nothing
    page = follows(stage, invitation(stage), NORTH)
    assert page.status_code == 200
    late = space._wrapped({"type": "app_uninstalled"})
    late["event_time"] -= 3600
    assert space._tell(late, 1, "http_timeout").ok
    assert [w.id for w in stage.desk.workspaces.all()] == [NORTH]

    stage.settle()
    assert [e.key for e in stage.effects(states=[State.DEAD]) if e.expires_at > stage.now] == []
    assert "Next: “A short list" in pearl.types("/convene mine")
    with stage.memory() as setting:
        done = {e.key for e in setting.memory.effects.find(states=[State.DONE])}
    assert {e.key for e in waited} <= done


def test_an_invitation_counts_once_for_whom_it_was_meant_in_the_browser_that_followed_it(theatre):
    stage = opened(theatre, plan=plan_of(2, bare=True))
    link = invitation(stage)

    # somebody else's way back, without the ticket
    stage.world.slack.consent.signed_in = NORTH
    begun = requests.get(link, allow_redirects=False, timeout=30)
    agreed = requests.get(begun.headers["Location"], allow_redirects=False, timeout=30)
    stolen = requests.get(agreed.headers["Location"], timeout=30)
    assert (stolen.status_code, stage.desk.workspaces.all()) == (403, [])
    assert "HttpOnly" in begun.headers["Set-Cookie"]
    assert "SameSite=Lax" in begun.headers["Set-Cookie"]

    with requests.Session() as browser:
        assert follows(stage, link, NORTH, browser).status_code == 200
    for team in (NORTH, SOUTH):
        assert follows(stage, link, team).status_code == 403
    assert [w.id for w in stage.desk.workspaces.all()] == [NORTH]

    # the same workspace once more: one row, the same people
    assert follows(stage, invitation(stage), NORTH).status_code == 200
    assert [w.id for w in stage.desk.workspaces.all()] == [NORTH]
    # for one workspace alone; what was given by mistake is given back
    wrong = follows(stage, invitation(stage, SOUTH), NORTH)
    assert (wrong.status_code, "T0SOUTH alone" in wrong.text) == (403, True)
    # the community's own, and a whole organisation
    own = follows(stage, invitation(stage), stage.world.slack.place.ids.team)
    assert "connected already" in own.text
    assert stage.jandira.types("/convene help")
    stage.world.slack.consent.whole = True
    assert "whole organisation" in follows(stage, invitation(stage), SOUTH).text
    assert [w.id for w in stage.desk.workspaces.all()] == [NORTH]


def test_who_has_two_accounts_stays_where_they_were_met_unless_a_facilitator_says_otherwise(
    theatre,
):
    stage = opened(
        theatre, people=cast("jandira gunvor pearl nadia"), on_slack=cast("jandira gunvor nadia")
    )
    north, south = (space_of(stage, team) for team in (NORTH, SOUTH))
    north.welcomes(cast("gunvor"))
    south.welcomes(cast("pearl"))
    installs(stage, NORTH, SOUTH)
    at_home, gunvor = stage.gunvor, there(stage, NORTH, "gunvor")
    first, second = there(stage, NORTH, "pearl"), there(stage, SOUTH, "pearl")
    stage.until("2027-02-09 23:00")

    assert (len(at_home.was_told("I am Convener")), gunvor.inbox()) == (1, [])
    assert (len(first.was_told("I am Convener")), second.inbox()) == (1, [])
    assert "I know you by another Slack account" in gunvor.types("/convene mine")
    assert "I know you by another Slack account" in second.types("/convene mine")

    stage.convener("workspace", "remove", NORTH)
    stage.settle()
    assert "I know you by another Slack account" in second.types("/convene mine")
    moved = stage.convener("workspace", "reach", "Pearl", SOUTH)
    assert moved.returncode == 0, moved.stderr
    assert "Next: “A short list" in second.types("/convene mine")
    nowhere = stage.convener("workspace", "reach", "Pearl", "home")
    assert "has no account in that workspace" in nowhere.stderr


def test_the_command_line_tells_of_workspaces_and_changes_their_key(theatre):
    stage = opened(theatre, plan=None)
    installs(stage, NORTH, SOUTH)
    listed = json.loads(stage.convener("workspace", "list", "--json").stdout)
    assert [(each["team"], each["name"]) for each in listed] == [
        (NORTH, "North Health"),
        (SOUTH, "South Trust"),
    ]
    looked_at = stage.convener("doctor").stdout
    assert "Slack knows the app in North Health." in looked_at

    old = stage.environment["CONVENER_TOKEN_KEYS"]
    new = "a-new-key-that-is-long-enough-for-this"
    stage.environment["CONVENER_TOKEN_KEYS"] = new
    locked = stage.convener("doctor")
    assert (locked.returncode, "none of the keys in CONVENER_TOKEN_KEYS" in locked.stdout) == (
        1,
        True,
    )
    del stage.environment["CONVENER_TOKEN_KEYS"]
    assert "Set CONVENER_TOKEN_KEYS" in stage.convener("doctor").stdout
    refused = stage.convener("workspace", "invite")
    assert "set CONVENER_TOKEN_KEYS" in refused.stderr
    stage.environment["CONVENER_TOKEN_KEYS"] = f"{new},{old}"
    assert "2 tokens are locked with the first key" in stage.convener("keys", "rotate").stdout
    stage.environment["CONVENER_TOKEN_KEYS"] = new
    assert "Slack knows the app in South Trust." in stage.convener("doctor").stdout

    gone = stage.convener("workspace", "remove", NORTH)
    assert "North Health (T0NORTH) is none of ours any more." in gone.stdout
    assert stage.world.neighbours[0].keys.revoked == stage.world.neighbours[0].keys.given
    assert stage.convener("workspace", "remove", NORTH).returncode == 1
