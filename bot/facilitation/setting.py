"""What a use case finds on the table: the plan, the people and the hour, read once per transaction."""

from collections.abc import Collection
from copy import copy
from functools import cached_property

from bot.domain.agendas import with_agendas
from bot.domain.errors import FacilitationError, NoSuchThing, NotYours
from bot.domain.held import as_held
from bot.domain.meetings import MeetingPlace
from bot.domain.perspectives import Perspectives
from bot.domain.programme import LearningPlan, PlannedSession, Programme, ReminderRules
from bot.domain.prompt_changes import with_changes
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.ports import Desk, Memory

PROGRAMME = "programme"


class NoProgramme(FacilitationError):
    """No learning plan is loaded yet. Load one with: convener plan load FILE --start 2027-01."""


def may_facilitate(desk: Desk, person: Participant) -> bool:
    """The roster's role says so; the settings only name the first ones, until the roster names somebody."""
    if person.facilitates or not _named_first(desk, person):
        return person.facilitates
    with desk.store.read() as memory:
        return Setting(desk, memory).may_facilitate(person)


def _named_first(desk: Desk, person: Participant) -> bool:
    """Whether the settings name this person's address."""
    return person.email.casefold() in {address.casefold() for address in desk.house.facilitators}


class Setting:
    """One transaction's view of the programme. `now` stands still inside it."""

    def __init__(self, desk: Desk, memory: Memory) -> None:
        self.desk, self.memory, self.now = desk, memory, desk.clock.now()
        self.only: dict[str, str] = {}  # what narrows a search to the people of this view

    @cached_property
    def programme(self) -> Programme:
        programme = self.memory.programmes.seek(PROGRAMME)
        if programme is None:
            raise NoProgramme
        return programme

    @property
    def place(self) -> MeetingPlace:
        """Where people meet online, and what it does by itself."""
        return self.desk.meetings.place

    @property
    def meets_online(self) -> bool:
        """Whether there is anywhere to meet online."""
        return bool(self.desk.house.zoom_hosts) or not self.place.makes_meetings

    @property
    def places_people(self) -> bool:
        """Whether there is a place that puts people into rooms which it was given ahead."""
        return bool(self.desk.house.zoom_hosts) and self.place.places_people

    @property
    def begun(self) -> bool:
        return self.memory.programmes.seek(PROGRAMME) is not None

    @cached_property
    def plan(self) -> LearningPlan:
        """The plan as it is lived: with what facilitators have changed in its prompts and agendas."""
        asked = with_changes(self.plan_as_held, self.memory.prompt_changes.find())
        return with_agendas(asked, self.memory.agendas.find())

    @cached_property
    def plan_as_held(self) -> LearningPlan:
        """The plan with each session as it is held: moved, longer, in person, with another one's contents."""
        return as_held(self.plan_as_written, self.memory.sessions.find())

    @cached_property
    def plan_as_written(self) -> LearningPlan:
        return self.desk.read_plan(self.programme.plan_text)

    @property
    def rules(self) -> ReminderRules:
        return self.plan.reminders

    @cached_property
    def everyone(self) -> dict[str, Participant]:
        """Everyone who has not left, by id."""
        return {p.id: p for p in self.memory.people.find() if not p.has_left}

    @cached_property
    def people(self) -> dict[str, Participant]:
        """Whom this view is about, by id: everyone, unless it is narrowed to one person."""
        return self.everyone

    def alone(self, person: Participant) -> "Setting":
        """The same view, of this person only: what is asked of it need not read everybody."""
        view = copy(self)
        view.people, view.only = {person.id: person}, {"person_id": person.id}
        return view

    @property
    def facilitators(self) -> list[Participant]:
        """Whom the roster calls so; until it names one, those of the settings."""
        by_role = [p for p in self.everyone.values() if p.facilitates]
        return by_role or self.named_first

    @property
    def named_first(self) -> list[Participant]:
        """Whom the settings name as facilitators."""
        return [p for p in self.everyone.values() if _named_first(self.desk, p)]

    def may_facilitate(self, person: Participant) -> bool:
        """Whether this person may do what facilitators do."""
        if person.facilitates or not _named_first(self.desk, person):
            return person.facilitates
        return person.id in {p.id for p in self.facilitators}

    def allowed(self, person_id: str, *own: str) -> Participant:
        """The person, where the thing is their own or they facilitate. Raises NotYours."""
        person = self.person(person_id)
        if person_id not in own and not self.may_facilitate(person):
            raise NotYours
        return person

    @property
    def zones(self) -> list[str]:
        """Every zone somebody lives in; the house's own where nobody is known yet."""
        return sorted({p.zone for p in self.everyone.values()}) or [self.desk.house.default_zone]

    def one(self, person_id: str) -> Participant | None:
        """One person who has not left, without asking for everyone."""
        if "everyone" in self.__dict__:
            return self.everyone.get(person_id)
        person = self.memory.people.seek(person_id)
        return person if person and not person.has_left else None

    def some(self, ids: Collection[str]) -> dict[str, Participant]:
        """These people, but for those who have left, without asking for everyone."""
        if "everyone" in self.__dict__:
            return {id: self.everyone[id] for id in ids if id in self.everyone}
        found = self.memory.people.find(id=tuple(ids)) if ids else []
        return {p.id: p for p in found if not p.has_left}

    def person(self, person_id: str) -> Participant:
        person = self.one(person_id)
        if person is None:
            raise NoSuchThing(what="person", name=person_id, hint="They may have left.")
        return person

    def sessions(self) -> list[Session]:
        """Every session in the order in which they take place."""
        return sorted(self.memory.sessions.find(), key=lambda s: (s.starts_at, s.month))

    def earlier(self, session: Session) -> list[Session]:
        """The sessions before this one, in their order."""
        order = self.sessions()
        return order[: next(n for n, one in enumerate(order) if one.id == session.id)]

    def previous(self, session: Session) -> Session | None:
        """The session before this one."""
        return next(reversed(self.earlier(session)), None)

    def following(self, session: Session) -> Session | None:
        """The session after this one."""
        after = len(self.earlier(session)) + 1
        return next(iter(self.sessions()[after:]), None)

    def is_extra(self, session: Session) -> bool:
        """Whether it was added beside those of the plan."""
        return session.month > self.plan_as_written.months

    def month_now(self, session: Session) -> int:
        """Which month of the plan it is; with a session that was added, that of the one before."""
        planned = [s.month for s in self.earlier(session) if not self.is_extra(s)]
        return max(planned, default=0) if self.is_extra(session) else session.month

    def session(self, session_id: str) -> Session:
        return self.memory.sessions.get(session_id)

    def session_of(self, month: int) -> Session:
        found = next((s for s in self.sessions() if s.month == month), None)
        if found is None:
            raise NoSuchThing(
                what="session",
                name=str(month),
                hint="Sessions are numbered by their month, from 1.",
            )
        return found

    def next_session(self) -> Session | None:
        """The session that is on now or comes next."""
        ahead = (s for s in self.sessions() if s.ends_at > self.now and not s.cancelled)
        return min(ahead, key=lambda s: s.starts_at, default=None)

    @property
    def perspectives(self) -> Perspectives:
        """Whether each role speaks from lived experience or from a profession."""
        return Perspectives.of(self.plan.roles)

    def planned(self, session: Session) -> PlannedSession:
        return self.plan.session(session.month)
