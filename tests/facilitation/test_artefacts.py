"""Artefacts: what an organisation writes along the way, who may write and read it, and what is missing, in words."""

from dataclasses import replace

import pytest

from bot.domain.artefact_rules import borrowed, taken
from bot.domain.artefacts import Key
from bot.domain.followup import Subgroup
from bot.facilitation import artefact_windows, artefact_writing, artefacts, prompts, taking_back
from bot.facilitation.artefact_writing import Words
from bot.facilitation.artefacts import Records, organisation
from bot.facilitation.said_for import SaidFor
from bot.facilitation.stories import Telling
from bot.voice import artefacts as words
from bot.voice.limits import faults, view_faults
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

PEOPLE = "ted pearl kwabena kirra signe nadia"
FED = {"feeds": "persona.life"}
PLAN = plan_of(
    2,
    bare=True,
    more="".join(
        [
            question("open", "-7d", "What is a day like?", **FED),
            question("near", "-7d", "What did you see?", visibility="organisation", **FED),
            question("tale", "-7d", "Would you tell?", type="story", visibility="room", **FED),
        ]
    ),
)


def one(name):
    return sample_people()[name]


PEARL, TED, NADIA = one("pearl"), one("ted"), one("nadia")
HERE = PEARL.organisation


def colleague(role):
    """Somebody of Pearl's organisation in another role."""
    return next(p for p in sample_people().values() if p.organisation == HERE and p.role == role)


COACH = colleague("coach")


@pytest.fixture
def made(company):
    found = company("2027-02-09T05:00")
    found.begins([*cast(PEOPLE), COACH], PLAN, (2027, 2))
    found.until("2027-02-12 12:00")
    return found


def key(artefact, number=1, owner=None):
    return Key(artefact=artefact, owner=owner or organisation(HERE), number=number)


def writes(made, which, by=PEARL, base=0, *, anew=None, **said):
    """Write in a window that was opened just now, or that knew of these fields alone that they are gone."""
    fields = {
        name: text if isinstance(text, Words) else Words(text=text) for name, text in said.items()
    }
    if anew is None:
        anew = taken(stands(made, which), base)
    return artefact_writing.write(made.desk, which, fields, by=by.id, base=base, anew=anew)


def stands(made, which):
    with made.look() as setting:
        return Records(setting).one(which)


def offered(made, which, reader=PEARL):
    with made.look() as setting:
        artefact = artefacts.artefact_of(setting, which.artefact)
        return SaidFor(setting, setting.person(reader.id), artefact, which).by_ref


def said_of(made, which, reader=PEARL):
    with made.look() as setting:
        shown = artefact_windows.shown_to(setting, reader, Records(setting).one(which))
        return "\n".join(words.lines_of(shown))


def tells(made, asking, text):
    telling = Telling(text=text, scope="community")
    prompts.tell_in_answer(made.desk, asking, PEARL.id, telling)
    with made.look() as setting:
        return setting.memory.stories.find(asking=asking)[-1]


def test_versions_are_kept_field_by_field_with_who_wrote_each(made):
    which = key("microsystem")
    writes(made, which, place="The ward", people="Nurses")
    writes(made, which, by=COACH, base=1, place="The ward, at night")
    record = stands(made, which)

    assert (record.version, record.field("place").text) == (2, "The ward, at night")
    assert [p.writing.by for p in record.field("place").pieces] == [PEARL.id, COACH.id]
    assert record.field("place").at(1) == "The ward"
    assert record.field("people").version == 1
    assert (record.lived, record.others) == (1, 1)
    assert "Before, from Fri 12 February: The ward" in str(
        artefact_windows.read_window(made.desk, TED, which)
    )
    with pytest.raises(artefact_writing.NothingChanged):
        writes(made, which, base=2, place="The ward, at night ")


def test_whose_it_is_writes_others_read_and_guests_do_neither(made):
    which = key("microsystem")
    guest = replace(TED, id="p900", role="guest", organisation=HERE, email="g@example.org")
    with made.change() as setting:
        setting.memory.people.save(guest)
    for by in (TED, NADIA):
        with pytest.raises(artefact_writing.NotYourThread):
            writes(made, which, by=by, place="The ward")
    for refused in (artefact_windows.read_window, artefact_windows.write_window):
        with pytest.raises(artefacts.NotForYou):
            refused(made.desk, guest, which)
    with pytest.raises(artefacts.NotForYou):
        artefact_windows.page(made.desk, guest, "")
    writes(made, which, place="The ward")
    assert "The ward" in artefact_windows.page(made.desk, TED, "heathside").text
    with made.look() as setting:
        plan = setting.plan
    kept = [replace(a, visibility="organisation") for a in plan.artefacts]
    made.desk = replace(made.desk, read_plan=lambda text: replace(plan, artefacts=tuple(kept)))
    assert "The ward" not in artefact_windows.page(made.desk, TED, "heathside").text
    assert "The ward" in artefact_windows.page(made.desk, COACH, "").text
    assert "The ward" in artefact_windows.page(made.desk, NADIA, "heathside").text
    with pytest.raises(artefacts.NotForYou):
        artefact_windows.read_window(made.desk, TED, which)


def test_what_is_missing_is_said_in_words(made):
    which = key("experience-map")
    writes(made, which, by=COACH, steps="Wait\nAsk\nWait again", feelings="+1 hopeful\n-2 lost")
    said = said_of(made, which)
    assert "No lived experience yet: nobody with lived experience has contributed." in said
    assert (
        "“The feeling at each step (-2 to +2, and one word)” has 2 lines, “The steps, in the person's words” 3."
        in said
    )
    assert "Still to be written: “The moments that matter most, good and bad”" in said
    assert "Complete" not in said
    more = {"feelings": "+1 hopeful\n-2 lost\n0 numb", "moments": "m", "hidden": "h", "staff": "s"}
    writes(made, which, base=1, **more)
    assert "Complete." in said_of(made, which)
    writes(made, which, base=2, moments="")
    assert "Still to be written: “The moments" in said_of(made, which)


def test_an_expectation_comes_before_its_result_or_it_says_so(made):
    which = key("prototype")
    with pytest.raises(artefact_writing.ExpectFirst, match="What we expect to see"):
        writes(made, which, happened="Nobody came")
    writes(made, which, expect="Ten come")
    writes(made, which, base=1, happened="Nobody came")
    assert "was written together" not in said_of(made, which)
    writes(made, which, base=2, expect="Nobody comes")
    assert "“What we expect to see” was written together with “What happened" in said_of(
        made, which
    )


def test_two_at_once_the_second_reads_the_first_ones_words_and_loses_none_of_their_own(made):
    which = key("microsystem")
    writes(made, which, place="The ward", people="All")
    writes(made, which, by=COACH, base=1, place="The garden")
    with pytest.raises(artefact_writing.WrittenMeanwhile, match=COACH.name):
        writes(made, which, base=1, place="The hall", people="All")
    writes(made, which, base=1, place="The ward", purpose="Rest")  # she had not touched the place
    record = stands(made, which)
    assert (record.field("place").text, record.field("purpose").text) == ("The garden", "Rest")


def test_a_suggestion_is_for_those_who_may_see_it_and_goes_no_further_in_others_words(made):
    near, mine = f"s01:near:{COACH.id}", f"s01:open:{PEARL.id}"
    prompts.respond(made.desk, near, COACH.id, "He counted the ceiling tiles every night")
    prompts.respond(made.desk, mine, PEARL.id, "I take two buses to be seen")
    which = key("persona")
    assert offered(made, which).keys() == {near, mine}
    assert offered(made, which, TED) == {}
    assert (
        offered(made, key("persona", owner=organisation(TED.organisation)), PEARL).keys() == set()
    )
    assert [offered(made, which)[ref].wide for ref in (mine, near)] == [True, False]
    assert offered(made, which, COACH)[near].wide  # one's own words are one's own

    with pytest.raises(artefact_writing.NotTheirWords, match="counted the ceiling tiles"):
        writes(made, which, life="At night he counted the ceiling tiles every night, one by one")
    with pytest.raises(artefact_writing.SaidGone):
        writes(made, which, life="Tiles", name=Words(text="Bo", draws_on=[f"s01:near:{TED.id}"]))
    writes(made, which, life=Words(text="He looks up at night", draws_on=[near]))
    record = stands(made, which)
    assert record.field("life").draws_on == (near,)
    assert (record.lived, record.others) == (1, 1)  # who gave the answer counts, and is not named
    with made.change() as setting:
        setting.memory.people.save(replace(COACH, standing="left"))
    writes(made, which, base=1, life=Words(text="He looks up at noon", draws_on=[]))


def test_what_drew_on_a_story_goes_with_the_story(made):
    said = "The bus at six, the ward at seven, and nobody who knew my name"
    asking = f"s01:tale:{PEARL.id}"
    story = tells(made, asking, said)
    which = key("persona")
    (own,) = offered(made, which).values()
    assert (own.ref, own.wide) == (story.id, False)
    with made.change() as setting:
        setting.memory.stories.save(story.let_further(made.clock.instant))
    assert offered(made, which)[story.id].wide
    writes(made, which, by=COACH, life=said, name="Ann, 60")  # she ticked nothing
    record = stands(made, which)
    assert (record.field("life").draws_on, record.lived) == ((story.id,), 1)
    with made.look() as setting:
        (row,) = setting.memory.writings.find(field="life")
    assert (row.locked, row.text) == (True, "")

    writes(made, which, by=COACH, base=1, life="A bus, a ward")
    answer = taking_back.take_back(made.desk, story.id, PEARL.id)
    assert "page of an organisation's thread" in answer
    record = stands(made, which)
    assert record.field("life").lost
    assert said not in str(artefact_windows.read_window(made.desk, COACH, which))
    assert "taken back: “A day in this life”" in said_of(made, which, COACH)
    with made.look() as setting:
        assert setting.memory.sealed.text(row.id) is None
    writes(made, which, by=COACH, base=2, life="A day")
    assert not stands(made, which).field("life").lost


def test_a_story_that_goes_less_far_takes_its_words_along_until_it_goes_far_again(made):
    asking, which = f"s01:tale:{PEARL.id}", key("persona")
    text = "The bus at six and the ward at seven"
    story = tells(made, asking, text)
    far = story.let_further(made.clock.instant)
    with made.change() as setting:
        setting.memory.stories.save(far)
    writes(made, which, life=Words(text=text, draws_on=[story.id]))
    with made.change() as setting:
        setting.memory.stories.save(far.kept_near())
    assert stands(made, which).field("life").lost
    with made.change() as setting:
        setting.memory.stories.save(far)
    assert stands(made, which).field("life").text == text


def test_a_log_keeps_what_was_written_and_a_balance_counts(made):
    which = key("integrative-model")
    writes(made, which, dissent="It costs too much")
    writes(made, which, by=COACH, base=1, dissent="It takes too long")
    assert stands(made, which).field("dissent").lines == ["It costs too much", "It takes too long"]
    which = key("priority-statement")
    writes(made, which, additions="+ one\n+ two\n- none of it")
    writes(made, which, base=1, additions="+ three")
    assert stands(made, which).field("additions").balance == (3, 1)


def test_a_subgroups_own_is_written_by_its_members_and_stands_in_their_organisations_threads(made):
    group = Subgroup(
        id="g1", name="Texts", purpose="", convenor=TED.id, members=(TED.id, PEARL.id), at=made.clock.instant
    )  # fmt: skip
    with made.change() as setting:
        setting.memory.subgroups.save(group)
    which = key("prototype", owner="subgroup:g1")
    with pytest.raises(artefact_writing.NotYourThread, match="Texts"):
        writes(made, which, by=COACH, expect="Fewer calls")
    writes(made, which, by=TED, expect="Fewer calls")
    assert "of Texts" in artefact_windows.page(made.desk, COACH, "").text
    with pytest.raises(artefact_writing.NotYourThread):
        writes(made, key("lessons", owner="subgroup:g1"), by=TED, stop="This")


def test_pages_and_windows_fit_slack_whatever_the_plan(made):
    long = "w" * 200 + " "
    with made.look() as setting:
        plan = setting.plan
    most = [
        replace(
            a,
            fields=tuple(
                replace(f, key=f"{f.key}{n}", max_chars=3000) for n in range(9) for f in a.fields
            ),
        )
        for a in plan.artefacts
    ]
    several = [replace(a, key=f"{a.key}{n}", based_on=()) for n in range(4) for a in most]
    made.desk = replace(made.desk, read_plan=lambda text: replace(plan, artefacts=tuple(several)))
    which = key("persona0")
    made_of = {f.key: Words(text=long * 14) for f in several[2].fields}
    artefact_writing.write(made.desk, which, made_of, by=PEARL.id, base=0)
    page = artefact_windows.page(made.desk, PEARL, "")
    assert faults(list(page.blocks)) == []
    for view in (
        artefact_windows.read_window(made.desk, PEARL, which),
        artefact_windows.write_window(made.desk, PEARL, which, part=2),
        artefact_windows.home_window(made.desk, PEARL),
        artefact_windows.kept(made.desk, PEARL, which, 0),
    ):
        assert view_faults(view.body) == []


def test_words_in_a_row_are_somebodys_own():
    assert borrowed("So: the bus at six, then home", "The bus at six") == ["the bus at six"]
    assert borrowed("the bus at seven", "The bus at six") == []
    assert borrowed("we wait", "we wait") == []


def test_side_by_side_and_an_unknown_name_is_answered_in_words(made):
    writes(made, key("microsystem"), place="The ward")
    writes(made, key("microsystem", owner=organisation(TED.organisation)), by=TED, place="The gate")
    said = artefact_windows.compare(made.desk, NADIA, "microsystem.place").text
    assert said.index(HERE) < said.index("The ward") < said.index(TED.organisation)
    assert "The gate" in artefact_windows.compare(made.desk, PEARL, "place or service").text
    assert "Only one" not in said
    assert "Nothing is written" in artefact_windows.compare(made.desk, PEARL, "lessons").text


LEAD = colleague("executive")
ELSEWHERE = next(
    p
    for p in sample_people().values()
    if p.organisation == TED.organisation and p.role == "executive"
)


@pytest.fixture
def led(company):
    """With an organisation's lead, over the months 6 and 7 of the plan; month 2 of it is for looking again."""
    changed = {"review_months = [7, 13, 17]": "review_months = [2]"}
    found = company("2027-02-09T05:00")
    found.begins(
        [*cast(PEOPLE), COACH, LEAD, ELSEWHERE],
        plan_of(2, 3, bare=True, changed=changed),
        (2027, 2),
    )
    found.until("2027-02-12 12:00")
    return found


def test_only_its_lead_hears_of_a_list_that_grows_and_of_a_month_to_look_again(led):
    which, alone = key("priority-statement"), "I tell this to you alone"
    writes(led, which, additions="+ one\n+ two")
    led.until("2027-02-15 12:00")
    assert led.told(LEAD, alone) == []
    writes(led, which, base=1, additions="+ three")
    led.until("2027-02-15 18:00")
    (said,) = led.told(LEAD, alone)
    assert (
        "3 things were added to “Strategic priority statement”, and nothing came off" in said.text
    )
    writes(led, which, base=2, additions="+ four")
    led.until("2027-03-04 12:00")
    assert len(led.told(LEAD, alone)) == 1
    assert "Added since: 4; came off: 0." in said_of(led, which)
    assert "Added since" not in said_of(led, which, TED)

    led.until("2027-03-08 18:00")
    (again,) = led.told(LEAD, "look again")
    assert "“Strategic priority statement”" in again.text
    everyone = [s for s in led.chat.said.values() if s.to != f"U-{LEAD.email}"]
    assert not [s for s in everyone if alone in s.text or "look again" in s.text]


def test_a_lead_hears_of_their_own_list_alone_however_many_grow(led):
    there = key("priority-statement", owner=organisation(TED.organisation))
    for which, by in ((there, TED), (key("priority-statement"), PEARL)):
        writes(led, which, by=by, additions="+ one\n+ two\n+ three")
        led.until("2027-02-16 18:00")
    for lead in (LEAD, ELSEWHERE):
        assert len(led.told(lead, "I tell this to you alone")) == 1


def test_nothing_is_said_of_a_month_to_look_again_at_what_was_never_written(led):
    led.until("2027-03-10 18:00")
    assert led.told(LEAD, "look again") == []


def test_a_word_about_a_growing_list_stays_away_once_something_came_off(led):
    led.until("2027-02-12 21:00")  # it waits for the morning
    which = key("priority-statement")
    writes(led, which, additions="+ one\n+ two\n+ three")
    writes(led, which, base=1, additions="- four")
    led.until("2027-02-15 18:00")
    assert led.told(LEAD, "I tell this to you alone") == []
