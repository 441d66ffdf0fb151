"""A channel is made once for its purpose, whatever gets lost on the way, and never taken from others."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import ComeBack, Refused, Uncertain
from integrations.slack.channels import channel_name, mark_of, marked
from tests.integrations.pretend_slack import BOT
from tests.integrations.wire import RESET, Told, told

KEY = "subgroup:7:channel"
ABOUT = "Texts before discharge"


@pytest.fixture
def opened(messenger):
    return lambda key=KEY, **what: messenger.open_channel(
        **{"name": ABOUT, "members": ["U1", "U2"], "purpose": "What we say.", "key": key, **what}
    )


def test_a_channel_is_private_has_its_people_and_says_what_it_is_for(opened, slack):
    channel, left_out = opened()

    made = slack.channels[channel]
    assert left_out == {}
    assert made["name"] == "texts-before-discharge"
    assert made["members"] == [BOT, "U1", "U2"]
    assert made["purpose"]["value"].startswith("What we say. (ref ")
    assert slack.calls("conversations.create")[0]["is_private"] == "1"


@pytest.mark.parametrize("method", ["conversations.create", "conversations.setPurpose"])
@pytest.mark.parametrize("after", [True, False])
def test_a_try_that_broke_off_anywhere_leads_to_one_channel(opened, slack, clock, method, after):
    slack.misbehave(method, RESET, after=after)
    with pytest.raises(Uncertain):
        opened()
    clock.at += timedelta(minutes=2)

    channel, _ = opened()

    assert list(slack.channels) == [channel]
    assert slack.channels[channel]["members"] == [BOT, "U1", "U2"]
    assert mark_of(KEY) in slack.channels[channel]["purpose"]["value"]


def test_a_try_that_broke_off_while_inviting_goes_on_with_the_same_channel(opened, slack):
    for after in (True, False):
        slack.misbehave("conversations.invite", RESET, after=after)
        with pytest.raises(Uncertain):
            opened()

    assert opened() == ("C0", {})
    assert slack.channels["C0"]["members"] == [BOT, "U1", "U2"]
    assert len(slack.channels) == 1
    assert len(slack.calls("conversations.setPurpose")) == 1


def test_a_channel_found_by_its_mark_is_ours_even_under_another_name(opened, slack):
    slack.add_channel("texts-before-discharge", creator="U9")
    slack.page_size = 1
    first, _ = opened()
    assert slack.channels[first]["name"] == "texts-before-discharge-2"
    assert opened()[0] == first


def test_somebody_elses_channel_of_that_name_is_left_alone(opened, slack):
    theirs = slack.add_channel("texts-before-discharge", creator="U9", members=["U9"])
    also = slack.add_channel("texts-before-discharge-2", creator="U9", members=["U9", BOT])

    channel, _ = opened()

    assert slack.channels[channel]["name"] == "texts-before-discharge-3"
    assert [slack.channels[each]["purpose"]["value"] for each in (theirs, also)] == ["", ""]


def test_two_subgroups_of_one_name_get_a_channel_each(opened, slack):
    one, _ = opened("subgroup:1")
    other, _ = opened("subgroup:2", members=["U3"])

    assert one != other
    assert slack.channels[one]["members"] == [BOT, "U1", "U2"]
    assert slack.channels[other]["members"] == [BOT, "U3"]
    assert opened("subgroup:1")[0] == one


def test_a_channel_that_may_be_just_being_made_for_others_is_not_taken(opened, slack, clock):
    slack.add_channel("texts-before-discharge", created=clock.at.timestamp() - 30)
    with pytest.raises(ComeBack) as later:
        opened()
    assert later.value.wait == timedelta(minutes=1)
    assert len(slack.channels) == 1
    assert not slack.calls("conversations.invite")


def test_a_try_that_came_late_to_slack_is_taken_up_and_not_doubled(opened, slack, clock):
    late = slack.add_channel("texts-before-discharge", created=clock.at.timestamp() - 90)
    not_yet_seen = told({"ok": True, "channels": []})
    slack.misbehave("conversations.list", not_yet_seen)

    assert opened()[0] == late
    assert list(slack.channels) == [late]


def test_names_that_can_be_seen_to_be_taken_are_not_tried(opened, slack):
    for suffix in ("", "-2", "-3"):
        slack.add_channel(f"texts-before-discharge{suffix}", creator="U9")
    opened()
    tried = [words["name"] for words in slack.calls("conversations.create")]
    assert tried == ["texts-before-discharge-4"]


def test_without_a_key_a_taken_name_is_never_taken_over(opened, slack):
    first, second, third = opened("")[0], opened("", purpose="")[0], opened("", purpose="")[0]
    assert len({first, second, third}) == 3
    assert (slack.channels[first]["name"], slack.channels[second]["name"]) == (
        "texts-before-discharge",
        "texts-before-discharge-2",
    )
    assert slack.channels[first]["purpose"]["value"] == "What we say."


def test_after_nine_names_it_is_told(opened, slack):
    for number in range(1, 10):
        suffix = "" if number == 1 else f"-{number}"
        slack.add_channel(f"texts-before-discharge{suffix}", creator="U9")
    with pytest.raises(Refused, match="another name"):
        opened()


def test_what_slack_forbids_is_told_and_no_other_name_is_tried(opened, slack):
    slack.misbehave("conversations.create", "restricted_action")
    with pytest.raises(Refused) as no:
        opened()
    assert no.value.code == "restricted_action"
    assert len(slack.calls("conversations.create")) == 1


def test_an_answer_that_names_no_channel_is_asked_again(opened, slack, clock):
    slack.misbehave("conversations.create", told({"ok": True}), after=True)
    with pytest.raises(ComeBack):
        opened()
    clock.at += timedelta(minutes=2)
    assert opened()[0] == "C0"


def test_who_could_not_be_invited_is_told_in_words(opened, slack):
    slack.guests.add("U2")
    assert opened() == (
        "C0",
        {"U2": "This guest may be in one channel only, and is in one already."},
    )


def test_when_slack_refuses_the_whole_list_people_are_invited_one_by_one(opened, slack):
    slack.misbehave("conversations.invite", "user_not_found")
    slack.misbehave("conversations.invite", "user_not_found")
    slack.misbehave("conversations.invite", "already_in_channel")

    channel, left_out = opened(members=["U1", "U2", "U3"])

    assert left_out == {"U1": "Slack knows no such person."}
    assert slack.channels[channel]["members"] == [BOT, "U3"]


def test_a_refusal_that_is_about_nobody_in_particular_is_raised(opened, slack):
    slack.misbehave("conversations.invite", "is_archived")
    with pytest.raises(Refused) as no:
        opened()
    assert no.value.code == "is_archived"


def test_many_people_are_invited_a_hundred_at_a_time_each_once(opened, slack):
    people = [f"U{number}" for number in range(205)]
    channel, _ = opened(members=[*people, "", "U1"])
    assert slack.channels[channel]["members"] == [BOT, *people]
    sizes = [len(words["users"].split(",")) for words in slack.calls("conversations.invite")]
    assert sizes == [100, 100, 5]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Texts before discharge?", "texts-before-discharge"),
        ("Ærlig øl på Łódź straße", "aerlig-ol-pa-lodz-strasse"),
        ("  --#General!!  ", "general"),
        ("退院", "subgroup"),
        ("", "subgroup"),
        ("___", "subgroup"),
        ("a_b", "a_b"),
    ],
)
def test_a_name_is_folded_to_slacks_letters(wanted, name):
    assert channel_name(wanted) == name


@given(st.text())
def test_any_name_becomes_one_that_slack_takes(wanted):
    name = channel_name(wanted)
    assert 0 < len(name) <= 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert channel_name(name) == name


@given(st.text(max_size=600), st.text(min_size=1))
def test_any_purpose_fits_and_ends_with_our_mark(purpose, key):
    assert len(marked(purpose, key)) <= 250
    assert marked(purpose, key).endswith(mark_of(key))


def test_a_long_name_keeps_room_for_its_number(opened, slack):
    slack.add_channel("a" * 80, creator="U9")
    channel, _ = opened(name="A" * 99)
    assert slack.channels[channel]["name"] == "a" * 78 + "-2"


def test_people_are_gathered_the_same_way_twice(messenger):
    assert messenger.gather(["U1", "U2", "U1"]) == messenger.gather(["U1", "U2"]) == "GU1,U2"


@pytest.mark.parametrize("people", [[], [""], [f"U{n}" for n in range(9)]])
def test_nobody_or_more_than_eight_cannot_be_gathered(messenger, slack, people):
    with pytest.raises(Refused, match=r"eight|8"):
        messenger.gather(people)
    assert slack.peer.asked == []


def test_a_gathering_whose_answer_was_lost_is_simply_asked_again(messenger, slack):
    for lost in (RESET, Told(status=500), told({"ok": True})):
        slack.misbehave("conversations.open", lost)
        with pytest.raises(ComeBack):
            messenger.gather(["U1", "U2"])
