"""Slack falls silent and comes back, and so does the bot: what is owed waits before one's eyes, and comes once."""

from playwright.sync_api import expect

from tests.browser.opening import FEW, first_days, opens
from tests.browser.seats import LONG, Hands, Seat, sits

__all__ = ["first_days", "opens"]

ASKED, ASKS = "Will you be with us", "Asks whether they come"


def test_what_is_owed_while_slack_and_the_bot_are_down_comes_afterwards_and_once(opens, visit):
    pearl = sits(visit(opens(people=FEW).url), "Pearl Haversham")
    hands = Hands(pearl.page)
    hands.moves("A day", days=5)
    hands.moves("An hour", days=2)

    hands.switches("Slack is down", on=True)
    hands.moves("An hour")
    _waits(pearl, hands)
    _the_bot_is_killed_and_started(hands)
    hands.switches("Slack is down", on=False)
    expect(hands.ledger).to_contain_text("The bot is running", timeout=LONG)

    hands.moves("An hour")
    _came_once(pearl, hands)
    pearl.page.reload()
    _came_once(pearl, hands)


def _waits(pearl: Seat, hands: Hands) -> None:
    expect(hands.clock).to_contain_text("Slack cannot be reached: what is for it waits")
    asks = hands.entry(f"{ASKS} {pearl.name}")
    expect(asks).to_have_count(1)
    expect(asks).to_contain_text("waits")
    expect(asks).to_contain_text("Slack did not take it yet, so it is tried again then")
    expect(pearl.messages(ASKED)).to_have_count(0)


def _the_bot_is_killed_and_started(hands: Hands) -> None:
    hands.ledger.get_by_role("button", name="Kill the bot").click()
    expect(hands.ledger).to_contain_text("The bot is not running")
    expect(hands.ledger).to_contain_text("Everything it owes is written down")
    expect(hands.clock).to_contain_text("What is written down is not lost")
    hands.moves("An hour")
    hands.ledger.get_by_role("button", name="Start the bot").click()
    expect(hands.ledger).to_contain_text("is starting")


def _came_once(pearl: Seat, hands: Hands) -> None:
    expect(pearl.messages(ASKED)).to_have_count(1)
    asked = hands.entry(ASKS)
    expect(asked).to_have_count(4)  # Signe in Stockholm, and three in London
    expect(asked.filter(has_text="sent")).to_have_count(4)
    expect(hands.clock).not_to_contain_text("Slack cannot be reached")
