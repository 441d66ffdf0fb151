"""Using a page by keyboard alone: every stop is visible, says where it is, and nothing holds one fast."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST = 400  # presses before one gives up
PARTS = 6  # a field for a date and an hour has so many of its own, and Tab goes through them

HERE = """() => {
  const el = document.activeElement;
  if (!el || el === document.body || el === document.documentElement) return null;
  const style = getComputedStyle(el);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const box = el.getBoundingClientRect();
  const at = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1));
  const label = el.labels?.[0]?.innerText || document.getElementById(
    (el.getAttribute('aria-labelledby') || '').split(' ')[0])?.innerText;
  const name = el.getAttribute('aria-label') || label || el.innerText || el.title || el.placeholder || '';
  window.__stops ??= new WeakMap();
  window.__count ??= 0;
  if (!window.__stops.has(el)) window.__stops.set(el, ++window.__count);
  return {
    number: window.__stops.get(el),
    kind: el.getAttribute('role') || el.tagName.toLowerCase(),
    name: name.trim().replace(/\\s+/g, ' ').slice(0, 80),
    marked: outlined || style.boxShadow !== 'none',
    covered: !at || !(el === at || el.contains(at) || at.contains(el)),
  };
}"""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A place where Tab stops. `marked`: one sees that one is there; `covered`: something lies over it."""

    number: int
    kind: str
    name: str
    marked: bool
    covered: bool

    def __str__(self) -> str:
        return f"{self.kind} “{self.name}”"

    @property
    def amiss(self) -> str:
        """What is wrong with it, in words; empty if nothing is."""
        wrong = {
            "has no name": not self.name,
            "does not show that one is there": not self.marked,
            "lies under something else": self.covered,
        }
        said = " and ".join(words for words, true in wrong.items() if true)
        return f"{self} {said}" if said else ""


def here(page: Page) -> Stop | None:
    """Where the keyboard is now."""
    found = page.evaluate(HERE)
    return Stop(**found) if found else None


def stops(page: Page, most: int = MOST) -> list[Stop]:
    """Every stop of Tab from the top, once round. Fails where Tab is held fast."""
    page.evaluate("document.activeElement?.blur()")
    seen: list[Stop] = []
    held = 0
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = here(page)
        if stop is None or (seen and stop.number == seen[0].number):
            return seen
        held = held + 1 if seen and stop.number == seen[-1].number else 0
        assert held < PARTS, f"Tab is held fast at {stop}"
        if not held:
            seen.append(stop)
    raise AssertionError(f"Tab does not come round in {most} presses; the last: {seen[-1]}")


def reach(page: Page, target: Locator, most: int = MOST) -> Stop:
    """Go there with Tab alone. Fails if that does not lead there, or one would not see it."""
    for _ in range(most):
        if target.evaluate("(el) => el === document.activeElement"):
            stop = here(page)
            assert stop is not None
            assert not stop.amiss, stop.amiss
            return stop
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target} in {most} presses")


def press(page: Page, target: Locator, key: str = "Enter", most: int = MOST) -> None:
    """Go there with Tab and press a key."""
    reach(page, target, most)
    page.keyboard.press(key)
