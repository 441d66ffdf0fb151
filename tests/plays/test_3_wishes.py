"""Step 3, in private: another room or other company is asked for, kept by facilitators, and seen by nobody else."""

import json
import re

import pytest
import sqlalchemy as sa

from bot.facilitation.wishes import unkept
from bot.store.tables import metadata
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
FOURTEEN = (
    "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka"
)
TOLD = ("Pearl", "Nadia", "Osric")
NOT_RIGHT = "This room does not feel right"
RATHER_NOT = "There is somebody I would rather not share a room with"
TRACE = re.compile(r"wish|apart|rather not", re.IGNORECASE)


def id_of(name):
    return sample_people()[name].id


def plan_now(stage):
    with stage.memory() as setting:
        return setting.memory.plans.latest("s01")


def wishes_now(stage):
    with stage.memory() as setting:
        return setting.memory.room_wishes.find()


def mates(stage, name):
    return [p for p in plan_now(stage).room_of(id_of(name)).people if p != id_of(name)]


def named(person_id):
    return next(p.name for p in sample_people().values() if p.id == person_id)


def opened(theatre, names=FOURTEEN, at="2027-02-10T12:00", **more):
    return theatre.opens(
        people=cast(f"{names} nadia osric"), start=(2027, 2), plan=PLAN, at=at, **more
    )


def asks(player, *others, button="Someone you would rather not share a room with?", **more):
    """Open the window where one asks, choose these people, and send it."""
    player.opens_home()
    player.presses(button)
    player.fills(({"Not in a room with": list(others)} if others else {}) | more)
    return player.sends()


def beside(stage, name):
    """What somebody's Home page says of their own room."""
    return next(
        (
            line
            for line in stage.named(named(id_of(name))).opens_home().split("\n")
            if "Your room" in line
        ),
        "",
    )


@pytest.fixture
def told(theatre):
    """Fourteen people who were told their rooms."""
    stage = opened(theatre, at="2027-02-12T12:00")
    stage.until("2027-02-14 12:00")
    stage.nadia.presses("Publish these rooms")
    stage.until("2027-02-15 16:00")
    return stage


def test_before_rooms_are_drawn_a_wish_is_kept_by_the_draw(theatre):
    stage = opened(theatre)

    for one, other in (("pearl", "Ted Okulicz"), ("doreen", "Ted Okulicz")):
        receipt = asks(getattr(stage, one), other)
        assert "It is kept, privately." in receipt
        assert "The rooms are drawn with it" in receipt
        assert "Ted" not in receipt
    stage.until("2027-02-12 16:00")

    assert not {id_of("pearl"), id_of("doreen")} & set(mates(stage, "ted"))
    assert "private wish" not in stage.nadia.sees()


def test_another_room_is_asked_for_from_the_news_and_facilitators_see_that_there_is_something(told):
    room = plan_now(told).room_of(id_of("pearl")).name

    told.pearl.presses(NOT_RIGHT)
    window = told.pearl.modal()
    told.pearl.fills({"What would you like?": f"Move me quietly: another room than {room}"})
    receipt = told.pearl.sends()

    assert "Only the facilitators know what you choose here" in window
    assert "Nobody asks you why" in window
    assert "Rooms are made already: facilitators see it now." in receipt
    for facilitator in (told.nadia, told.osric):
        (page,) = facilitator.was_told("Rooms for “A short list")
        assert "One private wish is not kept in these rooms: see /convene wishes." in page
        assert facilitator.was_told("a private wish is not kept in the rooms")
        assert "A private wish is not kept in the rooms of month 1" in facilitator.opens_home()
        assert not [said for said in facilitator.was_told("private wish") if "Pearl asked" in said]
    listed = told.nadia.types("/convene wishes")
    assert f"Another room: Pearl Haversham, not {room}, for month 1 only" in listed
    assert "(asked by Pearl Haversham)" in listed
    assert "Not kept in the rooms of month 1" in listed


def test_facilitators_hear_once_of_the_same_wish_however_often_rooms_follow_late_answers(told):
    mate = mates(told, "pearl")[0]
    asks(told.pearl, named(mate))
    others = [p for p in plan_now(told).seated if p not in {mate, id_of("pearl")}]

    for person in sorted(others)[:2]:
        told.players_by_id(person).presses("I cannot come after all")

    assert plan_now(told).version > 3
    with told.memory() as setting:
        missed = unkept(setting, setting.session("s01"), plan_now(told))
    assert len(missed) == 1
    assert len(told.nadia.was_told("a private wish is not kept in the rooms.")) == 1


def test_the_button_stands_wherever_one_reads_ones_own_room(told):
    for reads in (lambda: told.pearl.types("/convene who"), told.pearl.opens_home):
        assert "Your room is Room" in reads()
        told.pearl.presses(NOT_RIGHT)
        assert "What would you like?" in told.pearl.modal()
        told.pearl.closes()
    assert NOT_RIGHT not in told.nadia.opens_home()
    assert "rather not" not in told.nadia.home()


def test_a_wish_is_listed_to_whoever_asked_and_taken_back_in_the_same_place(told):
    mate = named(mates(told, "pearl")[0])
    asks(told.pearl, mate)
    (page,) = told.nadia.was_told("Rooms for “A short list")

    told.pearl.opens_home()
    told.pearl.presses("Someone you would rather not share a room with?")
    listed = told.pearl.modal()
    told.pearl.fills({"Take back": f"not with {mate}, every time"})
    receipt = told.pearl.sends()

    assert f"not with {mate}, every time" in listed
    assert "private wish is not kept" in page
    assert receipt.endswith("What you took back no longer holds. Nobody else has been told.\nClose")
    assert wishes_now(told) == []
    (page,) = told.nadia.was_told("Rooms for “A short list")
    assert "private wish" not in page


def test_an_empty_form_asks_for_a_choice_and_a_wish_asked_twice_is_one(told):
    mate = named(mates(told, "pearl")[0])

    told.pearl.opens_home()
    told.pearl.presses("Someone you would rather not share a room with?")
    empty = told.pearl.submits()
    told.pearl.closes()
    asks(told.pearl, mate)
    asks(told.pearl, mate)

    assert "Nothing is chosen yet" in empty
    assert len(wishes_now(told)) == 1


def test_facilitators_write_down_and_end_wishes_by_words_and_by_window(told):
    apart = told.nadia.types("/convene wishes apart Pearl, Ted")
    both = told.nadia.types("/convene wishes 1 together Doreen and Ivo Lindmark")
    told.nadia.presses("Write down or end a wish")
    told.nadia.fills(
        {
            "These people are to be": "In one room",
            "Who": ["Kirra Hallam", "Noreen Tibbet"],
            "End": ["apart: Pearl Haversham and Ted Okulicz, every time"],
        }
    )
    told.nadia.sends()
    after = told.osric.types("/convene wishes")
    told.osric.types("/convene wishes end Kirra, Noreen")
    ended = told.osric.whispers()[-1]

    assert "Apart: Pearl Haversham and Ted Okulicz, every time (written down by Nadia" in apart
    assert "Together: Doreen Ashgrove and Ivo Lindmark, for month 1 only" in both
    assert "Together: Kirra Hallam and Noreen Tibbet, every time" in after
    assert "Ted Okulicz" not in after
    assert "Ended." in ended
    assert "Kirra" not in ended
    assert [wish.by for wish in wishes_now(told)] == [id_of("nadia")]


def test_what_cannot_be_written_down_is_said_with_what_can(told):
    assert "Try: wishes; wishes apart Ada, Bo" in told.nadia.types("/convene wishes beside A, B")
    assert "needs two people or more" in told.nadia.types("/convene wishes apart Pearl")
    assert "needs two people or more" in told.nadia.types("/convene wishes apart Pearl, Pearl")
    assert "has no room of their own" in told.nadia.types("/convene wishes apart Pearl, Osric")
    assert "There is no person called Zebediah" in told.nadia.types(
        "/convene wishes apart Zebediah, Ted"
    )
    assert "No wish about exactly these people" in told.nadia.types(
        "/convene wishes end Pearl, Ted"
    )
    assert wishes_now(told) == []


def test_only_facilitators_see_the_list_and_write_in_it(told):
    told.nadia.types("/convene wishes apart Pearl, Ted")

    for line in ("wishes", "wishes apart Doreen, Ted", "wishes end Pearl, Ted"):
        said = told.ted.types(f"/convene {line}")
        assert "Only facilitators can do that" in said
        assert "Pearl" not in said
    assert len(wishes_now(told)) == 1


def test_an_interpreter_is_suggested_to_facilitators_until_one_is_named(told):
    hint = told.nadia.types("/convene wishes")
    told.nadia.types("/convene wishes together Pearl, Anjali")

    assert "Pearl Haversham's access needs mention an interpreter" in hint
    assert "access needs" not in told.nadia.types("/convene wishes")


def test_a_change_by_hand_that_breaks_a_wish_says_so_and_names_nobody(told):
    one, other = plan_now(told).rooms[:2]
    guest = next(p for p in other.people if p != id_of("pearl"))
    host = next(p for p in one.people if p != id_of("pearl"))
    asks(told.players_by_id(host), named(guest))
    kept = told.nadia.types("/convene rooms")
    swapped = next(p for p in one.people if p != host)

    broken = told.nadia.types(f"/convene rooms swap {named(swapped)}, {named(guest)}")
    undone = told.nadia.types("/convene rooms undo")

    assert "private wish" not in kept
    assert "One private wish is not kept in these rooms: see /convene wishes." in broken
    assert "The last change did that; take it back with /convene rooms 1 undo." in broken
    assert "private wish" not in undone
    with told.memory() as setting:
        stored = [words for plan in setting.memory.plans.versions("s01") for words in plan.notices]
    assert not [words for words in stored if "wish" in words]


def test_what_cannot_all_be_kept_is_told_to_facilitators_and_there_are_no_rooms_until_it_is_solved(
    theatre,
):
    stage = opened(theatre, publish="automatic")
    stage.nadia.types("/convene wishes apart Pearl, Ted, Doreen")  # in two rooms of seven
    asks(stage.pearl, "Ivo Lindmark")

    stage.until("2027-02-15 18:00")  # rooms would have been published in the night

    assert plan_now(stage) is None
    for facilitator in (stage.nadia, stage.osric):
        words = facilitator.was_told("no rooms are drawn")
        assert len(words) == 2  # when they were due to be proposed, and to be published
        assert not [said for said in words if "Pearl" in said or "Ted" in said]
        assert "Month 1 has no rooms" in facilitator.opens_home()
    said = stage.nadia.types("/convene wishes")
    assert "Ted Okulicz, Doreen Ashgrove and Pearl Haversham are not to share a room" in said
    assert "cannot all be kept" in stage.nadia.types("/convene rooms propose")
    assert not stage.pearl.was_told("no rooms") + stage.ted.was_told("no rooms")
    assert not [line for line in stage.log if "Okulicz" in str(line) or "fell over" in str(line)]

    stage.nadia.types("/convene wishes end Pearl, Ted, Doreen")

    assert id_of("ivo") not in mates(stage, "pearl")
    stage.until("2027-02-15 20:00")
    assert plan_now(stage).state == "published"
    assert stage.pearl.was_told("Your room")


def test_rooms_that_go_out_by_themselves_are_mended_first_for_a_wish_that_came_since(theatre):
    stage = opened(theatre, publish="automatic")
    stage.until("2027-02-13 12:00")
    before, mate = plan_now(stage), mates(stage, "pearl")[0]
    asks(stage.pearl, named(mate))

    stage.until("2027-02-15 18:00")

    now = plan_now(stage)
    moved = [p for p in now.seated if now.room_of(p).name != before.room_of(p).name]
    assert now.state == "published"
    assert mate not in mates(stage, "pearl")
    assert 1 <= len(moved) <= 2


def test_rooms_that_cannot_keep_a_wish_wait_for_a_facilitators_yes_whatever_the_house_says(theatre):
    stage = opened(theatre, publish="automatic")
    stage.until("2027-02-13 12:00")
    stage.nadia.types("/convene wishes apart Pearl, Ted, Doreen")  # in two rooms

    stage.until("2027-02-15 18:00")

    assert plan_now(stage).state == "proposed"
    assert stage.nadia.was_told("wait for your yes", "private wish")
    assert not stage.pearl.was_told("Your room")


def test_a_late_yes_never_names_whom_somebody_else_would_rather_not_meet(told):
    told.ted.presses("I cannot come after all")
    asking = [named(room.people[0]) for room in plan_now(told).rooms]
    for name in asking:
        asks(told.named(name), "Ted Okulicz")

    told.ted.opens_home()
    came = told.ted.presses("I can come")

    assert plan_now(told).room_of(id_of("ted"))
    assert not [name for name in asking if name in came.replace(beside(told, "ted"), "")]
    with told.memory() as setting:
        missed = unkept(setting, setting.session("s01"), plan_now(told))
    for page in (told.nadia.was_told("Rooms for “A short")[0], told.nadia.opens_home()):
        assert ("wish is not kept" in page) == bool(missed)
    for word in told.nadia.was_told("a private wish is not kept"):
        assert not [name for name in asking if name in word]


# The attacker: somebody who reads and presses everything, and wants to know who would rather not be with them.


def all_one_can_get(player, other):
    """Every page, answer and window before one person."""
    said = [player.opens_home(), *player.inbox()]
    for line in (
        "who",
        "why",
        "mine",
        "help",
        f"who {other}",
        "wishes",
        "rooms",
        "people",
        "status",
    ):
        said.append(player.types(f"/convene {line}"))
    for button in (NOT_RIGHT, "Someone you would rather not share a room with?"):
        player.opens_home()
        player.presses(button)
        said.append(player.modal())
        player.closes()
    return said


def test_nobody_but_facilitators_and_whoever_asked_can_find_a_trace_of_a_wish(told):
    other = told.players_by_id(mates(told, "pearl")[0])
    before = all_one_can_get(other, "Pearl Haversham")
    files = [told.convener("session", word, "1", "--json").stdout for word in ("rooms", "show")]
    owed, logged = {e.key for e in told.effects()}, len(told.log)

    told.pearl.opens_home()
    told.pearl.presses(NOT_RIGHT)
    told.pearl.fills({"What would you like?": RATHER_NOT})
    told.pearl.submits()
    told.pearl.fills({"Not in a room with": [other.name]})
    told.pearl.sends()
    told.nadia.types(f"/convene wishes apart Pearl, {other.name}")

    assert all_one_can_get(other, "Pearl Haversham") == before
    assert [told.convener("session", w, "1", "--json").stdout for w in ("rooms",)] == files[:1]
    facilitators = {id_of("nadia"), id_of("osric")}
    for effect in told.effects():
        if effect.key not in owed:
            assert effect.target in {*facilitators, id_of("pearl"), other_id(other)}
            assert not re.search(
                "apart|wish", json.dumps([effect.key, effect.payload, effect.kind])
            )
    assert not [line for line in told.log[logged:] if TRACE.search(str(line))]


def everything_stored(stage):
    """Every row of the database as text, by its table."""
    database = sa.create_engine(f"sqlite:///{stage.config.parent / 'convener.sqlite3'}")
    with database.connect() as reading:
        tables = metadata.sorted_tables
        return {t.name: [str(row) for row in reading.execute(sa.select(t))] for t in tables}


def test_a_wish_stands_in_one_table_alone_and_what_follows_from_it_says_nothing(told):
    mate = named(mates(told, "pearl")[0])
    asks(told.pearl, mate)
    told.nadia.types(f"/convene wishes apart Doreen, {mate}")
    told.nadia.types("/convene wishes")
    others = [p for key, p in told.players.items() if p.name.split()[0] not in TOLD]
    read = {player.id: len(player.inbox()) for player in others}

    told.nadia.presses("See the fewest moves")
    told.nadia.presses("Do this")
    told.until("2027-02-16 18:00")

    assert mate not in [named(p) for p in mates(told, "pearl")]
    news = [said for player in others for said in player.inbox()[read[player.id] :]]
    assert news
    assert not [said for said in news if TRACE.search(said)]
    ids = [wish.id for wish in wishes_now(told)]
    stored = everything_stored(told)
    assert len(stored["room_wish"]) == len(ids) == 2
    for table, rows in stored.items():
        if table != "room_wish":
            assert not [row for row in rows if any(id in row for id in ids)]
    kept = [row for row in stored["gesture"] if "wish" in row.casefold()]
    assert not [row for row in kept if mate in row or "Doreen" in row]


def test_whoever_asked_is_told_when_facilitators_let_it_go_and_nothing_of_what_it_was(told):
    asks(told.pearl, "Ted Okulicz")
    told.nadia.types("/convene wishes end Ted, Pearl")

    (word,) = told.pearl.was_told("no longer holds")

    assert "Ted" not in word
    assert wishes_now(told) == []
    assert not told.ted.was_told("no longer holds")


def other_id(player):
    return next(p.id for p in sample_people().values() if p.name == player.name)
