"""Slack's conversations.* methods that look: what there is, who is in it, what was said."""

from typing import Any

from integrations.sandbox.slack_call import SlackCall
from integrations.sandbox.slack_chat import find_channel
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import (
    DIRECT,
    GROUP,
    PRIVATE,
    PUBLIC,
    Conversation,
    Json,
    Post,
)
from integrations.sandbox.slack_workspace import Workspace

FAMILY = {PUBLIC: "channels", PRIVATE: "groups", DIRECT: "im", GROUP: "mpim"}
KINDS = {"public_channel": PUBLIC, "private_channel": PRIVATE, "im": DIRECT, "mpim": GROUP}
MOST = 1000
MOST_OUTSIDE = 15  # for apps sold outside Slack's marketplace


def readable(place: Workspace, call: SlackCall, right: str) -> Conversation:
    """The conversation, if the scope for its own kind was granted (`channels:read`, `im:history` ...)."""
    channel = find_channel(place, call)
    call.need_scope(f"{FAMILY[channel.kind]}:{right}")
    return channel


def page(
    call: SlackCall, things: list[Any], *, default: int = 100, most: int = MOST
) -> tuple[list[Any], Json]:
    """One page of things and where the next begins."""
    size = call.number("limit", default)
    if not 0 <= size <= most:
        raise SlackRefusal("invalid_limit")
    start = _cursor(call)
    end = start + (size or default)
    following = f"next:{end}" if end < len(things) else ""
    return things[start:end], {"response_metadata": {"next_cursor": following}}


def _cursor(call: SlackCall) -> int:
    given = call.text("cursor")
    name, _, place = given.partition(":")
    if given and not (name == "next" and place.isdigit()):
        raise SlackRefusal("invalid_cursor")
    return int(place) if given else 0


def info(place: Workspace, call: SlackCall) -> Json:
    return {"channel": readable(place, call, "read").as_json(place.ids.bot_person)}


def members(place: Workspace, call: SlackCall) -> Json:
    channel = readable(place, call, "read")
    shown, following = page(call, channel.members)
    return {"members": shown, **following}


def listing(place: Workspace, call: SlackCall) -> Json:
    wanted = call.names("types") or ["public_channel"]
    if set(wanted) - set(KINDS):
        raise SlackRefusal("invalid_types")
    for each in wanted:
        call.need_scope(f"{FAMILY[KINDS[each]]}:read")
    kinds = {KINDS[each] for each in wanted}
    return _shown(place, call, [one for one in place.every if one.kind in kinds])


def _shown(place: Workspace, call: SlackCall, found: list[Conversation]) -> Json:
    visible = [
        one
        for one in found
        if (one.kind == PUBLIC or place.ids.bot_person in one.members)
        and not (one.archived and call.flag("exclude_archived"))
    ]
    shown, following = page(call, visible)
    return {"channels": [one.as_json(place.ids.bot_person) for one in shown], **following}


def of_person(place: Workspace, call: SlackCall) -> Json:
    person = call.text("user") or place.ids.bot_person
    wanted = call.names("types") or ["public_channel"]
    kinds = {KINDS[each] for each in wanted if each in KINDS}
    return _shown(place, call, [one for one in place.seen_by(person) if one.kind in kinds])


def history(place: Workspace, call: SlackCall) -> Json:
    channel = readable(place, call, "history")
    if place.ids.bot_person not in channel.members:
        raise SlackRefusal("not_in_channel")
    found = [post for post in channel.standing() if not post.thread_ts or post.thread_ts == post.ts]
    return _posts(call, _between(call, found)[::-1])


def replies(place: Workspace, call: SlackCall) -> Json:
    channel = readable(place, call, "history")
    thread = call.text("ts")
    if channel.find(thread) is None:
        raise SlackRefusal("thread_not_found")
    found = [post for post in channel.standing() if thread in (post.ts, post.thread_ts)]
    return _posts(call, _between(call, found))


def _between(call: SlackCall, posts: list[Post]) -> list[Post]:
    oldest, latest = _stamp(call, "oldest", 0.0), _stamp(call, "latest", float("inf"))
    if call.flag("inclusive"):
        return [post for post in posts if oldest <= float(post.ts) <= latest]
    return [post for post in posts if oldest < float(post.ts) < latest]


def _stamp(call: SlackCall, name: str, default: float) -> float:
    given = call.text(name)
    try:
        return float(given) if given else default
    except ValueError as trouble:
        raise SlackRefusal(f"invalid_ts_{name}") from trouble


def _posts(call: SlackCall, posts: list[Post]) -> Json:
    shown, following = page(call, posts)
    known = call.flag("include_all_metadata")
    more = bool(following["response_metadata"]["next_cursor"])
    messages = [post.as_json(metadata=known) for post in shown]
    return {"messages": messages, "has_more": more, **(following if more else {})}


METHODS = {
    "conversations.info": info,
    "conversations.members": members,
    "conversations.list": listing,
    "conversations.history": history,
    "conversations.replies": replies,
    "users.conversations": of_person,
}
