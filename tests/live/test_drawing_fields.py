"""What is written in a form, and how every field is labelled, described and named."""

import pytest

from bot.demo.live.drawing import draw, epoch_of
from bot.voice.block_elements import BESIDE, IN_FORM, IN_ROW
from tests.live.blocks import asked, of, options, plain, row, section, surface
from tests.live.drawn import Drawing, seer

OFFERING = ("overflow", "radio_buttons", "checkboxes", "static_select", "multi_static_select")


def filled(kind: str) -> dict:
    """An element of a kind with what that kind cannot do without."""
    more = {
        "button": {"text": plain("Go")},
        "workflow_button": {"text": plain("Go"), "workflow": {}},
        "image": {"alt_text": "A map", "image_url": "https://a.example/x"},
        **{each: {"options": options("Yes", "No")} for each in OFFERING},
    }
    return of(kind, **more.get(kind, {}))


def drawn(*blocks, typed=None, errors=None, **who) -> Drawing:
    return Drawing(draw(surface(*blocks, typed=typed or {}, errors=errors or {}), seer(**who)))


def controls(drawing: Drawing):
    return [
        tag
        for tag in drawing.all("button", "input", "select", "textarea")
        if tag.attrs.get("type") != "hidden"
    ]


@pytest.mark.parametrize(
    ("element", "attrs", "value"),
    [
        (
            of("plain_text_input", initial_value='a "b" <c>', min_length=2, max_length=9),
            {"type": "text", "minlength": "2", "maxlength": "9"},
            'a "b" <c>',
        ),
        (
            of("email_text_input", placeholder=plain("you@example.org")),
            {"type": "email", "placeholder": "you@example.org"},
            "",
        ),
        (
            of("url_text_input", initial_value="https://a.example"),
            {"type": "url"},
            "https://a.example",
        ),
        (
            of("number_input", is_decimal_allowed=False, min_value="1", max_value="9"),
            {"type": "number", "min": "1", "max": "9", "step": "1"},
            "",
        ),
        (
            of("number_input", is_decimal_allowed=True, initial_value="1.5"),
            {"type": "number", "step": "any"},
            "1.5",
        ),
        (of("datepicker", initial_date="2027-02-17"), {"type": "date"}, "2027-02-17"),
        (
            of("timepicker", initial_time="09:30", timezone="America/New_York"),
            {"type": "time"},
            "09:30",
        ),
        (
            of("datetimepicker", initial_date_time=1802885400),
            {"type": "datetime-local", "data-zone": "Europe/Stockholm"},
            "2027-02-17T18:30",
        ),
        (
            of("file_input", filetypes=["pdf", "png"], max_files=1),
            {"type": "file", "accept": ".pdf,.png", "data-most": "1"},
            "",
        ),
    ],
)
def test_a_box_takes_what_it_is_for_and_shows_what_stands_in_it(element, attrs, value: str):
    box = drawn(asked(element)).one("input")
    assert attrs.items() <= box.attrs.items()
    assert box.attrs["name"] == "v|q|a"
    assert box.attrs.get("value", "") == value


@pytest.mark.parametrize("kind", ["plain_text_input", "rich_text_input"])
@pytest.mark.parametrize("value", ["\n\nlate", "a\nb", "</textarea><b>", " x "])
def test_a_long_answer_keeps_every_line(kind: str, value: str):
    typed = {"q": {"a": {"type": kind, "value": value}}}
    area = drawn(asked(of(kind, multiline=True)), typed=typed).one("textarea")
    assert area.words().removeprefix("\n") == value


def test_rich_text_to_begin_with_is_its_words():
    begun = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [{"type": "text", "text": "Hi "}, {"type": "text", "text": "you"}],
            }
        ],
    }
    assert (
        drawn(asked(of("rich_text_input", initial_value=begun))).one("textarea").words()
        == "\nHi you"
    )


def test_a_city_stands_beside_an_hour():
    assert "in New York" in drawn(asked(of("timepicker", timezone="America/New_York"))).line()
    assert "in Auckland" in drawn(asked(of("datetimepicker")), zone="Pacific/Auckland").line()


@pytest.mark.parametrize(
    "zone", ["Europe/Stockholm", "Pacific/Auckland", "America/St_Johns", "UTC", ""]
)
def test_an_hour_on_the_wall_is_the_same_instant_again(zone: str):
    who = seer(zone=zone)
    for epoch in range(1_790_000_000 // 60 * 60, 1_830_000_000, 86_400 * 5 + 3600):
        assert epoch_of(who.wall_clock(epoch), zone) == str(epoch)


def test_an_hour_that_is_none_is_refused():
    with pytest.raises(ValueError, match="isoformat"):
        epoch_of("soon", "UTC")


def test_what_was_typed_stands_before_what_the_field_began_with():
    radios = of("radio_buttons", options=options("Yes", "No"), initial_option=options("No")[0])
    typed = {"q": {"a": {"type": "radio_buttons", "selected_option": options("Yes")[0]}}}
    assert drawn(asked(radios), typed=typed).one("input", checked="").attrs["value"] == "0"


def test_what_was_emptied_stays_empty():
    ticks = of("checkboxes", options=options("Yes", "No"), initial_options=options("No"))
    drawing = drawn(
        asked(ticks), typed={"q": {"a": {"type": "checkboxes", "selected_options": []}}}
    )
    assert drawing.all("input", checked="") == []
    text = of("plain_text_input", initial_value="begun")
    emptied = {"q": {"a": {"type": "plain_text_input", "value": None}}}
    assert drawn(asked(text), typed=emptied).one("input").attrs["value"] == ""


@pytest.mark.parametrize("kind", IN_FORM)
def test_every_field_of_a_form_has_a_label_a_hint_and_its_error(kind: str):
    field = asked(filled(kind), hint=plain("Short is fine"), optional=kind == "datepicker")
    drawing = drawn(field, errors={"q": "Not <so>", "other": "elsewhere"})
    groups = drawing.all("fieldset")
    named = groups[0] if groups else controls(drawing)[0]
    label = drawing.one("legend").words() if groups else drawing.called(named)
    assert label == ("Question (optional)" if kind == "datepicker" else "Question")
    assert drawing.described(named) == ["Short is fine", "! Not <so>"]
    assert drawing.all(aria_invalid="true")
    assert "elsewhere" not in drawing.line()


@pytest.mark.parametrize("kind", IN_FORM)
def test_a_field_acts_at_once_only_where_it_should(kind: str):
    assert drawn(asked(filled(kind))).all(data_acts="q|a") == []
    for block in (asked(filled(kind), dispatch_action=True), row(filled(kind))):
        fields = [t for t in controls(drawn(block)) if "name" in t.attrs]
        assert fields
        assert all(t.attrs["data-acts"] == f"{block['block_id']}|a" for t in fields)


def test_a_field_that_acts_with_every_letter_says_so():
    config = {"trigger_actions_on": ["on_character_entered"]}
    element = of("plain_text_input", dispatch_action_config=config)
    assert (
        drawn(asked(element, dispatch_action=True)).one("input").attrs["data-acts-on"] == "letters"
    )


@pytest.mark.parametrize("kind", sorted({*BESIDE, *IN_ROW} - {"image"}))
def test_everything_without_a_label_of_its_own_is_named_all_the_same(kind: str):
    for block in (section("Which of *these*?", accessory=filled(kind)), row(filled(kind))):
        drawing = drawn(block)
        assert drawing.all(of="b-unknown") == []
        groups = drawing.all("fieldset")
        assert all(drawing.called(each).strip() for each in [*groups, *controls(drawing)])
        if groups and block["type"] == "section":
            assert drawing.called(groups[0]) == "Which of these?"


def test_what_must_be_answered_is_marked_so_and_the_focus_goes_where_it_is_asked():
    text = of("plain_text_input", focus_on_load=True)
    assert {"required", "autofocus"} <= drawn(asked(text)).one("input").attrs.keys()
    assert "required" not in drawn(asked(text, optional=True)).one("input").attrs


def test_a_field_without_an_error_is_not_wrong():
    drawing = drawn(asked(of("plain_text_input")))
    assert drawing.all(aria_invalid="true") == []
    assert "aria-describedby" not in drawing.one("input").attrs
