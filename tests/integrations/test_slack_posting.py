"""What is said in Slack is said once, can be found again by our key, and can be changed."""

from datetime import timedelta

import pytest

from bot.ports import ComeBack, Gone, Posted, Refused, Uncertain
from bot.voice.message import Message, View
from tests.integrations.pretend_zoom import NOON
from tests.integrations.wire import GARBLED, RESET, SILENCE, Told

KEY = "session:4:room-card:p017:v3"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "You are in *Room 2*."}}
CARD = Message(text="You are in Room 2.", blocks=(SECTION,))
SINCE = NOON - timedelta(seconds=5)


def test_a_message_to_a_person_says_where_it_came_to_stand(messenger, slack):
    posted = messenger.post("U017", CARD, key=KEY)

    assert posted == Posted(channel="D017", ts=f"{NOON.timestamp():.6f}")
    (said,) = slack.calls("chat.postMessage")
    assert said["channel"] == "U017"
    assert said["metadata"] == {"event_type": "convener_effect", "event_payload": {"key": KEY}}
    assert (said["unfurl_links"], said["unfurl_media"]) == (False, False)
    assert (said["text"], said["blocks"]) == (CARD.text, [SECTION])


def test_words_alone_are_enough(messenger, slack):
    messenger.post("C1", Message(text="Welcome."), key=KEY)
    assert "blocks" not in slack.calls("chat.postMessage")[0]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_message_without_words_is_refused_before_it_leaves(messenger, slack, text):
    with pytest.raises(Refused):
        messenger.post("C1", Message(text=text, blocks=(SECTION,)), key=KEY)
    assert slack.peer.asked == []


def test_blocks_that_slack_would_refuse_are_refused_before_they_leave(messenger, slack):
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    for speak in (
        lambda: messenger.post("C1", Message(text="x", blocks=(SECTION, long)), key=KEY),
        lambda: messenger.edit(
            Posted(channel="C1", ts="1"), Message(text="x", blocks=(long,)), key=KEY
        ),
        lambda: messenger.show_home("U1", View(body={"type": "home", "blocks": [long]})),
    ):
        with pytest.raises(Refused, match=r"blocks\[[01]\]") as no:
            speak()
        assert no.value.code == "invalid_blocks"
    assert slack.peer.asked == []


@pytest.mark.parametrize("lost", [RESET, SILENCE, GARBLED, Told(status=503)])
def test_a_message_whose_answer_was_lost_is_found_and_stands_once(messenger, slack, lost):
    slack.misbehave("chat.postMessage", lost, after=True)

    with pytest.raises(Uncertain):
        messenger.post("U017", CARD, key=KEY)

    found = messenger.find("U017", key=KEY, since=SINCE)
    assert found == Posted(channel="D017", ts=f"{NOON.timestamp():.6f}")
    assert len(slack.said["D017"]) == 1


@pytest.mark.parametrize("lost", [RESET, SILENCE, GARBLED, Told(status=503)])
def test_a_message_that_was_not_said_is_not_found(messenger, slack, lost):
    slack.misbehave("chat.postMessage", lost)
    with pytest.raises(Uncertain):
        messenger.post("U017", CARD, key=KEY)
    assert messenger.find("U017", key=KEY, since=SINCE) is None


def test_an_answer_that_does_not_say_where_is_uncertain(messenger, slack):
    slack.misbehave("chat.postMessage", Told(body=b'{"ok": true}'))
    with pytest.raises(Uncertain):
        messenger.post("C1", CARD, key=KEY)


def test_a_message_is_looked_for_on_several_pages_from_a_minute_earlier(messenger, slack):
    messenger.post("C1", CARD, key=KEY)
    for number in range(40):
        messenger.post("C1", CARD, key=f"{KEY}{number}")

    assert messenger.find("C1", key=KEY, since=SINCE).ts == slack.said["C1"][0]["ts"]
    first, *others = slack.calls("conversations.history")
    assert (first["limit"], float(first["oldest"])) == ("15", SINCE.timestamp() - 60)
    assert "cursor" not in first
    assert len(others) == 2


def test_a_place_where_too_much_was_said_is_not_taken_for_an_empty_one(messenger):
    for number in range(151):
        messenger.post("C1", CARD, key=f"{number}")
    with pytest.raises(Refused) as no:
        messenger.find("C1", key=KEY, since=SINCE)
    assert no.value.code == "no_history"


def test_somebody_elses_mark_is_not_ours(messenger, slack):
    for metadata in ({"event_type": "other", "event_payload": {"key": KEY}}, {}, None, "odd"):
        slack.chat_postMessage({"channel": "C1", "metadata": metadata})
    assert messenger.find("C1", key=KEY, since=SINCE) is None


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel", "channel_not_found"])
def test_where_we_may_not_look_is_told_apart_from_not_there(messenger, slack, error):
    slack.misbehave("conversations.history", error)
    with pytest.raises(Refused) as no:
        messenger.find("C1", key=KEY, since=SINCE)
    assert no.value.code == "no_history"


def test_a_look_up_that_broke_off_is_asked_again_later(messenger, slack):
    for method in ("conversations.open", "conversations.history"):
        for lost in (RESET, SILENCE, GARBLED, Told(status=500)):
            slack.misbehave(method, lost)
            with pytest.raises(ComeBack):
                messenger.find("U017", key=KEY, since=SINCE)


def test_the_conversation_with_a_person_is_asked_for_once(messenger, slack):
    for person in ("U017", "U017", "U018"):
        assert messenger.find(person, key=KEY, since=SINCE) is None
    assert [asked["users"] for asked in slack.calls("conversations.open")] == ["U017", "U018"]

    posted = messenger.post("U019", CARD, key=KEY)
    assert messenger.find("U019", key=KEY, since=SINCE) == posted
    assert len(slack.calls("conversations.open")) == 2


def test_a_conversation_that_is_no_longer_known_is_asked_for_anew(messenger, slack):
    posted = messenger.post("U017", CARD, key=KEY)
    slack.misbehave("conversations.history", "channel_not_found")
    with pytest.raises(Refused):
        messenger.find("U017", key=KEY, since=SINCE)

    assert messenger.find("U017", key=KEY, since=SINCE) == posted
    assert len(slack.calls("conversations.open")) == 1


def test_a_channel_may_be_named_and_its_number_is_asked_once(messenger, slack):
    slack.page_size = 1
    slack.add_channel("other")
    number = slack.add_channel("learning")

    assert messenger.post("#learning", CARD, key=KEY).channel == number
    assert messenger.find("#learning", key=KEY, since=SINCE)
    assert len(slack.calls("conversations.list")) == 2
    with pytest.raises(Refused, match="#nowhere"):
        messenger.post("#nowhere", CARD, key=KEY)


def test_a_message_can_say_something_else_and_loses_its_old_blocks(messenger, slack):
    posted = messenger.post("C1", CARD, key=KEY)
    messenger.edit(posted, Message(text="The room has changed."), key=KEY)

    (said,) = slack.said["C1"]
    assert (said["text"], said["blocks"]) == ("The room has changed.", [])
    assert messenger.find("C1", key=KEY, since=SINCE) == posted


def test_a_long_text_is_cut_with_a_mark_and_no_half_escape_or_link_is_left(messenger, slack):
    posted = messenger.post("C1", Message(text="x" * 50_000), key=KEY)
    assert len(slack.said["C1"][0]["text"]) == 40_000
    for tail in ("&amp;" * 9, "<https://example.org/a|a>", "&lt;&gt;"):
        for start in range(3980, 4001):
            messenger.edit(posted, Message(text="x" * start + tail * 9), key=KEY)
            text = slack.said["C1"][0]["text"]
            assert len(text) <= 4000
            whole = text.removesuffix(" …")[start:]
            assert (tail * 9).startswith(whole)
            assert whole.count("<") == whole.count(">")
            assert whole.count("&") == whole.count(";")


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message"])
def test_a_message_that_is_gone_cannot_be_changed(messenger, slack, error):
    slack.misbehave("chat.update", error)
    with pytest.raises(Gone):
        messenger.edit(Posted(channel="C1", ts="1.0"), CARD, key=KEY)


def test_a_message_is_deleted_and_one_that_is_gone_counts_as_deleted(messenger, slack):
    posted = messenger.post("C1", CARD, key=KEY)
    messenger.remove(posted)
    slack.misbehave("chat.delete", "message_not_found")
    messenger.remove(posted)
    slack.misbehave("chat.delete", "cant_delete_message")
    with pytest.raises(Refused, match="cant_delete_message") as no:
        messenger.remove(posted)

    assert no.value.code == "cant_delete_message"
    assert slack.calls("chat.delete")[0] == {"channel": posted.channel, "ts": posted.ts}


def test_a_page_is_put_on_a_persons_home(messenger, slack):
    page = {"type": "home", "blocks": [SECTION]}
    messenger.show_home("U017", View(body=page))
    assert slack.homes == {"U017": page}


def test_a_place_can_be_kept_as_one_word_and_read_back(messenger):
    posted = messenger.post("C1", CARD, key=KEY)
    assert Posted.at(posted.mark) == posted
