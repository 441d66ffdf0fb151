"""Leaving and coming back: silence at once, exactly what was held passed on with a yes, rooms mended, history kept."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import ChangedMeanwhile
from bot.domain.followup import Progress, Subgroup
from bot.domain.hand_over import Held, Passing
from bot.domain.onlookers import Thing
from bot.domain.synthesis import Loop
from bot.facilitation import actions, calls, handing_over, leaving, publishing, rooms, stories
from bot.facilitation.audience import room_hosts
from bot.facilitation.home import open_home
from bot.facilitation.sight import may_see
from bot.facilitation.stories import Telling
from tests.facilitation.asking import labels
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
NAMES = (
    "marlene darrow ingrid obie ruthanne gil adaeze joaquim delphine walt lucius bronwyn emeka shirelle ted prudence "
    "anselm lorna dov farida kwabena tariq doreen pearl"
)
KWABENA, PEARL, TED = (sample_people()[name] for name in ("kwabena", "pearl", "ted"))
NADIA, OSRIC = (sample_people()[name] for name in ("nadia", "osric"))


def seats_kwabena_as_host(setting):
    """Kwabena keeps time in his room, before anybody is told."""
    session = setting.session("s01")
    plan = setting.memory.plans.latest("s01")
    mine = plan.room_of(KWABENA.id)
    scribe = next(p for p in mine.people if p != KWABENA.id)
    others = [
        replace(r, host=KWABENA.id, scribe=scribe) if r.name == mine.name else r for r in plan.rooms
    ]
    rooms.next_version(setting, session, plan, others, notices=(), by=NADIA.id, why="host")
    return mine.name


def holds(desk, session="s01"):
    """Two actions, a subgroup and a story; his room is there already."""
    for what in ("Ring the ward", "Count the beds"):
        actions.agree_action(
            desk, what=what, owner=KWABENA.id, by=KWABENA.id, due=date(2027, 3, 3), session=session
        )
    with desk.store.begin() as memory:
        group = {"name": "Beds", "purpose": "Beds", "convenor": KWABENA.id}
        members = (KWABENA.id, PEARL.id, TED.id)
        memory.subgroups.save(
            Subgroup(id="g1", members=members, at=desk.clock.now(), state="open", **group)
        )
    stories.tell_unasked(desk, KWABENA.id, Telling(text="We sang.", scope="facilitators"))


@pytest.fixture
def made(company):
    community = company("2027-02-10T12:00", public_url="https://convener.example")
    community.begins(cast(f"{NAMES} nadia osric"), PLAN, (2027, 2))
    community.until("2027-02-14 16:00")
    with community.change() as setting:
        community.room = seats_kwabena_as_host(setting)
    publishing.publish(community.desk, "s01", by=NADIA.id)
    holds(community.desk)
    community.until("2027-02-16 16:00")
    return community


@pytest.fixture
def gone(made):
    made.before = len(made.told(KWABENA))
    leaving.leave(made.desk, KWABENA.id, by=NADIA.id)
    made.until("2027-02-16 17:00")
    return made


def kinds(made):
    with made.look() as setting:
        return sorted(h.kind.value for h in setting.memory.hand_overs.find(person_id=KWABENA.id))


def item(made, kind, number=0):
    with made.look() as setting:
        return setting.memory.hand_overs.find(person_id=KWABENA.id, kind=kind)[number]


def passes(made, thing, to, by=NADIA):
    handing_over.pass_on(made.desk, thing.id, to.id, by=by.id, turn=thing.turn)
    made.until("2027-02-16 17:30")


def the_list(made, reader=NADIA):
    (said,) = made.told(reader, "what they held")
    return said


def test_looking_changes_nothing_and_says_exactly_what_would_be_handed_over(made):
    said = leaving.preview(made.desk, KWABENA.id, by=NADIA.id).text
    window = str(leaving.own_window(made.desk, KWABENA.id).body)
    for words in ("5 things", "Ring the ward", "Count the beds", "Beds", made.room, "A story"):
        assert words in said
        assert words in window
    assert kinds(made) == []
    with made.look() as setting:
        assert setting.person(KWABENA.id).standing == "invited"


def test_nothing_is_sent_any_more_but_once_about_the_story(gone):
    assert kinds(gone) == ["action", "action", "room", "story", "subgroup"]
    gone.until("2027-03-20 12:00")
    new = gone.told(KWABENA)[gone.before :]
    (only,) = new
    assert "only this once" in only.text
    assert "https://convener.example/me/stories?key=" in only.text
    with gone.look() as setting:
        person = setting.memory.people.get(KWABENA.id)
        (story,) = setting.memory.stories.find(person_id=KWABENA.id)
    assert (person.standing, story.gone) == ("left", False)
    assert gone.desk.store.forget_list.forgotten("taking-part", [KWABENA.id]) == [KWABENA.id]


def test_the_room_has_another_host_with_the_fewest_moves(gone):
    with gone.look() as setting:
        plans = setting.memory.plans.versions("s01")
        now, before = plans[-1], plans[-2]
        hosts = {p.id for p in room_hosts(setting, setting.session("s01"))}
    assert KWABENA.id not in now.seated
    assert len(hosts) == len(now.rooms)
    moved = [p for p in now.seated if now.room_of(p).name != before.room_of(p).name]
    assert moved == []
    new = next(r.host for r in now.rooms if r.name == gone.room)
    everyone = {p.id: p for p in sample_people().values()}
    assert f"{everyone[new].name} now" in the_list(gone).text
    assert gone.told(everyone[new], "keep time")


def test_rooms_close_to_the_start_are_mended_on_a_facilitators_word_alone(made):
    made.until("2027-02-17 18:30")
    leaving.leave(made.desk, KWABENA.id, by=KWABENA.id)
    with made.look() as setting:
        assert KWABENA.id in setting.memory.plans.latest("s01").seated
    leaving.come_back(made.desk, KWABENA.id, by=NADIA.id)
    leaving.leave(made.desk, KWABENA.id, by=NADIA.id)
    with made.look() as setting:
        assert KWABENA.id not in setting.memory.plans.latest("s01").seated


def test_each_thing_is_passed_on_with_the_new_owners_yes(gone):
    assert labels(the_list(gone)).count("Pass it on") == 3
    action = item(gone, Held.ACTION)
    passes(gone, action, PEARL)
    assert "Pearl Haversham is asked" in the_list(gone).text
    with gone.look() as setting:
        assert setting.memory.actions.get(action.about).owner == KWABENA.id
    gone.until("2027-02-17 12:00")
    (asked,) = gone.told(PEARL, "asks whether you take this on")
    assert "Kwabena Lathbury has left. Nadia Thorsby asks" in asked.text
    assert labels(asked) == ["Yes, I take it on", "No, not me"]

    with pytest.raises(handing_over.NoLongerAsked):
        handing_over.say(gone.desk, action.id, TED.id, yes=True)
    handing_over.say(gone.desk, action.id, PEARL.id, yes=False)
    gone.work()
    assert "It is not with you. That is fine." in asked.text
    with pytest.raises(ChangedMeanwhile, match="Somebody else"):
        handing_over.pass_on(gone.desk, action.id, TED.id, by=OSRIC.id, turn=0)
    handing_over.pass_on(gone.desk, action.id, TED.id, by=OSRIC.id, turn=1)
    handing_over.say(gone.desk, action.id, TED.id, yes=True)
    gone.work()
    with gone.look() as setting:
        moved = setting.memory.actions.get(action.about)
        did = [(t.who, t.did) for t in setting.memory.traces.find(about=action.id)]
    assert (moved.owner, moved.state) == (TED.id, Progress.OPEN)
    assert did[-1] == (TED.id, "took on what was handed over")
    assert "Ted Okulicz has it now" in the_list(gone, OSRIC).text
    with pytest.raises(handing_over.NoLongerAsked):
        handing_over.pass_on(gone.desk, action.id, PEARL.id, by=NADIA.id, turn=2)


def test_a_subgroup_gets_another_convenor_who_joins_it_where_needed(gone):
    group = item(gone, Held.SUBGROUP)
    doreen = sample_people()["doreen"]
    passes(gone, group, doreen)
    handing_over.say(gone.desk, group.id, doreen.id, yes=True)
    with gone.look() as setting:
        now = setting.memory.subgroups.get("g1")
    assert now.convenor == doreen.id
    assert doreen.id in now.members


def test_one_press_takes_on_all_that_waits_each_with_a_line_in_the_audit(gone):
    assert handing_over.take_all(gone.desk, KWABENA.id, NADIA.id) == 3
    gone.work()
    with gone.look() as setting:
        lines = [t for t in setting.memory.traces.find(who=NADIA.id) if "took on" in t.did]
        owners = {a.owner for a in setting.memory.actions.find()}
    assert len(lines) == 3
    assert owners == {NADIA.id}
    assert "Pass it on" not in labels(the_list(gone, OSRIC))
    assert handing_over.take_all(gone.desk, KWABENA.id, OSRIC.id) == 0


def test_whoever_is_asked_and_leaves_is_not_asked_any_more(gone):
    passes(gone, item(gone, Held.ACTION), PEARL)
    leaving.leave(gone.desk, PEARL.id, by=NADIA.id)
    assert item(gone, Held.ACTION).state is Passing.OPEN


def test_who_comes_back_is_the_same_person_with_what_nobody_took_on(gone):
    handing_over.pass_on(gone.desk, item(gone, Held.ACTION).id, NADIA.id, by=NADIA.id, turn=0)
    said = leaving.come_back(gone.desk, KWABENA.id, by=NADIA.id).text
    assert "theirs still (2)" in said
    gone.work()
    with gone.look() as setting:
        assert setting.person(KWABENA.id).standing == "active"
        assert sorted(a.owner for a in setting.memory.actions.find()) == [NADIA.id, KWABENA.id]
        assert setting.memory.subgroups.get("g1").convenor == KWABENA.id
    assert gone.desk.store.forget_list.forgotten("taking-part", [KWABENA.id]) == []
    assert "is back" in the_list(gone).text
    gone.until("2027-02-17 16:00")
    assert gone.told(KWABENA, "only this once") == []
    assert gone.told(KWABENA, "You are back", "as they were")
    with pytest.raises(leaving.NeverLeft):
        leaving.come_back(gone.desk, KWABENA.id, by=NADIA.id)


def test_the_last_facilitator_does_not_leave_and_nobody_leaves_twice(gone):
    with pytest.raises(leaving.HasLeft):
        leaving.leave(gone.desk, KWABENA.id, by=NADIA.id)
    leaving.leave(gone.desk, OSRIC.id, by=OSRIC.id)
    with pytest.raises(leaving.NobodyLeft):
        leaving.leave(gone.desk, NADIA.id, by=NADIA.id)


def test_a_facilitator_who_is_away_stays_and_another_takes_every_duty_in_one_press(made):
    with made.change() as setting:
        loop = {"session_id": "s01", "said": "Too many forms", "owner": OSRIC.id, "by": NADIA.id}
        setting.memory.loops.save(Loop(id="loop1", at=setting.now, **loop))
    call = calls.ask_for_a_word(made.desk, PEARL.id, "A word")
    calls.take_call(made.desk, call.id, OSRIC.id)
    held = handing_over.look_away(made.desk, OSRIC.id, by=NADIA.id).text
    assert "Too many forms" in held
    assert "A word with somebody" in held
    said = handing_over.away(made.desk, OSRIC.id, by=NADIA.id, takes=True)
    made.work()
    assert said.text == "2 things are yours now."
    with made.look() as setting:
        assert setting.memory.loops.get("loop1").owner == NADIA.id
        assert setting.memory.calls.get(call.id).taken_by == NADIA.id
        assert setting.person(OSRIC.id).standing == "invited"
        lines = [t for t in setting.memory.traces.find(who=NADIA.id) if "took on" in t.did]
    assert len(lines) == 2
    assert made.told(PEARL, "Nadia Thorsby answers you")


def test_a_word_about_a_facilitator_is_on_no_list_of_theirs(made):
    call = calls.ask_for_a_word(made.desk, PEARL.id, "A word", skips=[NADIA.id])
    calls.take_call(made.desk, call.id, OSRIC.id)
    for looks in (leaving.preview, handing_over.look_away):
        assert "holds nothing" in looks(made.desk, OSRIC.id, by=NADIA.id).text
        assert "1 thing" in looks(made.desk, OSRIC.id, by=OSRIC.id).text
    handing_over.away(made.desk, OSRIC.id, by=OSRIC.id)
    made.work()
    assert made.told(NADIA, "what they held") == []
    assert handing_over.take_all(made.desk, OSRIC.id, NADIA.id) == 0
    with made.look() as setting:
        (item,) = setting.memory.hand_overs.find(person_id=OSRIC.id)
    with pytest.raises(handing_over.NoLongerAsked):  # a forged press
        handing_over.pass_on(made.desk, item.id, OSRIC.id, by=NADIA.id, turn=item.turn)


def test_leaving_counts_no_word_about_the_facilitator_who_says_so(made):
    call = calls.ask_for_a_word(made.desk, PEARL.id, "A word", skips=[NADIA.id])
    calls.take_call(made.desk, call.id, OSRIC.id)
    assert "held nothing" in leaving.leave(made.desk, OSRIC.id, by=NADIA.id).text
    assert "theirs still" not in leaving.come_back(made.desk, OSRIC.id, by=NADIA.id).text


def test_only_facilitators_see_the_list(made):
    with made.look() as setting:
        assert may_see(setting, NADIA, Thing.HAND_OVER)
        assert not may_see(setting, PEARL, Thing.HAND_OVER)


def test_the_old_home_of_whoever_left_says_so_and_how_to_come_back(made):
    open_home(made.desk, KWABENA.id)
    made.work()
    member = next(m for m in made.chat.homes if KWABENA.email in m)
    assert "Hello Kwabena" in str(made.chat.homes[member].body)
    leaving.leave(made.desk, KWABENA.id, by=KWABENA.id)
    made.work()
    shown = str(made.chat.homes[member].body)
    assert "You have left" in shown
    assert "To come back, tell any facilitator" in shown
    assert "me/stories?key=" in shown
    assert "A word with a facilitator" in shown
    for words in ("Hello", "Pearl", "Ring the ward", "I can come", made.room):
        assert words not in shown
    leaving.come_back(made.desk, KWABENA.id, by=NADIA.id)
    made.work()
    assert "Hello Kwabena" in str(made.chat.homes[member].body)
