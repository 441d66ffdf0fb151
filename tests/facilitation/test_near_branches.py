"""Who named ideas that sound alike hear of each other, once; whether they go together they say themselves."""

from bot.facilitation.branches import join_branch, name_branch
from bot.slack.forms import SENT
from bot.slack.gestures import Gesture
from bot.slack.windows import OPENS
from bot.voice.forms import read_facts
from tests.facilitation.asking import labels
from tests.plays.scripts import cast, plan_of, sample_people

PEOPLE = "ted pearl kirra gunvor nadia"
TED, PEARL, KIRRA, GUNVOR, NADIA = (sample_people()[name] for name in PEOPLE.split())


def test_two_who_named_the_same_are_put_in_touch_once_and_nothing_is_merged(company):
    made = company("2027-02-10T12:00")
    made.begins(cast(PEOPLE), plan_of(2, 3, without=["rsvp"], bare=True), (2027, 2))
    made.until("2027-02-18 12:00")
    first = name_branch(made.desk, idea="Texts before discharge", by=TED.id)
    name_branch(made.desk, idea="A garden for the ward", by=KIRRA.id)
    name_branch(made.desk, idea="More texts before discharge", by=TED.id)  # one's own are one's own
    second = name_branch(made.desk, idea="A text before discharge", by=PEARL.id)
    made.until("2027-02-22 20:00")

    (told,) = made.told(PEARL, "sounds close to your idea “A text before discharge”")
    assert "Ted Okulicz would like to go further on: “Texts before discharge”." in told.text
    assert "garden" not in told.text
    assert labels(told) == ["I'd like to join"] * 2
    assert made.told(TED, "sounds close to your idea “Texts before discharge”", "Pearl Haversham")
    assert made.told(KIRRA, "sounds close") == []
    join_branch(made.desk, first.id, PEARL.id)
    made.work()
    (told,) = made.told(PEARL, "sounds close")
    assert "You said that you would like to join." in told.text
    assert labels(told) == ["I'd like to join"]
    with made.look() as setting:
        kept = [setting.memory.branches.get(id) for id in (first.id, second.id)]
    assert [(b.idea, b.takers) for b in kept] == [
        ("Texts before discharge", (PEARL.id,)),
        ("A text before discharge", ()),
    ]


def test_an_idea_that_nobody_took_up_for_months_is_no_news(company):
    made = company("2027-02-10T12:00")
    made.begins(cast(PEOPLE), plan_of(2, 3, without=["rsvp"], bare=True), (2027, 2))
    made.until("2027-02-18 12:00")
    name_branch(made.desk, idea="Texts before discharge", by=TED.id)
    made.until("2027-06-28 12:00")
    name_branch(made.desk, idea="A text before discharge", by=PEARL.id)
    made.until("2027-06-30 12:00")

    assert made.told(PEARL, "sounds close") == made.told(TED, "sounds close") == []


def test_named_from_the_card_of_a_session_it_knows_its_session(company):
    made = company("2027-02-10T12:00")
    made.begins(cast(PEOPLE), plan_of(2, 3, without=["rsvp"], bare=True), (2027, 2))
    made.until("2027-02-17 20:30")
    (card,) = (said for said in made.told(TED) if "Name a branch" in labels(said))
    (press,) = (e for e in elements(card) if e["action_id"] == "branch:open")
    gesture = Gesture(key="k", member=f"U-{TED.email}", act="branch:open", value=press["value"])
    known = read_facts(OPENS["branch:open"](made.desk, TED, gesture).body["private_metadata"])
    SENT["branch"](made.desk, TED, known, {"idea": "Texts"})

    with made.look() as setting:
        (branch,) = setting.memory.branches.find()
    assert (branch.idea, branch.session_id) == ("Texts", "s01")


def elements(said):
    return [
        e for block in said.message.blocks if block["type"] == "actions" for e in block["elements"]
    ]
