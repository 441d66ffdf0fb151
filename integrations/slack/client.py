"""One road to Slack: no hidden repeats, firm time-outs, and an answer that is never guessed at."""

import hashlib
import logging
from collections.abc import Mapping
from http.client import HTTPException
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import FacilitationError
from integrations.slack.errors import lost, outage, verdict
from integrations.slack.scopes import METHODS_CALLED

SLACK = "https://slack.com/api/"
SECONDS = 10
# what the sdk lets through when a reply is not what it expects: not JSON, not an object, odd letters
UNREADABLE = (ValueError, AttributeError, LookupError, RecursionError)


class NotAnAddress(FacilitationError):
    """{address} cannot be the address of Slack. Set api_base_url under [slack], such as https://slack.com/api/."""


def web_client(*, token: str, base_url: str = SLACK, timeout: int = SECONDS) -> WebClient:
    """A client of Slack's that sends each request once: the sdk's own would post again after a lost reply."""
    if not base_url.startswith(("https://", "http://")):
        raise NotAnAddress(address=base_url)
    quiet = logging.getLogger("integrations.slack.sdk")
    quiet.setLevel(logging.CRITICAL)  # the sdk writes whole messages and addresses into its log
    client = WebClient(
        token=token, base_url=base_url, timeout=timeout, retry_handlers=[], logger=quiet
    )
    if urlsplit(base_url).hostname in ("127.0.0.1", "localhost", "::1"):
        client.proxy = None  # the sdk would send even this machine's own calls through HTTP_PROXY
    return client


class SlackWire:
    """Calls Slack's methods, those listed in METHODS_CALLED. Raises Refused, Gone, ComeBack or Uncertain."""

    def __init__(self, client: WebClient) -> None:
        if client.retry_handlers:
            raise ValueError("the client must not repeat requests by itself: retry_handlers=[]")
        self._client = client
        self._lock = Lock()
        self._own: Mapping[str, Any] = {}

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """What Slack answers."""
        return self.call_with_headers(method, **arguments)[0]

    def call_with_headers(
        self, method: str, **arguments: Any
    ) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        """What Slack answers, and what stands above the answer."""
        repeatable = METHODS_CALLED[method].repeatable
        speak = getattr(self._client, method.replace(".", "_"))
        try:
            reply = speak(**arguments)
        except SlackApiError as error:
            raise verdict(method, error, repeatable=repeatable) from None
        except (OSError, HTTPException) as error:
            raise outage(error, repeatable=repeatable) from None
        except UNREADABLE:
            raise lost("Slack's answer cannot be read.", repeatable=repeatable) from None
        return dict(reply.data), dict(reply.headers)

    def own_id(self) -> str:
        """Our own member id, asked once."""
        return str(self._own_names().get("user_id") or "")

    def team(self) -> str:
        """The workspace our token is for, asked once."""
        return str(self._own_names().get("team_id") or "")

    @property
    def mark(self) -> str:
        """What tells this token from another one, and nothing else about it."""
        return hashlib.sha256(str(self._client.token).encode()).hexdigest()[:16]

    def _own_names(self) -> Mapping[str, Any]:
        with self._lock:
            if not self._own:
                self._own = self.call("auth.test")
            return self._own
