"""Whole stories with a real Bolt app, over Socket Mode and over signed HTTP alike."""

import threading

import pytest

from integrations.sandbox.fields import CannotFill
from integrations.sandbox.people import Person
from integrations.sandbox.screen import NotThere
from integrations.sandbox.world import World


@pytest.fixture
def marlene(living: World) -> Person:
    living.slack.place.stacks.clear()
    return living.person("p001", settle=2)


def test_a_command_is_answered_in_words_that_only_its_writer_sees(living: World, marlene: Person):
    assert marlene.types("/convene rooms") == "You asked for rooms"
    assert marlene.ack.ok
    assert not living.person("p002").reads("You asked for rooms")


def test_names_in_a_command_reach_the_app_as_ids(living: World, marlene: Person):
    words = marlene.types("/convene who @Darrow Tesch in #community")
    assert words == "You asked for who @Darrow Tesch in #community"
    told = living.record.calls[-1].args["text"]
    assert (
        told
        == f"You asked for who <@{living.ids['p002']}|darrow.tesch> in <#{living.channel.id}|community>"
    )


def test_an_answer_aloud_is_read_by_everybody_in_the_channel(living: World, marlene: Person):
    assert "says aloud" in marlene.types("/convene aloud hello", channel="community")
    assert living.person("p002").reads("marlene.voskuil says aloud hello")


def test_a_story_is_told_by_pressing_filling_in_and_sending(living: World, marlene: Person):
    marlene.types("/convene menu")
    assert "Your story" in marlene.presses("Tell a story")
    marlene.fills({"Your story": "The bus was late", "Who may read it": "My room"})
    assert marlene.submits() == "Kept: The bus was late"
    assert marlene.modal() == ""
    assert marlene.inbox()[-1] == "Kept: The bus was late"


def test_an_open_form_covers_everything_else(living: World, marlene: Person):
    marlene.types("/convene menu")
    marlene.runs_shortcut("Tell a story")
    with pytest.raises(NotThere):
        marlene.presses("Read more")
    assert marlene.sees().startswith("Tell a story")


def test_a_form_says_what_is_wrong_and_stays_open(living: World, marlene: Person):
    marlene.runs_shortcut("Tell a story")
    marlene.fills({"Your story": "a secret"})
    assert "Leave secrets out." in marlene.submits()
    marlene.fills({"Your story": "no such thing"})
    assert marlene.submits() == "Kept: no such thing"


def test_a_form_may_turn_into_another_one(living: World, marlene: Person):
    marlene.runs_shortcut("Tell a story")
    marlene.fills({"Your story": "more to come"})
    assert marlene.submits().startswith("And then?")
    marlene.fills({"Go on": "that is all"})
    marlene.submits(settle=0)
    assert marlene.modal() == ""


def test_a_field_must_be_filled_in_and_takes_no_more_than_fits(living: World, marlene: Person):
    marlene.runs_shortcut("Tell a story")
    with pytest.raises(CannotFill, match="Your story"):
        marlene.submits()
    with pytest.raises(CannotFill, match="41 characters"):
        marlene.fills({"Your story": "x" * 41})
    with pytest.raises(CannotFill, match="no choice"):
        marlene.fills({"Who may read it": "Nobody"})


def test_closing_a_form_is_told_where_the_app_asked_for_it(living: World, marlene: Person):
    marlene.runs_shortcut("Tell a story")
    assert marlene.closes(settle=2) == "Another time, then."


def test_a_choice_replaces_the_message_it_stood_in(living: World, marlene: Person):
    marlene.types("/convene menu")
    assert marlene.presses("Room 2") == "You are in Room 2"
    assert marlene.chooses("Room 1", of="A room") if marlene.reads("A room") else True


def test_ticking_adds_and_ticking_again_takes_away(living: World, marlene: Person):
    marlene.types("/convene menu")
    assert marlene.presses("Monday") == "Ticked: Monday"
    assert marlene.presses("Friday") == "Ticked: Monday, Friday"
    assert marlene.presses("Monday") == "Ticked: Friday"


def test_an_external_choice_is_asked_of_the_app(living: World, marlene: Person):
    marlene.types("/convene menu")
    assert marlene.chooses("Obie", of="Find a name") == "Found Obie"


def test_a_link_can_be_followed_and_its_press_is_acknowledged(living: World, marlene: Person):
    marlene.types("/convene menu")
    assert marlene.link("Read more") == "https://example.org/more"
    marlene.presses("Read more", settle=0)
    assert marlene.ack.ok


def test_what_is_written_to_the_app_is_heard_and_what_is_changed_too(
    living: World, marlene: Person
):
    assert marlene.says("one < two & three") == "Heard: one < two & three"
    assert marlene.edits("one < two", "two > one") == "Now it is: two > one"
    marlene.deletes("two > one")
    assert "two > one" not in marlene.sees().replace("Now it is: two > one", "")


def test_a_message_can_be_made_into_an_action(living: World, marlene: Person):
    marlene.says("ring the clinic")
    assert (
        marlene.runs_shortcut("Make this an action", "Heard: ring")
        == "An action: Heard: ring the clinic"
    )


def test_home_is_filled_when_it_is_opened(living: World, marlene: Person):
    assert marlene.opens_home() == "Welcome to your page"


def test_a_reaction_is_heard(living: World, marlene: Person):
    marlene.says("good news", settle=2)
    before = len(marlene.inbox())
    marlene.reacts("tada", to="Heard: good news")
    with living.slack.place.changed:
        assert living.slack.place.changed.wait_for(lambda: len(marlene.inbox()) > before, 3)
    assert marlene.inbox()[-1] == "You put :tada:"


def test_twelve_people_at_once_are_all_answered(living: World):
    people = [living.person(one, settle=2) for one in list(living.ids)[:4] * 3]
    said = []
    threads = [
        threading.Thread(target=lambda who=who: said.append(who.types("/convene mine")))
        for who in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 12
    assert all("You asked for mine" in words for words in said)


def test_the_same_gesture_can_come_twice(living: World, marlene: Person):
    marlene.types("/convene rooms")
    assert marlene.gestures.again().ok


def test_nothing_in_all_of_this_was_against_slacks_rules(living: World):
    assert living.record.violations() == []
    assert living.record.slow_acks == []
