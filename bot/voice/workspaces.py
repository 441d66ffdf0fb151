"""What facilitators hear of further Slack workspaces."""

from bot.domain.workspaces import Workspace
from bot.voice.words import count

NOBODY_AGREED = (
    "Nobody agreed on Slack's page. Nothing was changed; the link of the invitation still works."
)


def joined(workspace: Workspace, *, waiting: int) -> str:
    """A workspace has just agreed to the app."""
    back = f" {count(waiting, 'message')} that waited for it can leave now." if waiting else ""
    return (
        f"The Slack workspace {workspace.called} has joined. People of the roster who have their account there are "
        f"reached there from now on.{back} If you do not know it: convener workspace remove {workspace.id}"
    )


def left(workspace: Workspace, *, people: int) -> str:
    """The app was removed from a workspace."""
    alone = "Nobody is reached there alone."
    if people:
        alone = f"{count(people, 'person', 'people')} can be reached only there, and hear nothing for now."
    return (
        f"The app was removed from the Slack workspace {workspace.called}. {alone} To have it back: "
        "convener workspace invite, and somebody there follows the link. What was to leave meanwhile leaves then."
    )
