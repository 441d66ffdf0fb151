"""From answers to a synthesis in Slack: sorted, written, previewed, published, asked back, and told what happened."""

import pytest

from bot.facilitation import prompts
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

HELPS, NEAR = "What helps most on the ward?", "What would your colleagues say?"
QUESTIONS = (
    question("helps", "-6d", HELPS),
    question("near", "-6d", NEAR, visibility="organisation"),
)
PLAN = plan_of(
    2, 3, bare=True, keep=["what-we-did"],
    changed={"[[session]]\nmonth = 2\n": "".join(QUESTIONS) + "\n[[session]]\nmonth = 2\n"},
)  # fmt: skip
SAID = {
    "ted": "A chair by the bed",
    "pearl": "Somebody who sits down",
    "kwabena": "A quiet hour",
    "kirra": "Fewer forms",
    "signe": "Nothing of that helps",
}
ASKED = "Do you find yourself in it?"
SENTENCE = "People want somebody who sits down with them."
DISSENT = "One of us says that none of it helps."


@pytest.fixture
def stage(theatre):
    """The day after the first of two sessions; five people had said what helps, and one what colleagues say."""
    stage = theatre.opens(
        people=cast(f"{' '.join(SAID)} nadia osric"),
        start=(2027, 2),
        plan=PLAN,
        at="2027-02-08T12:00",
        publish="automatic",
    )
    stage.until("2027-02-12 16:00")
    for name, words in SAID.items():
        answer(stage, "helps", name, words)
    answer(stage, "near", "signe", "Forms")
    stage.until("2027-02-18 15:30")
    return stage


def answer(stage, key, name, words):
    person = sample_people()[name].id
    prompts.respond(stage.desk, f"s01:{key}:{person}", person, words)


def sorts(player, question, words, *labels):
    player.types("/convene synthesis 1")
    player.chooses(f"({5 if question == HELPS else 1}) {question}", "Read answers and sort them")
    read = player.modal()
    box = "Or name a new theme" if "Or name a new theme" in read else "Name a theme"
    player.fills({"Which answers": [label(read, one) for one in labels], box: words})
    player.sends()
    return read


def label(read, words):
    """How an answer is called in the list of its window: with its number."""
    number = next(n for n in range(1, 9) if f"{n}. {words}" in read or f"{n}.* {words}" in read)
    return f"{number}. {words}"


def writes(player, theme, text):
    player.types("/convene synthesis 1")
    player.chooses(theme, "Write the sentence of")
    player.fills({"What people said, in your words": text})
    player.sends()


def publishes(player):
    player.types("/convene synthesis 1")
    player.presses("Preview and publish")
    read = player.modal()
    player.sends()
    return read


def channel_posts(stage):
    place = stage.world.slack.place
    posts = [p for c in place.conversations.values() for p in c.standing()]
    return [p.text for p in posts if "What came of" in p.text]


def test_answers_become_a_synthesis_that_its_authors_find_themselves_in(stage):
    read = sorts(stage.nadia, HELPS, "Sitting down", SAID["pearl"], SAID["ted"], SAID["kwabena"])
    assert all(words in read for words in SAID.values())
    sorts(stage.nadia, HELPS, "None of it", SAID["signe"])
    sorts(stage.osric, NEAR, "Forms", "Forms")
    stage.nadia.types("/convene synthesis 1")
    stage.nadia.chooses("None of it", "Re-word or mark")
    stage.nadia.fills({"What it is": "A minority view: “Not everyone sees it so”"})
    stage.nadia.sends()

    for theme, text in (("None of it", DISSENT), ("Sitting down", SENTENCE), ("Forms", "Forms!")):
        writes(stage.nadia, theme, text)
    preview = publishes(stage.nadia)
    assert preview.index(SENTENCE) < preview.index(DISSENT) < preview.index("Kept with")
    assert preview.index("Kept with") < preview.index("Forms!")
    (post,) = channel_posts(stage)
    assert post.index(SENTENCE) < post.index(DISSENT)
    assert "2 of them from people with lived experience" in post
    assert "Forms!" not in post
    stage.nadia.types("/convene synthesis 1")
    stage.nadia.chooses("Forms", "Ask for leave")
    stage.nadia.fills({"Ask the authors of": ["1. Forms"]})
    stage.nadia.sends()

    stage.until("2027-02-19 23:30")
    (asked,) = stage.pearl.was_told(ASKED)
    assert SENTENCE in asked
    assert DISSENT not in asked
    stage.pearl.presses("Yes", ASKED)
    stage.ted.presses("Partly, here is what is missing", ASKED)
    stage.ted.fills({"What is missing?": "The nights"})
    stage.ted.sends()
    assert stage.kirra.was_told(ASKED) == []
    assert "1 yes, 1 partly, 0 no" in stage.osric.types("/convene synthesis 1")
    stage.kirra.opens_home()
    stage.kirra.presses("Read it, and what it rests on")
    rests = stage.kirra.modal()
    stage.kirra.closes()
    assert SAID["pearl"] in rests
    assert "The nights" not in rests

    assert len(stage.signe.was_told("only people of your organisation", "Forms!")) == 1
    stage.signe.presses("Yes, without my name", "you wrote")
    assert stage.signe.was_told("You said yes, without your name.")
    writes(stage.osric, "Sitting down", f"{SENTENCE} At night, too.")
    stage.osric.types("/convene synthesis 1")
    stage.osric.presses("Preview and publish")
    writes(stage.nadia, "Sitting down", f"{SENTENCE} At night, too. And by day.")
    again = stage.osric.sends()
    assert "It has changed since you looked." in again
    assert "And by day." in again
    assert "And by day." not in channel_posts(stage)[0]
    writes(stage.osric, "Sitting down", f"{SENTENCE} At night, too.")
    assert "The nights" in publishes(stage.osric)
    (post,) = channel_posts(stage)
    assert "At night, too." in post
    assert "Version 2, changed by Osric" in post
    assert "Forms!" in post
    stage.signe.opens_home()
    stage.signe.presses("Take it back", "My words for everyone")
    (post,) = channel_posts(stage)
    assert "Forms!" not in post
    assert "Version 3: a sentence was taken out" in post

    stage.osric.types("/convene loops")
    stage.osric.presses("Add one")
    stage.osric.fills({"What people said": "No chairs by the beds"})
    stage.osric.sends()
    stage.osric.types("/convene loops")
    stage.osric.chooses("No chairs by the beds", "Say what happened")
    stage.osric.fills({"What happened": "Each bed has one", "Where it stands": "This happened"})
    stage.osric.sends()
    stage.until("2027-03-17 12:00")
    told = stage.pearl.was_told("You said: No chairs by the beds. Each bed has one.")
    assert len(told) == 1
    assert "1 of 1 loop closed" in stage.nadia.types("/convene status")
