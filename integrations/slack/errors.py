"""What Slack's refusals mean: no for good, come back later, or nobody knows whether it was done."""

import re
import ssl
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.ports import ComeBack, Gone, Refused, Uncertain

SOON, CROWDED = timedelta(seconds=2), timedelta(seconds=5)
MINUTE, LONGEST = timedelta(minutes=1), timedelta(hours=1)
WORD = re.compile(r"[a-z0-9_]+")  # the sdk puts a whole sentence where a reply was not JSON

LATER: Mapping[str, timedelta] = {
    "ratelimited": CROWDED,
    "rate_limited": CROWDED,
    "message_limit_exceeded": timedelta(minutes=1),
    "team_added_to_org": LONGEST,
    "org_login_required": LONGEST,
    "external_channel_migrating": timedelta(minutes=5),
}
UNCLEAR = frozenset(
    ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "update_failed"]
)
SENTENCES: Mapping[str, str] = {
    "account_inactive": "The app is no longer installed in this Slack workspace. Install it again.",
    "app_access_restricted": "A Slack admin does not let the app post here. Ask the admin to allow it.",
    "cannot_create_channel": "Slack does not let the app make this channel. Ask a Slack admin.",
    "channel_not_found": "Slack shows the app no such channel. If it is private, invite the app there.",
    "edit_window_closed": "Slack does not let this message be changed any more.",
    "invalid_auth": "Slack does not accept the app's token. Put the current one into the configuration.",
    "invalid_blocks": "Slack cannot show this message as it is laid out.",
    "is_archived": "The channel is archived. Unarchive it in Slack, or choose another.",
    "messages_tab_disabled": "The app's Messages tab is off. Switch it on under App Home in the app's settings.",
    "msg_blocks_too_long": "The message is too long for Slack. Shorten it.",
    "msg_too_long": "The message is too long for Slack. Shorten it.",
    "no_permission": "The workspace does not let the app do this. Ask a Slack admin.",
    "not_authed": "The app has no token for Slack. Put one into the configuration.",
    "not_enabled": "The app's Home tab is off. Switch it on under App Home in the app's settings.",
    "not_in_channel": "The app is not in that channel. Invite it there.",
    "restricted_action": "The workspace's rules do not let the app do this. Ask a Slack admin.",
    "restricted_action_read_only_channel": "Only some people may post in that channel. Let the app post there.",
    "token_expired": "The app's token for Slack has run out. Install the app again.",
    "token_revoked": "The app's token for Slack has been withdrawn. Install the app again.",
    "too_many_users": "A group conversation holds at most eight people. Make a channel instead.",
    "user_disabled": "This person's Slack account has been switched off.",
    "user_is_restricted": "This person is a guest in Slack and may not do that.",
    "user_not_found": "Slack knows no such person.",
    "user_not_visible": "Slack does not let the app see this person.",
    "view_too_large": "The page is too large for Slack.",
}
INVITING: Mapping[str, str] = {
    "cant_invite": "Slack does not let the app invite this person.",
    "invitee_cant_see_channel": "This person cannot see the channel.",
    "no_external_invite_permission": "This person belongs to another workspace, and the app may not invite from there.",
    "org_user_not_in_team": "This person is not in this workspace.",
    "ura_max_channels": "This guest may be in one channel only, and is in one already.",
    "user_disabled": SENTENCES["user_disabled"],
    "user_is_restricted": "This guest can be invited only by a Slack admin.",
    "user_not_found": SENTENCES["user_not_found"],
    "user_not_visible": SENTENCES["user_not_visible"],
    "no_user": SENTENCES["user_not_found"],
}
THERE_ALREADY = frozenset(["already_in_channel", "cant_invite_self"])
GONE: Mapping[str, frozenset[str]] = {
    "chat.delete": frozenset(["message_not_found", "channel_not_found"]),
    "chat.update": frozenset(["message_not_found", "cant_update_message", "channel_not_found"]),
    "users.info": frozenset(["user_not_found", "user_not_visible"]),
}
MAY_NOT_LOOK = frozenset(
    [
        "access_denied",
        "channel_is_limited_access",
        "channel_not_found",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_in_channel",
    ]
)


def verdict(method: str, error: SlackApiError, *, repeatable: bool) -> Exception:
    """What a reply that was not "ok" means for us."""
    reply = error.response
    status, headers = int(reply.status_code), reply.headers or {}
    said = reply.data if isinstance(reply.data, dict) else {}
    code = str(said.get("error") or "")
    if status == 429 or code in LATER:
        return ComeBack(
            "Slack is asked too often.", wait=_wait(headers, code), per=MINUTE, of=method
        )
    if status >= 500 or status == 408 or code in UNCLEAR:
        return lost(f"Slack has a fault of its own ({_name(code, status)}).", repeatable=repeatable)
    if not WORD.fullmatch(code):
        return _not_slack(status, repeatable=repeatable)
    if code in GONE.get(method, ()):
        return Gone("It is no longer there in Slack.", code=code)
    return Refused(_sentence(code, said), code=code)


def lost(reason: str, *, repeatable: bool) -> ComeBack | Uncertain:
    """What may be asked twice is asked again; anything else may have been done."""
    return ComeBack(reason, wait=SOON) if repeatable else Uncertain(reason)


def outage(error: Exception, *, repeatable: bool) -> Exception:
    """What a broken connection means: where the request never left whole, nothing was done."""
    # urllib wraps what happens up to the last byte sent in URLError, and nothing after that
    if isinstance(error, URLError) and not _halfway(error.reason):
        return ComeBack("Slack cannot be reached.", wait=SOON)
    return lost("The connection to Slack broke before an answer came.", repeatable=repeatable)


def _halfway(reason: object) -> bool:
    """A connection reset while sending may hide an answer; one that was never made hides none."""
    if isinstance(reason, (ssl.SSLCertVerificationError, ConnectionRefusedError)):
        return False
    return isinstance(reason, (ConnectionError, ssl.SSLError))


def _wait(headers: Mapping[str, str], code: str) -> timedelta:
    named = {name.lower(): value for name, value in headers.items()}
    seconds = str(named.get("retry-after", "")).strip()
    if seconds.isascii() and seconds.isdigit() and len(seconds) < 9:
        return min(timedelta(seconds=max(int(seconds), 1)), LONGEST)
    return LATER.get(code, CROWDED)


def _not_slack(status: int, *, repeatable: bool) -> Exception:
    if 200 <= status < 300:
        return lost("Slack's answer cannot be read.", repeatable=repeatable)
    return Refused(
        f"Whatever answers at the address of Slack is not Slack (HTTP {status})."
        " Check api_base_url.",
        code=f"http_{status}",
    )


def _name(code: str, status: int) -> str:
    return code if WORD.fullmatch(code) else f"HTTP {status}"


def _sentence(code: str, said: Mapping[str, Any]) -> str:
    if code == "missing_scope":
        needed = str(said.get("needed") or "a scope Slack does not name")
        return (
            f"The app lacks a permission in Slack: {needed}. Add it under OAuth & Permissions"
            " on the app's page, and install the app again."
        )
    return SENTENCES.get(code, f"Slack said no ({code}).")
