"""Answers that only the person who typed or pressed reads."""

from collections.abc import Callable, Mapping

import structlog
from slack_bolt import Ack, App, Respond
from slack_sdk.errors import SlackApiError

from bot.domain.errors import ChangedMeanwhile
from bot.domain.roster import Participant
from bot.facilitation.once import once
from bot.ports import Desk, Json
from bot.slack import gestures
from bot.slack.gestures import Body, Gesture
from bot.slack.people import facilitator
from bot.voice.fit import fitted
from bot.voice.message import Message

log = structlog.get_logger("convener.slack")

Pressed = Callable[[Desk, Participant, Gesture], Message]
Afresh = Callable[[Desk, Gesture, ChangedMeanwhile], Message]


def shown(message: Message) -> Json:
    said = fitted(message)
    return {"text": said.text, "blocks": list(said.blocks)}


def answer_privately(respond: Respond, said: Json, *, replace: bool) -> None:
    """In place of the message whose button was pressed, or below it."""
    try:
        respond(
            text=said["text"],
            blocks=said["blocks"] or None,
            response_type="ephemeral",
            replace_original=replace,
        )
    except (SlackApiError, OSError) as away:
        log.warning("could not answer", action="answer_lost", fault=type(away).__name__)


def answer_presses(
    app: App,
    desk: Desk,
    pressed: Mapping[str, Pressed],
    *,
    below: str = "",
    afresh: Afresh | None = None,
) -> None:
    """Listen to a facilitator's buttons; each answers whoever pressed, and nobody else.

    The answer takes the place of the message, but that of `below` stands under it. `afresh` is what is said where
    something has changed meanwhile.
    """
    for act, done in pressed.items():
        _listen(app, desk, act, done, replace=act != below, afresh=afresh)


def _listen(
    app: App, desk: Desk, act: str, done: Pressed, *, replace: bool, afresh: Afresh | None
) -> None:
    @app.action(act)
    def press(ack: Ack, body: Body, respond: Respond) -> None:
        gesture = gestures.press(body)
        person = facilitator(desk, gesture.member)
        try:
            said = once(desk, gesture.key, lambda: shown(done(desk, person, gesture)))
        except ChangedMeanwhile as changed:
            if afresh is None:
                raise
            said = shown(afresh(desk, gesture, changed))
        answer_privately(respond, said, replace=replace)
        ack()
