"""Leave for wider use: an author is asked once, says yes, with or without a name, or no, and can take a yes back."""

import pytest

from bot.domain.leaves import LeaveState
from bot.domain.synthesis import Finds
from bot.facilitation import (
    check_backs,
    home,
    leaves,
    people,
    prompts,
    synthesis,
    synthesis_windows,
    taking_back,
    themes,
    voices,
)
from bot.facilitation.sources import sources
from bot.facilitation.stories import Telling
from tests.facilitation.asking import labels
from tests.facilitation.test_synthesis import NADIA, id_of, made, posted, ref, themed, writes
from tests.plays.scripts import sample_people

__all__ = ["made"]
NEAR = "s01:near:{}"
SENTENCE = "Forms and tea."


def near(name):
    return NEAR.format(id_of(name))


@pytest.fixture
def asked(made):
    """A theme of one answer for an organisation and one for everyone; the author of the first is asked for leave."""
    answers = [near("signe"), ref("ted")]
    theme = themes.new_theme(made.desk, "s01", "Forms", answers, by=NADIA)
    writes(made, theme, SENTENCE)
    leaves.ask(made.desk, theme.id, [near("signe")], by=NADIA)
    made.until("2027-02-19 12:00")
    return made


def says(made, state, version=1, name="signe"):
    return leaves.say(made.desk, near(name), id_of(name), LeaveState(state), version=version)


def message(made, name="signe"):
    (only,) = made.told(sample_people()[name], "Forms", "you wrote")
    return only


def reading(made, name="kirra"):
    return str(synthesis_windows.reading(made.desk, sample_people()[name], "s01").body)


def preview(made):
    return str(synthesis_windows.preview(made.desk, sample_people()["nadia"], "s01").body)


def versions(made):
    with made.look() as setting:
        found = setting.memory.syntheses.find(session_id="s01")
    return [(s.version, s.state, bool(s.by)) for s in found]


def test_an_author_is_asked_once_and_without_a_yes_nothing_goes_further(asked):
    said = message(asked)
    assert "only people of your organisation and the facilitators read them" in said.text
    assert SENTENCE in said.text
    assert labels(said) == ["Yes, without my name", "Yes, with my name", "No"]
    with pytest.raises(synthesis.NothingForAll):
        synthesis.publish(asked.desk, "s01", by=NADIA)
    with pytest.raises(themes.AnswersGone):
        leaves.ask(asked.desk, "theme1", [near("signe")], by=NADIA)

    says(asked, "no")
    asked.work()
    assert "You said no." in message(asked).text
    assert labels(said) == ["Yes, without my name", "Yes, with my name"]
    with pytest.raises(synthesis.NothingForAll):
        synthesis.publish(asked.desk, "s01", by=NADIA)
    with pytest.raises(themes.AnswersGone):
        leaves.ask(asked.desk, "theme1", [near("signe")], by=NADIA)
    window = str(leaves.window(asked.desk, sample_people()["nadia"], "theme1").body)
    assert "said no" in window
    assert "submit" not in leaves.window(asked.desk, sample_people()["nadia"], "theme1").body


@pytest.mark.parametrize(("state", "named"), [("unnamed", False), ("named", True)])
def test_with_a_yes_it_goes_out_signed_as_its_author_said(asked, state, named):
    says(asked, state)
    assert posted(asked) == []  # a yes alone publishes nothing
    synthesis.publish(asked.desk, "s01", by=NADIA)
    asked.work()
    assert SENTENCE in posted(asked)[0].text
    assert "> Forms" in reading(asked)
    assert (sample_people()["signe"].name in reading(asked)) is named
    assert asked.desk.store.forget_list.forgotten("leave", [near("signe")]) == []
    with asked.look() as setting:
        (given,) = setting.memory.consents.find(response_id=near("signe"))
        mine = str(home.home_of(setting, sample_people()["signe"]).body)
    assert (given.version, given.scope, given.wording) == (1, "community", "leave/1")
    assert given.signed == ("name" if named else "none")
    assert "Take it back" in mine


def test_a_yes_that_is_taken_back_takes_the_sentence_out_in_a_version_of_its_own(asked):
    other = themed(asked, "Tea", "ted pearl")
    writes(asked, other, "Tea helps.")
    says(asked, "named")
    synthesis.publish(asked.desk, "s01", by=NADIA)
    asked.until("2027-02-22 18:00")
    check_backs.find_oneself(asked.desk, "s01", 1, id_of("pearl"), Finds.PARTLY, "The nights")
    assert asked.told(sample_people()["ted"], "find yourself", SENTENCE)
    writes(asked, other, "Tea helps a lot.")  # a draft is on its way

    assert says(asked, "no").state is LeaveState.BACK
    asked.work()
    (post,) = posted(asked)
    assert SENTENCE not in post.text
    assert "Tea helps." in post.text
    assert "Version 2: a sentence was taken out" in post.text
    assert "Forms" not in reading(asked)
    assert asked.told(sample_people()["ted"], SENTENCE) == []
    assert "You took your yes back" in message(asked).text
    assert versions(asked) == [(1, "published", True), (2, "published", False), (3, "draft", True)]
    assert "It has lost an answer" in preview(asked)
    assert "The nights" in preview(asked)
    with asked.look() as setting:
        (given,) = setting.memory.consents.find(response_id=near("signe"))
        mine = str(home.home_of(setting, sample_people()["signe"]).body)
    assert given.withdrawn_at == asked.clock.instant
    assert "My words for everyone" not in mine

    listed = asked.desk.store.forget_list
    assert listed.forgotten("leave", [near("signe")]) == [near("signe")]

    says(asked, "unnamed")  # and changes their mind once more
    assert SENTENCE not in reading(asked)
    synthesis.publish(asked.desk, "s01", by=NADIA)
    assert SENTENCE in reading(asked)
    assert sample_people()["signe"].name not in reading(asked)


def test_what_was_kept_goes_out_only_when_it_is_published_once_more(asked):
    writes(asked, themed(asked, "Tea", "ted"), "Tea helps.")
    synthesis.publish(asked.desk, "s01", by=NADIA)
    with pytest.raises(synthesis.NothingNew):
        synthesis.publish(asked.desk, "s01", by=NADIA)
    says(asked, "unnamed")
    asked.until("2027-02-22 18:00")
    assert SENTENCE not in reading(asked)
    assert SENTENCE not in posted(asked)[0].text
    assert "'submit'" in preview(asked)
    synthesis.publish(asked.desk, "s01", by=NADIA)
    asked.until("2027-02-23 18:00")
    assert SENTENCE in posted(asked)[0].text
    assert asked.told(sample_people()["signe"], "find yourself", SENTENCE)


def test_a_yes_is_to_the_words_as_they_were(asked):
    says(asked, "named")
    synthesis.publish(asked.desk, "s01", by=NADIA)
    asked.work()
    prompts.respond(asked.desk, near("signe"), id_of("signe"), "Forms, and who reads them")
    asked.work()
    assert SENTENCE not in posted(asked)[0].text
    assert "You changed your words." in message(asked).text
    with pytest.raises(leaves.WordsChanged):
        says(asked, "unnamed", version=1)  # a button of before
    says(asked, "unnamed", version=2)
    synthesis.publish(asked.desk, "s01", by=NADIA)
    assert "who reads them" in reading(asked)


def test_whoever_cannot_be_asked_or_gave_no_name_is_not_asked(made):
    for name in ["ted", "pearl", "kwabena", "kirra", "signe"]:
        prompts.respond(made.desk, ref(name, "secret"), id_of(name), "hush")
    telling = Telling(text="We sang.", scope="room", signed="name")
    prompts.tell_in_answer(made.desk, ref("pearl", "tale"), id_of("pearl"), telling)
    made.until("2027-02-19 12:00")
    with made.look() as setting:
        known = sources(setting, setting.session("s01"), sample_people()["nadia"])
        assert {s.ref for s in known.values() if s.asks_leave} == {near("signe")}
    everyone = themed(made, "Tea", "ted")
    with pytest.raises(leaves.NobodyToAsk, match="for everyone already"):
        leaves.window(made.desk, sample_people()["nadia"], everyone.id)
    theme = themes.new_theme(made.desk, "s01", "Forms", [near("signe")], by=NADIA)
    people.stand(made.desk, id_of("signe"), "fewer")
    with pytest.raises(themes.AnswersGone):
        leaves.ask(made.desk, theme.id, [near("signe")], by=NADIA)
    with pytest.raises(leaves.NobodyTicked):
        leaves.ask(made.desk, theme.id, [], by=NADIA)
    with pytest.raises(leaves.NotAsked):
        says(made, "named")


def test_only_its_author_says_so_and_no_sentence_of_others_is_told(made):
    prompts.respond(made.desk, near("anjali"), id_of("anjali"), "Rooms")
    both = [near("signe"), near("anjali")]
    theme = themes.new_theme(made.desk, "s01", "Both", both, by=NADIA)
    writes(made, theme, "Forms, and what Anjali said.")
    leaves.ask(made.desk, theme.id, both, by=NADIA)
    made.until("2027-02-19 12:00")
    assert "what Anjali said" not in message(made).text
    with pytest.raises(leaves.NotAsked):
        leaves.say(made.desk, near("signe"), id_of("ted"), LeaveState.NAMED, version=1)
    says(made, "named")
    with pytest.raises(synthesis.NothingForAll):
        synthesis.publish(made.desk, "s01", by=NADIA)


def test_the_question_forgets_a_story_that_its_sentence_rests_on(made):
    telling = Telling(text="We sang.", scope="community", signed="name")
    prompts.tell_in_answer(made.desk, ref("pearl", "tale"), id_of("pearl"), telling)
    with made.change() as setting:
        (story,) = setting.memory.stories.find()
        setting.memory.stories.save(story.let_further(setting.now))
    theme = themes.new_theme(made.desk, "s01", "Songs", [near("signe"), story.id], by=NADIA)
    writes(made, theme, "One of us sang.")
    leaves.ask(made.desk, theme.id, [near("signe")], by=NADIA)
    made.until("2027-02-19 12:00")
    assert "One of us sang." in message(made).text
    taking_back.take_back(made.desk, story.id, id_of("pearl"))
    made.until("2027-02-19 18:00")
    assert "One of us sang." not in message(made).text


def test_a_minority_view_is_not_offered_for_merging_and_merging_takes_two(made):
    def offered():
        page = synthesis_windows.page(made.desk, sample_people()["nadia"], month=None)
        (merging,) = [
            each for block in page.blocks if block["type"] == "actions"
            for each in block["elements"] if each["action_id"] == "synthesis:merge"
        ] or [{"options": []}]  # fmt: skip
        return [option["value"] for option in merging["options"]]

    one, few = themed(made, "Tea", "ted"), themed(made, "No tea", "anjali", dissent=True)
    assert offered() == []
    two = themed(made, "Chairs", "pearl")
    assert offered() == [one.id, two.id]
    assert few.id not in offered()


def test_who_was_heard_counts_what_everyone_reads_and_what_stands(asked):
    names = "ted pearl kwabena kirra anjali"
    for name in names.split():
        prompts.respond(asked.desk, near(name), id_of(name), "Nearby")
    answers = [near(name) for name in names.split()]
    theme = themes.new_theme(asked.desk, "s01", "Near", answers, by=NADIA)
    writes(asked, theme, "Near us.")
    writes(asked, themed(asked, "Tea", "ted"), "Tea helps.")
    synthesis.publish(asked.desk, "s01", by=NADIA)
    said = voices.page(asked.desk, 1).text
    assert "Published sentences: fewer than five" in said  # five more were kept
    assert "of 8 from people with lived experience" in said.partition("Themes")[2]
    themes.merge(asked.desk, theme.id, "theme1", by=NADIA)
    assert "of 8 from people with lived experience" in voices.page(asked.desk, 1).text
