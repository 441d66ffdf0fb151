"""Slack workspaces beside the community's own."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A Slack workspace in which the app is installed; `by` is the account that agreed to it."""

    id: str
    name: str
    since: datetime
    by: str = ""

    @property
    def called(self) -> str:
        """Its name with its id, for names need not differ."""
        return f"{self.name} ({self.id})" if self.name else self.id
