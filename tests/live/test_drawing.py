"""Blocks as people see them: words, headings, pictures, tables, rich text; and what nobody knows is said to be so."""

import pytest

from bot.demo.live.drawing import draw
from bot.voice.block_catalogue import BLOCKS
from tests.live.blocks import (
    asked,
    line,
    mrkdwn,
    of,
    options,
    plain,
    rich,
    row,
    said,
    section,
    surface,
)
from tests.live.drawn import Drawing, seer


def drawn(*blocks, **more) -> Drawing:
    return Drawing(draw(surface(*blocks, **more), seer()))


def test_a_message_without_blocks_is_its_words():
    assert drawn(text="*Hello* <@U1>").line() == "Hello @Marlene Voskuil"


def test_a_deleted_message_says_so():
    assert drawn(deleted=True).line() == "This message was deleted."


def test_a_section_has_words_facts_and_something_beside_them():
    drawing = drawn(
        section(
            "*Room 1*",
            fields=[mrkdwn("*When*\nToday"), plain("*Where*")],
            accessory=of("button", text=plain("Change")),
        )
    )
    assert drawing.line() == "Room 1 When Today *Where* Change"
    assert len(drawing.one(of="b-fields").inside) == 2


def test_a_header_is_a_heading_of_the_level_that_fits_the_page():
    block = {"type": "header", "text": plain("Hello :wave:")}
    assert drawn(block).one("h4").words() == "Hello 👋"
    assert Drawing(draw(surface(block), seer(), heading=2)).one("h2").words() == "Hello 👋"


def test_plain_text_marks_nothing_and_keeps_codes_that_shall_stay():
    block = {"type": "context", "elements": [{**plain("*a* :wave:\n<b>"), "emoji": False}]}
    assert drawn(block).words().strip() == "*a* :wave:\n<b>"


def test_a_context_has_small_words_and_small_pictures():
    picture = {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "A bell"}
    drawing = drawn({"type": "context", "elements": [picture, mrkdwn("_Only you_")]})
    assert drawing.line() == "A bell Only you"


def test_a_divider_divides():
    assert drawn({"type": "divider"}).one("hr")


def test_nothing_is_loaded_from_other_hosts():
    pictures = [
        {"type": "image", "image_url": url, "alt_text": "A map", "title": plain("The rooms")}
        for url in (
            "https://a.example/m.png",
            "//a.example/m.png",
            "/\\a.example/m",
            "data:image/png;x",
        )
    ]
    drawing = drawn(*pictures)
    assert drawing.all("img") == []
    assert drawing.line().count("The rooms") == drawing.line().count("Picture A map") == 4
    assert [each.attrs["href"] for each in drawing.all("a")] == ["https://a.example/m.png"]


def test_a_picture_of_the_page_itself_is_shown_with_the_words_for_it():
    picture = {"type": "image", "image_url": "/static/map.png", "alt_text": 'A "map"'}
    assert drawn(picture).one("img").attrs["alt"] == 'A "map"'


def test_rich_text_shows_every_look_and_every_kind_of_piece():
    drawing = drawn(
        rich(
            line(
                said("b", bold=True),
                said("i", italic=True),
                said("s", strike=True),
                said("u", underline=True),
                said("c", code=True),
                said("bi", bold=True, italic=True),
                {"type": "user", "user_id": "U1"},
                {"type": "channel", "channel_id": "C1"},
                {"type": "broadcast", "range": "here"},
                {"type": "usergroup", "usergroup_id": "S1"},
                {
                    "type": "link",
                    "url": "https://a.example/",
                    "text": "notes",
                    "style": {"bold": True},
                },
                {"type": "link", "url": "javascript:x", "text": "trick"},
                {"type": "emoji", "name": "tada"},
                {"type": "emoji", "name": "odd", "unicode": "1f9d0"},
                {"type": "emoji", "name": "ours"},
                {"type": "color", "value": "#aabbcc"},
                {"type": "date", "timestamp": 1802885400, "format": "{time}", "fallback": "x"},
                {
                    "type": "date",
                    "timestamp": 1802885400,
                    "format": "{time}",
                    "url": "https://d.example",
                },
                {"type": "something", "text": "new"},
                {"type": "nothing"},
            )
        )
    )
    marks = [tag.name for tag in drawing.one(of="b-line").tags()]
    assert marks[:7] == ["strong", "em", "del", "u", "code", "em", "strong"]
    assert drawing.line() == (
        "bisucbi@Marlene Voskuil#general@here@S1notestrick🎉🧐:ours:#aabbcc18:3018:30new[nothing]"
    )
    assert [each.attrs["href"] for each in drawing.all("a")] == [
        "https://a.example/",
        "https://d.example",
    ]
    assert [each.words() for each in drawing.all(of="b-mine")] == ["@Marlene Voskuil", "@here"]


def test_rich_text_keeps_its_words_apart_from_markup():
    drawing = drawn(rich(line(said("<b> *x* &lt; :wave: <@U1>\nnext"))))
    assert drawing.line() == "<b> *x* &lt; 👋 <@U1> next"


def test_rich_lists_are_lists_with_their_depth_and_their_first_number():
    entry = line(said("one"))
    drawing = drawn(
        rich(
            {"type": "rich_text_list", "style": "bullet", "elements": [entry, entry]},
            {
                "type": "rich_text_list",
                "style": "ordered",
                "indent": 2,
                "offset": 3,
                "border": 1,
                "elements": [entry],
            },
        )
    )
    assert len([tag for tag in drawing.one("ul").tags() if tag.name == "li"]) == 2
    ordered = drawing.one("ol")
    assert (ordered.attrs["start"], ordered.attrs["class"]) == ("4", "b-list b-in-2 b-bordered")


def test_rich_quotations_and_code_are_blocks():
    drawing = drawn(
        rich(
            {"type": "rich_text_quote", "elements": [said("a\nb")]},
            {
                "type": "rich_text_preformatted",
                "elements": [said("x < 1\n  :wave:"), {"type": "link", "url": "https://a.example"}],
            },
        )
    )
    assert drawing.one("blockquote").words() == "a\nb"
    assert drawing.one("pre").words() == "x < 1\n  :wave:https://a.example"


def test_markdown_is_drawn_without_any_html_of_its_own():
    text = (
        "# One\n**b** ~~s~~ `c` :wave:\n\n1. x\n\n> q\n\n| h |\n|---|\n| d |\n\n"
        "<b>no</b> [l](https://a.example) [j](javascript:x) ![alt](https://i.example/x.png)"
    )
    drawing = drawn({"type": "markdown", "text": text})
    assert drawing.one("h4").words() == "One"
    assert {"strong", "s", "code", "ol", "blockquote", "table"} <= {
        tag.name for tag in drawing.all()
    }
    assert "<b>no</b>" in drawing.line()
    assert drawing.all("b", "img") == []
    assert [(a.attrs["href"], a.attrs["rel"]) for a in drawing.all("a")] == [
        ("https://a.example", "noreferrer")
    ]
    assert "👋" in drawing.line()


def test_a_table_names_its_columns():
    cells = [{"type": "raw_text", "text": "Place"}, rich(line(said("Hour", bold=True)))]
    rows = [cells, [{"type": "raw_text", "text": "Boston"}, {"type": "raw_number", "value": 10}]]
    drawing = drawn(
        {"type": "table", "rows": rows, "column_settings": [{"align": "left"}, {"align": "right"}]}
    )
    assert [" ".join(each.words().split()) for each in drawing.all("th")] == ["Place", "Hour"]
    assert [each.attrs["class"] for each in drawing.all("td")] == ["b-left", "b-right"]
    assert [each.words() for each in drawing.all("td")] == ["Boston", "10"]


def test_cards_and_containers_show_everything_that_is_in_them():
    card = {
        "type": "card",
        "block_id": "c",
        "title": mrkdwn("*T*"),
        "subtitle": plain("S"),
        "body": plain("B"),
        "subtext": plain("small"),
        "actions": [of("button", text=plain("Go"))],
        "hero_image": {"image_url": "https://a.example/x.png", "alt_text": "A sea"},
    }
    box = {"type": "container", "title": plain("Box"), "child_blocks": [section("inside")]}
    drawing = drawn({"type": "carousel", "elements": [card]}, box)
    assert drawing.line() == "Picture A sea Open the picture T S B small Go Box inside"
    assert drawing.one("button", value="c|a")


def test_plans_notices_videos_calls_and_files_are_told_as_what_they_are():
    step = {
        "title": "Ask",
        "status": "in_progress",
        "details": rich(line(said("soon"))),
        "sources": [{"url": "https://s.example", "text": "see"}],
    }
    drawing = drawn(
        {"type": "alert", "text": mrkdwn("*Mind*")},
        {"type": "plan", "title": "Steps", "tasks": [step]},
        {
            "type": "video",
            "title": plain("Talk"),
            "alt_text": "A talk",
            "video_url": "https://v.example",
            "author_name": "Bo",
        },
        {"type": "call", "call": {"v1": {"name": "Weekly", "join_url": "https://z.example"}}},
        {"type": "file", "external_id": "F1", "source": "remote"},
    )
    assert drawing.line() == (
        "Mind Steps Ask Going on soon see Video Talk A talk Bo Watch the video Call Weekly Join File A file F1"
    )
    assert len(drawing.all("a")) == 3


@pytest.mark.parametrize("kind", sorted(BLOCKS))
def test_every_block_that_slack_knows_is_drawn_even_with_nothing_in_it(kind: str):
    drawing = drawn({"type": kind, "block_id": "b"})
    known = kind not in ("data_visualization", "input")
    assert (drawing.all(of="b-unknown") == []) is known


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (
            {"type": "hologram", "text": plain("See <me>"), "more": [{"title": "deep"}]},
            "A block of the kind “hologram” that this page does not draw. See <me> deep",
        ),
        (
            row(of("lever", text=plain("Pull"))),
            "A part of the kind “lever” that this page does not draw. Pull",
        ),
        (asked(of("dial")), "Question A field of the kind “dial” that this page does not draw."),
        (
            {"type": "context", "elements": [{"type": "bell"}]},
            "A part of the kind “bell” that this page does not draw.",
        ),
        ({}, "A block of the kind “none” that this page does not draw."),
        ("words", "A block of the kind “none” that this page does not draw."),
    ],
)
def test_what_nobody_knows_is_shown_as_what_it_is_with_its_words(block, words: str):
    drawing = drawn(block)
    assert drawing.line() == words
    assert drawing.one(of="b-unknown")


def test_a_style_nobody_knows_is_a_plain_button():
    drawing = drawn(row(of("button", text=plain("Go"), style="glowing")))
    assert drawing.one("button").attrs["class"] == "b-button"


def test_blocks_within_blocks_end_somewhere():
    deep = section("bottom")
    for _ in range(100):
        deep = {"type": "container", "child_blocks": [deep]}
    assert drawn(deep).one(of="b-unknown")


def test_the_same_message_before_two_people_has_no_id_in_common():
    block = asked(of("radio_buttons", options=options("Yes", "No")), hint=plain("h"))
    first, second = (Drawing(draw(surface(block), seer(me=who))) for who in ("U1", "U2"))
    other = Drawing(draw(surface(block, id="D1/1_5"), seer()))
    assert first.ids
    assert first.ids.isdisjoint(second.ids | other.ids)
