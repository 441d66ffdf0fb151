"""Looking at a page as people see it: narrow and wide, light and dark, and whether it keeps anybody out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.browser import DESK, HEIGHTS, PHONE

FOLDER = Path(__file__).parents[2] / "build" / "screenshots"
LOOKS = [(width, scheme) for width in (PHONE, DESK) for scheme in ("light", "dark")]
GRAVE = {"serious", "critical"}
AXE = Axe()
# It would fetch style sheets anew, as the pages' own policy forbids.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
FINGER = 44  # pixels: what a finger hits on a phone

# What may be scrolled sideways: a frame that says so and that the keyboard reaches, and a row of links.
SPILLS = """() => {
  const framed = (el) => el.matches('nav, pre, [role=region][tabindex]');
  const edge = (el) => {
    for (let up = el.parentElement; up && up !== document.body; up = up.parentElement) {
      const flow = getComputedStyle(up).overflowX;
      if (flow === 'hidden' || flow === 'clip' || framed(up)) return Infinity;
      if (flow !== 'visible') return up.getBoundingClientRect().left + up.clientLeft + up.clientWidth;
    }
    return document.documentElement.clientWidth;
  };
  const out = (el) => el.getBoundingClientRect().right > edge(el) + 1;
  return [...document.body.querySelectorAll('*')]
    .filter((el) => el.checkVisibility() && out(el) && !out(el.parentElement))
    .map((el) => `stands out to the right: ${el.outerHTML.slice(0, 120)}`);
}"""

# A link in a line of words is as high as the line; a box or radio is hit through its label too.
SMALL = """(least) => {
  const kinds = 'a[href], button, summary, select, textarea, [role=button], [role=tab], [role=menuitem],' +
    ' input:not([type=hidden])';
  const inWords = (el) => el.matches('a') && getComputedStyle(el).display === 'inline';
  const boxes = (el) => [el, ...(el.labels ?? [])].map((each) => each.getBoundingClientRect());
  const shown = (el) => el.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && el.getBoundingClientRect().width > 1 && el.getBoundingClientRect().right > 0;
  const hit = (box) => box.height >= least - 0.5 && box.width >= Math.min(least, 24) - 0.5;
  return [...document.querySelectorAll(kinds)]
    .filter((el) => shown(el) && !el.disabled && !inWords(el) && !boxes(el).some(hit))
    .map((el) => {
      const box = el.getBoundingClientRect();
      const name = el.getAttribute('aria-label') || el.innerText || el.name || el.id;
      return `small: ${el.tagName.toLowerCase()} “${name.trim().slice(0, 40)}” ` +
        `${Math.round(box.width)} x ${Math.round(box.height)}`;
    });
}"""


def looks(page: Page) -> Iterator[str]:
    """The page at 360 and 1280 pixels, light and dark, one after the other, then as it was; tells each by name."""
    size, dark = page.viewport_size, page.evaluate(IS_DARK)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=scheme)
        yield f"{width}-{scheme}"
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if dark else "light")


def screenshot(page: Page, name: str, *, whole: bool = True) -> list[Path]:
    """Pictures of the page in each look, under build/screenshots. `whole`: all of it, not just what is in view."""
    return [picture(page, f"{name}-{look}", whole=whole) for look in looks(page)]


def picture(page: Page, name: str, *, whole: bool = False) -> Path:
    """One picture of the page as it stands."""
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=whole, animations="disabled")
    return path


def axe(page: Page) -> list[str]:
    """What keeps people out of this page as it stands, in words; only what is serious or worse."""
    found = AXE.run(page, options=AXE_OPTIONS).response["violations"]
    return [_in_words(each) for each in found if each["impact"] in GRAVE]


def _in_words(violation: dict[str, Any]) -> str:
    places = [f"{' '.join(map(str, n['target']))} ({_why(n)})" for n in violation["nodes"]]
    return f"{violation['impact']}: {violation['help']} [{violation['id']}] at {'; '.join(places)}"


def _why(node: dict[str, Any]) -> str:
    checks = node["any"] + node["all"] + node["none"]
    return ", ".join(check["message"] for check in checks) or node["html"][:80]


def spills(page: Page) -> list[str]:
    """What stands out over the right edge, so that one would have to scroll sideways to read."""
    return page.evaluate(SPILLS)


def small_targets(page: Page, least: int = FINGER) -> list[str]:
    """Controls too small for a finger."""
    return page.evaluate(SMALL, least)


def keeps_out(page: Page) -> dict[str, list[str]]:
    """Everything amiss with the page in each of its looks; empty when nothing is."""
    found: dict[str, list[str]] = {}
    for look in looks(page):
        small = small_targets(page) if look.startswith(str(PHONE)) else []
        amiss = [*axe(page), *spills(page), *small]
        found |= {look: amiss} if amiss else {}
    return found
