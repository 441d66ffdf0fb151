"""A small community in the middle of its second month: people, sessions, rooms, and a little that was said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.agreed import Remark
from bot.domain.answers import Asking, Response, Told
from bot.domain.artefacts import Writing
from bot.domain.calendar import sessions_of
from bot.domain.calls import Call
from bot.domain.delegates import Delegate
from bot.domain.effects import Owed
from bot.domain.followup import ActionItem, Branch, HelpWanted, Progress, Subgroup
from bot.domain.guests import Guest, Standing
from bot.domain.hand_over import HandOver, Held
from bot.domain.hour_polls import NOW, ROTATION, Count, Hour, HourPoll, PollState, Way
from bot.domain.leaves import Leave
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.parts import Part, Turn, turn_id
from bot.domain.programme import Note, Programme
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan
from bot.domain.stories import Carried, Story
from bot.domain.synthesis import Sentence, Synthesis
from bot.facilitation.setting import PROGRAMME
from bot.files.defaults import default_plan_path
from bot.main import plan_from
from bot.ports import Desk, Memory
from tests.seated import roster

NOON = datetime(2027, 2, 15, 12, 0, tzinfo=UTC)  # a Monday, two days before the second session
BEGAN = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)
SEATS = 6


@dataclass(frozen=True)
class OnlyNamed:
    """A place to meet that is spoken of and never asked for anything."""

    place: MeetingPlace = ZOOM


def londoners() -> list[Participant]:
    """The sample's people, all by London's clock: it is noon for everyone, and nobody sleeps."""
    return [replace(person, zone="Europe/London") for person in roster()]


def seated() -> list[str]:
    return [person.id for person in londoners() if not person.facilitates]


def settle_in(desk: Desk, people: list[Participant] | None = None) -> None:
    """Write down the community, its programme and its rooms."""
    with desk.store.begin() as memory:
        for person in people if people is not None else londoners():
            memory.people.save(person)
        begin_programme(memory)
        memory.plans.add(rooms("s02", state="published"))
        memory.plans.add(rooms("s03", state="proposed"))
        talk(memory)


def begin_programme(memory: Memory) -> None:
    text = default_plan_path().read_text(encoding="utf-8")
    memory.programmes.save(
        Programme(id=PROGRAMME, plan_text=text, start_year=2027, start_month=1, loaded_at=BEGAN)
    )
    for session in sessions_of(plan_from(text), start=(2027, 1)):
        memory.sessions.save(session)
    memory.told.save(Told(session_id="s01", text="The letter is shorter.", by="p014", at=NOON))


def rooms(session_id: str, *, state: str) -> RoomPlan:
    everyone = seated()
    groups = [everyone[n : n + SEATS] for n in range(0, len(everyone), SEATS)]
    drawn = [
        Room(name=f"Room {number}", people=tuple(group), host=group[0], scribe=group[1])
        for number, group in enumerate(groups, 1)
    ]
    return RoomPlan(session_id=session_id, version=1, rooms=tuple(drawn), state=state, at=NOON)


def talk(memory: Memory) -> None:
    """An action, two branches, three subgroups, a call, and a few words that were written freely."""
    one, two, three, *others = seated()
    action = {"what": "Ring the ward", "owner": one, "by": two, "at": NOON}
    memory.actions.save(ActionItem(id="a1", due=date(2027, 3, 3), subgroup_id="g1", **action))
    memory.actions.save(ActionItem(id="a2", state=Progress.PROPOSED, **action))
    memory.remarks.save(Remark(id="k1", what="aim", version=1, text="Plainer?", by="p020", at=NOON))
    ask_about_hours(memory)
    memory.help_wanted.save(HelpWanted(id="h1", action_id="a1", words="Who knows?", at=NOON))
    memory.branches.save(
        Branch(id="b1", idea="Texts first", by=one, at=NOON, takers=(two, three, others[0]))
    )
    group = {"purpose": "Texts first", "convenor": one, "at": NOON, "ends_on": date(2027, 6, 15)}
    few, many = (one, two, three), tuple(seated()[:12])
    memory.subgroups.save(Subgroup(id="g1", name="Texts first", members=few, **group))
    memory.subgroups.save(Subgroup(id="g2", name="Texts for three", members=few, **group))
    memory.subgroups.save(Subgroup(id="g3", name="Texts for twelve", members=many, **group))
    ada = Guest(id="g1", session_id="s02", slot="", name="Ada", email="ada@guests.example",
                zone="Europe/London", at=NOON, by="p014", in_slack=True)  # fmt: skip
    memory.guests.save(replace(ada, state=Standing.RELIEVED))
    memory.guests.save(replace(ada, id="g2", name="Bo", instead_of="g1"))
    memory.calls.save(Call(id="c1", person_id=one, at=NOON, text="May I talk to someone?"))
    memory.notes.save(Note(id="heard:m1", text="h1"))
    memory.sealed.keep("h1", 1, "We rang on day three.")
    stories(memory)


def ask_about_hours(memory: Memory, word: str = "Say it as it is.") -> None:
    """The group is asked about the hours of two sessions; before, it was asked twice: nothing and something changed."""
    two = [
        Hour(session_id=one.id, moves=0, wall=one.wall, zone=one.zone, minutes=90)
        for one in (memory.sessions.get("s03"), memory.sessions.get("s05"))
    ]
    later = [replace(hour, wall=f"{hour.wall[:11]}23:30") for hour in two]
    ways = (
        Way(key=NOW, hours=tuple(two), worst=36, total=74),
        Way(key=ROTATION, hours=tuple(later), worst=20, total=83),
    )
    ends = NOON + timedelta(days=5)
    poll = HourPoll(id="h1", ways=ways, word=word, by="p014", at=NOON, closes_at=ends)
    memory.hour_polls.save(poll)
    counts = (Count(key=NOW, works=9, hard=3, cannot=2), Count(key=ROTATION, works=14))
    over = replace(poll, at=BEGAN, closes_at=BEGAN, counts=counts, answered=14, decided_by="p014")
    kept = replace(over, id="h2", state=PollState.KEPT, why=word)
    memory.hour_polls.save(kept)
    memory.hour_polls.save(replace(over, id="h3", state=PollState.TAKEN, taken=ROTATION))


def stories(memory: Memory) -> None:
    """Stories of one teller: as told, one that may go further, one that is gone, and one for everyone."""
    told = {"person_id": seated()[0], "told_at": NOON, "session_id": "s02"}
    for story in (
        Story(id="y1", **told),
        Story(id="y2", wish="community", **told),
        Story(id="y3", **told).taken_back(NOON),
        Story(id="y4", wish="community", further_at=NOON, **told),
    ):
        memory.stories.save(story)
    carried = {"story_id": "y3", "kind": "synthesis", "ref": "one", "readers": 1}
    memory.carried.save(Carried(id="y3:one", at=NOON, **carried))


def made_sense(memory: Memory, author: str) -> None:
    """Somebody answered, and what was made of it is published."""
    answer = asked(memory, "takeaway", author)
    said = {"session_id": "s02", "prompt": "takeaway", "person_id": author, "text": "The call."}
    memory.responses.save(Response(id=answer, visibility="community", at=NOON, **said))
    sentence = Sentence(theme="theme1", text="A call helped.", answers=(answer,))
    made = {"session_id": "s02", "by": "p014", "at": NOON, "state": "published"}
    memory.syntheses.save(Synthesis(id="s02:v1", version=1, sentences=(sentence,), **made))


def asked_leave(memory: Memory, author: str) -> str:
    """Somebody answered for a few, and a facilitator asks whether it may go to everyone; the answer's id."""
    answer = asked(memory, "branch", author)
    said = {"session_id": "s02", "prompt": "branch", "person_id": author, "text": "The forms."}
    memory.responses.save(Response(id=answer, visibility="organisation", at=NOON, **said))
    leave = {"session_id": "s02", "person_id": author, "by": "p014", "at": NOON, "version": 1}
    memory.leaves.save(Leave(id=answer, **leave))
    return answer


def let_go(memory: Memory, to: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """Somebody has left, with an action that another is asked to take on, and a story; what is said of it."""
    gone, asked_now = to["leaver-asked"], to["hand-over-asked"]
    memory.people.save(replace(memory.people.get(gone), standing="left"))
    memory.stories.save(Story(id="y8", person_id=gone, told_at=NOON))
    held = {"person_id": gone, "kind": Held.ACTION, "about": "a1", "at": NOON, "by": "p014"}
    asking = HandOver(id="h1", **held).asking(asked_now, "p014")
    memory.hand_overs.save(asking)
    return {
        "hand-over": {"person": gone},
        "hand-over-asked": {"item": "h1", "turn": asking.turn},
        "leaver-asked": {},
    }


def goes_round(memory: Memory, to: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """Somebody is asked for a part in the session, the other one is open; somebody comes for another."""
    person, about = to["part-asked"], {"session": "s02"}
    id = turn_id("s02", Part.WELCOMER, person)
    facts = {"session_id": "s02", "part": Part.WELCOMER, "person_id": person, "at": NOON}
    memory.turns.save(Turn(id=id, **facts))
    made = {"session_id": "s02", "delegate_id": to["delegate"], "at": NOON, "by": "p014"}
    memory.delegates.save(Delegate(person_id=to["welcome"], **made))
    return {
        "part-asked": {**about, "turn": id},
        "parts-open": about,
        "delegate": {**about, "of": f"s02:{to['welcome']}"},
    }


def list_grows(memory: Memory, lead: str) -> None:
    """Three things were added to the priority of somebody's organisation, and none came off."""
    owner = f"organisation:{memory.people.get(lead).organisation}"
    made = {"artefact": "priority-statement", "owner": owner, "field": "additions", "by": lead}
    for number in range(1, 4):
        words = {"version": number, "number": 1, "text": f"+ One more, number {number}"}
        memory.writings.save(Writing(id=f"w{number}", at=NOON, **made, **words))


def asked(memory: Memory, prompt: str, person: str, *, session: str = "s02") -> str:
    """A prompt put to a person, by the id of its asking."""
    asking = Asking(
        id=f"{session}:{prompt}:{person}", session_id=session, prompt=prompt, person_id=person
    )
    memory.askings.save(asking)
    return asking.id


def readied(desk: Desk, **when: object) -> str:
    """A few words owed to somebody, with these instants; their key."""
    owed = {
        "key": "words",
        "kind": "trouble",
        "target": seated()[0],
        "payload": {"words": "Hello."},
    }
    with desk.store.begin() as memory:
        assert memory.effects.owe(Owed(**owed | when))  # type: ignore[arg-type]
    return "words"
