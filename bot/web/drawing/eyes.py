"""Whoever reads formatted text: what its references mean to them."""

from datetime import datetime
from typing import Protocol


class Eyes(Protocol):
    """Somebody who reads."""

    def reference(self, inside: str) -> str:
        """What stands on the screen for what a text holds between < and >."""
        ...

    def moment(self, target: str) -> datetime | None:
        """The instant that `!date^seconds^...` names, on this reader's clock; None where it names none."""
        ...

    def is_meant(self, id: str) -> bool:
        """Whether a mention of this id means this person."""
        ...


class OnOwnPage:
    """Somebody on a page of their own, where a reference is said by its words."""

    def reference(self, inside: str) -> str:
        target, _, label = inside.partition("|")
        return label or target.removeprefix("mailto:").lstrip("@#!")

    def moment(self, target: str) -> datetime | None:
        return None

    def is_meant(self, id: str) -> bool:
        return False
