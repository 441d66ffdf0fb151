"""Elements where they stand: beside a section, in a row, or under the label of a form's field."""

from markupsafe import Markup

from bot.demo.live.drawing.boxes import BOXES
from bot.demo.live.drawing.buttons import BUTTONS
from bot.demo.live.drawing.canvas import Canvas, Thing, ink
from bot.demo.live.drawing.choices import CHOICES
from bot.demo.live.drawing.pictures import small_picture
from bot.demo.live.drawing.spot import Control, Spot
from bot.demo.live.drawing.strange import strange

_DRAWN = {**BUTTONS, **CHOICES, **BOXES}


def element(thing: Thing, block: Thing, canvas: Canvas) -> Markup:
    """An element in a row or beside a section; one nobody knows is said to be so."""
    control = _control(thing, block, canvas)
    if control is None:
        return small_picture(thing) if thing.get("type") == "image" else strange("part", thing)
    if control.group is None:
        return control.html
    return ink("choices.apart", group=control.group, inside=control.html)


def field(block: Thing, canvas: Canvas) -> Markup:
    """A field of a form: label, element, hint, and what is wrong with it."""
    thing = block.get("element")
    known = thing if isinstance(thing, dict) else {}
    spot = Spot(canvas=canvas, block=block, element=known)
    control = _control(known, block, canvas)
    return ink(
        "fields.field",
        label=canvas.text(block.get("label")),
        optional=block.get("optional") is True,
        field=spot.id,
        control=control.html if control else strange("field", known),
        group=control.group if control else {},
        hint=canvas.text(block.get("hint")),
        hint_id=spot.part("hint"),
        error=spot.error,
        error_id=spot.part("error"),
    )


def _control(thing: Thing, block: Thing, canvas: Canvas) -> Control | None:
    draw = _DRAWN.get(str(thing.get("type")))
    return draw(Spot(canvas=canvas, block=block, element=thing)) if draw else None
