"""Prompts put to people, and what they answered."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Rsvp(StrEnum):
    YES = "yes"
    PART = "part"
    UNSURE = "unsure"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """Whether a person comes to a session. `by` is who wrote it down: the person or a facilitator.

    `rounds` are the keys of those stretches of its agenda they come for, where they said which part.
    """

    session_id: str
    person_id: str
    answer: Rsvp
    at: datetime
    by: str
    rounds: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.session_id}:{self.person_id}"

    @property
    def comes(self) -> bool:
        return self.answer is not Rsvp.NO


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One prompt put to one person. `subject` is the action it asks about, where it asks about one.

    `state` is open, answered, declined (not this time), later or closed. `choices` are those it was put with, where
    they come from elsewhere; `reworded_by` is who put it more clearly after it had left.
    """

    id: str
    session_id: str
    prompt: str
    person_id: str
    subject: str = ""
    state: str = "open"
    asked_at: datetime | None = None
    reminded_at: datetime | None = None
    choices: tuple[str, ...] = ()
    reworded_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Response:
    """One person's answer, in the words and the language it was given in.

    `id` is the asking's. `visibility` is who may see it; `signed` is name, first or none.
    `number` is the value of a scale, `late` is true where it came after the session, `room` where it was written.
    `noted_by` is who wrote it down for them, as they said it on the telephone. `after` names the draft that had been
    made when it was last written (digest, synthesis): it is shown in the next one.
    """

    id: str
    session_id: str
    prompt: str
    person_id: str
    text: str
    visibility: str
    at: datetime
    subject: str = ""
    number: int | None = None
    signed: str = "name"
    version: int = 1
    late: bool = False
    room: str = ""
    noted_by: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What somebody allowed for a story or an answer of theirs, at which version, in which words of ours."""

    id: str
    response_id: str
    version: int
    scope: str
    signed: str
    wording: str
    given_at: datetime
    by: str
    withdrawn_at: datetime | None = None

    def withdrawn(self, at: datetime) -> "Consent":
        return replace(self, withdrawn_at=at)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of what people told us: a facilitator's words about one session."""

    session_id: str
    text: str
    by: str
    at: datetime
