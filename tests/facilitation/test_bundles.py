"""What is due to one person at one hour comes as one message; what comes later joins it, or waits for another day."""

from datetime import timedelta

import pytest

from bot.domain.answers import Rsvp
from bot.domain.effects import State
from bot.facilitation import prompts
from bot.facilitation.actions import agree_action
from bot.facilitation.budget import PARTS
from bot.facilitation.calling_off import call_off
from bot.facilitation.letters import LETTERS
from bot.facilitation.people import stand
from bot.facilitation.replies import reply
from bot.facilitation.telling import owe
from scheduler.duties import run_due
from tests.facilitation.asking import came, labels, plan_with
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

TED, PEARL, KIRRA = (sample_people()[name] for name in ("ted", "pearl", "kirra"))
FIVE = [question(f"q{n}", "-6d", f"What is number {n}?") for n in range(1, 6)]
# at 10:20, 12:20 and 15:20 in Boston on Thursday 11 February, when it is ten there at 15:00 UTC
SOON = question("soon", "-8920m", "And what else?")
NOON = question("noon", "-8800m", "What at noon?")
AFTER = question("after", "-8620m", "What in the afternoon?")


@pytest.fixture
def made(company):
    def begin(*questions, at="2027-02-09T12:00", **more):
        community = company(at)
        community.begins(
            cast("ted pearl kirra jandira nadia"), plan_with(*questions, **more), (2027, 2)
        )
        return community

    return begin


def answers(community, key, words, by=TED):
    """Somebody answers a question, and the message says so."""
    prompts.respond(community.desk, f"s01:{key}:{by.id}", by.id, words)
    community.work()


def asked_to_ring(community, *wards):
    """Pearl asks Ted to ring these wards."""
    for ward in wards:
        agree_action(community.desk, what=f"Ring ward {ward}", owner=TED.id, by=PEARL.id, due=None)
    community.work()


def texts(community, person, *words):
    return [said.text for said in community.told(person, *words)]


def test_five_things_due_in_one_morning_come_in_one_message_each_in_full(made):
    community = made(*FIVE)
    community.until("2027-02-11 16:30")

    (said,) = community.told(TED, "What is number 1?")
    assert "Five short questions, about 10 minutes in all. Each can wait." in said.text
    for n in range(1, 6):
        assert said.text.count(f"What is number {n}?") == 1
    assert said.text.count("Everyone in the community sees") == 5
    assert labels(said) == ["Answer", "Not this time", "Later today"] * 5


def test_buttons_that_read_alike_are_read_aloud_with_their_place(made):
    community = made(*FIVE[:2])
    community.until("2027-02-11 16:30")

    (said,) = community.told(TED, "What is number 1?")
    aloud = [
        element["accessibility_label"]
        for block in said.message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    assert aloud[0] == "Answer, part 1 of 2"
    assert aloud[3] == "Answer, part 2 of 2"


def test_one_thing_alone_looks_as_it_always_did(made):
    community = made(FIVE[0])
    community.until("2027-02-11 16:30")

    (said,) = community.told(TED, "What is number 1?")
    assert said.text.startswith("What is number 1?")
    assert not any(block["type"] == "divider" for block in said.message.blocks)


def test_what_is_answered_says_so_in_its_place_and_the_rest_stays_open(made):
    community = made(*FIVE[:3])
    community.until("2027-02-11 16:30")
    answers(community, "q2", "A slower door")

    (said,) = community.told(TED, "What is number 1?")
    assert "Two of three questions are still open. Each can wait." in said.text
    assert "You answered: “A slower door”" in said.text
    first, second, third = (said.text.index(f"number {n}?") for n in (1, 2, 3))
    assert first < second < said.text.index("A slower door") < third
    prompts.decline(community.desk, f"s01:q1:{TED.id}", TED.id)
    answers(community, "q3", "A bench")
    (said,) = community.told(TED, "What is number 1?")
    assert "Not this time. That is fine." in said.text
    assert "No question here waits for you any more." in said.text


def test_what_is_due_within_the_hour_joins_without_another_message(made):
    community = made(*FIVE[:2], SOON)
    community.until("2027-02-11 15:10")
    before = came(community, "ted")
    (said,) = community.told(TED, "What is number 1?")
    assert "And what else?" not in said.text

    community.until("2027-02-11 15:25")

    assert came(community, "ted") == before
    (said,) = community.told(TED, "What is number 1?", "And what else?")
    assert "Three short questions" in said.text
    with community.look() as setting:
        assert setting.memory.askings.get(f"s01:soon:{TED.id}").asked_at is not None


def test_of_three_hours_on_a_day_two_are_heard_and_the_third_joins_in_silence(made):
    community = made(*FIVE[:2], NOON, AFTER)
    community.until("2027-02-11 23:00")

    on_the_day = [at for at in came(community, "ted") if at.day == 11]
    assert [(at.hour, at.minute) for at in on_the_day] == [(10, 0), (12, 20)]
    (second,) = community.told(TED, "What at noon?")
    assert "What in the afternoon?" in second.text


def test_an_answer_to_what_joined_is_taken_where_it_stands(made):
    community = made(*FIVE[:2], NOON, AFTER)
    community.until("2027-02-11 23:00")

    answers(community, "after", "Tea")

    (second,) = community.told(TED, "What at noon?")
    assert "You answered: “Tea”" in second.text
    assert "One of two questions is still open." in second.text


def test_what_is_no_question_waits_for_the_next_day_and_that_is_kept(made):
    community = made(*FIVE[:2], NOON)
    community.until("2027-02-11 17:30")
    asked_to_ring(community, 0, 1, 2)
    assert texts(community, TED, "Ring ward") == []

    community.until("2027-02-12 16:10")

    (said,) = community.told(TED, "Ring ward 0")
    assert "Ring ward 1" in said.text
    assert "Ring ward 2" in said.text
    assert said.at.isoformat() == "2027-02-12T15:00:00+00:00"
    with community.look() as setting:
        withheld = [n.id for n in setting.memory.notes.find() if n.id.startswith("withheld:")]
    assert withheld == [f"withheld:action:a{n}:asked" for n in (1, 2, 3)]


def test_a_session_s_own_news_is_on_no_day_too_much(made):
    community = made(*FIVE[:2], NOON)
    reply(community.desk, "s01", TED.id, Rsvp.YES)
    community.until("2027-02-11 17:30")
    call_off(community.desk, "s01", why="Snow", by="p014")
    community.until("2027-02-11 23:00")

    assert len([at for at in came(community, "ted") if at.day == 11]) == 3


def test_questions_of_a_session_that_is_called_off_say_that_they_are_closed(made):
    community = made(*FIVE[:2])
    community.until("2027-02-11 17:30")
    call_off(community.desk, "s01", why="Snow", by="p014")
    community.work()

    (said,) = community.told(TED, "What is number 1?")
    assert said.text.count("This one is closed.") == 2
    assert labels(said) == []


def test_what_is_called_off_before_it_left_is_in_no_message(made):
    community = made(*FIVE[:3])
    community.until("2027-02-11 14:59")
    community.clock.instant += timedelta(minutes=1)
    while run_due(community.desk):
        pass
    with community.change() as setting:
        setting.memory.effects.cancel(f"ask:s01:q2:{TED.id}", "not this one")
    community.until("2027-02-11 16:30")

    (said,) = community.told(TED, "What is number 1?")
    assert "Two short questions" in said.text
    assert "number 2" not in said.text


def test_a_message_holds_as_much_as_slack_takes_and_the_rest_comes_the_next_day(made):
    many = [
        question(f"q{n}", "-6d", f"What is number {n}? {'Say more. ' * 24}") for n in range(30, 60)
    ]
    community = made(*many)
    community.until("2027-02-17 19:00")

    told = community.told(TED, "What is number")
    days = [said.at.date().isoformat() for said in told]
    assert days == ["2027-02-11", "2027-02-11", "2027-02-12", "2027-02-12"][: len(days)]
    for n in range(30, 60):
        held = [
            said
            for said in told
            if any(f"What is number {n}?" in str(b) for b in said.message.blocks)
        ]
        assert len(held) == 1, n
    assert not any("There is more than Slack shows" in str(said.message.blocks) for said in told)


def test_what_has_just_left_is_not_said_again_with_what_found_no_room_beside_it(made):
    many = [question(f"q{n}", "-6d", f"What is number {n}? {'Say. ' * 48}") for n in range(30, 36)]
    community = made(*many)
    community.until("2027-02-11 04:00")
    asked_to_ring(community, *range(100, 112))  # in the night: all of it is due at ten
    community.until("2027-02-16 16:30")
    answers(community, "q30", "A bench")  # so that its message is drawn anew

    told = [str(said.message.blocks) for said in community.told(TED)]
    said = [f"What is number {n}?" for n in range(30, 36)]
    said += [f"“Ring ward {n}”" for n in range(100, 112)]
    assert {words: sum(text.count(words) for text in told) for words in said} == dict.fromkeys(
        said, 1
    )


def test_whatever_may_stand_with_others_is_a_letter_that_can_be_said_anew():
    assert PARTS - LETTERS.keys() == set()


def test_every_hour_in_which_something_is_due_is_the_reader_s_own(made):
    community = made(*FIVE[:2])
    community.until("2027-02-12 16:00")

    for name in ("ted", "pearl", "kirra", "jandira"):
        (said,) = community.told(sample_people()[name], "What is number 1?", "What is number 2?")
        local = said.at.astimezone(sample_people()[name].tz)
        thursday = (
            "2027-02-12" if name == "kirra" else "2027-02-11"
        )  # it is a day later in Melbourne
        assert (local.date().isoformat(), local.hour) == (thursday, 10)


def test_whoever_answered_everything_gets_no_reminder_and_else_one_for_all_of_it(made):
    community = made(question("q1", "-8d", "What is number 1?", optional=False),
                     question("q2", "-8d", "What is number 2?", optional=False), at="2027-02-05T12:00")  # fmt: skip
    community.until("2027-02-10 12:00")
    for n in (1, 2):
        answers(community, f"q{n}", "A bench", by=PEARL)
    community.until("2027-02-16 12:00")

    assert [text for text in texts(community, PEARL, "still open until") if "number" in text] == []
    (again,) = [said for said in community.told(TED, "still open until") if "number 1" in said.text]
    assert again.text.count("This is still open until") == 2
    effects = community.effects(f"remind:s01:q1:{TED.id}")
    assert [effect.state for effect in effects] == [State.DONE]


def test_what_falls_due_on_friday_evening_in_melbourne_comes_on_monday_at_ten(made):
    community = made(question("late", "+36h", "What stayed?", when="post"))
    community.until("2027-02-24 12:00")

    (said,) = community.told(KIRRA, "What stayed?")
    assert f"{said.at.astimezone(KIRRA.tz):%a %H:%M}" == "Mon 10:00"
    (said,) = community.told(TED, "What stayed?")
    assert (
        f"{said.at.astimezone(TED.tz):%a %H:%M}" == "Fri 10:00"
    )  # due at half past four in the morning


def test_what_is_too_much_for_a_friday_waits_for_monday(made):
    friday = question("friday", "-5d", "What on Friday?")
    noon = question("noon", "-7360m", "What on Friday at noon?")  # 12:20 in Boston
    community = made(friday, noon)
    community.until("2027-02-12 18:00")
    asked_to_ring(community, 0)
    community.until("2027-02-16 12:00")

    (said,) = community.told(TED, "Ring ward 0")
    assert f"{said.at.astimezone(TED.tz):%a %d %H:%M}" == "Mon 15 10:00"


def test_on_the_day_of_a_session_room_is_kept_for_its_card(made):
    morning = question(
        "morning", "-300m", "What this morning?"
    )  # at ten in Boston, the session is at three
    noon = question("noon", "-180m", "What at noon?")
    community = made(morning, noon)
    reply(community.desk, "s01", TED.id, Rsvp.YES)
    reply(community.desk, "s01", PEARL.id, Rsvp.NO)
    community.until("2027-02-17 19:50")

    heard = [f"{at:%H:%M}" for at in came(community, "ted") if at.day == 17]
    assert heard == ["10:00", "14:00"]
    (said,) = community.told(TED, "What this morning?")
    assert "What at noon?" in said.text
    assert len(community.told(PEARL, "What at noon?")) == 1
    assert "What at noon?" not in community.told(PEARL, "What this morning?")[0].text


def test_what_a_second_round_asks_joins_the_first_where_the_card_and_that_are_two_already(company):
    in_rooms = {"when": "room", "audience": ["room"]}
    asked = [question("one", "", "Which is a wish?", round="r4", **in_rooms),
             question("two", "", "What did you notice?", round="r5", **in_rooms)]  # fmt: skip
    rooms = {'minutes = 12, format = "plenary"': 'minutes = 12, format = "rooms"'}
    community = company("2027-02-09T12:00")
    people = cast("ted pearl jandira gunvor anjali nadia")
    community.begins(people, plan_of(2, bare=True, changed=rooms, more="\n".join(asked)), (2027, 2))
    community.until("2027-02-11 06:00")
    for person in people[:5]:
        reply(community.desk, "s01", person.id, Rsvp.YES)
    community.until("2027-02-17 22:00")

    with community.look() as setting:
        (room,) = setting.memory.plans.latest("s01").rooms
    assert TED.id in {room.host, room.scribe}
    assert [f"{at:%H:%M}" for at in came(community, "ted") if at.day == 17] == ["14:00", "16:01"]
    (said,) = community.told(TED, "Which is a wish?", "What did you notice?")
    assert "Two short questions" in said.text


def test_who_wants_fewer_messages_gets_the_card_beside_the_one_of_the_day(made):
    community = made(question("morning", "-300m", "What this morning?", optional=False))
    stand(community.desk, TED.id, "fewer")
    reply(community.desk, "s01", TED.id, Rsvp.YES)
    community.until("2027-02-17 19:50")

    assert [f"{at:%H:%M}" for at in came(community, "ted") if at.day == 17] == ["10:00", "14:00"]


def test_everything_keeps_its_place_when_more_joins(made):
    friday = question("friday", "-5d", "What on Friday?")
    soon = question("soon", "-7480m", "What else on Friday?")  # at 10:20 in Boston
    community = made(*FIVE[:2], NOON, friday, soon)
    community.until("2027-02-11 17:30")
    asked_to_ring(community, 0, 1)
    community.until("2027-02-12 15:10")
    (before,) = community.told(TED, "What on Friday?")
    assert "What else on Friday?" not in before.text

    community.until("2027-02-12 15:25")

    (after,) = community.told(TED, "What on Friday?")
    said = ["What on Friday?", "Ring ward 0", "Ring ward 1", "What else on Friday?"]
    found = [after.text.index(words) for words in said]
    assert found == sorted(found)
    assert [before.text.index(words) for words in said[:3]] == sorted(
        before.text.index(words) for words in said[:3]
    )


def test_what_a_session_needs_beforehand_is_not_put_off_past_it(made):
    community = made(at="2027-02-15T12:00")
    community.until(
        "2027-02-17 01:00"
    )  # noon in Melbourne, where the session begins before it is ten again
    with community.change() as setting:
        for n in range(4):
            key = f"s01:digest:{n}:{KIRRA.id}"
            owe(setting, "digest", key, KIRRA, {"session": "s01"}, at=setting.now)
    community.work()

    assert {effect.state for effect in community.effects("s01:digest:", target=KIRRA.id)} == {
        State.DONE
    }
