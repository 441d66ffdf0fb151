"""Slack's reactions, pins and bookmarks."""

from integrations.sandbox.slack_call import SlackCall
from integrations.sandbox.slack_chat import find_channel
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import Conversation, Json, Post
from integrations.sandbox.slack_workspace import Workspace

MAX_PINS, MAX_BOOKMARKS = 100, 100


def react(place: Workspace, channel: Conversation, post: Post, person: str, name: str) -> None:
    """Let somebody put an emoji to a post, and let it be known. Raises already_reacted."""
    who = post.reactions.setdefault(name, [])
    if person in who:
        raise SlackRefusal("already_reacted")
    who.append(person)
    place.touch(post)
    place.tell(_reaction("reaction_added", place, post, person, name))


def unreact(place: Workspace, post: Post, person: str, name: str) -> None:
    """Take an emoji back. Raises no_reaction."""
    if person not in post.reactions.get(name, []):
        raise SlackRefusal("no_reaction")
    post.reactions[name].remove(person)
    place.touch(post)
    place.tell(_reaction("reaction_removed", place, post, person, name))


def _reaction(kind: str, place: Workspace, post: Post, person: str, name: str) -> Json:
    where = {"type": "message", "channel": post.channel, "ts": post.ts}
    who = {"user": person, "item_user": post.author}
    return {"type": kind, **who, "reaction": name, "item": where, "event_ts": place.new_ts()}


def _post(place: Workspace, call: SlackCall) -> tuple[Conversation, Post]:
    channel = find_channel(place, call)
    post = channel.find(call.text("timestamp"))
    if post is None:
        raise SlackRefusal("message_not_found")
    return channel, post


def add_reaction(place: Workspace, call: SlackCall) -> Json:
    channel, post = _post(place, call)
    react(place, channel, post, place.ids.bot_person, call.text("name"))
    return {}


def remove_reaction(place: Workspace, call: SlackCall) -> Json:
    _, post = _post(place, call)
    unreact(place, post, place.ids.bot_person, call.text("name"))
    return {}


def reactions(place: Workspace, call: SlackCall) -> Json:
    channel, post = _post(place, call)
    told = {**post.as_json(), "reactions": post.reactions_json()}
    return {"type": "message", "channel": channel.id, "message": told}


def pin(place: Workspace, call: SlackCall) -> Json:
    channel, post = _post(place, call)
    if post.ts in channel.pins:
        raise SlackRefusal("already_pinned")
    if len(channel.pins) >= MAX_PINS:
        raise SlackRefusal("too_many_pins")
    channel.pins.append(post.ts)
    return {}


def unpin(place: Workspace, call: SlackCall) -> Json:
    channel, post = _post(place, call)
    if post.ts not in channel.pins:
        raise SlackRefusal("no_pin")
    channel.pins.remove(post.ts)
    return {}


def pins(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    posts = [post for ts in channel.pins if (post := channel.find(ts))]
    return {"items": [{"type": "message", "message": post.as_json()} for post in posts]}


def _shelf(place: Workspace, call: SlackCall) -> Conversation:
    channel = place.conversations.get(call.text("channel_id"))
    if channel is None:
        raise SlackRefusal("channel_not_found")
    return channel


def add_bookmark(place: Workspace, call: SlackCall) -> Json:
    channel = _shelf(place, call)
    if call.text("type") != "link" or not call.text("link"):
        raise SlackRefusal(
            "invalid_bookmark_type" if call.text("type") != "link" else "invalid_link"
        )
    if len(channel.bookmarks) >= MAX_BOOKMARKS:
        raise SlackRefusal("too_many_bookmarks")
    names = {name: call.text(name) for name in ("title", "link", "emoji", "type")}
    bookmark = {"id": place.new_id("Bk"), "channel_id": channel.id, **names}
    channel.bookmarks.append(bookmark)
    return {"bookmark": bookmark}


def list_bookmarks(place: Workspace, call: SlackCall) -> Json:
    return {"bookmarks": _shelf(place, call).bookmarks}


def _bookmark(place: Workspace, call: SlackCall) -> tuple[Conversation, Json]:
    channel, wanted = _shelf(place, call), call.text("bookmark_id")
    for bookmark in channel.bookmarks:
        if bookmark["id"] == wanted:
            return channel, bookmark
    raise SlackRefusal("not_found")


def edit_bookmark(place: Workspace, call: SlackCall) -> Json:
    _, bookmark = _bookmark(place, call)
    bookmark |= {name: call.args[name] for name in ("title", "link", "emoji") if name in call.args}
    return {"bookmark": bookmark}


def remove_bookmark(place: Workspace, call: SlackCall) -> Json:
    channel, bookmark = _bookmark(place, call)
    channel.bookmarks.remove(bookmark)
    return {}


METHODS = {
    "reactions.add": add_reaction,
    "reactions.remove": remove_reaction,
    "reactions.get": reactions,
    "pins.add": pin,
    "pins.remove": unpin,
    "pins.list": pins,
    "bookmarks.add": add_bookmark,
    "bookmarks.list": list_bookmarks,
    "bookmarks.edit": edit_bookmark,
    "bookmarks.remove": remove_bookmark,
}
