"""The curve of what hours cost, and hours that somebody can never, as files and options say them."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from typing import Annotated, Any

from pydantic import Field, ValidationError

from bot.domain.burden import HALF_HOURS, NIGHT, Curve, Never
from bot.domain.errors import FacilitationError
from bot.files.plan_findings import field_name, words_for
from bot.files.plan_models import Table
from bot.files.plan_toml import load
from bot.files.toml_lines import lines_of

MOST = 1_000
_SPAN = re.compile(r"\s*(\d{1,2})(?::([03]0))?\s*[-–]\s*(\d{1,2})(?::([03]0))?\s*")

Cost = Annotated[int, Field(ge=0, le=MOST)]


class UnusableCurve(FacilitationError):
    """{file} cannot be used. {faults}"""


class UnreadableHours(FacilitationError):
    """{hours} is no stretch of hours. Write from-to on the full or half hour, such as 09-17 or 22:30-06."""


class CurveTable(Table):
    """A curve: what each stretch of hours costs, what all other hours do, and what a weekend adds."""

    hours: dict[str, Cost] = Field(default_factory=dict)
    night: Cost = NIGHT
    weekend: Cost = 10


def read_curve(text: str, file: str = "The file of costs") -> Curve:
    """What hours cost, from TOML; every fault is named with its line and what to do."""
    text = text.removeprefix("\ufeff")
    written, doubles = load(text)
    if written is None or doubles:
        raise UnusableCurve(file=file, faults=" ".join(map(str, doubles)))
    try:
        table = CurveTable.model_validate(written)
    except ValidationError as error:
        faults = [_said(one["loc"], words_for(one), written, text) for one in error.errors()]
        raise UnusableCurve(file=file, faults=" ".join(faults[:10])) from error
    return Curve(costs=_costs(table, file, text), weekend=table.weekend)


def _said(path: tuple[str | int, ...], words: str, written: dict[str, Any], text: str) -> str:
    return f"Line {lines_of(text).of(path)}, {field_name(path, written)}: {words}"


def _costs(table: CurveTable, file: str, text: str) -> tuple[int, ...]:
    named: dict[int, str] = {}
    costs = [table.night] * HALF_HOURS
    for span, cost in table.hours.items():
        for at in _half_hours(span):
            if at in named:
                line = lines_of(text).of(("hours", span))
                faults = f"Line {line}: {span} and {named[at]} overlap. Give each hour one cost."
                raise UnusableCurve(file=file, faults=faults)
            named[at], costs[at] = span, cost
    return tuple(costs)


def _half_hours(span: str) -> Iterator[int]:
    since, until = _ends(span)
    length = (until - since) % HALF_HOURS or HALF_HOURS
    yield from ((since + step) % HALF_HOURS for step in range(length))


def _ends(span: str) -> tuple[int, int]:
    """From which to which half-hour of the day a stretch lasts; 24 is the end of the day."""
    found = _SPAN.fullmatch(span)
    if not found:
        raise UnreadableHours(hours=span or "Nothing")
    since, until = (int(found[at]) * 2 + (found[at + 1] == "30") for at in (1, 3))
    if since >= HALF_HOURS or until > HALF_HOURS or since == until:
        raise UnreadableHours(hours=span)
    return since, until


def read_never(text: str, homes: Mapping[str, str]) -> Never:
    """Hours somebody can never, from words such as "p017 22-07". `homes` are the places and people one may name,
    each with its zone.
    """
    who, _, span = text.strip().rpartition(" ")
    since, until = _ends(span)
    if who.strip() not in homes:
        raise UnknownHome(who=who.strip() or "Nobody", text=text)
    name = who.strip()
    return Never(zone=homes[name], since=_clock(since), until=_clock(until), who=name)


class UnknownHome(FacilitationError):
    """{who} is neither a place of this calendar nor a person on its roster. Write such as: Europe/London 22-07"""


def _clock(half_hour: int) -> time:
    return time(half_hour // 2 % 24, half_hour % 2 * 30)
