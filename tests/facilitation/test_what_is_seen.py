"""Whoever looks at everything they can come by sees what the one table lets them see, and nothing beyond it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.agreed import AIM
from bot.domain.artefacts import Key
from bot.domain.followup import Subgroup
from bot.domain.hour_polls import Hour, HourPoll, Says, Way
from bot.domain.onlookers import STORY_SEEN_BY, Circle, Thing, sees
from bot.domain.roster import GUEST
from bot.domain.sessions import Room
from bot.domain.synthesis import Finds
from bot.facilitation import (
    actions,
    agreed,
    artefact_writing,
    bibliography,
    branches,
    calls,
    check_backs,
    helping,
    hour_polls,
    leaves,
    leaving,
    loops,
    prompts,
    room_wishes,
    stories,
    synthesis,
    themes,
)
from bot.facilitation.artefact_writing import Words
from bot.facilitation.artefacts import organisation
from bot.facilitation.home import home_of
from bot.facilitation.stories import Telling
from tests.facilitation.lookers import all_that
from tests.facilitation.test_presence import seat
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

REACHES = ("private", "facilitators", "room", "organisation", "community", "anonymous")
MATES = [
    "pearl",
    "ted",
    "kwabena",
    "ivo",
    "gunvor",
    "torkel",
    "rufus",
]  # rufus is a guest, torkel leaves
OTHERS = ["jandira", "luisa", "doreen", "anjali", "kirra", "noreen"]
TEAM = ("nadia", "osric")
NAMES = (*MATES, *OTHERS, *TEAM)
IDS = {name: sample_people()[name].id for name in NAMES}
PEARL, NADIA, OSRIC, TORKEL = (IDS[name] for name in ("pearl", "nadia", "osric", "torkel"))
HERE = Room(name="Room 1", people=tuple(IDS[n] for n in MATES), host=IDS["ted"], scribe=IDS["ivo"])
THERE = Room(name="Room 2", people=tuple(IDS[n] for n in OTHERS), host=IDS["luisa"], scribe="")
HOME = sample_people()["pearl"].organisation
OPEN, CLOSED = "priority-statement", "microsystem"
FOR_ALL = 'stage = "microsystem"\nlevel = "delivery"\nowner = "organisation"\ndue_month = 4\nvisibility = '
PLAN = plan_of(
    2,
    bare=True,
    changed={f'{FOR_ALL}"community"': f'{FOR_ALL}"organisation"'},
    more="".join(
        question(f"t-{reach}", "-7d", f"What of {reach}?", visibility=reach) for reach in REACHES
    ),
)
STRANGER = replace(
    sample_people()["marlene"], id="nobody", email="nobody@elsewhere.example", role=GUEST
)
LOOKERS = ("pearl", "ted", "kwabena", "torkel", "rufus", "doreen", "anjali", "kirra", *TEAM)


def people():
    named = {p.id: p for p in cast(" ".join(NAMES))}
    rufus, pearl = named[IDS["rufus"]], named[PEARL]
    named[rufus.id] = replace(rufus, role=GUEST)
    named[PEARL] = replace(pearl, access_needs="zaccess", zoom_email="zdetails@example.org")
    return named


@pytest.fixture
def made(company):
    """Pearl has said, told, asked and taken on one of each; each is known by a word of its own."""
    found = company("2027-02-09T05:00")
    found.begins([*people().values()], PLAN, (2027, 2))
    found.until("2027-02-12 12:00")
    for reach in REACHES:
        prompts.respond(found.desk, f"s01:t-{reach}:{PEARL}", PEARL, f"zanswer-{reach}")
    seat(found, "s01", (HERE, THERE))
    found.until("2027-02-18 12:00")
    says_everything(found)
    found.until("2027-02-26 18:00")
    far = (s for s in of_pearl(found) if s.may_ask_further)
    for story in far:
        stories.let_further(found.desk, story.id, PEARL)
    leaving.leave(found.desk, TORKEL, by=NADIA)
    found.work()
    return found


def of_pearl(made):
    with made.look() as setting:
        return stories.of_person(setting, PEARL)


def thread_key(artefact):
    return Key(artefact=artefact, owner=organisation(HOME))


def says_everything(made):
    desk = made.desk
    for scope in STORY_SEEN_BY:
        stories.tell_unasked(desk, PEARL, Telling(text=f"zstory-{scope}", scope=scope))
    with made.change() as setting:
        setting.memory.subgroups.save(
            Subgroup(
                id="g1", name="Letters", purpose="", convenor=PEARL, at=setting.now, channel="",
                members=(PEARL, IDS["doreen"]), ends_on=setting.now.date() + timedelta(days=90),
                state="open", branch_id="",
            )
        )  # fmt: skip
        ends = setting.now + timedelta(days=20)
        hour = Hour(
            session_id="s01", moves=0, wall="2027-03-17T15:00", zone="Europe/London", minutes=90
        )
        ways = tuple(Way(key=key, hours=(hour,), worst=1, total=2) for key in ("now", "fixed"))
        setting.memory.hour_polls.save(
            HourPoll(id="h1", ways=ways, word="", by=NADIA, at=setting.now, closes_at=ends)
        )
    hour_polls.said_all(desk, "h1", {"now": Says.HARD}, "zhours", PEARL)
    actions.agree_action(desk, what="zaction", owner=PEARL, by=PEARL, subgroup="g1")
    stuck = actions.agree_action(desk, what="zhelp", owner=PEARL, by=PEARL)
    helping.ask_everyone(desk, stuck.id, PEARL, "zhelp")
    loops.add(desk, "s01", "zhand_over", owner=TORKEL, by=NADIA)
    for artefact, field in ((OPEN, "priority"), (CLOSED, "place")):
        words = {field: Words(text=f"zthread-{artefact}")}
        artefact_writing.write(desk, thread_key(artefact), words, by=PEARL, base=0)
    branches.name_branch(desk, idea="zbranch", by=PEARL)
    bibliography.suggest(desk, "zreading", by=PEARL)
    agreed.write(desk, AIM, "zagreed", by=NADIA, base=1)
    agreed.say(desk, AIM, "zremark", by=PEARL)
    calls.ask_for_a_word(desk, PEARL, "zcall", skips=[NADIA])
    loops.add(desk, "s01", "zloop", owner=OSRIC, by=NADIA)
    asked = room_wishes.Asked(not_with=[IDS["kirra"]])
    room_wishes.ask(desk, PEARL, asked)
    theme = themes.new_theme(desk, "s01", "One", [f"s01:t-community:{PEARL}"], by=NADIA)
    synthesis.write(desk, theme.id, "zpublished", theme.answers, by=NADIA)
    near = themes.new_theme(desk, "s01", "zdraft", [f"s01:t-organisation:{PEARL}"], by=NADIA)
    synthesis.write(desk, near.id, "zdraft", near.answers, by=NADIA)
    leave = themes.new_theme(desk, "s01", "Leave", [f"s01:t-room:{PEARL}"], by=NADIA)
    leaves.ask(desk, leave.id, leave.answers, by=NADIA)
    synthesis.publish(desk, "s01", by=NADIA)
    made.until("2027-02-19 18:00")
    check_backs.find_oneself(desk, "s01", 1, PEARL, Finds.PARTLY, "zcheck_back")


def values(made):
    """What buttons could carry, genuine and guessed."""
    with made.look() as setting:
        memory = setting.memory
        themed = [theme.id for theme in memory.themes.find()]
        return {
            "": ("", "s01", "s01|Room 1", "s01|1", "subgroup:g1", PEARL),
            "story": [story.id for story in memory.stories.find()],
            "synthesis": [*themed, *(f"s01|t-{reach}|all|0" for reach in REACHES)],
            "loop": [loop.id for loop in memory.loops.find()],
            "thread": [f"{key}|1|0|{organisation(HOME)}" for key in (OPEN, CLOSED)],
            "hand-over": [item.id for item in memory.hand_overs.find()],
            "help": [action.id for action in memory.actions.find()],
            "subgroup": ["g1"],
            "agreed": [AIM, *(remark.id for remark in memory.remarks.find())],
            "reading": [one.id for one in memory.references.find()],
            "hours": [poll.id for poll in memory.hour_polls.find()],
            "answer": [f"s01:t-{reach}:{PEARL}" for reach in REACHES],
        }


AROUND = Circle(
    own=frozenset({PEARL}),
    organisation=sample_people()["pearl"].organisation,
    room=frozenset(HERE.people),
    keepers=frozenset({HERE.host, HERE.scribe}),
    subgroup=frozenset({PEARL, IDS["doreen"]}),
    facilitators=frozenset({NADIA, OSRIC}),
)
HELD = "Seeing to a loop: “zhand_over”"
ASKED, SAID = "may these words of yours stand in what everyone reads", "which counts as no"
BLAMED = replace(AROUND, about=frozenset({NADIA}))
THINGS = {f"zanswer-{reach}": reach for reach in REACHES} | {
    f"z{thing}": thing
    for thing in (
        Thing.ACCESS, Thing.DETAILS, Thing.ACTION, Thing.BRANCH, Thing.CALL, Thing.LOOP,
        Thing.DRAFT, Thing.PUBLISHED, Thing.CHECK_BACK, Thing.HELP, Thing.READING, Thing.AGREED, Thing.REMARK,
        Thing.HOURS,
    )
} | {
    f"zthread-{OPEN}": "community",
    f"zthread-{CLOSED}": "organisation",
    HELD: Thing.HAND_OVER,
    ASKED: Thing.LEAVE,
    SAID: Thing.LEAVE,
}  # fmt: skip
# what may be seen and is shown nowhere: one's own words to oneself, and what stands in a subgroup's own place in Slack,
# which there is none of here
NOWHERE = {
    "zcall": {"pearl"},
    "zcheck_back": {"pearl"},
    "zaction": {"doreen"},
    ASKED: {"nadia", "osric"},
    SAID: {"pearl"},
}


def test_nobody_sees_more_than_the_table_lets_them_and_each_what_is_shown_to_them(made):
    with made.look() as setting:
        who = {name: setting.memory.people.get(IDS[name]) for name in LOOKERS}
    carried, now = values(made), made.clock.now()
    shown = {name: all_that(made, one, carried) for name, one in who.items()}
    let = {
        word: {
            n for n, one in who.items() if sees(one, thing, BLAMED if word == "zcall" else AROUND)
        }
        for word, thing in THINGS.items()
    }
    for story in of_pearl(made):
        word = f"zstory-{story.wish}"
        let[word] = {n for n, one in who.items() if AROUND.sees(one, story, now)}
    found = {word: {n for n in shown if word in shown[n]} for word in let}

    assert found == {word: names - NOWHERE.get(word, set()) for word, names in let.items()}
    assert not any(word in all_that(made, STRANGER, carried) for word in let)


def test_the_home_of_a_guest_has_no_door_that_is_closed_to_them(made):
    with made.look() as setting:
        homes = {n: str(home_of(setting, setting.person(IDS[n])).body) for n in ("rufus", "pearl")}
    for act in ("thread:home", "answers:read", "reading:add"):
        assert (act in homes["rufus"], act in homes["pearl"]) == (False, True)


@pytest.mark.parametrize("kind", ["branch:", "action:"])
def test_of_another_workspace_the_community_is_sent_it_and_no_guest(company, kind):
    found = company("2027-02-09T05:00")
    known = people()
    far = {IDS[n]: replace(known[IDS[n]], slack_id=f"TFAR/U{n}") for n in ("rufus", "kirra")}
    found.begins([*(known | far).values()], plan_of(2, bare=True), (2027, 2))
    branches.name_branch(found.desk, idea="Letters", by=PEARL)
    stuck = actions.agree_action(found.desk, what="Ring the ward", owner=PEARL, by=PEARL)
    helping.ask_everyone(found.desk, stuck.id, PEARL, "Who knows it?")

    sent = {effect.target for effect in found.effects(kind)}
    assert IDS["kirra"] in sent
    assert IDS["rufus"] not in sent
