"""Words as a person reads them in Slack: markup, mentions and dates turned into what stands on the screen."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_MARKS = re.compile(r"(?<![\w*_~`])([*_~`]{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")
_REFERENCE = re.compile(r"<([^<>\n]+)>")
_TOKEN = re.compile(r"\{(\w+)\}")
_SIGNS = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads: what ids mean to them, and their clock on the wall."""

    names: Mapping[str, str] = field(default_factory=dict)
    zone: str = "UTC"
    locale: str = "en-GB"
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def rendered(self, text: str) -> str:
        """Slack's markup as it looks: no signs, links by their words, dates in the reader's zone."""
        shown = _REFERENCE.sub(lambda found: self.reference(found[1]), text)
        for _ in range(2):  # bold around italic and the like
            shown = _MARKS.sub(r"\2", shown)
        for sign, letter in _SIGNS.items():
            shown = shown.replace(sign, letter)
        return shown

    def reference(self, inside: str) -> str:
        """What stands on the screen for what a message holds between < and >."""
        target, _, label = inside.partition("|")
        if target.startswith("!date^"):
            return self._date(target, label)
        if target.startswith(("@", "#")):
            return target[0] + self.names.get(target[1:], label or target[1:])
        if target.startswith("!"):
            return label or "@" + target[1:].partition("^")[0]
        return label or target.removeprefix("mailto:")

    def _date(self, target: str, fallback: str) -> str:
        parts, at = target.split("^"), self.moment(target)
        if len(parts) < 3 or at is None:
            return fallback
        return _TOKEN.sub(lambda found: self._token(found[1], at, found[0]), parts[2])

    def moment(self, target: str) -> datetime | None:
        """The instant that `!date^seconds^...` names, on this reader's clock; None where it names none."""
        try:
            at = datetime.fromtimestamp(int(target.split("^")[1]), UTC)
            return at.astimezone(ZoneInfo(self.zone or "UTC"))
        except (IndexError, ValueError, OverflowError, OSError):
            return None

    def _token(self, name: str, at: datetime, otherwise: str) -> str:
        near = self._near(at) if name.endswith("_pretty") else ""
        shape = _DATES.get(name.removesuffix("_pretty"))
        if near or shape:
            return near or shape(at) if shape else near
        return self._hour(at, seconds=name == "time_secs") if name.startswith("time") else otherwise

    def _near(self, at: datetime) -> str:
        today = self.now.astimezone(at.tzinfo).date()
        days = {0: "today", 1: "tomorrow", -1: "yesterday"}
        return days.get((at.date() - today) // timedelta(days=1), "")

    def _hour(self, at: datetime, *, seconds: bool) -> str:
        more = f":{at:%S}" if seconds else ""
        if self.locale == "en-US":
            return f"{at.hour % 12 or 12}:{at:%M}{more} {'AM' if at.hour < 12 else 'PM'}"
        return f"{at:%H:%M}{more}"


_DATES: dict[str, Callable[[datetime], str]] = {
    "date_num": lambda at: f"{at:%Y-%m-%d}",
    "date_slash": lambda at: f"{at:%m/%d/%Y}",
    "date": lambda at: f"{at:%B} {at.day}, {at.year}",
    "date_short": lambda at: f"{at:%b} {at.day}, {at.year}",
    "date_long": lambda at: f"{at:%A}, {at:%B} {at.day}, {at.year}",
    "day_divider": lambda at: f"{at:%A}, {at:%B} {at.day}",
    "ago": lambda at: f"on {at:%B} {at.day}, {at.year}",
}

Thing = Mapping[str, Any]


def words_of_text(thing: Any, reader: Reader) -> str:
    """A text object's words."""
    if not isinstance(thing, Mapping):
        return ""
    text = str(thing.get("text", ""))
    return reader.rendered(text) if thing.get("type") == "mrkdwn" else text


def words_of_blocks(blocks: Iterable[Thing], reader: Reader) -> str:
    """Everything that can be read in these blocks, one line for each piece."""
    lines = [line for block in blocks for line in _block_lines(block, reader)]
    return "\n".join(line for line in lines if line)


def _block_lines(block: Thing, reader: Reader) -> list[str]:
    kind = block.get("type")
    if kind in ("section", "header"):
        fields = [words_of_text(each, reader) for each in block.get("fields") or ()]
        beside = _element_lines(block.get("accessory"), reader)
        return [words_of_text(block.get("text"), reader), *fields, *beside]
    if kind == "input":
        texts = [words_of_text(block.get(name), reader) for name in ("label", "hint")]
        return [*texts, *_element_lines(block.get("element"), reader)]
    if kind in ("actions", "context", "context_actions"):
        inside = block.get("elements") or ()
        return [line for each in inside for line in _element_lines(each, reader)]
    if kind == "rich_text":
        return [_rich(block, reader)]
    if kind == "image":
        return [words_of_text(block.get("title"), reader), str(block.get("alt_text", ""))]
    return [reader.rendered(str(block["text"]))] if isinstance(block.get("text"), str) else []


def _element_lines(element: Any, reader: Reader) -> list[str]:
    if not isinstance(element, Mapping):
        return []
    if element.get("type") in ("mrkdwn", "plain_text"):
        return [words_of_text(element, reader)]
    lines = [words_of_text(element.get(name), reader) for name in ("text", "placeholder")]
    for option in options_of(element):
        lines += [words_of_text(option.get(name), reader) for name in ("text", "description")]
    first = element.get("initial_value")
    lines.append(first if isinstance(first, str) else "")
    return [*lines, str(element.get("alt_text", ""))]


def _rich(thing: Any, reader: Reader) -> str:
    if not isinstance(thing, Mapping):
        return ""
    kind = thing.get("type")
    if kind == "user":
        return "@" + reader.names.get(str(thing.get("user_id")), str(thing.get("user_id")))
    if kind == "link":
        return str(thing.get("text") or thing.get("url", ""))
    if kind == "emoji":
        return f":{thing.get('name', '')}:"
    if kind == "text":
        return str(thing.get("text", ""))
    between = "" if kind == "rich_text_section" else "\n"
    return between.join(_rich(each, reader) for each in thing.get("elements") or ())


def options_of(element: Thing) -> list[Thing]:
    """All options of a choice, those in groups included."""
    grouped = [
        each for group in element.get("option_groups") or () for each in group.get("options") or ()
    ]
    return [*(element.get("options") or ()), *grouped]


@dataclass(frozen=True, kw_only=True)
class Control:
    """Something that can be pressed or chosen: a button, or one option of a choice."""

    words: str
    element: Thing
    block: Thing
    option: Thing | None = None


_PRESSED = ("button", "overflow", "radio_buttons", "checkboxes", "workflow_button")


def controls(blocks: Iterable[Thing], reader: Reader) -> list[Control]:
    """What a person could press here, in reading order."""
    return [
        control
        for block in blocks
        for element in elements_of(block)
        if block.get("type") != "input" or block.get("dispatch_action")
        for control in _controls_of(element, block, reader)
    ]


def elements_of(block: Thing) -> list[Thing]:
    inside = block.get("elements") if block.get("type") in ("actions", "context_actions") else ()
    near = (block.get("accessory"), block.get("element"), *(inside or ()))
    return [each for each in near if isinstance(each, Mapping)]


def is_menu(element: Thing) -> bool:
    """Whether something is chosen here, and not pressed or written."""
    kind = str(element.get("type"))
    return kind.endswith(("_select", "picker")) or kind in ("radio_buttons", "checkboxes")


def _controls_of(element: Thing, block: Thing, reader: Reader) -> list[Control]:
    kind = str(element.get("type"))
    if kind in ("button", "workflow_button"):
        words = words_of_text(element.get("text"), reader)
        return [Control(words=words, element=element, block=block)]
    if kind in _PRESSED or kind.endswith("static_select"):
        return [
            Control(
                words=words_of_text(option.get("text"), reader),
                element=element,
                block=block,
                option=option,
            )
            for option in options_of(element)
        ]
    return []
