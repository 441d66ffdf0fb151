"""The aim and the agreements: versions that stay, comments by anybody, and a word on what came of each."""

from dataclasses import replace

import pytest

from bot.domain.agreed import AGREEMENTS, AIM
from bot.domain.errors import NothingWritten, NotYours
from bot.facilitation import agreed, plan_changes
from bot.facilitation.agreed import (
    NotForYou,
    NothingChanged,
    SettledAlready,
    TooMany,
    WrittenMeanwhile,
)
from bot.facilitation.home import home_of
from bot.facilitation.needs import needs_now
from bot.facilitation.people import import_roster
from bot.facilitation.views import status
from bot.main import plan_from
from bot.slack.commands import answer
from bot.voice.agreed import THANKS
from tests.plays.scripts import cast, plan_of, sample_people

PEARL, TED, NADIA, OSRIC = (sample_people()[name] for name in ("pearl", "ted", "nadia", "osric"))
PLAN = plan_of(2, bare=True)
OLD = plan_from(PLAN).aim
NEW = "Care that is made together."


@pytest.fixture
def begun(company):
    made = company("2027-02-10T16:00")
    made.begins(cast("pearl ted nadia osric"), PLAN, (2027, 2))
    return made


def page(company, who=PEARL, what=AIM):
    return agreed.page(company.desk, who.id, what).text


def writes(company, text, by=NADIA, base=1, what=AIM, takes_up=()):
    return agreed.write(company.desk, what, text, by=by.id, base=base, takes_up=takes_up)


def test_the_plans_own_is_version_one_and_stays_when_it_is_written_anew(begun):
    assert OLD in page(begun)
    assert "Version 1, from the learning plan." in page(begun)

    new = writes(begun, f"  {NEW}\n")

    assert (new.version, new.text) == (2, NEW)
    assert f"Version 2, by {NADIA.name}" in page(begun)
    old = str(agreed.history(begun.desk, TED.id, AIM).body)
    assert old.index(NEW) < old.index(OLD)
    with begun.look() as setting:
        home = str(home_of(setting, TED).body)
        assert home.index("No question waits for you") < home.index(NEW)
        trace = setting.memory.traces.find(did="wrote the aim anew")
    assert [(line.who, line.about) for line in trace] == [(NADIA.id, "aim:2")]
    assert NEW in status(begun.desk, NADIA).text


def test_the_second_of_two_facilitators_is_told_and_keeps_their_words(begun):
    writes(begun, NEW)
    with pytest.raises(WrittenMeanwhile, match=NADIA.name):
        writes(begun, "Mine.", by=OSRIC)
    again = agreed.edit_window(begun.desk, OSRIC.id, AIM, "Mine.").body
    assert NEW in str(again["blocks"][0])
    assert "Mine." in str(again)
    assert writes(begun, "Mine.", by=OSRIC, base=2).version == 3


def test_only_facilitators_write_it_anew_and_only_something(begun):
    with pytest.raises(NotYours):
        writes(begun, NEW, by=PEARL)
    with pytest.raises(NotYours):
        agreed.edit_window(begun.desk, PEARL.id, AIM)
    with pytest.raises(NothingWritten):
        writes(begun, " \n ")
    with pytest.raises(NothingChanged):
        writes(begun, OLD)
    with pytest.raises(TooMany):
        writes(begun, "\n".join(map(str, range(11))), what=AGREEMENTS)


def test_new_agreements_stand_on_the_card_of_the_next_session(begun):
    writes(begun, "• First names.\n\n- Leave   room. <!channel>", what=AGREEMENTS)
    assert "• Leave room. &lt;!channel&gt;" in page(begun, what=AGREEMENTS)
    begun.until("2027-02-17 19:30")
    (card,) = begun.told(TED, "starts soon")
    assert "• First names.\n• Leave room. &lt;!channel&gt;" in card.text
    assert "Titles stay outside" not in card.text


def test_whoever_comments_hears_what_came_of_it_and_others_do_not_read_it(begun):
    one = agreed.say(begun.desk, AIM, "Say it shorter", by=PEARL.id)
    two = agreed.say(begun.desk, AIM, "Name the children", by=TED.id)

    assert "It waits for a word of the facilitators." in page(begun)
    assert "Name the children" not in page(begun)
    assert "Pearl Haversham said of version 1: “Say it shorter”." in page(begun, NADIA)
    with begun.look() as setting:
        waiting = needs_now(setting, setting.next_session())
    assert any("2 comments on the aim" in need for need in waiting)
    with pytest.raises(NotYours):
        agreed.settle(begun.desk, one.id, taken_up=True, word="", by=TED.id)

    writes(begun, NEW, takes_up=[one.id])
    with pytest.raises(NothingWritten):
        agreed.settle(begun.desk, two.id, taken_up=False, word=" ", by=OSRIC.id)
    agreed.settle(begun.desk, two.id, taken_up=False, word="They are in it.", by=OSRIC.id)
    with pytest.raises(SettledAlready, match=OSRIC.name):
        agreed.settle(begun.desk, two.id, taken_up=True, word="", by=NADIA.id)
    begun.until("2027-02-11 20:00")

    (told,) = begun.told(PEARL, "Say it shorter")
    assert "It was taken up." in told.text
    assert f"Version 2 holds now. What we are here for: {NEW}" in told.text
    (told,) = begun.told(TED, "Name the children")
    assert f"It was not taken up.\n{OSRIC.name}: “They are in it.”" in told.text
    assert begun.told(PEARL, "Name the children") == []


def test_a_comment_is_also_said_in_one_line(begun):
    said = answer(begun.desk, PEARL, "aim comment Say it shorter").text
    assert said == THANKS
    assert "You said: “Say it shorter”." in page(begun)


def test_a_changed_plan_is_one_more_version_only_where_people_wrote_it_anew(begun):
    changed = PLAN.replace(OLD, "Another aim.")
    plan_changes.change_plan(begun.desk, changed, plan_from(changed))
    assert "Another aim." in page(begun)
    assert "Version 1, from the learning plan." in page(begun)
    writes(begun, NEW)
    title = plan_from(changed).title
    elsewhere = changed.replace(title, "Another title")
    plan_changes.change_plan(begun.desk, elsewhere, plan_from(elsewhere))
    assert "Version 2" in page(begun)
    again = PLAN.replace(OLD, "A third aim.")
    plan_changes.change_plan(begun.desk, again, plan_from(again))
    assert "A third aim." in page(begun)
    with begun.look() as setting:
        texts = [one.text for one in setting.memory.agreed.find(what=AIM)]
    assert texts == ["Another aim.", NEW, "A third aim."]


def test_a_guest_sees_none_of_it(begun):
    guest = replace(TED, id="g1", email="guest@example.org", role="guest")
    import_roster(begun.desk, [guest])
    for asked in (agreed.page, agreed.history, agreed.remark_window):
        with pytest.raises(NotForYou):
            asked(begun.desk, guest.id, AIM)
    with pytest.raises(NotForYou):
        agreed.say(begun.desk, AIM, "Hello", by=guest.id)
    with begun.look() as setting:
        assert OLD not in str(home_of(setting, guest).body)
