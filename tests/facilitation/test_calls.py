"""A word with a facilitator: who is told, who answers and by when, what happens when nobody does, whom it never
reaches.
"""

import json
from dataclasses import replace

import pytest

from bot.domain.errors import NoSuchThing
from bot.domain.roster import GUEST
from bot.facilitation import calls
from bot.facilitation.call_teams import may_answer
from bot.facilitation.home import home_of
from bot.facilitation.people import import_roster, stand
from bot.facilitation.steps import Drop
from bot.facilitation.views import session_page, status
from tests.facilitation.asking import labels, plan_with
from tests.plays.scripts import cast, sample_people

PEARL, TED = sample_people()["pearl"], sample_people()["ted"]
NADIA, OSRIC = sample_people()["nadia"], sample_people()["osric"]
CANARY = "the canary sang of it"


@pytest.fixture
def made(company):
    community = company("2027-02-05T12:00")
    community.begins(cast("ted pearl kirra nadia osric"), plan_with(), (2027, 2))
    community.until("2027-02-08 12:00")
    return community


def asked(community, text="", **more):
    call = calls.ask_for_a_word(community.desk, PEARL.id, text, **more)
    community.work()
    return call


def all_that_reaches(community, person):
    """Everything one facilitator can read: messages, Home, status, a session's page."""
    here = community.look
    with here() as setting:
        home = str(home_of(setting, setting.person(person.id)).body)
    said = [json.dumps(s.message.blocks) + s.text for s in community.told(person)]
    return "\n".join(
        [
            home,
            *said,
            status(community.desk, person).text,
            session_page(community.desk, None, person).text,
        ]
    )


def test_it_goes_at_once_at_night_too_and_says_who_answers_and_by_when(made):
    made.until("2027-02-09 03:10")  # night in London, evening in New York
    call = asked(made, CANARY)

    words = calls.receipt(made.desk, call)
    assert "Nadia Thorsby and Osric Fenwright" in words
    assert "by Tue 9 February, 07:10 in London" in words
    assert "no emergency line" in words
    for one in (NADIA, OSRIC):
        (said,) = made.told(one, "Pearl Haversham", CANARY)
        assert "They were told: by Tue 9 February" in said.text
        assert labels(said) == ["I answer"]
    assert len(made.told(PEARL, "I have told Nadia Thorsby and Osric Fenwright")) == 1
    assert made.told(TED, "would like a word") == []


def test_whoever_takes_it_on_is_named_and_settled_is_said_by_whoever_asked(made):
    call = asked(made)
    calls.take_call(made.desk, call.id, OSRIC.id)
    calls.take_call(made.desk, call.id, NADIA.id)  # second: it is taken
    made.work()

    (card,) = made.told(PEARL, "Osric Fenwright answers you by Mon 8 February, 16:00 in London")
    assert labels(card) == ["It is settled", "I am still waiting"]
    assert len(made.told(NADIA, "Osric Fenwright answers")) == 1
    calls.end_call(made.desk, call.id, NADIA.id)  # not hers to say
    made.work()
    assert made.told(PEARL, "Is it settled?") == []
    calls.end_call(made.desk, call.id, OSRIC.id)
    made.until("2027-02-08 18:00")
    assert len(made.told(PEARL, "Osric Fenwright says that you have had an answer")) == 1
    assert made.told(NADIA, "still waits") == []

    calls.settle(made.desk, call.id, PEARL.id)
    made.work()
    assert len(made.told(OSRIC, "Pearl says that it is settled")) == 1


@pytest.mark.parametrize("taken", [False, True])
def test_after_four_hours_the_whole_team_is_told_once(made, taken):
    call = asked(made)
    if taken:
        calls.take_call(made.desk, call.id, OSRIC.id)
    made.until("2027-02-08 15:59")
    assert made.told(NADIA, "still waits") == []
    made.until("2027-02-09 18:00")

    for one in (NADIA, OSRIC):
        (said,) = made.told(one, "still waits for a word")
        assert said.at.isoformat() == "2027-02-08T16:00:00+00:00"
    assert len(made.told(PEARL, "You still wait")) == 1
    assert len(made.told(NADIA, "still waits", "They were told: by Mon 8 February, 11:00")) == 1
    calls.take_call(made.desk, call.id, NADIA.id)  # another one may take it on now
    calls.take_call(made.desk, call.id, OSRIC.id)  # and a third no more
    made.until("2027-02-10 18:00")

    assert made.told(PEARL, "You still wait") == []
    assert len(made.told(PEARL, "Nadia Thorsby has taken this on, and writes to you")) == 1
    assert len(made.told(OSRIC, "still waits")) == 1


def test_still_waiting_opens_it_again_and_tells_the_team_and_others_cannot_say_so(made):
    call = asked(made)
    calls.take_call(made.desk, call.id, OSRIC.id)
    calls.end_call(made.desk, call.id, OSRIC.id)
    with pytest.raises(NoSuchThing):
        calls.still_waiting(made.desk, call.id, TED.id)
    with pytest.raises(NoSuchThing):
        calls.settle(made.desk, call.id, TED.id)

    calls.still_waiting(made.desk, call.id, PEARL.id)
    calls.still_waiting(made.desk, call.id, PEARL.id)  # a second press says nothing twice
    made.until("2027-02-08 18:00")

    assert len(made.told(NADIA, "still waits for a word")) == 1


def test_one_about_a_facilitator_reaches_them_nowhere(made):
    before = all_that_reaches(made, NADIA)
    call = asked(made, CANARY, skips=[NADIA.id, TED.id])

    assert call.skips == (NADIA.id,)
    assert calls.receipt(made.desk, call).startswith("I have told Osric Fenwright. They write")
    with pytest.raises(NoSuchThing) as hidden:
        calls.take_call(made.desk, call.id, NADIA.id)
    with pytest.raises(NoSuchThing) as missing:
        calls.take_call(made.desk, "c99", NADIA.id)
    assert str(hidden.value).replace(call.id, "c99") == str(missing.value)
    assert "Somebody would like a word" in all_that_reaches(made, OSRIC)
    calls.take_call(made.desk, call.id, OSRIC.id)
    made.until("2027-02-08 17:00")  # also when nobody has said that it is done

    assert all_that_reaches(made, NADIA) == before
    assert "would like a word" not in status(made.desk).text  # whoever it is may sit at the machine
    about = "It is about Nadia Thorsby, who is told nothing of it"
    assert len(made.told(OSRIC, "would like a word", about)) == 1
    with made.look() as setting:
        assert [line for line in setting.memory.traces.find() if line.about == call.id] == []
        to_nadia = [e.kind for e in setting.memory.effects.find() if e.target == NADIA.id]
    assert not {"call", "call-waits"} & set(to_nadia)


def test_where_it_is_about_all_of_them_the_bot_says_that_nobody_would_hear(made):
    with pytest.raises(calls.NobodyHears):
        calls.ask_for_a_word(made.desk, PEARL.id, skips=[NADIA.id, OSRIC.id])
    with made.look() as setting:
        assert setting.memory.calls.find() == []


def test_whoever_wants_no_messages_is_still_answered(made):
    stand(made.desk, PEARL.id, "declined")
    call = asked(made)
    calls.take_call(made.desk, call.id, OSRIC.id)
    made.work()

    assert len(made.told(PEARL, "Osric Fenwright answers you by")) == 1


def test_the_form_offers_the_names_of_facilitators_and_never_ones_own(made):
    theirs = json.dumps(calls.window(made.desk, PEARL.id).body)
    own = json.dumps(calls.window(made.desk, NADIA.id).body)

    assert "Is it about a facilitator?" in theirs
    assert [name in theirs for name in ("Nadia Thorsby", "Osric Fenwright", "Ted Okulicz")] == [
        1,
        1,
        0,
    ]
    assert "Nadia Thorsby" not in own
    assert "Osric Fenwright" in own


def test_a_guest_may_ask_and_finds_the_button_on_home(made):
    guest = replace(sample_people()["rufus"], role=GUEST)
    import_roster(made.desk, [guest])
    with made.look() as setting:
        assert "call:open" in str(home_of(setting, guest).body)

    call = calls.ask_for_a_word(made.desk, guest.id, CANARY)
    assert calls.ask_for_a_word(made.desk, guest.id, CANARY) == call  # a second press
    made.work()

    assert len(made.told(NADIA, guest.name, CANARY)) == 1
    assert len(made.told(guest, "I have told")) == 1


def leaves(community, person):
    with community.change() as setting:
        setting.memory.people.save(replace(setting.person(person.id), standing="left"))


def is_a_facilitator_no_more(community, person):
    import_roster(community.desk, [replace(person, role="lay")])
    community.work()


def test_where_the_only_one_it_could_reach_is_gone_those_of_the_settings_hear_of_it(company):
    made = company("2027-02-05T12:00", facilitators=(TED.email,))
    made.begins(cast("ted pearl kirra nadia osric"), plan_with(), (2027, 2))
    made.until("2027-02-08 12:00")
    call = asked(made, CANARY, skips=[NADIA.id])
    assert made.told(TED, CANARY) == []
    is_a_facilitator_no_more(made, OSRIC)
    assert len(made.told(TED, "Pearl Haversham", "still waits for a word", CANARY)) == 1
    assert made.told(NADIA, CANARY) == []
    assert calls.take_call(made.desk, call.id, TED.id).taken_by == TED.id
    assert may_answer(made.desk, call.id, TED.id)
    assert not may_answer(made.desk, call.id, NADIA.id)
    assert not may_answer(made.desk, "c99", TED.id)
    is_a_facilitator_no_more(made, replace(OSRIC, zone="Europe/Rome"))
    assert len(made.told(TED, "still waits for a word")) == 1  # told once


def test_what_somebody_took_on_who_is_gone_is_told_to_those_who_are_left(made):
    call = asked(made)
    calls.take_call(made.desk, call.id, OSRIC.id)
    made.work()
    is_a_facilitator_no_more(made, OSRIC)
    assert len(made.told(NADIA, "still waits for a word")) == 1
    assert made.told(PEARL, "I have told Nadia Thorsby once more.")
    assert calls.take_call(made.desk, call.id, NADIA.id).taken_by == NADIA.id


def test_where_nobody_is_left_the_one_who_asked_reads_so(made):
    asked(made)
    for one in (NADIA, OSRIC):
        leaves(made, one)
    made.until("2027-02-08 18:00")
    assert made.told(PEARL, "there is none left here whom I could tell")
    import_roster(made.desk, [replace(TED, role="facilitator")])
    made.work()
    assert len(made.told(TED, "still waits for a word")) == 1


def test_words_go_so_many_days_after_it_was_settled_and_the_rest_stays(company):
    made = company("2027-02-05T12:00", settled_words_days=30)
    made.begins(cast("ted pearl kirra nadia osric"), plan_with(), (2027, 2))
    made.until("2027-02-08 12:00")
    call, waits = asked(made, CANARY), asked(made, f"{CANARY} once more")
    calls.take_call(made.desk, call.id, OSRIC.id)
    calls.end_call(made.desk, call.id, OSRIC.id)
    made.until("2027-03-01 12:00")
    calls.settle(made.desk, call.id, PEARL.id)
    made.until("2027-03-31 11:00")
    assert len(made.told(NADIA, f'"{CANARY}"')) == 1
    made.until("2027-03-31 13:00")
    assert made.told(NADIA, f'"{CANARY}"') == []
    with made.look() as setting:
        kept = setting.memory.calls.get(call.id)
        assert setting.memory.calls.get(waits.id).text != ""
    assert (kept.text, kept.taken_by, kept.person_id) == ("", OSRIC.id, PEARL.id)

    calls.settle(made.desk, waits.id, PEARL.id)
    calls.still_waiting(made.desk, waits.id, PEARL.id)
    made.until("2027-05-10 12:00")
    with made.look() as setting:
        assert setting.memory.calls.get(waits.id).text != ""
    calls.settle(made.desk, waits.id, PEARL.id)
    made.until("2027-07-20 12:00")
    with made.look() as setting:
        assert setting.memory.calls.get(waits.id).text == ""


def test_a_call_that_was_answered_before_it_could_leave_is_not_told(made):
    call = asked(made)
    with made.change() as setting:
        effect = replace(setting.memory.effects.find("call:")[0], remote_id="")
        calls_over = replace(setting.memory.calls.get(call.id), settled_at=setting.now)
        setting.memory.calls.save(calls_over)
        said = calls.letter(setting, effect, setting.person(effect.target))
        assert isinstance(said, Drop)
        standing = replace(effect, remote_id="D:1")
        assert not isinstance(calls.letter(setting, standing, setting.person(effect.target)), Drop)
