"""Further Slack workspaces beside the community's own: which there are, and how an account in one of them is called."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.domain.errors import FacilitationError
from bot.domain.workspaces import Workspace
from bot.ports.outside import Gone, Refused

BETWEEN = "/"  # stands in no id of Slack's
# how Slack says that a workspace has withdrawn our token, or that we never had one
NO_TOKEN = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)


class NoFurtherWorkspaces(FacilitationError):
    """This installation takes no further Slack workspaces yet: {missing} For all steps see docs/operations.md."""


class NotThatWorkspace(FacilitationError):
    """That is not a workspace this community can take: {why} Nothing was changed."""


class WorkspaceGone(Refused):
    """The app is not installed there any more. What died of that is found again by the same words."""

    def __init__(self, team: str) -> None:
        super().__init__(
            f"The app is not installed in the Slack workspace {team} any more.",
            code="workspace_gone",
        )


@dataclass(frozen=True, kw_only=True)
class Joining:
    """A workspace that has just agreed, with what only its adapter can read."""

    workspace: Workspace
    granted: Any = field(repr=False)


def account(team: str, member: str) -> str:
    """How an account in a further workspace is called; one of the community's own is called by its id alone."""
    return f"{team}{BETWEEN}{member}" if team else member


def parted(where: str) -> tuple[str, str]:
    """The workspace and the id in it; no workspace stands for the community's own."""
    team, between, own = where.partition(BETWEEN)
    return (team, own) if between else ("", where)


class Workspaces(Protocol):
    """Every workspace the app is installed in. What asks Slack may raise Refused, ComeBack or Uncertain."""

    def account(self, team: str, member: str) -> str:
        """How an account that acts is called here. Raises Gone for a workspace that is none of ours."""
        ...

    def all(self) -> Sequence[Workspace]:
        """Those beside the community's own, the oldest first."""
        ...

    def bot_of(self, team: str) -> Any:
        """What the door needs to act in a further workspace; None for one that is none of ours."""
        ...

    def page(self, *, state: str, back: str, team: str = "") -> str:
        """Slack's page on which somebody agrees to the app, for one workspace or any. Raises NoFurtherWorkspaces."""
        ...

    def redeem(self, code: str, *, back: str, team: str = "") -> Joining:
        """What Slack gives for somebody's yes; kept by nobody yet. Raises NotThatWorkspace."""
        ...

    def keep(self, joining: Joining) -> None:
        """From now on it is one of ours, in place of what was known of it before."""
        ...

    def forget(self, team: str) -> bool:
        """It is none of ours any more; whether it was."""
        ...

    def withdraw(self, team: str) -> None:
        """Tell Slack that our token there must not be worth anything any more."""
        ...

    def reseal(self) -> int:
        """Lock every token anew with the first key; how many there were."""
        ...


class OnlyHome:
    """The community's own workspace alone. Implements the port `Workspaces`."""

    def account(self, team: str, member: str) -> str:
        return member

    def all(self) -> Sequence[Workspace]:
        return ()

    def bot_of(self, team: str) -> Any:
        return None

    def page(self, *, state: str, back: str, team: str = "") -> str:
        raise NoFurtherWorkspaces(missing="it lives alone.")

    def redeem(self, code: str, *, back: str, team: str = "") -> Joining:
        raise NoFurtherWorkspaces(missing="it lives alone.")

    def keep(self, joining: Joining) -> None:
        raise NoFurtherWorkspaces(missing="it lives alone.")

    def forget(self, team: str) -> bool:
        return False

    def withdraw(self, team: str) -> None:
        raise Gone("It is none of ours.", code="no_workspace")

    def reseal(self) -> int:
        return 0
