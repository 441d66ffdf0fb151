"""An organisation's thread in Slack: its artefacts from the priority to the lessons, and a persona whose story goes."""

import pytest

from bot.facilitation.artefacts import thread_of
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people
from tests.plays.telling import EVERYONE, answers, confirms, holding, sent_since, standing

PEARL, TED = sample_people()["pearl"], sample_people()["ted"]
HERE = PEARL.organisation
COACH = next(p for p in sample_people().values() if p.organisation == HERE and p.role == "coach")
TALE = "When did you last feel at home in a waiting room?"
SAID = "The bus at six, a canary called Quillon, and nobody knew my name"
FED = question(
    "tale", "-7d", TALE, audience=["lay"], type="story", visibility="room", feeds="persona.life"
)
PLAN = plan_of(
    2, 3, 4, bare=True, changed={"[[session]]\nmonth = 2\n": f"{FED}\n[[session]]\nmonth = 2\n"}
)  # fmt: skip
TITLES = {
    "Strategic priority": "The priority in one sentence",
    "Front-line": "The place or service",
    "Persona 2": "An invented first name and age",
    "Map of the system": "The steps, in the person's words",
    "What science knows": "The question we put to the literature",
    "Integrative": "A way to have the best of both",
    "Prototype": "What we expect to see",
    "Lessons": "What changed where people meet",
}


@pytest.fixture
def stage(theatre):
    stage = theatre.opens(
        people=[*cast("pearl ted signe nadia"), COACH],
        start=(2027, 2),
        plan=PLAN,
        at="2027-02-08T12:00",
        publish="automatic",
    )
    stage.until("2027-02-11 16:00")
    return stage


def begins(player, near):
    player.types("/convene thread")
    player.presses("Write", near)
    return player.modal()


def writes(player, near, words):
    begins(player, near)
    player.fills(words)
    said = player.submits()
    player.closes()
    return said


def a_story_goes_far(stage):
    answers(stage.pearl, SAID, EVERYONE)
    stage.until("2027-02-22 16:00")
    stage.pearl.presses("Yes, let it go further", "Is that still right?")


def a_persona_is_drawn_from_it(stage, coach):
    read = begins(coach, "Persona 1")
    assert SAID in read
    coach.fills({"An invented first name and age": "Ann, 60"})
    coach.chooses(f"1. {SAID}", "Use these words")
    assert "Ann, 60" in coach.modal()
    coach.fills({"A day in this life": f"{SAID}. Then home."})
    said = coach.submits()
    coach.closes()
    assert "Kept, as version 1 of “Persona 1”" in said
    assert "Contributed by 1 person with lived experience and 1 other." in said


def two_at_once(pearl, coach):
    place = "The place or service"
    begins(pearl, "Front-line")
    writes(coach, "Front-line", {place: "The garden"})
    pearl.fills({place: "The hall"})
    met = pearl.submits()
    assert f"{COACH.name} wrote here meanwhile" in met
    assert "The garden" in met
    assert "The hall" in met
    pearl.submits()
    pearl.closes()


def test_the_thread_is_written_together_and_a_story_that_goes_takes_its_words_along(stage):
    pearl, coach = stage.pearl, stage.players_by_id(COACH.id)
    a_story_goes_far(stage)
    a_persona_is_drawn_from_it(stage, coach)
    two_at_once(pearl, coach)
    for title, label in TITLES.items():
        writes(pearl, title, {label: f"{title} says it"})
    refused = writes_too_early(pearl)
    assert "What we expect to see" in refused

    page = stage.ted.types(f"/convene thread {HERE}")
    places = [page.index(f"{title} says it") for title in TITLES]
    assert places == sorted(places)
    assert SAID in page
    assert "No lived experience yet" not in page
    assert "Write" not in page
    assert SAID not in stage.ted.types("/convene thread")
    side = stage.nadia.types("/convene thread compare persona")
    assert f"{HERE}, 1" in side
    assert f"{HERE}, 2" in side
    coach.opens_home()
    coach.presses("Our organisation's thread")
    coach.presses("Open", "Front-line")
    assert "Before, from" in coach.modal()
    assert "It rests on “Strategic priority statement”: Strategic priority says it" in coach.modal()

    mark = len(stage.world.record.calls)
    pearl.presses("Take it back", TALE)
    assert "page of an organisation's thread" in confirms(pearl)
    page = stage.ted.types(f"/convene thread {HERE}")
    assert "taken back: “A day in this life”" in page
    for place in (page, standing(stage), str(stage.log), sent_since(stage, mark)):
        assert SAID not in place
    assert holding(stage.config.parent, "Quillon") == []
    for _ in range(2):
        coach.closes()
    anew = writes(coach, "Persona 1", {"A day in this life": "A day"})
    assert "Kept, as version 2 of “Persona 1”" in anew
    with stage.memory() as setting:
        begun = {r.key.artefact for r in thread_of(setting, HERE) if r.begun}
        assert begun == {a.key for a in setting.plan.artefacts}


def writes_too_early(player):
    """A second test: its result before anybody said what is expected."""
    begins(player, "Prototype")
    player.fills({"What we expect to see": "", "What happened, including surprises": "Nobody came"})
    said = player.submits()
    assert "happened" in player.ack.body["errors"]
    player.closes()
    return said


def test_what_does_not_fit_one_window_goes_on_in_the_next(theatre):
    field = '{ key = "carry", label = "Who carries it on, and by when", max_chars = 300 },'
    more = "".join(f'{{ key = "f{n}", label = "Field {n}", max_chars = 90 }},' for n in range(6))
    stage = theatre.opens(
        people=cast("pearl nadia"),
        start=(2027, 2),
        plan=plan_of(2, bare=True, changed={field: f"{field} {more}"}),
        at="2027-02-08T12:00",
    )
    stage.pearl.opens_home()
    stage.pearl.presses("Our organisation's thread")
    stage.pearl.presses("Write", "Lessons")
    stage.pearl.fills({"What changed where people meet": "Chairs"})
    stage.pearl.submits()
    stage.pearl.presses("Go on with the rest")
    stage.pearl.fills({"Field 5": "Doors"})
    stage.pearl.submits()
    for _ in range(3):
        stage.pearl.closes()
    stage.pearl.opens_home()
    stage.pearl.presses("Our organisation's thread")
    stage.pearl.presses("Open", "Lessons")
    stage.pearl.presses("Write")  # the third on one another; the next takes its place
    stage.pearl.fills({"What changed where people meet": "Chairs, too"})
    stage.pearl.submits()
    stage.pearl.presses("Go on with the rest")
    assert "Doors" in stage.pearl.modal()
    stage.pearl.fills({"Field 4": "Signs"})
    stage.pearl.submits()
    with stage.memory() as setting:
        (lessons,) = [r for r in thread_of(setting, HERE) if r.key.artefact == "lessons"]
    said = {f.field.key: f.text for f in lessons.fields if f.text}
    assert said == {"delivery": "Chairs, too", "f5": "Doors", "f4": "Signs"}
    assert lessons.version == 4
