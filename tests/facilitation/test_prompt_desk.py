"""The facilitators' desk: what is held waits, what is skipped never comes, new words and hours reach whom they can."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.domain.effects import State
from bot.domain.errors import ChangedMeanwhile, Impossible
from bot.facilitation import prompt_desk as desk_of
from bot.facilitation import prompt_pages as pages
from bot.facilitation.digests import gathered
from bot.facilitation.prompt_desk import Act, NotAPrompt
from bot.voice.prompt_desk import so_many
from scheduler.duties import run_due
from tests.facilitation.asking import plan_with
from tests.plays.questions import question
from tests.plays.scripts import cast, sample_people

PEOPLE = sample_people()
TED, PEARL, NADIA, OSRIC = (PEOPLE[name] for name in ("ted", "pearl", "nadia", "osric"))
LINE = question("t-line", "-6d", "What would your team leave out?", optional=False)
CHOICE = question(
    "t-choice", "-6d", "Which first?", type="choice", choices=["Doors", "Forms"], minutes=1
)
SAYS = "What would your team leave out?"


@pytest.fixture
def begun(company):
    """A session on Wednesday 17 February at 20:00 UTC; two questions on Thursday 11 at ten."""
    made = company("2027-02-08T12:00")
    made.begins(cast("ted pearl nadia osric"), plan_with(LINE, CHOICE), (2027, 2))
    made.until("2027-02-10 12:00")
    return made


def act(key="t-line", by=NADIA, base=None):
    return Act(session_id="s01", prompt=key, by=by.id, base=base)


def test_what_is_held_waits_and_is_asked_at_once_when_released_late(begun):
    desk_of.hold(begun.desk, act())
    begun.until("2027-02-12 16:00")
    held = begun.told(TED, SAYS), begun.told(PEARL, SAYS)
    with begun.look() as setting:
        assert setting.memory.askings.find(prompt="t-line") == []

    desk_of.release(begun.desk, act())
    begun.until("2027-02-12 23:00")

    assert held == ([], [])
    (asked,) = begun.told(TED, SAYS)
    assert asked.at.isoformat() == "2027-02-12T16:00:00+00:00"
    assert "sorry" not in asked.text.casefold()
    assert begun.told(PEARL, SAYS)


def test_what_is_held_between_two_cities_reaches_nobody_more_and_reminds_nobody(begun):
    begun.until("2027-02-11 15:30")  # ten in Toronto has struck, ten in Chicago has not
    before = {p.id: len(begun.told(p, SAYS)) for p in (TED, PEARL)}
    desk_of.hold(begun.desk, act())
    assert {e.state for e in begun.effects("remind:s01:t-line:")} == {State.CANCELLED}
    begun.until("2027-02-17 19:00")

    assert {p.id: len(begun.told(p, SAYS)) for p in (TED, PEARL)} == before
    assert begun.told(TED, "This is still open", SAYS) == []


def test_what_was_owed_and_had_not_left_waits_too_and_comes_without_a_sorry(begun):
    begun.clock.instant = datetime(2027, 2, 11, 15, tzinfo=UTC)
    run_due(begun.desk)
    assert [e.state for e in begun.effects(f"ask:s01:t-line:{TED.id}")] == [State.READY]
    desk_of.hold(begun.desk, act())
    begun.until("2027-02-15 16:00")
    assert begun.told(TED, SAYS) == []

    desk_of.release(begun.desk, act())
    begun.work()

    (asked,) = begun.told(TED, SAYS)
    assert "sorry" not in asked.text.casefold()


def test_what_was_owed_and_had_not_left_moves_too(begun):
    begun.clock.instant = datetime(2027, 2, 11, 15, tzinfo=UTC)
    run_due(begun.desk)
    desk_of.move(begun.desk, act(), date(2027, 2, 16))
    begun.until("2027-02-17 12:00")

    (asked,) = begun.told(TED, SAYS)
    assert asked.at.astimezone(TED.tz).isoformat()[:13] == "2027-02-16T10"


def test_what_is_skipped_never_comes_and_all_else_does(begun):
    desk_of.skip(begun.desk, act())
    begun.until("2027-02-17 19:00")

    assert begun.told(TED, SAYS) == []
    assert begun.told(TED, "Which first?")
    with begun.look() as setting:
        drawn = [g.prompt.key for g in gathered(setting, setting.session("s01"), "digest")]
    assert "t-line" not in drawn
    assert "t-choice" in drawn


def test_other_words_before_it_is_asked_come_without_a_note(begun):
    desk_of.reword(begun.desk, act(), text="What would you leave out?")
    begun.until("2027-02-11 23:00")

    (asked,) = begun.told(TED, "What would you leave out?")
    assert "more clearly" not in asked.text
    assert begun.told(TED, SAYS) == []


def test_other_words_where_it_stands_say_who_put_it_so(begun):
    begun.until("2027-02-11 23:00")
    count = len(begun.chat.said)

    desk_of.reword(begun.desk, act(), text="What would you leave out?")
    begun.work()

    (asked,) = begun.told(TED, "What would you leave out?")
    assert "Put more clearly by Nadia" in asked.text
    assert len(begun.chat.said) == count


def test_choices_stay_once_somebody_may_have_chosen(begun):
    begun.until("2027-02-11 23:00")

    with pytest.raises(Impossible, match="choices"):
        desk_of.reword(
            begun.desk, act("t-choice"), text="Which first?", choices=("Doors", "Chairs")
        )


def test_another_day_moves_it_for_everyone_who_was_not_asked(begun):
    desk_of.move(begun.desk, act(), date(2027, 2, 15))
    begun.until("2027-02-16 23:00")

    (asked,) = begun.told(TED, SAYS)
    assert asked.at.astimezone(TED.tz).isoformat()[:13] == "2027-02-15T10"


def test_another_hour_is_each_ones_own_and_goes_back_to_the_usual_one(begun):
    desk_of.move(begun.desk, act(), date(2027, 2, 16), time(9))
    desk_of.move(begun.desk, act(), date(2027, 2, 16))
    with begun.look() as setting:
        usual = setting.plan.prompt(1, "t-line").send
    desk_of.move(begun.desk, act(), date(2027, 2, 15), time(15, 30))
    begun.until("2027-02-16 23:00")

    for person in (TED, PEARL):
        (asked,) = begun.told(person, SAYS)
        assert asked.at.astimezone(person.tz).isoformat()[:16] == "2027-02-15T15:30"
    with begun.look() as setting:
        moved = setting.plan.prompt(1, "t-line").send
    assert (moved.at, usual.at) == (time(15, 30), None)


@pytest.mark.parametrize("at", [time(20), time(7, 59), time(0)])
def test_no_hour_lies_in_quiet_hours(begun, at):
    with pytest.raises(Impossible, match="at night"):
        desk_of.move(begun.desk, act(), date(2027, 2, 15), at)


@pytest.mark.parametrize("day", [date(2027, 2, 18), date(2027, 2, 17), date(2027, 2, 9)])
def test_a_day_that_does_not_fit_is_refused_in_words(begun, day):
    with pytest.raises(Impossible, match="That day"):
        desk_of.move(begun.desk, act(), day)


def test_what_nobody_holds_is_not_released_nor_what_belongs_before_a_session_that_has_begun(begun):
    with pytest.raises(Impossible, match="nobody holds it"):
        desk_of.release(begun.desk, act())
    desk_of.hold(begun.desk, act())
    begun.until("2027-02-17 20:30")
    with pytest.raises(Impossible, match="has begun"):
        desk_of.release(begun.desk, act())


def test_nothing_of_a_session_that_does_not_take_place_is_changed(begun):
    with begun.change() as setting:
        setting.memory.sessions.save(setting.session("s01").called_off())
    for change in (desk_of.hold, desk_of.skip):
        with pytest.raises(Impossible, match="does not take place"):
            change(begun.desk, act())


def test_anonymous_answers_are_counted_in_steps_and_others_one_by_one(begun):
    with begun.look() as setting:
        prompt = setting.plan.prompt(1, "t-line")
    secret = replace(prompt, visibility="anonymous")
    assert [so_many(secret, n) for n in (0, 5)] == ["by few or none", "at least 5"]
    assert [so_many(prompt, n) for n in (0, 5)] == ["0", "5"]


def test_news_of_rooms_is_neither_held_nor_skipped_nor_moved(company):
    made = company("2027-02-08T12:00")
    news = question("t-rooms", "-1d", "Your room.", type="notice", use="rooms")
    made.begins(cast("ted pearl nadia"), plan_with(news), (2027, 2))

    for hold_back in (desk_of.hold, desk_of.skip):
        with pytest.raises(Impossible, match="must hear their room"):
            hold_back(made.desk, act("t-rooms"))
    with pytest.raises(Impossible, match="comes with the rooms"):
        desk_of.move(made.desk, act("t-rooms"), date(2027, 2, 15))


def test_two_facilitators_at_once_the_second_looks_again(begun):
    desk_of.hold(begun.desk, act(base=0))

    with pytest.raises(ChangedMeanwhile, match="Nadia"):
        desk_of.skip(begun.desk, act(by=OSRIC, base=0))

    with begun.look() as setting:
        assert setting.memory.prompt_changes.get("s01:t-line").state == "held"
        assert [t.who for t in setting.memory.traces.find(about="s01")].count(OSRIC.id) == 0


@pytest.mark.parametrize(
    "text", ["Hello {nobody}", "", "x" * 281, "A brace { alone", "Hello {session_title"]
)
def test_words_that_could_not_stand_in_a_plan_are_refused(begun, text):
    with pytest.raises(NotAPrompt, match="text"):
        desk_of.reword(begun.desk, act(), text=text)

    with begun.look() as setting:
        assert setting.memory.prompt_changes.find() == []


def test_the_preview_is_what_then_arrives_byte_for_byte_for_every_role(company):
    """Each role alone on its day, so that nothing else stands in the same message."""
    made = company("2027-02-08T12:00")
    everyone = cast("ted pearl anjali kirra signe jandira gunvor kwabena nadia osric")
    text = "What would {organisation} leave out of “{session_title}” on {local_date}, {local_time}?"
    made.begins(
        everyone, plan_with(question("t-all", "-6d", text, help="For {organisation}.")), (2027, 2)
    )
    made.until("2027-02-10 12:00")
    seen = pages.preview(made.desk, "s01", "t-all", NADIA)
    made.until("2027-02-11 23:00")

    names = {p.name: p for p in everyone}
    assert seen.people == 8
    assert seen.without == 0
    assert len(seen.samples) == len({p.role for p in everyone if not p.facilitates})
    for sample in seen.samples:
        (came_to,) = made.told(names[sample.person], "leave out of")
        assert came_to.message == sample.message
