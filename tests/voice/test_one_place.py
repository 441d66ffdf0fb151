"""All words that people read stand in bot/voice, so that they can be read, linted and translated in one go."""

import pytest

from tests.voice.elsewhere import BOT, sentences

# Operators' words, beside the figures they explain: metrics, health and the look at the ledger.
OPERATORS = {"web/metrics.py", "web/health.py", "web/operate.py", "slack/acks.py"}
# Findings about a plan or about rooms stay with what they check, below bot/voice (decision 12); test_manner reads them.
FINDINGS = {"facilitation/plan_changes.py", "domain/seating_words.py", "domain/seating_repair.py"}
# Heads of the page about privacy, and what a plan calls people that names nothing else.
LABELS = {"domain/onlookers.py", "domain/perspectives.py"}
# Why something in the ledger did not leave, for operators; a meeting's states; a header; Bolt's own needs.
NOT_SAID = {
    "the session was called off",
    "a facilitator held it back",
    "no Slack account under the address on the roster",
    "it is night where the person lives",
    "their account is in another Slack workspace",
    "no Zoom address",
    "looked up: it never arrived",
    "socket mode does not use it",
    "it is rehearsed, and said next",
}


def found(part):
    for path in sorted((BOT / part).rglob("*.py")):
        where = path.relative_to(BOT).as_posix()
        if where not in OPERATORS | FINDINGS | LABELS:
            yield from ((where, line, said) for line, said in sentences(path))


@pytest.mark.parametrize(
    "part", ["facilitation", "slack", "web", "domain", "ports", "hours", "rooms"]
)
def test_no_sentence_for_people_stands_outside_voice(part):
    assert [one for one in found(part) if one[2] not in NOT_SAID] == []


def test_what_is_left_out_is_there():
    there = {said for part in ("facilitation", "slack", "domain") for _, _, said in found(part)}
    assert there >= NOT_SAID
