"""One thing of each kind that is kept, with every field filled in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

from bot.domain.agendas import Agenda, Block
from bot.domain.agreed import Agreed, Came, Remark
from bot.domain.answers import Asking, Consent, Reply, Response, Rsvp, Told
from bot.domain.artefacts import Writing
from bot.domain.ballots import LockedUrn, Seal
from bot.domain.bundles import Bundled
from bot.domain.calendar_entries import CalendarEntry
from bot.domain.calls import Call
from bot.domain.delegates import Delegate, Stands
from bot.domain.effects import Duty, Effect, Owed
from bot.domain.followup import ActionItem, Branch, HelpWanted, Progress, Subgroup, Trace
from bot.domain.guests import Guest, GuestQuestion, Standing
from bot.domain.hand_over import HandOver, Held, Passing
from bot.domain.hour_polls import Count, Hour, HourPoll, HourVote, PollState
from bot.domain.hour_polls import Way as HourWay
from bot.domain.leaves import Leave, LeaveState
from bot.domain.meetings import MeetingRecord, SmallMeeting
from bot.domain.parts import Part, Turn, TurnState
from bot.domain.presence import Presence
from bot.domain.programme import Mode, Note, Programme
from bot.domain.prompt_changes import PromptChange
from bot.domain.references import Reference
from bot.domain.room_wishes import RoomWish, WishKind
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan, RoundRooms, Session
from bot.domain.sightings import Sighting, What
from bot.domain.stories import Carried, Export, Story, StoryState, Way
from bot.domain.synthesis import CheckBack, Finds, Loop, LoopState, Sentence, Synthesis, Theme
from bot.ports import Store

NOON = datetime(2027, 2, 24, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LEASE = timedelta(seconds=60)

PROGRAMME = Programme(
    id="coproduction", plan_text='title = "År ett"', start_year=2027, start_month=1, loaded_at=NOON
)
PERSON = Participant(
    id="p008",
    name="Adaeze Whitlock",
    email="adaeze.whitlock@example.org",
    role="executive",
    organisation="Charlesbank Community Care",
    zone="America/New_York",
    zoom_email="a.whitlock.office@example.org",
    title="Chief quality officer",
    language="en",
    slack_guest=True,
    access_needs="captions",
    line_manager="marlene.voskuil@example.org",
    slack_id="U008",
    standing="active",
)
SESSION = Session(
    id="2",
    month=2,
    title="What matters to you?",
    mode=Mode.VIRTUAL,
    zone="Europe/London",
    wall="2027-02-24T12:00",
    starts_at=NOON,
    ends_at=NOON + 90 * MINUTE,
    rule="4th Wednesday",
    tzdata="2026.6",
    venue="online",
    state="cancelled",
)
MEETING = MeetingRecord(
    session_id="2",
    meeting_id="98765432101",
    host="host@example.org",
    join_url="https://example.org/j/98765432101",
    passcode="tulip",
    dial_in=("+44 20 7946 0000", "+1 555 0100"),
    state="confirmed",
    rooms_mark="v3",
    sent=("p008",),
    confirmed=("p008", "p010"),
    trouble="one address is unknown there",
)
SMALL_MEETING = SmallMeeting(
    id="z1",
    subgroup_id="g1",
    by="p008",
    at=NOON,
    starts_at=NOON + DAY,
    minutes=45,
    zone="Europe/London",
    host="host@example.org",
    state="made",
    meeting_id="98765432102",
    join_url="https://example.org/j/98765432102",
    passcode="tulip",
    dial_in=("+44 20 7946 0000",),
)
SIGHTING = Sighting(
    id="d1g3st",
    session_id="2",
    what=What.ENTERED,
    at=NOON,
    instance="4444AAAiAAAAAiAiAiiAii==",
    connection="16778240",
    same="55555AAAiAAAAAiAiAiiAii",
    address="a.whitlock.office@example.org",
    room="33333CCCiCCCCCiCiCiiCii==",
)
PRESENCE = Presence(
    session_id="2",
    person_id="p008",
    was_there=True,
    at=NOON,
    room="Room 2",
    source="host",
    by="p001",
)
ROOM_WISH = RoomWish(
    id="w1",
    kind=WishKind.ELSEWHERE,
    people=("p005", "p010"),
    by="p005",
    at=NOON,
    session_id="2",
    room="Room 2",
)
AGENDA = Agenda(
    session_id="s2",
    month=2,
    blocks=(Block(key="welcome", minutes=15, owner="p014"), Block(key="rooms", minutes=75)),
    by="p014",
    at=NOON,
)
AN_HOUR = Hour(
    session_id="s3", moves=1, wall="2027-03-17T20:00", zone="Europe/Stockholm", minutes=90
)
HOUR_POLL = HourPoll(
    id="h1",
    ways=(
        HourWay(
            key="fixed", hours=(AN_HOUR,), worst=20, total=48, anchors=("20:00 Europe/Stockholm",)
        ),
        HourWay(
            key="rotation", hours=(replace(AN_HOUR, wall="2027-03-17T21:00"),), worst=18, total=51
        ),
    ),
    word="Säg som det är",
    by="p014",
    at=NOON,
    closes_at=NOON,
    state=PollState.KEPT,
    answered=7,
    counts=(Count(key="fixed", works=5, cannot=2), Count(key="rotation", hard=7)),
    taken="",
    why="Två kan inte",
    decided_by="p015",
)
HOUR_VOTE = HourVote(
    id="h1:p008",
    poll_id="h1",
    person_id="p008",
    at=NOON,
    said={"fixed": "works", "rotation": "cannot"},
    hard="Nätter",
    noted_by="p014",
)
CALENDAR_ENTRY = CalendarEntry(session_id="s2", person_id="p008", mark="9f2c", sequence=3, at=NOON)
REPLY = Reply(
    session_id="2", person_id="p008", answer=Rsvp.PART, at=NOON, by="p001", rounds=("welcome",)
)
ASKING = Asking(
    id="2:story:p008",
    session_id="2",
    prompt="story",
    person_id="p008",
    subject="a7",
    state="later",
    asked_at=NOON,
    reminded_at=NOON + DAY,
)
RESPONSE = Response(
    id="2:story:p008",
    session_id="2",
    prompt="story",
    person_id="p008",
    text="First line\nzweite Zeile\t\N{WAVING HAND SIGN}",
    visibility="room",
    at=NOON,
    subject="a7",
    number=4,
    signed="first",
    version=3,
    late=True,
    room="Room 2",
)
CONSENT = Consent(
    id="c1",
    response_id="2:story:p008",
    version=3,
    scope="community",
    signed="first",
    wording="May we share it?",
    given_at=NOON,
    by="p008",
    withdrawn_at=NOON + DAY,
)
STORY = Story(
    id="y7",
    person_id="p008",
    told_at=NOON,
    session_id="2",
    asking="2:story:p008",
    way=Way.ALOUD,
    noted_by="p007",
    wish="community",
    signed="first",
    version=3,
    state=StoryState.WAITING,
    let_in=("p001", "p010"),
    further_at=NOON + DAY,
    outside_at=NOON + DAY,
    gone_at=NOON + DAY,
)
CARRIED = Carried(
    id="y7:2:digest:p007", story_id="y7", kind="digest", ref="2:digest:p007", readers=1, at=NOON
)
EXPORT = Export(id="x1", name="stories.csv", by="p007", at=NOON)
TOLD = Told(session_id="2", text="We changed the letter.", by="p007", at=NOON)
ACTION = ActionItem(
    id="a7",
    what="Ring the ward",
    owner="p008",
    by="p007",
    at=NOON,
    due=date(2027, 3, 1),
    state=Progress.ON_ITS_WAY,
    word="Half way",
    session_id="2",
    subgroup_id="g1",
    source="response:2:story:p008",
    done_at=NOON + DAY,
    told_in="s03",
    carried=1,
    kept_in="s02",
)
HELP_WANTED = HelpWanted(
    id="h1", action_id="a7", words="Who knows the ward?", at=NOON, taken_by="p001", taken_at=NOON + DAY,
)  # fmt: skip
BRANCH = Branch(
    id="b1",
    idea="Texts before discharge",
    by="p008",
    at=NOON,
    session_id="2",
    takers=("p001", "p010"),
    subgroup_id="g1",
)
SUBGROUP = Subgroup(
    id="g1",
    name="Texts before discharge",
    purpose="Try it on one ward",
    convenor="p008",
    members=("p001", "p008", "p010"),
    at=NOON,
    channel="C0001",
    ends_on=date(2027, 6, 30),
    state="open",
    branch_id="b1",
    uninvited=("p010",),
    came="The ward writes texts now",
    closed_at=NOON + DAY,
    told_in="s07",
)
CALL = Call(
    id="c9",
    person_id="p005",
    at=NOON,
    text="May I talk to someone?",
    taken_by="p007",
    skips=("p002",),
    taken_at=NOON,
    raised_at=NOON,
)
TRACE = Trace(id="t1", at=NOON, who="p007", did="published rooms", about="session:2")
PROMPT_CHANGE = PromptChange(
    id="s02:rsvp", session_id="s02", month=2, prompt="rsvp", fields={"text": "Do you come?"}, by="p007", at=NOON,
)  # fmt: skip
BUNDLED = Bundled(id="ask:s02:rsvp:p008", lead="s02:notice:0:p008", place=1)
NOTE = Note(id="home:p008", text="seen")

THEME = Theme(
    id="theme7",
    session_id="2",
    words="Somebody who sits down",
    by="p007",
    at=NOON,
    answers=("2:open:p008", "y7"),
    dissent=True,
    merged_into="theme8",
)
SYNTHESIS = Synthesis(
    id="2:v3",
    session_id="2",
    version=3,
    by="p007",
    at=NOON,
    sentences=(Sentence(theme="theme7", text="People sit down.", answers=THEME.answers),),
    state="published",
)
CHECK_BACK = CheckBack(
    id="check-back:2:v3:p008",
    session_id="2",
    version=3,
    person_id="p008",
    finds=Finds.PARTLY,
    at=NOON,
    words="The nights",
)
LEAVE = Leave(
    id="2:near:p008",
    session_id="2",
    person_id="p008",
    by="p007",
    at=NOON,
    version=2,
    state=LeaveState.NAMED,
    said_at=NOON + DAY,
)
LOOP = Loop(
    id="loop7",
    session_id="2",
    said="No chairs",
    owner="p007",
    by="p007",
    at=NOON,
    happened="Each bed has one",
    theme="theme7",
    happened_at=NOON,
    told_at=NOON + DAY,
    state=LoopState.TOLD,
)
REFERENCE = Reference(
    id="r7",
    at=NOON,
    title="Om väntrum, för alla",
    doi="10.1136/bmj.k3617",
    url="https://example.org/läs?x=1",
    source="lived",
    suggested_by=("p008", "p010"),
    named=("p010",),
    summary="Waiting is work, too.",
    summary_by="p008",
    version=2,
    sessions=("s02",),
    artefacts=("organisation:Jönköping|evidence|1",),
)
WRITING = Writing(
    id="wr7",
    artefact="persona",
    owner="organisation:Jönköping",
    number=2,
    version=3,
    field="life",
    by="p008",
    at=NOON,
    text="Bus at six\nWard at seven",
    locked=True,
    draws_on=("2:story:p008", "y7"),
    quotes=("y7",),
    lived=True,
    named=True,
)
TURN = Turn(
    id="2:host:p008", session_id="2", part=Part.HOST, person_id="p008", at=NOON, room="Room 4",
    by="p007", state=TurnState.BACK,
)  # fmt: skip
DELEGATE = Delegate(
    session_id="2", person_id="p008", delegate_id="once1", at=NOON, by="p007", was="part",
    theirs="no", guest=True, state=Stands.CANNOT,
)  # fmt: skip
HAND_OVER = HandOver(
    id="h7",
    person_id="p008",
    kind=Held.ROOM,
    about="2|Room 4",
    at=NOON,
    by="p007",
    state=Passing.TAKEN,
    asked="p009",
    asked_by="p007",
    turn=2,
)
GUEST = Guest(
    id="g7",
    session_id="2",
    slot="r3",
    name="Ada Bí",
    email="ada@example.org",
    zone="Europe/Lisbon",
    at=NOON,
    by="p007",
    in_slack=True,
    state=Standing.RELIEVED,
    sequence=2,
    instead_of="g6",
)
GUEST_QUESTION = GuestQuestion(id="q7", session_id="2", person_id="p008", text="Why?", at=NOON)
SHELVED = {
    "programmes": PROGRAMME,
    "people": PERSON,
    "sessions": SESSION,
    "meetings": MEETING,
    "presences": PRESENCE,
    "sightings": SIGHTING,
    "room_wishes": ROOM_WISH,
    "replies": REPLY,
    "askings": ASKING,
    "bundled": BUNDLED,
    "prompt_changes": PROMPT_CHANGE,
    "responses": RESPONSE,
    "seals": Seal(id="5e" * 32),
    "urns": LockedUrn(id="2:heard", session_id="2", prompt="heard", locked="bG9ja2Vk"),
    "consents": CONSENT,
    "stories": STORY,
    "carried": CARRIED,
    "exports": EXPORT,
    "told": TOLD,
    "themes": THEME,
    "syntheses": SYNTHESIS,
    "check_backs": CHECK_BACK,
    "leaves": LEAVE,
    "agreed": Agreed(id="aim:2", what="aim", version=2, text="Väl\nMöts", at=NOON, by="p008"),
    "remarks": Remark(
        id="k7",
        what="aim",
        version=2,
        text="För vem?",
        by="p010",
        at=NOON,
        came=Came.NOT,
        word="Nej",
        settled_by="p008",
        settled_in=3,
    ),
    "references": REFERENCE,
    "loops": LOOP,
    "writings": WRITING,
    "actions": ACTION,
    "branches": BRANCH,
    "subgroups": SUBGROUP,
    "help_wanted": HELP_WANTED,
    "calls": CALL,
    "hand_overs": HAND_OVER,
    "turns": TURN,
    "delegates": DELEGATE,
    "small_meetings": SMALL_MEETING,
    "agendas": AGENDA,
    "hour_polls": HOUR_POLL,
    "hour_votes": HOUR_VOTE,
    "calendar_entries": CALENDAR_ENTRY,
    "guests": GUEST,
    "guest_questions": GUEST_QUESTION,
    "traces": TRACE,
    "notes": NOTE,
}

PLAN = RoomPlan(
    session_id="2",
    version=1,
    rooms=(
        Room(name="Room 1", people=("p001", "p008"), host="p001", scribe="p008"),
        Room(name="Room 2", people=("p010", "p005")),
    ),
    pinned=("p005",),
    notices=("p006 comes by phone",),
    state="published",
    by="p007",
    why="drawn",
    at=NOON,
    undoes=0,
    others=(
        RoundRooms(way="home_team", rooms=(Room(name="Room 1", people=("p001",), host="p001"),)),
    ),
)


def owed(key: str = "session:2:card:p008", **others: object) -> Owed:
    return Owed(**{"key": key, "kind": "card", "not_before": NOON} | others)  # type: ignore[arg-type]


def duty(key: str = "2:invite", **others: object) -> Duty:
    return Duty(**{"key": key, "kind": "invite", "due_at": NOON} | others)  # type: ignore[arg-type]


def owe(store: Store, *several: Owed) -> None:
    with store.begin() as memory:
        for one in several:
            assert memory.effects.owe(one)


def seen(store: Store, key: str = "session:2:card:p008") -> Effect:
    with store.read() as memory:
        effect = memory.effects.seek(key)
    assert effect is not None
    return effect


def due(store: Store, now: datetime = NOON, limit: int = 100) -> list[int]:
    with store.read() as memory:
        return list(memory.effects.due(now, limit))


def claim(store: Store, key: str = "session:2:card:p008", now: datetime = NOON) -> Effect:
    id = seen(store, key).id
    with store.begin() as memory:
        claimed = memory.effects.claim(id, now, lease=LEASE)
    assert claimed is not None
    return claimed[0]


def at_once(number: int, act: Callable[[], object]) -> list[object]:
    """What so many threads get that do it at the same moment."""
    together, got = Barrier(number), []

    def do() -> None:
        together.wait()
        got.append(act())

    threads = [Thread(target=do) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got
