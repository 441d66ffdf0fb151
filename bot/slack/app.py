"""The door for people in Slack: one Bolt app, the same for Socket Mode and HTTP."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltError
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import FacilitationError
from bot.domain.languages import say
from bot.ports import Desk, MemoryAway
from bot.slack import (
    actions,
    commands,
    events,
    forms,
    guests,
    leaving,
    mending,
    prompts_command,
    session_command,
    shortcuts,
    thread,
)
from bot.slack.acks import MeasuredApp
from bot.voice import forms as windows
from bot.voice.receipts import SORRY
from bot.voice.words import escape

log = structlog.get_logger("convener.slack")


def identity(desk: Desk, client: WebClient, token: str) -> Callable[..., AuthorizeResult]:
    """Who we are in a workspace. In the community's own: asked once, and done without while Slack is away."""
    known: list[AuthorizeResult] = []

    def authorize(team_id: str | None) -> AuthorizeResult:
        if not known:
            with suppress(SlackApiError, OSError):
                who = client.auth_test()
                known.append(
                    AuthorizeResult.from_auth_test_response(auth_test_response=who, bot_token=token)
                )
        if known and known[0].team_id == team_id:
            return known[0]
        bot = _bot_of(desk, team_id if isinstance(team_id, str) else "")
        # where we have no token, we still say in words that we do not know anybody
        if bot or known:
            own = {"bot_user_id": bot.bot_user_id, "bot_token": bot.bot_token} if bot else {}
            return AuthorizeResult(enterprise_id=None, team_id=team_id, **own)
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=token)

    return authorize


def _bot_of(desk: Desk, team: str) -> Any:
    """Who we are in a further workspace; nobody, where its token cannot be opened."""
    try:
        return desk.workspaces.bot_of(team)
    except FacilitationError as locked:
        log.error("token cannot be opened", action="token_locked", fault=type(locked).__name__)
        return None


def build_app(
    desk: Desk, *, client: WebClient, token: str, signing_secret: str, concurrency: int
) -> App:
    """The app with every door we have. A listener does its work before Slack is told that it was heard."""
    app = MeasuredApp(
        client=client,
        authorize=identity(desk, client, token),
        signing_secret=signing_secret or "socket mode does not use it",
        process_before_response=True,
        token_verification_enabled=False,
        listener_executor=ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="slack"),
    )
    for door in (
        commands,
        actions,
        guests,
        leaving,
        mending,
        prompts_command,
        session_command,
        forms,
        shortcuts,
        events,
        thread,
    ):
        door.register(app, desk)
    app.error(answer_fault)
    return app


def answer_fault(error: Exception, request: BoltRequest) -> BoltResponse:
    """A friendly sentence for what people can do something about; all else is logged once, without its text."""
    if isinstance(error, FacilitationError) and not isinstance(error, MemoryAway):
        return _answer(request, error.message)
    if isinstance(error, BoltError):
        return BoltResponse(status=200, body="")
    log.error(
        "listener fell over", action="listener_failed", fault=type(error).__name__, exc_info=error
    )
    kind = request.body.get("type", "")
    if kind == "event_callback":
        return BoltResponse(status=500, body="")  # Slack tells us again
    return _answer(request, say(SORRY))


def _answer(request: BoltRequest, words: str) -> BoltResponse:
    kind = request.body.get("type", "command" if "command" in request.body else "")
    if kind == "view_submission":
        field = _first_field(request)
        if not field:  # a window without a box to show it at
            view = windows.said("A word", escape(words)).body
            return _json({"response_action": "update", "view": view})
        return _json({"response_action": "errors", "errors": {field: words}})
    if kind == "command":
        return _json({"response_type": "ephemeral", "text": escape(words)})
    if kind in {"block_actions", "message_action", "shortcut"}:
        _tell(request, escape(words))  # a form's faults above are shown as they stand
    return BoltResponse(status=200, body="")


def _first_field(request: BoltRequest) -> str:
    """The field under which a fault is shown: the first one to fill in; empty where there is none."""
    blocks = request.body["view"].get("blocks", [])
    return next((str(block["block_id"]) for block in blocks if block.get("type") == "input"), "")


def _tell(request: BoltRequest, words: str) -> None:
    """Answer the person who is waiting, and only them."""
    respond, client = request.context.respond, request.context.client
    try:
        if request.context.response_url and respond:
            respond(text=words, replace_original=False, response_type="ephemeral")
        elif client:
            view = windows.said("A word", words).body
            client.views_open(trigger_id=request.body.get("trigger_id", ""), view=view)
    except (SlackApiError, OSError, ValueError) as away:  # also where the address is none
        log.warning("could not answer", action="answer_lost", fault=type(away).__name__)


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200, body=json.dumps(answer), headers={"content-type": "application/json"}
    )
