"""What people see in Slack, as JSON for a page: who there is, their places, messages, Home and the open form."""

import heapq
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter

from integrations.sandbox import surfaces
from integrations.sandbox.pretend_world import PretendWorld
from integrations.sandbox.screen import NotThere
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_things import DIRECT, GROUP, Conversation, Json, Post, Whisper
from integrations.sandbox.slack_workspace import Workspace

HOME = "home"
MOST_UNREAD = 100  # Slack says "99+"; nobody waits for the rest to be counted
PAGE, LONGEST_PAGE = 40, 200
_ts = attrgetter("ts")


def people(world: PretendWorld) -> list[Json]:
    """Everybody on the roster."""
    with world.slack.place.lock:
        return [entry(world, id) for id in world.participants]


def entry(world: PretendWorld, id: str) -> Json:
    """One person of the roster, and how much they have not read."""
    one, talks = world.participants[id], world.slack.place.seen_by(id)
    return {
        "id": id,
        "roster_id": one.id,
        "name": one.name,
        "organisation": one.organisation,
        "role": one.role,
        "zone": one.zone,
        "unread": sum(talk.unread_count(id, MOST_UNREAD) for talk in talks),
    }


def slack(stand_in: SlackStandIn) -> Json:
    """The app, what it offers everybody, and what the ids in messages mean."""
    place = stand_in.place
    with place.lock:
        app = {"id": place.ids.bot_person, "name": place.people[place.ids.bot_person].name}
        names: Json = {
            one.id: {"name": one.name, "kind": "person", "bot": one.bot}
            for one in place.people.values()
        }
        for each in place.every:
            if each.is_channel:
                names[each.id] = {"name": each.name, "kind": "channel", "bot": False}
    told = {"commands": commands(stand_in), "shortcuts": shortcuts(stand_in), "names": names}
    return {"app": app, **told}


def commands(stand_in: SlackStandIn) -> list[Json]:
    """The app's slash commands, as its manifest describes them."""
    wanted = ("command", "usage_hint", "description")
    asked = stand_in.features.get("slash_commands", ())
    return [{name: str(each.get(name, "")) for name in wanted} for each in asked]


def shortcuts(stand_in: SlackStandIn) -> list[Json]:
    """The app's shortcuts; one that no manifest describes can be run anywhere."""
    described = {each["callback_id"]: each for each in stand_in.features.get("shortcuts", ())}
    return [
        {
            "name": name,
            "callback_id": callback,
            "kind": described.get(callback, {}).get("type", "global"),
            "description": described.get(callback, {}).get("description", ""),
        }
        for name, callback in stand_in.shortcuts.items()
    ]


def screen(
    world: PretendWorld, id: str, *, at: str = "", before: str = "", limit: int = PAGE
) -> Json:
    """Everything one person sees who looks at a place: a conversation's id, "home", or "" for the app."""
    place, me = world.slack.place, world.person(id).id
    with place.lock:
        talks = places(place, me)
        form, page = place.top_sheet(me), place.home(me) if at == HOME else None
        return {
            "person": _person(world, me),
            "places": [_place(place, talk, me) for talk in talks],
            "place": None if at == HOME else _looked_at(place, talks, me, at, before, limit),
            "home": surfaces.of_view(page) if page else None,
            "modal": surfaces.of_view(form) if form else None,
            "modal_depth": len(place.stacks.get(me, ())),
        }


def _person(world: PretendWorld, id: str) -> Json:
    """Name, zone and language as Slack has them, the rest from the roster."""
    account, one = world.slack.place.people[id], world.participants.get(id)
    return {
        "id": id,
        "roster_id": one.id if one else "",
        "name": account.name,
        "organisation": one.organisation if one else "",
        "role": one.role if one else "",
        "zone": account.zone,
        "locale": account.locale,
        "guest": account.guest,
    }


def places(place: Workspace, me: str) -> list[Conversation]:
    """What this person is in: the app's messages, then channels, then groups."""
    own = place.direct_as_shown(me)
    others = [talk for talk in place.seen_by(me) if talk.id != own.id]
    return [
        own,
        *sorted(
            others, key=lambda talk: (not talk.is_channel, _called(place, talk, me).casefold())
        ),
    ]


def _called(place: Workspace, talk: Conversation, me: str) -> str:
    app = place.people[place.ids.bot_person].name
    if talk.kind == GROUP:
        others = [place.people[one] for one in talk.members if one != me and place.is_human(one)]
        return ", ".join(one.name for one in others) or app
    return app if talk.kind == DIRECT else talk.name


def _place(place: Workspace, talk: Conversation, me: str) -> Json:
    return {
        "id": talk.id,
        "kind": talk.kind,
        "name": _called(place, talk, me),
        "topic": talk.topic,
        "members": list(talk.members),
        "unread": talk.unread_count(me, MOST_UNREAD),
        "latest": next((post.ts for post in reversed(talk.posts) if not post.deleted), ""),
        "archived": talk.archived,
    }


def _looked_at(
    place: Workspace, talks: list[Conversation], me: str, at: str, before: str, limit: int
) -> Json:
    talk = next((each for each in talks if each.id == (at or talks[0].id)), None)
    if talk is None:
        raise NotThere(f"{place.people[me].name} is not in this conversation")
    replies = _replies(talk)
    newest: Iterator[Post | Whisper] = heapq.merge(
        _posts(talk, replies, before),
        _whispers(place, talk, me, before),
        key=_ts,
        reverse=True,
    )
    found = list(islice(newest, max(1, min(limit, LONGEST_PAGE)) + 1))
    shown = found[: max(1, min(limit, LONGEST_PAGE))]
    return {
        **_place(place, talk, me),
        "more": len(found) > len(shown),
        "unread_from": _unread_from(talk, me),
        "messages": [_surface(place, each, me, replies) for each in reversed(shown)],
    }


def _replies(talk: Conversation) -> Counter[str]:
    """How many replies stand under each message that has any."""
    return Counter(
        post.thread_ts
        for post in talk.posts
        if post.thread_ts and post.thread_ts != post.ts and not post.deleted
    )


def _posts(talk: Conversation, replies: Counter[str], before: str) -> Iterator[Post]:
    """What stands there, newest first."""
    end = bisect_left(talk.posts, before, key=_ts) if before else len(talk.posts)
    for at in range(end - 1, -1, -1):
        post = talk.posts[at]
        if not post.deleted or replies[post.ts]:
            yield post


def _whispers(place: Workspace, talk: Conversation, me: str, before: str) -> Iterator[Whisper]:
    for each in reversed(place.whispers):
        here = each.person == me and each.channel == talk.id and not each.deleted
        if here and (not before or each.ts < before):
            yield each


def _unread_from(talk: Conversation, me: str) -> str:
    """The stamp of the first message this person has not seen."""
    start = bisect_right(talk.posts, talk.read_until.get(me, ""), key=_ts)
    fresh = islice(talk.posts, start, None)
    return next((post.ts for post in fresh if post.is_news_to(me)), "")


def _surface(place: Workspace, thing: Post | Whisper, me: str, replies: Counter[str]) -> Json:
    if isinstance(thing, Whisper):
        return surfaces.of_whisper(thing, place.ids.bot_person)
    return surfaces.of_post(thing, me, replies[thing.ts])
