"""Slack's conversations.* methods that change something: making, inviting, naming, putting away."""

import re

from integrations.sandbox.slack_call import SlackCall
from integrations.sandbox.slack_chat import find_channel
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import DIRECT, PRIVATE, PUBLIC, Conversation, Json
from integrations.sandbox.slack_workspace import Workspace

NAME = re.compile(r"[a-z0-9_\-]+")
MAX_NAME, MAX_TEXT, MAX_INVITED, MAX_GROUP = 80, 250, 1000, 8
RIGHTS = {PUBLIC: "channels:manage", PRIVATE: "groups:write", DIRECT: "im:write"}


def check_name(place: Workspace, name: str) -> None:
    """Raises invalid_name_* and name_taken as Slack does; a channel that was put away keeps its name."""
    if not name:
        raise SlackRefusal("invalid_name_required")
    if len(name) > MAX_NAME:
        raise SlackRefusal("invalid_name_maxlength")
    if not re.search(r"[^\W_]", name):
        raise SlackRefusal("invalid_name_punctuation")
    if not NAME.fullmatch(name):
        raise SlackRefusal("invalid_name_specials")
    if place.named(name) is not None:
        raise SlackRefusal("name_taken")


def create(place: Workspace, call: SlackCall) -> Json:
    private = call.flag("is_private")
    call.need_scope("groups:write" if private else "channels:manage")
    name = call.text("name")
    check_name(place, name)
    channel = place.add_channel(name, (place.ids.bot_person,), private=private)
    call.record.target = channel.id
    return {"channel": channel.as_json(place.ids.bot_person)}


def changeable(place: Workspace, call: SlackCall, *more: str) -> Conversation:
    """The channel, if the app may manage its kind, is in it, and it is still open."""
    channel = find_channel(place, call)
    call.record.target = channel.id
    call.need_scope(RIGHTS.get(channel.kind, "mpim:write"), *more)
    if channel.archived:
        raise SlackRefusal("is_archived")
    if place.ids.bot_person not in channel.members:
        raise SlackRefusal("not_in_channel")
    return channel


def invite(place: Workspace, call: SlackCall) -> Json:
    channel = changeable(place, call, "channels:write.invites", "groups:write.invites")
    wanted = call.names("users")
    if not channel.is_channel:
        raise SlackRefusal("method_not_supported_for_channel_type")
    if len(wanted) > MAX_INVITED:
        raise SlackRefusal("too_many_users")
    wrong = [
        {"user": one, "ok": False, "error": why}
        for one in wanted
        if (why := _why_not(place, channel, one))
    ]
    if wrong and not (call.flag("force") and len(wrong) < len(wanted)):
        raise SlackRefusal(str(wrong[0]["error"]), errors=wrong)
    refused = {str(each["user"]) for each in wrong}
    for one in wanted:
        if one not in refused:
            enter(place, channel, one, inviter=place.ids.bot_person)
    told = {"errors": wrong} if wrong else {}
    return {"channel": channel.as_json(place.ids.bot_person), **told}


def _why_not(place: Workspace, channel: Conversation, person: str) -> str:
    known = place.people.get(person)
    if known is None:
        return "user_not_found"
    if person == place.ids.bot_person:
        return "cant_invite_self"
    if known.deleted:
        return "cant_invite"
    return "already_in_channel" if person in channel.members else ""


def enter(place: Workspace, channel: Conversation, person: str, *, inviter: str = "") -> None:
    """Let somebody into a channel, and let it be known."""
    channel.members.append(person)
    place.stir(channel.members)
    event = {"type": "member_joined_channel", "user": person, "channel": channel.id}
    by = {"inviter": inviter} if inviter else {}
    kind = "C" if channel.kind == PUBLIC else "G"
    place.tell(
        {**event, **by, "channel_type": kind, "team": place.ids.team, "event_ts": place.new_ts()}
    )


def exit_from(place: Workspace, channel: Conversation, person: str) -> None:
    """Let somebody out of a channel, and let it be known."""
    place.stir(channel.members)
    channel.members.remove(person)
    kind = "C" if channel.kind == PUBLIC else "G"
    event = {"type": "member_left_channel", "user": person, "channel": channel.id}
    place.tell({**event, "channel_type": kind, "team": place.ids.team, "event_ts": place.new_ts()})


def kick(place: Workspace, call: SlackCall) -> Json:
    channel = changeable(place, call)
    person = call.text("user")
    if person == place.ids.bot_person:
        raise SlackRefusal("cant_kick_self")
    if person not in channel.members:
        raise SlackRefusal("not_in_channel" if person in place.people else "user_not_found")
    exit_from(place, channel, person)
    return {"errors": {}}


def join(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    if channel.kind != PUBLIC:
        raise SlackRefusal("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackRefusal("is_archived")
    inside = place.ids.bot_person in channel.members
    if not inside:
        enter(place, channel, place.ids.bot_person)
    told = {"warning": "already_in_channel"} if inside else {}
    return {"channel": channel.as_json(place.ids.bot_person), **told}


def leave(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    call.need_scope(RIGHTS.get(channel.kind, "mpim:write"))
    if place.ids.bot_person not in channel.members:
        return {"not_in_channel": True}
    exit_from(place, channel, place.ids.bot_person)
    return {}


def archive(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    call.need_scope(RIGHTS.get(channel.kind, "mpim:write"))
    if channel.archived:
        raise SlackRefusal("already_archived")
    changeable(place, call).archived = True
    place.stir(channel.members)
    return {}


def unarchive(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    call.need_scope(RIGHTS.get(channel.kind, "mpim:write"))
    if not channel.archived:
        raise SlackRefusal("not_archived")
    channel.archived = False
    place.stir(channel.members)
    return {}


def rename(place: Workspace, call: SlackCall) -> Json:
    channel = changeable(place, call)
    name = call.text("name")
    if name != channel.name:
        check_name(place, name)
    channel.name = name
    place.stir()  # it is named in other conversations, too
    return {"channel": channel.as_json(place.ids.bot_person)}


def set_topic(place: Workspace, call: SlackCall) -> Json:
    channel = changeable(place, call, "channels:write.topic", "groups:write.topic")
    channel.topic = _short(call.text("topic"))
    place.stir(channel.members)
    return {"channel": channel.as_json(place.ids.bot_person)}


def set_purpose(place: Workspace, call: SlackCall) -> Json:
    channel = changeable(place, call, "channels:write.topic", "groups:write.topic")
    channel.purpose = _short(call.text("purpose"))
    return {"channel": channel.as_json(place.ids.bot_person)}


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise SlackRefusal("too_long", ours=True)
    return text


def open_conversation(place: Workspace, call: SlackCall) -> Json:
    if call.text("channel"):
        return _told(place, call, find_channel(place, call))
    wanted = list(dict.fromkeys(call.names("users")))
    _check_party(place, wanted)
    call.need_scope("im:write" if len(wanted) == 1 else "mpim:write")
    if len(wanted) == 1:
        return _told(place, call, _direct(place, call, wanted[0]))
    return _told(place, call, place.group(wanted))


def _check_party(place: Workspace, wanted: list[str]) -> None:
    if not wanted:
        raise SlackRefusal("users_list_not_supplied", ours=True)
    if len(wanted) > MAX_GROUP:
        raise SlackRefusal("too_many_users", ours=True)
    for one in wanted:
        person = place.people.get(one)
        if person is None or person.bot:
            raise SlackRefusal("user_not_found")
        if person.deleted:
            raise SlackRefusal("user_disabled")


def _direct(place: Workspace, call: SlackCall, person: str) -> Conversation:
    known = place.direct_if_any(person)
    if known is None and call.flag("prevent_creation"):
        raise SlackRefusal("channel_not_found")
    return known or place.direct(person)


def _told(place: Workspace, call: SlackCall, channel: Conversation) -> Json:
    call.record.target = channel.id
    if call.flag("return_im"):
        return {"channel": channel.as_json(place.ids.bot_person)}
    return {"channel": {"id": channel.id}}


def mark(place: Workspace, call: SlackCall) -> Json:
    channel = find_channel(place, call)
    channel.read_until[place.ids.bot_person] = call.text("ts")
    return {}


METHODS = {
    "conversations.create": create,
    "conversations.invite": invite,
    "conversations.kick": kick,
    "conversations.join": join,
    "conversations.leave": leave,
    "conversations.archive": archive,
    "conversations.unarchive": unarchive,
    "conversations.rename": rename,
    "conversations.setTopic": set_topic,
    "conversations.setPurpose": set_purpose,
    "conversations.open": open_conversation,
    "conversations.mark": mark,
}
