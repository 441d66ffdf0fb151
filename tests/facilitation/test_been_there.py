"""Who was with us over the months: one's own to oneself, organisations to facilitators, and unknown is unknown."""

import pytest

from bot.domain.delegates import Delegate
from bot.domain.errors import NotYours
from bot.domain.presence import Presence
from bot.facilitation import been_there
from bot.facilitation.home import home_of
from bot.slack.commands import answer
from bot.voice.presence import WHO_SEES
from tests.facilitation.test_presence import ONE, PLAN, TWO, seat
from tests.plays.scripts import cast, sample_people

NAMES = "jandira luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted"
PEOPLE = sample_people()
PEARL, TED, KIRRA, NADIA = (PEOPLE[name] for name in ("pearl", "ted", "kirra", "nadia"))


@pytest.fixture
def made(company):
    """Two sessions are over; the third is ahead."""
    found = company("2027-02-10T12:00")
    found.begins(cast(f"{NAMES} nadia"), PLAN, (2027, 2))
    for session in ("s01", "s02"):
        seat(found, session, (ONE, TWO))
    found.sleeps_until("2027-03-20T12:00")
    return found


def says(made, session, person, there, source="facilitator"):
    with made.change() as setting:
        word = {"session_id": session, "person_id": person.id, "was_there": there}
        by = NADIA.id if source == "facilitator" else ""
        setting.memory.presences.save(Presence(at=setting.now, source=source, by=by, **word))


def titles(made):
    with made.look() as setting:
        return [setting.session(s).title for s in ("s01", "s02")]


def home(made, person):
    with made.look() as setting:
        return str(home_of(setting, setting.person(person.id)).body)


def test_home_says_where_one_was_and_never_where_one_was_not(made):
    first, second = titles(made)
    says(made, "s01", PEARL, True)
    says(made, "s02", PEARL, False)
    said = home(made, PEARL)
    assert f"You were with us at “{first}”." in said
    assert said.count(WHO_SEES) == 1
    assert f"“{second}”." not in said.split("You were with us at")[1].split("}")[0]
    assert "You were with us" not in home(made, TED)
    assert "You were with us" not in home(made, NADIA)


def test_who_reads_it_is_said_where_nothing_was_said_of_the_last_time(made):
    says(made, "s01", PEARL, True)
    seat(made, "s02", (TWO,))
    said = home(made, PEARL)
    assert "Last time" not in said
    assert said.count(WHO_SEES) == 1


def test_what_nobody_has_said_is_unknown_and_so_is_whom_only_zoom_did_not_see(made):
    first, second = titles(made)
    says(made, "s01", PEARL, True)
    says(made, "s02", PEARL, False, source="zoom")
    said = answer(made.desk, NADIA, "people Pearl attendance").text
    assert f"was with us at “{first}”." in said
    assert f"Of “{second}” nobody has said yet" in said
    says(made, "s02", PEARL, False)
    said = answer(made.desk, NADIA, "people Pearl attendance").text
    assert second not in said
    says(made, "s01", KIRRA, False)
    says(made, "s02", KIRRA, False)
    assert "nothing is known yet" in answer(made.desk, NADIA, "people Kirra attendance").text


def test_whoever_sent_somebody_was_not_away(made):
    first, _ = titles(made)
    with made.change() as setting:
        setting.memory.delegates.save(
            Delegate(
                session_id="s01",
                person_id=PEARL.id,
                delegate_id=TED.id,
                at=setting.now,
                by=PEARL.id,
            )
        )
    says(made, "s01", PEARL, False)
    assert "came for" not in answer(made.desk, NADIA, "people Pearl attendance").text
    says(made, "s01", TED, True)
    assert f"{TED.name} came for you at “{first}”." in home(made, PEARL)
    assert (
        f"came for {PEARL.name} at “{first}”."
        in answer(made.desk, NADIA, "people Pearl attendance").text
    )


def of(said, organisation):
    return next(line for line in said.splitlines() if organisation in line)


def test_each_organisation_stands_with_sessions_at_which_somebody_was_there(made):
    here = [p for p in cast(NAMES) if p.organisation == PEARL.organisation]
    says(made, "s01", PEARL, True)
    for person in here:
        says(made, "s02", person, False)
    said = answer(made.desk, NADIA, "people attendance").text
    line = of(said, PEARL.organisation)
    assert "somebody at 1 session," in line or "somebody at 1 session and" in line
    assert "a person with lived experience at 1 session" in line
    names = [line.split("*")[1] for line in said.splitlines()[1:]]
    assert names == sorted(names, key=str.casefold)
    other = of(said, KIRRA.organisation)
    assert "somebody at 0 sessions (of 2 sessions unknown)" in other
    says(made, "s01", KIRRA, True)
    assert "somebody at 1 session (of 1 session unknown)" in of(
        answer(made.desk, NADIA, "people attendance").text, KIRRA.organisation
    )


def test_nobody_but_facilitators_reads_of_organisations_and_others(made):
    for line in ("people attendance", "people Pearl attendance"):
        with pytest.raises(NotYours):
            answer(made.desk, TED, line)
    with pytest.raises(NotYours):
        been_there.page(made.desk, TED)
    with pytest.raises(NotYours):
        been_there.of_person(made.desk, PEARL.id, TED)


def test_before_the_first_session_there_is_nothing_to_tell(company):
    found = company("2027-02-10T12:00")
    found.begins(cast(f"{NAMES} nadia"), PLAN, (2027, 2))
    assert "No session is over yet" in answer(found.desk, NADIA, "people attendance").text
