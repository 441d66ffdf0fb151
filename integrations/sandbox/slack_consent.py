"""Slack's page on which a workspace agrees to an app, and the token that comes of it."""

import secrets
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlencode

from integrations.sandbox.slack_api import Keys
from integrations.sandbox.slack_call import SlackCall
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import Json
from integrations.sandbox.slack_workspace import Workspace
from integrations.sandbox.wire import Answer, Asked, not_found


class Space(Protocol):
    """As much of a workspace as agrees."""

    name: str
    place: Workspace
    keys: Keys


class App(Protocol):
    """As much of Slack as must be known of the app."""

    client_id: str
    client_secret: str
    place: Workspace

    @property
    def spaces(self) -> Mapping[str, Space]: ...


class Consent:
    """Whoever opens the page is signed in to `signed_in`, may install apps there, and always agrees.

    `whole`: they agree for a whole organisation, which has no single workspace.
    """

    def __init__(self, app: App) -> None:
        self.app, self.signed_in, self.whole = app, app.place.ids.team, False
        self._codes: dict[str, tuple[str, str]] = {}

    def page(self, asked: Asked) -> Answer:
        """Agree, and send the browser back with a code that can be used once."""
        if asked.query.get("client_id") != self.app.client_id:
            return not_found()
        code, back = secrets.token_urlsafe(12), asked.query.get("redirect_uri", "")
        self._codes[code] = self.signed_in, back
        answer = urlencode({"code": code, "state": asked.query.get("state", "")})
        return Answer(status=302, headers={"Location": f"{back}?{answer}"})

    def install(self, call: SlackCall) -> Json:
        """What the app gets for a code. Raises SlackRefusal."""
        if call.text("client_id") != self.app.client_id:
            raise SlackRefusal("invalid_client_id")
        if call.text("client_secret") != self.app.client_secret:
            raise SlackRefusal("bad_client_secret")
        team, back = self._codes.pop(call.text("code"), ("", ""))
        if not team:
            raise SlackRefusal("invalid_code")
        if call.text("redirect_uri") != back:
            raise SlackRefusal("bad_redirect_uri", ours=True)
        space = self.app.spaces[team]
        ids = space.place.ids
        people = [one for one in space.place.people if space.place.is_human(one)]
        return {
            "access_token": space.keys.give(),
            "token_type": "bot",
            "scope": ",".join(sorted(space.keys.scopes)),
            "bot_user_id": ids.bot_person,
            "app_id": ids.app,
            "team": None if self.whole else {"id": ids.team, "name": space.name},
            "enterprise": {"id": "E0SANDBOX", "name": "Sandboxes"} if self.whole else None,
            "authed_user": {"id": people[0] if people else ids.bot_person},
            "is_enterprise_install": self.whole,
        }
