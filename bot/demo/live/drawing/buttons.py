"""What is pressed: buttons, links, and the menu behind three dots."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.demo.live.drawing.canvas import Thing, ink
from bot.demo.live.drawing.spot import Attributes, Control, Spot
from bot.web.drawing.marks import is_safe
from integrations.sandbox.slack_reading import options_of

_LOOKS = ("primary", "danger")
_ICONS = {"trash": "🗑️"}


def button(spot: Spot) -> Control:
    """A button that does something, or opens a page."""
    element = spot.element
    words = spot.canvas.text(element.get("text"))
    html = ink(
        "buttons.button",
        attributes=_pressed(spot, spot.key, element),
        look=_look(element),
        icon="",
        words=words,
    )
    return Control(html=html)


def icon_button(spot: Spot) -> Control:
    """A small button with a sign before its words."""
    element = spot.element
    html = ink(
        "buttons.button",
        attributes=_pressed(spot, spot.key, element),
        look="icon",
        icon=_ICONS.get(str(element.get("icon")), ""),
        words=spot.canvas.text(element.get("text")),
    )
    return Control(html=html)


def feedback_buttons(spot: Spot) -> Control:
    """A yes and a no to what an app has said."""
    both = (spot.element.get("positive_button"), spot.element.get("negative_button"))
    drawn = [
        {
            "attributes": _pressed(spot, f"{spot.key}|{place}", each),
            "words": spot.canvas.text(each.get("text")),
        }
        for place, each in enumerate(both)
        if isinstance(each, Mapping)
    ]
    return Control(html=ink("buttons.row", buttons=drawn))


def overflow(spot: Spot) -> Control:
    """A few more things to press, out of sight until asked for."""
    asks = spot.confirming()
    options = [
        {
            "attributes": {**_pressed(spot, f"{spot.key}|{place}", option), **asks},
            "words": spot.canvas.text(option.get("text")),
            "more": spot.canvas.text(option.get("description")),
        }
        for place, option in enumerate(options_of(spot.offered()))
    ]
    said = str(spot.element.get("accessibility_label") or "More to choose from")
    return Control(html=ink("buttons.overflow", options=options, said=said))


def _pressed(spot: Spot, value: str, element: Thing) -> Attributes:
    url = str(element.get("url") or "")
    said = str(element.get("accessibility_label") or "")
    return {
        "value": value,
        "data-url": url if is_safe(url) else None,
        "aria-label": said or None,
        **(spot.confirming() if element is spot.element else {}),
    }


def _look(element: Thing) -> str:
    style: Any = element.get("style")
    return style if style in _LOOKS else ""


BUTTONS: dict[str, Callable[[Spot], Control]] = {
    "button": button,
    "workflow_button": button,
    "icon_button": icon_button,
    "feedback_buttons": feedback_buttons,
    "overflow": overflow,
}
