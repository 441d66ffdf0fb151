"""What is written of a theme stays as narrow as it was when others mend it, and follows its theme."""

import json
from dataclasses import replace

import pytest

from bot.domain.errors import Impossible
from bot.facilitation import prompts, stories, synthesis, synthesis_windows, taking_back, themes
from bot.facilitation.sources import sources
from bot.facilitation.stories import Telling
from bot.voice.limits import view_faults
from bot.voice.theme_forms import LISTED
from tests.facilitation.test_synthesis import CANARY, NADIA, id_of, made, ref, themed, writes
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

__all__ = ["made"]


def test_a_sentence_keeps_what_it_rests_on_when_somebody_mends_it_who_may_not_see_all_of_it(made):
    telling = Telling(text="We sang.", scope="facilitators", signed="name")
    prompts.tell_in_answer(made.desk, ref("pearl", "tale"), id_of("pearl"), telling)
    with made.look() as setting:
        (story,) = setting.memory.stories.find()
    theme = themes.new_theme(made.desk, "s01", "Song", [story.id, ref("ted")], by=NADIA)
    writes(made, theme, "One of us sang.")
    with made.change() as setting:
        setting.memory.stories.save(replace(story, wish="private"))
    synthesis.write(made.desk, theme.id, "One of us sang!", [ref("ted")], by=NADIA)
    with made.look() as setting:
        assert story.id in synthesis.newest(setting, "s01").sentence(theme.id).answers
    with pytest.raises(synthesis.NothingForAll):
        synthesis.publish(made.desk, "s01", by=NADIA)

    synthesis.write(made.desk, theme.id, "", [], by=NADIA)
    synthesis.write(made.desk, theme.id, "Tea helps.", [ref("ted")], by=NADIA)
    synthesis.publish(made.desk, "s01", by=NADIA)


def test_what_was_published_for_a_theme_goes_with_it_when_it_is_merged(made):
    one, two, three = (
        themed(made, w, n) for w, n in (("A", "ted"), ("B", "pearl"), ("C", "kirra"))
    )
    writes(made, one, "Tea helps.")
    synthesis.publish(made.desk, "s01", by=NADIA)
    themes.merge(made.desk, one.id, two.id, by=NADIA)
    joined = themes.merge(made.desk, two.id, three.id, by=NADIA)
    with pytest.raises(Impossible, match="merged"):
        writes(made, one, "From a window that was open meanwhile.")
    writes(made, joined, "Tea and chairs help.")
    with made.look() as setting:
        (only,) = synthesis.newest(setting, "s01").sentences
    assert (only.theme, only.text) == (three.id, "Tea and chairs help.")


def test_what_two_themes_said_stays_whole_until_somebody_says_it_in_fewer_words(made):
    one, two = themed(made, "A", "ted"), themed(made, "B", "pearl")
    texts = ["Tea helps. " * 50, "Chairs help. " * 45]
    for theme, text in zip((one, two), texts, strict=True):
        writes(made, theme, text)
    joined = themes.merge(made.desk, one.id, two.id, by=NADIA)
    whole = f"{texts[1].strip()} {texts[0].strip()}"

    window = synthesis_windows.about_theme(
        made.desk, sample_people()["nadia"], two.id, "sentence"
    ).body
    assert view_faults(window) == []
    assert whole in str(window)
    assert "Say it in fewer words of your own." in str(window)
    writes(made, joined, whole)  # sent as it stands there: all of it is kept
    with made.look() as setting:
        assert synthesis.newest(setting, "s01").sentence(two.id).text == whole
    for act in (
        lambda: writes(made, joined, f"{whole} And more."),
        lambda: synthesis.publish(made.desk, "s01", by=NADIA),
    ):
        with pytest.raises(synthesis.TooManyWords, match="600 is the most"):
            act()
    with made.change() as setting:
        draft = synthesis.newest(setting, "s01")
        longer = replace(draft.sentences[0], text=whole * 4)
        setting.memory.syntheses.save(draft.saying(longer))
    window = synthesis_windows.about_theme(
        made.desk, sample_people()["nadia"], two.id, "sentence"
    ).body
    assert view_faults(window) == []
    writes(made, joined, "Tea and chairs help.")
    synthesis.publish(made.desk, "s01", by=NADIA)


def test_answers_that_found_no_place_in_the_window_stay_below_the_sentence(made):
    with made.change() as setting:
        one = setting.memory.responses.get(ref("ted"))
        several = [f"s01:open:x{n:03}" for n in range(LISTED + 2)]
        for id in several:
            setting.memory.responses.save(replace(one, id=id))
    theme = themes.new_theme(made.desk, "s01", "Tea", several, by=NADIA)
    writes(made, theme, "Tea helps.")
    synthesis.write(made.desk, theme.id, "Tea helps us.", several[:1], by=NADIA)
    with made.look() as setting:
        below = synthesis.newest(setting, "s01").sentence(theme.id).answers
    assert below == (several[0], *several[LISTED:])


def test_the_preview_counts_those_who_will_be_asked(made):
    def preview():
        return str(synthesis_windows.preview(made.desk, sample_people()["nadia"], "s01").body)

    writes(made, themed(made, "Tea", "ted pearl"), "Tea helps.")
    assert "2 of them, whose answers it rests on" in preview()
    synthesis.publish(made.desk, "s01", by=NADIA)
    writes(made, themed(made, "Chairs", "kirra"), "Chairs help.")
    assert "One of them, whose answer it rests on, is asked" in preview()
    with made.change() as setting:
        draft = synthesis.newest(setting, "s01")
        setting.memory.syntheses.save(replace(draft, sentences=draft.sentences[:1]))
    assert "Nobody is asked about it" in preview()


def test_only_what_was_looked_at_is_published(made):
    def look(**more):
        shown = synthesis_windows.preview(made.desk, sample_people()["nadia"], "s01", **more)
        return json.loads(shown.body["private_metadata"])["seen"]

    tea = themed(made, "Tea", "ted pearl")
    writes(made, tea, "Tea helps.")
    for change in (
        lambda: writes(made, tea, "Tea helps a lot."),
        lambda: themes.reword(made.desk, tea.id, "Tea", dissent=True, by=NADIA),
        lambda: prompts.respond(made.desk, ref("ted"), id_of("ted"), "Ted says coffee"),
    ):
        seen = look()
        change()
        with pytest.raises(synthesis.DraftChanged):
            synthesis.publish(made.desk, "s01", by=NADIA, seen=seen)
    assert look() == look()
    shown = synthesis_windows.preview(made.desk, sample_people()["nadia"], "s01", changed=True)
    assert "It has changed since you looked" in str(shown.body)
    assert synthesis.publish(made.desk, "s01", by=NADIA, seen=look()).version == 1


def test_none_of_it_on_a_scale_is_an_answer_too(company):
    found = company("2027-02-09T05:00")
    scale = question("pain", "-7d", "How much was kept?", type="scale")
    found.begins(
        cast("ted nadia"), plan_of(2, bare=True, more=f"{scale}scale_min = 0\n"), (2027, 2)
    )
    found.until("2027-02-12 12:00")
    prompts.rate(found.desk, ref("ted", "pain"), id_of("ted"), 0)
    with found.look() as setting:
        known = sources(setting, setting.session("s01"))
    assert known["s01:pain"].text == "0.0 on average, from 0 to 5"


def test_what_rests_on_a_story_goes_from_a_message_that_holds_several_questions_too(made):
    telling = Telling(text="We sang.", scope="community", signed="name")
    prompts.tell_in_answer(made.desk, ref("pearl", "tale"), id_of("pearl"), telling)
    made.until("2027-02-27 12:00")
    with made.look() as setting:
        (story,) = setting.memory.stories.find()
    stories.let_further(made.desk, story.id, id_of("pearl"))
    song = themes.new_theme(made.desk, "s01", "Song", [story.id, ref("ted")], by=NADIA)
    for theme, words in ((themed(made, "Tea", "ted"), "Tea helps."), (song, f"{CANARY}.")):
        writes(made, theme, words)
        synthesis.publish(made.desk, "s01", by=NADIA)
    made.until("2027-03-02 12:00")
    (both,) = made.told(sample_people()["ted"], "Tea helps.", CANARY)
    assert both.text.count("You said something around") == 2

    taking_back.take_back(made.desk, story.id, id_of("pearl"))
    made.until("2027-03-02 18:00")
    assert made.told(sample_people()["ted"], CANARY) == []
    assert both.text.count("You said something around") == 2
