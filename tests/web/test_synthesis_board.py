"""Making sense of answers in a browser: sorted, put in a sentence, and published exactly as it was seen."""

from dataclasses import replace

import pytest

from bot.facilitation import prompts
from tests.facilitation.company import Company
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people
from tests.web.facilitators import ALL, PLACE, door, nadia, osric, words_of

__all__ = ["door", "nadia", "osric"]
PAGE = "/facilitate/session/1/synthesis"
SAID = {
    "pearl": "A <b>phone</b> number",
    "ted": "Somebody who rings back",
    "kirra": "The same face",
}
PLAN = plan_of(
    2,
    bare=True,
    more="".join(
        [
            question("open", "-7d", "What helps?"),
            question("near", "-7d", "What hinders?", visibility="organisation"),
        ]
    ),
)


def ref(name, key="open"):
    return f"s01:{key}:{sample_people()[name].id}"


@pytest.fixture
def house(store):
    """Three have said what helps, one what hinders; the session is over."""
    made = Company(store, "2027-02-09T05:00", public_url=PLACE)
    made.begins(cast(ALL), PLAN, (2027, 2))
    made.until("2027-02-12 12:00")
    for name, words in SAID.items():
        prompts.respond(made.desk, ref(name), sample_people()[name].id, words)
    prompts.respond(made.desk, ref("ted", "near"), sample_people()["ted"].id, "Forms")
    made.until("2027-02-18 12:00")
    return made.desk


def names(browser, words="To be reached", who=("pearl", "ted"), **more):
    return browser.sends(PAGE, step="new", words=words, answers=[ref(n) for n in who], **more)


def theme(house):
    with house.store.read() as memory:
        return memory.themes.find(session_id="s01")[-1]


def test_answers_stand_by_question_as_their_givers_signed_them(nadia):
    page = nadia.opens(PAGE)

    assert "4 answers to 2 questions; no theme is named yet." in words_of(page.text)
    assert "A &lt;b&gt;phone&lt;/b&gt; number" in page.text
    assert "for people of one organisation alone" in words_of(page.text)


def test_what_was_ticked_becomes_a_theme_and_another_answer_joins_it(house, nadia):
    page = names(nadia)
    assert "The theme is named." in words_of(page.text)
    assert "4 answers to 2 questions, 2 under no theme yet; 1 theme, 1 without a sentence." in (
        words_of(page.text)
    )
    nadia.sends(PAGE, step="put", theme=theme(house).id, answers=ref("kirra"))

    assert set(theme(house).answers) == {ref(name) for name in SAID}


def test_a_sentence_goes_to_everyone_only_as_it_was_seen(house, nadia, osric):
    names(nadia)
    write = {"step": "sentence", "theme": theme(house).id}
    nadia.sends(PAGE, words="People want to be reached.", answers=ref("pearl"), **write)
    seen = nadia.opens(f"{PAGE}/publish")
    assert "People want to be reached." in seen.text
    mark = seen.text.partition('name="seen" value="')[2].partition('"')[0]
    osric.sends(PAGE, words="People wish to be reached.", answers=ref("pearl"), **write)

    stale = nadia.sends(f"{PAGE}/publish", seen=mark)
    assert (stale.status_code, "It has changed since you looked" in stale.text) == (409, True)
    mark = stale.text.partition('name="seen" value="')[2].partition('"')[0]
    out = nadia.sends(f"{PAGE}/publish", seen=mark)

    assert "Published. Everyone reads it" in words_of(out.text)
    with house.store.read() as memory:
        (kept,) = memory.syntheses.find(session_id="s01", state="published")
    assert [one.text for one in kept.sentences] == ["People wish to be reached."]


def test_what_is_not_for_everyone_stays_and_says_why_and_its_author_is_asked(house, nadia):
    nadia.sends(PAGE, step="new", words="Paper", answers=ref("ted", "near"))
    chosen = {"theme": theme(house).id, "answers": ref("ted", "near")}
    page = nadia.sends(PAGE, step="sentence", words="Forms are in the way.", **chosen)
    assert "Stays with the facilitators. It rests on answers that are for" in words_of(page.text)
    assert "Nothing can go to everyone yet." in words_of(nadia.opens(f"{PAGE}/publish").text)

    asked = nadia.sends(PAGE, step="leave", **chosen)
    assert "The author is asked about 1 answer" in words_of(asked.text)


def test_a_minority_view_is_never_merged_and_others_split_again(house, nadia):
    names(nadia)
    first = theme(house).id
    names(nadia, words="Not so", who=("kirra",), dissent="yes")
    refused = nadia.sends(PAGE, step="merge", theme=theme(house).id, into=first)
    assert (refused.status_code, "A minority view stays by itself" in refused.text) == (409, True)
    nadia.sends(PAGE, step="reword", theme=theme(house).id, words="The same face")
    merged = nadia.sends(PAGE, step="merge", theme=theme(house).id, into=first)
    assert "They are one theme now." in words_of(merged.text)
    nadia.sends(PAGE, step="split", theme=first, words="Faces", answers=ref("kirra"))

    with house.store.read() as memory:
        standing = [t.words for t in memory.themes.find(session_id="s01", merged_into="")]
    assert sorted(standing) == ["Faces", "To be reached"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"step": "burn"}, 409),
        ({"step": "put", "theme": "theme99"}, 404),
        ({"step": "new", "words": "x", "answers": "s01:open:nobody"}, 409),
        ({"step": "new", "words": " "}, 409),
    ],
)
def test_what_cannot_be_is_said_in_words(nadia, sent, status):
    assert nadia.sends(PAGE, **sent).status_code == status


def test_before_anything_is_written_there_is_nothing_to_look_at(nadia):
    assert nadia.opens(f"{PAGE}/publish").status_code == 409


def test_where_many_answered_the_first_are_shown_and_a_question_is_opened_alone(house, nadia):
    with house.store.begin() as memory:
        (first,) = memory.responses.find(id=ref("pearl"))
        for number in range(30):
            memory.responses.save(replace(first, id=f"{first.id}{number}", text=f"Word {number}"))
    page, alone = nadia.opens(PAGE), nadia.opens(f"{PAGE}?question=open")

    assert "33 answers, 33 under no theme yet; these are 20." in words_of(page.text)
    assert "What hinders?" in page.text
    assert [f"Word {n} " in words_of(alone.text) for n in range(30)] == [True] * 30
    assert "What hinders?" not in alone.text
    stays = nadia.sends(PAGE, step="new", words="All", answers=first.id, question="open")
    assert "What hinders?" not in stays.text
