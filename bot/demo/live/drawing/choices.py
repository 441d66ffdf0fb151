"""Menus and groups of choices: one or several, from a list, from the people, from what the bot suggests."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from bot.demo.live.drawing.canvas import Thing, ink
from bot.demo.live.drawing.spot import Attributes, Control, Spot
from integrations.sandbox.slack_reading import options_of

Choice = dict[str, Any]
_NAMED = {"users": ("U", "W"), "channels": ("C",), "conversations": ("C", "G", "D")}


def static_select(spot: Spot) -> Control:
    """A menu of options, in groups where they have some."""
    return _menu(spot, _groups(spot))


def named_select(spot: Spot) -> Control:
    """A menu of people or channels."""
    return _menu(spot, [{"label": "", "choices": _named(spot)}])


def multi_static_select(spot: Spot) -> Control:
    """Several of the options."""
    return _several(spot, _groups(spot))


def multi_named_select(spot: Spot) -> Control:
    """Several people or channels."""
    return _several(spot, [{"label": "", "choices": _named(spot)}])


def external_select(spot: Spot) -> Control:
    """A menu whose options the bot suggests for what is typed."""
    several = str(spot.element.get("type")).startswith("multi_")
    chosen = [
        {
            "value": json.dumps(each, ensure_ascii=False, separators=(",", ":")),
            "words": spot.canvas.words(each.get("text")),
        }
        for each in spot.chosen()
        if isinstance(each, Mapping)
    ]
    search = {
        "id": spot.id,
        "data-suggests": spot.key,
        "data-least": _least(spot.element),
        "placeholder": spot.hint() or "Type to search",
        "autofocus": "" if spot.element.get("focus_on_load") is True else None,
        **spot.announced(),
    }
    more = {"id": spot.part("found"), "autofocus": None, "aria-label": "Found", **_most(spot)}
    menu = spot.attributes(**more, multiple="" if several else None)
    hint = spot.hint() or "Nothing chosen"
    html = ink(
        "choices.external", search=search, menu=menu, chosen=chosen, several=several, hint=hint
    )
    return Control(html=html)


def radio_buttons(spot: Spot) -> Control:
    """One of a few choices, all in sight."""
    invalid = {"role": "radiogroup", "aria-required": "true" if spot.required else None}
    return _group(spot, "radio", _options(spot), invalid)


def checkboxes(spot: Spot) -> Control:
    """Any of a few choices, all in sight."""
    return _group(spot, "checkbox", _options(spot), {"role": "group"})


def _menu(spot: Spot, groups: list[Choice]) -> Control:
    hint = spot.hint() or "Choose"
    return Control(html=ink("choices.menu", attributes=spot.attributes(), groups=groups, hint=hint))


def _group(spot: Spot, kind: str, choices: list[Choice], role: Attributes) -> Control:
    html = ink(
        "choices.group",
        kind=kind,
        groups=[{"label": "", "choices": choices}],
        each=_each(spot, kind),
        id=spot.id,
    )
    return Control(html=html, group=_announced(spot, role))


def _several(spot: Spot, groups: list[Choice]) -> Control:
    """A box of ticks: easier with a finger and a keyboard than a menu that holds several."""
    html = ink(
        "choices.box", groups=groups, each=_each(spot, "checkbox"), id=spot.id, **_limit(spot)
    )
    return Control(html=html, group=_announced(spot, {"role": "group"}) | _most(spot))


def _each(spot: Spot, kind: str) -> Attributes:
    """What every field of a group carries."""
    one = kind == "radio"
    return {
        "type": kind,
        "name": spot.name,
        "required": "" if one and spot.required else None,
        "aria-invalid": "true" if spot.error and not one else None,
        **spot.acting(),
    }


def _announced(spot: Spot, role: Attributes) -> Attributes:
    said = spot.announced()
    if role.get("role") == "group":
        said.pop("aria-invalid", None)  # a plain group cannot be wrong, its fields can
    return {"id": spot.part("group"), **role, **said}


def _limit(spot: Spot) -> dict[str, int]:
    most = spot.element.get("max_selected_items")
    return {"most": most if isinstance(most, int) else 0}


def _most(spot: Spot) -> Attributes:
    return {"data-most": _limit(spot)["most"] or None}


def _least(element: Thing) -> int:
    least = element.get("min_query_length")
    return least if isinstance(least, int) else 3


def _options(spot: Spot) -> list[Choice]:
    """All options with their places in the whole list, groups included."""
    chosen = [each.get("value") for each in spot.chosen() if isinstance(each, Mapping)]
    return [
        {
            "value": str(place),
            "words": spot.canvas.words(option.get("text")),
            "text": spot.canvas.text(option.get("text")),
            "more": _more(spot, option),
            "chosen": option.get("value") in chosen,
        }
        for place, option in enumerate(options_of(spot.offered()))
    ]


def _more(spot: Spot, option: Thing) -> Markup:
    return spot.canvas.text(option.get("description"))


def _groups(spot: Spot) -> list[Choice]:
    options, offered = _options(spot), spot.offered()
    first = len(offered["options"])
    groups = [{"label": "", "choices": options[:first]}] if first else []
    for group in offered["option_groups"]:
        last, label = first + len(group["options"]), spot.canvas.words(group.get("label"))
        groups.append({"label": label, "choices": options[first:last]})
        first = last
    return groups


def _named(spot: Spot) -> list[Choice]:
    """Everyone of this kind by name; somebody chosen whom we do not know, by id."""
    source = str(spot.element.get("type")).removeprefix("multi_").removesuffix("_select")
    chosen = [str(each) for each in spot.chosen()]
    known = spot.canvas.seer.named(*_NAMED[source])
    strange = [(id, id) for id in chosen if id not in dict(known)]
    return [_one(id, name, chosen) for id, name in [*known, *strange]]


def _one(id: str, name: str, chosen: list[str]) -> Choice:
    words = f"#{name}" if id.startswith("C") else name
    return {"value": id, "words": words, "text": words, "more": "", "chosen": id in chosen}


CHOICES: dict[str, Callable[[Spot], Control]] = {
    "static_select": static_select,
    "multi_static_select": multi_static_select,
    "external_select": external_select,
    "multi_external_select": external_select,
    "radio_buttons": radio_buttons,
    "checkboxes": checkboxes,
    **{f"{source}_select": named_select for source in _NAMED},
    **{f"multi_{source}_select": multi_named_select for source in _NAMED},
}
