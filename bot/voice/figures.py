"""Figures to look at, each with its title, the sentence that says what there is to see, and the table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ballots import FEWEST
from bot.domain.encounters import Encounters
from bot.domain.perspectives import Group
from bot.domain.synthesis import Loop, LoopState
from bot.voice.voices import Month, Share
from bot.voice.words import city, count

STATES = {
    "Told": LoopState.TOLD,
    "Waits to be told": LoopState.HAPPENED,
    "Waits for what happens": LoopState.OPEN,
    "Let go": LoopState.LET_GO,
}


class Form(StrEnum):
    """What kind of picture shows the figures best."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Figures to look at: `series` has as many values as there are `labels`; None is a gap.

    `reading` says in one sentence what there is to see; `corner` is the word above the labels in the table.
    """

    title: str
    reading: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    form: Form = Form.BARS
    corner: str = "Month"

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table behind it: each label with the figure of each series."""
        columns = list(self.series.values())
        return [
            (label, [said(column[n]) for column in columns]) for n, label in enumerate(self.labels)
        ]


def said(value: float | None) -> str:
    """A figure in a table: whole where it is whole."""
    if value is None:
        return "–"
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


def encounters(met: Encounters) -> Picture:
    """Who has met whom, month by month. There is a month at least."""
    last = met.months[-1]
    return Picture(
        title="Who has met whom",
        reading=f"After {count(len(met.months), 'session')}, {last.share:.0%} of all pairs from different "
        f"organisations have been in a room together; nobody met anybody more than {_times(met.most)}.",
        labels=[str(month.session) for month in met.months],
        series={
            "Pairs who met for the first time": [month.first for month in met.months],
            "Pairs who met again": [month.again for month in met.months],
        },
        form=Form.STACKED,
    )


def hours(costs: Mapping[str, int], sessions: int) -> Picture:
    """What the hours of so many sessions online ask of each place, by its zone. There is a place at least."""
    worst, best = max(costs, key=lambda zone: costs[zone]), min(costs, key=lambda zone: costs[zone])
    return Picture(
        title="What the hours asked of each place",
        reading=f"The hours of {count(sessions, 'session')} online were hardest in {city(worst)} "
        f"({costs[worst]}) and kindest in {city(best)} ({costs[best]}); a session in working hours counts nothing, "
        "one in the night twenty.",
        labels=[city(zone) for zone in costs],
        series={"Burden": list(costs.values())},
        corner="Place",
    )


def voices(months: Sequence[Month], lived: Group) -> Picture | None:
    """Answers by perspective, month by month; nothing where no month has enough of them."""
    answers = [month.shares["answers"] for month in months]
    shown = [one for one in answers if one.number >= FEWEST]
    if not shown:
        return None
    lay, all_ = sum(one.lay for one in shown), sum(one.number for one in shown)
    return Picture(
        title="Answers by perspective",
        reading=f"{lay / all_:.0%} of {count(all_, 'answer')} came from {lived.many}; months with fewer than five "
        "answers are not shown.",
        labels=[str(month.session.month) for month in months],
        series={
            lived.many[:1].upper() + lived.many[1:]: [_enough(one, one.lay) for one in answers],
            "Those whose profession it is": [_enough(one, one.others) for one in answers],
        },
        form=Form.STACKED,
    )


def _enough(share: Share, number: int) -> int | None:
    return number if share.number >= FEWEST else None


def loops(found: Sequence[Loop], month_of: Mapping[str, int]) -> Picture | None:
    """What became of what people said, by the session in which they said it; nothing where nothing is written down."""
    if not found:
        return None
    months = sorted({month_of[loop.session_id] for loop in found})
    told = sum(loop.state is LoopState.TOLD for loop in found)
    return Picture(
        title="What became of what people said",
        reading=f"Of {count(len(found), 'thing')} people said, they were told what became of {told}.",
        labels=[str(month) for month in months],
        series={
            name: [
                sum(loop.state is state and month_of[loop.session_id] == month for loop in found)
                for month in months
            ]
            for name, state in STATES.items()
        },
        form=Form.STACKED,
    )


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
