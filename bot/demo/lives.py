"""Whose life is pretended, and when a pretended act is left out or waits."""

from dataclasses import dataclass


class ByHand(Exception):
    """Somebody plays this person by hand: the pretended act is left out."""


class OutOfReach(Exception):
    """Slack or the bot cannot be reached: people do it later."""


@dataclass
class Lives:
    """Everyone lives by themselves, but for those whom somebody plays by hand; nobody does where `on` is false."""

    on: bool = True
    by_hand: frozenset[str] = frozenset()

    def pretended(self, person: str) -> bool:
        """Whether this person acts by themselves."""
        return self.on and person not in self.by_hand
