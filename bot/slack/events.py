"""What Slack tells us without being asked: somebody opens Home, writes to us, or joins."""

from collections.abc import Callable

import structlog
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.roster import Participant
from bot.facilitation import free_words, home, workspaces
from bot.facilitation.once import first_time, once
from bot.facilitation.people import ElsewhereAlready
from bot.ports import Desk, Json, parted
from bot.slack import gestures
from bot.slack.gestures import Body
from bot.slack.people import Stranger, teller, whoever

log = structlog.get_logger("convener.slack")

Act = Callable[[str, gestures.Gesture], object]  # the person's id, and what they did


def register(app: App, desk: Desk) -> None:
    """Listen to Home being opened and to words written to us."""

    @app.event("app_home_opened")
    def opened(body: Body, client: WebClient) -> None:
        if body["event"].get("tab", "home") != "home":
            return
        # whoever has left sees that they have, and how they come back
        _for_those_we_know(desk, client, body, lambda who, _: home.open_home(desk, who), teller)

    @app.event("message")
    def written(body: Body, client: WebClient) -> None:
        said = body["event"]
        from_people = (
            said.get("channel_type") == "im" and not said.get("subtype") and not said.get("bot_id")
        )
        if from_people and not said.get("hidden"):
            _for_those_we_know(
                desk,
                client,
                body,
                lambda who, g: free_words.hear(desk, who, g.value, gesture=g.key),
            )

    for told in ("team_join", "user_change"):
        app.event(told)(_taken)

    @app.event("app_uninstalled")
    def removed(body: Body) -> None:
        workspaces.left(desk, gestures.workspace_told_of(body), told_at=gestures.told_at(body))

    @app.event("tokens_revoked")
    def withdrawn(body: Body) -> None:
        # somebody's own token does not matter here: ours outlives whoever agreed to it
        if (body["event"].get("tokens") or {}).get("bot"):
            workspaces.left(desk, gestures.workspace_told_of(body), told_at=gestures.told_at(body))


def _taken() -> None:
    """Slack is told that we heard; nothing follows from it yet."""


def _for_those_we_know(
    desk: Desk,
    client: WebClient,
    body: Body,
    act: Act,
    look_up: Callable[[Desk, str], Participant] = whoever,
) -> None:
    gesture = gestures.event(body)
    try:
        person = look_up(desk, gesture.member)
    except (Stranger, ElsewhereAlready) as unknown:
        if gesture.act == "message" and first_time(desk, gesture.key):
            _say_hello(client, body, parted(gesture.member)[1], unknown.message)
        return

    def do() -> Json:
        act(person.id, gesture)
        return {}

    once(desk, gesture.key, do)


def _say_hello(client: WebClient, body: Body, member: str, words: str) -> None:
    """To somebody we do not know; where Slack does not take it, they may write again."""
    try:
        client.chat_postEphemeral(channel=body["event"].get("channel", ""), user=member, text=words)
    except (SlackApiError, OSError) as away:
        log.warning("could not answer", action="answer_lost", fault=type(away).__name__)
