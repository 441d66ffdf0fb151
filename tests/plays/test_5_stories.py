"""Stories: seen by whom their teller chose, further only when asked again, and changed by nobody else."""

from dataclasses import replace

import pytest

from bot.facilitation import stories, story_windows
from bot.facilitation.setting import Setting
from bot.facilitation.stories import NotAvailable
from bot.facilitation.story_reach import NotOutside, exported
from tests.plays.telling import (
    EVERYONE,
    FACILITATORS,
    NAMED,
    NAMELESS,
    ROOM,
    answers,
    fills_in,
    id_of,
    opened,
    reads,
    standing,
    story_of,
    tells,
)

CANARY = "The nurse drew me a map on a paper cup"
TOLD_ALOUD = "My father waited nine hours by the lift"
HEARD = "We sang to the monitor until it stopped"
FOR_ALL = "They called me by my brother's name"


@pytest.fixture(scope="module")
def told(season):
    """Jandira told a story for her room without her name, before any room was known."""
    stage = opened(season)
    answers(stage.jandira, CANARY)
    return stage


@pytest.fixture(scope="module")
def later(season):
    """Jandira told one for her room, Pearl one for everyone; rooms are told, and the digest was given."""
    stage = opened(season)
    answers(stage.jandira, CANARY)
    tells(stage.pearl, FOR_ALL, EVERYONE, NAMED)
    stage.until("2027-02-17 12:00")
    return stage


def week_on(stage):
    """A week after they were told."""
    if stage.now.day < 18:
        stage.until("2027-02-18 16:10")


def room_of(stage, name):
    with stage.memory() as setting:
        plan = setting.memory.plans.published("s01")
    return set(plan.room_of(id_of(name)).people) if plan else set()


def test_her_consent_is_kept_with_its_wording_and_her_words_stand_nowhere_in_slack(told):
    with told.memory() as setting:
        (consent,) = setting.memory.consents.find(by=id_of("jandira"))
        kept = setting.memory.responses.find(person_id=id_of("jandira"), prompt="t-story")

    assert (consent.scope, consent.signed, consent.wording) == ("room", "none", "story-consent/2")
    assert kept == []
    assert CANARY not in standing(told)
    (asked,) = told.jandira.was_told("waiting room")
    assert "Thank you for telling it. The people in your room and the facilitators see it." in asked
    assert "It does not have your name." in asked


def test_before_rooms_are_told_only_facilitators_and_she_herself_see_it(told):
    assert CANARY in reads(told.nadia)
    assert "Jandira" not in reads(told.nadia)
    for name in ("raimundo", "gunvor", "pearl", "kirra", "ted", "signe"):
        assert CANARY not in reads(told.players_by_id(id_of(name)))
    told.jandira.presses("Read or change it", "waiting room")
    assert CANARY in told.jandira.modal()
    told.jandira.closes()


def test_a_story_told_aloud_is_seen_by_its_teller_first(told):
    told.nadia.types("/convene story note Gunvor")
    told.nadia.presses("Write it down")
    told.nadia.fills(
        {"The story": TOLD_ALOUD, "Did they give you leave?": "Yes, they said I may write it down"}
    )
    told.nadia.sends()

    assert TOLD_ALOUD not in reads(told.nadia)
    (card,) = told.gunvor.was_told("Somebody has noted it")
    assert TOLD_ALOUD not in card
    told.gunvor.presses("Read or change it", "Somebody has noted it")
    assert TOLD_ALOUD in told.gunvor.modal()
    fills_in(told.gunvor, TOLD_ALOUD + ".", FACILITATORS, NAMED)
    assert TOLD_ALOUD in reads(told.nadia)
    assert TOLD_ALOUD not in reads(told.pearl)
    story = story_of(told, "gunvor")
    assert (story.way, story.noted_by, story.version) == ("aloud", id_of("nadia"), 2)


def test_without_leave_nothing_is_noted_and_not_everybody_may_note(told):
    told.nadia.types("/convene story note Ted")
    told.nadia.presses("Write it down", "Ted")
    told.nadia.fills({"The story": "x", "Did they give you leave?": "No, or I did not ask"})
    assert "Ask them first" in told.nadia.submits()
    told.nadia.closes()
    assert story_of(told, "ted") is None
    assert "Only facilitators, and whoever keeps time" in told.kirra.types(
        "/convene story note Ted"
    )


def test_what_is_meant_for_everyone_goes_as_far_as_the_room_at_first(told):
    tells(told.pearl, FOR_ALL, EVERYONE, NAMED)

    assert FOR_ALL in reads(told.nadia)
    assert FOR_ALL not in reads(told.kirra)
    (card,) = told.pearl.was_told("only once you have said so again")
    assert "It has your name." in card
    story = story_of(told, "pearl")
    early = stories.let_further(told.desk, story.id, id_of("pearl"))
    assert early.further_at is None


def test_once_rooms_are_told_those_who_sit_with_her_see_it_and_nobody_else(later):
    told = later
    mates = room_of(told, "jandira")

    assert len(mates) >= 4
    for person in (
        id_of(n)
        for n in ["raimundo", "gunvor", "kwabena", "pearl", "anjali", "kirra", "ted", "signe"]
    ):
        assert (CANARY in reads(told.players_by_id(person))) == (person in mates), person


def test_the_digest_quotes_what_facilitators_may_see_signed_as_chosen(later):
    (digest,) = later.nadia.was_told("what people have said so far")

    assert f"{CANARY} (someone)" in digest
    assert f"{FOR_ALL} (Pearl Haversham" in digest


def test_after_a_week_she_is_asked_again_and_then_everyone_may_read_it_until_she_keeps_it(later):
    told = later
    week_on(told)
    (asked,) = told.pearl.was_told("Is that still right?")
    assert "everyone in the community" in asked
    assert FOR_ALL not in reads(told.kirra)
    told.pearl.presses("Yes, let it go further", "Is that still right?")

    assert FOR_ALL in reads(told.kirra)
    post = told.world.channel.standing()[-1]
    assert "Pearl Haversham told a story for everyone" in post.text
    assert FOR_ALL not in "".join(p.text for p in told.world.channel.standing())
    told.kirra.presses("Read it")
    assert FOR_ALL in told.kirra.modal()
    told.kirra.closes()
    with told.memory() as setting:
        given = setting.memory.consents.find(response_id=story_of(told, "pearl").id)
    assert [c.scope for c in given] == ["room", "community"]

    told.pearl.presses("Read or change it", "Told on")
    fills_in(told.pearl, FOR_ALL, ROOM, NAMELESS)

    assert "told a story for everyone" not in standing(told)
    assert FOR_ALL not in reads(told.players_by_id(outside(told, "pearl")))
    (digest,) = told.nadia.was_told("what people have said so far")
    assert f"{FOR_ALL} (someone)" in digest


def outside(stage, name):
    mates = room_of(stage, name)
    everyone = {
        id_of(n) for n in ["raimundo", "gunvor", "kwabena", "anjali", "kirra", "ted", "signe"]
    }
    return min(everyone - mates)


def test_a_rooms_host_notes_what_was_told_there_and_its_teller_reads_it_first(later):
    week_on(later)
    with later.memory() as setting:
        room = next(r for r in setting.memory.plans.published("s01").rooms if r.host)
        teller = setting.people[next(p for p in room.people if p != room.host)]
    host, player = later.players_by_id(room.host), later.players_by_id(teller.id)
    host.presses("Write down a story told here")
    leave = "Yes, they said I may write it down"
    host.fills({"Who told it?": teller.name, "The story": HEARD, "Did they give you leave?": leave})
    host.sends()

    assert HEARD not in reads(later.nadia) + reads(host)
    player.presses("Read or change it", "Somebody has noted it")
    assert HEARD in player.modal()
    fills_in(player, HEARD)
    assert HEARD in reads(later.nadia)
    assert HEARD in reads(host)


def test_whoever_joins_the_room_later_sees_it_only_if_she_agrees(later):
    told = later
    week_on(told)
    with told.desk.store.begin() as memory:
        plan, late = memory.plans.published("s01"), outside(told, "jandira")
        moved = [replace(r, people=tuple(p for p in r.people if p != late)) for r in plan.rooms]
        here = next(r for r in moved if id_of("jandira") in r.people)
        joined = [replace(r, people=(*r.people, late)) if r is here else r for r in moved]
        memory.plans.add(replace(plan, version=plan.version + 1, rooms=tuple(joined), at=told.now))
    assert CANARY not in reads(told.players_by_id(late))

    told.jandira.presses("Read or change it", "waiting room")
    name = next(p.name for p in told.world.participants.values() if p.id == late)
    told.jandira.fills({"May they see it, too?": [name]})
    told.jandira.sends()
    assert CANARY in reads(told.players_by_id(late))


def test_a_second_consent_is_asked_for_use_outside(later):
    told = later
    week_on(told)
    with told.desk.store.begin() as memory, pytest.raises(NotOutside):
        exported(Setting(told.desk, memory), "a.csv", id_of("nadia"), [story_of(told, "jandira")])
    told.jandira.presses("Read or change it", "waiting room")
    told.jandira.fills({"May it be used outside this community?": "Yes, such as in a report"})
    told.jandira.sends()

    story = story_of(told, "jandira")
    assert story.may_go_outside
    with told.memory() as setting:
        outside_use = setting.memory.consents.find(response_id=story.id, scope="outside")
    assert [c.wording for c in outside_use] == ["story-outside/1"]


def test_ids_that_are_guessed_open_nothing(told):
    story = story_of(told, "jandira")
    with told.memory() as setting:
        kirra = setting.people[id_of("kirra")]
    for guessed in (story.id, "y999", "", "../y1"):
        with pytest.raises(NotAvailable):
            story_windows.one_window(told.desk, kirra, guessed)
        with pytest.raises(NotAvailable):
            stories.change(told.desk, guessed, kirra.id, stories.Telling(text="mine now"))
