"""Debian's Chromium, led as a person would use it: nothing from outside, and no complaint goes unheard."""

import os
import re
import shutil
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
WALL = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
ALONE = [
    WALL,
    "--no-proxy-server",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
PATIENCE_MS = 15_000  # of a page and of whoever looks at it; nothing is waited for that has come
PHONE, DESK = 360, 1280  # the two widths at which every page is looked at
HEIGHTS = {PHONE: 780, DESK: 800}


def find_chromium() -> str | None:
    """The browser on this machine: the one named by CHROMIUM, else the first that is installed."""
    named = os.environ.get("CHROMIUM", "")
    return next(filter(None, map(shutil.which, filter(None, (named, *NAMES)))), None)


def start(playwright: Playwright, chromium: str) -> Browser:
    """A browser that finds nobody but this machine. As root it has no sandbox: Chromium refuses it there."""
    rootless = os.geteuid() != 0
    return playwright.chromium.launch(
        executable_path=chromium, args=ALONE, chromium_sandbox=rootless
    )


@dataclass
class Complaints:
    """What a person would not see but ought to know: errors in the page, and looks outside."""

    heard: list[str] = field(default_factory=list)
    _expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, words: str) -> None:
        """From now on complaints with these words are part of the play."""
        self._expected.append(re.compile(re.escape(words)))

    def left(self) -> list[str]:
        """Those that nobody expected."""
        return [c for c in self.heard if not any(e.search(c) for e in self._expected)]

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._said)
        context.on("weberror", lambda fallen: self.heard.append(f"error: {fallen.error}"))
        context.on("request", self._asked)
        context.on("page", self._opened)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        self._look_at(request.url)

    def _opened(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._look_at(socket.url))
        page.on("crash", lambda _: self.heard.append("the page crashed"))

    def _look_at(self, url: str) -> None:
        parts = urlsplit(url)
        outside = parts.scheme not in {"data", "blob", "about"}
        if outside and parts.hostname not in {"127.0.0.1", "localhost"}:
            self.heard.append(f"outside: {url}")


@dataclass
class Visits:
    """Opens pages, each in a browser of its own: `visit(url)`, `visit(url, width=PHONE, dark=True)`."""

    browser: Browser
    complaints: Complaints
    _open: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self, url: str = "", *, width: int = DESK, dark: bool = False, **more: Any
    ) -> Page:
        """One person's new browser, with `url` open in it. `more` goes to the browser's context."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, HEIGHTS[DESK])},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
            service_workers="block",
            accept_downloads=False,
            **more,
        )
        context.set_default_timeout(PATIENCE_MS)
        self._open.append(context)
        self.complaints.listen(context)
        page = context.new_page()
        if url:
            page.goto(url)
        return page

    def close(self) -> None:
        for context in self._open:
            context.close()
