"""Themes, sentences that rest on answers, what is published of them, and authors who are asked back."""

import pytest

from bot.domain.errors import NoSuchThing
from bot.domain.synthesis import Finds, Sentence, Theme, in_order
from bot.facilitation import (
    ballots,
    check_backs,
    prompts,
    stories,
    synthesis,
    synthesis_windows,
    taking_back,
    themes,
    views,
)
from bot.facilitation.needs import still_open
from bot.facilitation.sources import sources
from bot.facilitation.stories import Telling
from bot.voice import theme_forms
from bot.voice.limits import view_faults
from bot.voice.synthesis import Passage, Source
from bot.voice.synthesis_page import PAGE
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

NAMES = "ted pearl kwabena kirra signe anjali"
CANARY = "a canary called Quillon"
PLAN = plan_of(
    2,
    bare=True,
    more="".join(
        [
            question("open", "-7d", "What helps?"),
            question("near", "-7d", "What hinders?", visibility="organisation"),
            question("secret", "-7d", "What is hard to say?", visibility="anonymous"),
            question("tale", "-7d", "Where were you?", type="story", visibility="room"),
        ]
    ),
)


def id_of(name):
    return sample_people()[name].id


NADIA = id_of("nadia")


def ref(name, key="open"):
    return f"s01:{key}:{id_of(name)}"


@pytest.fixture
def made(company):
    """The session is over; six people said what helps, one what hinders."""
    found = company("2027-02-09T05:00")
    found.begins(cast(f"{NAMES} nadia"), PLAN, (2027, 2))
    found.until("2027-02-12 12:00")
    for name in NAMES.split():
        prompts.respond(found.desk, ref(name), id_of(name), f"{name} says tea")
    prompts.respond(found.desk, ref("signe", "near"), id_of("signe"), "Forms")
    found.until("2027-02-18 12:00")
    return found


def themed(made, words, names, key="open", **more):
    answers = [ref(name, key) for name in names.split()]
    return themes.new_theme(made.desk, "s01", words, answers, by=NADIA, **more)


def writes(made, theme, text):
    return synthesis.write(made.desk, theme.id, text, theme.answers, by=NADIA)


def posted(made):
    return [said for said in made.chat.said.values() if said.to == "C0COMMUNITY"]


def test_from_themes_to_a_post_lived_experience_first_and_minority_views_always(made):
    few = themed(made, "No tea at all", "anjali", dissent=True)
    work = themed(made, "Tea for staff", "kwabena kirra")
    lay = themed(made, "Tea with a chair", "ted pearl signe")
    near = themed(made, "Forms", "signe", key="near")
    for theme in (few, work, lay, near):
        writes(made, theme, f"People said: {theme.words}.")
    synthesis.publish(made.desk, "s01", by=NADIA)
    made.until("2027-02-19 23:00")

    (post,) = posted(made)
    places = [post.text.index(w) for w in ("Tea with a chair", "Tea for staff", "No tea at all")]
    assert places == sorted(places)
    assert "Rests on 3 answers, 2 of them from people with lived experience." in post.text
    assert "Not everyone sees it so:_ People said: No tea" in post.text
    assert "Forms" not in post.text  # only one organisation may see that answer
    asked = [name for name in NAMES.split() if made.told(sample_people()[name], "find yourself")]
    assert asked == NAMES.split()
    (mine,) = made.told(sample_people()["pearl"], "find yourself")
    assert "Tea with a chair" in mine.text
    assert "Tea for staff" not in mine.text


def test_a_minority_view_is_never_merged_and_a_merge_can_be_taken_apart(made):
    few, one = themed(made, "No tea", "anjali", dissent=True), themed(made, "Tea", "ted")
    two = themed(made, "Chairs", "pearl kirra")
    writes(made, one, "Tea helps.")
    for old, new in ((few, one), (one, few)):
        with pytest.raises(themes.MinorityStays):
            themes.merge(made.desk, old.id, new.id, by=NADIA)

    joined = themes.merge(made.desk, one.id, two.id, by=NADIA)
    assert set(joined.answers) == {ref("ted"), ref("pearl"), ref("kirra")}
    with made.look() as setting:
        assert synthesis.newest(setting, "s01").sentence(two.id).text == "Tea helps."
        assert [t.id for t in themes.themes_of(setting, "s01")] == [two.id, few.id]
    apart = themes.split(made.desk, two.id, "Tea again", [ref("ted")], by=NADIA)
    with made.look() as setting:
        assert setting.memory.themes.get(two.id).answers == (ref("pearl"), ref("kirra"))
    assert apart.answers == (ref("ted"),)


def test_order_of_themes_is_by_who_spoke_and_not_by_when_they_were_named(made):
    moment = made.clock.instant

    def theme(id, answer, *, dissent=False):
        facts = {"session_id": "s01", "words": "", "by": "", "at": moment, "answers": (answer,)}
        return Theme(id=id, dissent=dissent, **facts)

    several = [theme("a", "x", dissent=True), theme("b", "work"), theme("c", "x")]
    assert [t.id for t in in_order(several, {"x"})] == ["c", "b", "a"]


def test_nothing_goes_out_that_rests_on_what_not_everyone_may_see_or_on_nothing(made):
    near = themed(made, "Forms", "signe", key="near")
    with pytest.raises(synthesis.RestsOnNothing):
        synthesis.write(made.desk, near.id, "Forms.", [], by=NADIA)
    with pytest.raises(themes.AnswersGone):
        synthesis.write(made.desk, near.id, "Forms.", [ref("ted")], by=NADIA)
    with pytest.raises(themes.AnswersGone):
        themes.put(made.desk, near.id, ["s01:secret"], by=NADIA)  # too few answered it
    writes(made, near, "Forms hinder.")
    with pytest.raises(synthesis.NothingForAll):
        synthesis.publish(made.desk, "s01", by=NADIA)
    assert posted(made) == []


def test_a_second_version_takes_the_place_of_the_first_and_asks_only_about_what_is_new(made):
    one, two = themed(made, "Tea", "ted"), themed(made, "Chairs", "pearl")
    writes(made, one, "Tea helps.")
    synthesis.publish(made.desk, "s01", by=NADIA)
    made.until("2027-02-19 23:00")
    with pytest.raises(synthesis.NothingNew):
        synthesis.publish(made.desk, "s01", by=NADIA)
    check_backs.find_oneself(made.desk, "s01", 1, id_of("ted"), Finds.PARTLY, "It was coffee")
    with pytest.raises(check_backs.NotYourAnswer):
        check_backs.find_oneself(made.desk, "s01", 1, id_of("pearl"), Finds.YES)
    made.work()
    assert made.told(sample_people()["ted"], "Partly. Thank you")

    writes(made, two, "Chairs help.")
    synthesis.publish(made.desk, "s01", by=NADIA)
    made.until("2027-02-23 23:00")
    (post,) = posted(made)
    assert "Tea helps." in post.text
    assert "Chairs help." in post.text
    assert "Version 2, changed by Nadia" in post.text
    assert len(made.told(sample_people()["ted"], "find yourself")) == 1
    assert len(made.told(sample_people()["pearl"], "find yourself")) == 1
    with made.look() as setting:
        assert setting.memory.syntheses.get("s01:v1").sentences[0].text == "Tea helps."


def test_a_story_that_is_taken_back_takes_its_sentences_with_it(made):
    telling = Telling(text="We sang.", scope="community", signed="name")
    prompts.tell_in_answer(made.desk, ref("pearl", "tale"), id_of("pearl"), telling)
    with made.look() as setting:
        (story,) = setting.memory.stories.find()
        assert story.id not in sources(setting, setting.session("s01"))  # not for everyone yet
    made.until("2027-02-27 12:00")
    stories.let_further(made.desk, story.id, id_of("pearl"))
    theme = themes.new_theme(made.desk, "s01", CANARY, [story.id, ref("ted")], by=NADIA)
    writes(made, theme, f"One of us sang: {CANARY}.")
    other = themed(made, "Tea", "ted")
    writes(made, other, "Tea helps.")
    synthesis.publish(made.desk, "s01", by=NADIA)
    made.until("2027-03-02 12:00")
    assert CANARY in posted(made)[-1].text
    assert made.told(sample_people()["ted"], CANARY)

    said = taking_back.take_back(made.desk, story.id, id_of("pearl"))
    assert "one synthesis in the channel sent to 6 people" in said
    assert "one question about a synthesis sent to 2 people" in said
    made.until("2027-03-02 18:00")
    everything = made.chat.said.values()
    assert CANARY not in "".join(said.text + str(said.message.blocks) for said in everything)
    (ted,) = made.told(sample_people()["ted"], "You said something around")
    assert "Tea helps." in ted.text
    (pearl,) = made.told(sample_people()["pearl"], "You said something around")
    assert "Nothing is left of it to show." in pearl.text
    assert "Do you find yourself" not in pearl.text
    assert "Tea helps." in posted(made)[-1].text
    with made.look() as setting:
        assert CANARY not in str(setting.memory.syntheses.find())


def test_what_is_not_published_after_three_days_stands_open_with_its_age(made):
    def needs():
        with made.look() as setting:
            return [(s.id, days) for s, days in still_open(setting)]

    assert needs() == []
    made.until("2027-02-22 12:00")
    assert needs() == [("s01", 4)]
    writes(made, themed(made, "Tea", "ted"), "Tea helps.")
    synthesis.publish(made.desk, "s01", by=NADIA)
    assert needs() == []
    assert "synthesis" not in views.status(made.desk).text


def test_a_minority_view_without_a_sentence_keeps_a_synthesis_from_going_out(made):
    writes(made, themed(made, "Tea", "ted"), "Tea helps.")
    few = themed(made, "No tea", "anjali", dissent=True)
    with pytest.raises(synthesis.MinorityUnsaid, match="No tea"):
        synthesis.publish(made.desk, "s01", by=NADIA)
    writes(made, few, "Tea does not help all of us.")
    synthesis.publish(made.desk, "s01", by=NADIA)
    made.work()
    assert "Tea does not help all of us." in posted(made)[0].text


@pytest.mark.parametrize("sign", ["a", "&", "\N{PILE OF POO}"])
def test_windows_hold_six_hundred_long_answers_and_sixty_themes(made, sign):
    several = [
        Source(
            ref=f"s01:a-question-with-a-long-key:p{n:03}", question="What helps?",
            text=sign * 3000, signed="Ada of Somewhere", lay=n % 2 == 0, reach="community",
        )
        for n in range(600)
    ]  # fmt: skip
    moment, answers = made.clock.instant, tuple(source.ref for source in several)
    facts = {"session_id": "s01", "words": sign * 200, "by": NADIA, "at": moment}
    named = [Theme(id=f"theme{n}", answers=answers, **facts) for n in range(60)]
    said = Sentence(theme="theme1", text=sign * 600, answers=answers)
    passage = Passage(text=sign * 600, theme="", dissent=True, sources=several)
    views_shown = [
        theme_forms.reading("What helps?", several[:PAGE], named, start=581, session="s01"),
        theme_forms.split(named[0], several),
        theme_forms.sentence(named[0], several, said),
        theme_forms.sentence(named[0], several, None),
        theme_forms.preview([passage] * 60, session="s01", version=1, people=60, authors=60),
        theme_forms.read("Title", [passage] * 60),
    ]
    assert [fault for view in views_shown for fault in view_faults(view.body)] == []


def test_a_question_without_names_has_one_result_to_point_to_from_five_on(made):
    for name in NAMES.split()[:5]:
        prompts.respond(made.desk, ref(name, "secret"), id_of(name), f"word {name[0]}")
    with made.change() as setting:
        ballots.count_urns(setting, setting.session("s01"))
    theme = themes.new_theme(made.desk, "s01", "Hard to say", ["s01:secret"], by=NADIA)
    writes(made, theme, "Some things are hard to say.")
    synthesis.publish(made.desk, "s01", by=NADIA)
    made.until("2027-02-19 23:00")

    (post,) = posted(made)
    assert "Rests on 5 answers." in post.text
    assert not any(made.told(sample_people()[name], "find yourself") for name in NAMES.split())
    read = str(synthesis_windows.reading(made.desk, sample_people()["ted"], "s01").body)
    assert "5 answers, without names" in read


def test_answers_are_found_by_side_by_stage_and_by_level(made):
    def page(**wanted):
        return synthesis_windows.page(made.desk, sample_people()["nadia"], month=None, **wanted)

    assert "7 answers to 2 questions" in page().text
    assert "Answers by people with lived experience." in page(side="lay").text
    assert "2 answers to 1 question" in page(side="lay").text
    assert "5 answers to 2 questions" in page(side="others").text
    with made.look() as setting:
        planned = setting.planned(setting.session("s01"))
        stages = [stage.key for stage in setting.plan.stages]
    other = next(stage for stage in stages if stage != planned.stage)
    assert "7 answers" in page(stage=planned.stage).text
    assert "Nothing of that has come in yet" in page(stage=other).text
    assert "7 answers" in page(level=planned.levels[0]).text
    with pytest.raises(NoSuchThing, match="strategic"):
        page(level="no such level")
