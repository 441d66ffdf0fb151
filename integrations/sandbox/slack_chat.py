"""Slack's chat.* methods: saying, changing, taking back."""

from typing import Any

from bot.voice.limits import MESSAGE_CHARACTERS, MESSAGE_TEXT, characters, faults
from integrations.sandbox.slack_call import SlackCall
from integrations.sandbox.slack_reading import Reader, words_of_blocks
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import DIRECT, PRIVATE, PUBLIC, Conversation, Json, Post
from integrations.sandbox.slack_workspace import Workspace

MAX_TEXT, MAX_ATTACHMENTS, MAX_METADATA = 40_000, 100, 8_000


def find_channel(place: Workspace, call: SlackCall, *, loosely: bool = False) -> Conversation:
    """The conversation that `channel` names; `loosely` also a person's id or a channel's name."""
    wanted = call.text("channel")
    found = place.conversations.get(wanted)
    if found is None and loosely:
        found = _by_person(place, call, wanted) or place.named(wanted)
    if found is None or not _visible(place, found):
        raise SlackRefusal("channel_not_found")
    return found


def _by_person(place: Workspace, call: SlackCall, wanted: str) -> Conversation | None:
    person = place.people.get(wanted)
    if person is None:
        return None
    if person.deleted or person.bot:
        raise SlackRefusal("channel_not_found")
    call.need_scope("im:write", "chat:write")
    return place.direct(wanted)


def _visible(place: Workspace, channel: Conversation) -> bool:
    return channel.kind == PUBLIC or place.ids.bot_person in channel.members


def post_message(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call, loosely=True)
    _may_post(place, call, channel)
    text, blocks = _content(call)
    _check_thread(channel, call)
    post = place.put(
        channel,
        place.ids.bot_person,
        text,
        blocks=blocks,
        metadata=_metadata(place, call),
        thread_ts=call.text("thread_ts"),
        bot_id=place.ids.bot,
        app_id=place.ids.app,
    )
    note(place, call, channel, post.text, post.blocks)
    place.tell(message_event(channel, post))
    return {"channel": channel.id, "ts": post.ts, "message": post.as_json(metadata=True)}


def message_event(channel: Conversation, post: Post, **more: Any) -> Json:
    """The event that tells of a post, by the kind of conversation it stands in."""
    kinds = {PUBLIC: "channel", PRIVATE: "group", DIRECT: "im"}
    place = {"channel": channel.id, "channel_type": kinds.get(channel.kind, channel.kind)}
    return {**post.as_json(metadata=True), **place, "event_ts": post.ts, **more}


def _may_post(place: Workspace, call: SlackCall, channel: Conversation) -> None:
    if channel.archived:
        raise SlackRefusal("is_archived")
    if channel.kind == DIRECT and not place.messages_tab:
        raise SlackRefusal("messages_tab_disabled")
    inside = place.ids.bot_person in channel.members
    if not inside and "chat:write.public" not in call.scopes:
        raise SlackRefusal("not_in_channel")


def _content(call: SlackCall) -> tuple[str, list[Json]]:
    """The words and blocks of a message, if Slack would take them."""
    text, blocks = call.text("text"), checked_blocks(call)
    markdown = call.text("markdown_text")
    if markdown and (text or blocks):
        raise SlackRefusal("markdown_text_conflict", ours=True)
    attachments = call.args.get("attachments") or []
    if isinstance(attachments, list) and len(attachments) > MAX_ATTACHMENTS:
        raise SlackRefusal("too_many_attachments", ours=True)
    if not (text or blocks or markdown or attachments):
        raise SlackRefusal("no_text", ours=True)
    if not (text or markdown):
        call.record.violations.append(
            "blocks without a text beside them: nothing to hear or notify"
        )
    if len(text) > MESSAGE_TEXT:
        call.warnings.append("msg_too_long" if len(text) <= MAX_TEXT else "message_truncated")
    return (text or markdown)[:MAX_TEXT], blocks


def checked_blocks(call: SlackCall) -> list[Json]:
    """The blocks that came, if Slack would show them. Raises invalid_blocks and its kin."""
    blocks = call.args.get("blocks")
    if blocks in (None, ""):
        return []
    if not isinstance(blocks, list):
        raise SlackRefusal("invalid_blocks_format", ["blocks must be a list"], ours=True)
    if characters(blocks) > MESSAGE_CHARACTERS:
        raise SlackRefusal("msg_blocks_too_long", ours=True)
    found = faults(blocks)
    if found:
        raise SlackRefusal("invalid_blocks", found, ours=True)
    return with_ids(blocks)


def with_ids(blocks: list[Json]) -> list[Json]:
    """Slack gives a name to every block and element that came without one."""
    named = []
    for number, block in enumerate(blocks):
        block = {"block_id": f"auto-b{number}", **block}
        for field in ("element", "accessory"):
            if isinstance(block.get(field), dict) and block[field].get("type") != "image":
                block[field] = {"action_id": f"auto-a{number}", **block[field]}
        if block["type"] == "actions":
            block["elements"] = [
                {"action_id": f"auto-a{number}.{place}", **each}
                for place, each in enumerate(block["elements"])
            ]
        named.append(block)
    return named


def _metadata(place: Workspace, call: SlackCall) -> Json | None:
    given = call.args.get("metadata")
    if given in (None, "", {}):
        return None
    if not isinstance(given, dict) or set(given) - {"event_type", "event_payload", "entities"}:
        raise SlackRefusal("invalid_metadata_format", ours=True)
    payload = given.get("event_payload")
    if not isinstance(given.get("event_type"), str) or not isinstance(payload, dict):
        raise SlackRefusal("invalid_metadata_format", ours=True)
    if len(str(payload)) > MAX_METADATA:
        raise SlackRefusal("metadata_too_large", ours=True)
    _check_private(place, call, str(payload))
    return given


def _check_private(place: Workspace, call: SlackCall, payload: str) -> None:
    """Every app and member of the workspace can read metadata: nobody's name or address may stand in it."""
    told = [one for one in place.people.values() if not one.bot]
    if any(one.name in payload or (one.email and one.email in payload) for one in told):
        call.record.violations.append("metadata that names a person")


def _check_thread(channel: Conversation, call: SlackCall) -> None:
    thread = call.text("thread_ts")
    if thread and channel.find(thread) is None:
        raise SlackRefusal("cannot_reply_to_message")


def note(
    place: Workspace, call: SlackCall, channel: Conversation, text: str, blocks: list[Json]
) -> None:
    """Write down for the record who got to read what."""
    record = call.record
    record.target = channel.id
    others = [one for one in channel.members if one != place.ids.bot_person]
    record.person = others[0] if channel.kind == DIRECT and others else ""
    record.text = words_of_blocks(blocks, Reader()) or Reader().rendered(text)


def update(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    post = _own(place, channel, call.text("ts"), "cant_update_message")
    if len(call.text("text")) > MESSAGE_TEXT:
        raise SlackRefusal("msg_too_long", ours=True)
    if not any(call.args.get(name) for name in ("text", "blocks", "attachments", "markdown_text")):
        raise SlackRefusal("no_text", ours=True)
    blocks = checked_blocks(call)
    post.text = call.text("text") or call.text("markdown_text") or post.text
    if "blocks" in call.args:
        post.blocks, post.typed = blocks, {}
    post.metadata = _metadata(place, call) or post.metadata
    post.edited_ts = place.new_ts()
    place.touch(post)
    note(place, call, channel, post.text, post.blocks)
    return {
        "channel": channel.id,
        "ts": post.ts,
        "text": post.text,
        "message": post.as_json(metadata=True),
    }


def _own(place: Workspace, channel: Conversation, ts: str, refusal: str) -> Post:
    post = channel.find(ts)
    if post is None:
        raise SlackRefusal("message_not_found")
    if post.author != place.ids.bot_person:
        raise SlackRefusal(refusal)
    return post


def delete(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    post = _own(place, channel, call.text("ts"), "cant_delete_message")
    place.take_away(post)
    note(place, call, channel, "", [])
    return {"channel": channel.id, "ts": post.ts}


def post_ephemeral(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call, loosely=True)
    person = call.text("user")
    if person not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    if channel.archived:
        raise SlackRefusal("is_archived")
    text, blocks = _content(call)
    whisper = place.whisper(channel.id, person, text, blocks)
    note(place, call, channel, text, blocks)
    call.record.person = person
    return {"message_ts": whisper.ts}


def permalink(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    ts = call.text("message_ts")
    if channel.find(ts) is None:
        raise SlackRefusal("message_not_found")
    address = f"https://{place.ids.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


METHODS = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": permalink,
}
