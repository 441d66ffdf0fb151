"""What a community takes along: its learning as tables, with nothing in it that somebody kept nearer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

Cell = str | int
Row = Mapping[str, Cell]
GOES_ALONG = frozenset({"organisation", "community"})  # answers for others stay (domain.md 9)


@dataclass(frozen=True, kw_only=True)
class Learning:
    """A community's learning at one instant. `tables` are rows of one form each, by what they are called."""

    title: str
    aim: str
    made_at: datetime
    tables: Mapping[str, Sequence[Row]]

    def __getitem__(self, table: str) -> Sequence[Row]:
        return self.tables[table]
