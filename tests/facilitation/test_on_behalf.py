"""A coordinator answers for somebody on the telephone: theirs, marked, shown to them, never where nobody may know."""

import pytest

from bot.domain.answers import Asking
from bot.domain.errors import Impossible, NoSuchThing
from bot.facilitation import on_behalf, prompts
from bot.facilitation.digests import gathered
from bot.facilitation.on_behalf import NotForOthers, OneOfThese
from bot.facilitation.prompt_pages import preview
from tests.facilitation.asking import plan_with
from tests.facilitation.test_prompt_desk import CHOICE, LINE, NADIA, PEARL, TED
from tests.plays.questions import question
from tests.plays.scripts import cast

SCALE = question(
    "t-scale", "-6d", "How sure are you?", type="scale", low="Not", high="Quite", minutes=1
)
SECRET = question(
    "t-secret", "-6d", "Were you heard?", type="scale", low="No", high="Yes", visibility="anonymous"
)
OWN = question("t-own", "-6d", "What do you take with you?", visibility="private")
BRANCH = question("t-branch", "-6d", "What would you begin?", use="subgroup")
GOES = question("t-goes", "+9d", "How does it go?", when="post", use="actions")
STORY = question("t-story", "-6d", "When did it go well?", type="story", visibility="room")


@pytest.fixture
def asked(company):
    made = company("2027-02-08T12:00")
    plan = plan_with(LINE, CHOICE, SCALE, SECRET, OWN, STORY, BRANCH, GOES)
    made.begins(cast("ted pearl nadia osric"), plan, (2027, 2))
    made.until("2027-02-12 23:00")
    return made


def id_of(key):
    return f"s01:{key}:{TED.id}"


def notes(company, key, said):
    on_behalf.note_answer(company.desk, TED.id, id_of(key), said, by=NADIA.id)
    company.work()


def kept(company, key):
    with company.look() as setting:
        return setting.memory.responses.seek(id_of(key))


def test_words_choices_and_numbers_are_kept_as_theirs_and_they_see_who_noted_them(asked):
    notes(asked, "t-line", "The second form")
    notes(asked, "t-choice", "doors")
    notes(asked, "t-scale", "4")

    answers = [kept(asked, key) for key in ("t-line", "t-choice", "t-scale")]
    assert [(a.text, a.number, a.noted_by) for a in answers] == [
        ("The second form", None, NADIA.id),
        ("Doors", None, NADIA.id),
        ("4", 4, NADIA.id),
    ]
    assert asked.told(TED, "“The second form” Noted by Nadia", "by telephone")
    with asked.look() as setting:
        (line,) = {g.prompt.key: g for g in gathered(setting, setting.session("s01"), "digest")}[
            "t-line"
        ].answers
        did = [t.did for t in setting.memory.traces.find(who=NADIA.id)]
    assert line.signed.endswith("noted by telephone")
    assert len([d for d in did if "by telephone" in d]) == 3


def test_what_they_then_write_themselves_is_marked_no_more(asked):
    notes(asked, "t-line", "The second form")
    prompts.respond(asked.desk, id_of("t-line"), TED.id, "Both forms")
    asked.work()

    assert kept(asked, "t-line").noted_by == ""
    assert asked.told(TED, "by telephone") == []


@pytest.mark.parametrize("key", ["t-secret", "t-own", "t-story"])
def test_nobody_answers_for_others_what_is_anonymous_private_or_a_story(asked, key):
    with pytest.raises(NotForOthers):
        notes(asked, key, "4")
    assert kept(asked, key) is None
    window = str(on_behalf.window(asked.desk, TED.id).body)
    assert id_of(key) not in window
    assert id_of("t-line") in window


def test_how_an_action_goes_is_said_by_whoever_took_it_on(asked):
    with asked.change() as setting:
        asking = {"session_id": "s01", "prompt": "t-goes", "person_id": TED.id}
        setting.memory.askings.save(Asking(id=id_of("t-goes"), **asking))
    with pytest.raises(NotForOthers, match="they report themselves"):
        notes(asked, "t-goes", "well")
    assert id_of("t-goes") not in str(on_behalf.window(asked.desk, TED.id).body)


def test_a_branch_that_is_named_on_the_telephone_is_put_before_everyone(asked):
    notes(asked, "t-branch", "A list that stays short")
    with asked.look() as setting:
        (branch,) = setting.memory.branches.find()
    assert (branch.idea, branch.by) == ("A list that stays short", TED.id)
    assert any(
        "A list that stays short" in s.text
        for s in asked.chat.said.values()
        if s.to == "C0COMMUNITY"
    )


def test_what_is_no_choice_and_what_is_somebody_elses_is_refused(asked):
    with pytest.raises(OneOfThese, match="Doors; Forms"):
        notes(asked, "t-choice", "Windows")
    with pytest.raises(OneOfThese):
        notes(asked, "t-scale", "9")
    with pytest.raises(Impossible):
        notes(asked, "t-line", " ")
    with pytest.raises(Impossible, match="longer than 3000"):
        notes(asked, "t-line", "x" * 3001)
    with pytest.raises(NoSuchThing):
        on_behalf.note_answer(asked.desk, PEARL.id, id_of("t-line"), "x", by=NADIA.id)


def test_whether_they_come_is_noted_for_them_too(asked):
    notes(asked, "rsvp", "no")

    with asked.look() as setting:
        reply = setting.memory.replies.seek(f"s01:{TED.id}")
    assert (reply.comes, reply.by) == (False, NADIA.id)


def test_a_preview_never_shows_what_was_answered(asked):
    prompts.respond(asked.desk, id_of("t-own"), TED.id, "My own secret")
    prompts.respond(asked.desk, id_of("t-story"), TED.id, "My own story")

    for key in ("t-own", "t-story"):
        seen = preview(asked.desk, "s01", key, NADIA)
        assert TED.name in [sample.person for sample in seen.samples]
        assert "My own" not in repr(seen)


def test_what_comes_after_the_digest_is_shown_in_the_next_one(asked):
    asked.until("2027-02-17 12:00")
    prompts.respond(asked.desk, id_of("t-line"), TED.id, "A late thought")

    with asked.look() as setting:
        session = setting.session("s01")
        found = [g for g in gathered(setting, session, "synthesis") if g.prompt.key == "t-line"]
    ((heard,),) = [g.answers for g in found]
    assert (heard.text, heard.signed.endswith("came after the last digest")) == (
        "A late thought",
        True,
    )
