"""What Slack's refusals mean: which are for good, which are for later, and which leave a doubt."""

import json
import logging
import socket
import ssl
from datetime import timedelta
from importlib.resources import files
from urllib.error import URLError

import pytest

from bot.ports import ComeBack, Gone, Refused, Uncertain
from bot.voice.message import Message
from integrations.slack.client import NotAnAddress, SlackWire, web_client
from integrations.slack.errors import (
    GONE,
    INVITING,
    LATER,
    MAY_NOT_LOOK,
    SENTENCES,
    UNCLEAR,
    outage,
)
from integrations.slack.messenger import SlackMessenger
from integrations.slack.scopes import METHODS_CALLED
from tests.integrations.wire import RESET, SILENCE, Told, nobody, told

SECRET_WORDS = "My line manager must not read this"


def said_of(messenger, slack, answer, kind=Exception):
    slack.misbehave("chat.postMessage", answer)
    with pytest.raises(kind) as no:
        messenger.post("C1", Message(text=SECRET_WORDS), key="k")
    return no.value


@pytest.mark.parametrize(("after", "seconds"), [("7", 7), ("0", 1), ("x", 5), ("99999", 3600)])
def test_asked_too_often_means_come_back_when_slack_says(messenger, slack, after, seconds):
    answer = told({"ok": False, "error": "ratelimited"}, 429, retry_after=after)
    assert said_of(messenger, slack, answer, ComeBack).wait == timedelta(seconds=seconds)


def test_asked_too_often_is_known_by_the_status_or_by_the_word_alone(messenger, slack):
    assert said_of(messenger, slack, Told(status=429), ComeBack).wait == timedelta(seconds=5)
    assert said_of(messenger, slack, "ratelimited", ComeBack).wait == timedelta(seconds=5)


@pytest.mark.parametrize(
    "answer",
    [
        *sorted(UNCLEAR),
        RESET,
        SILENCE,
        Told(status=500),
        Told(status=503, body=b"<html>"),
        Told(status=408),
        Told(body=b""),
        Told(body=b"[1]", headers={"Content-Type": "application/json"}),
        Told(body=b'"yes"'),
        Told(body=b"null"),
        Told(body=b"\xff\xfe"),
        Told(body=b"{}", headers={"Content-Type": "application/json; charset=klingon"}),
        Told(body=b"[" * 100_000),
    ],
)
def test_what_leaves_a_doubt_is_uncertain_and_is_sent_once(messenger, slack, answer):
    said_of(messenger, slack, answer, Uncertain)
    assert len(slack.calls("chat.postMessage")) == 1


def test_a_question_that_leaves_a_doubt_is_simply_asked_again(messenger, slack):
    for answer in ("internal_error", RESET, Told(status=500), Told(body=b"[1]")):
        slack.misbehave("users.info", answer)
        with pytest.raises(ComeBack):
            messenger.member("U1")


def test_a_request_that_never_left_was_certainly_not_done(clock):
    far = SlackMessenger(client=web_client(token="x", base_url=nobody()), clock=clock)
    with pytest.raises(ComeBack):
        far.post("C1", Message(text="x"), key="k")


@pytest.mark.parametrize(
    ("reason", "meaning"),
    [
        (ConnectionRefusedError(), ComeBack),
        (TimeoutError(), ComeBack),
        (ssl.SSLCertVerificationError(), ComeBack),
        (socket.gaierror(), ComeBack),
        (ConnectionResetError(), Uncertain),
        (BrokenPipeError(), Uncertain),
        (ssl.SSLError(), Uncertain),
    ],
)
def test_what_happens_before_the_last_byte_left_is_told_apart(reason, meaning):
    assert isinstance(outage(URLError(reason), repeatable=False), meaning)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_refusal_for_good_is_told_in_a_sentence(messenger, slack, code):
    no = said_of(messenger, slack, code, Refused)
    assert no.reason == SENTENCES[code]
    assert no.reason.endswith(".")
    assert no.code == code
    assert not isinstance(no, Gone)


def test_a_refusal_nobody_has_heard_of_is_told_by_its_word(messenger, slack):
    no = said_of(messenger, slack, "something_new", Refused)
    assert (no.code, "something_new" in no.reason) == ("something_new", True)


def test_a_missing_permission_is_named(messenger, slack):
    answer = told({"ok": False, "error": "missing_scope", "needed": "chat:write", "provided": "x"})
    no = said_of(messenger, slack, answer, Refused)
    assert "chat:write" in no.reason
    assert "install the app again" in no.reason


@pytest.mark.parametrize("answer", [Told(status=404, body=b"<html>"), Told(status=403)])
def test_somebody_who_is_not_slack_is_refused(messenger, slack, answer):
    assert "api_base_url" in said_of(messenger, slack, answer, Refused).reason


@pytest.mark.parametrize("address", ["", "slack", "file:///etc/hosts"])
def test_an_address_that_is_none_is_refused_at_once(address):
    with pytest.raises(NotAnAddress, match="api_base_url"):
        web_client(token="x", base_url=address)


def test_neither_words_nor_token_get_into_a_log_or_a_refusal(messenger, slack, caplog):
    caplog.set_level(logging.NOTSET)
    logging.getLogger("slack_sdk").setLevel(logging.DEBUG)
    answers = (RESET, SILENCE, Told(status=500, body=SECRET_WORDS.encode()), "invalid_blocks")
    told_us = [said_of(messenger, slack, answer) for answer in answers]
    messenger.post("C1", Message(text=SECRET_WORDS), key="k")

    seen = caplog.text + "".join(f"{no} {no!r} {no.__cause__}" for no in told_us)
    assert "line manager" not in seen
    assert "xoxb-hush" not in seen


def test_a_client_that_repeats_requests_by_itself_is_not_taken(slack):
    eager = web_client(token="x", base_url=slack.peer.url)
    eager.retry_handlers = [object()]
    with pytest.raises(ValueError, match="repeat"):
        SlackWire(eager)


def test_a_method_that_is_not_listed_cannot_be_called(slack):
    wire = SlackWire(web_client(token="x", base_url=slack.peer.url))
    with pytest.raises(KeyError):
        wire.call("chat.scheduleMessage", channel="C1", ts="1")
    assert slack.peer.asked == []


def test_the_words_we_know_are_words_slack_says_and_each_means_one_thing():
    methods = json.loads((files("integrations.sandbox.contracts") / "methods.json").read_text())
    said = {code for name in METHODS_CALLED for code in methods["methods"][name]["errors"]}
    assert {code for codes in GONE.values() for code in codes} <= said
    assert not set(LATER) & UNCLEAR
    assert not (set(SENTENCES) | set(INVITING) | MAY_NOT_LOOK) & (set(LATER) | UNCLEAR)
