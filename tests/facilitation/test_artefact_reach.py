"""How far words in artefacts go: no further than whoever said them lets them go, in windows kept open, too."""

from dataclasses import replace

import pytest

from bot.facilitation import (
    artefact_windows,
    artefact_writing,
    artefacts,
    prompts,
    stories,
    taking_back,
)
from bot.facilitation.artefact_writing import Words
from bot.facilitation.stories import Telling
from bot.voice.artefact_forms import Draft
from tests.facilitation.test_artefacts import (
    COACH,
    PEARL,
    TED,
    key,
    made,
    offered,
    stands,
    tells,
    writes,
)

__all__ = ["made"]
LIFE = "The bus at six and the ward at seven, and nobody knew"
ASKING = f"s01:tale:{PEARL.id}"


def seen_so_far(made, artefact, visibility):
    """The plan, with one artefact that goes no further than this."""
    with made.look() as setting:
        plan = setting.plan
    kept = [replace(a, visibility=visibility) if a.key == artefact else a for a in plan.artefacts]
    made.desk = replace(made.desk, read_plan=lambda text: replace(plan, artefacts=tuple(kept)))


def test_what_an_artefact_rests_on_is_shown_to_those_alone_who_may_read_that(made):
    writes(made, key("priority-statement"), priority="Nobody waits alone")
    writes(made, key("microsystem"), place="The ward")
    seen_so_far(made, "priority-statement", "organisation")
    above = key("microsystem")
    assert "Nobody waits alone" in str(artefact_windows.read_window(made.desk, COACH, above))
    read = str(artefact_windows.read_window(made.desk, TED, above))
    assert "The ward" in read
    assert "Nobody waits alone" not in read
    assert "nothing is written yet" not in read


def test_words_that_stood_there_let_no_others_of_the_same_answer_in(made):
    said = "He counted the ceiling tiles every night alone. His wife left when the third winter began there"
    first, second = said.split(". ")
    prompts.respond(made.desk, f"s01:near:{COACH.id}", COACH.id, said)
    which = key("persona")
    writes(made, which, by=COACH, life=first)
    with pytest.raises(artefact_writing.NotTheirWords, match="night alone his"):
        writes(made, which, base=1, life=f"{first}. {second}")
    writes(made, which, base=1, life=f"{first}, in the dark")


def goes_far(made, story):
    far = story.let_further(made.clock.instant)
    with made.change() as setting:
        setting.memory.stories.save(far)
    return far


def kept_near(made, story):
    with made.change() as setting:
        setting.memory.stories.save(story.kept_near())


def test_words_of_a_story_that_goes_less_far_by_now_are_not_written_once_more(made):
    story, which = tells(made, ASKING, LIFE), key("persona")
    far = goes_far(made, story)
    writes(made, which, by=COACH, life=Words(text=LIFE, draws_on=[story.id]), name="Ann")
    kept_near(made, far)
    assert offered(made, which, COACH) == {}
    for said in (Words(text=LIFE, draws_on=[story.id]), Words(text=f"So: {LIFE}", draws_on=[])):
        with pytest.raises(artefact_writing.NotTheirWords, match="the bus at six"):
            writes(made, which, by=COACH, base=1, life=said)
    with pytest.raises(artefact_writing.NotTheirWords):
        writes(made, which, by=COACH, base=1, aims=LIFE)
    writes(made, which, by=COACH, base=1, life="A day")
    with pytest.raises(artefact_writing.NotTheirWords):
        writes(made, which, by=COACH, base=2, life=LIFE)


def test_a_window_kept_open_brings_nothing_back_that_was_taken_meanwhile(made):
    story, which, words = tells(made, ASKING, LIFE), key("persona"), "She waits for a name"
    writes(made, which, life=Words(text=words, draws_on=[story.id]), name="Ann")
    assert offered(made, which, COACH) == {}  # it is for Pearl's room; COACH sees the field alone
    held = Draft(typed={"life": words, "name": "Ann, 60"}, ticked={"life": []})
    taking_back.take_back(made.desk, story.id, PEARL.id)
    sent = {
        name: Words(text=text, draws_on=held.ticked.get(name)) for name, text in held.typed.items()
    }
    with pytest.raises(artefact_writing.TakenMeanwhile, match="A day in this life"):
        writes(made, which, by=COACH, base=1, anew=(), **sent)
    view = artefact_windows.meanwhile(made.desk, COACH, which, held, base=1)
    assert words not in str(view)
    assert "Ann, 60" in str(view)
    writes(made, which, base=1, life="A day")
    with pytest.raises(artefact_writing.TakenMeanwhile):
        writes(made, which, by=COACH, base=1, anew=(), **sent)
    view = artefact_windows.meanwhile(made.desk, COACH, which, held, base=1)
    assert words not in str(view)
    assert "A day" in str(view)
    writes(made, which, by=COACH, base=2, anew=(), life="A day", name="Ann, 60")


def test_a_story_told_anew_leaves_what_its_teller_says_no_more_in_no_thread(made):
    story, which = tells(made, ASKING, LIFE), key("persona")
    goes_far(made, story)
    writes(made, which, by=COACH, life=Words(text=f"{LIFE}. A cat", draws_on=[story.id]))
    told = Telling(text=f"{LIFE} my dog", scope="community")
    anew = stories.change(made.desk, story.id, PEARL.id, told)
    assert stands(made, which).field("life").lost  # until she says yes to these words, too
    goes_far(made, anew)
    assert LIFE in stands(made, which).field("life").text

    told = Telling(text="The bus at six and the ward at seven", scope="community")
    anew = stories.change(made.desk, story.id, PEARL.id, told)
    goes_far(made, anew)
    assert stands(made, which).field("life").lost
    assert LIFE not in str(artefact_windows.read_window(made.desk, COACH, which))


def test_only_words_that_may_go_so_far_are_put_into_a_field_and_only_by_those_who_write_there(made):
    near, far = f"s01:near:{COACH.id}", f"s01:open:{COACH.id}"
    for ref in (near, far):
        prompts.respond(made.desk, ref, COACH.id, "He counted the tiles")

    def used(ref, by=PEARL):
        return artefact_windows.use(made.desk, by, key("persona"), "life", ref, Draft(), base=0)

    assert "He counted the tiles" in str(used(far))
    with pytest.raises(artefacts.NotForYou):
        used(far, TED)
    for refused in (near, f"s01:near:{TED.id}", "y1"):
        with pytest.raises(artefact_writing.SaidGone):
            used(refused)
