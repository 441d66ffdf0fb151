"""The app as Slack is to make it: paste this under Create New App, From a manifest."""

from typing import Any

from bot.domain.errors import FacilitationError
from integrations.slack.scopes import EVENTS, OPTIONAL_SCOPES, REQUIRED_SCOPES

NAME = 35
EVENTS_PATH, OAUTH_PATH = "/slack/events", "/slack/oauth_redirect"
GLOBAL = (("Tell a story", "tell_story", "For your room, or for whom you choose; it stays yours"),)
SHORTCUTS = (
    ("Make this an action", "make_action", "Write down who will do what, and by when"),
    ("Start a branch from this", "start_branch", "Find others who want to take this further"),
    ("Add to the bibliography", "add_reading", "For others to read: each thing stands there once"),
)


class UnknownTransport(FacilitationError):
    """{transport} is not a way Slack can reach us. Set transport under [slack] to "socket" or "http"."""


class NoPublicAddress(FacilitationError):
    """With transport = "http" Slack must find us. Set public_url under [web] to an address that begins with https://."""


def manifest(*, name: str, transport: str, public_url: str) -> dict[str, Any]:
    """What to paste into Slack so that the app has its command, its Home and its permissions."""
    if transport not in ("socket", "http"):
        raise UnknownTransport(transport=transport)
    base = public_url.rstrip("/")
    if transport == "http" and not base.startswith(("https://", "http://")):
        raise NoPublicAddress()
    called = " ".join(name.split())[:NAME].strip() or "Convener"
    door = base + EVENTS_PATH if transport == "http" else ""
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": _display(called),
        "features": _features(called, door),
        "oauth_config": _oauth(base),
        "settings": _settings(door),
    }


def _display(called: str) -> dict[str, Any]:
    return {
        "name": called,
        "description": "Convenes learning sessions: rooms, good questions, and what comes of them",
        "background_color": "#1f4e5f",
    }


def _features(called: str, door: str) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": called, "always_online": True},
        "slash_commands": [_command(door)],
        "shortcuts": [
            {"name": words, "type": "message", "callback_id": callback, "description": about}
            for words, callback, about in SHORTCUTS
        ]
        + [
            {"name": words, "type": "global", "callback_id": callback, "description": about}
            for words, callback, about in GLOBAL
        ],
    }


def _command(door: str) -> dict[str, Any]:
    command = {
        "command": "/convene",
        "description": "Your next session, your room, your actions",
        "usage_hint": "mine | branch | action | story | reading | take back | pause | help",
        "should_escape": True,  # names come as ids, not as words anybody could type
    }
    return {**command, "url": door} if door else command


def _oauth(base: str) -> dict[str, Any]:
    scopes = {"bot": list(REQUIRED_SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}
    return {"redirect_urls": [base + OAUTH_PATH], "scopes": scopes} if base else {"scopes": scopes}


def _settings(door: str) -> dict[str, Any]:
    request_url = {"request_url": door} if door else {}
    return {
        "event_subscriptions": {**request_url, "bot_events": sorted(EVENTS)},
        "interactivity": {"is_enabled": True, **request_url},
        "org_deploy_enabled": False,
        "socket_mode_enabled": not door,
        "token_rotation_enabled": False,
    }
