"""convener ending: how far the end is, for a person and for a program; also where there is nothing to end."""

import json


def test_it_says_what_is_open_and_what_comes_next_and_when(begun):
    said = begun("ending")

    assert said.code == 0
    assert "The last session is “What we learned, and what goes on”" in said.said
    assert "none is open" in said.said
    assert "Everyone gets a farewell, each at their own hour." in said.said


def test_a_program_reads_the_same(begun):
    told = json.loads(begun("ending", "--json").said)

    assert (told["last_session"], told["over"], told["actions_open"], told["export"]) == (
        18,
        False,
        0,
        None,
    )
    assert [one["what"] for one in told["next"]][:4] == ["ask", "eve", "farewell", "close"]
    assert told["people_go_at"] > told["ends_at"]


def test_before_anything_has_begun_it_is_said_so(convener):
    convener("db", "upgrade")

    said = convener("ending")
    assert (said.code, "No programme has begun" in said.said) == (0, True)
    assert json.loads(convener("ending", "--json").said) == {"last_session": None}
