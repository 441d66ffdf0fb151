"""The sandbox's page as people use it: by what things are called on it, never by how it is built."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser import keys

LONG = 30_000  # milliseconds: so long may a step of the clock take
COMPOSER = re.compile("^Message in")


@dataclass(frozen=True)
class Seat:
    """One person's place before Slack, on somebody's page; `by_keyboard`: they have no mouse."""

    page: Page
    name: str
    by_keyboard: bool = False

    @property
    def slack(self) -> Locator:
        return self.page.get_by_role("region", name=f"Slack of {self.name}", exact=True)

    @property
    def form(self) -> Locator:
        """The form that lies open before them."""
        return self.slack.get_by_role("dialog")

    @property
    def home(self) -> Locator:
        return self.slack.get_by_role("region", name=f"App Home of {self.name}")

    @property
    def said(self) -> Locator:
        """What the page says of the last thing done here."""
        return self.slack.get_by_role("status")

    def press(self, control: Locator) -> None:
        """Press it, with the mouse or by Tab and Enter."""
        expect(control).to_be_visible()
        if self.by_keyboard:
            keys.press(self.page, control)
        else:
            control.click()

    def write(self, field: Locator, words: str) -> None:
        if self.by_keyboard:
            keys.reach(self.page, field)
            self.page.keyboard.type(words)
        else:
            field.fill(words)

    def goes(self, place: str) -> None:
        """Open a conversation or the App Home."""
        places = self.slack.get_by_role("navigation", name=f"Conversations of {self.name}")
        self.press(places.get_by_role("link", name=place))
        title = self.slack.get_by_role("heading", level=3, name=place)
        expect(title).to_be_focused()

    def messages(self, words: str) -> Locator:
        """All messages with these words."""
        return self.slack.get_by_role("article").filter(has_text=words)

    def message(self, words: str) -> Locator:
        """The newest message with these words."""
        return self.messages(words).last

    def shows(self, words: str) -> None:
        """Scroll the conversation to the newest message with these words."""
        self.message(words).evaluate("(it) => (it.closest('.scroll').scrollTop = it.offsetTop)")

    def presses(self, label: str, near: str) -> None:
        """Press what is called so in the newest message with those words."""
        self.press(self.message(near).get_by_role("button", name=label, exact=True))

    def follows(self, link: str, near: str) -> None:
        """Follow a link in the newest message with those words."""
        self.press(self.message(near).get_by_role("link", name=link))

    def types(self, line: str) -> None:
        """Write a line, or a command, and send it with Enter."""
        field = self.slack.get_by_role("textbox", name=COMPOSER)
        self.write(field, line)
        self.page.keyboard.press("Enter")
        expect(field).to_have_value("")

    def sends(self, fields: Mapping[str, str]) -> None:
        """Fill in the form by the labels of its fields, and send it."""
        for label, words in fields.items():
            self.write(self.form.get_by_role("textbox", name=label), words)
        self.press(self.form.get_by_role("button", name="Send"))

    def closes(self, words: str) -> None:
        """Read these words in the form, and close it."""
        expect(self.form).to_contain_text(words)
        self.press(self.form.get_by_role("button", name="Close"))
        expect(self.form).to_have_count(0)


@dataclass(frozen=True)
class Hands:
    """The clock, the switches and the Zoom of the page, in somebody's hands."""

    page: Page

    @property
    def now(self) -> Locator:
        return self.page.get_by_text(re.compile(r"\d{4} \d\d:\d\d UTC$"))

    @property
    def group(self) -> Locator:
        return self.page.get_by_role("group", name="Move the clock")

    def moves(self, step: str, *, days: int = 1) -> None:
        """Let a step of time pass, so many times, and wait until the page shows that it is over."""
        for _ in range(days):
            was = self.now.inner_text()
            self.group.get_by_role("button", name=step, exact=True).click()
            self.now.filter(has_not_text=was).wait_for(timeout=LONG)
            self.group.get_by_role("button", name="Stop here").wait_for(
                state="detached", timeout=LONG
            )

    def switches(self, label: str, on: bool) -> None:
        """Turn a switch of the ledger on or off."""
        self.ledger.get_by_role("button", name=label, pressed=not on).click()
        expect(self.ledger.get_by_role("button", name=label, pressed=on)).to_be_visible()

    def does(self, label: str) -> None:
        """Press what is called so in the Zoom pane, once."""
        button = self.zoom.get_by_role("button", name=label, exact=True)
        button.click()
        expect(button).to_have_count(0)

    def comes(self, name: str, how: str) -> None:
        """Let somebody come into the meeting."""
        who = self.zoom.get_by_label("Somebody comes in")
        who.select_option(who.locator("option", has_text=name).get_attribute("value"))
        self.zoom.get_by_label("How").select_option(how)
        self.zoom.get_by_role("button", name="Come in").click()
        expect(self.zoom.get_by_role("button", name=f"{name} leaves")).to_be_visible()

    def puts(self, name: str, room: str) -> None:
        """Put somebody whom Zoom cannot place into a room, by hand."""
        self.zoom.get_by_label(f"Room for {name}").select_option(room)
        self.zoom.get_by_role("listitem").filter(has_text=name).get_by_role(
            "button", name="Put there"
        ).click()
        expect(self.inside(room).filter(has_text=name)).to_contain_text("by hand")

    def inside(self, room: str) -> Locator:
        """Those who are in this room of the meeting now."""
        heading = self.zoom.get_by_role("heading", level=4, name=re.compile(f"^{room} [0-9]"))
        return heading.locator("+ ul").get_by_role("listitem")

    @property
    def clock(self) -> Locator:
        return self.page.get_by_role("region", name="The clock")

    @property
    def zoom(self) -> Locator:
        return self.page.get_by_role("region", name="Zoom", exact=True)

    @property
    def ledger(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("^The ledger"))

    def entry(self, words: str) -> Locator:
        """Entries of the ledger with these words."""
        table = self.ledger.get_by_role("table", name="Entries of the ledger")
        return table.get_by_role("row", name=words)


def sits(page: Page, name: str, *, side: int = 0, by_keyboard: bool = False) -> Seat:
    """Choose who one is from the roster."""
    expect(page.locator("body[data-ready]")).to_have_count(1)  # its script listens
    choice = page.get_by_label("You are").nth(side)
    value = choice.locator("option", has_text=name).get_attribute("value")
    choice.select_option(value)
    seat = Seat(page, name, by_keyboard)
    expect(seat.slack).to_be_visible()
    return seat


def beside(page: Page, name: str) -> Seat:
    """Let somebody sit beside whoever sits there."""
    page.get_by_role("link", name="Somebody beside").click()
    expect(page.get_by_label("You are")).to_have_count(2)
    return sits(page, name, side=1)
