"""A synthesis in Slack, step by step: what is typed, pressed and sent does what it says, and says what was done."""

import pytest

from bot.domain.errors import NoSuchThing
from bot.domain.leaves import LeaveState
from bot.domain.synthesis import Finds
from bot.facilitation import synthesis_windows
from bot.facilitation.synthesis import as_seen, newest
from bot.slack import synthesis as slack
from bot.slack.gestures import Garbled, Gesture
from bot.voice import receipts
from tests.facilitation.test_leaves import near
from tests.facilitation.test_synthesis import made, posted, ref, themed, writes
from tests.plays.scripts import sample_people

__all__ = ["made"]
NADIA, SIGNE, PEARL = (sample_people()[name] for name in ("nadia", "signe", "pearl"))


def sends(made, form, known=None, said=None, by=NADIA):
    return slack.SENT[form](made.desk, by, known or {}, said or {})


def presses(made, person, act, value):
    pattern = next(p for p in slack.PRESSED if p.partition(":")[0] == act.partition(":")[0])
    gesture = Gesture(key="k", member=f"U-{person.email}", act=act, value=value)
    return slack.PRESSED[pattern](made.desk, person, gesture)


def page(made, rest="1"):
    return slack.page(made.desk, NADIA, rest)


def choices(said, act):
    """What can be chosen in one of the page's lists; None where it is not there."""
    found = (e for block in said.blocks for e in block.get("elements", ()) if isinstance(e, dict))
    options = (e["options"] for e in found if e.get("action_id") == act)
    return next(([o["text"]["text"] for o in shown] for shown in options), None)


def theme(made, id):
    with made.look() as setting:
        return setting.memory.themes.get(id)


def seen(made):
    with made.look() as setting:
        return as_seen(setting, newest(setting, "s01"))


def test_the_page_offers_what_can_be_done_and_no_more(made):
    themed(made, "Tea", "ted")
    assert choices(page(made), "synthesis:merge") is None  # with what?
    assert choices(page(made), "synthesis:leave") is None  # it is for everyone already
    themed(made, "Forms", "signe", key="near")
    themed(made, "No tea", "kirra", dissent=True)
    assert set(choices(page(made), "synthesis:merge")) == {"Tea", "Forms"}
    assert choices(page(made), "synthesis:leave") == ["Forms"]
    assert set(choices(page(made), "synthesis:reword")) == {"Tea", "Forms", "No tea"}
    assert "7 answers" in page(made).text


def test_answers_of_one_side_stage_or_level_are_asked_for_in_words(made):
    lay, others = page(made, "1 lay").text, page(made, "1 professionals").text
    assert "Answers by people with lived experience." in lay
    assert "Answers by all others." in others
    assert "2 answers to 1 question" in lay
    assert "5 answers to 2 questions" in others
    assert {page(made, f"1 {word}").text for word in slack.SIDE if word != "lay"} == {others}
    assert page(made, "").text == page(made).text
    for unknown in ("2", "stage nowhere", "level nowhere"):
        with pytest.raises(NoSuchThing):
            page(made, unknown)
    for wrong in ("1 everybody", "stage", "1 level"):
        with pytest.raises(slack.HowToSynthesis):
            page(made, wrong)


def test_answers_are_put_under_a_theme_or_a_new_one(made):
    answers = {"answers": f"{ref('ted')}\n{ref('pearl')}"}
    with pytest.raises(slack.ThemeWanted):
        sends(made, "theme_put", said=answers | {"words": "  "})
    known = {"session": "s01"}
    assert sends(made, "theme_put", known, answers | {"words": "Tea"}) == (
        "Put",
        receipts.THEME_PUT,
    )
    (id,) = [one.id for one in _themes(made)]
    sends(made, "theme_put", known, {"answers": ref("kirra"), "theme": id})
    assert set(theme(made, id).answers) == {ref(name) for name in ("ted", "pearl", "kirra")}


def _themes(made):
    with made.look() as setting:
        return setting.memory.themes.find(session_id="s01", merged_into="")


def test_themes_are_worded_merged_and_split(made):
    one, two = themed(made, "Tea", "ted pearl"), themed(made, "Cups", "kirra")
    said = sends(made, "theme_merge", {"theme": two.id}, {"into": one.id})
    assert said == ("Merged", receipts.THEME_MERGED)
    assert [t.id for t in _themes(made)] == [one.id]
    split = {"words": "Chairs", "answers": f"{ref('pearl')}\n{ref('kirra')}"}
    assert sends(made, "theme_split", {"theme": one.id}, split) == ("Split", receipts.THEME_SPLIT)
    assert theme(made, one.id).answers == (ref("ted"),)
    facts = {"words": "No tea", "dissent": "yes"}
    assert sends(made, "theme_reword", {"theme": one.id}, facts) == ("Kept", receipts.THEME_SAYS)
    assert (theme(made, one.id).words, theme(made, one.id).dissent) == ("No tea", True)
    sends(made, "theme_reword", {"theme": one.id}, {"words": "Tea", "dissent": "no"})
    assert not theme(made, one.id).dissent


def test_a_sentence_is_kept_published_as_it_was_seen_and_said_to_be_new_after_that(made):
    tea = themed(made, "Tea", "ted pearl")
    facts = {"text": "Tea helps.", "answers": f"{ref('ted')}\n{ref('pearl')}"}
    kept = sends(made, "synthesis_sentence", {"theme": tea.id}, facts)
    assert kept == ("Kept", receipts.SENTENCE)
    looked = seen(made)
    writes(made, tea, "Tea helps all.")
    again = sends(made, "synthesis_publish", {"session": "s01", "seen": looked})
    assert "Tea helps all." in str(again.body)  # the window once more, with what has changed
    assert again.body == synthesis_windows.preview(made.desk, NADIA, "s01", changed=True).body
    assert again.body != synthesis_windows.preview(made.desk, NADIA, "s01").body
    assert posted(made) == []
    published = sends(made, "synthesis_publish", {"session": "s01", "seen": seen(made)})
    assert published == ("Published", receipts.FIRST_VERSION)
    writes(made, tea, "")
    writes(made, tea, "Tea it is.")
    once_more = sends(made, "synthesis_publish", {"session": "s01", "seen": seen(made)})
    assert once_more == ("Published", receipts.NEW_VERSION)


def test_authors_say_whether_they_find_themselves_in_it_and_what_is_missing(made):
    writes(made, themed(made, "Tea", "ted pearl"), "Tea helps.")
    sends(made, "synthesis_publish", {"session": "s01", "seen": seen(made)})
    presses(made, PEARL, "check:yes", "s01|1")
    facts = {"session": "s01", "version": "1", "finds": "partly"}
    ted = sample_people()["ted"]
    said = sends(made, "check_back", facts, {"text": "The nights"}, by=ted)
    assert said == ("Thank you", receipts.CHECKED)
    with made.look() as setting:
        found = setting.memory.check_backs.find(session_id="s01")
        assert {(c.person_id, c.finds, c.words) for c in found} == {
            (PEARL.id, Finds.YES, ""),
            (ted.id, Finds.PARTLY, "The nights"),
        }
    with pytest.raises(Garbled):
        sends(made, "check_back", facts | {"finds": "perhaps"}, by=ted)


def test_leave_is_asked_of_those_who_are_ticked_and_said_by_a_press(made):
    forms = themed(made, "Forms", "signe", key="near")
    asked = sends(made, "leave_ask", {"theme": forms.id}, {"answers": near("signe")})
    assert asked == ("Asked", receipts.leave_asked(1))
    for act, state in (
        ("unnamed", LeaveState.UNNAMED),
        ("named", LeaveState.NAMED),
        ("no", LeaveState.BACK),
    ):
        presses(made, SIGNE, f"leave:{act}", f"{near('signe')}|1")
        with made.look() as setting:
            assert setting.memory.leaves.get(near("signe")).state is state
