"""Choices, dates and words by ids, through the switchboard to a real Bolt app: as Slack would tell them."""

import json

import pytest

from tests.sandbox.board import Board, echo, everything

OPTION = '{"text": {"type": "plain_text", "text": "Obie 2"}, "value": "2", "evil": 1}'


@pytest.mark.parametrize(
    ("action", "raw", "told"),
    [
        ("any_button", [], {"value": "pressed"}),
        ("any_select", ["1"], {"selected_option": "dusk"}),
        ("any_select", [], {"selected_option": None}),
        ("any_select", "", {"selected_option": None}),
        ("any_several", ["2", "0", "2"], {"selected_options": ["friday", "monday"]}),
        ("any_several", [], {"selected_options": []}),
        ("any_radio", ["1"], {"selected_option": "tuesday"}),
        ("any_boxes", ["0", "1"], {"selected_options": ["monday", "tuesday"]}),
        ("any_more", ["2"], {"selected_option": "friday"}),
        ("any_person", ["U0CONVENER"], {"selected_user": "U0CONVENER"}),
        ("any_people", ["U0CONVENER"], {"selected_users": ["U0CONVENER"]}),
        ("any_day", ["2027-02-17"], {"selected_date": "2027-02-17"}),
        ("any_day", [""], {"selected_date": None}),
        ("any_hour", ["09:30"], {"selected_time": "09:30"}),
        ("any_instant", ["1802340000"], {"selected_date_time": 1802340000}),
        ("any_found", [OPTION], {"selected_option": "2"}),
    ],
)
def test_whatever_is_chosen_reaches_the_app_as_slack_would_tell_it(
    alive: Board, action: str, raw: object, told: dict
):
    menu = everything(alive)
    ack = alive.act("p001", "uses", surface=menu["id"], block="all", action=action, raw=raw)["ack"]
    assert ack["ok"]
    heard = echo(alive, "p001", 0)
    plain = {name: _values(value) for name, value in heard["chosen"].items()}
    assert plain == told
    if action not in ("any_button", "any_more"):
        kept = alive.messages("p001")[0]["typed"]["all"][action]
        assert {name: _values(each) for name, each in kept.items() if name != "type"} == told


def _values(chosen: object) -> object:
    if isinstance(chosen, list):
        return [_values(each) for each in chosen]
    return chosen["value"] if isinstance(chosen, dict) else chosen


def test_channels_and_conversations_are_chosen_by_their_ids(alive: Board):
    menu, channel = everything(alive), alive.world.channel.id
    for action, name in (
        ("any_channel", "selected_channel"),
        ("any_talks", "selected_conversations"),
    ):
        before = len(alive.world.slack.place.direct(alive.world.ids["p001"]).posts)
        alive.act("p001", "uses", surface=menu["id"], block="all", action=action, raw=[channel])
        assert channel in echo(alive, "p001", before)["chosen"][name]


def test_what_stands_around_a_button_goes_along_with_it(alive: Board):
    menu = everything(alive)
    values = {"all": {"any_boxes": ["1"], "any_day": ["2027-03-01"]}, "line": {"any_line": ["hi"]}}
    alive.act(
        "p001", "uses", surface=menu["id"], block="all", action="any_button", raw=[], values=values
    )
    state = echo(alive, "p001", 0)["state"]
    assert state["line"]["any_line"]["value"] == "hi"
    assert _values(state["all"]["any_boxes"]["selected_options"]) == ["tuesday"]
    assert state["all"]["any_day"]["selected_date"] == "2027-03-01"


@pytest.mark.parametrize(
    ("action", "raw", "why"),
    [
        ("any_select", ["2"], "not there any more"),
        ("any_select", ["-1"], "not there any more"),
        ("any_select", ["٣"], "not there any more"),
        ("any_select", ["0", "1"], "only one"),
        ("any_select", [0], "list of texts"),
        ("any_select", {"a": 1}, "list of texts"),
        ("any_more", [], "nothing was chosen"),
        ("any_people", ["U0CONVENER", "U0000P001", "U0000P002"], "at most 2"),
        ("any_person", ["U0NOBODY"], "not here any more"),
        ("any_channel", ["C0NOWHERE"], "not there any more"),
        ("any_day", ["17 February"], "not a date"),
        ("any_day", ["2027-02-31"], "not a date"),
        ("any_day", ["20270217"], "not a date"),
        ("any_hour", ["25:00"], "not a time"),
        ("any_instant", ["soon"], "not a date and a time"),
        ("any_instant", ["99999999999"], "not a date and a time"),
        ("any_found", ["{}"], "no choice that was suggested"),
        ("any_found", ["[" * 4000], "no choice that was suggested"),
        ("any_found", ['{"text": "x", "value": 1}'], "no choice that was suggested"),
        ("any_gone", [], "what you saw has changed"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_not_told(
    alive: Board, action: str, raw: object, why: str
):
    menu, before = everything(alive), len(alive.world.slack.acks)
    facts = {"surface": menu["id"], "block": "all", "action": action, "raw": raw}
    assert why in alive.refused("p001", "uses", **facts)
    assert len(alive.world.slack.acks) == before
    assert alive.messages("p001")[0]["typed"] == {}


def test_either_everything_fits_or_nothing_is_kept(alive: Board):
    menu = everything(alive)
    values = {"line": {"any_line": ["fits"]}, "number": {"n": ["many"]}}
    assert "number" in alive.refused("p001", "keeps", surface=menu["id"], values=values)
    assert alive.messages("p001")[0]["typed"] == {}
    values["number"]["n"] = ["12"]
    alive.act("p001", "keeps", surface=menu["id"], values=values)
    shown = alive.messages("p001")[0]
    assert shown["typed"]["number"]["n"] == {"type": "number_input", "value": "12"}
    assert shown["v"] == menu["v"]
    alive.act("p001", "keeps", surface=menu["id"], values={"number": {"n": []}})
    assert alive.messages("p001")[0]["typed"]["number"]["n"]["value"] is None


def test_only_a_field_that_says_so_acts_before_the_form_is_sent(alive: Board):
    menu = everything(alive)
    facts = {"surface": menu["id"], "block": "number", "action": "n", "raw": ["1"]}
    assert "with the whole form" in alive.refused("p001", "uses", **facts)
    facts = {"surface": menu["id"], "block": "line", "action": "any_line", "raw": ["now"]}
    alive.act("p001", "uses", **facts)
    assert echo(alive, "p001", 0)["chosen"] == {"value": "now"}
    assert "13 characters" in alive.refused("p001", "uses", **{**facts, "raw": ["x" * 13]})


def test_suggestions_come_from_the_app_for_enough_letters(alive: Board):
    menu = everything(alive)
    facts = {"surface": menu["id"], "block": "all", "action": "any_found"}
    assert alive.act("p001", "suggests", **facts, typed="O") == {
        "words": "",
        "options": [],
        "ack": None,
    }
    offered = alive.act("p001", "suggests", **facts, typed="Obie")["options"]
    assert [each["text"]["text"] for each in offered] == ["Obie 1", "Obie 2"]
    alive.act("p001", "uses", **facts, raw=[json.dumps(offered[0])])
    assert echo(alive, "p001", 0)["chosen"]["selected_option"]["value"] == "1"
    other = {**facts, "action": "any_day"}
    assert "looked up" in alive.refused("p001", "suggests", **other, typed="Obie")
