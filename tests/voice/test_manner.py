"""How things are said: short questions, plain words, no shouting, and nothing that only a sign or a colour carries."""

import ast
import re
from pathlib import Path

import bot
from bot.files.defaults import default_plan_path
from bot.main import plan_from
from tests.voice.reading import all_texts, plainly
from tests.voice.test_words import docstrings, spoken

ROOT = Path(bot.__file__).parent
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]|:[a-z_]+:(?!/)")
LINK = re.compile(r"<https?://[^|>]+(?:\|([^>]*))?>")
MOST_IN_A_QUESTION = 280
# Flesch's reading ease: 80 is read with ease at eleven, 70 at twelve, 60 at fourteen; names of people make it harder
EASY, HARD = 75.0, 50.0
LISTS = {"letter host-sheet", "letter publish-reminder", "letter rooms-page"}  # mostly names
SHOUT = re.compile(r"\w!")
SENTENCE = re.compile(r"[.!?]+(?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+", re.I)


def shipped_prompts():
    plan = plan_from(default_plan_path().read_text(encoding="utf-8"))
    return [*plan.recurring, *(p for s in plan.sessions for p in s.prompts)]


def ease(words: str) -> float:
    """Flesch's reading ease: higher is easier."""
    tokens = re.findall(r"[A-Za-z’']+", words)
    sentences = max(len(SENTENCE.findall(words)), 1)
    syllables = sum(max(len(VOWELS.findall(t.removesuffix("e"))), 1) for t in tokens)
    return 206.835 - 1.015 * len(tokens) / sentences - 84.6 * syllables / max(len(tokens), 1)


def own_words() -> list[str]:
    """Every sentence of our own in the parts that speak to people."""
    found = []
    for path in [*sorted((ROOT / "voice").glob("*.py")), ROOT / "domain" / "seating_words.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = docstrings(tree)
        said = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in silent)
        found += [n.value for n in said if isinstance(n.value, str) and spoken(n.value)]
    return found


def test_no_message_shouts_and_none_has_more_than_one_emoji(saying):
    for name, said in saying("plain").items():
        for _, words in all_texts(said):
            assert not SHOUT.search(words), (name, words)
            assert len(EMOJI.findall(words)) < 2, (name, words)
            assert spoken(EMOJI.sub("", words)) or not EMOJI.search(words), (name, words)


def test_no_sentence_of_ours_shouts():
    assert [words for words in own_words() if SHOUT.search(words)] == []


def test_every_link_says_where_it_goes_by_its_words_or_its_own_address(saying):
    for name, said in saying("plain").items():
        for _, words in all_texts(said):
            for label in LINK.findall(words):
                assert label.casefold() not in {"here", "click here", "link", "this"}, (name, words)


def test_questions_of_the_plan_that_ships_are_short_and_one_at_a_time():
    for prompt in shipped_prompts():
        assert len(prompt.text) <= MOST_IN_A_QUESTION, prompt.key
        assert prompt.text.count("?") <= 2, prompt.key
        assert "!" not in prompt.text, prompt.key


def test_what_people_read_is_plain_english(saying):
    """Of each message with some length, its own words; of all of them together, clearly so."""
    measured = {}
    for name, said in saying("plain").items():
        words = plainly(" ".join(w for kind, w in all_texts(said) if kind == "mrkdwn"))
        if name.startswith(("letter ", "window ")) and len(words.split()) > 30:
            measured[name] = ease(words)

    hard = {name: round(found) for name, found in measured.items() if found < HARD}
    assert set(hard) <= LISTS, hard
    assert sum(measured.values()) / len(measured) > EASY


def test_the_lint_would_hear_them():
    hard = (
        "Organisational stakeholders operationalise interdisciplinary coproduction methodologies."
    )
    assert ease(hard) < 0 < EASY < ease("Tell me in a few words what you saw. Short is fine.")
    assert EMOJI.findall("Well done \U0001f389 :tada:") == ["\U0001f389", ":tada:"]
    assert LINK.findall("<https://a.example|here> <https://b.example>") == ["here", ""]


def test_the_card_of_the_day_says_what_was_agreed_and_a_story_may_leave_things_out(saying):
    said = saying("plain")
    card, window = said["letter card"], said["window answer story"]

    assert "How we want to be with each other:\n• First names. Titles stay outside." in card.text
    assert any("Leave out whatever you wish." in words for _, words in all_texts(window))
