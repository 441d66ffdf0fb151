"""What people should have been asked, and when, reckoned from the plan and the people alone."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.demo.almanac import Gathering, due_at, kindly_at
from bot.demo.community import Community
from bot.demo.evidence import Evidence
from bot.demo.habits import NO
from bot.demo.parting import over_by
from bot.demo.patterns import pattern_of
from bot.domain.programme import Prompt, PromptType, When
from bot.domain.roster import Participant
from bot.domain.sessions import RoomPlan

MAKES_SENSE = timedelta(days=10)  # for so long after it fell due a question may still be put
SLACK_TIME = timedelta(minutes=10)
A_DAY = timedelta(days=1)  # in which an hour strikes everywhere
TOLD_BLANK = "you_said_we_did"


@dataclass(frozen=True, kw_only=True)
class Due:
    """Somebody is to be asked something at their own hour. `pattern` is how it reads.

    `sure`: nothing may keep it back but its expiry. `late`: they came to belong to those asked only after its hour,
    and may be asked or not.
    """

    person: str
    month: int
    prompt: str
    at: datetime
    until: datetime
    pattern: re.Pattern[str]
    subject: str = ""
    sure: bool = True
    late: bool = False

    @property
    def asking(self) -> str:
        return ":".join(filter(None, [f"s{self.month:02}", self.prompt, self.person, self.subject]))


def busy_instants(community: Community) -> list[datetime]:
    """When many people are written to at once."""
    rules, found = community.plan.reminders, set()
    for session in community.sessions:
        for prompt in community.plan.prompts_of(session.month):
            if prompt.send is not None:
                found |= {kindly_at(session, prompt.send, z, rules) for z in community.zones}
    return sorted(at for at in found if community.begins < at < community.ends)


def questions_due(evidence: Evidence) -> list[Due]:
    """Every question that fell due while the community lived, to everyone it was meant for."""
    return [
        due
        for session in evidence.community.calendar
        if session.ends_at > evidence.begins
        for prompt in evidence.community.plan.prompts_of(session.month)
        for due in _of_prompt(evidence, session, prompt)
        if evidence.begins <= due.at <= evidence.ends
    ]


def _of_prompt(evidence: Evidence, session: Gathering, prompt: Prompt) -> Iterator[Due]:
    if prompt.round:
        yield from _in_rooms(evidence, session, prompt)
    elif prompt.send is None or (prompt.use == "rooms" and prompt.type is PromptType.NOTICE):
        return
    elif "action_owner" in prompt.audience:
        yield from _of_actions(evidence, session, prompt)
    else:
        yield from _of_people(evidence, session, prompt)


def _of_people(evidence: Evidence, session: Gathering, prompt: Prompt) -> Iterator[Due]:
    told = evidence.diary.told.get(session.month - 1)
    waits = TOLD_BLANK in prompt.text
    if waits and told is None:
        return
    for person in evidence.community.people.values():
        at = _hour(evidence, session, prompt, person)
        at = max(at, told) if waits and told else at
        if at >= _until(session, prompt, at) or not evidence.begins <= at <= evidence.ends:
            continue
        if _is_meant(evidence, session, prompt, person, at):
            yield _due(session, prompt, person, at)
        elif _is_meant(evidence, session, prompt, person, at + A_DAY):
            yield replace(_due(session, prompt, person, at), late=True)


def _hour(evidence: Evidence, session: Gathering, prompt: Prompt, person: Participant) -> datetime:
    if prompt.send is None:
        raise ValueError(f"{prompt.key} has no hour of its own")
    return kindly_at(session, prompt.send, person.zone, evidence.community.plan.reminders)


def _until(session: Gathering, prompt: Prompt, at: datetime) -> datetime:
    return session.starts_at if prompt.when is When.PRE else at + MAKES_SENSE


def _due(
    session: Gathering, prompt: Prompt, person: Participant, at: datetime, **facts: str
) -> Due:
    known = {"session_title": session.title, **facts}
    subject = known.pop("subject", "")
    return Due(
        person=person.id, month=session.month, prompt=prompt.key, at=at, subject=subject,
        until=_until(session, prompt, at), pattern=pattern_of(prompt.text, **known),
        sure=not prompt.round,
    )  # fmt: skip


def _is_meant(
    evidence: Evidence, session: Gathering, prompt: Prompt, person: Participant, at: datetime
) -> bool:
    seldom = prompt.optional and evidence.diary.wants_fewer(person.id, at)
    if seldom or not evidence.diary.wants_messages(person.id, at):
        return False
    return any(_belongs(evidence, session, key, person, at) for key in prompt.audience) or (
        "told_story" in prompt.audience and _told_story(evidence, session, prompt, person, at)
    )


def _belongs(
    evidence: Evidence, session: Gathering, key: str, person: Participant, at: datetime
) -> bool:
    if key in CIRCLES:
        return CIRCLES[key](evidence, session, person, at)
    return person.role == key


def _seatable(evidence: Evidence, session: Gathering, person: Participant, at: datetime) -> bool:
    return person in evidence.community.seatable


def _attending(evidence: Evidence, session: Gathering, person: Participant, at: datetime) -> bool:
    """Whoever said so, and whoever said nothing but did not put the bot off."""
    said = evidence.diary.reply(session.month, person.id, by=at)
    comes = said != NO and bool(said or evidence.diary.wants_messages(person.id, at))
    return comes and person in evidence.community.seatable


def _seated(evidence: Evidence, session: Gathering, person: Participant, at: datetime) -> bool:
    """Who was there, as told by then; whoever had a seat where nobody has told."""
    told, held = (
        evidence.diary.was_there(session.month, person.id, at),
        evidence.held_in(session.month),
    )
    return bool(held and held.rooms and person.id in held.rooms.seated) if told is None else told


def _hosts(evidence: Evidence, session: Gathering, person: Participant, at: datetime) -> bool:
    held = evidence.held_in(session.month)
    return bool(held and held.rooms and person.id in {r.host for r in held.rooms.rooms})


def _leads(evidence: Evidence, session: Gathering, person: Participant, at: datetime) -> bool:
    """The first leader of an organisation whose manager is not of it."""
    first = next((p for p in _leaders(evidence.community, person.organisation)), None)
    return first == person


def _leaders(community: Community, organisation: str) -> Iterator[Participant]:
    inside = {
        p.email.casefold() for p in community.people.values() if p.organisation == organisation
    }
    for person in sorted(community.people.values(), key=lambda p: p.id):
        ours = person.organisation == organisation and person.role in community.plan.leaders
        if ours and person.line_manager.casefold() not in inside:
            yield person


def _convenes(evidence: Evidence, session: Gathering, person: Participant, at: datetime) -> bool:
    theirs = (s for s in evidence.books.subgroups if s.convenor == person.id)
    return any(s.at <= at and not (s.closed_at and s.closed_at <= at) for s in theirs)


def _nobody(evidence: Evidence, session: Gathering, person: Participant, at: datetime) -> bool:
    return False


CIRCLES: dict[str, Callable[[Evidence, Gathering, Participant, datetime], bool]] = {
    "all": _seatable,
    "attending": _attending,
    "attended": _seated,
    "room": _seated,
    "room_host": _hosts,
    "organisation_lead": _leads,
    "subgroup_lead": _convenes,
    "said_yes_but_absent": lambda e, s, who, at: e.diary.missed(s.month, who.id, at),
    "told_story": _nobody,
    "action_owner": _nobody,
}


def _told_story(
    evidence: Evidence, session: Gathering, prompt: Prompt, person: Participant, at: datetime
) -> bool:
    here = f"{session.id}:" if prompt.when is When.POST else ""
    return any(
        who == person.id and told <= at and asking.startswith(here)
        for told, who, asking in evidence.books.stories
    )


def _of_actions(evidence: Evidence, session: Gathering, prompt: Prompt) -> Iterator[Due]:
    """One question for each action that somebody has taken on by then and not ended."""
    for action in evidence.books.actions:
        person = evidence.community.people.get(action.owner)
        if person is None:
            continue
        at, taken = _hour(evidence, session, prompt, person), evidence.diary.taken_on(action)
        ended = evidence.diary.ended.get(action.id)
        closed = over_by(evidence)
        ended = min(filter(None, (ended, closed)), default=None)
        if taken is not None and taken <= at and (ended is None or ended > at):
            groups = {s.id: s.name for s in evidence.books.subgroups}
            where = groups.get(action.subgroup_id, "")
            facts = {"subject": action.id, "action_title": action.what, "subgroup_name": where}
            yield _due(session, prompt, person, at, **facts)


def _in_rooms(evidence: Evidence, session: Gathering, prompt: Prompt) -> Iterator[Due]:
    """In the last third of the round its question is put to each room's host and scribe."""
    held = evidence.held_in(session.month)
    spans = {key: begins + (ends - begins) * 2 / 3 for key, begins, ends in session.spans()}
    if held is None or held.rooms is None or prompt.round not in spans:
        return
    at = spans[prompt.round]
    for person_id in _keepers(held.rooms, only_host=set(prompt.audience) == {"room_host"}):
        person = evidence.community.people.get(person_id)
        theirs = person and _own_question(session, prompt.round, person) == prompt.key
        if person and theirs and evidence.diary.wants_messages(person_id, at):
            yield _due(session, prompt, person, at)


def _own_question(session: Gathering, key: str, person: Participant) -> str:
    """Of several questions of a round each is asked that of their role; whom none names, the last."""
    asked = [p for p in session.planned.prompts if p.round == key]
    return next((p.key for p in asked if person.role in p.audience), asked[-1].key)


def _keepers(rooms: RoomPlan, *, only_host: bool) -> Iterator[str]:
    """Each room's host, and its scribe where both are asked."""
    for room in rooms.rooms:
        yield from dict.fromkeys([room.host] if only_host else [room.host, room.scribe])


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Somebody is to be reminded of a session at their own hour."""

    person: str
    month: int
    number: int
    at: datetime


def notices_due(evidence: Evidence) -> list[Notice]:
    """Every day-level notice of a session that fell due, to everyone who comes and to the facilitators."""
    community, rules = evidence.community, evidence.community.plan.reminders
    every = [
        Notice(person=p.id, month=s.month, number=n, at=due_at(s, offset, p.zone, rules))
        for s in community.calendar
        for n, offset in enumerate(rules.session_notices)
        for p in community.people.values()
        if offset.day_level
    ]
    return [
        n for n in every if evidence.begins <= n.at <= evidence.ends and _is_reminded(evidence, n)
    ]


def _is_reminded(evidence: Evidence, notice: Notice) -> bool:
    person = evidence.community.people[notice.person]
    session = next(s for s in evidence.community.calendar if s.month == notice.month)
    if person.facilitates:
        return True
    awake = evidence.diary.wants_messages(person.id, notice.at)
    return awake and _attending(evidence, session, person, notice.at)


def matching(due: Due, words: Iterable[tuple[datetime, str]]) -> list[datetime]:
    """When words that read so came to this person, around the time at which they were due."""
    last = due.until + SLACK_TIME
    return [
        at
        for at, said in words
        if at <= last and at >= due.at - SLACK_TIME and due.pattern.search(said)
    ]
