"""Everything that is pressed, chosen or written: its name, its value, its label, and what stands in it."""

import json

from bot.demo.live.drawing import draw
from tests.live.blocks import asked, mrkdwn, of, options, plain, row, section, surface
from tests.live.drawn import Drawing, seer

SURE = {
    "title": plain("Sure?"),
    "text": mrkdwn("*Your* seat"),
    "confirm": plain("Yes"),
    "deny": plain("No"),
    "style": "danger",
}


def drawn(*blocks, typed=None, errors=None, **who) -> Drawing:
    return Drawing(draw(surface(*blocks, typed=typed or {}, errors=errors or {}), seer(**who)))


def test_a_button_sends_its_block_and_action_past_unfilled_fields():
    button = drawn(row(of("button", text=plain("I can *come* :+1:"), style="primary"))).one(
        "button"
    )
    assert (button.attrs["type"], button.attrs["name"], button.attrs["value"]) == (
        "submit",
        "press",
        "row|a",
    )
    assert "b-primary" in button.attrs["class"]
    assert "formnovalidate" in button.attrs
    assert button.words() == "I can *come* 👍"


def test_a_button_is_called_what_it_says_to_those_who_hear_it():
    spoken = of("button", text=plain("Yes"), accessibility_label='Yes to "texts"')
    assert drawn(row(spoken)).one("button").attrs["aria-label"] == 'Yes to "texts"'


def test_a_button_with_an_address_tells_it_if_it_is_one():
    pages = [
        of("button", text=plain("Notes"), url=url)
        for url in ("https://a.example/?b&c", "javascript:x")
    ]
    drawing = drawn(row(*pages))
    assert [tag.attrs.get("data-url") for tag in drawing.all("button")] == [
        "https://a.example/?b&c",
        None,
    ]


def test_a_button_that_asks_first_brings_the_words_along():
    button = drawn(row(of("button", text=plain("Leave"), confirm=SURE))).one("button")
    assert json.loads(button.attrs["data-confirm"]) == {
        "title": "Sure?",
        "text": "Your seat",
        "confirm": "Yes",
        "deny": "No",
        "style": "danger",
    }


def test_more_to_choose_from_is_behind_a_summary_and_each_says_which_it_is():
    more = of(
        "overflow",
        options=[
            *options("Pause", "Leave"),
            {"text": plain("Page"), "value": "p", "url": "https://a.example"},
        ],
    )
    drawing = drawn(section("x", accessory=more))
    assert drawing.one("details")
    assert drawing.one("summary").attrs["aria-label"]
    assert [(tag.attrs["value"], tag.words()) for tag in drawing.all("button", name="press")] == [
        ("s|a|0", "Pause"),
        ("s|a|1", "Leave"),
        ("s|a|2", "Page"),
    ]
    assert drawing.all("button")[2].attrs["data-url"] == "https://a.example"


def test_a_yes_and_a_no_say_which_of_them_was_pressed():
    both = of(
        "feedback_buttons",
        positive_button={"text": plain("Good"), "value": "g"},
        negative_button={"text": plain("Bad"), "value": "b"},
    )
    icon = of("icon_button", icon="trash", text=plain("Remove"))
    drawing = drawn({"type": "context_actions", "block_id": "f", "elements": [both, icon]})
    assert [tag.attrs["value"] for tag in drawing.all("button")] == ["f|a|0", "f|a|1", "f|a"]
    assert drawing.line() == "GoodBad 🗑️ Remove"


def test_a_menu_offers_places_in_the_whole_list():
    menu = of(
        "static_select",
        options=options("Yes", "No"),
        initial_option=options("No")[0],
        placeholder=plain("Do you?"),
    )
    select = drawn(row(menu)).one("select")
    assert select.attrs["name"] == "v|row|a"
    assert [(o.attrs["value"], o.words(), "selected" in o.attrs) for o in select.inside] == [
        ("", "Do you?", False),
        ("0", "Yes", False),
        ("1", "No", True),
    ]


def test_groups_of_options_are_counted_through():
    groups = [
        {"label": plain("A"), "options": options("x", "y")},
        {"label": plain("B"), "options": options("z")},
    ]
    for kind in ("static_select", "multi_static_select"):
        drawing = drawn(asked(of(kind, option_groups=groups)))
        values = [t.attrs["value"] for t in drawing.all("option", "input") if t.attrs["value"]]
        assert values == ["0", "1", "2"]
    assert [
        g.attrs["label"]
        for g in drawn(asked(of("static_select", option_groups=groups))).all("optgroup")
    ] == ["A", "B"]


def test_several_are_ticked_and_none_can_be_told_from_never_asked():
    several = of(
        "multi_static_select",
        options=options("Tea", "Milk", "Sugar"),
        initial_options=options("Tea", "Sugar"),
        max_selected_items=2,
    )
    drawing = drawn(asked(several))
    assert [
        t.attrs["value"] for t in drawing.all("input", type="checkbox") if "checked" in t.attrs
    ] == ["0", "2"]
    assert {t.attrs["name"] for t in drawing.all("input")} == {"v|q|a"}
    assert drawing.one("input", type="hidden").attrs["value"] == ""
    assert drawing.one("fieldset").attrs["data-most"] == "2"
    assert "Choose at most 2" in drawing.line()


def test_people_and_channels_are_chosen_by_name_and_sent_by_id():
    people = drawn(asked(of("users_select", initial_user="U2"))).one("select")
    assert [(o.attrs["value"], o.words()) for o in people.inside][1:] == [
        ("U2", "Darrow Tesch"),
        ("U1", "Marlene Voskuil"),
        ("W3", "Ruth & Sons"),
    ]
    assert [o.attrs["value"] for o in people.inside if "selected" in o.attrs] == ["U2"]
    channels = drawn(asked(of("multi_channels_select", initial_channels=["C2", "C9"])))
    ticked = [
        t.attrs["value"] for t in channels.all("input", type="checkbox") if "checked" in t.attrs
    ]
    assert ticked == ["C2", "C9"]
    assert "#stroke-care" in channels.line()


def test_radio_buttons_are_one_group_and_one_of_them_is_on():
    radios = of(
        "radio_buttons",
        initial_option={"text": plain("x"), "value": "N"},
        options=[
            {"text": mrkdwn("*Yes*"), "value": "Y", "description": plain("please")},
            *options("No"),
        ],
    )
    drawing = drawn(asked(radios))
    group = drawing.one("fieldset", role="radiogroup")
    assert drawing.one("legend").words() == "Question"
    assert [(t.attrs["value"], drawing.called(t)) for t in group.tags() if t.name == "input"] == [
        ("0", "Yesplease"),
        ("1", "No"),
    ]
    assert drawing.one("input", checked="").attrs["value"] == "1"


def test_suggestions_are_searched_for_and_what_is_chosen_is_sent_whole():
    chosen = {"text": plain("Åse & Co"), "value": "v1"}
    drawing = drawn(asked(of("external_select", initial_option=chosen, min_query_length=2)))
    search, menu = drawing.one("input", type="search"), drawing.one("select")
    assert (search.attrs["data-suggests"], search.attrs["data-least"]) == ("q|a", "2")
    assert "name" not in search.attrs
    assert menu.attrs["name"] == "v|q|a"
    assert json.loads(drawing.all("option")[1].attrs["value"]) == chosen
    several = drawn(asked(of("multi_external_select", initial_options=[chosen])))
    assert "multiple" in several.one("select").attrs
    assert several.one("option", selected="").words() == "Åse & Co"
