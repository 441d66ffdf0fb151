"""Evidence of a month in which everything went as it should, made by hand: tests break one thing at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.almanac import due_at, kindly_at, next_hour
from bot.demo.community import Community, community_for
from bot.demo.diary import Answered, Diary, Said
from bot.demo.evidence import Books, Ending, Evidence, Held, Wire, ZoomKept
from bot.demo.expected import notices_due, questions_due
from bot.demo.letters import Letter
from bot.demo.wish import Wish
from bot.domain.answers import Reply, Response, Rsvp
from bot.domain.effects import Effect, State
from bot.domain.followup import ActionItem
from bot.domain.sessions import Room, RoomPlan
from bot.facilitation.steps import opaque
from tests.demo.small import small_roster

NO_ONE = "p001"
AGREED = "Ring the ward"


def community(folder: Path) -> Community:
    return community_for(Wish(roster=small_roster(folder)))


def perfect(community: Community) -> Evidence:
    """One virtual session: one person said no, twelve sit in two rooms, one agreed on an action."""
    evidence = replace(_bare(community), held=(_held(community),), books=_books(community))
    letters = tuple(sorted(_letters(evidence), key=lambda letter: letter.at))
    numbered = tuple(replace(letter, n=n) for n, letter in enumerate(letters, 1))
    effects = tuple(_effect(n, letter) for n, letter in enumerate(numbered, 1))
    return replace(evidence, letters=numbered, books=replace(evidence.books, effects=effects))


def _bare(community: Community) -> Evidence:
    return Evidence(
        community=community, begins=community.begins, ends=community.ends, diary=_diary(community),
        letters=(), held=(), books=_books(community),
        wire=Wire(
            violations=(), doubled=(), lost=(), mishaps=(), slow=(), host_links=("zak.secret",),
            faults={}, calls={"slack chat.postMessage": 1},
        ),
        ending=Ending(owed={"due": 0, "sending": 0, "unknown": 0, "dead": 0}, status=0, log="",
                      files=b"", shown={2: "Room 1 Room 2"}),
    )  # fmt: skip


def _diary(community: Community) -> Diary:
    early = community.begins + timedelta(days=6)
    diary = Diary(told={1: community.sessions[0].starts_at - timedelta(days=3)})
    diary.said.append(Said(at=early, person=NO_ONE, month=2, answer="no"))
    diary.started[2] = "302 https://zoom.example.org/s/86000000001?zak=zak.secret"
    diary.answered.append(
        Answered(at=early, person="p005", asking="s02:m02-pre-outside:p005", text="A call.")
    )
    diary.actions.append(AGREED)
    return diary


def seated(community: Community) -> list[str]:
    return [p.id for p in community.seatable if p.id != NO_ONE]


def _rooms(community: Community) -> tuple[Room, ...]:
    """Two lay people and more in each; whoever comes first hosts."""
    lay = [p for p in seated(community) if community.people[p].is_lay]
    rest = [p for p in seated(community) if p not in lay]
    half = len(rest) // 2
    people = ([*rest[:half], *lay[:3]], [*rest[half:], *lay[3:]])
    return tuple(
        Room(name=f"Room {n}", people=tuple(each), host=each[0], scribe=each[1])
        for n, each in enumerate(people, 1)
    )


def _held(community: Community) -> Held:
    session, rooms = community.sessions[0], _rooms(community)
    plan = RoomPlan(session_id="s02", version=1, rooms=rooms, state="published")
    kept = {r.name: frozenset(_addresses(community, r)) for r in rooms}
    return Held(
        session=session, rooms=plan, versions=(plan,), zoom_calls={"create": 1},
        meetings=(ZoomKept(id=86000000001, starts_at=session.starts_at, rooms=kept),),
        read={p: f"Your room is {r.name}, with others." for r in rooms for p in r.people},
    )  # fmt: skip


def _addresses(community: Community, room: Room) -> set[str]:
    return {community.people[p].zoom_email.casefold() for p in room.people} - {""}


def _books(community: Community) -> Books:
    early = community.begins + timedelta(days=6)
    no = Reply(session_id="s02", person_id=NO_ONE, answer=Rsvp.NO, at=early, by=NO_ONE)
    answer = Response(
        id="s02:m02-pre-outside:p005", session_id="s02", prompt="m02-pre-outside", person_id="p005",
        text="A call.", visibility="organisation", at=early,
    )  # fmt: skip
    action = ActionItem(id="a1", what=AGREED, owner="p007", by="p007", at=early + timedelta(days=9))
    return Books(
        effects=(),
        replies=(no,),
        responses=(answer,),
        actions=(action,),
        subgroups=(),
        artefacts=(),
        withheld=(),
        stories=(),
    )


def _letters(evidence: Evidence) -> list[Letter]:
    community, session = evidence.community, evidence.community.sessions[0]
    rules = community.plan.reminders
    found = [
        letter("welcome", f"welcome:{p.id}", next_hour(evidence.begins, p.zone, rules), p.id)
        for p in community.people.values()
    ]
    found += [
        letter(
            "prompt",
            f"ask:{d.asking}",
            d.at,
            d.person,
            words=_asked(evidence, d.month, d.prompt, d.subject),
        )
        for d in questions_due(evidence)
    ]
    found += [
        letter("notice", f"s{n.month:02}:notice:{n.number}:{n.person}", n.at, n.person)
        for n in notices_due(evidence)
    ]
    for person in community.facilitators:
        at = next_hour(session.starts_at - timedelta(days=1), person.zone, rules)
        found.append(letter("digest", f"s02:digest:{person.id}", at, person.id))
        later = next_hour(session.ends_at + timedelta(days=3), person.zone, rules)
        found.append(letter("synthesis", f"s02:synthesis:{person.id}", later, person.id))
    return _together(found)


def _together(found: list[Letter]) -> list[Letter]:
    """What comes to one person at one hour comes in one message."""
    leads: dict[tuple[str, datetime], Letter] = {}
    for one in found:
        leads.setdefault((one.person, one.at), one)
    marks = {key: lead.mark for key, lead in leads.items()}
    return [
        replace(one, mark=marks[one.person, one.at], carried=one is not leads[one.person, one.at])
        for one in found
    ]


def _asked(evidence: Evidence, month: int, key: str, subject: str) -> str:
    title = next(g.title for g in evidence.community.calendar if g.month == month)
    facts = {"session_title": title, "action_title": AGREED if subject else ""}
    prompt = evidence.community.plan.prompt(month, key)
    return filled(prompt.text, facts)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A prompt's words with something in every blank."""
    parts = text.replace("}", "{").split("{")
    return "".join(
        part if n % 2 == 0 else facts.get(part) or "something" for n, part in enumerate(parts)
    )


def letter(kind: str, key: str, at: datetime, person: str, *, words: str = "") -> Letter:
    return Letter(
        n=0,
        at=at,
        person=person,
        channel=f"D{person}",
        kind=kind,
        key=key,
        mark=opaque(key),
        words=words or key,
    )


def _effect(number: int, letter: Letter) -> Effect:
    return Effect(
        id=number, key=letter.key, kind=letter.kind, target=letter.person, not_before=letter.at,
        try_at=letter.at, expires_at=letter.at + timedelta(days=10), state=State.DONE, remote_id="D1:1.0",
    )  # fmt: skip


__all__ = ["community", "due_at", "filled", "kindly_at", "letter", "perfect", "seated"]
