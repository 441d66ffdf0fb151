"""Whom a question is for, as things stand when it is put."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.answers import Reply, Rsvp
from bot.domain.followup import ActionItem, Progress, Subgroup
from bot.domain.presence import Presence
from bot.domain.programme import Offset, Prompt, PromptType, When
from bot.domain.sessions import Room, RoomPlan
from bot.domain.stories import Story
from bot.facilitation.audience import attending, attends, audience, concerns
from tests.plays.scripts import plan_of, sample_people

AT = datetime(2027, 2, 10, 12, tzinfo=UTC)
EVERYONE = sample_people()
LEADS = {
    "marlene", "adaeze", "lucius", "prudence", "farida", "gethin", "kirra", "beatriz", "ebba",
}  # fmt: skip


@pytest.fixture
def community(company):
    made = company("2027-02-10T12:00")
    made.begins(list(EVERYONE.values()), plan_of(2, 3, bare=True), (2027, 2))
    return made


def prompt(*audience, when=When.PRE):
    return Prompt(
        key="q",
        when=when,
        audience=audience,
        type=PromptType.TEXT,
        text="?",
        visibility="community",
        minutes=1,
        send=Offset(days=-1),
    )


def asked(community, *keys, when=When.PRE, session="s01"):
    with community.look() as setting:
        found = audience(setting, setting.session(session), prompt(*keys, when=when))
        return {person.id for person, _ in found}


def ids(*names):
    return {EVERYONE[name].id for name in names}


def with_role(*roles):
    return {p.id for p in EVERYONE.values() if p.role in roles}


def test_an_organisation_is_led_by_whoever_the_plan_says_leads(company):
    patients = 'perspective = "lay"'
    made = company("2027-02-10T12:00")
    plan = plan_of(2, 3, bare=True)
    made.begins(
        list(EVERYONE.values()), plan.replace(patients, f"{patients}\nleads = true"), (2027, 2)
    )

    assert asked(made, "organisation_lead")
    assert asked(made, "organisation_lead") <= with_role("lay")


def keep(community, shelf, *things):
    with community.change() as setting:
        for thing in things:
            getattr(setting.memory, shelf).save(thing)


def says(community, name, answer):
    keep(
        community,
        "replies",
        Reply(session_id="s01", person_id=EVERYONE[name].id, answer=answer, at=AT, by="x"),
    )


def test_all_are_all_but_facilitators(community):
    assert asked(community, "all") == {p.id for p in EVERYONE.values() if not p.facilitates}


def test_roles_are_taken_together_and_each_person_once(community):
    assert asked(community, "lay", "coach", "lay") == with_role("lay", "coach")


def test_attending_are_those_who_did_not_say_no(community):
    says(community, "ted", Rsvp.NO)
    says(community, "pearl", Rsvp.PART)

    assert asked(community, "attending") == asked(community, "all") - ids("ted")


def test_where_silence_keeps_no_seat_attending_are_those_who_said_so(company):
    strict = company("2027-02-10T12:00", seat_unanswered=False)
    strict.begins(list(EVERYONE.values()), plan_of(2, bare=True), (2027, 2))
    says(strict, "ted", Rsvp.UNSURE)
    says(strict, "pearl", Rsvp.YES)
    says(strict, "ivo", Rsvp.NO)

    assert asked(strict, "attending") == ids("ted", "pearl")


@pytest.mark.parametrize("key", ["attended", "room"])
def test_as_long_as_nobody_knows_who_came_attended_are_those_who_were_seated(community, key):
    rooms = (Room(name="Room 1", people=tuple(sorted(ids("ted", "pearl", "ivo")))),)
    with community.change() as setting:
        setting.memory.plans.add(
            RoomPlan(session_id="s01", version=1, rooms=rooms, state="published", at=AT)
        )

    assert asked(community, key) == ids("ted", "pearl", "ivo")
    assert asked(community, "said_yes_but_absent") == set()


def test_room_hosts_are_those_of_the_rooms_people_were_told(community):
    rooms = (Room(name="Room 1", people=("p020", "p039"), host="p039"),)
    newer = (Room(name="Room 1", people=("p020", "p039"), host="p020"),)
    with community.change() as setting:
        for version, (state, seats) in enumerate([("published", rooms), ("proposed", newer)], 1):
            setting.memory.plans.add(
                RoomPlan(session_id="s01", version=version, rooms=seats, state=state, at=AT)
            )

    assert asked(community, "room_host") == ids("pearl")


def test_an_organisations_lead_is_its_first_executive_without_a_manager_in_it(community):
    assert asked(community, "organisation_lead") == ids(*LEADS)


def test_an_executive_whose_manager_is_elsewhere_leads(community):
    with community.change() as setting:
        kirra = setting.people[EVERYONE["kirra"].id]
        setting.memory.people.save(replace(kirra, line_manager=EVERYONE["ebba"].email))

    assert asked(community, "organisation_lead") == ids(*LEADS)


def test_owners_are_asked_once_for_each_action_that_is_going(community):
    facts = {"by": "p014", "at": AT}
    keep(
        community,
        "actions",
        ActionItem(id="a1", what="Ring", owner="p020", **facts),
        ActionItem(id="a2", what="Write", owner="p020", state=Progress.STUCK, **facts),
        ActionItem(id="a3", what="Draw", owner="p039", state=Progress.DONE, **facts),
        ActionItem(id="a4", what="Sing", owner="p034", state=Progress.PROPOSED, **facts),
        ActionItem(id="a5", what="Walk", owner="p033", state=Progress.LET_GO, **facts),
    )

    with community.look() as setting:
        found = audience(setting, setting.session("s01"), prompt("action_owner"))
    assert sorted((p.id, about) for p, about in found) == [("p020", "a1"), ("p020", "a2")]


def test_who_put_us_off_is_asked_nothing_not_even_about_an_action(community):
    keep(community, "actions", ActionItem(id="a1", what="Ring", owner="p020", by="p014", at=AT))
    with community.change() as setting:
        ted = setting.people["p020"]
        setting.memory.people.save(replace(ted, standing="declined"))

    assert "p020" not in asked(community, "all") | asked(community, "lay", "attending")
    assert asked(community, "action_owner") == set()


def test_leads_of_subgroups_that_are_going_are_asked(community):
    facts = {"purpose": "x", "members": ("p020", "p039"), "at": AT}
    keep(
        community,
        "subgroups",
        Subgroup(id="g1", name="One", convenor="p020", state="open", **facts),
        Subgroup(id="g2", name="Two", convenor="p039", state="closed", **facts),
    )

    assert asked(community, "subgroup_lead") == ids("ted")


def test_storytellers_of_this_session_are_asked_after_it_and_all_of_them_otherwise(community):
    gone = Story(id="y3", person_id="p034", told_at=AT, session_id="s01").taken_back(AT)
    keep(
        community,
        "stories",
        Story(id="y1", person_id="p020", told_at=AT, session_id="s01"),
        Story(id="y2", person_id="p039", told_at=AT, session_id="s02"),
        gone,
    )

    assert asked(community, "told_story", when=When.POST) == ids("ted")
    assert asked(community, "told_story", when=When.POST, session="s02") == ids("pearl")
    assert asked(community, "told_story", when=When.BETWEEN) == ids("ted", "pearl")


@pytest.mark.parametrize("when", [When.PRE, When.POST])
@pytest.mark.parametrize(
    "keys",
    [
        ("all",),
        ("lay", "clinician"),
        ("attending",),
        ("coach", "room"),
        ("attended", "said_yes_but_absent"),
        ("room_host",),
        ("organisation_lead",),
        ("action_owner",),
        ("subgroup_lead", "told_story"),
    ],
)
def test_what_is_asked_of_one_person_is_what_is_asked_of_everyone(community, keys, when):
    ted, pearl, ivo, farida = (EVERYONE[name].id for name in ("ted", "pearl", "ivo", "farida"))
    says(community, "ted", Rsvp.NO)
    says(community, "ivo", Rsvp.YES)
    room = Room(name="Room 1", people=tuple(sorted({ted, pearl, ivo})), host=pearl)
    with community.change() as setting:
        setting.memory.plans.add(
            RoomPlan(session_id="s01", version=1, rooms=(room,), state="published", at=AT)
        )
    facts = {"at": AT, "by": "p014"}
    keep(
        community,
        "presences",
        Presence(session_id="s01", person_id=ivo, was_there=False, **facts),
        Presence(session_id="s01", person_id=farida, was_there=True, **facts),
    )
    keep(community, "actions", ActionItem(id="a1", what="Ring", owner=ted, **facts))
    keep(community, "stories", Story(id="y1", person_id=pearl, told_at=AT, session_id="s01"))
    keep(
        community,
        "subgroups",
        Subgroup(
            id="g1", name="One", convenor=ted, state="open", members=(ted,), purpose="x", at=AT
        ),
    )

    with community.look() as setting:
        session, question = setting.session("s01"), prompt(*keys, when=when)
        everyone = {p.id for p, _ in audience(setting, session, question)}
        one_by_one = {p.id for p in EVERYONE.values() if concerns(setting, session, question, p)}

    assert everyone
    assert one_by_one == everyone


@pytest.mark.parametrize("silent", [True, False])
def test_one_person_is_looked_at_as_everyone_is(company, silent):
    community = company("2027-02-10T12:00", seat_unanswered=silent)
    community.begins(list(EVERYONE.values()), plan_of(2, 3, bare=True), (2027, 2))
    with community.change() as setting:
        for name, answer in zip(("walt", "farida", "kirra", "asa", "ebba"), Rsvp, strict=False):
            who = EVERYONE[name].id
            reply = Reply(session_id="s01", person_id=who, answer=answer, at=AT, by=who)
            setting.memory.replies.save(reply)
        setting.memory.people.save(replace(EVERYONE["adaeze"], standing="left"))
        setting.memory.people.save(replace(EVERYONE["marlene"], standing="quiet"))

    with community.look() as setting:
        session = setting.session("s01")
        some = setting.some([person.id for person in EVERYONE.values()])
        each = {p.id for p in setting.memory.people.find() if attends(setting, session, p)}
        assert some == setting.people
        assert each == {p.id for p in attending(setting, session)}
