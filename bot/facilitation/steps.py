"""The calls that leave for Slack and Zoom, each with its own way of finding out whether it was done already."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.effects import Effect, State
from bot.domain.meetings import Meeting, Visit
from bot.domain.pace import Pace
from bot.domain.roster import Participant
from bot.ports import Desk, Posted, Refused
from bot.voice.mail import BY_MAIL
from bot.voice.message import Message, View

NO_ACCOUNT = "no Slack account under the address on the roster"
CLOCKS_DIFFER = timedelta(hours=2)  # a machine's clock that was an hour wrong must double nothing


def opaque(key: str) -> str:
    """Our key as others may see it: the same for the same key, and telling nothing."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def came(effect: Effect) -> bool:
    """Whether it stands in Slack, or on the own page of somebody who is not there."""
    unreached = effect.state is State.CANCELLED and effect.last_error in {NO_ACCOUNT, BY_MAIL}
    return bool(effect.remote_id) or unreached


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a call brought back: the mark it left, whom it reached, and the meeting or troubles it told of."""

    mark: str
    member: str = ""
    meeting: Meeting | None = None
    troubles: dict[str, str] = field(default_factory=dict)
    visits: Sequence[Visit] = ()


@dataclass(frozen=True, kw_only=True)
class Drop:
    """Nothing leaves: it is no longer true, or there is nobody to tell. `why` is kept in the ledger."""

    why: str


Words = Message | Drop
GONE = Drop(why="no longer true when it was due")


@dataclass(frozen=True, kw_only=True)
class Postpone:
    """Not at this hour: at that instant. `briefly`: it is due all the same, and only waits for a moment."""

    until: datetime
    why: str = "it is night where the person lives"
    briefly: bool = False


class Step(Protocol):
    """One call. `carry` makes it; `found` looks whether it was made, None where it was not.

    `paces` is what the one or the other takes of how often the other side may be asked.
    """

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]: ...

    def carry(self, desk: Desk, effect: Effect) -> Outcome: ...

    def found(self, desk: Desk, effect: Effect) -> Outcome | None: ...


class Unreachable(Refused):
    """The person has no Slack account under the address on the roster."""

    def __init__(self) -> None:
        super().__init__(NO_ACCOUNT, code="no_account")


def member_of(desk: Desk, person: Participant) -> str:
    """The person's Slack id, looked up by address the first time."""
    if person.slack_id:
        return person.slack_id
    member = desk.messenger.look_up(person.email)
    if member is None:
        raise Unreachable
    return member.id


def look_up_paces(desk: Desk, *people: Participant) -> Sequence[Pace]:
    """What it takes to learn the Slack ids of those we do not know yet."""
    return [p for person in people if not person.slack_id for p in desk.messenger.paces("look_up")]


@dataclass(frozen=True, kw_only=True)
class Say:
    """A direct message to one person."""

    person: Participant
    message: Message

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        act = desk.messenger.paces(
            "find" if look else "post", to=self.person.slack_id or self.person.id
        )
        return [*look_up_paces(desk, self.person), *act]

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        member = member_of(desk, self.person)
        posted = desk.messenger.post(member, self.message, key=opaque(effect.key))
        return Outcome(mark=posted.mark, member=member)

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        member = member_of(desk, self.person)
        return _stands(desk, member, effect)


def _stands(desk: Desk, where: str, effect: Effect) -> Outcome | None:
    since = (effect.claimed_at or effect.not_before) - CLOCKS_DIFFER
    posted = desk.messenger.find(where, key=opaque(effect.key), since=since)
    return Outcome(mark=posted.mark, member=where) if posted else None


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Nothing of its own leaves: it stands in a message that others lead."""

    mark: str

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return ()

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        return Outcome(mark=self.mark)

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return Outcome(mark=self.mark)


@dataclass(frozen=True, kw_only=True)
class SayIn:
    """A message in a channel."""

    channel: str
    message: Message

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return desk.messenger.paces("find" if look else "post", to=self.channel)

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        return Outcome(
            mark=desk.messenger.post(self.channel, self.message, key=opaque(effect.key)).mark
        )

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return _stands(desk, self.channel, effect)


@dataclass(frozen=True, kw_only=True)
class Remove:
    """No message there any more. Doing it twice changes nothing."""

    mark: str

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return desk.messenger.paces("remove", to=Posted.at(self.mark).channel)

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        desk.messenger.remove(Posted.at(self.mark))
        return Outcome(mark=self.mark)

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return once_more(self, desk, effect)


def once_more(step: Step, desk: Desk, effect: Effect) -> Outcome | None:
    """To do it again is how to find out, as it changes nothing; but nothing leaves after its time."""
    over = effect.expires_at is not None and desk.clock.now() >= effect.expires_at
    return None if over else step.carry(desk, effect)


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Let a message that stands say something else. Doing it twice changes nothing."""

    mark: str
    message: Message

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return desk.messenger.paces("edit", to=Posted.at(self.mark).channel)

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        desk.messenger.edit(Posted.at(self.mark), self.message, key=opaque(effect.payload["of"]))
        return Outcome(mark=self.mark)

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return once_more(self, desk, effect)


@dataclass(frozen=True, kw_only=True)
class ShowHome:
    """A person's Home page as it is now. Doing it twice changes nothing."""

    person: Participant
    view: View

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return [
            *look_up_paces(desk, self.person),
            *desk.messenger.paces("show_home", to=self.person.slack_id),
        ]

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        member = member_of(desk, self.person)
        desk.messenger.show_home(member, self.view)
        return Outcome(mark=member, member=member)

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return once_more(self, desk, effect)


Rendered = Step | Drop | Postpone
Facts = dict[str, Any]
