"""Bundles: several things to say to one person at one hour that come as one message."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Bundled:
    """Where one thing is said: in the message that another one leads, or that it leads itself.

    `id` is its own key in the ledger, `lead` that of the one whose message it is, `place` its place there, from 0.
    """

    id: str
    lead: str
    place: int
