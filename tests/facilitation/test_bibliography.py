"""The working bibliography: anybody suggests, each thing stands once, and nobody is named who did not wish it."""

from dataclasses import replace

import pytest

from bot.domain.artefacts import Key
from bot.domain.errors import NoSuchThing
from bot.facilitation import artefact_windows, bibliography, views
from bot.facilitation.bibliography import NotForYou, NothingCited, WordsMeanwhile
from bot.facilitation.home import home_of
from bot.facilitation.people import import_roster
from bot.slack.commands import answer
from bot.voice.bibliography import About
from tests.plays.scripts import cast, plan_of, sample_people

PEARL, TED, NADIA = (sample_people()[name] for name in ("pearl", "ted", "nadia"))
DOI = "10.1136/bmj.k3617"
PLAN = plan_of(2, 3, bare=True)


@pytest.fixture
def begun(company):
    made = company("2027-02-10T12:00")
    made.begins(cast("pearl ted signe nadia"), PLAN, (2027, 2))
    return made


def add(company, text, by=PEARL, **about):
    return bibliography.suggest(company.desk, text, by=by.id, about=About(**about)).text


def listed(company, by=TED, **more):
    return bibliography.page(company.desk, by.id, **more).text


def entry(company, title):
    with company.look() as setting:
        return next(e for e in bibliography.everything(setting) if title in e.title)


def test_one_doi_added_twice_is_one_entry_with_two_who_suggest_it(begun):
    first = add(begun, f"On waiting, doi:{DOI}", named=True)
    again = add(begun, f"https://doi.org/{DOI.upper()}", TED)

    assert "It stands in the bibliography now" in first
    assert "Could you say in a sentence or two" in first
    assert "It stood there already" in again
    assert "Suggested by Pearl Whitcombe and 1 other." in again or "and 1 other" in again
    assert entry(begun, "On waiting").suggested_by == (PEARL.id, TED.id)
    page = listed(begun)
    assert page.count(f"https://doi.org/{DOI}") == 1
    assert TED.name not in page


def test_the_plans_own_readings_stand_there_and_take_what_people_say(begun):
    page = listed(begun)
    assert "Getting more health from healthcare" in page
    assert "From the learning plan." in page
    plan = entry(begun, "Getting more health")

    about = About(summary="We all do some of the work.", source="practice")
    bibliography.say_more(begun.desk, plan.id, about, by=PEARL.id, base=plan.version)

    kept = entry(begun, "Getting more health")
    assert (kept.summary, kept.source, kept.sessions) == (about.summary, "practice", ("s01",))
    assert listed(begun).count("Getting more health") == 1
    again = add(begun, kept.title, TED)
    assert "It stood there already" in again


def test_the_second_of_two_who_write_at_once_is_told(begun):
    add(begun, "On waiting")
    seen = entry(begun, "On waiting")
    ours, theirs = About(summary="Ours."), About(summary="Theirs.")
    bibliography.say_more(begun.desk, seen.id, theirs, by=TED.id, base=seen.version)

    with pytest.raises(WordsMeanwhile, match=TED.name):
        bibliography.say_more(begun.desk, seen.id, ours, by=PEARL.id, base=seen.version)

    again = bibliography.more_window(begun.desk, PEARL.id, seen.id, ours).body
    assert "Theirs." in str(again["blocks"][0])
    assert "Ours." in str(again)


def test_words_that_came_with_another_suggestion_are_not_written_over_unseen(begun):
    add(begun, DOI)
    seen = entry(begun, "")
    add(begun, DOI, TED, summary="Theirs.")

    with pytest.raises(WordsMeanwhile):
        bibliography.say_more(
            begun.desk, seen.id, About(summary="Ours."), by=PEARL.id, base=seen.version
        )


def test_whoever_suggests_it_is_named_only_as_they_wish(begun):
    add(begun, "On waiting", named=True)
    one = entry(begun, "On waiting")
    assert PEARL.name in listed(begun, wanted="waiting")

    bibliography.say_more(begun.desk, one.id, About(named=True), by=TED.id, base=0)
    bibliography.say_more(begun.desk, one.id, About(), by=PEARL.id, base=0)

    page = listed(begun, wanted="waiting")
    assert PEARL.name not in page
    assert TED.name not in page
    assert "Suggested by 1 person." in page
    bibliography.say_more(begun.desk, one.id, About(named=True), by=PEARL.id, base=0)
    assert f"Suggested by {PEARL.name}." in listed(begun, wanted="waiting")


def test_what_is_said_of_it_is_only_what_there_is(begun):
    add(begun, "On waiting", source="gossip", session="s99", artefact="evidence-gaps|77")
    one = entry(begun, "On waiting")
    assert (one.source, one.sessions, one.artefacts) == ("", (), ())
    add(begun, "On waiting", session="s02", source="lived", artefact="evidence-gaps|1")
    one = entry(begun, "On waiting")
    assert (one.source, one.sessions) == ("lived", ("s02",))
    assert one.artefacts == (f"organisation:{PEARL.organisation}|evidence-gaps|1",)
    key = Key(artefact="evidence-gaps", owner=f"organisation:{PEARL.organisation}")
    read = str(artefact_windows.read_window(begun.desk, PEARL, key).body)
    assert "To read for it: “On waiting”" in read
    other = Key(artefact="evidence-gaps", owner=f"organisation:{TED.organisation}")
    assert "On waiting" not in str(artefact_windows.read_window(begun.desk, TED, other).body)


def test_plain_words_for_what_has_some_already_are_not_lost_in_silence(begun):
    add(begun, "On waiting", summary="Theirs.")
    said = add(begun, "On waiting", TED, summary="Ours.")
    assert "Somebody has said already in plain words: “Theirs.”. Yours were: “Ours.”." in said
    assert entry(begun, "On waiting").summary == "Theirs."


def test_a_long_list_comes_in_pages_and_a_search_finds_what_it_holds(begun):
    for number in range(12):
        add(begun, f"Väntrum nummer {number}")
    first, second = listed(begun), listed(begun, number=2)
    assert "There are 5 more: `/convene reading list 2`" in first
    assert "nummer 11" in first
    assert "nummer 0" in second
    assert listed(begun, number=99) == second
    assert "There are 4 more. Look for one more word" in listed(begun, wanted="vantrum")
    assert "1 reading with “VANTRUM 7”." in listed(begun, wanted="VANTRUM 7")
    assert "Nothing with “garden”" in listed(begun, wanted="garden")


def test_nothing_written_is_refused_and_what_is_hostile_stays_words(begun):
    with pytest.raises(NothingCited):
        add(begun, "  \u202e ")
    said = add(begun, "<!channel> *x* https://evil.example/<a>|b")
    assert "<!channel>" not in said
    assert "&lt;!channel&gt;" in said


def test_a_link_as_slack_spells_it_is_an_address_and_nobody_is_called(begun):
    answer(begun.desk, PEARL, "reading add <@U1|ted> On waiting <https://example.org/a|here>")
    one = entry(begun, "On waiting")
    assert (one.title, one.url) == ("On waiting here", "https://example.org/a")


def test_who_left_adds_nothing_and_a_guest_neither(begun):
    guest = replace(TED, id="g1", email="guest@example.org", role="guest")
    import_roster(begun.desk, [guest])
    with pytest.raises(NotForYou):
        listed(begun, guest)
    with pytest.raises(NoSuchThing):
        add(begun, "On waiting", replace(TED, id="nobody"))


def test_what_is_for_a_session_stands_on_its_card_on_home_and_in_its_page(begun):
    add(begun, "On waiting", session="s01", summary="Waiting is work.")
    add(begun, "Something else", session="s02")
    begun.until("2027-02-17 19:30")

    (card,) = begun.told(TED, "starts soon")
    with begun.look() as setting:
        home = str(home_of(setting, TED).body)
        assert "On waiting" not in str(home_of(setting, replace(TED, role="guest")).body)
    page = views.session_page(begun.desk, 1, NADIA).text
    for place in (card.text, home, page):
        assert "To read or watch before it, if you like:" in place
        assert "“On waiting”: Waiting is work." in place
        assert "Getting more health from healthcare" in place
        assert "Something else" not in place
