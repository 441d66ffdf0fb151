"""The small grammars of a learning plan: hours, offsets, days, cities, keys and texts with placeholders."""

import datetime as dt
import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.civil_time import read_rule
from bot.domain.errors import FacilitationError
from bot.domain.programme import Offset
from bot.files.zones import read_zone

MAX_TEXT = 280  # the plan's own rule for every text
MAX_CHOICE = 75  # what fits on a button
MAX_CHARS = 3000  # what a form field of the chat takes
PLACEHOLDERS = (
    "session_title",
    "local_date",
    "local_time",
    "organisation",
    "room_name",
    "room_people",
    "room_host",
    "you_said_we_did",
    "action_title",
    "subgroup_name",
    "due_date",
)
_OFFSET = re.compile(r"([+-])([1-9]\d{0,3})([dhm])")
_WALL = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_BRACES = re.compile(r"\{([^{}]*)\}")


def refused(words: str) -> PydanticCustomError:
    """A finding in our own words."""
    return PydanticCustomError("words", "{words}", {"words": words})


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """A hint at the known word that was probably meant, or nothing."""
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""


def _wall(raw: Any) -> dt.time:
    if isinstance(raw, dt.time):
        return raw
    if isinstance(raw, str) and (match := _WALL.fullmatch(raw.strip())):
        return dt.time(int(match[1]), int(match[2]))
    raise refused(f'{_shown(raw)} is not a time of day. Write one such as "15:00".')


def _send(raw: Any) -> Offset:
    match = _OFFSET.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        raise refused(
            f'{_shown(raw)} does not say when. Write a sign and days, hours or minutes: "-9d", "+2h", "-90m".'
        )
    count = int(match[1] + match[2])
    unit = {"d": "days", "h": "hours", "m": "minutes"}[match[3]]
    length: dict[str, Any] = {unit: count}
    return Offset(**length)


def _day(raw: Any) -> dt.date:
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    try:
        return dt.date.fromisoformat(raw.strip())
    except (ValueError, AttributeError):
        raise refused(
            f'{_shown(raw)} is not a date. Write year, month and day, such as "2027-02-24".'
        ) from None


def _rule(raw: str) -> str:
    try:
        read_rule(raw)
    except FacilitationError as unreadable:
        raise refused(unreadable.message) from None
    return raw


def _zone(raw: str) -> str:
    """A city's zone, written exactly: a plan is read by people too."""
    reading = read_zone(raw)
    if reading.zone != raw:
        raise refused(reading.words)
    return raw


def _zone_or_none(raw: str) -> str:
    return raw and _zone(raw)


def _key(raw: str) -> str:
    if re.fullmatch(r"[^\W_]([\w-]*\w)?", raw):
        return raw
    raise refused(f'"{raw}" cannot be a key. Use letters, digits and dashes only.')


def _field_name(raw: str) -> str:
    if re.fullmatch(r"[\w-]+\.[\w-]+", raw):
        return raw
    raise refused(f'"{raw}" names no field. Write artefact.field, such as "persona.life".')


def _placeholders(raw: str) -> str:
    unknown = [name for name in _BRACES.findall(raw) if name not in PLACEHOLDERS]
    if unknown:
        hint = nearest(unknown[0], PLACEHOLDERS)
        raise refused(
            f"{{{unknown[0]}}} is not a placeholder.{hint} The placeholders are {', '.join(PLACEHOLDERS)}."
        )
    if re.search(r"[{}]", _BRACES.sub("", raw)):
        raise refused("A brace stands alone. Braces belong around a placeholder only.")
    return raw


def _not_blank(raw: str) -> str:
    if raw.strip():
        return raw
    raise refused("This is empty. Write something, or take the key out.")


def _shown(raw: Any) -> str:
    return f'"{raw}"' if isinstance(raw, str) else str(raw)


Check = Callable[[str], str]
Wall = Annotated[dt.time, BeforeValidator(_wall)]
Send = Annotated[Offset, BeforeValidator(_send)]
Day = Annotated[dt.date, BeforeValidator(_day)]
DayRule = Annotated[str, AfterValidator(_rule)]
Zone = Annotated[str, AfterValidator(_zone)]
Key = Annotated[str, AfterValidator(_key)]
MaybeZone = Annotated[str, AfterValidator(_zone_or_none)]
FieldName = Annotated[str, AfterValidator(_field_name)]
Words = Annotated[str, Field(max_length=MAX_TEXT)]
Text = Annotated[Words, AfterValidator(_not_blank)]
PromptWords = Annotated[Words, AfterValidator(_placeholders)]
PromptText = Annotated[Text, AfterValidator(_placeholders)]
Choice = Annotated[
    str, Field(max_length=MAX_CHOICE), AfterValidator(_not_blank), AfterValidator(_placeholders)
]
