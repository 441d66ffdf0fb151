"""Asking the group about its hours: everybody says what works, until it closes; what came of it is told to all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.ballots import FEWEST
from bot.domain.civil_time import at_local_hour, next_local_hour
from bot.domain.effects import Duty, Effect
from bot.domain.errors import FacilitationError, NoSuchThing, TooLate
from bot.domain.hour_polls import HourPoll, HourVote, PollState, Says, counted, vote_id
from bot.domain.languages import say as in_words
from bot.domain.onlookers import Thing
from bot.domain.roster import FEWER, GUEST, ONCE, Participant
from bot.facilitation.agreed import NotForYou
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe, touch, touch_all, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import hour_polls as words
from bot.voice import hours_came
from bot.voice.message import Message
from bot.voice.words import one_line

ASKED, REMINDER, CAME, CLOSES = "hours-asked", "hours-reminder", "hours-came", "hours-close"
USUAL, SOONEST, LATEST = timedelta(days=7), timedelta(days=2), timedelta(days=28)
BEFORE_THE_END = timedelta(days=2)  # when whoever has not said anything is reminded, once
LONGEST = 300


class AskedAlready(FacilitationError):
    """The group is asked about its hours at this moment, or it waits for your decision: /convene hours shows it."""


class NotThen(FacilitationError):
    """People need two days at least to answer, and four weeks are enough. Choose a day between."""


class OverAlready(TooLate):
    """The group is not asked about these hours any more. What came of it is told to everyone."""


def takes_part(person: Participant) -> bool:
    """Whether the hours are theirs to speak of: not a guest's, and not of whoever comes for somebody this once."""
    return person.standing not in {"left", ONCE} and person.role != GUEST


def newest(setting: Setting) -> HourPoll | None:
    """What the group was asked last."""
    return max(setting.memory.hour_polls.find(), key=lambda poll: poll.at, default=None)


def poll_of(setting: Setting, id: str) -> HourPoll:
    poll = setting.memory.hour_polls.seek(id)
    if poll is None:
        raise NoSuchThing(what="asking about hours", name=id, hint=words.LOOK)
    return poll


def closing(setting: Setting, person: Participant, day: date | None = None) -> datetime:
    """When it closes: at the usual hour of whoever asks, on this day, or a week from now. Raises NotThen."""
    at = at_local_hour(day, 0, person.zone) if day else setting.now + USUAL
    closes = next_local_hour(at, person.zone, setting.rules)
    if not SOONEST <= closes - setting.now <= LATEST:
        raise NotThen
    return closes


def none_waits(setting: Setting) -> None:
    """One thing is asked at a time. Raises AskedAlready."""
    poll = newest(setting)
    if poll and poll.undecided:
        raise AskedAlready


def put(setting: Setting, poll: HourPoll) -> HourPoll:
    """Ask everybody who takes part, each once, and remind each once who says nothing."""
    poll = replace(poll, id=f"h{setting.memory.numbers.next('hour-poll')}")
    setting.memory.hour_polls.save(poll)
    facts = {"poll": poll.id}
    setting.memory.duties.plan(
        Duty(key=f"{CLOSES}:{poll.id}", kind=CLOSES, facts=facts, due_at=poll.closes_at)
    )
    for person in asked_of(setting):
        owe(
            setting,
            ASKED,
            f"{ASKED}:{poll.id}:{person.id}",
            person,
            facts,
            expires_at=poll.closes_at,
        )
        _owe_reminder(setting, poll, person)
    for person in setting.people.values():
        touch_home(setting, person.id)
    trace(setting, poll.by, "asked the group about its hours", poll.id)
    return poll


def asked_of(setting: Setting) -> list[Participant]:
    """Who hears of it from us: whoever takes part, and is not away."""
    return [p for p in setting.people.values() if takes_part(p) and p.wants_messages]


def _owe_reminder(setting: Setting, poll: HourPoll, person: Participant) -> None:
    at = next_local_hour(poll.closes_at - BEFORE_THE_END, person.zone, setting.rules)
    if setting.now + SOONEST <= at < poll.closes_at:
        key = f"{REMINDER}:{poll.id}:{person.id}"
        owe(setting, REMINDER, key, person, {"poll": poll.id}, at=at, expires_at=poll.closes_at)


def vote_of(setting: Setting, poll: HourPoll, person_id: str) -> HourVote | None:
    return setting.memory.hour_votes.seek(vote_id(poll.id, person_id))


def say(desk: Desk, poll_id: str, way: str, says: Says, person_id: str) -> None:
    """What somebody says of one way. Raises OverAlready, NotForYou."""
    said_all(desk, poll_id, {way: says}, None, person_id)


def said_all(
    desk: Desk,
    poll_id: str,
    said: Mapping[str, Says],
    hard: str | None,
    person_id: str,
    *,
    by: str = "",
) -> HourVote:
    """What somebody says of several ways, in place of what they said before, and what makes it hard (None: as it was).

    `by` is the facilitator who notes it for them. Raises OverAlready, NotForYou.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        poll, person = asked_here(setting, poll_id, person_id)
        known = {key: str(says) for key, says in said.items() if poll.way(key)}
        old = vote_of(setting, poll, person.id)
        vote = old or HourVote(
            id=vote_id(poll.id, person.id), poll_id=poll.id, person_id=person.id, at=setting.now
        )
        vote = replace(vote, said={**vote.said, **known}, at=setting.now, noted_by=by)
        if hard is not None:
            vote = replace(vote, hard=one_line(hard, LONGEST))
        memory.hour_votes.save(vote)
        for kind in (ASKED, REMINDER):
            touch(setting, f"{kind}:{poll.id}:{person.id}")
        touch_home(setting, person.id)
        return vote


def still_asked(setting: Setting, poll_id: str) -> HourPoll:
    """An asking that is open. Raises OverAlready."""
    poll = poll_of(setting, poll_id)
    if poll.state is not PollState.OPEN or poll.closes_at <= setting.now:
        raise OverAlready
    return poll


def asked_here(setting: Setting, poll_id: str, person_id: str) -> tuple[HourPoll, Participant]:
    """An asking that is open, and somebody who may speak of it. Raises OverAlready, NotForYou."""
    poll, person = still_asked(setting, poll_id), setting.person(person_id)
    if not takes_part(person):
        raise NotForYou
    return poll, person


def look(setting: Setting, duty: Duty) -> None:
    """Its time is over: what was said is counted and told."""
    poll = setting.memory.hour_polls.seek(duty.facts["poll"])
    if poll and poll.state is PollState.OPEN:
        _close(setting, poll)


def close(desk: Desk, poll_id: str, *, by: str) -> HourPoll:
    """A facilitator closes it before its time. Raises OverAlready."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        setting.allowed(by)
        poll = still_asked(setting, poll_id)
        memory.duties.cancel(f"{CLOSES}:{poll.id}")
        trace(setting, by, "closed the asking about hours", poll.id)
        return _close(setting, poll)


def _close(setting: Setting, poll: HourPoll) -> HourPoll:
    votes = votes_now(setting, poll)
    closed = replace(
        poll, state=PollState.CLOSED, counts=counted(poll.ways, votes), answered=len(votes)
    )
    setting.memory.hour_polls.save(closed)
    for kind in (ASKED, REMINDER):
        setting.memory.effects.cancel(f"{kind}:{poll.id}:", "it is closed")
        touch_all(setting, f"{kind}:{poll.id}:")
    tell_result(setting, closed, "")
    for person in setting.people.values():
        touch_home(setting, person.id)
    return closed


def tell_result(setting: Setting, poll: HourPoll, turn: str, *, but: str = "") -> None:
    """Owe everyone a word on what was said, and what becomes of it."""
    for person in asked_of(setting):
        if person.id != but:
            key = ":".join(filter(None, [CAME, poll.id, turn, person.id]))
            facts = {"poll": poll.id, "decided": not poll.undecided}
            owe(setting, CAME, key, person, facts)


def votes_now(setting: Setting, poll: HourPoll) -> list[HourVote]:
    """What was said by those who still take part."""
    found = setting.memory.hour_votes.find(poll_id=poll.id)
    people = setting.some([vote.person_id for vote in found])
    return [
        v for v in found if v.said and v.person_id in people and takes_part(people[v.person_id])
    ]


def live(setting: Setting, poll: HourPoll) -> HourPoll:
    """The same, of those sessions alone that are still as they were when it was asked, and ahead."""
    as_asked = {
        (s.id, s.moves) for s in setting.sessions() if not s.cancelled and s.starts_at > setting.now
    }
    ways = [
        replace(way, hours=tuple(h for h in way.hours if (h.session_id, h.moves) in as_asked))
        for way in poll.ways
    ]
    return replace(poll, ways=tuple(ways)) if all(way.hours for way in ways) else poll


def seen_by(setting: Setting, poll: HourPoll, person: Participant) -> words.Seen:
    """All that one person sees of it."""
    hosts = may_see(setting, person, Thing.HOURS)
    vote = vote_of(setting, poll, person.id)
    if poll.state is PollState.OPEN:
        poll = live(setting, poll)
    return words.Seen(
        poll=poll,
        person=person,
        vote=vote,
        asker=_name(setting, poll.by),
        noted=_name(setting, vote.noted_by) if vote else "",
        least=max(FEWEST, setting.plan.min_group_for_breakdown),
        decider=_name(setting, poll.decided_by),
        said=named(setting, poll) if hosts else None,
    )


def named(setting: Setting, poll: HourPoll) -> list[tuple[HourVote, str]]:
    """What was said, each with the name of who said it: for facilitators."""
    votes = votes_now(setting, poll)
    return [(vote, _name(setting, vote.person_id)) for vote in votes]


def _name(setting: Setting, person_id: str) -> str:
    person = setting.one(person_id) if person_id else None
    return person.name if person else ""


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """The ways in one's own hours, each with what one may say of it."""
    poll = poll_of(setting, effect.payload["poll"])
    if not effect.remote_id and (poll.state is not PollState.OPEN or not takes_part(person)):
        return Drop(why="it is closed")
    return words.asked(seen_by(setting, poll, person))


def reminder(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """One quiet word to whoever has not said anything."""
    poll = poll_of(setting, effect.payload["poll"])
    vote = vote_of(setting, poll, person.id)
    waits = poll.state is PollState.OPEN and takes_part(person) and person.standing != FEWER
    if not effect.remote_id and (not waits or (vote and vote.said)):
        return Drop(why="they have said it, or it is closed")
    return words.reminder(seen_by(setting, poll, person))


def came(setting: Setting, effect: Effect, person: Participant) -> Message:
    """What all said, and what becomes of it."""
    seen = seen_by(setting, poll_of(setting, effect.payload["poll"]), person)
    return hours_came.came(seen, later=not effect.payload["decided"])


def open_for(setting: Setting, person: Participant) -> words.Seen | None:
    """What the group is asked at this moment, as this person sees it; for the Home page."""
    found = setting.memory.hour_polls.find(state=PollState.OPEN)
    ask = next((poll for poll in found if poll.closes_at > setting.now), None)
    return seen_by(setting, ask, person) if ask and takes_part(person) else None


def needs(setting: Setting) -> list[str]:
    """That the group has said which hours suit it, and facilitators are to decide."""
    return (
        [in_words(words.DECIDE)] if setting.memory.hour_polls.find(state=PollState.CLOSED) else []
    )
