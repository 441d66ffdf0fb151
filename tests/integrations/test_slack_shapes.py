"""Whose account acts: its own id in its own workspace, in every shape in which Slack tells it."""

import pytest

from bot.slack.gestures import Garbled, command, event, press, sent_form

PRESS = {"actions": [{"action_id": "a", "value": "v"}], "trigger_id": "1"}
HERE, THERE = "T0HERE", "T0THERE"


def by(user=None, **more):
    return {**PRESS, "user": {"id": "U1", **(user or {})}, **more}


@pytest.mark.parametrize(
    ("body", "member"),
    [
        (by({"team_id": HERE}, team={"id": HERE}), "T0HERE/U1"),
        (by(team={"id": HERE}), "T0HERE/U1"),
        # somebody of another workspace in a shared channel
        (by({"team_id": THERE}, team={"id": HERE}), "T0THERE/U1"),
        # an organisation: no team, or its own id in the team's place
        (by({"team_id": HERE}, team=None, enterprise={"id": "E1"}), "T0HERE/U1"),
        (by({"team_id": "E1"}, team={"id": HERE, "enterprise_id": "E1"}), "T0HERE/U1"),
        # nobody says where: an account of no workspace is nobody's
        (by(), "U1"),
    ],
)
def test_a_press(body, member):
    assert press(body).member == member


@pytest.mark.parametrize(
    ("inner", "member"),
    [
        ({"type": "app_home_opened", "user": "U1"}, "T0HERE/U1"),
        ({"type": "message", "user": "U1", "team": HERE}, "T0HERE/U1"),
        ({"type": "message", "user": "U1", "team": HERE, "user_team": THERE}, "T0THERE/U1"),
        ({"type": "message", "user": "U1", "team": "E1"}, "T0HERE/U1"),
    ],
)
def test_an_event(inner, member):
    told = {"team_id": THERE, "authorizations": [{"team_id": HERE}], "event_id": "Ev1"}
    assert event({**told, "event": inner}).member == member


def test_a_command_and_a_form():
    typed = {"trigger_id": "1", "user_id": "U1", "team_id": HERE, "text": ""}
    assert command(typed).member == "T0HERE/U1"
    view = {"id": "V1", "hash": "h", "team_id": HERE, "app_installed_team_id": HERE}
    sent = sent_form({"view": view, "user": {"id": "U1", "team_id": THERE}, "team": {"id": THERE}})
    assert sent.member == "T0THERE/U1"


def test_the_same_id_in_two_workspaces_makes_two_gestures():
    keys = {press(by({"team_id": team})).key for team in (HERE, THERE)}
    assert len(keys) == 2


@pytest.mark.parametrize("odd", ["T0HERE/U9", "../U9", "T0 HERE", 7, {"id": "T1"}, "T" + "x" * 99])
def test_an_id_that_hides_another_is_not_read(odd):
    with pytest.raises(Garbled):
        press(by({"team_id": odd}, team={"id": odd}))
    with pytest.raises(Garbled):
        press({**PRESS, "user": {"id": odd, "team_id": HERE}})
