"""Every method of Slack's that we call, and the permission each one needs of us."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Call:
    """One method of Slack's: the scopes it needs as we use it, and whether asking twice changes nothing."""

    scopes: tuple[str, ...] = ()
    repeatable: bool = False
    optional: tuple[str, ...] = ()


# Slack lets several scopes stand for one method, one per kind of conversation: these are the kinds we use
METHODS_CALLED: Mapping[str, Call] = {
    "auth.revoke": Call(repeatable=True),
    "auth.test": Call(repeatable=True),
    "chat.delete": Call(scopes=("chat:write",), repeatable=True),
    "chat.postEphemeral": Call(scopes=("chat:write",)),  # asked by the door, of strangers
    "chat.postMessage": Call(scopes=("chat:write",)),
    "chat.update": Call(scopes=("chat:write",)),
    "conversations.create": Call(scopes=("groups:write",)),
    "conversations.history": Call(
        scopes=("im:history",),
        repeatable=True,
        optional=("channels:history", "groups:history", "mpim:history"),
    ),
    "conversations.info": Call(scopes=("channels:read", "groups:read"), repeatable=True),
    "conversations.invite": Call(scopes=("groups:write",)),
    "conversations.list": Call(scopes=("channels:read", "groups:read"), repeatable=True),
    "conversations.open": Call(scopes=("im:write", "mpim:write"), repeatable=True),
    "conversations.setPurpose": Call(scopes=("groups:write",)),
    "oauth.v2.access": Call(),  # while a further workspace is being installed
    "users.info": Call(scopes=("users:read",), repeatable=True),
    "users.lookupByEmail": Call(scopes=("users:read.email",), repeatable=True),
    "views.open": Call(),  # these three are asked by the door, not by the messenger
    "views.push": Call(),
    "views.update": Call(),
    "views.publish": Call(),
}
EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_uninstalled": (),
    "message.im": ("im:history",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
COMMANDS = ("commands",)


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({scope for group in groups for scope in group}))


REQUIRED_SCOPES = _union(
    [COMMANDS, *EVENTS.values(), *(call.scopes for call in METHODS_CALLED.values())]
)
OPTIONAL_SCOPES = _union(call.optional for call in METHODS_CALLED.values())
