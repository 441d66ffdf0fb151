"""What the doctor asks Slack: is the app let in, may it do what it must, can it speak in the channel."""

import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime

from bot.ports import ComeBack, Finding, Refused, Uncertain
from integrations.slack.client import SlackWire
from integrations.slack.scopes import OPTIONAL_SCOPES, REQUIRED_SCOPES

PERMISSIONS = (
    "On the app's page in Slack open OAuth & Permissions, add {scopes} under Bot Token Scopes,"
    " and install the app again. The manifest from `convener manifest` has them all."
)
# slack.com/help 27204752526611; people's answers and what came of them are kept in the database
PLANS = (
    "Slack does not tell us which plan the workspace has. On the free one people see 90 days back, and Slack deletes "
    "what is a year old: Convener keeps answers, actions and readings itself, but people cannot scroll back to them. "
    "Guests need a paid plan."
)
UNEVEN, REFUSES = 60, 300  # seconds; requests signed more than five minutes ago are refused
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
    known = Finding(ok=True, what=f"Slack knows the app in {team}.")
    return [known, *clock_beside(headers, time.time()), *_scopes(headers)]


def clock_beside(headers: Mapping[str, str], now: float) -> Iterator[Finding]:
    """This machine's clock (`now`, seconds since 1970) beside the one Slack answers by."""
    told = {name.lower(): value for name, value in headers.items()}.get("date", "")
    try:
        apart = abs(now - parsedate_to_datetime(told).timestamp())
    except ValueError:
        return  # Slack did not say
    if apart < UNEVEN:
        yield Finding(ok=True, what="This machine's clock goes with Slack's.")
        return
    yield Finding(
        ok=False,
        warning=apart < REFUSES,
        what=f"This machine's clock is {apart:.0f} seconds away from Slack's."
        + (
            " What Slack signs is refused, and so is what people press." if apart >= REFUSES else ""
        ),
        cure="Let the machine keep its time by the network (NTP): timedatectl set-ntp true.",
    )


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
    needless = ", ".join(sorted(granted - {"", *REQUIRED_SCOPES, *OPTIONAL_SCOPES}))
    if needless:
        yield Finding(
            ok=False,
            warning=True,
            what=f"The app may do more than Convener ever does: {needless}.",
            cure="On the app's page in Slack open OAuth & Permissions, remove them, and install the app again.",
        )
    yield Finding(ok=True, what=PLANS)
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
