"""The log: a stable word for each happening, and never what people wrote or who they are."""

import io
import json
import logging
import threading

import pytest
import structlog

from bot.domain.errors import UnknownZone
from bot.logs import set_up_logs

CANARY = "the night nurse never called back"


@pytest.fixture
def log():
    """What has been written to the log since, as one text."""
    written = io.StringIO()
    set_up_logs(stream=written, secrets=["s3cret-of-zoom", "tiny"])
    return written


def test_a_happening_is_one_line_with_a_stable_word(log):
    structlog.get_logger("bot.web.zoom").info("zoom_refused", why="bad_signature", status=401)

    (line,) = log.getvalue().splitlines()
    assert " level=info action=zoom_refused " in line
    assert line.endswith("why=bad_signature status=401")


def test_a_happening_may_have_words_beside_its_stable_one(log):
    structlog.get_logger("convener.engine").warning("engine fell over", action="engine_failed")

    assert 'level=warning action=engine_failed said="engine fell over"' in log.getvalue()


def test_a_line_break_in_a_fact_makes_no_second_line(log):
    structlog.get_logger("bot").info("asked", why="a\nlevel=error action=forged")

    (line,) = log.getvalue().splitlines()
    assert json.dumps("a\nlevel=error action=forged") in line


def test_facts_under_a_name_for_texts_are_left_out(log):
    structlog.get_logger("bot").info("answered", text=CANARY, email="a@example.org", status=200)

    assert log.getvalue().endswith("action=answered status=200\n")


def test_a_fact_cannot_pose_as_the_lines_own_time_or_level(log):
    structlog.get_logger("bot").info("asked", level="error", time="never")

    assert "level=info" in log.getvalue()
    assert "never" not in log.getvalue()


@pytest.mark.parametrize(
    "name", ["slack_bolt.App", "slack_sdk.web", "waitress", "alembic", "x:App"]
)
def test_of_a_library_only_the_place_is_told(log, name):
    logging.getLogger(name).warning("%s", CANARY)
    logging.getLogger(name).error(f"Unhandled request ({CANARY})")
    logging.getLogger(name).error(ValueError(CANARY))

    assert CANARY not in log.getvalue()
    assert log.getvalue().count("place=tests/test_logs.py:") == 3
    assert log.getvalue().count(f"action=library source={name}") == 3


def test_slacks_library_speaking_through_our_logger_is_a_library_too(log):
    logging.getLogger("integrations.slack.sdk").warning(CANARY)

    assert CANARY not in log.getvalue()


def test_libraries_are_not_heard_below_a_warning(log):
    logging.getLogger("slack_sdk").setLevel(logging.NOTSET)  # whatever was tried before
    logging.getLogger("slack_sdk").info(CANARY)

    assert log.getvalue() == ""


def test_an_error_is_one_line_with_its_kind_and_place(log):
    try:
        raise UnknownZone(zone=CANARY)
    except UnknownZone:
        structlog.get_logger("bot").error("fell", exc_info=True)
        logging.getLogger("slack_bolt").exception("Failed to run listener")

    ours, theirs = log.getvalue().splitlines()
    for line in (ours, theirs):
        assert " fault=UnknownZone where=tests/test_logs.py:" in line
        assert CANARY not in line


def test_the_place_is_ours_where_one_of_ours_was_on_the_way(log):
    with pytest.raises(UnknownZone) as fallen:
        __import__("bot.domain.civil_time", fromlist=["zone_named"]).zone_named("Nowhere")
    structlog.get_logger("bot").error("fell", exc_info=fallen.value)

    assert " where=bot/domain/civil_time.py:" in log.getvalue()


def test_a_traceback_is_only_shown_on_request(log):
    set_up_logs(debug=True, stream=log)
    try:
        raise UnknownZone(zone="GMT+1")
    except UnknownZone:
        structlog.get_logger("bot").error("fell", exc_info=True)

    assert "Traceback (most recent call last)" in log.getvalue()


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("token xoxb-12-34-abc used", "xoxb-12-34-abc"),
        ("token xapp-1-A-2-b used", "xapp-1-A-2-b"),
        ("Authorization: Bearer eyJhbGciOi.J9_x-y", "eyJhbGciOi"),
        ("https://zoom.example/s/1?zak=abc.def-1&x=1", "abc.def"),
        ("https://zoom.example/j/1?pwd=Q1w2E3", "Q1w2E3"),
        ("/facilitate/session/3/start?key=eyJwZXJz", "eyJwZXJz"),
        ("mail to name@example.org failed", "name@example.org"),
        ("the s3cret-of-zoom was wrong", "s3cret-of-zoom"),
    ],
)
def test_secrets_and_addresses_are_masked_as_a_last_line_of_defence(log, said, hidden):
    logging.getLogger("bot").warning(said)

    assert hidden not in log.getvalue()
    assert "[hidden]" in log.getvalue() or "[address]" in log.getvalue()


def test_a_short_secret_does_not_blot_out_words(log):
    logging.getLogger("bot").warning("a tiny thing")

    assert "a tiny thing" in log.getvalue()


def test_the_key_of_an_effect_may_be_read(log):
    structlog.get_logger("scheduler").info("effect_done", key="session:42:room-card:p017:v3")

    assert "key=session:42:room-card:p017:v3" in log.getvalue()


def test_a_thread_that_falls_is_one_line(log):
    def fall() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=fall)
    thread.start()
    thread.join()

    assert log.getvalue().count("\n") == 1
    assert "action=thread_fell fault=ValueError where=tests/test_logs.py:" in log.getvalue()
    assert CANARY not in log.getvalue()
