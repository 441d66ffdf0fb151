"""The peer of `bench/doors.py`: Bolt as its manual shows it. Each delivery inserts one row and is acknowledged."""

import json
import os
import sqlite3
import sys
from typing import Any

from flask import Flask, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from waitress import serve

FORM = {"type": "modal", "title": {"type": "plain_text", "text": "A form"}, "blocks": [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Nothing to fill in."}}
]}  # fmt: skip


def insert(body: dict[str, Any]) -> None:
    base = sqlite3.connect("bare.sqlite3", timeout=30)
    base.execute("PRAGMA synchronous=FULL")
    with base:
        base.execute("INSERT INTO heard (body) VALUES (?)", (json.dumps(body),))
    base.close()


def main(transport: str, port: int) -> None:
    base = sqlite3.connect("bare.sqlite3")
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("CREATE TABLE IF NOT EXISTS heard (id INTEGER PRIMARY KEY, body TEXT)")
    token = os.environ["CONVENER_SLACK_BOT_TOKEN"]
    client = WebClient(token=token, base_url=os.environ["API"])
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="U0")
    app = App(
        client=client,
        signing_secret=os.environ["CONVENER_SLACK_SIGNING_SECRET"],
        authorize=lambda **_: known,
        process_before_response=True,
    )

    @app.command("/convene")
    def typed(ack: Any, body: dict[str, Any]) -> None:
        insert(body)
        ack()

    @app.event("message")
    def written(body: dict[str, Any]) -> None:
        insert(body)

    @app.shortcut("start_branch")
    def opens(ack: Any, body: dict[str, Any]) -> None:
        insert(body)
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    if transport == "socket":
        app_token = os.environ["CONVENER_SLACK_APP_TOKEN"]
        SocketModeHandler(app, app_token, web_client=client, concurrency=20).start()
    door, handler = Flask("bare"), SlackRequestHandler(app)
    door.post("/slack/events")(lambda: handler.handle(request))
    serve(door, listen=f"127.0.0.1:{port}", threads=8)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
