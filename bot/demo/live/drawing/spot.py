"""One element in its place: the names its fields carry, how it is announced, and what it asks before it acts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.demo.live.drawing.canvas import Canvas, Thing, members

Attributes = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Control:
    """A drawn element. A group of several fields has the attributes that announce it as one."""

    html: Markup
    group: Attributes | None = None


@dataclass(frozen=True, kw_only=True)
class Spot:
    """An element of a block. In a form's field (`asked`) a label stands above it."""

    canvas: Canvas
    block: Thing
    element: Thing

    @property
    def asked(self) -> bool:
        return self.block.get("type") == "input"

    @property
    def key(self) -> str:
        """Block and action, as the page sends them back."""
        return f"{self.block.get('block_id', '')}|{self.element.get('action_id', '')}"

    @property
    def name(self) -> str:
        return f"v|{self.key}"

    @property
    def id(self) -> str:
        return self.part("field")

    def part(self, name: str) -> str:
        """The id of something that belongs to this element."""
        action = str(self.element.get("action_id", ""))
        return self.canvas.id(str(self.block.get("block_id", "")), action, name)

    @property
    def required(self) -> bool:
        return self.asked and self.block.get("optional") is not True

    @property
    def error(self) -> str:
        return str(self.canvas.errors.get(str(self.block.get("block_id", "")), ""))

    @property
    def state(self) -> Thing:
        return self.canvas.state(self.block, self.element)

    def chosen(self) -> list[Any]:
        """Everything that is chosen here: options, or ids."""
        given = [each for name, each in self.state.items() if name.startswith("selected_")]
        flat = [one for each in given for one in (each if isinstance(each, list) else [each])]
        return [one for one in flat if one not in (None, "")]

    def offered(self) -> Thing:
        """The element's options and groups of options, only what is one."""
        groups = members(self.element.get("option_groups"))
        return {
            "options": members(self.element.get("options")),
            "option_groups": [{**each, "options": members(each.get("options"))} for each in groups],
        }

    def typed(self) -> str:
        """The words that stand here, rich text without its looks."""
        given = self.state.get("value", self.state.get("rich_text_value"))
        return _words(given) if isinstance(given, Mapping) else str(given or "")

    def hint(self) -> str:
        """The grey words in an empty field."""
        return self.canvas.words(self.element.get("placeholder"))

    def acting(self) -> Attributes:
        """What makes a field act at once, and ask first where it should."""
        if self.asked and self.block.get("dispatch_action") is not True:
            return {}
        when = self.element.get("dispatch_action_config")
        triggers = when.get("trigger_actions_on") if isinstance(when, Mapping) else None
        on_letters = isinstance(triggers, list) and "on_character_entered" in triggers
        return {
            "data-acts": self.key,
            "data-acts-on": "letters" if on_letters else None,
            **self.confirming(),
        }

    def confirming(self) -> Attributes:
        confirm = self.element.get("confirm")
        if not isinstance(confirm, Mapping):
            return {}
        words = {name: self.canvas.words(confirm.get(name)) for name in _CONFIRM}
        words["style"] = str(confirm.get("style", ""))
        return {"data-confirm": json.dumps(words, ensure_ascii=False)}

    def announced(self) -> Attributes:
        """How the element is named where no label stands above it, and what is said about it."""
        if self.asked:
            return self._described()
        said = self.element.get("accessibility_label") or self.hint()
        if said:
            return {"aria-label": str(said)}
        if self.block.get("type") == "section" and "text" in self.block:
            return {"aria-labelledby": self.canvas.id(str(self.block.get("block_id", "")), "text")}
        return {"aria-label": _CALLED.get(str(self.element.get("type")), "Choose")}

    def _described(self) -> Attributes:
        near = [self.part("hint")] if self.block.get("hint") else []
        near += [self.part("error")] if self.error else []
        return {
            "aria-describedby": " ".join(near) or None,
            "aria-invalid": "true" if self.error else None,
        }

    def attributes(self, **more: Any) -> Attributes:
        """Everything a single field carries."""
        return {
            "id": self.id,
            "name": self.name,
            "required": "" if self.required else None,
            "autofocus": "" if self.element.get("focus_on_load") is True else None,
            **self.announced(),
            **self.acting(),
            **more,
        }


_CONFIRM = ("title", "text", "confirm", "deny")
_CALLED = {
    "datepicker": "Choose a date",
    "timepicker": "Choose a time",
    "datetimepicker": "Choose a date and a time",
    "rich_text_input": "Write something",
}


def _words(rich: Any) -> str:
    if not isinstance(rich, Mapping):
        return ""
    inside = rich.get("elements")
    if not isinstance(inside, Iterable) or isinstance(inside, str):
        return str(rich.get("text") or rich.get("url") or "")
    between = "" if rich.get("type") == "rich_text_section" else "\n"
    return between.join(_words(each) for each in inside)
