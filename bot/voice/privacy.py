"""The table of who may see what, for the page about privacy: asked of the one place that decides, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.onlookers import Circle, Onlooker, Thing, sees
from bot.domain.roster import FACILITATOR, GUEST, Participant
from bot.domain.stories import Story, StoryState

YES, NO, LOCKED, READABLE = "yes", "-", "locked", "readable"
MACHINE = "the machine's administrator"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kind of thing: what people call it, where it is shown to those who may see it, and the table it lies in."""

    what: str
    key: str
    where: str
    table: str
    story: Story | None = None


_TOLD = Story(id="y1", person_id="author", told_at=datetime(2027, 2, 1, tzinfo=UTC))
AFTER = datetime(2027, 3, 1, tzinfo=UTC)
_STORIES = (
    ("for me only", replace(_TOLD, wish="private")),
    ("for the facilitators", replace(_TOLD, wish="facilitators")),
    ("for my room", _TOLD),
    ("for my organisation, not yet asked again", replace(_TOLD, wish="organisation")),
    (
        "for my organisation, asked again",
        replace(_TOLD, wish="organisation", further_at=_TOLD.told_at),
    ),
    ("for everyone, not yet asked again", replace(_TOLD, wish="community")),
    ("for everyone, asked again", replace(_TOLD, wish="community", further_at=_TOLD.told_at)),
    ("noted by a host, not yet approved", replace(_TOLD, state=StoryState.WAITING)),
    ("taken back", _TOLD.taken_back(AFTER)),
)
_WINDOW = "a window, when it is opened; the facilitators' digest"
_ANSWERS = (
    ("private", "their own message"),
    ("facilitators", "the facilitators' digest and synthesis"),
    ("room", "“What others said”, once rooms are told; the digest and synthesis"),
    ("subgroup", "the facilitators' digest and synthesis"),
    ("organisation", "“What others said”; the digest and synthesis; choices made from it"),
    ("community", "“What others said”; the digest and synthesis; choices; a published sentence"),
    ("anonymous", "averages and unsigned words, from five on"),
)
_THINGS = (
    ("whether one comes", Thing.REPLY, "one's Home; facilitators' pages and host sheet", "reply"),
    (
        "who was really there",
        Thing.ATTENDANCE,
        "the room's form; one's Home; people attendance",
        "presence",
    ),
    ("which part of a session somebody comes for", Thing.STAY, "host card and host sheet", "reply"),
    ("who sits in a room, once told", Thing.SEAT, "session and host cards, who, why", "room_plan"),
    ("rooms before they are told", Thing.PROPOSED, "the rooms page", "room_plan"),
    ("a private wish about rooms", Thing.WISH, "one's own window; /convene wishes", "room_wish"),
    ("address, city, Zoom address", Thing.DETAILS, "My details; /convene people", "person"),
    ("access needs", Thing.ACCESS, "/convene people NAME, /convene wishes", "person"),
    ("an action", Thing.ACTION, "Home, the subgroup, /convene actions", "action"),
    ("a request for help, once sent", Thing.HELP, "the community's channel", "help_wanted"),
    ("a branch", Thing.BRANCH, "the community's channel", "branch"),
    ("a word with a facilitator", Thing.CALL, "messages, facilitators' Home", "call"),
    ("themes and sentences in draft", Thing.DRAFT, "/convene synthesis", "theme"),
    ("a published synthesis", Thing.PUBLISHED, "the community's channel, Home", "synthesis"),
    ("whether one finds oneself in it", Thing.CHECK_BACK, "its preview", "check_back"),
    (
        "whether an answer for fewer may go to everyone",
        Thing.LEAVE,
        "the message that asks; “Ask for leave”",
        "leave",
    ),
    ("an artefact for everyone", "community", "/convene thread", "writing"),
    ("an artefact for its organisation", "organisation", "/convene thread", "writing"),
    ("a loop that is open", Thing.LOOP, "/convene loops", "loop"),
    ("a loop that is told", Thing.TOLD, "what comes before a session", "loop"),
    ("what needs a facilitator", Thing.NEEDED, "facilitators' Home, /convene status", ""),
    ("what somebody held who left or is away", Thing.HAND_OVER, "a list, in messages", "hand_over"),
    (
        "what is suggested for reading",
        Thing.READING,
        "/convene reading, Home, session cards",
        "reference",
    ),
    ("who has a part in a session", Thing.PART, "session cards, Home, the host sheet", "turn"),
    (
        "who was asked for a part",
        Thing.TURN,
        "their own message; facilitators, a day before",
        "turn",
    ),
    (
        "who comes for whom",
        Thing.DELEGATE,
        "Home of both; /convene people NAME delegate",
        "delegate",
    ),
    ("the aim and the agreements", Thing.AGREED, "/convene aim, Home, session cards", "agreed"),
    ("a comment on them", Thing.REMARK, "/convene aim; a message of one's own", "remark"),
    (
        "what somebody says of hours",
        Thing.HOURS,
        "their own message and Home; /convene hours, facilitators' messages",
        "hour_vote",
    ),
    (
        "a question to a guest",
        Thing.GUEST_QUESTION,
        "/convene guest; the guest's mail",
        "guest_question",
    ),
    ("how to reach a guest", Thing.GUEST_LIST, "/convene guest", "guest"),
    ("the audit", Thing.AUDIT, "convener audit, at the machine", "trace"),
    ("what facilitators did, in the audit", Thing.DEED, "the Audit page", "trace"),
)


def rows() -> list[Row]:
    """Every kind of thing that is kept of people."""
    answers = [
        Row(what=f"an answer: {key}", key=key, where=where, table=_answers_in(key))
        for key, where in _ANSWERS
    ]
    stories = [
        Row(what=f"a story: {way}", key="", where=_WINDOW if story.told else "", table=_words_in(story), story=story)
        for way, story in _STORIES
    ]  # fmt: skip
    things = [Row(what=w, key=key, where=where, table=table) for w, key, where, table in _THINGS]
    return [*answers, *stories, *things]


def _answers_in(key: str) -> str:
    return "urn" if key == "anonymous" else "response"


def _words_in(story: Story) -> str:
    return "" if story.gone else "sealed"


def matrix(forms: Mapping[str, str]) -> list[list[str]]:
    """The table, its heads first; `forms` says in which form each table lies there for whoever runs the machine."""
    heads = ["what", *(kind.value for kind in Onlooker), MACHINE, "shown in"]
    return [heads, *([r.what, *_seen(r), forms.get(r.table, NO), r.where or NO] for r in rows())]


def _seen(row: Row) -> list[str]:
    return [YES if may_see(row, person) else NO for person in PEOPLE.values()]


def may_see(row: Row, person: Participant | None) -> bool:
    """What the one place says of a kind of thing, for one of the people below."""
    if row.story is None:
        return sees(person, row.key, CIRCLE if row.key == Thing.CALL else UNBLAMED)
    return person is not None and UNBLAMED.sees(person, row.story, AFTER)


def _one(kind: Onlooker) -> Participant | None:
    """Somebody who is this to the author's things, and no more than comes with it."""
    role = {Onlooker.FACILITATORS: FACILITATOR, Onlooker.ABOUT: FACILITATOR, Onlooker.GUEST: GUEST}
    left = kind in {Onlooker.LEFT, Onlooker.LEFT_AUTHOR}
    return None if kind is Onlooker.STRANGER else Participant(
        id="author" if kind in {Onlooker.AUTHOR, Onlooker.LEFT_AUTHOR} else kind.value,
        name="", email="", zone="UTC",
        role=role.get(kind, "lay"),
        organisation="A" if kind in {Onlooker.AUTHOR, Onlooker.ORGANISATION, Onlooker.GUEST} else "B",
        standing="left" if left else "active",
    )  # fmt: skip


PEOPLE = {kind: _one(kind) for kind in Onlooker}
CIRCLE = Circle(
    own=frozenset({"author"}),
    organisation="A",
    room=frozenset({Onlooker.ROOM.value, Onlooker.HOST.value, Onlooker.GUEST.value}),
    keepers=frozenset({Onlooker.HOST.value}),
    subgroup=frozenset({Onlooker.SUBGROUP.value}),
    facilitators=frozenset({Onlooker.FACILITATORS.value, Onlooker.ABOUT.value}),
    about=frozenset({Onlooker.ABOUT.value}),
)

UNBLAMED = replace(CIRCLE, about=frozenset())  # only a word with a facilitator is about somebody


def table(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells, the heads first, as the page has them."""
    heads, *rest = lines
    ruled = [heads, ["---"] * len(heads), *rest]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in ruled)
