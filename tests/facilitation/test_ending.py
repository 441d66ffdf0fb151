"""A programme ends: what is open is asked about and closes, people part with thanks; a session more takes it back."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.errors import NotYours
from bot.domain.followup import BEYOND, Progress, Subgroup
from bot.domain.synthesis import Loop, LoopState
from bot.facilitation import (
    actions,
    calling_off,
    carrying,
    handing_on,
    handing_over,
    loops,
    rearranging,
    retention,
    stories,
    subgroup_pulse,
    taking_back,
    themes,
    views,
)
from bot.facilitation.ending_page import needs, page
from bot.facilitation.home import home_of
from bot.facilitation.leaving import leave
from bot.facilitation.moving import Act, NewTime, move_session
from bot.facilitation.stories import Telling
from bot.facilitation.taking_along import take_along
from tests.facilitation.company import Company
from tests.plays.scripts import cast, plan_of, sample_people

PEOPLE = "gunvor kwabena pearl ted signe nadia"
TED, PEARL, SIGNE, NADIA = (sample_people()[name] for name in ("ted", "pearl", "signe", "nadia"))
LAST = "is the last session of our programme"


@pytest.fixture
def ending(company):
    """Two sessions; the second and last on 17 March, 20:00 UTC."""
    made = company("2027-02-10T12:00")
    made.begins(cast(PEOPLE), plan_of(2, 3, without=["rsvp"], bare=True), (2027, 2))
    made.until("2027-02-20 12:00")
    return made


def takes_on(made, *whats, who=TED, by=None):
    return [
        actions.agree_action(made.desk, what=what, owner=who.id, by=(by or who).id)
        for what in whats
    ]


def convenes(made, name, who):
    group = Subgroup(id=name, name=name, purpose="", convenor=who.id, members=(who.id, PEARL.id),
                     at=made.clock.instant, channel="C-" + name, state="open")  # fmt: skip
    with made.change() as setting:
        setting.memory.subgroups.save(group)


def action(made, id):
    with made.look() as setting:
        return setting.memory.actions.get(id)


def group(made, id):
    with made.look() as setting:
        return setting.memory.subgroups.get(id)


def test_each_is_asked_once_with_all_of_theirs_and_says_what_becomes_of_it(ending):
    takes_on(ending, "Ring", "Write", "Draw", "Sing")
    takes_on(ending, "Walk", who=PEARL, by=TED)  # she has not said yes
    ending.until("2027-03-12 12:00")

    (asked,) = ending.told(TED, LAST)
    assert all(f"“{what}”" in asked.text for what in ("Ring", "Write", "Draw", "Sing"))
    assert ending.told(PEARL, LAST) == []
    actions.report(ending.desk, "a1", TED.id, Progress.DONE)
    actions.report(ending.desk, "a2", TED.id, Progress.LET_GO)
    carrying.keep(ending.desk, "a3|s02", TED.id)
    handing_on.hand_on(ending.desk, "a4", SIGNE.id, by=TED.id)
    ending.until("2027-03-12 14:00")

    (asked,) = ending.told(TED, LAST)
    assert "“Draw” It stays yours beyond the programme." in asked.text
    assert f"{SIGNE.name} is asked for a yes" in asked.text
    ending.until("2027-03-15 12:00")
    assert len(ending.told(SIGNE, "Would you take this on")) == 1
    with ending.look() as setting:
        (item,) = setting.memory.hand_overs.find(about="a4")
    handing_over.say(ending.desk, item.id, SIGNE.id, yes=True)
    ending.until("2027-04-15 12:00")

    assert [action(ending, f"a{n}").state for n in (1, 2)] == [Progress.DONE, Progress.LET_GO]
    assert (action(ending, "a3").went_on, action(ending, "a3").owner) == (True, TED.id)
    assert (action(ending, "a4").went_on, action(ending, "a4").owner) == (True, SIGNE.id)
    assert action(ending, "a5").state is Progress.LET_GO  # nothing is anybody's without a yes
    assert len(ending.told(TED, LAST)) <= 1
    assert ending.told(TED, "keep it, or let it go") == []


def test_nothing_stays_silently_open(ending):
    takes_on(ending, "Ring")
    takes_on(ending, "Write", who=SIGNE)
    convenes(ending, "letters", TED)
    convenes(ending, "songs", SIGNE)
    ending.until("2027-03-12 12:00")
    assert "Subgroup “letters”" in ending.told(TED, LAST)[0].text
    subgroup_pulse.say(ending.desk, "letters", TED.id, "beyond")
    leave(ending.desk, SIGNE.id, by=SIGNE.id)
    ending.until("2027-03-16 18:00")

    (open_,) = ending.told(NADIA, "is the last session. Open until now:")
    assert "2 actions without a word" in open_.text
    assert "1 subgroup without a word: songs" in open_.text
    ending.until("2027-04-02 12:00")

    assert action(ending, "a1").went_on
    assert action(ending, "a2").state is Progress.LET_GO
    assert (group(ending, "letters").state, group(ending, "songs").state) == (BEYOND, "closed")
    places = {said.to: said.text for said in ending.chat.said.values() if said.to.startswith("C-")}
    assert "“letters” goes on by itself" in places["C-letters"]
    assert "“songs” closes here" in places["C-songs"]
    with ending.look() as setting:
        assert {d.kind for d in setting.memory.duties.waiting()} <= {"round", "ballots"}


def test_a_farewell_says_what_somebody_gave_what_becomes_of_it_and_what_still_comes(ending):
    takes_on(ending, "Ring", "Write")
    actions.report(ending.desk, "a1", TED.id, Progress.DONE)
    ending.until("2027-03-20 18:00")
    assert ending.told(TED, "Thank you for being part of it") == []
    ending.until("2027-03-22 20:00")

    (said,) = ending.told(TED, "Thank you for being part of it")
    assert "did 1 thing that you had taken on" in said.text
    assert "came to" not in said.text.replace("What came", "")  # a nought is no thanks
    assert "Still with you: 1 action." in said.text
    assert "On Thu 16 March 2028 everybody's words and details are erased" in said.text
    assert "!" not in said.text
    (team,) = ending.told(NADIA, "Thank you for holding it")
    assert "Actions: 1 open" in team.text
    assert "convener export" in team.text
    assert ending.told(NADIA, "Thank you for being part of it") == []
    assert len(ending.told(PEARL, "is over. Thank you")) == 1


def test_with_a_session_more_the_ending_is_taken_back_and_comes_again(ending):
    takes_on(ending, "Ring")
    ending.until("2027-04-02 12:00")
    assert action(ending, "a1").went_on

    rearranging.add_session(
        ending.desk,
        2,
        NewTime(day=date(2027, 6, 16), at=time(20), zone="Europe/London"),
        "",
        by=NADIA.id,
    )
    assert not action(ending, "a1").ended
    ending.until("2027-04-03 12:00")
    assert ending.told(TED, "Thank you for being part of it") == []
    assert len(ending.told(TED, "There is one more session after all")) == 1
    ending.until("2027-06-10 20:00")
    assert len(ending.told(TED, LAST)) == 1
    ending.until("2027-07-02 12:00")

    assert action(ending, "a1").went_on
    assert len(ending.told(TED, "Thank you for being part of it")) == 1


def test_where_the_last_session_is_called_off_the_one_before_was_the_last(ending):
    takes_on(ending, "Ring")
    ending.until("2027-03-12 12:00")
    calling_off.call_off(ending.desk, "s02", why="Too few of us", by=NADIA.id)
    ending.until("2027-03-14 11:00")
    assert ending.told(TED, "Thank you for being part of it") == []  # another may be added
    ending.until("2027-04-10 12:00")

    assert len(ending.told(TED, "What you said here holds")) == 1
    assert ending.told(TED, LAST) == []  # nobody is asked the same twice
    assert len(ending.told(TED, "Thank you for being part of it")) == 1
    assert action(ending, "a1").went_on


def test_what_slept_through_its_hours_is_said_once_it_wakes(ending):
    takes_on(ending, "Ring")
    ending.sleeps_until("2027-03-25 12:00")
    ending.until("2027-04-20 12:00")

    assert len(ending.told(TED, LAST)) == 1
    assert ending.told(NADIA, "Open until now") == []  # the session is over
    assert len(ending.told(TED, "Thank you for being part of it")) == 1
    assert action(ending, "a1").went_on


def test_the_list_for_facilitators_moves_with_the_last_session_and_the_days_words_are_kept(ending):
    before = page(ending.desk, "UTC")
    assert [line[:19] for line in before.next][-1] == "Thu 16 March 2028: "
    assert before.facts["over"] is False
    ending.desk = replace(ending.desk, house=replace(ending.desk.house, retention_days=100))
    shorter = page(ending.desk, "UTC")
    assert shorter.checks[-1].words == "everybody's words and details go on Fri 25 June 2027"
    ending.until("2027-03-18 12:00")

    after = page(ending.desk, "UTC")
    assert after.lead == "The programme ended on Wed 17 March 2027."
    assert [one["what"] for one in after.facts["next"]] == ["farewell", "close"]


def says(made, said, *, happened="", state=LoopState.OPEN, id="loop1"):
    with made.change() as setting:
        loop = Loop(id=id, session_id="s02", said=said, owner=NADIA.id, by=NADIA.id,
                    at=setting.now, happened=happened, state=state)  # fmt: skip
        setting.memory.loops.save(loop)


def test_what_people_said_is_told_back_with_the_farewell_and_what_is_not_is_named(ending):
    ending.until("2027-03-18 12:00")
    says(ending, "Ring earlier", happened="The ward rings at nine now", state=LoopState.HAPPENED)
    says(ending, "More tea", id="loop2")
    ending.until("2027-03-22 20:00")

    (said,) = ending.told(TED, "Thank you for being part of it")
    assert "You said: Ring earlier. The ward rings at nine now." in said.text
    assert "More tea" not in said.text
    (team,) = ending.told(NADIA, "Thank you for holding it")
    assert "1 thing not told back" in team.text
    with ending.look() as setting:
        assert setting.memory.loops.get("loop1").state is LoopState.TOLD
        assert "1 thing people said waits to be told back" in " ".join(needs(setting))


def test_a_session_moved_before_it_takes_the_ending_along(ending):
    takes_on(ending, "Ring")
    to = NewTime(day=date(2027, 4, 14), at=time(20), zone="Europe/London")
    move_session(ending.desk, "s02", to, Act(by=NADIA.id))
    ending.until("2027-04-01 12:00")
    assert ending.told(TED, LAST) == []
    assert page(ending.desk, "UTC").checks[-1].words.endswith("go on Thu 13 April 2028")
    ending.until("2027-04-09 12:00")
    assert len(ending.told(TED, LAST)) == 1


def test_a_farewell_that_waits_does_not_leave_once_a_session_is_added(ending):
    says(ending, "Ring", happened="They ring", state=LoopState.HAPPENED)
    ending.until("2027-03-20 22:00")  # owed, and due on Monday at ten
    when = NewTime(day=date(2027, 6, 16), at=time(20), zone="Europe/London")
    rearranging.add_session(ending.desk, 2, when, "", by=NADIA.id)
    ending.until("2027-04-01 12:00")

    assert ending.told(TED, "is over. Thank you") == []
    with ending.look() as setting:
        assert setting.memory.loops.get("loop1").state is LoopState.HAPPENED
    calling_off.call_off(ending.desk, "s03", why="Too few of us", by=NADIA.id)
    ending.until("2027-04-10 12:00")
    (said,) = ending.told(TED, "Thank you for being part of it")
    assert "They ring." in said.text


def test_once_it_is_over_home_and_status_say_so_and_the_archive_is_ticked_off(ending):
    ending.until("2027-03-25 12:00")
    with ending.look() as setting:
        home = str(home_of(setting, setting.person(TED.id)).body)
    assert "The programme ended on Wed 17 March 2027." in home
    assert "Ask for all of it to be erased" in home
    assert views.status(ending.desk).text.startswith("The programme ended on Wed 17 March 2027.")
    assert "not made since the programme ended" in page(ending.desk, "UTC").checks[3].words

    take_along(ending.desk, "learned-2027", by=NADIA.id)
    assert page(ending.desk, "UTC").checks[3].words == "made, as “learned-2027”"


def test_in_a_dry_run_facilitators_alone_read_of_it(company):
    made = company("2027-02-10T12:00", dry_run=True)
    made.begins(cast(PEOPLE), plan_of(2, without=["rsvp"], bare=True), (2027, 2))
    takes_on(made, "Ring")
    made.until("2027-03-10 12:00")

    assert {said.to for said in made.chat.said.values()} == {f"U-{NADIA.email}", *_team(made)}
    assert made.told(NADIA, "Thank you for holding it") != []


def _team(made):
    with made.look() as setting:
        return {f"U-{p.email}" for p in setting.facilitators}


def test_nobody_hands_on_what_is_anothers_or_has_ended(ending):
    takes_on(ending, "Ring")
    with pytest.raises(NotYours):
        handing_on.hand_on(ending.desk, "a1", SIGNE.id, by=PEARL.id)
    with pytest.raises(handing_on.NobodyLikeThat):
        handing_on.hand_on(ending.desk, "a1", TED.id, by=TED.id)
    assert SIGNE.id in str(handing_on.window(ending.desk, "a1", TED.id).body)
    actions.report(ending.desk, "a1", TED.id, Progress.DONE)
    with pytest.raises(handing_on.HasEnded):
        handing_on.window(ending.desk, "a1", TED.id)


def test_once_all_words_are_gone_the_list_says_since_when(ending):
    ending.until("2027-03-25 12:00")
    for when in ("2028-03-01 12:00", "2028-04-20 12:00", "2028-04-21 12:00"):
        ending.sleeps_until(when)
        retention.nightly(ending.desk)

    after = page(ending.desk, "UTC")
    assert after.checks[-1].words.startswith("since ")
    assert not any("erased, or the night after" in line for line in after.next)


def test_another_process_goes_on_where_one_stopped(ending, store):
    takes_on(ending, "Ring")
    ending.until("2027-03-12 12:00")
    assert len(ending.told(TED, LAST)) == 1
    other = Company(store, "2027-03-12T12:00")
    other.chat = ending.chat
    other.desk = replace(other.desk, messenger=ending.chat)
    other.until("2027-04-10 12:00")

    assert len(other.told(TED, LAST)) == 1
    assert len(other.told(TED, "Thank you for being part of it")) == 1
    assert action(other, "a1").went_on


def test_what_was_asked_before_the_session_moves_says_its_new_day(ending):
    takes_on(ending, "Ring")
    ending.until("2027-03-12 12:00")
    to = NewTime(day=date(2027, 3, 24), at=time(20), zone="Europe/London")
    move_session(ending.desk, "s02", to, Act(by=NADIA.id))
    ending.until("2027-04-10 12:00")

    (asked,) = ending.told(TED, LAST)
    assert "on Wed 24 March" in asked.text
    assert len(ending.told(TED, "Thank you for being part of it")) == 1


def test_words_of_a_story_that_is_taken_back_leave_the_list_and_the_farewell(ending):
    telling = Telling(text="We sang.", scope="facilitators")
    told = stories.tell_unasked(ending.desk, TED.id, telling).id
    for said in ("a canary called Quillon", "a canary called Rigel"):
        theme = themes.new_theme(ending.desk, "s01", said, [told], by=NADIA.id)
        loops.add(ending.desk, "s01", "", owner=NADIA.id, by=NADIA.id, theme_id=theme.id)
    loop = loops.add(ending.desk, "s01", "More tea", owner=NADIA.id, by=NADIA.id)
    ending.until("2027-03-16 20:00")
    assert "Quillon" in ending.told(NADIA, "Open until now")[0].text
    for id in ("loop1", loop.id):
        loops.say(
            ending.desk, id, "It changed", state=LoopState.HAPPENED, owner=NADIA.id, by=NADIA.id
        )
    ending.until("2027-03-22 20:00")
    assert "Quillon" in ending.told(PEARL, "Thank you for being part of it")[0].text

    taking_back.take_back(ending.desk, told, TED.id)
    ending.until("2027-03-23 20:00")
    everything = "".join(s.text + str(s.message.blocks) for s in ending.chat.said.values())
    assert "canary" not in everything
    assert "More tea" in ending.told(PEARL, "Thank you for being part of it")[0].text
