"""Artefacts of any plan: what its fields say of themselves, scales that ask whether it rings true, what has no name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.answers import Asking, Response
from bot.domain.artefacts import Key
from bot.domain.errors import NoSuchThing
from bot.facilitation import artefact_windows, artefact_writing, prompts
from bot.facilitation.artefact_writing import Words
from bot.facilitation.artefacts import Records, artefact_of, organisation, thread_of
from bot.facilitation.said_for import SaidFor
from bot.files.plan import read_plan
from bot.voice import artefacts as words
from bot.voice.artefact_forms import Draft
from tests.plays.questions import question
from tests.plays.scripts import cast, default_plan, plan_of, sample_people

PEARL = sample_people()["pearl"]
HERE = PEARL.organisation
COLLEAGUES = [p for p in sample_people().values() if p.organisation == HERE]
COACH = next(p for p in COLLEAGUES if p.role == "coach")
DISSENT = question(
    "m-dissent", "-7d", "What not?", visibility="anonymous", feeds="integrative-model.dissent"
)
NEAR = question("m-near", "-7d", "And?", visibility="organisation", feeds="microsystem.place")
GROWS = question("m-grows", "-7d", "What else?", feeds="priority-statement.additions")
TRUE = question(
    "m-true", "-7d", "True?", audience=["lay"], type="scale", low="No", high="Yes",
    visibility="organisation",
)  # fmt: skip
FAR = "2027-02-19 12:00"


def key(artefact, owner="", number=1):
    return Key(artefact=artefact, owner=owner or organisation(HERE), number=number)


def begun(company, *, more="", changed=None, people=(), months=(5,)):
    made = company("2027-02-09T05:00")
    plan = plan_of(*months, bare=True, more=more, changed=changed or {})
    everyone = {p.id: p for p in [*COLLEAGUES, *cast("ted kwabena nadia"), *people]}
    made.begins(list(everyone.values()), plan, (2027, 2))
    made.until("2027-02-12 12:00")
    return made


def writes(made, which, by=PEARL, base=0, **said):
    fields = {name: Words(text=text) for name, text in said.items()}
    return artefact_writing.write(made.desk, which, fields, by=by.id, base=base)


def said_of(made, which, reader=PEARL):
    with made.look() as setting:
        record = Records(setting).one(which)
        return "\n".join(words.lines_of(artefact_windows.shown_to(setting, reader, record)))


def offered(made, which, reader=PEARL):
    with made.look() as setting:
        return SaidFor(setting, reader, artefact_of(setting, which.artefact), which).by_field


def test_a_plan_says_of_its_fields_what_they_need(company):
    hall = '{ key = "place", label = "The place or service", max_chars = 150'
    people = '{ key = "people", label = "Who meets there: people seeking help, people giving it"'
    made = begun(
        company,
        changed={
            f"{hall} }}": f'{hall}, form = "log" }}',
            f"{people}, max_chars = 400": f'{people}, max_chars = 400, after = "purpose"',
            'that nobody counts", max_chars = 400': 'that nobody counts", max_chars = 400, needed = false',
            'carries the priority", max_chars = 300': 'carries the priority", max_chars = 300, each = "place"',
        },
    )
    which = key("microsystem")
    with pytest.raises(artefact_writing.ExpectFirst, match="What they are trying to do together"):
        writes(made, which, people="All")
    writes(made, which, place="The ward", purpose="Rest", link="There")
    writes(made, which, base=1, place="The garden", people="All")
    assert "“How this place carries the priority” has 1 line, “The place or service” 2." in said_of(
        made, which
    )
    writes(made, which, base=2, link="There\nAnd there")
    assert "Complete." in said_of(made, which)  # without what is not needed


def test_a_plan_that_says_something_of_a_field_itself_is_taken_at_its_word():
    text = default_plan()
    plain = read_plan(text).plan
    feelings = 'max_chars = 600, repeat = true },\n  { key = "moments"'
    free = read_plan(text.replace(feelings, feelings.replace(" }", ", needed = false }", 1))).plan

    def field(plan, artefact, name):
        made = next(a for a in plan.artefacts if a.key == artefact)
        return next(f for f in made.fields if f.key == name)

    assert field(plain, "experience-map", "feelings").each == "steps"
    assert (
        field(free, "experience-map", "feelings").each,
        field(plain, "prototype", "happened").after,
    ) == ("", "expect")
    assert field(plain, "integrative-model", "dissent").form == "log"
    wrong = text.replace(feelings, feelings.replace(" }", ', each = "stairs" }', 1))
    (finding,) = read_plan(wrong).errors
    assert 'no other field "stairs"' in finding.words


def test_whether_it_rings_true_is_shown_from_five_answers_on(company):
    lay = [
        replace(PEARL, id=f"p90{n}", email=f"p{n}@example.org", name=f"Lay {n}") for n in range(5)
    ]
    made, which = begun(company, more=TRUE, people=lay), key("persona")
    rates(made, lay[:4])
    writes(made, which, name="Ann")
    assert "too few to show have answered" in said_of(made, which)
    rates(made, lay)
    assert "Does it ring true? 4.0 on average, from 5 people with lived experience." in said_of(
        made, which
    )


def rates(made, people, number=4, prompt="m-true"):
    with made.change() as setting:
        for person in people:
            known = {"session_id": "s01", "prompt": prompt, "person_id": person.id}
            id = f"s01:{prompt}:{person.id}"
            setting.memory.askings.save(Asking(id=id, state="answered", **known))
            given = Response(
                id=id, text=str(number), number=number, visibility="organisation",
                at=setting.now, **known,
            )  # fmt: skip
            setting.memory.responses.save(given)


def test_asked_twice_each_counts_as_one(company):
    lay = [
        replace(PEARL, id=f"p90{n}", email=f"p{n}@example.org", name=f"Lay {n}") for n in range(5)
    ]
    more = TRUE + TRUE.replace("m-true", "m-truer")
    made, which = begun(company, more=more, people=lay), key("persona")
    writes(made, which, name="Ann")
    rates(made, lay[:3])
    made.clock.instant += timedelta(days=1)
    rates(made, lay[:3], 2, "m-truer")
    assert "too few to show have answered" in said_of(made, which)
    rates(made, lay, 2, "m-truer")
    assert "2.0 on average, from 5 people with lived experience." in said_of(made, which)


def test_what_was_said_without_names_is_offered_to_all_once_it_is_shown(company):
    made, which = begun(company, more=DISSENT), key("integrative-model")
    for number, person in enumerate(COLLEAGUES[:6]):
        with made.look() as setting:
            asked = setting.memory.askings.seek(f"s01:m-dissent:{person.id}")
        if asked:
            prompts.respond(made.desk, asked.id, person.id, f"I see {number} differently")
    assert offered(made, which).get("dissent", []) == []
    made.until(FAR)
    said = offered(made, which)["dissent"]
    assert len(said) >= 5
    assert {one.signed for one in said} == {"without a name"}
    assert {one.giver for one in said} == {""}


def test_words_used_for_a_balance_stand_in_its_box_of_what_was_added(company):
    made, which = begun(company, more=GROWS), key("priority-statement")
    ref = f"s01:m-grows:{PEARL.id}"
    prompts.respond(made.desk, ref, PEARL.id, "A list of lifts")
    draft = Draft(typed={"additions+": "A bench", "additions-": "A form"})
    view = artefact_windows.use(made.desk, PEARL, which, "additions", ref, draft, base=0)
    boxes = {
        b["block_id"]: b["element"].get("initial_value")
        for b in view.body["blocks"]
        if b["type"] == "input"
    }
    assert boxes["additions+~1"] == "A bench\nA list of lifts"
    assert boxes["additions-~1"] == "A form"


def test_mending_leaves_words_alone_that_their_giver_put_there(company):
    made, which = begun(company, more=NEAR), key("microsystem")
    text = "The lift that stops between the floors"
    prompts.respond(made.desk, f"s01:m-near:{PEARL.id}", PEARL.id, text)
    with pytest.raises(artefact_writing.NotTheirWords):
        writes(made, which, by=COACH, place=text)
    writes(made, which, place=text)
    writes(made, which, by=COACH, base=1, place=f"{text}, on Mondays")
    assert "on Mondays" in said_of(made, which)


def test_a_tests_cycle_counts_by_itself_and_the_next_one_is_offered(company):
    made, which = begun(company), key("prototype")
    with pytest.raises(artefact_writing.NothingChanged):
        writes(made, which, cycle="1", expect="")
    assert "One more" not in str(artefact_windows.page(made.desk, PEARL).blocks)
    writes(made, which, cycle="1", expect="Ten come")
    assert "One more: Prototype and test cycle" in str(
        artefact_windows.page(made.desk, PEARL).blocks
    )
    for wrong in (key("prototype", number=3), key("prototype", number=0), key("lessons", number=2)):
        with pytest.raises(NoSuchThing):
            writes(made, wrong, expect="Ten", stop="Ten")
    second = key("prototype", number=2)
    view = artefact_windows.write_window(made.desk, PEARL, second)
    (cycle,) = [block for block in view.body["blocks"] if block.get("block_id") == "cycle"]
    assert cycle["element"]["initial_value"] == "2"
    writes(made, second, expect="Twenty come")
    with made.look() as setting:
        tests = [r for r in thread_of(setting, HERE) if r.key.artefact == "prototype"]
    assert [(r.key.number, r.field("expect").text) for r in tests] == [
        (1, "Ten come"),
        (2, "Twenty come"),
    ]


def test_what_the_whole_community_makes_is_written_by_everyone(company):
    owner = 'owner = "organisation"\ndue_month = 18'
    made = begun(company, changed={owner: owner.replace("organisation", "community")})
    which = key("lessons", owner="community:")
    writes(made, which, by=sample_people()["ted"], stop="Forms")
    writes(made, which, by=COACH, base=1, carry="All of us")
    assert "Forms" in artefact_windows.page(made.desk, PEARL).text
    with pytest.raises(artefact_writing.NotYourThread):
        writes(made, key("lessons"), stop="This")
