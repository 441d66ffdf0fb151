"""Parts in a session: asked in turn, a no is free, given back, and what nobody has is noticed on the eve."""

from dataclasses import replace

import pytest

from bot.domain.answers import Rsvp
from bot.domain.parts import Part, Turn, TurnState, turn_id
from bot.facilitation import handing_over, leaving, parts, publishing, replies, turns
from bot.facilitation.home import home_of
from bot.voice.limits import view_faults
from tests.plays.scripts import cast, plan_of, sample_people

NAMES = (
    "marlene darrow ingrid obie ruthanne gil adaeze joaquim delphine walt lucius bronwyn emeka shirelle ted prudence "
    "anselm lorna dov farida kwabena tariq doreen pearl"
)
PLAN = plan_of(2, without=["rsvp"], bare=True, parts=True, notices='"-1h"')
NADIA, OSRIC = (sample_people()[name] for name in ("nadia", "osric"))
EVERYONE = {p.id: p for p in sample_people().values()}


@pytest.fixture
def made(company):
    community = company("2027-02-09T05:00")
    community.begins(cast(f"{NAMES} nadia osric"), PLAN, (2027, 2))
    community.until("2027-02-11 18:00")
    return community


def asked(made, part, state=TurnState.ASKED):
    with made.look() as setting:
        found = setting.memory.turns.find(session_id="s01", part=part, state=state)
    return [EVERYONE[turn.person_id] for turn in sorted(found, key=lambda turn: turn.at)]


def say(made, part, person, *, yes):
    said = turns.say(made.desk, turn_id("s01", part, person.id), person.id, yes=yes)
    made.work()
    return said


def has(made, part):
    with made.look() as setting:
        return parts.holder(setting, setting.session("s01"), part)


def test_one_person_at_a_time_is_asked_for_each_part_some_days_before(made):
    for part, words in ((Part.WELCOMER, "Would you be the welcomer"), (Part.NOTICER, "noticer")):
        (one,) = asked(made, part)
        (said,) = made.told(one, words)
        assert "A no is free" in said.text
        assert "2027-02-11" in str(said.at)
        assert 8 <= said.at.astimezone(one.tz).hour < 20
    assert asked(made, Part.WELCOMER) != asked(made, Part.NOTICER)


def test_who_says_yes_has_it_and_everyone_who_comes_reads_so(made):
    (one,) = asked(made, Part.WELCOMER)
    say(made, Part.WELCOMER, one, yes=True)
    assert made.told(one, "You are the welcomer", "Thank you")
    made.until("2027-02-17 19:30")
    assert asked(made, Part.WELCOMER) == []
    others = [p for p in EVERYONE.values() if p != one and made.told(p, "starts soon")]
    for person in others:
        if not person.facilitates:
            assert made.told(person, f"{one.name} is the welcomer")
    assert made.told(one, "starts soon", "You are the welcomer.")
    assert made.told(
        NADIA, "Host sheet", f"{one.name} is the welcomer", "Nobody is the noticer yet"
    )


def test_a_no_is_free_and_the_next_is_asked(made):
    (one,) = asked(made, Part.NOTICER)
    say(made, Part.NOTICER, one, yes=False)
    (other,) = asked(made, Part.NOTICER)
    assert other != one
    assert made.told(one, "That is fine")
    assert asked(made, Part.NOTICER, TurnState.NO) == [one]


def test_after_a_day_without_a_word_the_next_is_asked_too_and_the_first_yes_counts(made):
    (first,) = asked(made, Part.NOTICER)
    made.until("2027-02-12 19:00")
    one, other = asked(made, Part.NOTICER)
    assert one == first
    made.until("2027-02-15 19:00")
    say(made, Part.NOTICER, other, yes=True)
    assert made.told(one, "Somebody else does it this time")
    with pytest.raises(turns.HasIt):
        say(made, Part.NOTICER, one, yes=True)
    with pytest.raises(turns.NotAsked):
        turns.say(made.desk, turn_id("s01", Part.NOTICER, other.id), one.id, yes=True)


@pytest.mark.parametrize("how", ["gives back", "says no", "leaves", "is away"])
def test_what_somebody_had_is_open_again_once_they_cannot(made, how):
    (one,) = asked(made, Part.WELCOMER)
    say(made, Part.WELCOMER, one, yes=True)
    if how == "gives back":
        turns.give_back(made.desk, "s01", Part.WELCOMER, one.id)
    elif how == "says no":
        replies.reply(made.desk, "s01", one.id, Rsvp.NO)
    elif how == "leaves":
        leaving.leave(made.desk, one.id, by=NADIA.id)
    else:
        handing_over.away(made.desk, one.id, by=NADIA.id)
    made.work()
    assert has(made, Part.WELCOMER) is None
    (other,) = asked(made, Part.WELCOMER)
    assert other != one


def test_on_the_eve_facilitators_hear_what_is_open_and_a_press_asks_the_one_suggested(made):
    (one,) = asked(made, Part.WELCOMER)
    say(made, Part.WELCOMER, one, yes=True)
    made.until("2027-02-16 18:00")
    for facilitator in (NADIA, OSRIC):
        (said,) = made.told(facilitator, "still open")
        assert "Nobody is the noticer yet" in said.text
        assert "welcomer" not in said.text
        assert "is asked" in said.text or "are asked" in said.text
    with made.look() as setting:
        session = setting.session("s01")
        (suggested, *_) = parts.may_be_asked(setting, session, Part.NOTICER)
    assert f"It would be the turn of {suggested.name}" in said.text
    turns.suggest(made.desk, "s01", Part.NOTICER, "", suggested.id, by=NADIA.id)
    made.until("2027-02-17 16:00")
    assert made.told(suggested, "Would you be the noticer")
    say(made, Part.NOTICER, suggested, yes=True)
    assert made.told(NADIA, "Every part of")
    with pytest.raises(turns.HasIt):
        turns.suggest(made.desk, "s01", Part.NOTICER, "", suggested.id, by=NADIA.id)


def test_whoever_does_not_come_is_suggested_no_more_and_not_asked_by_a_late_press(made):
    made.until("2027-02-16 18:00")
    with made.look() as setting:
        one, *_ = parts.may_be_asked(setting, setting.session("s01"), Part.NOTICER)
    assert made.told(NADIA, "still open", f"It would be the turn of {one.name}")
    replies.reply(made.desk, "s01", one.id, Rsvp.NO)
    made.work()
    assert made.told(NADIA, "still open")
    assert not made.told(NADIA, f"It would be the turn of {one.name}")
    with pytest.raises(turns.SaidNo):
        turns.suggest(made.desk, "s01", Part.NOTICER, "", one.id, by=NADIA.id)


def room_of(made, person):
    with made.look() as setting:
        return setting.memory.plans.latest("s01").room_of(person)


def published(made):
    made.until("2027-02-15 17:00")
    publishing.publish(made.desk, "s01", by=NADIA.id)
    made.until("2027-02-15 18:00")
    with made.look() as setting:
        return setting.memory.plans.published("s01").rooms[0]


@pytest.mark.parametrize("part", [Part.HOST, Part.SCRIBE])
def test_time_and_notes_are_given_back_to_another_of_the_room_and_nobody_moves(made, part):
    before = published(made)
    keeper = before.host if part is Part.HOST else before.scribe
    turns.give_back(made.desk, "s01", part, keeper)
    made.until("2027-02-16 18:00")
    after = room_of(made, keeper)
    now = after.host if part is Part.HOST else after.scribe
    assert after.people == before.people
    assert now not in {"", before.host, before.scribe}
    words = "keep time" if part is Part.HOST else "take notes"
    assert made.told(EVERYONE[now], words)
    with made.look() as setting:
        assert setting.memory.plans.latest("s01").state == "published"
    with pytest.raises(turns.NotAsked):
        turns.give_back(made.desk, "s01", part, keeper)


def test_a_room_whose_people_all_say_no_is_told_of_and_the_first_who_is_asked_may_take_it(made):
    room = published(made)
    for _ in range(room.size - 1):
        turns.give_back(made.desk, "s01", Part.HOST, room_of(made, room.people[0]).host)
    made.until("2027-02-16 18:00")
    assert made.told(NADIA, "still open", f"Nobody is to keep time in {room.name}")
    scribe = room_of(made, room.people[0]).scribe
    assert room_of(made, room.people[0]).host == ""
    turns.suggest(made.desk, "s01", Part.HOST, room.name, scribe, by=NADIA.id)
    made.until("2027-02-17 16:00")
    assert made.told(EVERYONE[scribe], f"Would you keep time in {room.name}")
    say(made, Part.HOST, EVERYONE[scribe], yes=True)
    assert room_of(made, scribe).host == scribe
    with pytest.raises(turns.HasIt):  # an old button of whoever gave it back first
        say(made, Part.HOST, EVERYONE[room.host], yes=True)


def test_parts_go_round_and_whoever_said_no_is_not_asked_first_again(company):
    community = company("2027-02-09T05:00")
    plan = plan_of(2, 3, 4, 5, 6, without=["rsvp"], bare=True, parts=True, notices='"-1h"')
    community.begins(cast(f"{NAMES} nadia osric"), plan, (2027, 2))
    had, said_no = [], []
    for month in range(1, 6):
        session = f"s{month:02}"
        with community.look() as setting:
            starts = setting.session(session).starts_at
        community.until(f"{starts - turns.PATIENCE * 5.5:%Y-%m-%d %H:%M}")
        for part in (Part.WELCOMER, Part.NOTICER):
            with community.look() as setting:
                (turn,) = setting.memory.turns.find(session_id=session, part=part)
            yes = (month, part) not in {(1, Part.NOTICER), (2, Part.NOTICER)}
            turns.say(community.desk, turn.id, turn.person_id, yes=yes)
            (had if yes else said_no).append(turn.person_id)
        community.until(f"{starts:%Y-%m-%d %H:%M}")
    assert len(set(had)) == len(had)
    assert not set(said_no) & set(had)
    kinds = {EVERYONE[p].is_lay for p in had}
    assert kinds == {True, False}


def test_whoever_wants_few_messages_keeps_a_room_or_does_not_come_is_not_asked(made):
    with made.look() as setting:
        session = setting.session("s01")
        found = [p.id for p in parts.may_be_asked(setting, session, Part.NOTICER)]
    assert found
    few, away = found[:2]
    with made.change() as setting:
        person = setting.person(few)
        setting.memory.people.save(replace(person, standing="fewer"))
    replies.reply(made.desk, "s01", away, Rsvp.NO)
    made.until("2027-02-15 12:00")
    with made.look() as setting:
        session, plan = setting.session("s01"), setting.memory.plans.latest("s01")
        still = {p.id for p in parts.may_be_asked(setting, session, Part.NOTICER)}
        keepers = {p for room in plan.rooms for p in (room.host, room.scribe)}
    assert not still & ({few, away} | keepers)


def test_those_who_said_that_they_come_are_asked_first(made):
    with made.look() as setting:
        found = parts.may_be_asked(setting, setting.session("s01"), Part.NOTICER)
    last = found[-1]
    replies.reply(made.desk, "s01", last.id, Rsvp.YES)
    with made.look() as setting:
        first, *others = parts.may_be_asked(setting, setting.session("s01"), Part.NOTICER)
    assert first == last
    assert others == found[:-1]


def test_a_plan_may_call_parts_otherwise_or_leave_one_out(company):
    community = company("2027-02-09T05:00")
    named = '[defaults.parts]\nwelcomer = "greeter"\nnoticer = ""\n\n[[role]]'
    plan = plan_of(2, without=["rsvp"], bare=True, parts=True, changed={"[[role]]": named})
    community.begins(cast(f"{NAMES} nadia osric"), plan, (2027, 2))
    community.until("2027-02-11 18:00")
    (one,) = asked(community, Part.WELCOMER)
    assert community.told(one, "Would you be the greeter")
    assert asked(community, Part.NOTICER) == []


def test_home_shows_ones_parts_with_a_way_to_give_each_back(made):
    (one,) = asked(made, Part.WELCOMER)
    say(made, Part.WELCOMER, one, yes=True)
    room = published(made)
    with made.look() as setting:
        mine = str(home_of(setting, setting.person(one.id)).body)
        scribes = str(home_of(setting, setting.person(room.scribe)).body)
    assert "You are the welcomer." in mine
    assert "s01|welcomer" in mine
    assert "You take notes." in scribes
    assert "s01|scribe" in scribes
    assert f"{one.name} is the welcomer." in scribes


def test_whoever_said_no_is_not_asked_again_by_a_press_that_comes_late(made):
    (one,) = asked(made, Part.NOTICER)
    say(made, Part.NOTICER, one, yes=False)
    with pytest.raises(turns.SaidNo):
        turns.suggest(made.desk, "s01", Part.NOTICER, "", one.id, by=NADIA.id)


def test_a_part_is_on_the_list_of_what_somebody_held_who_leaves_with_who_has_it_now(made):
    (one,) = asked(made, Part.WELCOMER)
    say(made, Part.WELCOMER, one, yes=True)
    before = leaving.preview(made.desk, one.id, by=NADIA.id).text
    assert "Being the welcomer, Wed 17 February" in before
    leaving.leave(made.desk, one.id, by=NADIA.id)
    made.until("2027-02-12 17:00")
    assert made.told(NADIA, "what they held", "Being the welcomer", "nobody yet")
    (other,) = asked(made, Part.WELCOMER)
    say(made, Part.WELCOMER, other, yes=True)
    assert made.told(NADIA, "what they held", "Being the welcomer", f"{other.name} now")


def test_whoever_has_two_parts_gives_back_either_on_home(made):
    (one,) = asked(made, Part.WELCOMER)
    say(made, Part.WELCOMER, one, yes=True)
    with made.change() as setting:
        id = turn_id("s01", Part.NOTICER, one.id)
        facts = {"session_id": "s01", "part": Part.NOTICER, "person_id": one.id, "at": setting.now}
        setting.memory.turns.save(Turn(id=id, state=TurnState.YES, **facts))
    with made.look() as setting:
        view = home_of(setting, setting.person(one.id))
    assert view_faults(view.body) == []
    assert str(view.body).count("part:back") == 2
