"""After the session: who was really there, told with two taps, and what next month makes of it."""

import threading
from dataclasses import replace

import pytest

from bot.facilitation.past import past_of
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, 4, without=["rsvp"], bare=True, keep=["missed", "heard"], notices='"-1h"')
FOURTEEN = (
    "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka"
)
AFTER = "2027-02-17 21:35"  # the session lasts from 20:00 to 21:30
HOSTILE = "<!channel> *all* _Ted_ `x` <@U0000P014>"


def opened(theatre, people=FOURTEEN, until=AFTER, **more):
    """A session with rooms that people were told, at some instant of it or after it."""
    named = cast(f"{people} nadia osric") if isinstance(people, str) else people
    show = {"people": named, "start": (2027, 2), "plan": PLAN}
    stage = theatre.opens(**show | {"at": "2027-02-12T12:00", "publish": "automatic"} | more)
    stage.until(until)
    return stage


def room_of(stage, name="", number=0):
    with stage.memory() as setting:
        plan = setting.memory.plans.published("s01")
        return plan.room_of(sample_people()[name].id) if name else plan.rooms[number]


def names(stage, ids):
    with stage.memory() as setting:
        return [setting.people[p].name for p in ids]


def player(stage, person):
    return stage.players_by_id(person)


def plain(room):
    """Those of a room who neither keep time nor take notes."""
    return [p for p in room.people if p not in {room.host, room.scribe}]


def tells(who, stage, room, *, away=(), joined=(), near=None):
    """Open the form from the card, untick, name, send: what the window says then."""
    who.presses("Who was here?", near)
    return finishes(who, stage, room, away=away, joined=joined)


def finishes(who, stage, room, *, away=(), joined=()):
    here = [p for p in room.people if p not in away]
    values = {"Who was here": names(stage, here)}
    who.fills(values | ({"Someone else joined us": names(stage, joined)} if joined else {}))
    return who.sends()


def known(stage, session="s01"):
    """What is remembered: who was there, and in which room."""
    with stage.memory() as setting:
        words = setting.memory.presences.find(session_id=session)
    return {(w.person_id, w.source): w.room if w.was_there else None for w in words}


def past(stage):
    with stage.memory() as setting:
        return past_of(setting, setting.session("s02"))


def have_met(stage, one, other):
    return past(stage).times.get(frozenset({one, other}), 0)


def test_a_host_tells_with_two_taps_and_next_month_goes_by_it(theatre):
    stage = opened(theatre)
    room = room_of(stage)
    gone, *stayed = plain(room)
    host = player(stage, room.host)
    before = len(host.inbox())

    said = tells(host, stage, room, away=[gone])
    silent = len(host.inbox()) == before

    assert f"{room.name}: {len(room.people) - 1} people were there" in said
    assert f"Not there: {names(stage, [gone])[0]}." in said
    assert silent
    assert known(stage) == {(p, "host"): room.name for p in room.people if p != gone} | {
        (gone, "host"): None
    }
    assert [have_met(stage, gone, p) for p in room.people if p != gone] == [0] * (room.size - 1)
    assert have_met(stage, stayed[0], stayed[1]) == 1


def test_why_names_only_those_whom_one_has_really_met(theatre):
    stage = opened(theatre, people="pearl ted ivo anjali kirra noreen")  # one room in both months
    room = room_of(stage)
    gone = plain(room)[0]
    tells(player(stage, room.host), stage, room, away=[gone])
    stage.until("2027-03-15 18:00")

    away = player(stage, gone).types("/convene why")
    came = player(stage, plain(room)[1]).types("/convene why")

    assert "not shared a room with anybody there before" in away
    assert "not shared a room with anybody there before" not in came


def test_a_host_who_did_not_come_has_not_hosted_and_the_scribe_tells(theatre):
    stage = opened(theatre)
    room = room_of(stage)

    said = tells(player(stage, room.scribe), stage, room, away=[room.host])

    assert f"Not there: {names(stage, [room.host])[0]}." in said
    assert room.host not in past(stage).hosted
    assert past(stage).noted[room.scribe] == 1


def test_the_card_has_the_button_once_rooms_are_open_and_says_when_it_is_done(theatre):
    stage = opened(theatre, until="2027-02-17 19:30")
    room = room_of(stage)
    host, scribe, other = (player(stage, p) for p in (room.host, room.scribe, plain(room)[0]))
    before = [each.buttons() for each in (host, scribe)]
    stage.until("2027-02-17 21:20")

    assert not any("Who was here?" in buttons for buttons in before)
    assert "Who was here?" in host.buttons()
    assert "Who was here?" in scribe.buttons()
    assert "Who was here?" not in other.buttons()
    assert host.was_told("takes two taps")
    tells(host, stage, room)
    assert host.was_told("Who was here is written down")
    assert scribe.was_told("Who was here is written down")


def test_somebody_else_joined_us_and_it_is_put_right_afterwards(theatre):
    stage = opened(theatre)
    one, two = room_of(stage, number=0), room_of(stage, number=1)
    guest, also = plain(two)[:2]
    host, other = player(stage, one.host), player(stage, two.host)

    said = tells(host, stage, one, joined=[guest, also])
    other.presses("Who was here?")
    shown = other.modal()
    theirs = finishes(other, stage, two, away=[guest, also])
    met = have_met(stage, guest, one.host), have_met(stage, guest, two.host)
    host.presses("Who was here?")
    host.fills({"Who was here": names(stage, [*one.people, guest])})
    corrected = host.sends()

    assert f"{one.size + 2} people were there" in said
    assert names(stage, [guest])[0] in shown
    assert f"{two.size - 2} people were there" in theirs
    assert met == (1, 0)
    assert f"{one.size + 1} people were there" in corrected
    assert have_met(stage, guest, one.host) == 1
    assert have_met(stage, also, one.host) == 0
    assert have_met(stage, also, two.host) == 1  # the plan stands again: nobody said they were away


def test_facilitators_see_every_room_tell_for_a_host_on_paper_and_correct(theatre):
    stage = opened(theatre)
    one, two = room_of(stage, number=0), room_of(stage, number=1)
    gone = plain(one)[0]
    tells(player(stage, one.host), stage, one, away=[gone])

    page = stage.nadia.types("/convene rooms attended")
    stage.nadia.presses(f"{one.name}: who was here?")
    corrected = finishes(stage.nadia, stage, one)
    stage.osric.types("/convene rooms 1 attended")
    stage.osric.presses(f"{two.name}: who was here?")
    finishes(stage.osric, stage, two, away=[plain(two)[0]])
    after = stage.nadia.types("/convene rooms 1 attended")

    assert "1 of 2 rooms told" in page
    assert (
        f"Not there: {names(stage, [gone])[0]}. As told by {names(stage, [one.host])[0]}." in page
    )
    assert f"Nobody has told yet of {two.name}" in page
    assert f"{one.size} people were there" in corrected
    assert have_met(stage, gone, one.host) == 1
    assert "2 of 2 rooms told" in after
    assert "As told by Nadia Thorsby" in after
    assert "As told by Osric Fenwright" in after
    assert "2 of 2 rooms told" in stage.nadia.types("/convene session 1")
    with stage.memory() as setting:
        told = [t for t in setting.memory.traces.find() if t.did.startswith("told who was in")]
    assert [t.who for t in told] == [one.host, "p014", "p027"]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_who_tell_of_one_room_at_once_lose_nothing(theatre, database, request):
    url = request.getfixturevalue("postgres_url") if database == "postgresql" else ""
    stage = opened(theatre, database=url.replace(":@", "@"))  # settings hold no password at all
    room = room_of(stage)
    first, second = plain(room)[:2]
    host = player(stage, room.host)
    stage.nadia.types("/convene rooms 1 attended")
    host.presses("Who was here?")
    stage.nadia.presses(f"{room.name}: who was here?")
    stage.until("2027-02-17 21:40")
    host.fills({"Who was here": names(stage, [p for p in room.people if p != first])})
    stage.nadia.fills({"Who was here": names(stage, [p for p in room.people if p != second])})

    both = [threading.Thread(target=each.submits) for each in (host, stage.nadia)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    stage.settle()

    page = stage.osric.types("/convene rooms 1 attended")
    assert have_met(stage, first, room.host) == 0
    assert have_met(stage, second, room.host) == 0
    assert all(name in page.partition("Not there:")[2] for name in names(stage, [first, second]))


def test_who_looked_at_an_older_form_is_told_what_was_left(theatre):
    stage = opened(theatre)
    room = room_of(stage)
    gone = plain(room)[0]
    host = player(stage, room.host)
    host.presses("Who was here?")
    stage.until("2027-02-17 21:40")
    stage.nadia.types("/convene rooms 1 attended")
    stage.nadia.presses(f"{room.name}: who was here?")
    finishes(stage.nadia, stage, room, away=[gone])

    said = host.sends()

    assert f"Somebody else has just told of {names(stage, [gone])[0]}; I left that as it is" in said
    assert f"Not there: {names(stage, [gone])[0]}." in said


def test_facilitators_alone_see_all_rooms_and_put_right_what_is_past_for_hosts(theatre):
    stage = opened(theatre)
    room = room_of(stage)
    host = player(stage, room.host)

    refused = host.types("/convene rooms 1 attended")
    stage.until("2027-03-17 20:30")
    late = host.presses("Who was here?", near="Before you part")
    stage.nadia.types("/convene rooms 1 attended")
    stage.nadia.presses(f"{room.name}: who was here?")
    told = finishes(stage.nadia, stage, room)

    assert "Only facilitators can do that" in refused
    assert "The next session has begun" in late
    assert f"{room.size} people were there" in told


def test_before_the_session_there_is_nothing_to_tell(theatre):
    stage = opened(theatre, until="2027-02-16 12:00")

    assert "No session has begun yet" in stage.nadia.types("/convene rooms attended")
    assert "That session has not begun" in stage.nadia.types("/convene rooms 2 attended")
    assert "I was there" not in stage.pearl.opens_home()


def test_pressed_twice_and_sent_twice_counts_once(theatre):
    stage = opened(theatre)
    room = room_of(stage)
    host, slack = player(stage, room.host), stage.world.slack
    seen = []
    deliver = slack.deliver
    slack.deliver = lambda kind, payload: (seen.append((kind, payload)), deliver(kind, payload))[1]
    tells(host, stage, room, away=[plain(room)[0]])
    slack.deliver = deliver
    again = [deliver(*each) for each in seen for _ in range(2)]
    stage.settle()

    assert all(answer.ok for answer in again)
    with stage.memory() as setting:
        did = [t for t in setting.memory.traces.find() if t.did.startswith("told who was in")]
    assert len(did) == 1
    assert len(known(stage)) == room.size


def test_who_said_yes_and_was_away_is_missed_and_not_asked_how_it_was(theatre):
    stage = opened(
        theatre, plan=plan_of(2, 4, bare=True, keep=["missed", "heard"], notices='"-1h"'),
        at="2027-02-05T12:00", until="2027-02-16 12:00",
    )  # fmt: skip
    room = room_of(stage)
    gone, silent, came = plain(room)[:3]
    for person in (gone, came):
        player(stage, person).presses("Yes")
    stage.until("2027-02-17 21:20")
    tells(player(stage, room.host), stage, room, away=[gone, silent])
    stage.until("2027-02-20 12:00")

    missed = [p for p in room.people if player(stage, p).was_told("We missed you on")]
    asked = [p for p in room.people if player(stage, p).was_told("Did people listen")]
    assert missed == [gone]
    assert gone not in asked
    assert silent not in asked
    assert came in asked


def test_where_nobody_told_everyone_seated_is_asked_and_nobody_is_missed(theatre):
    stage = opened(theatre, until="2027-02-20 12:00")

    seated = [p for n in (0, 1) for p in room_of(stage, number=n).people]
    assert all(player(stage, p).was_told("Did people listen") for p in seated)
    assert not any(player(stage, p).was_told("We missed you") for p in seated)


def test_each_may_say_of_themselves_that_they_could_not_be_there_and_take_it_back(theatre):
    stage = opened(theatre)
    room = room_of(stage)
    one, mate = plain(room)[:2]
    person = player(stage, one)
    home = person.opens_home()
    person.presses("I could not be there")
    away, met = person.home(), have_met(stage, one, mate)
    person.presses("I was there after all")
    back = person.home()
    stage.until("2027-03-17 19:30")

    assert "Last time, “" in home
    assert "you could not be there" in away
    assert met == 0
    assert "you were there" in back
    assert have_met(stage, one, mate) == 1
    assert "Last time" not in person.opens_home()
    assert "Last time" not in stage.nadia.opens_home()


def test_at_tables_it_is_the_same(theatre):
    stage = opened(
        theatre,
        plan=plan_of(7, 8, without=["rsvp"], bare=True, notices='"-1h"'),
        until="2027-02-12 12:00",
    )
    with stage.memory() as setting:
        session = setting.session("s01")
    stage.until(session.ends_at.replace(tzinfo=None).isoformat())
    room = room_of(stage)

    said = tells(player(stage, room.host), stage, room, away=[plain(room)[0]])

    assert room.name.startswith("Table")
    assert f"{room.name}: {room.size - 1} people were there" in said


def test_names_that_would_call_everybody_call_nobody_and_namesakes_are_told_apart(theatre):
    ted, emeka = (sample_people()[name].id for name in ("ted", "emeka"))
    called = {ted: HOSTILE, emeka: "Pearl Haversham"}
    people = [replace(p, name=called.get(p.id, p.name)) for p in cast(f"{FOURTEEN} nadia osric")]
    stage = opened(theatre, people=people)
    with stage.memory() as setting:
        room = setting.memory.plans.published("s01").room_of(ted)
    host = player(stage, next(p for p in (room.host, room.scribe) if p != ted))
    host.presses("Who was here?")
    form, said = host.modal(), host.sends()
    host.presses("Who was here?")
    host.fills({"Who was here": []})
    nobody = host.sends()
    page = stage.nadia.types("/convene rooms attended")

    assert HOSTILE in form  # as plain words, which call nobody
    assert form.count("Pearl Haversham (") == 2
    assert f"{room.size} people were there" in said
    assert "0 people were there" in nobody
    for words in (nobody, page):
        assert "<!channel>" in words  # as it was written
        assert "@channel" not in words
        assert "@Nadia" not in words


def test_attendance_is_in_no_log_and_no_channel(theatre):
    stage = opened(theatre)
    room = room_of(stage)
    gone = plain(room)[0]
    (name,) = names(stage, [gone])
    tells(player(stage, room.host), stage, room, away=[gone])
    stage.nadia.types("/convene rooms attended")
    stage.until("2027-03-14 16:00")

    assert not [line for line in stage.log if name in str(line) or gone in str(line)]
    spoken = [c for c in stage.world.record.messages() if "Not there" in c.text]
    assert spoken == []  # only in answers to those who asked, never in a message
    for person in plain(room)[1:]:
        assert not [said for said in player(stage, person).inbox() if "Not there" in said]
