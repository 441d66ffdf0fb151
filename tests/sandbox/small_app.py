"""A small app of the kind the product is, written with nothing but Bolt."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from integrations.sandbox.world import World


def plain(text: str) -> dict:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: object) -> dict:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str, action: str, **more: object) -> dict:
    return {"type": "button", "text": plain(label), "action_id": action, **more}


def field(label: str, block: str, element: dict, **more: object) -> dict:
    return {"type": "input", "block_id": block, "label": plain(label), "element": element, **more}


def form(title: str, *blocks: dict, callback: str = "story", **more: object) -> dict:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }


STORY = form(
    "Tell a story",
    field(
        "Your story", "story", {"type": "plain_text_input", "action_id": "text", "max_length": 40}
    ),
    field(
        "Who may read it",
        "who",
        {
            "type": "static_select",
            "action_id": "choice",
            "options": [
                {"text": plain("Everybody"), "value": "all"},
                {"text": plain("My room"), "value": "room"},
            ],
        },
        optional=True,
    ),
    notify_on_close=True,
)


def small_app(world: World) -> App:
    """An app that answers everything a person can do."""
    client = WebClient(token=world.slack.keys.bot, base_url=world.slack.api_url)
    app = App(
        client=client,
        signing_secret=world.slack.signing_secret,
        token_verification_enabled=False,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(16),
    )
    world.slack.shortcuts = {"Tell a story": "tell", "Make this an action": "make_action"}
    _commands(app)
    _presses(app)
    _forms(app)
    _events(app)
    return app


def _commands(app: App) -> None:
    @app.command("/convene")
    def convene(ack, command, respond) -> None:
        text = command["text"]
        if text == "menu":
            ack({"text": "A menu", "blocks": [MENU]})
        elif text == "everything":
            ack({"text": "Everything", "blocks": EVERYTHING})
        elif text.startswith("aloud"):
            ack()
            respond(text=f"{command['user_name']} says {text}", response_type="in_channel")
        else:
            ack(f"You asked for {text}")


MENU = {
    "type": "actions",
    "block_id": "menu",
    "elements": [
        button("Tell a story", "open_form"),
        button("Read more", "read_more", url="https://example.org/more"),
        {
            "type": "static_select",
            "action_id": "pick",
            "placeholder": plain("A room"),
            "options": [{"text": plain(f"Room {n}"), "value": str(n)} for n in (1, 2)],
        },
        {
            "type": "checkboxes",
            "action_id": "tick",
            "options": [{"text": plain(day), "value": day} for day in ("Monday", "Friday")],
        },
        {
            "type": "external_select",
            "action_id": "search",
            "placeholder": plain("Find a name"),
            "min_query_length": 1,
        },
    ],
}


DAYS = [{"text": plain(day), "value": day.lower()} for day in ("Monday", "Tuesday", "Friday")]
PARTS = [
    {"label": plain("Early"), "options": [{"text": plain("Dawn"), "value": "dawn"}]},
    {"label": plain("Late"), "options": [{"text": plain("Dusk"), "value": "dusk"}]},
]
EVERYTHING = [
    {
        "type": "actions",
        "block_id": "all",
        "elements": [
            button("Press", "any_button", value="pressed"),
            {"type": "static_select", "action_id": "any_select", "option_groups": PARTS},
            {"type": "multi_static_select", "action_id": "any_several", "options": DAYS},
            {"type": "radio_buttons", "action_id": "any_radio", "options": DAYS},
            {"type": "checkboxes", "action_id": "any_boxes", "options": DAYS},
            {"type": "overflow", "action_id": "any_more", "options": DAYS},
            {"type": "users_select", "action_id": "any_person"},
            {"type": "multi_users_select", "action_id": "any_people", "max_selected_items": 2},
            {"type": "channels_select", "action_id": "any_channel"},
            {"type": "multi_conversations_select", "action_id": "any_talks"},
            {"type": "datepicker", "action_id": "any_day"},
            {"type": "timepicker", "action_id": "any_hour"},
            {"type": "datetimepicker", "action_id": "any_instant"},
            {"type": "external_select", "action_id": "any_found", "min_query_length": 2},
        ],
    },
    field(
        "A line",
        "line",
        {"type": "plain_text_input", "action_id": "any_line", "max_length": 12},
        dispatch_action=True,
    ),
    field(
        "A number",
        "number",
        {"type": "number_input", "action_id": "n", "is_decimal_allowed": False},
    ),
]


def _presses(app: App) -> None:
    @app.options("any_found")
    def offer(ack, payload) -> None:
        options = [{"text": plain(f"{payload['value']} {n}"), "value": str(n)} for n in (1, 2)]
        ack(option_groups=[{"label": plain("Found"), "options": options}])

    @app.action(re.compile("^any_"))
    def echo(ack, action, body, say) -> None:
        ack()
        chosen = {k: v for k, v in action.items() if k.startswith("selected_") or k == "value"}
        say(json.dumps({"chosen": chosen, "state": body["state"]["values"]}, sort_keys=True))

    @app.action("open_form")
    def open_form(ack, body, client) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=STORY)

    @app.action("read_more")
    def read_more(ack) -> None:
        ack()

    @app.action("pick")
    def pick(ack, action, respond) -> None:
        ack()
        chosen = action["selected_option"]["text"]["text"]
        respond(text=f"You are in {chosen}", replace_original=True)

    @app.action("tick")
    def tick(ack, action, say) -> None:
        ack()
        say("Ticked: " + ", ".join(each["value"] for each in action["selected_options"]))

    @app.options("search")
    def search(ack, payload) -> None:
        ack(options=[{"text": plain(payload["value"].title()), "value": "found"}])

    @app.action("search")
    def found(ack, action, say) -> None:
        ack()
        say(f"Found {action['selected_option']['text']['text']}")


def _forms(app: App) -> None:
    @app.view("story")
    def told(ack, view, body, client) -> None:
        values = view["state"]["values"]
        text = values["story"]["text"]["value"]
        if "secret" in text:
            ack(response_action="errors", errors={"story": "Leave secrets out."})
        elif "more" in text:
            again = form(
                "And then?", field("Go on", "next", {"type": "plain_text_input"}), callback="end"
            )
            ack(response_action="update", view=again)
        else:
            ack()
            client.chat_postMessage(channel=body["user"]["id"], text=f"Kept: {text}")

    @app.view("end")
    def ended(ack) -> None:
        ack(response_action="clear")

    @app.view_closed("story")
    def closed(ack, body, client) -> None:
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text="Another time, then.")

    @app.shortcut("tell")
    def tell(ack, shortcut, client) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=STORY)

    @app.shortcut("make_action")
    def make_action(ack, shortcut, respond) -> None:
        ack()
        respond(f"An action: {shortcut['message']['text']}")


def _events(app: App) -> None:
    @app.event("app_home_opened")
    def home(event, client) -> None:
        page = {"type": "home", "blocks": [section("*Welcome* to your page")]}
        client.views_publish(user_id=event["user"], view=page)

    @app.event("message")
    def heard(event, say) -> None:
        if event.get("subtype") == "message_changed":
            say(f"Now it is: {event['message']['text']}")
        elif not event.get("subtype"):
            say(f"Heard: {event['text']}")

    @app.event("reaction_added")
    def reacted(event, client) -> None:
        client.chat_postMessage(channel=event["user"], text=f"You put :{event['reaction']}:")

    @app.event("reaction_removed")
    def left() -> None:
        """Heard, so that it is not told again."""


@contextmanager
def connected(app: App, world: World) -> Iterator[None]:
    """The app on Socket Mode."""
    handler = SocketModeHandler(app, app_token=world.slack.keys.app, concurrency=20)
    handler.connect()
    assert world.slack.sockets.wait_for(1)
    yield
    handler.close()
