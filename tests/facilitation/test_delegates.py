"""One person comes for another this once: the seat, the notices and Zoom's list follow, and all can be undone."""

import pytest

from bot.domain.answers import Rsvp
from bot.domain.delegates import Stands
from bot.domain.onlookers import Thing
from bot.domain.presence import Presence
from bot.facilitation import (
    coming_for,
    delegates,
    leaving,
    mending,
    publishing,
    replies,
)
from bot.facilitation.audience import attending, said_yes_but_absent
from bot.facilitation.delegates import Named
from bot.facilitation.home import home_of
from bot.facilitation.sheets import zoom_file
from bot.facilitation.sight import may_see
from bot.facilitation.views import status
from bot.slack.commands import OnlyThisOnce, answer
from tests.plays.scripts import cast, plan_of, sample_people

NAMES = (
    "marlene darrow ingrid obie ruthanne gil adaeze joaquim delphine walt lucius bronwyn emeka shirelle ted prudence "
    "anselm lorna dov farida kwabena tariq doreen pearl"
)
PLAN = plan_of(2, 3, without=["rsvp"], bare=True)
DARROW, NADIA, OSRIC = (sample_people()[name] for name in ("darrow", "nadia", "osric"))
EVERYONE = {p.id: p for p in sample_people().values()}
TAM = Named(name="Tam O'Rell", email="tam@elsewhere.example")


@pytest.fixture
def made(company):
    community = company("2027-02-09T05:00")
    community.begins(cast(f"{NAMES} nadia osric"), PLAN, (2027, 2))
    replies.reply(community.desk, "s01", DARROW.id, Rsvp.YES)
    community.until("2027-02-15 17:00")
    publishing.publish(community.desk, "s01", by=NADIA.id)
    community.until("2027-02-15 18:00")
    return community


def plan(made):
    with made.look() as setting:
        return setting.memory.plans.latest("s01")


def colleague(made, comes):
    """Somebody of Darrow's organisation who comes, or has said that they do not."""
    with made.look() as setting:
        mates = [p for p in setting.people.values() if p.organisation == DARROW.organisation]
    mate = next(p for p in mates if p.id != DARROW.id and not p.facilitates)
    if not comes:
        replies.reply(made.desk, "s01", mate.id, Rsvp.NO)
    made.work()
    return mate


def sends(made, named, by=DARROW):
    said = delegates.send(made.desk, "s01", DARROW.id, named, by=by.id)
    made.until("2027-02-16 16:30")
    return said.text


def guest(made):
    with made.look() as setting:
        (found,) = setting.memory.people.find(email="tam@elsewhere.example")
        return found


def test_a_colleague_gets_the_seat_and_nobody_else_moves(made):
    mate = colleague(made, comes=False)
    before = plan(made)
    said = sends(made, Named(id=mate.id))
    after = plan(made)
    assert mate.name in said
    assert "I come myself" in said
    assert DARROW.id not in after.seated
    assert after.room_of(mate.id)
    stay = before.seated - {DARROW.id}
    assert [p for p in stay if after.room_of(p).name != before.room_of(p).name] == []
    assert made.told(mate, "You come for Darrow Tesch", "You speak for yourself")
    assert made.told(mate, "is coming up", "You come for Darrow Tesch")
    with made.look() as setting:
        assert mate.zoom_email in zoom_file(setting, setting.session("s01"))
        assert DARROW.zoom_email not in zoom_file(setting, setting.session("s01"))
        mine = str(home_of(setting, setting.person(DARROW.id)).body)
    assert f"{mate.name} comes for you this time." in mine
    assert "I come myself" in mine


def test_whoever_comes_anyway_stays_where_they_sit(made):
    mate = colleague(made, comes=True)
    before = plan(made).room_of(mate.id)
    sends(made, Named(id=mate.id))
    assert plan(made).room_of(mate.id).name == before.name
    assert DARROW.id not in plan(made).seated
    delegates.take_back(made.desk, "s01", DARROW.id, by=DARROW.id)
    assert plan(made).room_of(mate.id).name == before.name
    assert DARROW.id in plan(made).seated


def test_a_guest_for_once_is_seated_is_told_of_the_session_and_of_nothing_else(made):
    said = sends(made, TAM)
    one = guest(made)
    assert "I have not met" in said
    assert (one.organisation, one.standing, one.access_needs) == (DARROW.organisation, "once", "")
    assert plan(made).room_of(one.id)
    assert made.told(one, "You come for Darrow Tesch")
    made.until("2027-02-17 19:30")
    assert made.told(one, "starts soon")
    with made.look() as setting:
        assert one.email in zoom_file(setting, setting.session("s01"))
        room = frozenset(plan(made).room_of(one.id).people)
        assert may_see(setting, one, Thing.SEAT, room=room)
        assert not may_see(setting, one, "community")
        assert not may_see(setting, one, "organisation", organisation=one.organisation)
        home = str(home_of(setting, setting.person(one.id)).body)
    assert "Name a branch" not in home
    with pytest.raises(OnlyThisOnce):
        answer(made.desk, one, "branch Tea")
    assert "Not met in Slack" in status(made.desk, NADIA).text or one.slack_id
    told = len(made.told(one))
    made.until("2027-02-25 12:00")
    assert guest(made).standing == "left"
    assert len(made.told(one)) == told
    with made.look() as setting:
        assert one.id not in {p.id for p in attending(setting, setting.session("s02"))}


def test_it_is_undone_with_everything_as_it_was(made):
    before = plan(made)
    sends(made, TAM)
    with pytest.raises(delegates.HasOne):
        sends(made, Named(name="Ann", email="ann@elsewhere.example"))
    delegates.take_back(made.desk, "s01", DARROW.id, by=DARROW.id)
    made.work()
    after = plan(made)
    assert DARROW.id in after.seated
    assert guest(made).id not in after.seated
    assert after.room_of(DARROW.id).name == before.room_of(DARROW.id).name
    with made.look() as setting:
        assert setting.memory.replies.get(f"s01:{DARROW.id}").answer is Rsvp.YES
    assert made.told(guest(made), "needs nobody to come for them")
    with pytest.raises(delegates.NobodyComes):
        delegates.take_back(made.desk, "s01", DARROW.id, by=DARROW.id)
    sends(made, TAM)  # and may be done again
    assert guest(made).id in plan(made).seated


def test_who_says_that_they_come_after_all_comes_themselves(made):
    sends(made, TAM)
    replies.reply(made.desk, "s01", DARROW.id, Rsvp.YES)
    assert DARROW.id in plan(made).seated
    assert guest(made).id not in plan(made).seated


@pytest.mark.parametrize("how", ["says no", "leaves"])
def test_who_cannot_come_for_another_after_all_lets_them_know(made, how):
    mate = colleague(made, comes=False)
    sends(made, Named(id=mate.id))
    if how == "leaves":
        leaving.leave(made.desk, mate.id, by=NADIA.id)
    else:
        replies.reply(made.desk, "s01", mate.id, Rsvp.NO)
    made.until("2027-02-16 18:00")
    assert made.told(DARROW, f"{mate.name} cannot come for you")
    assert not {mate.id, DARROW.id} & plan(made).seated
    with made.look() as setting:
        assert setting.memory.delegates.get(f"s01:{DARROW.id}").state is Stands.CANNOT


def test_facilitators_do_it_by_a_command_and_it_leaves_a_line(made):
    said = answer(
        made.desk, NADIA, "people Darrow delegate Tam O'Rell <mailto:tam@elsewhere.example|tam>"
    )
    assert "/convene people Darrow Tesch delegate off" in said.text
    made.until("2027-02-16 16:30")
    assert made.told(DARROW, "Tam O'Rell comes for you", "for this one session")
    assert "Tam O'Rell comes for" in answer(made.desk, OSRIC, "people Darrow delegate").text
    assert "as it was before" in answer(made.desk, OSRIC, "people Darrow delegate off").text
    assert "Nobody comes for" in answer(made.desk, OSRIC, "people Darrow delegate").text
    mate = colleague(made, comes=False)
    assert mate.name in answer(made.desk, NADIA, f"people Darrow delegate {mate.name}").text
    with made.look() as setting:
        lines = [t.who for t in setting.memory.traces.find() if "for another" in t.did]
    assert lines == [NADIA.id, OSRIC.id, NADIA.id]


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        (Named(), delegates.NobodyNamed),
        (Named(name="Ann"), delegates.NobodyNamed),
        (Named(email="ann@elsewhere.example"), delegates.NobodyNamed),
        (Named(name="Ann", email="elsewhere"), delegates.NobodyNamed),
        (Named(id=DARROW.id), delegates.CannotCome),
        (Named(id=NADIA.id), delegates.CannotCome),
        (Named(name="N", email=NADIA.email), delegates.CannotCome),
    ],
)
def test_whoever_cannot_come_for_another_is_refused_in_words(made, named, fault):
    with pytest.raises(fault):
        sends(made, named)
    with made.look() as setting:
        assert setting.memory.delegates.find() == []
        assert not setting.memory.people.find(standing="once")


def test_nobody_comes_for_two_or_for_somebody_who_comes_for_another(made):
    mate = colleague(made, comes=False)
    sends(made, Named(id=mate.id))
    other = EVERYONE[plan(made).rooms[0].people[0]]
    with pytest.raises(delegates.CannotCome):
        delegates.send(made.desk, "s01", other.id, Named(id=mate.id), by=other.id)
    with pytest.raises(delegates.CannotCome):
        delegates.send(made.desk, "s01", mate.id, Named(id=other.id), by=mate.id)
    with pytest.raises(delegates.HasOne):
        delegates.window(made.desk, "s01", DARROW.id)
    seen = str(delegates.window(made.desk, "s01", other.id).body)
    assert mate.name not in seen


def test_who_was_represented_is_not_absent(made):
    sends(made, TAM)
    one = guest(made)
    made.until("2027-02-17 23:00")
    with made.change() as setting:
        here = {"session_id": "s01", "at": setting.now, "by": NADIA.id}
        setting.memory.presences.save(Presence(person_id=DARROW.id, was_there=False, **here))
        setting.memory.presences.save(Presence(person_id=one.id, was_there=True, **here))
    with made.look() as setting:
        missed = said_yes_but_absent(setting, setting.session("s01"))
    assert DARROW.id not in {p.id for p in missed}


def test_close_to_the_start_the_seat_waits_for_a_facilitator_and_it_is_said(made):
    made.until("2027-02-17 18:30")
    said = delegates.send(made.desk, "s01", DARROW.id, TAM, by=DARROW.id).text
    assert "The start is near" in said
    assert DARROW.id in plan(made).seated
    with made.look() as setting:
        mend = mending.look(setting, setting.session("s01"), mending.Asked())
    assert {move.person for move in mend.moves} >= {DARROW.id, guest(made).id}


def test_a_guest_for_once_who_is_not_in_slack_reads_by_mail(made, post):
    made.chat.absent.add(TAM.email)
    made.writes_to(post)
    sends(made, TAM)
    made.until("2027-02-17 19:30")
    subjects = [str(one.mail["Subject"]) for one in post.to(TAM.email)]
    for words in ("Who comes", "Starting soon"):
        assert [words in subject for subject in subjects].count(True) == 1, subjects
    with made.look() as setting:
        assert coming_for.unreached(setting, setting.session("s01")) == []
