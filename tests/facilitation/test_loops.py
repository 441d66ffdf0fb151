"""You said, and this happened: a ledger with owners, told back before the next session; and who was heard."""

import pytest

from bot.domain.answers import Response
from bot.domain.errors import Impossible, NothingWritten
from bot.domain.synthesis import LoopState
from bot.facilitation import (
    ballots,
    loops,
    programmes,
    prompts,
    stories,
    taking_back,
    themes,
    views,
    voices,
)
from bot.facilitation.stories import Telling
from bot.voice.limits import view_faults
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

CANARY = "a canary called Quillon"
NAMES = "ted pearl jandira kwabena kirra signe"


def id_of(name):
    return sample_people()[name].id


NADIA, OSRIC = id_of("nadia"), id_of("osric")


@pytest.fixture
def made(company):
    """The first of two sessions is over; six people answered a question of the second month."""
    found = company("2027-02-09T05:00")
    plan = plan_of(
        2, 3, bare=True, keep=["what-we-did"], more=question("open", "-20d", "What helps?")
    )
    found.begins(cast(f"{NAMES} nadia osric"), plan, (2027, 2))
    found.until("2027-02-18 12:00")
    return found


def add(made, said, session="s01", **more):
    return loops.add(made.desk, session, said, owner=NADIA, by=NADIA, **more)


def say(made, loop, happened, state=LoopState.HAPPENED):
    return loops.say(made.desk, loop.id, happened, state=state, owner=OSRIC, by=NADIA)


def told(made, name="pearl"):
    return [said.text for said in made.told(sample_people()[name], "What happened with")]


def test_what_became_of_it_is_told_before_the_next_session_and_then_stands_as_told(made):
    letter, chairs = add(made, "The letter is long"), add(made, "No chairs")
    made.until("2027-03-12 12:00")
    assert told(made) == []  # nothing to tell yet

    say(made, letter, "It has one page now")
    say(made, chairs, "", LoopState.LET_GO)
    made.until("2027-03-17 12:00")
    (words,) = told(made)
    assert "You said: The letter is long. It has one page now." in words
    assert "chairs" not in words
    with made.look() as setting:
        after = {loop.said: loop.state for loop in setting.memory.loops.find()}
    assert after == {"The letter is long": LoopState.TOLD, "No chairs": LoopState.LET_GO}
    with pytest.raises(Impossible, match="told"):
        say(made, letter, "It has two pages", LoopState.OPEN)  # from a window open meanwhile


def test_words_of_a_theme_follow_a_story_that_is_taken_back(made):
    telling = Telling(text="We sang.", scope="facilitators")
    told_of, other = (
        stories.tell_unasked(made.desk, id_of(name), telling).id for name in ("ted", "pearl")
    )
    alone = themes.new_theme(made.desk, "s01", CANARY, [told_of], by=NADIA)
    several = themes.new_theme(made.desk, "s01", "Two of us", [told_of, other], by=NADIA)
    one, two = add(made, "", theme_id=alone.id), add(made, "", theme_id=several.id)
    again, own = add(made, "", theme_id=alone.id), add(made, "No chairs", theme_id=alone.id)
    say(made, one, "It changed")
    made.until("2027-03-17 12:00")
    assert CANARY in told(made)[0]

    taking_back.take_back(made.desk, told_of, id_of("ted"))
    made.until("2027-03-17 23:00")
    everything = "".join(s.text + str(s.message.blocks) for s in made.chat.said.values())
    assert CANARY not in everything
    assert "You said something that was taken back since. It changed." in told(made)[0]
    with made.look() as setting:
        said = {loop.id: loop.said for loop in setting.memory.loops.find()}
    assert said == {one.id: "", two.id: "Two of us", again.id: "", own.id: "No chairs"}
    (gone,) = made.told(sample_people()["nadia"], "the words are gone")
    (look,) = made.told(sample_people()["nadia"], "See whether the words still hold")
    assert "month 1" in gone.text
    assert "Ted" not in gone.text + look.text

    assert "What was said here was taken back." in loops.page(made.desk).text
    window = loops.happened_window(made.desk, sample_people()["nadia"], again.id)
    assert view_faults(window.body) == []
    assert "in your own words" in str(window.body)
    with pytest.raises(NothingWritten):
        say(made, again, "It changed")
    facts = {"state": LoopState.OPEN, "owner": NADIA, "by": NADIA}
    anew = loops.say(made.desk, again.id, "", said="Songs help", **facts)
    assert (anew.said, anew.theme) == ("Songs help", "")


def test_a_facilitators_own_words_win(made):
    say(made, add(made, "The letter is long"), "It has one page now")
    programmes.tell_back(made.desk, "s01", "All of it is done.", by=NADIA)
    made.until("2027-03-17 12:00")
    (words,) = told(made)
    assert "All of it is done." in words
    assert "one page" not in words


def test_closed_ones_are_counted_and_open_ones_have_an_age_and_nobody_a_figure(made):
    assert "You said" not in views.status(made.desk).text
    say(made, add(made, "The letter is long"), "It has one page now")
    add(made, "No chairs")
    made.until("2027-02-24 13:00")
    add(made, "Late buses")
    made.until("2027-02-26 14:00")

    figures = "1 of 3 loops closed; 2 open, half of them for 5 days or longer."
    assert figures in views.status(made.desk).text
    page = loops.page(made.desk).text
    assert "“No chairs” With Nadia Thorsby, open for 8 days." in page
    assert page.index("No chairs") < page.index("Late buses") < page.index("The letter")
    with pytest.raises(NothingWritten):
        say(made, add(made, "x"), " ")
    with pytest.raises(NothingWritten):
        add(made, " ")


def test_months_that_have_begun_are_shown_the_newest_first(made):
    assert "Month 2" not in voices.page(made.desk, None).text
    made.until("2027-03-18 12:00")
    said = voices.page(made.desk, None).text
    assert said.index("Month 2") < said.index("Month 1")


def test_shares_of_lived_experience_are_shown_from_five_on(made):
    made.until("2027-03-01 12:00")
    for name in NAMES.split()[:4]:
        answer = f"s02:open:{id_of(name)}"
        prompts.respond(made.desk, answer, id_of(name), f"{name} says tea")
    assert "Answers: fewer than five" in voices.page(made.desk, 2).text
    for name in NAMES.split()[4:]:
        answer = f"s02:open:{id_of(name)}"
        prompts.respond(made.desk, answer, id_of(name), f"{name} says tea")
    with made.look() as setting:
        lay = sum(setting.person(id_of(name)).is_lay for name in NAMES.split())
    answers = [f"s02:open:{id_of(name)}" for name in NAMES.split()]
    one, two = (
        themes.new_theme(made.desk, "s02", words, some, by=NADIA)
        for words, some in (("Tea", answers[:4]), ("Chairs", answers[4:]))
    )
    themes.merge(made.desk, two.id, one.id, by=NADIA)

    said = voices.page(made.desk, 2).text
    assert f"Answers: █████░░░░░ {lay} of 6 from people with lived experience" in said
    assert f"Themes: █████░░░░░ {lay} of 6 from" in said  # what was merged is not counted twice
    assert "Published sentences: fewer than five" in said
    assert [name for name in sample_people().values() if name.name in said] == []


def test_whether_one_comes_or_how_an_action_goes_is_no_answer(company):
    found = company("2027-02-09T05:00")
    uses = {"goes": "actions", "was-there": "attendance"}
    more = "".join(question(key, "-6d", "How is it?", use=use) for key, use in uses.items())
    plan = plan_of(2, bare=True, more=more + question("open", "-6d", "What helps?"))
    found.begins(cast(f"{NAMES} nadia"), plan, (2027, 2))
    found.until("2027-02-12 12:00")
    with found.change() as setting:
        for name in NAMES.split():
            person = setting.person(id_of(name))
            for key in uses:
                answer = {"session_id": "s01", "prompt": key, "person_id": person.id, "text": "Yes"}
                id = f"s01:{key}:{person.id}"
                setting.memory.responses.save(
                    Response(id=id, visibility="facilitators", at=setting.now, **answer)
                )
    assert "Answers: fewer than five" in voices.page(found.desk, 1).text
    for name in NAMES.split():
        prompts.respond(found.desk, f"s01:open:{id_of(name)}", id_of(name), "Tea")
    assert " of 6 from people with lived experience" in voices.page(found.desk, 1).text


def test_answers_without_names_count_by_side_and_none_of_it_is_an_average_too(company):
    lay, others = "ted pearl jandira raimundo gunvor doreen", "kwabena kirra anjali emeka torkel"
    scale = {"type": "scale", "low": "No", "high": "Yes", "scale_min": 0, "visibility": "anonymous"}
    asks = question("felt", "+1h", "Were you heard?", when="post", use="feedback", **scale)
    found = company("2027-02-09T05:00")
    found.begins(cast(f"{lay} {others} nadia"), plan_of(2, bare=True, more=asks), (2027, 2))
    found.until("2027-02-18 15:00")
    assert "Felt heard: fewer than five" in voices.page(found.desk, 1).text
    for name in f"{lay} {others}".split():
        prompts.rate(found.desk, f"s01:felt:{id_of(name)}", id_of(name), 0)
    with found.change() as setting:
        ballots.count_urns(setting, setting.session("s01"))

    said = voices.page(found.desk, 1).text
    assert "Answers: █████░░░░░ 6 of 11 from people with lived experience, 5 from" in said
    assert "Felt heard: 0.0 on average on a scale of 0 to" in said
