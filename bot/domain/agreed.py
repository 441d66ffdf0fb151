"""What the community agreed: its aim, and how its people want to be with each other, in every version."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

AIM, AGREEMENTS = "aim", "agreements"
KINDS = (AIM, AGREEMENTS)
LONGEST = {AIM: 1000, AGREEMENTS: 2900}
MOST_LINES = 10  # agreements: so many stand on a card


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """One version of the aim, or of the agreements, which stand a line each. The plan's own have no writer."""

    id: str
    what: str
    version: int
    text: str
    at: datetime
    by: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())

    def next(self, text: str, *, by: str, at: datetime) -> "Agreed":
        """The version after this one."""
        version = self.version + 1
        return replace(self, id=f"{self.what}:{version}", version=version, text=text, by=by, at=at)


def tidied(what: str, text: str) -> str:
    """The aim on one line; agreements a line each, without empty ones and dots before them."""
    if what == AIM:
        return " ".join(text.split())
    lines = (" ".join(line.split()).lstrip("•*- ") for line in text.splitlines())
    return "\n".join(line for line in lines if line)


class Came(StrEnum):
    """What came of a comment."""

    OPEN = "open"
    TAKEN_UP = "taken_up"
    NOT = "not"


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What somebody said of a version of the aim or the agreements, and what came of it."""

    id: str
    what: str
    version: int
    text: str
    by: str
    at: datetime
    came: Came = Came.OPEN
    word: str = ""
    settled_by: str = ""
    settled_in: int = 0  # the version that took it up
