"""Story A1 without Slack: a patient lives the same month on her own page, with a link and nothing else."""

from bot.facilitation import own_page
from bot.facilitation.setting import Setting
from tests.plays.scripts import cast, plan_of
from tests.plays.telling import NAMELESS, ROOM, id_of, story_of
from tests.web.visitor import Visitor

PEOPLE = "jandira beatriz caetano luisa marina pearl kirra ted gunvor doreen emeka signe"
CANARY = "I count the tiles above the infusion chair"
BECAME = "The infusion chairs face the window now, because of what you told us."


def opened(theatre):
    people = cast(f"{PEOPLE} nadia")
    stage = theatre.opens(
        people=people,
        on_slack=[one for one in people if one.id != id_of("jandira")],
        start=(2027, 2),
        plan=plan_of(4, 5),
        at="2027-02-05T12:00",
        publish="automatic",
    )
    stage.until("2027-02-09 12:00")
    return stage


def link_of(stage, name="jandira"):
    """The address of somebody's own page."""
    with stage.desk.store.read() as memory:
        return own_page.address(Setting(stage.desk, memory), id_of(name))


def says_whether_she_comes(her):
    assert "1 question waits for you." in her.reads
    assert "You have not told us yet whether you can come" in her.reads
    her.follows("1 question")
    assert "Will you be with us" in her.reads
    her.presses("Yes")
    assert "Noted." in her.reads
    assert "You answered: “Yes”" in her.reads
    her.follows("Today")
    assert "You said yes." in her.reads


def tells_a_story_for_her_room_without_her_name(stage, her):
    stage.until("2027-02-10 16:00")
    her.follows("Questions")
    assert her.reads.index("people in your room and the facilitators see") < her.reads.index(
        "Answer\n"
    )
    her.follows("Answer")
    her.fills({"Who may see it": ROOM, "Under which name": NAMELESS})
    her.presses("Keep it")
    assert "Something is still empty" in her.reads
    her.fills({"Your story": CANARY})
    her.presses("Keep it")
    with stage.memory() as setting:
        (consent,) = setting.memory.consents.find(by=id_of("jandira"))
    assert (consent.scope, consent.signed) == ("room", "none")
    assert story_of(stage, "jandira").state == "told"
    assert "Thank you for telling it." in her.reads
    assert CANARY not in her.reads


def is_told_her_room_and_why(stage, her):
    stage.until("2027-02-16 16:00")
    with stage.memory() as setting:
        room = setting.memory.plans.published("s01").room_of(id_of("jandira"))
        mates = [setting.people[one].name for one in room.people if one != id_of("jandira")]
    her.follows("Today")
    assert room.name in her.reads
    assert "By telephone: +1 555 0100" in her.reads
    her.follows("My room")
    assert [name for name in mates if name not in her.reads] == []
    her.follows("This room does not feel right")
    her.fills({"What would you like?": "There is somebody I would rather not share a room with"})
    her.presses("Go on")
    assert "Only the facilitators" in her.reads
    her.goes(her.address.replace("/window", "/room"))


def takes_her_story_back(stage, her):
    her.follows("Stories")
    her.follows("Take back the story")
    assert story_of(stage, "jandira").state == "told"
    her.presses("Take it back")
    assert "It is gone" in her.reads
    assert story_of(stage, "jandira").gone


def reads_what_became_of_it(stage, her):
    stage.nadia.types(f"/convene session 1 told {BECAME}")
    stage.until("2027-03-17 18:00")
    her.follows("Back")
    her.follows("Written to me")
    assert BECAME in her.reads


def test_a_patient_without_slack_answers_tells_takes_back_and_reads_what_became_of_it(theatre):
    stage = opened(theatre)
    her = Visitor(link_of(stage))

    says_whether_she_comes(her)
    tells_a_story_for_her_room_without_her_name(stage, her)
    is_told_her_room_and_why(stage, her)
    takes_her_story_back(stage, her)
    reads_what_became_of_it(stage, her)
