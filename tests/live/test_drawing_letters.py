"""Everything Convener really says is drawn whole: no unknown part, no control without a name, no word lost."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.live.drawing import draw
from bot.voice import blocks as b
from bot.voice.block_catalogue import BLOCKS
from bot.voice.block_elements import ELEMENTS
from bot.voice.message import Message, View
from bot.web.drawing.emoji import with_signs
from integrations.sandbox.slack_chat import with_ids
from integrations.sandbox.slack_reading import words_of_text
from tests.live.drawn import Drawing, Tag, seer
from tests.voice.community import FLAVOURS
from tests.voice.conftest import Saying, saying, sqlite_template
from tests.voice.reading import elements

__all__ = ["saying", "sqlite_template"]

QUOTE = re.compile(r"^>{1,3} ?", re.MULTILINE)


def surface_of(name: str, said: Message | View) -> dict:
    if isinstance(said, View):
        return {"id": name, "blocks": with_ids(said.body["blocks"]), "text": ""}
    return {"id": name, "blocks": with_ids(list(said.blocks)), "text": said.text}


def controls(drawing: Drawing) -> Iterator[Tag]:
    for tag in drawing.all("button", "input", "select", "textarea"):
        if tag.attrs.get("type") != "hidden":
            yield tag


def keys(surface: dict) -> set[str]:
    return {
        f"{block['block_id']}|{element['action_id']}"
        for block in surface["blocks"]
        for element in elements(block)
    }


def key_of(tag: Tag) -> str:
    """Block and action, as the page takes them out of a name."""
    if tag.name == "button":
        assert tag.attrs["name"] == "press"
        return tag.attrs["value"]
    mark, _, key = tag.attrs["name"].partition("|")
    assert mark == "v"
    return key


def told(surface: dict) -> list[str]:
    """Every text of its blocks, as the pretend Slack reads it, on one line."""
    heard = [words_of_text(text, seer()) for text in _texts(surface["blocks"])]
    return [_on_one_line(QUOTE.sub("", with_signs(text))) for text in heard]


def _texts(part: object) -> Iterator[dict]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict) and part.get("type") in ("mrkdwn", "plain_text"):
        yield part
    elif isinstance(part, dict):
        shown = [
            each
            for name, each in part.items()
            if name not in ("initial_option", "confirm", "placeholder")
        ]
        yield from _texts(shown)


def _on_one_line(words: str) -> str:
    return " ".join(words.replace("\0", "\N{REPLACEMENT CHARACTER}").split())


@pytest.mark.parametrize("flavour", [name for name in FLAVOURS if name != "a thousand"])
def test_every_letter_page_and_window_is_drawn_whole(saying: Saying, flavour: str):
    for name, said in saying(flavour).items():
        surface = surface_of(name, said)
        drawing = Drawing(draw(surface, seer()))
        assert drawing.all(of="b-unknown") == [], name
        assert {key_of(tag) for tag in controls(drawing)} == keys(surface), name
        assert all(drawing.called(tag).strip() for tag in controls(drawing)), name
        if flavour not in (
            "starred",
            "markup",
            "ampersands",
        ):  # there the words hold Slack's own signs
            line = drawing.line()
            assert [text for text in told(surface) if text not in line] == [], name


def test_every_text_that_stands_for_a_message_is_drawn_too(saying: Saying):
    for name, said in saying("plain").items():
        if isinstance(said, Message):
            heard = words_of_text({"type": "mrkdwn", "text": said.text}, seer())
            drawing = Drawing(draw({"id": name, "text": said.text, "blocks": []}, seer()))
            assert drawing.line() == _on_one_line(heard), name


WORDS = st.text(max_size=20)
SOME = WORDS.filter(bool)
ACT = st.from_regex(r"[a-z]{1,5}:[a-z]{1,5}", fullmatch=True)
PAIRS = st.lists(st.tuples(SOME, st.from_regex(r"\w{1,4}", fullmatch=True)), min_size=1, max_size=4)
BUTTON = st.builds(
    b.button,
    SOME,
    ACT,
    WORDS,
    says=WORDS,
    style=st.sampled_from(["", "primary", "danger"]),
    url=st.sampled_from(["", "https://a.example/"]),
)
FIELD = st.one_of(
    st.builds(b.radio, ACT, PAIRS),
    st.builds(b.select, ACT, PAIRS, hint=SOME),
    st.builds(b.text_input, ACT, long=st.booleans(), value=WORDS),
    st.builds(b.date_input, ACT, value=st.sampled_from(["", "2027-02-17"])),
)
BUILT = st.one_of(
    st.builds(b.section, SOME),
    st.builds(b.context, SOME),
    st.builds(b.header, SOME),
    st.builds(b.divider),
    st.lists(BUTTON, min_size=1, max_size=3).map(lambda made: b.actions(*made)),
    st.builds(b.field, ACT, SOME, FIELD, hint=WORDS, optional=st.booleans()),
)
TAGS = {
    "h4",
    "hr",
    "br",
    "p",
    "div",
    "span",
    "a",
    "strong",
    "em",
    "del",
    "code",
    "pre",
    "blockquote",
} | {
    "ul",
    "li",
    "bdi",
    "time",
    "button",
    "input",
    "select",
    "option",
    "textarea",
    "label",
    "fieldset",
    "legend",
}


@given(st.lists(BUILT, max_size=6))
def test_whatever_our_own_builders_make_is_known_and_harmless(blocks: list[dict]):
    surface = {"id": "x", "text": "", "blocks": blocks or [b.divider()]}
    drawing = Drawing(
        draw(
            {**surface, "blocks": [{**each, "block_id": f"b{n}"} for n, each in enumerate(blocks)]},
            seer(),
        )
    )
    assert drawing.all(of="b-unknown") == []
    assert {tag.name for tag in drawing.all()} <= TAGS
    assert not any(name.startswith("on") for tag in drawing.all() for name in tag.attrs)


KINDS = st.sampled_from(
    sorted(
        {
            *BLOCKS,
            *ELEMENTS,
            "rich_text_list",
            "rich_text_section",
            "text",
            "user",
            "link",
            "date",
            "emoji",
        }
    )
)
FIELDS = st.sampled_from(
    [
        "type",
        "text",
        "title",
        "label",
        "element",
        "elements",
        "accessory",
        "fields",
        "options",
        "hint",
        "url",
        "image_url",
        "alt_text",
        "style",
        "confirm",
        "rows",
        "tasks",
        "child_blocks",
        "initial_value",
        "format",
        "initial_option",
        "initial_options",
        "initial_date_time",
        "timestamp",
        "unicode",
        "indent",
        "offset",
        "block_id",
        "action_id",
        "placeholder",
        "value",
        "description",
        "sources",
        "max_length",
        "option_groups",
    ]
)
LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), KINDS)
ODD = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.builds(
            lambda kind, rest: {**rest, "type": kind},
            KINDS,
            st.dictionaries(FIELDS, inner, max_size=5),
        ),
    ),
    max_leaves=12,
)


@given(KINDS, st.dictionaries(FIELDS, ODD, max_size=6))
def test_blocks_that_slack_would_refuse_are_drawn_without_harm(kind: str, rest: dict):
    block = {**rest, "type": kind}
    for each in (
        block,
        {"type": "input", "block_id": "q", "element": block},
        {"type": "actions", "elements": [block]},
    ):
        drawing = Drawing(draw({"id": "x", "text": "", "blocks": [each]}, seer()))
        assert not any(name.startswith("on") for tag in drawing.all() for name in tag.attrs)
