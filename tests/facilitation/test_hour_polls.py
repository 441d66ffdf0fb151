"""The group decides its hours: all are asked in their own time, numbers are told, and sessions move at one word."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.domain.answers import Rsvp
from bot.domain.errors import ChangedMeanwhile, NothingWritten, NotYours
from bot.domain.hour_polls import PollState, Says
from bot.domain.programme import Mode
from bot.domain.roster import GUEST, ONCE
from bot.facilitation import (
    calling_off,
    guests,
    hour_decisions,
    hour_pages,
    hour_polls,
    on_behalf,
    pausing,
)
from bot.facilitation.agreed import NotForYou
from bot.facilitation.guests import Given
from bot.facilitation.home import home_of
from bot.facilitation.hour_decisions import DecidedAlready, StillAsked
from bot.facilitation.hour_pages import TwoAtLeast, Wanted
from bot.facilitation.hour_polls import AskedAlready, NotThen, OverAlready
from bot.facilitation.moving import Act, NewTime, move_session
from bot.facilitation.rearranging import add_session
from bot.facilitation.replies import reply
from bot.slack.commands import answer
from tests.plays.scripts import cast, plan_of

PEOPLE = "jandira luisa gunvor pearl kirra ted emeka nadia osric"
PLAN = plan_of(2, 3, 4, 5, 8, bare=True, notices='"-7d", "-1d", "-1h"')
KIRRA, TED, PEARL, NADIA, OSRIC, GUNVOR = cast("kirra ted pearl nadia osric gunvor")
UNTIL = date(2027, 2, 12)
WAYS = ("now", "fixed", "seasonal", "rotation")
ASKED, CAME, SET = "When shall we meet?", "What you all said about our hours", "Our hours change"


@pytest.fixture
def begun(company):
    """Five sessions online; the group would be asked before the first, and that one is too near to move."""
    made = company("2027-02-03T12:00", publish_by_hand=False)
    made.begins(cast(PEOPLE), PLAN, (2027, 2))
    made.until("2027-02-04 12:00")
    return made


def base_of(view):
    return json.loads(view.body["private_metadata"])["base"]


def asks(company, *ways, word="", by=NADIA, until=UNTIL):
    wanted = Wanted(ways=ways or WAYS, closes=until, word=word)
    seen = hour_pages.preview(company.desk, wanted, by.id)
    poll = hour_pages.ask(company.desk, wanted, base=base_of(seen), by=by.id)
    company.work()
    return poll


def says(company, poll, person, **said):
    ways = {way: Says(one) for way, one in said.items()}
    hour_polls.said_all(company.desk, poll.id, ways, None, person.id)
    company.work()


def takes(company, poll, way, by=NADIA, why=""):
    seen = hour_decisions.take_window(company.desk, poll.id, way, by.id)
    done = hour_decisions.take(company.desk, poll.id, way, base=base_of(seen), by=by.id, why=why)
    company.work()
    return done


def sessions(company):
    with company.look() as setting:
        return {s.month: s for s in setting.sessions()}


def subjects(post):
    return [mail.mail["subject"] for mail in post.to(PEARL.email)]


def test_the_ways_are_compared_each_in_a_sentence_before_anybody_is_asked(begun):
    page = answer(begun.desk, NADIA, "hours")

    assert (
        "• The hours as they are: the hours that the plan gives. Melbourne bears most" in page.text
    )
    assert "• One hour for the whole year: always at 20:00 Melbourne." in page.text
    assert "At night ahead: New York 1 time." in page.text
    assert "Kindest to the worst-off place: Hours that go round." in page.text
    assert page.blocks[-1]["elements"][0]["text"]["text"] == "Ask the group"
    with pytest.raises(NotYours):
        answer(begun.desk, PEARL, "hours")


def test_exactly_what_each_place_gets_is_seen_before_anything_leaves(begun):
    wanted = Wanted(ways=("now", "rotation"), closes=UNTIL, word="Say it <freely>.")

    seen = str(hour_pages.preview(begun.desk, wanted, NADIA.id).body)

    assert "Melbourne (1 person): Thu 06:00 in March; Wed 21:00 from April to June." in seen
    assert "Wed 16:00 in March; Wed 06:00 in April and in June; Wed 05:00 in May." in seen
    assert "At night 1 of 4 times." in seen
    assert "“Where the work meets the person”" in seen  # the first that may move
    assert "Say it &lt;freely&gt;." in seen
    assert begun.told(KIRRA, ASKED) == []


def test_everybody_is_asked_once_in_their_own_time_with_what_they_must_know_first(begun):
    pausing.pause(begun.desk, TED.id)
    asks(begun)
    begun.until("2027-02-09 12:00")

    (kirra,) = begun.told(KIRRA, ASKED)
    assert kirra.at == datetime(2027, 2, 4, 23, tzinfo=UTC)  # 10:00 in Melbourne
    assert "Thu 06:00 in March; Wed 21:00 from April to June." in kirra.text
    assert "The facilitators see what you say, with your name" in kirra.text
    assert "first comes the way that shuts out fewest" in kirra.text
    assert "until Sat 13 February, 02:00 in Melbourne" in kirra.text
    assert len(begun.told(PEARL, ASKED)) == len(begun.told(NADIA, ASKED)) == 1
    assert begun.told(TED, ASKED) == []


def test_what_one_says_stands_in_the_message_and_can_be_changed_until_it_closes(begun):
    poll = asks(begun)
    begun.until("2027-02-05 12:00")
    says(begun, poll, KIRRA, fixed="cannot", rotation="hard")
    says(begun, poll, KIRRA, rotation="works")

    (kirra,) = begun.told(KIRRA, ASKED)
    assert (
        "of one hour for the whole year: you cannot; of hours that go round: it works."
        in kirra.text
    )
    chosen = [
        e["value"] for b in kirra.message.blocks for e in b.get("elements", []) if e.get("style")
    ]
    assert chosen == [f"{poll.id}|fixed", f"{poll.id}|rotation"]
    with begun.look() as setting:
        assert "you cannot" in str(home_of(setting, KIRRA).body)
        assert "Say which hours suit you" in str(home_of(setting, PEARL).body)
    begun.until("2027-02-12 16:00")
    with pytest.raises(OverAlready):
        says(begun, poll, KIRRA, rotation="hard")
    with begun.look() as setting:
        assert "Which hours suit you?" not in str(home_of(setting, PEARL).body)


def test_a_reminder_comes_once_and_only_to_whoever_said_nothing(begun):
    poll = asks(begun)
    begun.until("2027-02-05 12:00")
    says(begun, poll, KIRRA, fixed="works")
    begun.until("2027-02-12 12:00")

    assert begun.told(KIRRA, "Which hours suit you?") == []
    assert len(begun.told(PEARL, "Which hours suit you?")) == 1


def test_everybody_hears_numbers_alone_and_facilitators_hear_whom_an_hour_shuts_out(begun):
    poll = asks(begun)
    for person in cast("jandira luisa gunvor pearl ted"):
        says(begun, poll, person, now="works", rotation="works")
    says(begun, poll, KIRRA, now="cannot", rotation="hard")
    begun.until("2027-02-15 12:00")

    (kirra,) = begun.told(KIRRA, CAME)
    assert "6 people answered" in kirra.text
    assert "• The hours as they are: too few in one part to show numbers." in kirra.text
    (osric,) = begun.told(OSRIC, CAME)
    assert "works for 5, hard for 0, 1 cannot.\n    Cannot: Kirra Hallam." in osric.text
    for heard in (osric, kirra):  # of the two that are ahead nobody said anything
        assert "this way is ahead: one hour from October to March, another from April" in heard.text
        assert "Why: of those that shut out fewest" in heard.text


def test_what_may_not_be_read_in_numbers_is_not_told_as_the_reason_either(begun):
    poll = asks(begun, "now", "rotation")
    says(begun, poll, KIRRA, now="cannot")
    begun.until("2027-02-15 12:00")

    (osric,), (pearl,) = begun.told(OSRIC, CAME), begun.told(PEARL, CAME)
    assert "ahead: hours that go round. Why: it shuts out fewest." in osric.text
    assert (
        "ahead: hours that go round. I do not say why: it would show what only a few" in pearl.text
    )
    takes(begun, poll, "rotation")
    begun.until("2027-02-15 23:30")
    (pearl,) = begun.told(PEARL, SET)
    assert "shuts out" not in pearl.text


def test_a_way_is_taken_and_each_hears_all_their_new_hours_once(begun):
    reply(begun.desk, "s02", TED.id, Rsvp.YES)
    poll = asks(begun)
    says(begun, poll, KIRRA, now="cannot")
    begun.until("2027-02-15 12:00")
    before = sessions(begun)

    assert takes(begun, poll, "rotation") == (
        "4 sessions moved. Each person hears it once, with all their new hours."
    )

    after = sessions(begun)
    assert after[1] == before[1]  # too near when it was asked
    assert [after[n].starts_at.hour for n in (2, 3, 4, 5)] == [20, 10, 9, 10]
    begun.until("2027-02-15 23:30")
    for person in cast("jandira luisa gunvor pearl kirra ted emeka osric"):
        assert len(begun.told(person, SET)) == 1
        assert begun.told(person, "is moved") == []
    assert begun.told(NADIA, SET) == []
    (kirra,) = begun.told(KIRRA, SET)
    assert (
        "Yours: Thu 07:00 in March; Wed 20:00 in April and in June; Wed 19:00 in May." in kirra.text
    )
    assert (
        "Thu 18 February, 07:00 in Melbourne: “A short list that stays short”, as it was"
        in kirra.text
    )
    assert "Nadia Thorsby has decided. You hear it from me." in begun.told(OSRIC, CAME)[0].text


def test_the_hours_are_kept_and_everybody_reads_why(begun):
    poll = asks(begun)
    begun.until("2027-02-15 12:00")

    hour_decisions.keep(begun.desk, poll.id, "Two of us *cannot*.", by=OSRIC.id)
    begun.until("2027-02-15 23:30")

    (kirra,) = begun.told(KIRRA, "the hours stay as they are")
    assert "“Two of us *cannot*.”" in kirra.text
    assert all(s.moves == 0 for s in sessions(begun).values())
    with pytest.raises(DecidedAlready, match="Osric"):
        takes(begun, poll, "rotation")
    page = answer(begun.desk, NADIA, "hours").text
    assert (
        "asked before, on Thu 4 February. What became of it: the hours were kept: “Two of us"
        in page
    )
    asks(begun, until=date(2027, 2, 26))  # and may be asked once more


def test_what_is_not_ahead_by_the_rule_is_taken_with_a_reason_alone(begun):
    poll = asks(begun)
    says(begun, poll, KIRRA, fixed="cannot")
    begun.until("2027-02-15 12:00")

    with pytest.raises(NothingWritten, match="Another way is ahead"):
        takes(begun, poll, "fixed")
    takes(begun, poll, "fixed", why="The hall is <ours> then.")
    begun.until("2027-02-15 23:30")

    (kirra,) = begun.told(KIRRA, SET)
    assert "Nadia Thorsby: “The hall is &lt;ours&gt; then.”" in kirra.text


def test_who_decides_second_is_told_that_it_is_decided(begun):
    poll = asks(begun)
    with pytest.raises(StillAsked):
        takes(begun, poll, "rotation")
    begun.until("2027-02-12 16:00")
    seen = hour_decisions.take_window(begun.desk, poll.id, "rotation", NADIA.id)

    takes(begun, poll, "rotation")

    with pytest.raises(DecidedAlready, match="Nadia"):
        hour_decisions.take(begun.desk, poll.id, "rotation", base=base_of(seen), by=OSRIC.id)
    with pytest.raises(DecidedAlready, match="Nadia"):
        hour_decisions.keep(begun.desk, poll.id, "No.", by=OSRIC.id)
    assert [s.moves for s in sessions(begun).values()] == [0, 1, 1, 1, 1]


def test_a_session_that_changed_since_it_was_asked_stays_where_it_was_put_and_it_is_said(begun):
    poll = asks(begun)
    begun.until("2027-02-12 16:00")
    to = NewTime(day=date(2027, 4, 28), at=time(14))
    seen = hour_decisions.take_window(begun.desk, poll.id, "rotation", NADIA.id)
    moved = move_session(begun.desk, "s03", to, Act(by=OSRIC.id))
    calling_off.call_off(begun.desk, "s04", why="snow", by=OSRIC.id)

    with pytest.raises(ChangedMeanwhile):
        hour_decisions.take(begun.desk, poll.id, "rotation", base=base_of(seen), by=NADIA.id)
    preview = str(hour_decisions.take_window(begun.desk, poll.id, "rotation", NADIA.id).body)
    assert "it was moved after the group was asked" in preview
    assert "it is called off" in preview
    assert takes(begun, poll, "rotation").startswith("2 sessions moved. 2 sessions stayed")

    assert sessions(begun)[3].starts_at == moved.starts_at
    assert sessions(begun)[4].cancelled


def test_a_session_that_is_near_by_now_stays(begun):
    poll = asks(begun)
    begun.until("2027-02-12 16:00")
    begun.clock.instant = datetime(2027, 3, 15, 18, tzinfo=UTC)  # the second is on the 17th

    seen = hour_decisions.take_window(begun.desk, poll.id, "rotation", NADIA.id)
    hour_decisions.take(begun.desk, poll.id, "rotation", base=base_of(seen), by=NADIA.id)

    assert [s.moves for s in sessions(begun).values()] == [0, 0, 1, 1, 1]


def test_an_hour_that_another_session_has_is_not_offered(begun):
    there = NewTime(day=date(2027, 5, 19), at=time(4, 15), minutes=60)  # in New York
    add_session(begun.desk, 1, there, "", by=OSRIC.id)
    hall = replace(there, mode=Mode.IN_PERSON, venue="The Hall")
    move_session(begun.desk, "s06", hall, Act(by=OSRIC.id))

    page = answer(begun.desk, NADIA, "hours").text

    assert "It cannot be had: Nothing was changed. Session 6" in page
    asked = str(hour_pages.ask_window(begun.desk, NADIA.id).body)
    assert "One hour for the whole year" in asked
    assert "Hours that go round" not in asked


def test_whoever_heard_the_new_hours_hears_of_the_next_change_of_any_of_them(begun):
    poll = asks(begun)
    begun.until("2027-02-15 12:00")
    takes(begun, poll, "rotation")
    begun.until("2027-02-15 23:30")

    to = NewTime(day=date(2027, 5, 20), at=time(14))
    move_session(begun.desk, "s04", to, Act(by=NADIA.id))
    begun.until("2027-02-16 23:30")

    (kirra,) = begun.told(KIRRA, "is moved")
    assert "It was to be Wed 19 May, 19:00 in Melbourne" in kirra.text


def test_who_is_away_and_said_yes_hears_of_that_session_alone(begun):
    poll = asks(begun)
    reply(begun.desk, "s02", TED.id, Rsvp.YES)
    pausing.pause(begun.desk, TED.id)
    begun.until("2027-02-15 12:00")
    takes(begun, poll, "rotation")
    begun.until("2027-02-15 23:30")

    assert begun.told(TED, SET) == []
    (ted,) = begun.told(TED, "is moved")
    assert "“Where the work meets the person” is moved: Wed 17 March, 16:00" in ted.text


def test_guests_of_several_sessions_hear_each_of_theirs_once(begun, post):
    begun.writes_to(post)
    for month in (2, 3):
        place, email = f"s0{month}|", f"ada{month}@guests.example"
        ada = Given(place=place, name="Ada", email=email, zone="Europe/Lisbon")
        guests.invite(begun.desk, ada, by=NADIA.id)
    begun.work()
    poll = asks(begun)
    begun.until("2027-02-15 12:00")
    takes(begun, poll, "rotation")
    begun.until("2027-02-15 23:30")

    for month in (2, 3):
        _, moved = post.to(f"ada{month}@guests.example")  # after the invitation
        assert "at another time" in moved.text


def test_one_thing_is_asked_at_a_time_of_two_ways_at_least_and_with_time_to_answer(begun):
    for until in (date(2027, 2, 5), date(2027, 3, 20)):
        with pytest.raises(NotThen):
            asks(begun, until=until)
    with pytest.raises(TwoAtLeast):
        asks(begun, "rotation")
    wanted = Wanted(ways=WAYS, closes=UNTIL)
    with pytest.raises(ChangedMeanwhile):
        hour_pages.ask(begun.desk, wanted, base="another", by=NADIA.id)
    asks(begun)
    with pytest.raises(AskedAlready):
        asks(begun)
    with pytest.raises(NotYours):
        hour_pages.preview(begun.desk, wanted, PEARL.id)


def test_closed_by_hand_it_is_told_at_once_and_nobody_is_reminded(begun):
    poll = asks(begun)
    begun.until("2027-02-05 16:00")
    closed = hour_polls.close(begun.desk, poll.id, by=OSRIC.id)
    begun.work()

    assert (closed.state, closed.answered) == (PollState.CLOSED, 0)
    assert "Nobody said anything" in begun.told(NADIA, CAME)[0].text
    begun.until("2027-02-15 12:00")
    assert begun.told(PEARL, "Which hours suit you?") == []
    assert len(begun.told(PEARL, CAME)) == 1
    with pytest.raises(OverAlready):
        hour_polls.close(begun.desk, poll.id, by=NADIA.id)


def test_guests_and_whoever_comes_once_are_not_asked_and_do_not_count(company):
    rufus, tamsin = cast("ivo torkel")
    made = company("2027-02-03T12:00")
    people = [*cast(PEOPLE), replace(rufus, role=GUEST), replace(tamsin, standing=ONCE)]
    made.begins(people, PLAN, (2027, 2))
    made.until("2027-02-04 12:00")
    with made.change() as setting:
        setting.memory.people.save(replace(tamsin, standing=ONCE))
    poll = asks(made)
    made.until("2027-02-06 12:00")

    for person in (rufus, tamsin):
        assert made.told(person, ASKED) == []
        with pytest.raises(NotForYou):
            says(made, poll, person, now="cannot")
        with pytest.raises(NotForYou):
            hour_pages.answer_window(made.desk, poll.id, person.id)


def test_who_is_not_in_slack_reads_it_by_mail_and_a_facilitator_notes_what_they_say(begun, post):
    begun.writes_to(post)
    begun.chat.absent = {PEARL.email}
    with begun.change() as setting:
        setting.memory.people.save(replace(setting.person(PEARL.id), slack_id=""))
    poll = asks(begun)
    begun.until("2027-02-05 12:00")
    assert subjects(post).count("Learning community: which hours suit you?") == 1

    on_behalf.note_answer(begun.desk, PEARL.id, f"hours:{poll.id}|now", "Cannot", by=NADIA.id)
    begun.until("2027-02-15 12:00")
    takes(begun, poll, "seasonal", why="So it is.")
    begun.until("2027-02-15 23:30")

    with begun.look() as setting:
        vote = hour_polls.vote_of(setting, poll, PEARL.id)
    assert (vote.said, vote.noted_by) == ({"now": "cannot"}, NADIA.id)
    assert subjects(post).count("Learning community: our new hours") == 1
