"""Answers that only the person who typed or pressed reads."""

import structlog
from slack_bolt import Respond
from slack_sdk.errors import SlackApiError

from bot.ports import Json
from bot.voice.fit import fitted
from bot.voice.message import Message

log = structlog.get_logger("convener.slack")


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
