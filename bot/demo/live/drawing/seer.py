"""Who looks at a surface: what ids mean to them, the clock on their wall, and which mentions are their own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from integrations.sandbox.slack_reading import Reader

EVERYONE = frozenset({"here", "channel", "everyone"})


@dataclass(frozen=True, kw_only=True)
class Seer(Reader):
    """The person for whom everything is drawn."""

    me: str = ""

    def is_meant(self, id: str) -> bool:
        """Whether a mention of this id, or of `here` and the like, means this person."""
        return id == self.me != "" or id in EVERYONE

    def named(self, *first_letters: str) -> list[tuple[str, str]]:
        """Ids of this kind with their names, by name: U for people, C for channels."""
        found = [(id, name) for id, name in self.names.items() if id.startswith(first_letters)]
        return sorted(found, key=lambda each: (each[1].casefold(), each[0]))

    def wall_clock(self, epoch: int) -> str:
        """An instant as a box for date and hour holds it, on this person's clock."""
        at = self.moment(f"!date^{epoch}")
        return f"{at:%Y-%m-%dT%H:%M}" if at else ""


def epoch_of(wall_clock: str, zone: str) -> str:
    """The seconds since 1970 of a date and hour on the clock of a zone, as Slack keeps them.

    `wall_clock` is what a box for date and hour sends, "2027-02-17T21:00". An hour that comes twice is the first of
    the two. Raises ValueError where it is no date and hour.
    """
    at = datetime.fromisoformat(wall_clock).replace(tzinfo=ZoneInfo(zone or "UTC"))
    return str(int(at.astimezone(UTC).timestamp()))
