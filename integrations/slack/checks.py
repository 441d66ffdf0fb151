"""What the doctor asks Slack: is the app let in, may it do what it must, can it speak in the channel."""

from collections.abc import Callable, Iterator, Mapping

from bot.ports import ComeBack, Finding, Refused, Uncertain
from integrations.slack.client import SlackWire
from integrations.slack.scopes import OPTIONAL_SCOPES, REQUIRED_SCOPES

PERMISSIONS = (
    "On the app's page in Slack open OAuth & Permissions, add {scopes} under Bot Token Scopes,"
    " and install the app again. The manifest from `convener manifest` has them all."
)
INVITE = "In Slack, open the channel and type /invite followed by the app's name."


def findings(wire: SlackWire, channel: str, place: Callable[[str], str]) -> list[Finding]:
    """Everything worth knowing before the first message; each fault with its cure."""
    try:
        found = let_in(wire)
    except (Refused, ComeBack, Uncertain) as no:
        return [Finding(ok=False, what="Slack does not let the app in.", cure=str(no))]
    return [*found, *_channel(wire, channel, place)]


def let_in(wire: SlackWire) -> list[Finding]:
    """Whether the app is known in the workspace and may do what it must. Raises Refused, ComeBack."""
    who, headers = wire.call_with_headers("auth.test")
    team = who.get("team") or "the workspace"
    return [Finding(ok=True, what=f"Slack knows the app in {team}."), *_scopes(headers)]


def _scopes(headers: Mapping[str, str]) -> Iterator[Finding]:
    named = {name.lower(): value for name, value in headers.items()}
    granted = set(named.get("x-oauth-scopes", "").replace(" ", "").split(","))
    if not granted - {""}:
        yield Finding(
            ok=False,
            warning=True,
            what="Slack does not say which permissions the app has.",
            cure=f"Compare them with these: {', '.join(REQUIRED_SCOPES)}.",
        )
        return
    lacking = ", ".join(scope for scope in REQUIRED_SCOPES if scope not in granted)
    yield Finding(
        ok=not lacking,
        what=f"Permissions missing: {lacking}." if lacking else "The app has its permissions.",
        cure=PERMISSIONS.format(scopes=lacking) if lacking else "",
    )
    unseen = ", ".join(scope for scope in OPTIONAL_SCOPES if scope not in granted)
    if unseen:
        yield Finding(
            ok=True,
            what=f"Not granted, and not needed: {unseen}. After a broken connection the app cannot"
            " see whether its message reached a channel.",
        )


def _channel(wire: SlackWire, channel: str, place: Callable[[str], str]) -> Iterator[Finding]:
    if not channel:
        yield Finding(ok=False, what="No channel is named.", cure="Set channel under [slack].")
        return
    try:
        reply = wire.call("conversations.info", channel=place(channel))
    except (Refused, ComeBack, Uncertain) as no:
        yield Finding(ok=False, what=f"The channel {channel} cannot be reached: {no}", cure=INVITE)
        return
    seen = reply.get("channel") or {}
    if seen.get("is_archived"):
        yield Finding(ok=False, what=f"{channel} is archived.", cure="Unarchive it in Slack.")
    elif not seen.get("is_member"):
        yield Finding(ok=False, what=f"The app is not in {channel}.", cure=INVITE)
    else:
        yield Finding(ok=True, what=f"The app is in {channel}.")
