"""Shortcuts: make an action of a message, start a branch from it, or tell a story."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.facilitation.bibliography import add_window
from bot.facilitation.once import first_time
from bot.facilitation.story_windows import tell_window
from bot.ports import Desk
from bot.slack import gestures
from bot.slack.gestures import Body
from bot.slack.people import open_form, whoever
from bot.slack.reading import as_typed
from bot.slack.windows import action_window
from bot.voice import forms

LINE = 200


def register(app: App, desk: Desk) -> None:
    """Listen to our shortcuts; those on a message start from its words."""

    @app.shortcut("make_action")
    def make_action(ack: Ack, body: Body, client: WebClient) -> None:
        gesture = gestures.shortcut(body)
        view = action_window(desk, whoever(desk, gesture.member), what=_line(gesture.value))
        if first_time(desk, gesture.key):
            open_form(client, gesture.trigger, view.body)
        ack()

    @app.shortcut("start_branch")
    def start_branch(ack: Ack, body: Body, client: WebClient) -> None:
        gesture = gestures.shortcut(body)
        whoever(desk, gesture.member)
        if first_time(desk, gesture.key):
            open_form(client, gesture.trigger, forms.branch_form(idea=_line(gesture.value)).body)
        ack()

    @app.shortcut("add_reading")
    def add_reading(ack: Ack, body: Body, client: WebClient) -> None:
        gesture = gestures.shortcut(body)
        person = whoever(desk, gesture.member)
        view = add_window(desk, person.id, as_typed(gesture.value))
        if first_time(desk, gesture.key):
            open_form(client, gesture.trigger, view.body)
        ack()

    @app.shortcut("tell_story")
    def tell_story(ack: Ack, body: Body, client: WebClient) -> None:
        gesture = gestures.shortcut(body)
        view = tell_window(desk, whoever(desk, gesture.member))
        if first_time(desk, gesture.key):
            open_form(client, gesture.trigger, view.body)
        ack()


def _line(text: str) -> str:
    return " ".join(text.split())[:LINE]
