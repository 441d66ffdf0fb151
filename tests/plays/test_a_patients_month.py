"""Story A1: a patient in Sao Paulo lives a whole month, from the invitation to what became of what was said."""

from datetime import UTC, datetime

from tests.plays.questions import writes
from tests.plays.scripts import cast, plan_of, sample_people
from tests.plays.telling import NAMELESS, ROOM, id_of, reads, standing, story_of

PEOPLE = "jandira beatriz caetano luisa marina pearl kirra ted gunvor doreen emeka signe"
CANARY = "I count the tiles above the infusion chair"
BECAME = "The infusion chairs face the window now, because of what you told us."
OVER = datetime(2027, 2, 17, 21, 30, tzinfo=UTC)
TEN_IN_SAO_PAULO = "13:00"


def opened(theatre):
    stage = theatre.opens(
        people=cast(f"{PEOPLE} nadia"),
        start=(2027, 2),
        plan=plan_of(4, 5),
        at="2027-02-05T12:00",
        publish="automatic",
    )
    stage.until("2027-02-09 12:00")
    return stage


def is_invited_at_ten_where_she_lives(stage):
    came = stage.jandira.told_at("Will you be with us")
    assert came.strftime("%d %H:%M") == f"08 {TEN_IN_SAO_PAULO}"
    stage.jandira.presses("Yes", "Will you be with us")
    assert stage.jandira.was_told("You answered: “Yes”")


def tells_a_story_for_her_room_without_her_name(stage):
    stage.until("2027-02-10 16:00")
    (asked,) = stage.jandira.was_told("one ordinary day")
    assert asked.index("people in your room and the facilitators see") < asked.index("\nAnswer")
    writes(
        stage.jandira,
        CANARY,
        "one ordinary day",
        **{"Who may see it": ROOM, "Under which name": NAMELESS},
    )

    with stage.memory() as setting:
        (consent,) = setting.memory.consents.find(by=id_of("jandira"))
    assert (consent.scope, consent.signed) == ("room", "none")
    assert story_of(stage, "jandira").state == "told"
    assert CANARY not in standing(stage)


def room_of_hers(stage):
    with stage.memory() as setting:
        plan = setting.memory.plans.published("s01")
        return plan, plan.room_of(id_of("jandira"))


def sits_with_another_patient_and_with_nobodys_manager(stage):
    stage.until("2027-02-16 16:00")
    everyone = {person.id: person for person in sample_people().values()}
    _, room = room_of_hers(stage)
    here = [everyone[person] for person in room.people]
    assert sum(person.role == "lay" for person in here) >= 2
    assert not any(one.manages(other) for one in here for other in here)


def is_placed_by_hand_and_told_room_and_telephone(stage):
    _, room = room_of_hers(stage)
    (meeting,) = stage.zoom_meetings()
    addresses = [address for one in meeting.rooms for address in one["participants"]]
    assert sample_people()["jandira"].email not in addresses
    assert f"Jandira Coutinho (no Zoom address, {room.name})" in stage.nadia.types(
        "/convene rooms 1"
    )
    (news,) = stage.jandira.was_told("Your room for")
    assert f"is {room.name}, with" in news
    assert "By telephone: +1 555 0100" in news


def is_read_in_her_room_and_nowhere_else(stage):
    plan, room = room_of_hers(stage)
    for other in plan.seated - {id_of("jandira")}:
        assert (CANARY in reads(stage.players_by_id(other))) == (other in room.people)


def hears_once_after_the_session(stage):
    stage.until("2027-02-18 14:00")
    (call,) = [call for call in stage.direct(stage.jandira) if call.at > OVER]
    assert call.at.strftime("%d %H:%M") == f"18 {TEN_IN_SAO_PAULO}"
    (bundle,) = stage.jandira.was_told("Did people listen to what you had to say")
    assert "How are you with that today?" in bundle


def reads_what_became_of_it_before_the_next_session(stage):
    stage.nadia.types(f"/convene session 1 told {BECAME}")
    stage.until("2027-03-17 18:00")
    (told,) = stage.jandira.was_told("What happened with what you told us last time")
    assert BECAME in told
    assert stage.jandira.told_at(BECAME) < datetime(2027, 3, 17, 19, 0, tzinfo=UTC)


def test_a_patient_is_invited_heard_kept_safe_and_told_what_became_of_it(theatre):
    stage = opened(theatre)

    is_invited_at_ten_where_she_lives(stage)
    tells_a_story_for_her_room_without_her_name(stage)
    sits_with_another_patient_and_with_nobodys_manager(stage)
    is_placed_by_hand_and_told_room_and_telephone(stage)
    is_read_in_her_room_and_nowhere_else(stage)
    hears_once_after_the_session(stage)
    reads_what_became_of_it_before_the_next_session(stage)
