"""How soon the sandbox's page shows a person's Slack after 18 months, beside an empty one, and a message that comes."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import requests
from playwright.sync_api import Page, sync_playwright

from bot.demo.community import community_for
from bot.demo.live import create_page
from bot.demo.wish import Wish
from bot.voice import blocks
from bot.web.serving import serve_web
from integrations.sandbox.world import World
from tests.browser.browser import find_chromium, start

BOUND = 0.3  # seconds; the page's promise
DIRECT, CHANNEL = (
    1_500,
    5_000,
)  # messages after 18 months: to each person, and in everyone's channel
ROUNDS = 30
SEEN = """() => new Promise((seen) => new MutationObserver(() => {
  const last = [...document.querySelectorAll("#slack-a .message")].at(-1);
  if (last?.textContent.includes("the newest of all")) seen(performance.timeOrigin + performance.now());
}).observe(document.body, { childList: true, subtree: true }))"""


def fill(world: World) -> None:
    """Eighteen months of talk, a quarter of it with buttons."""
    place, bot = world.slack.place, world.slack.place.ids.bot_person
    buttons = blocks.actions(blocks.button("Yes", "yes", "1"), blocks.button("No", "no", "2"))
    for member in world.participants:
        direct = place.direct(member)
        for number in range(DIRECT):
            told = [
                blocks.section(f"*Question {number}*: what did you see?"),
                *([buttons] * (number % 4 == 0)),
            ]
            place.put(direct, bot, f"Question {number}", blocks=told)
    for number in range(CHANNEL):
        place.put(world.channel, bot, f"Line {number}")


def took(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def tell(what: str, seconds: list[float]) -> None:
    middle, worst = statistics.median(seconds), max(seconds)
    held = "held" if worst < BOUND else "NOT held"
    print(
        f"{what:52} {middle * 1000:7.0f} ms {worst * 1000:7.0f} ms worst   {worst / BOUND:5.2f} of 300 ms: {held}"
    )


def opens(page: Page, people: list[str]) -> list[float]:
    """Choosing one person after another, until their newest messages stand on the page."""
    times = []
    for member in people:
        begun = time.perf_counter()
        page.select_option("#person-a", member)
        page.locator(f"#slack-a[data-person={member}]").wait_for()
        times.append(time.perf_counter() - begun)
    return times


def arrives(page: Page, world: World, member: str) -> float:
    """From the instant a message stands in Slack until it stands on the page."""
    page.evaluate(f"() => {{ window.seen = ({SEEN})(); }}")
    begun = time.time()
    world.slack.place.put(
        world.slack.place.direct(member), world.slack.place.ids.bot_person, "the newest of all"
    )
    shown = float(page.evaluate("() => window.seen")) / 1000
    newest = world.slack.place.direct(member).posts.pop()
    world.slack.place.touch(newest)
    page.wait_for_timeout(100)
    return shown - begun


def measure(world: World, url: str, what: str) -> None:
    people = list(world.participants)[:ROUNDS]
    asking = requests.Session()
    tell(f"{what}: a person's view, over HTTP", [
        took(lambda member=member: asking.get(f"{url}/slack/a?person={member}")) for member in people
    ])  # fmt: skip
    chromium = find_chromium()
    if not chromium:
        print("No Chromium here: what a browser takes is not measured.")
        return
    with sync_playwright() as playwright:
        browser = start(playwright, chromium)
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(url)
        page.locator("body[data-ready]").wait_for()
        tell(f"{what}: choosing a person, in the browser", opens(page, people))
        tell(
            f"{what}: a message arrives, in the browser",
            [arrives(page, world, people[-1]) for _ in range(10)],
        )
        browser.close()


def nothing(*_: object) -> None:
    """These levers hang on nothing: the bot is away."""


def main() -> None:
    community = community_for(Wish())
    with World.from_people(community.people.values(), start=community.begins) as world:
        world.clock.advance(timedelta(days=540))
        state = {
            "bot": "down",
            "rate": 0.0,
            "others": True,
            "mine": [],
            "step": None,
            "trouble": "",
            "doing": "",
        }
        levers = SimpleNamespace(
            changed=nothing, epoch=1, community=community, switchboard=world.switchboard.url,
            bot="http://127.0.0.1:9", mine=nothing, state=lambda: state,
        )  # fmt: skip
        app = create_page(levers)  # type: ignore[arg-type]  # what the page needs of them here
        server = serve_web(app, "127.0.0.1:0", threads=16)
        try:
            measure(world, server.url, "empty")
            fill(world)
            measure(world, server.url, "18 months")
        finally:
            app.extensions["news"].close()
            server.close()


if __name__ == "__main__":
    main()
