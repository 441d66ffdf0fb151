"""A subgroup's life: joined and left later, handed over with a yes, asked how it goes, and never growing for ever."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.errors import ChangedMeanwhile, NotYours
from bot.domain.followup import Progress
from bot.domain.hand_over import Held
from bot.facilitation import (
    actions,
    handing_over,
    small_meetings,
    subgroup_changes,
    subgroup_pulse,
    subgroups,
)
from bot.facilitation.branches import gather, join_branch, name_branch
from bot.ports import Refused, account
from tests.facilitation.asking import labels
from tests.plays.scripts import cast, plan_of, sample_people

PEOPLE = "ted pearl kirra gunvor kwabena nadia"
TED, PEARL, KIRRA, GUNVOR, KWABENA, NADIA = (sample_people()[name] for name in PEOPLE.split())
IDEA = "Letters in plain words"


@pytest.fixture
def begun(company):
    made = company("2027-02-10T12:00")
    made.begins(cast(PEOPLE), plan_of(2, 3, 5, 6, 8, without=["rsvp"], bare=True), (2027, 2))
    made.until("2027-02-18 12:00")
    return made


@pytest.fixture
def group(begun):
    """Ted's idea, with Pearl and Kirra; Gunvor and Kwabena are not in it."""
    branch = name_branch(begun.desk, idea=IDEA, by=TED.id)
    for taker in (PEARL, KIRRA):
        join_branch(begun.desk, branch.id, taker.id)
    made = gather(begun.desk, branch.id, TED.id)
    begun.until("2027-02-19 12:00")
    return made.id


def now(company, id):
    with company.look() as setting:
        return setting.memory.subgroups.get(id)


def said_in(company, id):
    """What stands in its place."""
    place = now(company, id).channel
    return [said for said in company.chat.said.values() if said.to == place]


def person_of(company, id):
    with company.look() as setting:
        return setting.person(id)


def change(company, group, **new):
    given = {"charter": "", "ends_on": date(2027, 6, 18), "by": TED.id, "was": ("", "2027-06-18")}
    return subgroup_changes.change(company.desk, group, **given | new)


def test_its_charter_and_end_are_kept_told_once_and_not_written_over_unseen(begun, group):
    change(begun, group, charter="Nobody goes  home\nwithout knowing whom to ring")
    with pytest.raises(ChangedMeanwhile):
        change(begun, group, by=PEARL.id, charter="Another")
    with pytest.raises(subgroup_changes.InThePast):
        change(
            begun, group, was=(now(begun, group).charter, "2027-06-18"), ends_on=date(2027, 2, 18)
        )
    with pytest.raises(NotYours):
        change(begun, group, by=GUNVOR.id)
    charter = "Nobody goes home without knowing whom to ring"
    change(begun, group, charter=charter, was=(charter, "2027-06-18"), ends_on=date(2027, 4, 1))
    begun.work()

    told = [said.text for said in said_in(begun, group) if "in a line" in said.text]
    assert (now(begun, group).charter, len(told)) == (charter, 2)  # once said, once in the hello
    assert [s.text for s in said_in(begun, group)][-1].endswith("runs until Thu 1 April now.")
    assert charter in subgroups.page(begun.desk, PEARL).text


def test_whoever_joins_later_is_in_its_place_and_whoever_leaves_is_not_in_the_next(begun, group):
    first = now(begun, group).channel
    offered = subgroups.page(begun.desk, person_of(begun, GUNVOR.id))
    subgroup_changes.join(begun.desk, group, GUNVOR.id)
    subgroup_changes.join(begun.desk, group, GUNVOR.id)
    begun.until("2027-02-19 14:00")
    second = now(begun, group).channel

    assert "Join the subgroup" in labels(type("S", (), {"message": offered}))
    assert GUNVOR.email in second
    assert GUNVOR.email not in first
    assert "Gunvor" in said_in(begun, group)[0].text
    assert next(s.text for s in begun.chat.said.values() if s.to == first).startswith(
        "It goes on in another"
    )
    with pytest.raises(subgroup_changes.ConvenorStays):
        subgroup_changes.leave(begun.desk, group, TED.id)
    with pytest.raises(NotYours):
        subgroup_changes.leave(begun.desk, group, KWABENA.id)
    subgroup_changes.leave(begun.desk, group, PEARL.id)
    begun.until("2027-02-19 16:00")
    assert PEARL.email not in now(begun, group).channel
    assert PEARL.id not in now(begun, group).members


def test_in_a_channel_people_come_in_one_by_one_and_all_read_who_came(begun, group):
    invited = []

    def opens(name, *, members, purpose, key):
        invited.append((name, key, set(members)))
        out = {f"U-{GUNVOR.email}": "This guest may be in one channel only, and is in one already."}
        return "C0ITS", {who: why for who, why in out.items() if who in members}

    begun.chat.open_channel = opens
    with begun.change() as setting:
        kept = setting.memory.subgroups.get(group)
        setting.memory.subgroups.save(
            type(kept)(**{**vars(kept), "place": "channel", "channel": "C0ITS"})
        )
    for person in (KWABENA, GUNVOR):
        subgroup_changes.join(begun.desk, group, person.id)
        begun.work()
    begun.until("2027-02-22 16:00")

    assert len({(name, key) for name, key, _ in invited}) == 1  # found again by one key
    assert f"U-{GUNVOR.email}" in invited[-1][2]
    assert "Kwabena" in said_in(begun, group)[0].text
    assert now(begun, group).uninvited == (GUNVOR.id,)
    for person in (TED, NADIA):  # its convenor and the facilitators, per person, in words
        (told,) = begun.told(person, "Not everyone can be in the place")
        assert f"{GUNVOR.name}: This guest may be in one channel only" in told.text
    assert begun.told(GUNVOR, "has joined")


def test_its_convenor_asks_another_who_says_yes_or_no(begun, group):
    with pytest.raises(NotYours):
        subgroup_changes.ask_to_convene(begun.desk, group, KIRRA.id, by=PEARL.id)
    with pytest.raises(subgroup_changes.NotOfIt):
        subgroup_changes.ask_to_convene(begun.desk, group, GUNVOR.id, by=TED.id)
    subgroup_changes.ask_to_convene(begun.desk, group, PEARL.id, by=TED.id)
    begun.until("2027-02-22 20:00")
    assert begun.told(PEARL, "Would you take this on from Ted Okulicz?")
    assert now(begun, group).convenor == TED.id
    (item,) = items(begun)
    handing_over.say(begun.desk, item.id, PEARL.id, yes=False)
    begun.until("2027-02-23 20:00")
    assert begun.told(TED, "Pearl Haversham would rather not convene", "it stays with you")
    subgroup_changes.ask_to_convene(begun.desk, group, KIRRA.id, by=TED.id)
    begun.until("2027-02-24 12:00")
    handing_over.say(begun.desk, items(begun)[-1].id, KIRRA.id, yes=True)
    begun.work()

    assert now(begun, group).convenor == KIRRA.id
    assert "convenes “Letters in plain words” from now on" in said_in(begun, group)[-1].text
    subgroup_changes.leave(begun.desk, group, TED.id)
    with begun.look() as setting:  # what one asks for oneself is on no list of what somebody held
        assert handing_over.listed(setting, TED.id, setting.person(NADIA.id)) == []


def items(company):
    with company.look() as setting:
        return setting.memory.hand_overs.find(kind=Held.SUBGROUP)


def test_an_archived_place_is_made_anew_and_what_goes_on_is_said_there(begun, group):
    first, post = now(begun, group).channel, begun.chat.post
    actions.agree_action(begun.desk, what="Ring the ward", owner=TED.id, by=TED.id, subgroup=group)
    begun.work()

    def archived(where, message, *, key):
        if where == first:
            raise Refused("The channel is archived.", code="is_archived")
        return post(where, message, key=key)

    begun.chat.post, begun.chat.gather = archived, lambda members: "G0NEW"
    actions.agree_action(begun.desk, what="Write", owner=TED.id, by=TED.id, subgroup=group)
    begun.until("2027-02-19 14:00")

    (hello,) = said_in(begun, group)
    assert now(begun, group).channel == "G0NEW"
    assert "“Ring the ward”" in hello.text
    assert "“Write”" in hello.text


def test_its_convenor_is_asked_once_a_month_and_a_hand_is_found(begun, group):
    begun.until("2027-03-05 20:00")
    assert begun.told(TED, "How does it go with") == []
    begun.until("2027-03-08 20:00")
    (asked,) = begun.told(TED, "How does it go with “Letters in plain words”?")
    assert labels(asked) == ["Well", "Slowly", "We could use a hand"]
    with pytest.raises(NotYours):
        subgroup_pulse.say(begun.desk, group, GUNVOR.id, "well")
    subgroup_pulse.say(begun.desk, group, TED.id, "slow")
    begun.work()

    (asked,) = begun.told(TED, "How does it go with")
    assert "It goes slowly, and that is fine." in asked.text
    assert labels(asked) == []
    assert begun.told(PEARL, "How does it go") == []


def test_what_is_quiet_is_asked_about_and_goes_on_where_somebody_says_so(begun, group):
    begun.until("2027-04-10 20:00")
    assert begun.told(TED, "Nothing was heard of") == []
    begun.until("2027-05-10 20:00")
    (asked,) = begun.told(TED, "Nothing was heard of")
    assert labels(asked) == ["It goes on", "Close it"]
    subgroup_pulse.say(begun.desk, group, TED.id, "on")
    begun.until("2027-06-20 12:00")
    assert now(begun, group).state == "open"
    assert begun.told(TED, "was to run until Fri 18 June") == []  # nor again before its end


def test_past_its_end_it_goes_on_for_two_months_more_where_somebody_says_so(begun, group):
    change(begun, group, ends_on=date(2027, 3, 1))
    begun.until("2027-03-09 12:00")
    assert begun.told(TED, "was to run until Mon 1 March. Does it go on?")
    subgroup_pulse.say(begun.desk, group, TED.id, "on")
    begun.work()

    assert now(begun, group).ends_on == date(2027, 5, 8)
    assert said_in(begun, group)[-1].text.endswith("runs until Sat 8 May now.")


def test_whoever_is_asked_twice_to_convene_reads_it_once(begun, group):
    for day in (22, 23):
        subgroup_changes.ask_to_convene(begun.desk, group, PEARL.id, by=TED.id)
        begun.until(f"2027-02-{day} 20:00")

    assert len([said for said in begun.told(PEARL) if "Letters in plain words" in said.text]) == 2


def test_where_nothing_is_heard_it_closes_with_thanks(begun, group):
    begun.until("2027-07-20 12:00")

    closed = now(begun, group)
    assert (closed.state, closed.came) == ("closed", "")
    assert "closes here. Thank you, Ted Okulicz" in said_in(begun, group)[-1].text
    with pytest.raises(subgroup_changes.IsClosed):
        subgroup_changes.join(begun.desk, group, GUNVOR.id)
    assert "You are in no subgroup" in subgroups.page(begun.desk, PEARL).text


def test_once_a_week_it_reads_what_it_has_in_hand_where_something_is_new(begun, group):
    agree = {"owner": TED.id, "by": TED.id, "subgroup": group}
    actions.agree_action(begun.desk, what="Ring", due=date(2027, 2, 20), **agree)
    actions.agree_action(begun.desk, what="Write", due=date(2027, 3, 17), **agree)
    actions.agree_action(begun.desk, what="Draw", owner=PEARL.id, by=TED.id, subgroup=group)
    begun.until("2027-03-01 20:00")
    (first,) = digests(begun, group)
    begun.until("2027-03-09 20:00")
    second = digests(begun, group)[1:]  # nothing is new, and nothing falls due within the week
    begun.until("2027-03-16 20:00")

    assert "“Ring”: Ted Okulicz (open)" in first  # its day is over, and nobody is told so
    assert "“Write”: Ted Okulicz, by Wed 17 March (open)" in first
    assert "Draw" not in first
    assert second == []
    assert len(digests(begun, group)) == 2
    actions.report(begun.desk, "a2", TED.id, Progress.DONE)
    begun.until("2027-03-23 20:00")
    assert "Done this week: “Write”." in digests(begun, group)[-1]


def digests(company, group):
    said = [said.text for said in said_in(company, group)]
    return [text for text in said if "has in hand" in text or "Done this week" in text]


def test_whoever_is_in_another_workspace_joins_convenes_and_hears_all_of_it_in_private(
    begun, group
):
    with begun.change() as setting:
        there = account("T0OTHER", f"U-{GUNVOR.email}")
        setting.memory.people.save(replace(setting.person(GUNVOR.id), slack_id=there))
    subgroup_changes.join(begun.desk, group, GUNVOR.id)
    begun.until("2027-02-22 16:00")

    def heard(words):
        said = [s for s in begun.chat.said.values() if s.to == there and words in s.text]
        return len(said)

    assert GUNVOR.email not in now(begun, group).channel
    assert now(begun, group).uninvited == (GUNVOR.id,)
    assert begun.told(TED, f"{GUNVOR.name}: their account is in another Slack workspace.")
    change(begun, group, charter="Plain words", ends_on=date(2027, 6, 18))
    subgroup_changes.ask_to_convene(begun.desk, group, GUNVOR.id, by=TED.id)
    begun.until("2027-02-23 20:00")
    assert heard("Plain words")
    (item,) = items(begun)
    handing_over.say(begun.desk, item.id, GUNVOR.id, yes=True)
    begun.until("2027-02-24 20:00")
    assert now(begun, group).convenor == GUNVOR.id
    assert heard("convenes “Letters in plain words” from now on") == 1


def test_what_came_while_they_slept_stays_beside_the_week_of_whoever_is_in_another_workspace(
    begun, group
):
    with begun.change() as setting:
        there = account("T0OTHER", f"U-{KIRRA.email}")
        setting.memory.people.save(replace(setting.person(KIRRA.id), slack_id=there))
    subgroup_changes.join(begun.desk, group, GUNVOR.id)
    actions.agree_action(begun.desk, what="Ring", owner=TED.id, by=TED.id, subgroup=group)
    begun.until("2027-02-27 12:00")  # the week was told on Friday at ten in Boston
    asked = actions.agree_action(begun.desk, what="Draw", owner=KIRRA.id, by=PEARL.id)
    begun.until("2027-03-01 12:00")
    actions.report(begun.desk, asked.id, KIRRA.id, Progress.OPEN)
    begun.work()

    heard = [str(s.message.blocks) + s.text for s in begun.chat.said.values() if s.to == there]
    assert sum("has in hand" in text for text in heard) == 1
    assert sum("Draw" in text for text in heard) == 1


def meets(company, group):
    """Ted asks for a meeting on Tuesday."""
    at = datetime(2027, 2, 23, 15, 0, tzinfo=UTC)
    return small_meetings.ask(company.desk, group, TED.id, slot=at)


def test_in_a_place_that_is_new_the_meeting_that_is_ahead_is_told_again(begun, group):
    meeting = meets(begun, group)
    begun.work()
    subgroup_changes.join(begun.desk, group, GUNVOR.id)
    begun.until("2027-02-19 14:00")

    (told,) = [said for said in said_in(begun, group) if "meets on Zoom" in said.text]
    assert "Gunvor" in told.text
    small_meetings.call_off(begun.desk, meeting.id, GUNVOR.id)
    begun.work()
    everywhere = [said.text for said in begun.chat.said.values()]
    assert not any("meets on Zoom" in text for text in everywhere)
    assert sum("does not meet on" in text for text in everywhere) == 2


def test_where_slack_gives_no_place_each_hears_in_private_what_would_stand_there(begun):
    def refuses(members):
        raise Refused("Slack does not allow it.", code="restricted_action")

    begun.chat.gather = refuses
    branch = name_branch(begun.desk, idea=IDEA, by=TED.id)
    for taker in (PEARL, KIRRA):
        join_branch(begun.desk, branch.id, taker.id)
    group = gather(begun.desk, branch.id, TED.id).id
    begun.until("2027-02-19 12:00")
    meets(begun, group)
    begun.until("2027-02-22 12:00")

    assert now(begun, group).channel == ""
    for person in (TED, PEARL, KIRRA):
        assert begun.told(person, "“Letters in plain words” meets on Zoom")
