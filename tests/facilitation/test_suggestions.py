"""Readings that come as answers, and suggestions that are taken back."""

import pytest

from bot.domain.errors import NotYours
from bot.facilitation import bibliography, on_behalf, prompts, suggestions
from bot.facilitation.bibliography import ReadingGone
from bot.voice.bibliography import About
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

PEARL, TED, NADIA = (sample_people()[name] for name in ("pearl", "ted", "nadia"))
ASKED = question(
    "read", "-7d", "What did you read?", audience=["all"], type="text", visibility="community",
    use="bibliography",
)  # fmt: skip
NARROW = ASKED.replace('"read"', '"near"').replace('"community"', '"room"')
PLAN = plan_of(2, bare=True, more=f"{ASKED}\n{NARROW}")


@pytest.fixture
def begun(company):
    made = company("2027-02-08T12:00")
    made.begins(cast("pearl ted nadia"), PLAN, (2027, 2))
    return made


def suggested(company):
    with company.look() as setting:
        found = setting.memory.references.find()
        return {one.called: one.suggested_by for one in found}


def entry(company, title):
    with company.look() as setting:
        return next(e for e in bibliography.everything(setting) if title in e.title)


def add(company, text, by):
    bibliography.suggest(company.desk, text, by=by.id)


def test_an_answer_that_everyone_may_read_goes_into_the_list_as_it_promised(begun):
    begun.until("2027-02-12 16:00")
    prompts.respond(begun.desk, f"s01:read:{PEARL.id}", PEARL.id, "A film on waiting")
    prompts.respond(begun.desk, f"s01:near:{PEARL.id}", PEARL.id, "For my room alone")
    assert suggested(begun) == {"A film on waiting": (PEARL.id,)}

    prompts.respond(begun.desk, f"s01:read:{PEARL.id}", PEARL.id, "Another film on waiting")
    assert suggested(begun) == {"Another film on waiting": (PEARL.id,)}
    on_behalf.note_answer(
        begun.desk, TED.id, f"s01:read:{TED.id}", "another film: on waiting", by=NADIA.id
    )
    assert suggested(begun) == {"Another film on waiting": (PEARL.id, TED.id)}
    prompts.respond(begun.desk, f"s01:read:{TED.id}", TED.id, "nothing yet")
    assert suggested(begun) == {"Another film on waiting": (PEARL.id,)}


def test_an_answer_in_other_words_keeps_what_others_said_of_the_same_reading(begun):
    begun.until("2027-02-12 16:00")
    asking = f"s01:read:{PEARL.id}"
    prompts.respond(begun.desk, asking, PEARL.id, "On wating, 10.1136/bmj.k3617")
    one = entry(begun, "On wating")
    about = About(summary="Waiting is work.")
    bibliography.say_more(begun.desk, one.id, about, by=TED.id, base=one.version)

    prompts.respond(begun.desk, asking, PEARL.id, "On waiting, 10.1136/bmj.k3617")
    assert entry(begun, "On waiting").summary == about.summary
    assert suggested(begun) == {"On waiting": (PEARL.id,)}


def test_a_suggestion_is_taken_back_and_stays_where_others_made_it_too(begun):
    add(begun, "On waiting", PEARL)
    add(begun, "On waiting", TED)
    one = entry(begun, "On waiting")
    add(begun, "Something of Ted's", TED)
    teds = entry(begun, "Something").id
    with pytest.raises(NotYours):
        suggestions.take_back(begun.desk, teds, by=PEARL.id)

    assert "It stays" in str(suggestions.back_window(begun.desk, PEARL.id, one.id).body)
    suggestions.take_back(begun.desk, one.id, by=PEARL.id)
    assert suggested(begun)["On waiting"] == (TED.id,)
    assert "It goes" in str(suggestions.back_window(begun.desk, TED.id, one.id).body)
    suggestions.take_back(begun.desk, one.id, by=TED.id)
    assert "On waiting" not in suggested(begun)
    with pytest.raises(ReadingGone):
        bibliography.more_window(begun.desk, TED.id, one.id)


def test_a_facilitator_takes_off_what_should_not_stand_there(begun):
    add(begun, "Buy this now", PEARL)
    suggestions.take_back(begun.desk, entry(begun, "Buy").id, by=NADIA.id)
    assert suggested(begun) == {}
    with begun.look() as setting:
        (line,) = setting.memory.traces.find(did="took back a reading")
    assert line.who == NADIA.id


def test_what_the_plan_names_keeps_the_plain_words_that_were_written(begun):
    planned = entry(begun, "Getting more health")
    add(begun, planned.title, PEARL)
    about = About(summary="We all do the work.")
    one = entry(begun, "Getting more health")
    bibliography.say_more(begun.desk, one.id, about, by=TED.id, base=one.version)
    suggestions.take_back(begun.desk, one.id, by=PEARL.id)
    assert entry(begun, "Getting more health").summary == about.summary
