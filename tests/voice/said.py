"""Everything Convener says: each letter, page and window, by a name of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.answers import Asking, Response
from bot.domain.effects import Effect, Late, Owed, State
from bot.domain.room_wishes import WishKind
from bot.domain.roster import FEWER, PAUSED, Participant
from bot.domain.stories import Story
from bot.facilitation import (
    actions_desk,
    attendance,
    ballots,
    calls,
    handing_on,
    helping,
    home,
    presence,
    room_wishes,
    seats,
    small_meetings,
    subgroup_changes,
    subgroups,
    views,
)
from bot.facilitation.deliveries import DELIVERIES
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Edit, Say, SayIn, ShowHome
from bot.ports import Desk, Memory
from bot.slack import rooms_command, windows
from bot.slack.gestures import Gesture
from bot.voice import forms, help_page, pages, pausing
from bot.voice.calls import ABOUT_THE_ROOM
from bot.voice.calls import asked as call_asked
from bot.voice.fit import fitted
from bot.voice.home import before_the_start
from bot.voice.message import Message, View
from bot.voice.prompts import thanks
from bot.voice.seats import Moved, Seat, would_go
from bot.voice.seeing import WHO_SEES
from tests.faults.community import NOON
from tests.voice.community import Flavour, Still, settle_in
from tests.voice.delegates import delegates_said
from tests.voice.desk_said import desk_said
from tests.voice.guests import guests_said
from tests.voice.hours import hours_said
from tests.voice.leaving import leaving_said
from tests.voice.library import library_said
from tests.voice.mends import mends
from tests.voice.moves import moves_said
from tests.voice.parts import parts_said
from tests.voice.rehearsals import rehearsed_said
from tests.voice.sense import sense_said
from tests.voice.stories import stories_said
from tests.voice.threads import threads_said

Said = tuple[str, Message | View]
# these carry facts, not words
CARRIED = {
    "small-meeting",
    "small-meeting-close",
    "meeting-open",
    "meeting-rooms",
    "meeting-close",
    "meeting-move",
    "meeting-seen",
    "subgroup-place",
    "story-unshared",
    "guest",  # its own words are drawn with those of guests
    "mail",  # its words are a letter's; what is its own is drawn with them
}
# what is said where Zoom does something by itself, or would not
BY_ZOOM = {"zoom-news", "zoom-refused", "heartbeat zoom over", "subgroup-meets"}
SESSION = {"session": "s02"}
MOVED = {**SESSION, "was": "2027-02-17T12:00", "minutes": 90, "off": False, "place": "virtual|"}
LAST = {"session": "s18"}
FACILITATOR = "p014"
PAYLOADS: dict[str, list[tuple[str, dict[str, object]]]] = {
    **{kind: [("", SESSION)] for kind in ("welcome", "notice", "card", "digest", "synthesis")},
    **{kind: [("", SESSION)] for kind in ("rooms-page", "host-sheet", "zoom-news", "host-card")},
    "room-news": [
        ("", SESSION),
        ("again", {**SESSION, "again": True}),
        ("takes notes", {**SESSION, "again": True, "part": "scribe"}),
    ],
    "publish-reminder": [("", {"session": "s03"})],
    "called-off": [("", {"session": "s06"})],
    "takes-place": [("", SESSION)],
    "moved": [
        ("", MOVED),
        ("called off before", {**MOVED, "off": True, "minutes": 60, "place": "in_person|Leeds"}),
    ],
    "rooms-word": [("no rooms", {"session": "s05"}), ("let go", {})],
    "zoom-refused": [("", {**SESSION, "why": "The host & owner has <no> licence."})],
    "call": [
        ("", {"call": "c1"}),
        ("taken", {"call": "c2"}),
        ("about one of us", {"call": "c3"}),
        ("settled", {"call": "c4"}),
    ],
    "call-waits": [("", {"call": "c1"}), ("taken", {"call": "c5"}), ("answered", {"call": "c6"})],
    "call-card": [
        ("", {"call": "c1", "by": ""}),
        ("taken", {"call": "c2", "by": "p014"}),
        ("taken since", {"call": "c2", "by": ""}),
        ("waits", {"call": "c5", "by": "p014"}),
        ("answered", {"call": "c6", "by": "p014"}),
        ("settled", {"call": "c4", "by": "p014"}),
    ],
    "action-asked": [
        ("", {"action": "a1"}),
        ("taken on", {"action": "a3"}),
        ("done", {"action": "a5"}),
    ],
    "action-back": [("", {"action": "a2"})],
    "action-stuck": [("", {"action": "a4"})],
    "action-carried": [
        ("", {"actions": ["a2", "a3", "a4"], "session": "s02", "half": False}),
        ("half way", {"actions": ["a2", "a5", "a6"], "session": "s02", "half": True}),
    ],
    "ending-asked": [
        ("", {"actions": ["a2", "a3", "a5", "a6", "a8"], "subgroups": ["g1", "g2"], **LAST})
    ],
    "ending-open": [("", LAST)],
    "farewell": [("", LAST), ("goes on", SESSION)],
    "help-wanted": [("", {"help": "h1"}), ("taken", {"help": "h2"}), ("over", {"help": "h3"})],
    "remark-told": [("", {"remark": "k1"}), ("not", {"remark": "k2"})],
    "help-met": [("", {"help": "h2"}), ("owner", {"help": "h4"})],
    "subgroup-closed": [
        ("", {"subgroup": "g2"}),
        ("beyond", {"subgroup": "g9"}),
        ("here again", {"subgroup": "g1"}),
    ],
    "subgroup-word": [
        (what, {"subgroup": "g1", "what": what, "who": "p020"})
        for what in ("joined", "left", "convenor", "ends", "charter")
    ],
    "subgroup-meets": [("", {"meeting": "m1"})],
    "subgroup-digest": [("", {"subgroup": "g1"})],
    "action-changed": [
        (way, {"actions": ["a2", "a3"], "way": way, "by": FACILITATOR, "to": "p020"})
        for way in ("move", "pass", "let_go")
    ],
    "subgroup-kept": [("", {"subgroup": "g1", "who": "p020"})],
    "subgroup-pulse": [
        (about, {"subgroup": "g1", "about": about, "at": "2027-02-15T12:00:00+00:00"})
        for about in ("how", "quiet", "end")
    ],
    "hours-asked": [("", {"poll": "h1"})],
    "hours-reminder": [("", {"poll": "h1"})],
    "hours-came": [("", {"poll": "h2", "decided": True})],
    "hours-set": [("", {"poll": "h3", "sessions": ["s03", "s05"]})],
    "branch-near": [("", {"own": "b2", "near": ["b1", "b3"]})],
    "branch-ripe": [("", {"branch": "b1"}), ("gathered", {"branch": "b3"})],
    "subgroup-news": [("", {"subgroup": "g1"})],
    "low-heard": [("", {**SESSION, "number": 7})],
    "dry-copy": [("", {"of": "said-before"})],
    "heartbeat": [
        ("slack over", {"about": "slack", "since": "2027-02-15T09:30:00+00:00", "number": 3}),
        ("zoom over", {"about": "zoom", "since": "2027-02-15T09:30:00+00:00", "number": 1}),
        ("no backup", {"about": "backup"}),
        ("unknown over", {"about": "unknown", "since": "2027-02-15T09:30:00+00:00", "number": 2}),
    ],
    "trouble": [("", {"words": "The subgroup “<A & B>” has no place in Slack: it is archived."})],
    "branch": [("", {"branch": "b1"}), ("new", {"branch": "b2"}), ("gathered", {"branch": "b3"})],
    "subgroup-opened": [("", {"subgroup": "g1"}), ("closed", {"subgroup": "g2"})],
    "action-agreed": [("", {"action": "a2"})],
    "home": [("", {})],
    "story-card": [
        ("", {"story": "y11"}),
        ("waiting", {"story": "y12"}),
        ("further", {"story": "y13"}),
        ("everyone", {"story": "y14"}),
        ("organisation", {"story": "y15"}),
    ],
    "story-further": [("", {"story": "y13"}), ("organisation", {"story": "y15"})],
    "story-gone": [
        ("", {"story": "y16", "owed": [], "asked": False}),
        ("on request", {"story": "y16", "owed": [], "asked": True}),
    ],
    "story-copies": [("", {"story": "y16"})],
    "story-shared": [("", {"story": "y14"})],
    "offer": [("where to write", {"heard": "m1", "asking": ""})],
}
SAID_BEFORE = {"settled", "answered", "taken since", "goes on"}  # what would not leave any more
QUESTIONS = {
    "choice": ("s02", "rsvp", ""),
    "notice": ("s02", "what-we-did", ""),
    "scale": ("s02", "heard", ""),
    "text": ("s02", "branch", ""),
    "organisation": ("s02", "m02-pre-one", ""),
    "offered choice": ("s02", "additions", ""),
    "six choices": ("s02", "missed", ""),
    "story": ("s04", "m04-pre-story", ""),
    "action": ("s02", "action-check", "a2"),
    "done action": ("s02", "action-check", "a5"),
}
UNKNOWN = ("s02", "action-check", "a99")  # a question whose words name something that is gone


def everything(desk: Desk, flavour: Flavour) -> dict[str, Message | View]:
    """All that would be said in such a community, at noon two days before its second session."""
    with desk.store.begin() as memory:
        seated = settle_in(memory, flavour)
        ballots.take_in(desk)
        ballots.count_urns(Setting(desk, memory), memory.sessions.get("s02"))
        several = [
            *letters(desk, memory, seated),
            *questions(desk, memory, seated),
            *at_other_times(desk, memory, seated),
            *looks(desk, memory, seated),
            *private_wishes(desk, memory, seated),
            *windows_to_write_in(desk, memory, seated),
            *stories_said(
                desk, memory, seated, effect, lambda wanted: rendered(desk, memory, wanted)
            ),
            *desk_said(desk, memory, seated, memory.people.get(FACILITATOR)),
            *threads_said(
                desk, memory, flavour, seated[4], lambda *one: rendered(desk, memory, effect(*one))
            ),
            *remembered(desk, memory, seated),
            *((name, fitted(said)) for name, said in mends(desk, memory, seated)),
            *sense_said(
                desk, memory, flavour, seated, effect, lambda one: rendered(desk, memory, one)
            ),
            *rehearsed_said(desk, memory, seated),
            *library_said(desk, memory, flavour, seated[3]),
            *guests_said(desk, memory, seated, effect, lambda one: rendered(desk, memory, one)),
            *leaving_said(desk, memory, seated, effect, lambda one: rendered(desk, memory, one)),
            *delegates_said(desk, memory, seated, effect, lambda one: rendered(desk, memory, one)),
            *moves_said(memory, flavour.line("The hall is taken | by others"), flavour.place),
            *hours_said(
                desk, memory, flavour.line, effect, lambda one: rendered(desk, memory, one)
            ),
            *parts_said(memory, seated, effect, lambda one: rendered(desk, memory, one)),
        ]
    names = [name for name, _ in several]
    assert len(set(names)) == len(names)
    return dict(several)


def effect(kind: str, target: str, payload: dict[str, object], *, stands: bool = False) -> Effect:
    return Effect(
        id=1,
        key=f"said:{kind}",
        kind=kind,
        target=target,
        payload=payload,
        not_before=NOON,
        try_at=NOON,
        late=Late.SORRY,
        state=State.DONE if stands else State.SENDING,
        remote_id="D1:1.0" if stands else "",
    )


def rendered(desk: Desk, memory: Memory, wanted: Effect) -> Message | View:
    """What this effect would say now. Raises where it would not leave."""
    step = DELIVERIES[wanted.kind].render(Setting(desk, memory), wanted)
    if isinstance(step, ShowHome):
        return step.view
    assert isinstance(step, Say | SayIn | Edit), (wanted.kind, step)
    return step.message


def letters(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    before = Owed(
        key="said-before",
        kind="notice",
        target=seated[4],
        payload=SESSION,
        not_before=NOON + timedelta(days=1),
    )
    memory.effects.owe(before)
    for kind, several in PAYLOADS.items():
        for note, payload in several:
            if {kind, f"{kind} {note}"} & BY_ZOOM and not desk.meetings.place.makes_meetings:
                continue
            name = f"letter {kind} {note}".strip()
            said = effect(kind, reader(kind, seated), payload, stands=note in SAID_BEFORE)
            yield name, rendered(desk, memory, said)
    memory.effects.cancel(before.key, "shown")
    yield "letter home facilitator", rendered(desk, memory, effect("home", FACILITATOR, {}))
    yield (
        "letter notice facilitator",
        rendered(desk, memory, effect("notice", FACILITATOR, SESSION)),
    )
    yield (
        "letter farewell facilitator",
        rendered(desk, memory, effect("farewell", FACILITATOR, LAST)),
    )
    for standing in ("active", "later", "declined"):
        person = memory.people.get(seated[5])
        memory.people.save(replace(person, standing=standing))
        said = rendered(desk, memory, effect("welcome", seated[5], {}, stands=True))
        memory.people.save(person)
        yield f"letter welcome {standing}", said


def reader(kind: str, seated: list[str]) -> str:
    """Somebody whom this kind of letter may reach: a room's host, a member, a facilitator."""
    if kind in {
        "digest",
        "synthesis",
        "rooms-page",
        "rooms-word",
        "host-sheet",
        "publish-reminder",
        "call",
        "call-waits",
        "dry-copy",
        "heartbeat",
        "low-heard",
        "story-copies",
        "ending-open",
    }:
        return FACILITATOR
    return (
        seated[0]
        if kind
        in {"host-card", "action-carried", "ending-asked", "subgroup-kept", "action-changed"}
        else seated[4]
    )


def questions(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    """Each kind of question as it waits, and in every state in which its message stands later."""
    for name, (session, key, action) in QUESTIONS.items():
        asking = put(memory, session, key, seated[0], action)
        original = effect("prompt", seated[0], {"asking": asking.id}, stands=True)
        yield f"letter prompt {name}", rendered(desk, memory, original)
        if name == "notice":
            continue
        for state in ("declined", "later", "closed"):
            memory.askings.save(replace(asking, state=state))
            yield f"letter prompt {name} {state}", rendered(desk, memory, original)
        memory.askings.save(asking)
        reminds = effect("reminder", seated[0], {"asking": asking.id}, stands=True)
        yield f"letter reminder {name}", rendered(desk, memory, reminds)
        words = memory.sealed.text(memory.notes.get("heard:m1").text)
        answer(memory, asking, "4" if name == "scale" else words, story=name == "story")
        yield f"letter prompt {name} answered", rendered(desk, memory, original)
        memory.responses.remove(asking.id)
        memory.stories.remove("y1")
        memory.askings.save(asking)
    story = "s04:m04-pre-story:" + seated[0]
    for note, heard in (("", "m1"), ("decided", "m9")):
        wanted = effect("offer", seated[0], {"heard": heard, "asking": story})
        yield f"letter offer {note}".strip(), rendered(desk, memory, wanted)
    session, key, action = QUESTIONS["scale"]
    without_name = put(memory, session, key, seated[0], action)
    typed = effect("offer", seated[0], {"heard": "m1", "asking": without_name.id})
    yield "letter offer anonymous", rendered(desk, memory, typed)
    late = effect("prompt", seated[0], {"asking": story, "due": "2027-02-10T12:00:00+00:00"})
    yield "letter prompt late", rendered(desk, memory, replace(late, remote_id="D1:1.0"))


def put(memory: Memory, session: str, key: str, person: str, subject: str) -> Asking:
    id = ":".join(filter(None, [session, key, person, subject]))
    asking = Asking(id=id, session_id=session, prompt=key, person_id=person, subject=subject)
    memory.responses.remove(id)
    memory.askings.save(asking)
    return asking


def answer(memory: Memory, asking: Asking, text: str, *, story: bool = False) -> None:
    memory.askings.save(replace(asking, state="answered"))
    if story:
        tell(memory, asking.person_id, text or "Yes.", asking=asking.id)
        return
    memory.responses.save(
        Response(
            id=asking.id,
            session_id=asking.session_id,
            prompt=asking.prompt,
            person_id=asking.person_id,
            text=text or "Yes.",
            visibility="room",
            at=NOON,
            signed="none",
            late=True,
        )
    )


def tell(memory: Memory, person: str, text: str, **more: Any) -> Story:
    """A story, told around the second session."""
    facts = {"session_id": "s02", "wish": "room", "signed": "none"} | more
    story = Story(id="y1", person_id=person, told_at=NOON, **facts)
    memory.stories.save(story)
    memory.sealed.keep(story.id, story.version, text)
    return story


def at_other_times(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    """What changes while the session goes on, where Zoom places nobody, and where people meet face to face."""
    session = memory.sessions.get("s02")
    during = replace(desk, clock=Still(session.starts_at + timedelta(minutes=50)))
    put(memory, "s02", "m02-room", seated[0], "")
    card = effect("card", seated[0], SESSION, stands=True)
    yield "letter card in rooms", rendered(during, memory, card)
    record = memory.meetings.get("s02")
    memory.meetings.remove("s02")
    yield "letter card without link", rendered(desk, memory, card)
    yield "letter notice without link", rendered(desk, memory, effect("notice", seated[0], SESSION))
    memory.meetings.save(record)
    in_person = {"session": "s07"}
    yield "letter notice in person", rendered(desk, memory, effect("notice", seated[0], in_person))
    yield "letter card in person", rendered(desk, memory, effect("card", seated[0], in_person))
    stands = effect("room-news", FACILITATOR, SESSION, stands=True)
    yield "letter room-news no seat", rendered(desk, memory, stands)
    other = effect("host-card", seated[1], SESSION, stands=True)
    yield "letter host-card passed on", rendered(desk, memory, other)


def looks(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    """The answers to commands, fitted as the commands fit them."""
    person, facilitator = memory.people.get(seated[0]), memory.people.get(FACILITATOR)
    messages = {
        "mine": views.mine(desk, seated[0]),
        "mine facilitator": views.mine(desk, FACILITATOR),
        "plan": views.programme(desk, person),
        "session": views.session_page(desk, 2, facilitator),
        "session in person": views.session_page(desk, 7, facilitator),
        "rooms": views.rooms_now(desk, "s02"),
        "rooms proposed": views.rooms_now(desk, "s03", lead="Done: swapped."),
        "rooms list": rooms_command.rooms(desk, facilitator, 2, "list"),
        "rooms not yet": views.rooms_now(desk, "s05"),
        "who": seats.seat_of(desk, seated[0], zone="Europe/London"),
        "who mine": seats.own_seat(desk, seated[0]),
        "who beside": seats.seat_beside(desk, seated[0], seated[1]),
        "who late": late_joiner(Setting(desk, memory), seated),
        "who facilitates": seats.seat_of(desk, FACILITATOR, zone="Europe/London"),
        "why": seats.why_here(desk, seated[0]),
        "people": views.people_page(desk, ""),
        "person": views.people_page(desk, seated[0]),
        "subgroups": subgroups.page(desk, facilitator),
        "no subgroup": subgroups.page(desk, memory.people.get(seated[9])),
        "actions": actions_desk.page(desk),
        "status": views.status(desk, facilitator),
        "help": help_page.help_page(facilitates=False),
        "help facilitator": help_page.help_page(facilitates=True),
        "unknown word": help_page.unknown("<!here> & rooms", "rooms"),
        "unknown word without hint": help_page.unknown("x", ""),
        "nothing yet": pages.nothing_yet(),
        "call answer": Message(
            text=call_asked(team=["Osric", "Nadia"], by_when="Mon 15 February, 16:00 in London")
        ),
    }
    for name, message in messages.items():
        yield f"page {name}", fitted(message)
    for visibility in WHO_SEES:
        yield f"page thanks {visibility}", Message(text=thanks(visibility))


def late_joiner(setting: Setting, seated: list[str]) -> Message:
    """Where somebody would go if they came late, and who would have to move."""
    plan, (one, other) = setting.memory.plans.latest("s02"), seated[:2]
    return would_go(
        Seat(
            session=setting.session("s02"),
            person=setting.people[one],
            people=setting.people,
            zone="Europe/London",
            room=plan.rooms[0],
            published=True,
            told="Room 2",
            said_no=True,
            too_close=False,
            going_on=False,
            by_hand=True,
            place=setting.place,
            moves=(Moved(name=setting.people[other].name, source="Room 1", target="Room 2"),),
        )
    )


def private_wishes(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    """What whoever asked sees of private wishes, and what facilitators see: with none, and with one of each kind."""
    one, other, third, *_ = seated
    yield "page wishes none", fitted(room_wishes.all_wishes(desk))
    yield "window room wish", room_wishes.own_window(desk, one)
    asked = room_wishes.Asked(session_id="s02", room="Room 1", not_with=(other, third))
    yield "page wish receipt", Message(text=room_wishes.ask(desk, one, asked))
    pair = (other, seated[-1])
    room_wishes.write_down(desk, WishKind.TOGETHER, pair, by=FACILITATOR, session_id="s02")
    yield "page wishes", fitted(room_wishes.all_wishes(desk, lead="Written down."))
    yield "page rooms with a wish", fitted(views.rooms_now(desk, "s02"))
    yield "letter rooms-word", rendered(desk, memory, effect("rooms-word", FACILITATOR, SESSION))
    yield "window room wish again", room_wishes.own_window(desk, one)
    yield "window wishes", room_wishes.all_window(desk)
    all_of_them = [wish.id for wish in memory.room_wishes.find()]
    room_wishes.end(desk, all_of_them, by=FACILITATOR)


def follow_on_window(desk: Desk, person: Participant, said: str) -> View:
    if said == "help":
        return helping.help_window(desk, "a4", person.id)
    if said == "action:hand":
        return handing_on.window(desk, "a4", person.id)
    looks = {
        "subgroup:times": subgroups.times_window,
        "subgroup:close": subgroups.close_window,
        "subgroup:zoom": small_meetings.window,
        "subgroup:change": subgroup_changes.change_window,
        "subgroup:hand": subgroup_changes.hand_window,
        "subgroup:join": subgroup_changes.join_window,
    }
    return looks[said](desk, "g1", person.id)


def windows_to_write_in(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    idea = memory.branches.get("b1").idea
    for name in ("text", "story", "organisation"):
        session, key, action = QUESTIONS[name]
        asking = put(memory, session, key, seated[0], action)
        yield f"window answer {name}", window_of(desk, memory, asking)
        answer(memory, asking, idea, story=name == "story")
        yield f"window answer {name} again", window_of(desk, memory, asking)
        memory.stories.remove("y1")
    person = memory.people.get(seated[0])
    _, who = views.seated_people(desk, "s02")
    rooms = views.room_names(desk, "s02")
    fields = {"one": "This person", "other": "changes places with"}
    yield "window action", windows.action_window(desk, person, what=idea)
    yield "window subgroup action", windows.action_window(desk, person, subgroup="g1")
    yield "window several actions", actions_desk.window(desk, "")
    for said in (
        "help",
        "action:hand",
        *(f"subgroup:{act}" for act in ("times", "zoom", "close", "change", "hand", "join")),
    ):
        yield f"window {said}", follow_on_window(desk, person, said)
    yield "window branch", forms.branch_form(session="s02", idea=idea)
    yield "window details", forms.details_form(person, desk.meetings.place)
    yield "window pause", pausing.form()
    for standing, until in (
        ("active", None),
        (FEWER, None),
        (PAUSED, None),
        (PAUSED, date(2027, 3, 10)),
    ):
        often = pausing.said(replace(person, standing=standing), until)
        yield f"page how often {standing}{' until' if until else ''}", often
    yield "window call", calls.window(desk, person.id, about=ABOUT_THE_ROOM)
    yield "window room about", room_wishes.about_window(desk, person.id, "s02")
    yield "window swap", forms.people_form("rooms_swap", "Swap two people", fields, who, "{}")
    yield "window move", forms.move_form(who, rooms, "{}")
    yield "window said", forms.said("Thank you", thanks("community"))
    yield "home before the start", before_the_start(desk.house.name)
    yield from homes(desk, memory, seated)


def window_of(desk: Desk, memory: Memory, asking: Asking) -> View:
    """The window that the question's button opens."""
    teller = memory.people.get(asking.person_id)
    return windows.OPENS["answer:open"](desk, teller, Gesture(key="", member="", value=asking.id))


def remembered(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    """When the session is over: who was there, before anybody has told of it, and after."""
    after = replace(desk, clock=Still(memory.sessions.get("s02").ends_at + timedelta(minutes=10)))
    room = memory.plans.published("s02").rooms[0]
    host, scribe = memory.people.get(room.host), memory.people.get(room.scribe)
    cards = {"host-card": host.id, "card": scribe.id}
    for note in ("over", "told"):
        for kind, keeper in cards.items():
            original = effect(kind, keeper, SESSION, stands=True)
            yield f"letter {kind} {note}", rendered(after, memory, original)
        form = presence.open_room(after, host, f"s02|{room.name}", facilitates=False)
        yield f"window who was here {note}", form
        page = attendance.attended_page(after, 2, "Europe/London")
        yield f"page attended {note}", fitted(page)
        yield f"home {note}", home.home_of(Setting(after, memory), scribe)
        shown = forms.read_facts(form.body["private_metadata"])
        ticked, joined = shown["here"].split(",")[:-1], seated[len(room.people) :][:2]
        said = presence.tell_room(after, host, shown, ticked, joined, facilitates=False)
        yield f"window receipt {note}", forms.said("Written down", said)


def homes(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    """The Home page, of somebody for whom a question of each kind waits, and of a facilitator."""
    for name in ("choice", "scale", "text", "story", "action", "without its fact"):
        session, key, action = QUESTIONS.get(name, UNKNOWN)
        asking = put(memory, session, key, seated[0], action)
        stand(memory, f"ask:{asking.id}")
    person = memory.people.get(seated[0])
    yield "home", home.home_of(Setting(desk, memory), person)
    yield (
        "home facilitator",
        home.home_of(Setting(desk, memory), memory.people.get(FACILITATOR)),
    )
    last = max(session.ends_at for session in memory.sessions.find())
    ended = replace(desk, clock=Still(last + timedelta(days=5)))
    yield "home after the end", home.home_of(Setting(ended, memory), person)


def stand(memory: Memory, key: str) -> None:
    """A message that was sent and stands in Slack."""
    assert memory.effects.owe(Owed(key=key, kind="prompt", target="", not_before=NOON))
    sent = memory.effects.seek(key)
    assert sent is not None
    taken = memory.effects.claim(sent.id, NOON, lease=timedelta(minutes=1))
    assert taken is not None
    assert memory.effects.done(taken[0], "D1:1.0")
