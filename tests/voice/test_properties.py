"""Whatever people are called and whatever they write: what is said fits Slack, does no harm and reads as meant."""

import re
from itertools import pairwise

import pytest

from bot.voice.limits import faults, view_faults
from bot.voice.message import Message, View
from bot.voice.words import END_ISOLATE, FIRST_STRONG
from tests.voice.community import ARABIC, FLAVOURS, HEBREW
from tests.voice.conftest import Saying
from tests.voice.reading import (
    SEEING,
    all_texts,
    asks,
    blocks_of,
    elements,
    formatted,
    plainly,
    texts,
    unformatted,
)

SENTENCE = re.compile(r"\S+ \S+ .*[.!?:`]”?")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
TWICE = re.compile(r"&amp;(?:amp|lt|gt);")
TAG = re.compile(r"<(?!https://)")
NAMES_OWN = re.compile("\u2060[*_~`]\u2060")
TWO_SENTENCES = 10

each_flavour = pytest.mark.parametrize("flavour", FLAVOURS)


def wrong(said: dict[str, Message | View], found) -> dict[str, list[str]]:
    """What is found in which of them."""
    each = {name: found(one) for name, one in said.items()}
    return {name: list(faulty)[:3] for name, faulty in each.items() if faulty}


@each_flavour
def test_slack_would_show_all_of_it(flavour: str, saying: Saying):
    def refused(one: Message | View) -> list[str]:
        if isinstance(one, View):
            return view_faults(one.body)
        return faults(list(one.blocks)) if one.blocks else []

    assert wrong(saying(flavour), refused) == {}


@each_flavour
def test_the_text_alone_is_whole_sentences(flavour: str, saying: Saying):
    def halves(one: Message | View) -> list[str]:
        if isinstance(one, View):
            return []
        first, *_ = one.text.split("\n")  # what follows may be a list
        return [] if SENTENCE.fullmatch(first) else [first[:60] + " ... " + first[-60:]]

    assert wrong(saying(flavour), halves) == {}


@each_flavour
def test_the_text_alone_says_what_the_blocks_say(flavour: str, saying: Saying):
    def missing(one: Message | View) -> list[str]:
        if isinstance(one, View):
            return []
        read = plainly(one.text)
        lines = [line for kind, words in texts(said_blocks(one)) for line in words.split("\n")]
        return [line for line in map(plainly, lines) if line.rstrip("…") not in read]

    assert wrong(saying(flavour), missing) == {}


def said_blocks(one: Message) -> list[dict]:
    """What is said, without the buttons, the scale that explains them, and the word that there is more."""
    kept = [block for block in one.blocks if block["type"] in {"section", "header", "context"}]
    explains = re.compile(r"^\d is: |There is more than Slack shows")
    return [b for b in kept if not any(explains.search(words) for _, words in texts(b))]


@each_flavour
def test_no_blank_of_a_prompt_is_ever_shown(flavour: str, saying: Saying):
    def braces(one: Message | View) -> list[str]:
        shown = [words.replace("{name} %s", "") for _, words in all_texts(one)]
        return [words for words in shown if "{" in words or "}" in words]

    plans_own = {"window other words", "window new question"}  # where blanks are written
    said = {name: one for name, one in saying(flavour).items() if name not in plans_own}
    assert wrong(said, braces) == {}


@each_flavour
def test_nothing_people_write_mentions_links_or_notifies_anybody(flavour: str, saying: Saying):
    def harmful(one: Message | View) -> list[str]:
        return [words for words in formatted(one) if TAG.search(words) or "<https://bad" in words]

    assert wrong(saying(flavour), harmful) == {}


@each_flavour
def test_signs_are_escaped_once_and_whole_where_slack_formats_and_nowhere_else(
    flavour: str, saying: Saying
):
    def badly(one: Message | View) -> list[str]:
        raw = "&amp;" in FLAVOURS[flavour].names("") + FLAVOURS[flavour].words("")
        torn = [words for words in formatted(one) if ENTITY.search(words)]
        twice = [words for words in formatted(one) if TWICE.search(words) and not raw]
        plain = [words for words in unformatted(one) if re.search(r"&(amp|lt|gt);", words)]
        return torn + twice + ([] if raw else plain)

    assert wrong(saying(flavour), badly) == {}


@pytest.mark.parametrize("flavour", ["plain", "starred"])
def test_no_name_reads_as_emphasis(flavour: str, saying: Saying):
    """Marks of our own come in pairs on each line; those in names stand between joiners that take their force."""

    def odd(one: Message | View) -> list[str]:
        lines = [line for words in formatted(one) for line in NAMES_OWN.sub("", words).split("\n")]
        return [line for line in lines if "~" in line or line.count("*") % 2 or line.count("`") % 2]

    assert wrong(saying(flavour), odd) == {}


@each_flavour
def test_no_label_is_longer_than_a_button_and_none_is_empty(flavour: str, saying: Saying):
    def labels(one: Message | View) -> list[str]:
        controls = [e for block in blocks_of(one) for e in elements(block)]
        shown = [e["text"]["text"] for e in controls if e["type"] == "button"]
        options = [o["text"]["text"] for e in controls for o in e.get("options", [])]
        return [label for label in shown + options if not 0 < len(label.strip()) <= 75]

    assert wrong(saying(flavour), labels) == {}


@each_flavour
def test_who_sees_an_answer_is_said_before_one_can_give_it(flavour: str, saying: Saying):
    def too_late(one: Message | View) -> list[str]:
        told, unsaid = False, []
        for block in blocks_of(one):
            said = " ".join(words for _, words in texts(block))
            told = told or bool(SEEING.search(said))
            asking = [e for e in elements(block) if asks(e)]
            unsaid += [said for _ in asking if not told]
            told = told and not (asking and isinstance(one, View))  # each box has its own
        return unsaid

    assert wrong(asking_ones(saying(flavour)), too_late) == {}


def asking_ones(said: dict[str, Message | View]) -> dict[str, Message | View]:
    """All that asks, but the card: it leads to a window, which says it above the box."""
    return {name: one for name, one in said.items() if "card" not in name}


@pytest.mark.parametrize("flavour", ["plain", "left out"])
def test_every_window_for_an_answer_says_who_sees_it_above_the_box(flavour: str, saying: Saying):
    asked = {n: v for n, v in saying(flavour).items() if n.startswith("window answer")}
    assert len(asked) == 6
    for view in asked.values():
        kinds = ["input" if block["type"] == "input" else "said" for block in blocks_of(view)]
        above = blocks_of(view)[: kinds.index("input")]
        assert any(SEEING.search(words) for _, words in texts(above))


def test_names_that_run_the_other_way_are_kept_apart(saying: Saying):
    def loose(one: Message | View) -> list[str]:
        return [words for _, words in all_texts(one) if has_loose_name(words)]

    said = saying("right-to-left")
    assert wrong(said, loose) == {}
    assert sum(HEBREW in words for one in said.values() for _, words in all_texts(one)) > 100


def has_loose_name(words: str) -> bool:
    """Whether a letter that runs right to left stands outside the marks that keep a name together."""
    inside = 0
    for sign in words:
        inside += (sign == FIRST_STRONG) - (sign == END_ISOLATE)
        if sign in HEBREW + ARABIC and sign != " " and inside < 1:
            return True
    return inside > 0 and not words.endswith("…")


def test_a_thousand_people_lose_only_the_end_of_the_listing(saying: Saying):
    said = saying("a thousand")
    for name in ("letter rooms-page", "letter host-sheet", "page rooms"):
        shown = [words for _, words in texts(blocks_of(said[name]))]
        assert any("There is more than Slack shows" in words for words in shown), name
    labels = [e["text"]["text"] for e in elements(blocks_of(said["letter rooms-page"])[-1])]
    assert labels[:2] == ["Swap two people", "Move someone"]


def test_the_same_words_never_stand_twice_in_a_row(saying: Saying):
    def twice(one: Message | View) -> list[str]:
        said = [
            plainly(words) for _, words in texts(blocks_of(one) if isinstance(one, Message) else [])
        ]
        return [a for a, b in pairwise(said) if a == b and len(a) > TWO_SENTENCES]

    assert wrong(saying("plain"), twice) == {}


def test_home_asks_about_an_action_only_where_the_action_stands(saying: Saying):
    """Pressed there, "Done" is kept with the action; as an answer alone it would change nothing."""
    shown = [e for block in blocks_of(saying("plain")["home"]) for e in elements(block)]
    assert [e["value"] for e in shown if "action-check" in e.get("value", "")] == []
    assert [e["action_id"] for e in shown if e.get("value") == "a2"] == [
        "action:done",
        "action:on_its_way",
        "action:stuck",
        "action:let_go",
    ]
