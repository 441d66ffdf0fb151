"""How often Slack lets itself be asked, by method and by channel."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from bot.domain.pace import Pace

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
POSTS = 300  # a minute in a workspace; Slack says "several hundred"
AT_ONCE = 10  # so few that almost all of the permitted rate remains for the long run
SECOND_TIER, THIRD_TIER, FOURTH_TIER = 20, 50, 100
PER_MINUTE: Mapping[str, int] = {
    "chat.postMessage": POSTS,
    "chat.update": THIRD_TIER,
    "chat.delete": THIRD_TIER,
    "conversations.create": SECOND_TIER,
    "conversations.history": THIRD_TIER,
    "conversations.invite": THIRD_TIER,
    "conversations.list": SECOND_TIER,
    "conversations.open": THIRD_TIER,
    "conversations.setPurpose": SECOND_TIER,
    "users.info": FOURTH_TIER,
    "users.lookupByEmail": THIRD_TIER,
    "views.publish": FOURTH_TIER,
}
# the methods behind each act of the messenger's, as often as each is called when nothing goes wrong
CALLS: Mapping[str, tuple[str, ...]] = {
    "post": ("chat.postMessage",),
    "find": ("conversations.open", "conversations.history"),
    "edit": ("chat.update",),
    "remove": ("chat.delete",),
    "show_home": ("views.publish",),
    "open_channel": (
        "conversations.list",
        "conversations.create",
        "conversations.setPurpose",
        "conversations.invite",
    ),
    "gather": ("conversations.open",),
    "member": ("users.info",),
    "look_up": ("users.lookupByEmail",),
}


def paces(workspace: str, act: str, *, to: str) -> Sequence[Pace]:
    """What one act takes; a message takes its channel's own turn as well."""
    return tuple(_paces(f"slack:{workspace}", act, to))


def _paces(workspace: str, act: str, to: str) -> Iterator[Pace]:
    for method in CALLS[act]:
        yield within(f"{workspace}:{method}", PER_MINUTE[method], of=method)
    if act == "post" and to:
        yield Pace(key=f"{workspace}:to:{to}", of="channel", every=SECOND, per=SECOND)


def within(key: str, most: int, *, of: str = "") -> Pace:
    """So many at once and then so slowly that no minute, whenever it begins, sees more than `most`.

    Of messages few are taken at once: a thousand of them must leave as fast as is permitted. Of anything else a good
    part is: thirty cards changed by one act are wanted now.
    """
    burst = AT_ONCE if most == POSTS else most * 2 // 5
    return Pace(key=key, of=of, every=MINUTE / (most - burst), burst=burst, spare=burst // 2)
