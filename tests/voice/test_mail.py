"""What goes by mail names nothing that only Slack has."""

import json
from pathlib import Path

import pytest

from bot.voice.mail import SUBJECTS, asked, plain, whole

GOLDEN = Path(__file__).parent / "golden"
STANDS = {
    "letter-card-told.json",
    "letter-leaver-asked-back.json",
}  # never sent: put right in place
LETTERS = [
    file
    for kind in sorted(set(SUBJECTS) - {"welcome", "prompt"})  # which have words of their own
    for file in sorted(GOLDEN.glob(f"letter-{kind}*.json"))
    if file.name not in STANDS
]


@pytest.mark.parametrize("page", ["", "https://convener.example.org/me/stories?key=k"])
@pytest.mark.parametrize("letter", LETTERS, ids=lambda file: file.stem)
def test_no_mail_speaks_of_buttons_or_commands(letter, page):
    said = plain(json.loads(letter.read_text())["text"], page=page)
    for of_slack in ("/convene", "button", "Home page", "Press ", " press "):
        assert of_slack not in said
    assert page or "own page" not in said


def test_questions_are_told_by_their_words_and_answered_on_ones_own_page():
    said = asked(["Will you be with us?", "What is on your mind?"])
    assert said.startswith("Some questions wait for you on your own page.")
    assert said.endswith("Will you be with us?\n\nWhat is on your mind?")
    assert asked(["Will you be with us?"]).startswith("A question waits for you")


def test_whoever_reads_of_a_session_finds_where_to_say_whether_they_come():
    here = "https://convener.example.org/me/mail?key=k"
    assert f"To say whether you come, or to have no more mail from me: {here}" in whole(
        "Soon.", kind="notice", fewer=here
    )
    assert "To say whether you come, or to have no more mail from me, tell a facilitator." in whole(
        "Soon.", kind="notice"
    )
    assert f"\nNo more mail from me: {here}" in whole("Hello.", kind="welcome", fewer=here)
    assert "\nTo have no more mail from me, tell a facilitator." in whole("Hello.", kind="welcome")
