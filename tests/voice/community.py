"""The small community as it would be with other names and other words in it: long, marked up, in other scripts."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.agreed import Came, Remark
from bot.domain.answers import Asking, Reply, Response, Rsvp, Told
from bot.domain.calls import Call
from bot.domain.followup import BEYOND, ActionItem, Branch, HelpWanted, Progress, Subgroup
from bot.domain.meetings import ZOOM, MeetingPlace, MeetingRecord, SmallMeeting
from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan
from bot.domain.stories import Carried, Export, Story, StoryState, Way
from bot.files.plan_prompt import prompt_faults
from bot.main import plan_from
from bot.ports import Desk, House, Memory
from bot.store.sql_store import SqlStore
from integrations.calendar.feed import write_feed
from integrations.vault import SecretVault
from tests.faults.community import NOON, OnlyNamed, ask_about_hours, begin_programme
from tests.seated import many, roster

SEATS = 6
DIAL_IN = ("+44 20 7946 0000 (United Kingdom)", "+1 555 0100 (United States)")
MARKUP = "<!channel> *_~`b`~_* <https://bad.example.org|click> & &amp; <@U0000P001> {name} %s"
HEBREW = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd"
ARABIC = "\u0645\u0631\u062d\u0628\u0627"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"


@dataclass(frozen=True, kw_only=True)
class Flavour:
    """What people and things are called, and what people write, in one kind of community."""

    names: Callable[[str], str] = lambda name: name
    words: Callable[[str], str] = lambda words: words
    boxes: Callable[[str], str] | None = None  # what is written into boxes of several lines
    left_out: bool = False  # whatever may be left out is
    more: Mapping[str, str] | None = None
    people: Callable[[], list[Participant]] = roster
    place: MeetingPlace = ZOOM

    def line(self, words: str) -> str:
        """A title, an idea, an action: as long as one may be."""
        return self.words(words)[:200]

    def may_say(self, words: str) -> str:
        """Words that need not be there."""
        return "" if self.left_out else self.line(words)

    def wrote(self, words: str) -> str:
        """Words as somebody wrote them into a box."""
        return (self.boxes or self.words)(words)[:3000]

    def everyone(self) -> list[Participant]:
        return [self.one(person) for person in self.people()]

    def one(self, person: Participant) -> Participant:
        named = replace(
            person,
            name=self.names(person.name),
            organisation=self.names(person.organisation),
            access_needs=self.may_say(person.access_needs),
        )
        return replace(named, **self.more) if self.more else named


BY_HAND = MeetingPlace(
    name="Jitsi & <us>", makes_meetings=False, places_people=False, tells_presence=False
)
FLAVOURS = {
    "plain": Flavour(),
    "long": Flavour(names=lambda n: f"{n} " * 12, words=lambda w: f"{w} " * 60 + "End."),
    "unbroken": Flavour(names=lambda n: n[:1] * 200, words=lambda w: w[:1] * 3000),
    "ampersands": Flavour(names=lambda n: n[:1] + "&<>" * 60, words=lambda w: "&<>" * 990),
    "markup": Flavour(names=lambda n: f"{n} {MARKUP}", words=lambda w: f"{w} {MARKUP}."),
    "starred": Flavour(names=lambda n: f"*{n} ~{n[:2]}` _"),
    "emoji": Flavour(names=lambda n: f"{FAMILY} {n} {FAMILY}", words=lambda w: FAMILY * 80),
    "right-to-left": Flavour(names=lambda n: f"{HEBREW} {ARABIC} {n[:1]}"),
    "controls": Flavour(names=lambda n: f"{n}\r\n\t\x07", boxes=lambda w: f"{w}\n\n{w}\t"),
    "left out": Flavour(left_out=True, more={"zoom_email": "", "title": "", "language": ""}),
    "behind a link": Flavour(place=BY_HAND),
    "a thousand": Flavour(people=lambda: many(1000) + [p for p in roster() if p.facilitates]),
}


@dataclass(frozen=True)
class Still:
    """A clock that stands still."""

    at: datetime = NOON + timedelta(hours=3)  # an hour at which all but Melbourne are awake

    def now(self) -> datetime:
        return self.at


class Tokens:
    """Links that are the same each time."""

    def mint(self, purpose: str, facts: Mapping[str, str]) -> str:
        return "TOKEN"


def house(flavour: Flavour) -> House:
    return House(
        name=flavour.line("Recovery at home"),
        default_zone="Europe/London",
        channel="C0000000001",
        zoom_hosts=("host@example.org",) if flavour.place.makes_meetings else (),
        public_url="https://convener.example.org",
    )


def desk_of(store: SqlStore, flavour: Flavour) -> Desk:
    """A desk that can find words, and from which nothing can leave."""
    return Desk(
        store=store,
        clock=Still(),
        messenger=None,
        meetings=OnlyNamed(flavour.place),
        news=None,
        links=Tokens(),
        vault=SecretVault("a secret that only these tests know"),
        house=house(flavour),
        read_plan=plan_from,
        prompt_faults=prompt_faults,
        write_feed=write_feed,
    )


def settle_in(memory: Memory, flavour: Flavour) -> list[str]:
    """Write down this community and what it said; the ids of those who are seated."""
    people = flavour.everyone()
    for person in people:
        memory.people.save(person)
    begin_programme(memory)
    _sessions(memory, flavour)
    seated = [person.id for person in people if not person.facilitates]
    memory.plans.add(rooms("s02", seated, flavour, state="published"))
    memory.plans.add(rooms("s03", seated, flavour, state="proposed"))
    _meeting(memory, people, flavour)
    memory.sessions.save(memory.sessions.get("s06").called_off())
    memory.notes.save(Note(id="moved:s02", text=flavour.line("The hall is taken by <others>")))
    memory.notes.save(Note(id="called-off:s06", text=flavour.line("The hall is <flooded>")))
    _follow_on(memory, flavour, seated)
    _answers(memory, flavour, seated)
    return seated


def _sessions(memory: Memory, flavour: Flavour) -> None:
    for session in memory.sessions.find():
        title, venue = flavour.line(session.title), flavour.may_say("The old mill")
        memory.sessions.save(replace(session, title=title, venue="" if session.virtual else venue))


def rooms(session_id: str, seated: list[str], flavour: Flavour, *, state: str) -> RoomPlan:
    groups = [seated[n : n + SEATS] for n in range(0, len(seated), SEATS)]
    drawn = [
        Room(name=f"Room {number}", people=tuple(group), host=group[0], scribe=group[-1])
        for number, group in enumerate(groups, 1)
    ]
    notices = tuple(
        filter(None, [flavour.may_say("One room has two colleagues."), "Room 9 is small."])
    )
    return RoomPlan(
        session_id=session_id,
        version=1,
        rooms=tuple(drawn),
        pinned=tuple(seated[1:3]),
        notices=notices,
        state=state,
        at=NOON,
    )


def _meeting(memory: Memory, people: list[Participant], flavour: Flavour) -> None:
    addresses = tuple(person.zoom_email for person in people if person.zoom_email)
    if not flavour.place.makes_meetings:
        link = "https://meet.example.org/us?a=1&b=c"
        stands = MeetingRecord(
            session_id="s02",
            meeting_id="f00d",
            host="",
            join_url=link,
            passcode="",
            dial_in=DIAL_IN,
        )
        memory.meetings.save(stands)
        return
    memory.meetings.save(
        MeetingRecord(
            session_id="s02",
            meeting_id="86000000001",
            host="host@example.org",
            join_url="https://zoom.example.org/j/86000000001?pwd=a&b=c",
            passcode=flavour.may_say("tulip & rose"),
            dial_in=() if flavour.left_out else DIAL_IN,
            state="confirmed",
            sent=addresses,
            confirmed=addresses[1:],
            trouble=flavour.may_say("Zoom did not keep the rooms."),
        )
    )


def _follow_on(memory: Memory, flavour: Flavour, seated: list[str]) -> None:
    one, two, three, *others = seated
    idea = flavour.line("Texts before discharge & after")
    action = {"what": idea, "owner": one, "by": two, "at": NOON, "due": date(2027, 3, 3)}
    places = {"a2": "g1", "a3": "", "a4": "g1", "a5": ""}
    for id, state in zip(("a1", "a2", "a3", "a4", "a5"), Progress, strict=False):
        memory.actions.save(
            ActionItem(
                id=id, state=state, subgroup_id=places.get(id, "g1"), session_id="s02", **action
            )
        )
    takers = (two, three, others[0])
    memory.branches.save(Branch(id="b1", idea=idea, by=one, at=NOON, takers=takers))
    memory.branches.save(Branch(id="b2", idea=idea, by=one, at=NOON))
    memory.branches.save(
        Branch(id="b3", idea=idea, by=one, at=NOON, takers=takers, subgroup_id="g1")
    )
    memory.subgroups.save(
        Subgroup(
            id="g1",
            name=idea[:60],
            purpose=idea,
            convenor=one,
            members=(one, two, three),
            at=NOON,
            ends_on=date(2027, 6, 15),
            state="open",
        )
    )
    at = {"at": NOON, "starts_at": NOON + timedelta(days=3), "minutes": 45, "zone": "Europe/London"}
    made = {"state": "made", "join_url": "https://zoom.example/j/1", "passcode": "a&b", "host": "h"}
    memory.small_meetings.save(SmallMeeting(id="m1", subgroup_id="g1", by=one, **at, **made))
    closed = memory.subgroups.get("g1").closes(flavour.wrote("Letters became texts."), at=NOON)
    memory.subgroups.save(replace(closed, id="g2"))
    memory.subgroups.save(replace(closed, id="g9", state=BEYOND, came=""))
    kept = memory.actions.get("a3")
    memory.actions.save(replace(kept, id="a6", kept_in="s02"))
    ask_about_hours(memory, idea)
    told = Remark(id="k1", what="aim", version=1, text=idea, by=one, at=NOON, came=Came.TAKEN_UP)
    memory.remarks.save(replace(told, settled_by="p014", settled_in=2))
    memory.remarks.save(
        replace(told, id="k2", what="agreements", came=Came.NOT, word=idea, settled_by="p014")
    )
    memory.remarks.save(replace(told, id="k3", came=Came.OPEN))
    wanted = HelpWanted(id="h1", action_id="a4", words=idea, at=NOON)
    memory.help_wanted.save(replace(wanted, id="h3", action_id="a3"))
    memory.help_wanted.save(replace(wanted, id="h2", taken_by=two, taken_at=NOON))
    memory.help_wanted.save(replace(wanted, id="h4", taken_by=two, taken_at=NOON))
    memory.help_wanted.save(wanted)
    memory.calls.save(
        Call(
            id="c1",
            person_id=one,
            at=NOON,
            text="" if flavour.left_out else flavour.wrote("May I talk?"),
        )
    )
    memory.calls.save(Call(id="c2", person_id=one, at=NOON, taken_by="p014", taken_at=NOON))
    other = {"person_id": one, "at": NOON, "taken_by": "p014", "taken_at": NOON}
    memory.calls.save(Call(id="c3", person_id=one, at=NOON, skips=("p015",)))
    memory.calls.save(Call(id="c4", settled_at=NOON, **other))
    memory.calls.save(Call(id="c5", raised_at=NOON, **other))
    memory.calls.save(Call(id="c6", raised_at=NOON, done_at=NOON, **other))
    missed = {
        "at": "2027-02-13T03:00:00+00:00",
        "failed_at": NOON.isoformat(),
        "why": "There is no room.",
    }
    memory.notes.save(Note(id="nightly", text=json.dumps(missed)))
    memory.notes.save(Note(id="heard:m1", text="h1"))
    memory.sealed.keep("h1", 1, flavour.wrote("We rang on day three."))
    _stories(memory, flavour, seated)
    told = flavour.line("The letter is shorter")
    memory.told.save(Told(session_id="s01", text=f"{told}.", by="p014", at=NOON))


def _stories(memory: Memory, flavour: Flavour, seated: list[str]) -> None:
    """One story in each state, all of one teller, and an export that held the one that is gone."""
    told = {"person_id": seated[4], "told_at": NOON, "session_id": "s02"}
    further = {"wish": "community", "signed": "first"}
    for story in (
        Story(id="y11", wish="room", signed="none", **told),
        Story(id="y12", noted_by="p014", state=StoryState.WAITING, way=Way.ALOUD, **told),
        Story(id="y13", **further, **told),
        Story(id="y14", **further, further_at=NOON, outside_at=NOON, **told),
        Story(id="y15", wish="organisation", **told),
        Story(id="y16", **told).taken_back(NOON),
    ):
        memory.stories.save(story)
        if not story.gone:
            memory.sealed.keep(story.id, 1, flavour.wrote("The nurse drew me a map."))
    memory.exports.save(Export(id="x1", name=flavour.line("stories.csv"), by="p014", at=NOON))
    kinds = {"export": "x1", "synthesis": "y", "digest": "s02:digest:p014"}
    for kind, ref in kinds.items():
        memory.carried.save(Carried(id=ref, story_id="y16", kind=kind, ref=ref, readers=1, at=NOON))


def _answers(memory: Memory, flavour: Flavour, seated: list[str]) -> None:
    """Enough answers to every kind of question that digests have something to say."""
    for number, person in enumerate(seated[:9]):
        answer = (Rsvp.YES, Rsvp.PART, Rsvp.UNSURE, Rsvp.NO)[number % 4]
        memory.replies.save(
            Reply(session_id="s02", person_id=person, answer=answer, at=NOON, by=person)
        )
        words = flavour.wrote(f"What mattered was the call on day {number}.")
        for prompt in ("m02-pre-one", "m02-pre-outside", "m02-room", "takeaway"):
            _answered(memory, prompt, person, words)
        _answered(memory, "heard", person, "4", number=4)
        if number < 3:
            _answered(memory, "m02-post-clear", person, "2", number=2)


def _answered(
    memory: Memory, prompt: str, person: str, text: str, *, number: int | None = None
) -> None:
    id = f"s02:{prompt}:{person}"
    at = NOON - timedelta(hours=1)
    asking = {"id": id, "session_id": "s02", "prompt": prompt, "person_id": person}
    memory.askings.save(Asking(state="answered", **asking))
    seen = "community" if number is None else "anonymous"
    memory.responses.save(
        Response(text=text, visibility=seen, at=at, number=number, signed="name", **asking)
    )
