"""One road to Zoom: the right token, firm time-outs, and an answer that is never guessed at."""

from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import SplitResult, urlsplit

import requests
from requests.auth import AuthBase

from bot.ports import Clock, Json
from integrations.zoom.errors import NO_SCOPE, Answer, body_of, lost, outage, verdict
from integrations.zoom.token import Timeout, Token, Tokens

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ZOOM = (".zoom.us", ".zoomgov.com")


class Bearer(AuthBase):
    """Shows the token. Given as `auth`, so that no .netrc can put another in its place."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token.value}"
        return request


class ZoomClient:
    """Asks Zoom, once; a refused token is renewed once. Raises Refused, Gone, ComeBack or Uncertain."""

    def __init__(
        self,
        *,
        tokens: Tokens,
        api_base_url: str,
        clock: Clock,
        session: requests.Session,
        timeout: Timeout,
    ) -> None:
        self._tokens, self._clock, self._session = tokens, clock, session
        self._base, self._timeout = api_base_url.rstrip("/"), timeout
        self._crowded = 0

    def get(self, path: str, **query: str | int) -> Json:
        """What Zoom has at this path."""
        return self._ask("GET", path, query=query)

    def post(self, path: str, body: Json) -> Json:
        """Make something new: never asked a second time by itself."""
        return self._ask("POST", path, body=body)

    def patch(self, path: str, body: Json) -> None:
        """Change what is there."""
        self._ask("PATCH", path, body=body)

    def delete(self, path: str) -> None:
        """Remove what is there."""
        self._ask("DELETE", path)

    def scopes(self) -> frozenset[str]:
        """What a freshly fetched token allows."""
        return self._tokens.fresh().scopes

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Json | None = None,
    ) -> Json:
        token = self._tokens.current()
        reply = self._send(token, method, path, query, body)
        if reply.status_code == 401:  # certainly not done: even a POST may be sent again
            token = self._tokens.other_than(token)
            reply = self._send(token, method, path, query, body)
        if reply.status_code in (400, 401, 403) and Answer.of(reply).code in NO_SCOPE:
            self._tokens.forget(token)
        return self._heard(reply, writes=method != "GET")

    def _send(
        self,
        token: Token,
        method: str,
        path: str,
        query: Mapping[str, str | int] | None,
        body: Json | None,
    ) -> requests.Response:
        try:
            return self._session.request(
                method,
                base_url(self._base, token.api_url) + path,
                params=query,
                json=body,
                auth=Bearer(token),
                timeout=self._timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # `from None`: the address holds the host's e-mail, which is nobody's business in a log
            raise outage(error, writes=method != "GET") from None

    def _heard(self, reply: requests.Response, *, writes: bool) -> Json:
        if not 200 <= reply.status_code < 300:
            crowded, self._crowded = self._crowded, self._crowded + (reply.status_code == 429)
            answer = Answer.of(reply)
            raise verdict(answer, writes=writes, now=self._clock.now(), crowded=crowded)
        self._crowded = 0
        if not reply.content:
            return {}
        body = body_of(reply)
        if body is None:
            raise lost("Zoom's answer cannot be read.", writes=writes)
        return body


def base_url(configured: str, offered: str) -> str:
    """Where to ask: the address that came with the token, if it is one we may trust with that token."""
    ours, theirs = urlsplit(configured), _address(offered)
    same = (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc)
    if same or (_is_zoom(ours) and _is_zoom(theirs)):
        return f"{theirs.scheme}://{theirs.netloc}{theirs.path.rstrip('/') or ours.path}"
    return configured


def _address(offered: str) -> SplitResult:
    try:
        return urlsplit(offered)
    except ValueError:
        return urlsplit("")


def _is_zoom(address: SplitResult) -> bool:
    return address.scheme == "https" and f".{address.hostname}".endswith(ZOOM)


def new_session(base: str) -> requests.Session:
    """One connection pool without cookies and without retries; nothing on this machine goes by a proxy."""
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.trust_env = urlsplit(base).hostname not in LOOPBACK
    return session
