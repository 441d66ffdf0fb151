"""Odd people, odd names, odd commands: everyone gets a kind answer, and nothing breaks or calls anybody."""

import json
from dataclasses import replace

import pytest

from integrations.sandbox.faults import FaultPlan
from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, without=["what-we-did"])
PEOPLE = "jandira gunvor kwabena pearl kirra ted signe"
HOSTILE = "<!channel> & *all* <@U0000P014> _x_ ~y~ `z` <https://evil.example|gift>"


def opened(theatre, people=None, **more):
    show = {
        "people": people or cast(f"{PEOPLE} nadia"),
        "start": (2027, 2),
        "plan": PLAN,
        "at": "2027-02-05T12:00",
        "publish": "automatic",
    }
    return theatre.opens(**show | more)


@pytest.fixture(scope="module")
def open_house(season):
    stage = opened(season, on_slack=cast(f"{PEOPLE} nadia marlene"))
    stage.until("2027-02-09 12:00")
    return stage


def test_somebody_who_is_not_on_the_roster_gets_a_kind_answer_and_no_more(open_house):
    stranger = open_house.marlene

    typed, said = stranger.types("/convene mine"), stranger.says("Hello?")
    home = stranger.opens_home()

    for answer in (typed, said):
        assert "I do not know you yet" in answer
        assert "Ask a facilitator to add you" in answer
    assert "A short list" not in home
    with open_house.memory() as setting:
        assert "p001" not in setting.people


def test_a_wrong_command_gets_the_nearest_right_one(open_house):
    assert "Did you mean `/convene branch`?".replace("`", "") in open_house.ted.types(
        "/convene brunch"
    ).replace("`", "")
    assert "Did you mean `/convene rooms`?".replace("`", "") in open_house.nadia.types(
        "/convene room"
    ).replace("`", "")
    nothing = open_house.ted.types("/convene xylophone")
    assert "I do not know “xylophone”" in nothing
    assert "lists what I understand" in nothing


def test_help_names_only_what_works_for_the_one_who_asks(open_house):
    mine, theirs = open_house.ted.types("/convene help"), open_house.nadia.types("/convene")

    assert "You need no commands" in mine
    assert "/convene rooms" not in mine
    assert "/convene rooms" in theirs
    words = {line.split()[1] for line in theirs.splitlines() if line.startswith("/convene")}
    assert words == {
        "mine", "who", "why", "branch", "action", "subgroup", "pause", "story", "take", "thread", "reading", "aim",
        "agreements", "guest", "help",
        "plan", "session", "hours", "rooms", "prompt", "people", "wishes", "actions", "status",
            "synthesis", "loops", "voice", "web",
    }  # fmt: skip
    for word in sorted(words - {"branch", "action", "pause"}):
        answer = open_house.nadia.types(f"/convene {word}")
        assert answer
        assert "I do not know" not in answer


@pytest.mark.parametrize(
    "word", ["plan", "session", "rooms", "prompt", "people", "actions", "status"]
)
def test_what_is_for_facilitators_is_kindly_kept_from_others(open_house, word):
    answer = open_house.pearl.types(f"/convene {word}")

    assert "Only facilitators can do that" in answer
    assert "A word with a facilitator" in answer


def test_a_session_that_is_not_there_is_said_so(open_house):
    assert "There is no session called 77" in open_house.nadia.types("/convene session 77")


def test_the_same_event_told_twice_by_slack_counts_once(open_house):
    slack, signe = open_house.world.slack, open_house.signe
    direct = open_house.world.slack.place.direct(signe.id)
    event = {
        "type": "message",
        "channel": direct.id,
        "channel_type": "im",
        "user": signe.id,
        "text": "Hello there",
        "ts": "1802000000.000100",
    }
    before = len(open_house.direct(signe))

    for _ in range(3):
        slack.event(event, event_id="Ev0SAME")
        open_house.settle()

    assert len(open_house.direct(signe)) == before + 1


def delivered_again(stage, act):
    """Do something, and let Slack tell of it twice more, as after a lost acknowledgement."""
    slack, seen = stage.world.slack, []
    deliver = slack.deliver

    def noting(kind, payload):
        seen.append((kind, payload))
        return deliver(kind, payload)

    slack.deliver = noting
    try:
        act()
    finally:
        slack.deliver = deliver
    answers = [deliver(*seen[-1]) for _ in range(2)]
    stage.settle()
    return [answer.body for answer in answers]


def test_a_press_a_command_and_a_form_told_three_times_count_once(open_house):
    kirra, nadia = open_house.kirra, open_house.nadia

    said = delivered_again(open_house, lambda: kirra.types("/convene branch Fewer letters"))
    delivered_again(open_house, lambda: open_house.gunvor.presses("I'd like to join"))
    kirra.presses("A word with a facilitator")
    kirra.fills({"What is it about?": "Once is enough"})
    delivered_again(open_house, kirra.sends)

    assert ["Named: “Fewer letters”" in str(body) for body in said] == [True, True]
    with open_house.memory() as setting:
        (branch,) = setting.memory.branches.find()
        calls = [c for c in setting.memory.calls.find() if "Once is enough" in c.text]
    assert branch.takers == ("p060",)
    assert len(calls) == 1
    assert len(nadia.was_told("Once is enough")) == 1
    posts = [c for c in open_house.world.record.messages() if "Fewer letters" in c.text]
    assert len([c for c in posts if c.target == open_house.world.channel.id]) == 1


def test_the_bots_own_words_and_other_bots_are_not_answered(open_house):
    slack, signe = open_house.world.slack, open_house.signe
    direct = open_house.world.slack.place.direct(signe.id)
    before = len(open_house.direct(signe))

    for more in ({"bot_id": "B0OTHER"}, {"subtype": "message_changed", "hidden": True}):
        event = {
            "type": "message",
            "channel": direct.id,
            "channel_type": "im",
            "user": signe.id,
            "text": "Beep",
            "ts": "1802000000.000200",
            **more,
        }
        slack.event(event)
        open_house.settle()

    assert len(open_house.direct(signe)) == before


def test_a_word_with_a_facilitator_goes_at_once_and_privately_at_night_too(open_house):
    open_house.pearl.presses("A word with a facilitator")
    open_house.pearl.fills({"What is it about?": "My room"})
    answer = open_house.pearl.sends()
    (came,) = open_house.nadia.was_told("Pearl Haversham", "would like a word", "My room")
    open_house.nadia.presses("I answer")

    assert "I have told Nadia Thorsby" in answer
    assert "This is no emergency line" in answer
    assert "16:00 in London" in answer  # four hours on, in her own time
    assert came
    assert open_house.nadia.was_told("would like a word", "Nadia Thorsby answers")
    assert open_house.ted.was_told("would like a word") == []


@pytest.mark.parametrize("fault", ["drop", "reset", "429", "500"])
def test_a_form_that_slack_loses_is_said_so_and_opens_at_the_next_press(open_house, fault):
    faults, pearl = open_house.world.faults, open_house.pearl
    faults.set(FaultPlan(at={1: fault}, methods=frozenset({"views.open"})))

    first = pearl.presses("Change city, language or Zoom address")
    opened = pearl.modal()
    if opened:
        pearl.closes()
    second = pearl.presses("Change city, language or Zoom address")

    assert "Press once more in a moment" in first or opened
    assert "Your details" in second
    pearl.closes()
    faults.off()


UGLY = (
    "<!channel> & <b>Bo</b> *Strong*",
    "אבי \u202eנועם",
    "=HYPERLINK(1) `tick` _under_",
    "Ω" * 90,
    "Zoë\u0301 O'Neil-van der Måłgorzata",
    "\u2067مريم\u2069 الزهراء",
)


def ugly_people():
    """The cast with names that no form foresaw."""
    people = cast(f"{PEOPLE} nadia")
    for number, name in enumerate(UGLY):
        people[number] = replace(people[number], name=name, organisation=f"{name} & Co")
    return people


def test_hostile_names_live_through_a_session_and_call_nobody(theatre):
    people = ugly_people()
    stage = opened(theatre, people=people)
    stage.until("2027-02-09 12:00")
    for person in people[:-1]:
        stage.players_by_id(person.id).presses("Yes")
    nadia = stage.nadia
    pages = [nadia.types(f"/convene {word}") for word in ("people", "rooms 1 propose", "session 1")]
    nadia.types(f"/convene rooms 1 pin {people[0].id}")
    stage.until("2027-02-18 16:00")

    assert all(pages)
    assert "<b>Bo</b>" in pages[1]
    told = stage.players_by_id(people[6].id).was_told("Your room for")
    assert "<!channel> & <b>Bo</b>" in told[0]
    calls_nobody(stage)


def calls_nobody(stage):
    """No word that Slack would take for a mention, a link or a call to everyone."""
    for call in stage.world.record.calls:
        if call.system == "slack":
            said = json.dumps(call.args, ensure_ascii=False)
            for trap in ("<!", "<@", "<b>", "<https://evil"):
                assert trap not in said, (call.method, said[:300])


def test_hostile_words_in_answers_branches_and_actions_are_shown_as_words(theatre):
    stage = opened(theatre, publish="by-hand")
    stage.until("2027-02-11 12:00")

    stage.ted.presses("Answer", "should work on first")
    stage.ted.fills({"Your answer": HOSTILE})
    stage.ted.sends()
    stage.signe.opens_home()
    stage.signe.presses("Name a branch")
    stage.signe.fills({"What would you like to go further on?": HOSTILE})
    stage.signe.sends()
    stage.signe.presses("Note an action")
    stage.signe.fills({"What": HOSTILE, "Who": "Pearl Haversham"})
    stage.signe.sends()
    stage.kirra.says(HOSTILE)
    stage.nadia.types(f"/convene session 1 told {HOSTILE}")
    stage.nadia.types(f"/convene {HOSTILE}")
    stage.nadia.types(f"/convene rooms 1 {HOSTILE}")
    stage.until("2027-02-17 12:00")

    assert stage.ted.was_told("You answered", "<!channel> &")
    assert stage.nadia.was_told("what people have said so far", "<!channel> &")
    assert stage.pearl.reads("would like to go further on: “<!channel> &")
    assert stage.pearl.was_told("Do you take it on?", "<!channel>")
    calls_nobody(stage)
