"""Every limit of Block Kit is looked at, one step inside it and one step beyond."""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice.block_limits import LIMITS
from bot.voice.limits import MESSAGE_CHARACTERS, characters, faults, view_faults
from tests.sandbox.small_app import MENU, STORY, button, field, form, plain, section


def option(text: str = "One", **more: object) -> dict:
    return {"text": plain(text), "value": text[:150], **more}


def actions(*elements: dict) -> dict:
    return {"type": "actions", "elements": list(elements)}


def choice(kind: str, count: int) -> dict:
    return {"type": kind, "action_id": "c", "options": [option(str(n)) for n in range(count)]}


CONFIRM = {"title": plain("t"), "text": plain("x"), "confirm": plain("Yes"), "deny": plain("No")}
TYPED = {"type": "plain_text_input"}


def sized(size: int) -> dict[str, Callable[[], dict]]:
    """For each limit a block in which just this one thing has this size."""
    text = "x" * size
    return {
        "actions.elements.max_items": lambda: actions(*(button("a", f"b{n}") for n in range(size))),
        "action_id.max_length": lambda: actions(button("a", text)),
        "block_id.max_length": lambda: section("a", block_id=text),
        "button.text.max_length": lambda: actions(button(text, "a")),
        "button.value.max_length": lambda: actions(button("a", "a", value=text)),
        "button.url.max_length": lambda: actions(button("a", "a", url=text)),
        "button.accessibility_label.max_length": lambda: actions(
            button("a", "a", accessibility_label=text)
        ),
        "checkboxes.options.max_items": lambda: actions(choice("checkboxes", size)),
        "radio_buttons.options.max_items": lambda: actions(choice("radio_buttons", size)),
        "overflow.options.max_items": lambda: actions(choice("overflow", size)),
        "select.options.max_items": lambda: actions(choice("static_select", size)),
        "select.placeholder.max_length": lambda: actions(
            {**choice("static_select", 1), "placeholder": plain(text)}
        ),
        "confirmation.title.max_length": lambda: actions(
            button("a", "a", confirm={**CONFIRM, "title": plain(text)})
        ),
        "confirmation.text.max_length": lambda: actions(
            button("a", "a", confirm={**CONFIRM, "text": plain(text)})
        ),
        "confirmation.confirm.max_length": lambda: actions(
            button("a", "a", confirm={**CONFIRM, "confirm": plain(text)})
        ),
        "confirmation.deny.max_length": lambda: actions(
            button("a", "a", confirm={**CONFIRM, "deny": plain(text)})
        ),
        "context.elements.max_items": lambda: {"type": "context", "elements": [plain("a")] * size},
        "header.text.max_length": lambda: {"type": "header", "text": plain(text)},
        "image.alt_text.max_length": lambda: {
            "type": "image",
            "image_url": "https://example.org/a.png",
            "alt_text": text,
        },
        "image.title.max_length": lambda: {
            "type": "image",
            "image_url": "https://example.org/a.png",
            "alt_text": "a",
            "title": plain(text),
        },
        "input.label.max_length": lambda: field(text, "b", TYPED),
        "input.hint.max_length": lambda: field("a", "b", TYPED, hint=plain(text)),
        "markdown.text.max_length": lambda: {"type": "markdown", "text": text},
        "option.text.max_length": lambda: actions(
            {"type": "overflow", "action_id": "o", "options": [option(text)]}
        ),
        "option.description.max_length": lambda: actions(
            {"type": "overflow", "action_id": "o", "options": [option(description=plain(text))]}
        ),
        "option.value.max_length": lambda: actions(
            {"type": "overflow", "action_id": "o", "options": [{"text": plain("a"), "value": text}]}
        ),
        "plain_text_input.placeholder.max_length": lambda: field(
            "a", "b", {**TYPED, "placeholder": plain(text)}
        ),
        "section.text.max_length": lambda: section(text),
        "section.fields.max_items": lambda: {"type": "section", "fields": [plain("a")] * size},
        "section.fields.item_max_length": lambda: {"type": "section", "fields": [plain(text)]},
        "table.rows.max_items": lambda: {"type": "table", "rows": [[]] * size},
        "video.description.max_length": lambda: {"type": "video", "description": plain(text)},
    }


@pytest.mark.parametrize("limit", sorted(sized(1)))
def test_what_just_fits_is_taken_and_one_more_is_not(limit: str):
    most = LIMITS[limit]
    assert faults([sized(most)[limit]()]) == []
    beyond = faults([sized(most + 1)[limit]()])
    assert len(beyond) >= 1
    assert any(str(most) in fault for fault in beyond)


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ("no list", "blocks: must be a list"),
        ([{"type": "carousell"}], "blocks[0]: there is no type carousell"),
        (["words"], "blocks[0]: there is no type 'words'"),
        ([{"type": "section"}], "blocks[0]: needs text or fields"),
        ([section("")], "blocks[0].text: is empty"),
        ([section("a", colour="red")], "blocks[0]: has no field colour"),
        (
            [{"type": "section", "text": {"type": "mrkdwn", "text": "a", "emoji": True}}],
            "blocks[0].text: a mrkdwn has no field emoji",
        ),
        (
            [{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}],
            "blocks[0].text: must be a text of type plain_text",
        ),
        (
            [section("a", block_id="x"), section("b", block_id="x")],
            "blocks[1].block_id: x stands twice",
        ),
        (
            [actions(button("a", "same"), button("b", "same"))],
            "blocks[0].elements[1].action_id: same stands twice in this block",
        ),
        ([actions(TYPED)], "blocks[0].elements[0]: a plain_text_input cannot stand here"),
        (
            [field("a", "b", {"type": "file_input"})],
            "blocks[0].element: a file_input cannot stand on a message",
        ),
        (
            [actions({"type": "overflow", "action_id": "a", "options": []})],
            "blocks[0].elements[0].options: 0 of them, at least 1",
        ),
        (
            [actions(button("a", "b", style="loud"))],
            "blocks[0].elements[0].style: must be primary or danger",
        ),
        (
            [actions({"type": "static_select", "action_id": "a"})],
            "blocks[0].elements[0]: needs options or option_groups",
        ),
        (
            [actions({**choice("static_select", 2), "initial_option": option("other")})],
            "blocks[0]: starts with an option that is not offered",
        ),
        (
            [field(n, n, {**TYPED, "focus_on_load": True}) for n in "ab"],
            "blocks[1].element.focus_on_load: only one element may take the focus",
        ),
        ([field("a", "b", TYPED, optional="yes")], "blocks[0].optional: must be true or false"),
        (
            [field("a", "b", {**TYPED, "max_length": 3001})],
            "blocks[0].element.max_length: 3001 is out of bounds",
        ),
    ],
)
def test_what_is_wrong_is_said_with_the_place_where_it_stands(blocks: object, place: str):
    assert place in faults(blocks)


def test_all_texts_of_a_message_have_a_limit_together_but_a_page_has_none():
    blocks = [section("x" * 2700) for _ in range(5)]
    assert characters(blocks) == 13_500
    assert faults(blocks) == [f"blocks: 13500 characters in all, at most {MESSAGE_CHARACTERS}"]
    assert faults(blocks, "home") == []


def test_markdown_has_a_limit_over_all_its_blocks():
    assert faults([{"type": "markdown", "text": "x" * 6001}] * 2) != []


def test_a_message_has_fifty_blocks_and_no_more():
    assert faults([section("a")] * 50) == []
    assert faults([section("a")] * 51) == ["blocks: 51 blocks, at most 50"]


def test_a_form_must_be_named_and_sendable():
    assert view_faults(STORY) == []
    assert "view: needs submit, because it has inputs" in view_faults(
        {name: value for name, value in STORY.items() if name != "submit"}
    )
    assert "view: needs title" in view_faults({"type": "modal", "blocks": []})
    assert view_faults(form("x" * 25)) == ["view.title: 25 characters, at most 24"]
    assert "view.type: must be modal or home" in view_faults({"type": "tab", "blocks": []})
    assert view_faults([]) == ["view: must be an object"]


def test_a_view_has_a_hundred_blocks_and_no_more_than_its_bytes():
    assert view_faults({"type": "home", "blocks": [section("a")] * 100}) == []
    assert view_faults({"type": "home", "blocks": [section("a")] * 101}) != []
    heavy = {"type": "home", "blocks": [section("x" * 3000) for _ in range(90)]}
    assert [fault for fault in view_faults(heavy) if "bytes" in fault]


def test_what_a_view_carries_along_has_limits_too():
    assert view_faults(form("a", private_metadata="x" * 3000)) == []
    assert view_faults(form("a", private_metadata="x" * 3001)) != []
    assert view_faults(form("a", callback="x" * 256)) != []
    assert view_faults({"type": "home", "blocks": [], "external_id": ""}) == []


NAMES = st.sampled_from(["type", "text", "elements", "options", "element", "accessory"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(JUNK)
def test_whatever_comes_is_judged_and_never_breaks(junk: object):
    assert isinstance(faults(junk), list)
    assert isinstance(faults([junk]), list)
    assert isinstance(view_faults(junk), list)


@given(st.data())
def test_a_good_message_with_one_field_taken_away_or_spoilt_is_still_judged(data: st.DataObject):
    blocks = copy.deepcopy([MENU, section("a", accessory=button("b", "c"))])
    thing = data.draw(
        st.sampled_from([blocks[0]["elements"][0], blocks[1], blocks[1]["accessory"]])
    )
    name = data.draw(st.sampled_from(sorted(thing)))
    thing[name] = data.draw(st.sampled_from([None, 7, "", [], {}]))
    assert faults(blocks)


def test_the_figures_are_those_of_the_published_list():
    folder = os.environ.get("CONVENER_CONTRACTS")
    if not folder:
        pytest.skip(
            "CONVENER_CONTRACTS is not set: Slack's published limits are NOT compared with ours"
        )
    published = json.loads((Path(folder) / "slack" / "blockkit-limits.json").read_text())["limits"]
    assert published == LIMITS
