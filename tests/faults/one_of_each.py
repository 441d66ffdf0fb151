"""One due effect of every kind, to a person or place of its own, with all that its words need."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.effects import Effect, Owed
from bot.domain.followup import ActionItem
from bot.domain.meetings import MeetingRecord, SmallMeeting
from bot.domain.programme import Note
from bot.facilitation.letters import LETTERS
from bot.facilitation.meetings import wish_of
from bot.facilitation.setting import Setting
from bot.facilitation.steps import opaque
from bot.ports import Desk, Memory, Posted
from bot.voice.message import Message
from integrations.sandbox.faults import FaultPlan
from integrations.sandbox.world import World
from integrations.sandbox.zoom_things import Attendee, Live
from tests.faults.community import (
    NOON,
    asked,
    asked_leave,
    goes_round,
    let_go,
    list_grows,
    made_sense,
    seated,
)
from tests.faults.desks import effect_of
from tests.seated import roster

SESSION = {"session": "s02"}
LAST = {"session": "s18"}
PLACES = {"subgroup-place": "g2", "subgroup-place for twelve": "g3"}
IN_CHANNEL = {
    "branch": {"branch": "b1"},
    "subgroup-opened": {"subgroup": "g1"},
    "subgroup-closed": {"subgroup": "g1"},
    "subgroup-digest": {"subgroup": "g1"},
    "subgroup-meets": {"meeting": "m1"},
    "subgroup-word": {"subgroup": "g1", "what": "joined", "who": ""},
    "help-wanted": {"help": "h1"},
    "action-agreed": {"action": "a1"},
    "story-shared": {"story": "y4"},
    "synthesis-out": SESSION,
}
OTHERS = (
    "edit",
    "home",
    "story-unshared",
    "meeting-open",
    "meeting-rooms",
    "meeting-close",
    "meeting-move",
    "meeting-seen",
    "small-meeting",
    "small-meeting-close",
)
LETTERS_SAY: dict[str, dict[str, object]] = {
    **dict.fromkeys(("welcome", "notice", "card", "room-news", "host-card"), SESSION),
    **dict.fromkeys(("host-sheet", "rooms-page", "digest", "synthesis", "zoom-news"), SESSION),
    "publish-reminder": {"session": "s03"},
    "rooms-word": {"session": "s05"},
    "called-off": {"session": "s06"},
    "takes-place": {"session": "s03"},
    "moved": {
        "session": "s03",
        "was": "2027-03-01T12:00",
        "minutes": 90,
        "off": False,
        "place": "virtual|",
    },
    "zoom-refused": {**SESSION, "why": "The Zoom host has no licence."},
    "call": {"call": "c1"},
    "call-waits": {"call": "c1"},
    "call-card": {"call": "c1", "by": ""},
    "action-asked": {"action": "a2"},
    "action-back": {"action": "a1"},
    "action-stuck": {"action": "a1"},
    "action-carried": {"actions": ["a9"], "session": "s02", "half": False},
    "ending-asked": {"actions": ["a7"], "subgroups": [], **LAST},
    "ending-open": LAST,
    "farewell": LAST,
    "action-changed": {"actions": ["a8"], "way": "move", "by": "p014", "to": ""},
    "help-met": {"help": "h1"},
    "remark-told": {"remark": "k1"},
    "hours-asked": {"poll": "h1"},
    "hours-reminder": {"poll": "h1"},
    "hours-came": {"poll": "h2", "decided": True},
    "hours-set": {"poll": "h3", "sessions": ["s03", "s05"]},
    "branch-near": {"own": "b1", "near": ["b1"]},
    "branch-ripe": {"branch": "b1"},
    "subgroup-news": {"subgroup": "g1"},
    "subgroup-kept": {"subgroup": "g4", "who": ""},
    "subgroup-pulse": {"subgroup": "g1", "about": "how", "at": NOON.isoformat()},
    "dry-copy": {"of": "one:notice"},
    "heartbeat": {"about": "slack", "since": "2027-02-15T11:00:00+00:00", "number": 3},
    "check-back": {**SESSION, "version": 1},
    "low-heard": {**SESSION, "number": 7},
    "guest-news": {**SESSION, "guest": "g2", "before": "g1"},
    "thread-word": {"artefact": "priority-statement", "number": 1, "field": "additions"},
    "trouble": {"words": "The channel is archived."},
    "story-card": {"story": "y1"},
    "story-further": {"story": "y2"},
    "story-gone": {"story": "y3", "owed": [], "asked": True},
    "story-copies": {"story": "y3"},
    "offer": {"heard": "m1", "asking": ""},
}
OLD_WORDS = Message(text="Old words.")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One effect in the ledger: what it is called in the tests, its key and its kind."""

    name: str
    key: str
    kind: str
    target: str


def readers() -> dict[str, str]:
    """For each kind of letter a reader of its own, so that each learns one Slack account."""
    to_the_team = {"dry-copy", "ending-open", "hand-over", "roster-missing"}
    kinds = sorted({*LETTERS, "edit", "home"} - to_the_team)
    hosts = [person for n, person in enumerate(seated()) if n % 6 == 0]
    others = [person for person in seated() if person not in hosts]
    chosen = dict(zip(kinds, [*others, *hosts[1:]], strict=False))
    team = sorted(p.id for p in roster() if p.facilitates)
    return {
        **chosen,
        "host-card": hosts[0],
        "call": team[0],
        "parts-open": team[0],  # there are no more than four of them
        "call-waits": team[1],
        "dry-copy": team[1],
        "hand-over": team[2],
        "ending-open": team[2],
        "roster-missing": team[3],
    }


def owe_each(desk: Desk, world: World, *only: str) -> list[Case]:
    """Owe one effect of every kind (or these), due at once; what they need in Slack and Zoom is put there first."""
    channel = world.slack.place.add_channel(
        "texts-first", (world.slack.place.ids.bot_person,), private=True
    )
    old = _stands_already(desk, world, readers()["edit"])
    unshared = not only or "story-unshared" in only
    post = _post_stands(desk, world) if unshared else ""
    _meeting_stands(desk, world, "s02")
    _meeting_stands(desk, world, "s05", early=timedelta(hours=2))
    closing = _meeting_stands(desk, world, "s06", called_off=True)
    with desk.store.begin() as memory:
        _small_meetings(memory, closing, desk.house.zoom_hosts[0])
        _rehearsed(memory, readers()["call-waits"])
        several = [
            *_letters(memory),
            *_in_channels(world.channel.id, channel.id),
            *_places(),
            _owed("edit", readers()["edit"], {"of": old}),
            _owed("home", readers()["home"], {}),
            _owed("rehearsal", readers()["call-waits"], {**SESSION, "until": NOON.isoformat()}),
            _owed("story-unshared", world.channel.id, {"of": post}),
            _owed("meeting-open", "s04", {"session": "s04"}, key="s04:meeting:open"),
            _owed("meeting-rooms", "s02", {**SESSION, "version": 1}),
            _owed("meeting-close", "s06", {"session": "s06"}, key=f"one:meeting-close:{closing}"),
            _owed("meeting-move", "s05", {"session": "s05"}),
            _owed("meeting-seen", "s02", SESSION),
            _owed("small-meeting", "m1", {}, key="subgroup:g1:meeting:m1"),
            _owed("small-meeting-close", "m2", {}),
        ]
        chosen = [(name, o) for name, o in several if not only or o.kind in only]
        for name, owed in chosen:
            assert memory.effects.owe(owed), name
    return [Case(name=name, key=o.key, kind=o.kind, target=o.target) for name, o in chosen]


def _rehearsed(memory: Memory, reader: str) -> None:
    """What came of a rehearsal is known: all that is left to do is to say it."""
    kept = {"for": "one:rehearsal", "text": "All that lies ahead", "blocks": []}
    memory.notes.save(Note(id=f"rehearsed:s02:{reader}", text=json.dumps(kept)))


def one(desk: Desk, world: World, kind: str = "prompt") -> Case:
    """One effect of this kind is due, and nothing else."""
    (case,) = owe_each(desk, world, kind)
    return case


def strike(world: World, *kinds: str, method: str = "chat.postMessage", **more: int) -> None:
    """Let the first calls of a method go wrong, each in its way."""
    at = dict(enumerate(kinds, 1))
    world.faults.set(FaultPlan(at=at, methods=frozenset({method}), **more))


def posted(world: World) -> int:
    """How many messages stand in Slack, apart from the one that stood before."""
    return sum(call.text != OLD_WORDS.text for call in world.record.landed("chat.postMessage"))


def _owed(
    kind: str, target: str, payload: dict[str, object], *, name: str = "", key: str = ""
) -> tuple[str, Owed]:
    name = name or kind
    owed = Owed(
        key=key or f"one:{name}", kind=kind, target=target, payload=payload, not_before=NOON
    )
    return name, owed


def _letters(memory: Memory) -> list[tuple[str, Owed]]:
    to = readers()
    made_sense(memory, to["check-back"])
    carrier = to["action-carried"]
    memory.actions.save(ActionItem(id="a9", what="Ring", owner=carrier, by=carrier, at=NOON))
    ends = to["ending-asked"]
    memory.actions.save(ActionItem(id="a7", what="Sing", owner=ends, by=ends, at=NOON))
    owner = to["action-changed"]
    memory.actions.save(ActionItem(id="a8", what="Write", owner=owner, by=owner, at=NOON))
    asking = {kind: {"asking": asked(memory, "rsvp", to[kind])} for kind in ("prompt", "reminder")}
    leave = {"leave-asked": {"answer": asked_leave(memory, to["leave-asked"])}}
    missing = {"roster-missing": {"people": [to["prompt"]]}}
    list_grows(memory, to["thread-word"])
    mine = replace(memory.subgroups.get("g1"), id="g4", convenor=to["subgroup-kept"])
    memory.subgroups.save(mine)
    several = LETTERS_SAY | asking | leave | missing | let_go(memory, to)
    several |= goes_round(memory, to)
    return [_owed(kind, to[kind], payload) for kind, payload in several.items()]


def _in_channels(community: str, private: str) -> list[tuple[str, Owed]]:
    where = dict.fromkeys(("branch", "story-shared", "synthesis-out"), community)
    return [_owed(kind, where.get(kind, private), payload) for kind, payload in IN_CHANNEL.items()]


def _places() -> list[tuple[str, Owed]]:
    return [_owed("subgroup-place", group, {}, name=name) for name, group in PLACES.items()]


def _stands_already(desk: Desk, world: World, reader: str) -> str:
    """A letter that was delivered some time ago; its key."""
    key = f"welcome:{reader}"
    posted = desk.messenger.post(world.ids[reader], OLD_WORDS, key=opaque(key))
    _done(desk, Owed(key=key, kind="welcome", target=reader, not_before=NOON), posted.mark)
    return key


def _post_stands(desk: Desk, world: World) -> str:
    """A word of a story in the community's channel, which is to be deleted; its key."""
    key, channel = "story-shared:y9:v1", world.channel.id
    posted = desk.messenger.post(channel, OLD_WORDS, key=opaque(key))
    _done(desk, Owed(key=key, kind="story-shared", target=channel, not_before=NOON), posted.mark)
    return key


def _small_meetings(memory: Memory, meeting: str, host: str) -> None:
    """One that a subgroup asked for, and one that was called off."""
    small = SmallMeeting(
        id="m1", subgroup_id="g1", by=seated()[0], at=NOON, starts_at=NOON + timedelta(days=3), minutes=45,
        zone="Europe/London", host=host,
    )  # fmt: skip
    memory.small_meetings.save(small)
    memory.small_meetings.save(replace(small, id="m2", state="gone", meeting_id=meeting))


def _done(desk: Desk, owed: Owed, mark: str) -> None:
    with desk.store.begin() as memory:
        assert memory.effects.owe(owed)
    id = effect_of(desk.store, owed.key).id
    with desk.store.begin() as memory:
        taken = memory.effects.claim(id, NOON, lease=NOON - NOON)
        assert taken is not None
        assert memory.effects.done(taken[0], mark)


def _meeting_stands(
    desk: Desk,
    world: World,
    session: str,
    *,
    called_off: bool = False,
    early: timedelta = timedelta(),
) -> str:
    """The meeting of a session, made and known, in which two people were; its number."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        wish = wish_of(setting, setting.session(session))
    meeting = desk.meetings.open(replace(wish, starts_at=wish.starts_at - early))
    at = {"joined": meeting.starts_at, "left": meeting.starts_at + timedelta(hours=1)}
    two = [Attendee(user_id=name, name=name, email="", uuid=name, **at) for name in "ab"]
    held = Live(uuid="/held//once", started=meeting.starts_at, rooms=[], attendees=two)
    world.zoom.account.meetings[int(meeting.id)].past.append(held)
    record = MeetingRecord(
        session_id=session,
        meeting_id=meeting.id,
        host=meeting.host,
        join_url=meeting.join_url,
        passcode=meeting.passcode,
        state="gone" if called_off else "made",
    )
    with desk.store.begin() as memory:
        memory.meetings.save(record)
        if called_off:
            memory.sessions.save(memory.sessions.get(session).called_off())
    return meeting.id


Look = Callable[[Desk, World, Case, Effect], list[object]]


def wrongs(desk: Desk, world: World, case: Case) -> list[object]:
    """What is not as it should be once everything is quiet: done, seen once, and followed by what follows."""
    effect = effect_of(desk.store, case.key)
    look = LOOKS.get(case.kind, _message)
    return [f"{effect.state}: {effect.last_error}"] * (effect.state != "done") + look(
        desk, world, case, effect
    )


def _message(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    """It stands once, the ledger knows where, and what its kind lets follow has happened."""
    posts = [
        post
        for talk in world.slack.place.conversations.values()
        for post in talk.posts
        if post.metadata and post.metadata["event_payload"] == {"key": opaque(case.key)}
    ]
    marks = [Posted(channel=post.channel, ts=post.ts).mark for post in posts]
    found: list[object] = [] if marks == [effect.remote_id] else [marks, effect.remote_id]
    return found + ([] if case.kind in IN_CHANNEL else _remembered(desk, world, case))


def _remembered(desk: Desk, world: World, case: Case) -> list[object]:
    with desk.store.read() as memory:
        person = memory.people.get(case.target)
        asking = memory.askings.seek(f"s02:rsvp:{case.target}")
    found: list[object] = []
    if person.standing != "left" and person.slack_id != world.ids[person.id]:
        found.append("the Slack account was forgotten")
    if case.kind == "prompt" and not (asking and asking.asked_at):
        found.append("when it was asked was forgotten")
    if case.kind == "reminder" and not (asking and asking.reminded_at):
        found.append("when it was reminded of was forgotten")
    return found


def _edited(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    posts = world.slack.place.direct(world.ids[case.target]).standing()
    texts = [post.text for post in posts]
    new = len(texts) == 1 and texts[0].startswith("Hello ")
    return [] if new else texts


def _deleted(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    texts = [post.text for post in world.channel.standing()]
    return [texts] if OLD_WORDS.text in texts else []


def _home(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    shown = world.slack.place.home(world.ids[case.target])
    return _remembered(desk, world, case) + ([] if shown else ["no Home page"])


def _opened(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    ref = f"ref: {opaque(case.key)}"
    made = [m for m in world.zoom.account.meetings.values() if m.agenda.startswith(ref)]
    with desk.store.read() as memory:
        record = memory.meetings.seek(case.target)
    ids = [str(meeting.id) for meeting in made]
    kept = record.meeting_id if record else "no record"
    return [] if ids == [kept] == [effect.remote_id] else [ids, kept, effect.remote_id]


def _small(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    ref = f"ref: {opaque(case.key)}"
    made = [str(m.id) for m in world.zoom.account.meetings.values() if m.agenda.startswith(ref)]
    with desk.store.read() as memory:
        kept = memory.small_meetings.get(case.target)
    return [] if made == [kept.meeting_id] and kept.state == "made" else [made, kept.state]


def _small_gone(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    with desk.store.read() as memory:
        kept = memory.small_meetings.get(case.target)
    gone = world.zoom.account.meetings[int(kept.meeting_id)].deleted
    return [] if gone else [kept.state]


def _rooms_sent(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    with desk.store.read() as memory:
        record = memory.meetings.get(case.target)
        news = memory.effects.find(f"{case.target}:zoom-news:")
    meeting = world.zoom.account.meetings[int(record.meeting_id)]
    sent = sum(len(room["participants"]) for room in meeting.rooms)
    told = [e.state for e in news]
    right = (record.state, len(record.confirmed), told) == ("confirmed", sent, ["done"] * 4)
    return [] if right and sent else [record.state, len(record.confirmed), sent, told]


def _closed(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    with desk.store.read() as memory:
        record = memory.meetings.get(case.target)
    gone = world.zoom.account.meetings[int(record.meeting_id)].deleted
    return [] if gone and record.state == "gone" else [record.state]


def _at_its_time(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    with desk.store.read() as memory:
        record, session = memory.meetings.get(case.target), memory.sessions.get(case.target)
    kept = world.zoom.account.meetings[int(record.meeting_id)].starts_at
    return [] if kept == session.starts_at else [kept, session.starts_at]


def _heard(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    with desk.store.read() as memory:
        told = memory.sightings.find(session_id=case.target)
    who = {(piece.connection, piece.what.value) for piece in told}
    wanted = {(name, what) for name in "ab" for what in ("joined", "left")}
    return [] if who == wanted | {("", "started"), ("", "ended")} else [who]


def _place(desk: Desk, world: World, case: Case, effect: Effect) -> list[object]:
    with desk.store.read() as memory:
        group = memory.subgroups.get(case.target)
        hello = memory.effects.seek(f"subgroup:{group.id}:opened")
    talks = world.slack.place.conversations
    name = group.name.lower().replace(" ", "-")
    made = [
        t.id for t in talks.values() if t.name == name or (t.kind == "mpim" and group.id == "g2")
    ]
    said = [post.text for post in talks[group.channel].posts] if group.channel in talks else []
    right = made == [group.channel] and len(said) == 1 and hello and hello.state == "done"
    return [] if right and group.state == "open" else [made, group.channel, group.state, said]


LOOKS: dict[str, Look] = {
    "edit": _edited,
    "home": _home,
    "story-unshared": _deleted,
    "meeting-open": _opened,
    "meeting-rooms": _rooms_sent,
    "meeting-close": _closed,
    "meeting-move": _at_its_time,
    "meeting-seen": _heard,
    "small-meeting": _small,
    "small-meeting-close": _small_gone,
    "subgroup-place": _place,
}
