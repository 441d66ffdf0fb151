"""Boxes to write in: words, numbers, addresses, dates, hours and files."""

from collections.abc import Callable
from typing import Any

from bot.demo.live.drawing.canvas import ink
from bot.demo.live.drawing.spot import Attributes, Control, Spot

_MOST = 3000  # Slack's limit for what is typed into one field
_KINDS = {
    "plain_text_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
}


def text_box(spot: Spot) -> Control:
    """A line or a box for words."""
    element, value = spot.element, spot.typed()
    kind = str(element.get("type"))
    limits = _lengths(spot) if kind in ("plain_text_input", "rich_text_input") else {}
    attributes = spot.attributes(placeholder=spot.hint() or None, **limits)
    if kind == "rich_text_input" or element.get("multiline") is True:
        return Control(
            html=ink("boxes.area", attributes=attributes, value=value, rows=_rows(element))
        )
    if kind == "number_input":
        attributes |= _bounds(element)
    return Control(html=ink("boxes.line", kind=_KINDS[kind], attributes=attributes, value=value))


def _lengths(spot: Spot) -> Attributes:
    most, least = spot.element.get("max_length"), spot.element.get("min_length")
    known = spot.element.get("type") == "plain_text_input"
    return {"maxlength": most or (_MOST if known else None), "minlength": least or None}


def _rows(element: Any) -> int:
    least = element.get("min_lines")
    return max(3, least) if isinstance(least, int) else 5


def _bounds(element: Any) -> Attributes:
    whole = element.get("is_decimal_allowed") is not True
    return {
        "min": element.get("min_value"),
        "max": element.get("max_value"),
        "step": "1" if whole else "any",
        "inputmode": "numeric" if whole else "decimal",
    }


def date_box(spot: Spot) -> Control:
    """A day."""
    return _moment(spot, "date", str((spot.chosen() or [""])[0]))


def time_box(spot: Spot) -> Control:
    """An hour; beside it the city whose clock is meant, where Slack was told."""
    zone = str(spot.element.get("timezone") or "")
    return _moment(spot, "time", str((spot.chosen() or [""])[0]), zone)


def moment_box(spot: Spot) -> Control:
    """A day and an hour on the clock of the person who looks."""
    seer = spot.canvas.seer
    given = spot.chosen()
    value = seer.wall_clock(int(given[0])) if given and str(given[0]).isdecimal() else ""
    return _moment(spot, "datetime-local", value, seer.zone, **{"data-zone": seer.zone or "UTC"})


def _moment(spot: Spot, kind: str, value: str, zone: str = "", **more: Any) -> Control:
    """Sent as it stands, "2027-02-17", "09:30" or "2027-02-17T09:30" (see `epoch_of`)."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    attributes = spot.attributes(**more)
    return Control(
        html=ink("boxes.moment", kind=kind, attributes=attributes, value=value, city=city)
    )


def file_box(spot: Spot) -> Control:
    """Files to send along."""
    kinds, most = spot.element.get("filetypes"), spot.element.get("max_files", 10)
    attributes = spot.attributes(
        accept=",".join(f".{each}" for each in kinds) if isinstance(kinds, list) else None,
        multiple="" if most != 1 else None,
        **{"data-most": most},
    )
    return Control(html=ink("boxes.file", attributes=attributes))


BOXES: dict[str, Callable[[Spot], Control]] = {
    **dict.fromkeys((*_KINDS, "rich_text_input"), text_box),
    "datepicker": date_box,
    "timepicker": time_box,
    "datetimepicker": moment_box,
    "file_input": file_box,
}
