"""Whom a prompt is for, as things stand now."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.domain.answers import Reply, Rsvp
from bot.domain.errors import TooLate
from bot.domain.followup import Progress
from bot.domain.programme import Prompt
from bot.domain.roster import GUEST, Participant
from bot.domain.sessions import SET_ASIDE, RoomPlan, Session
from bot.facilitation.past import known_of
from bot.facilitation.setting import Setting

Asked = tuple[Participant, str]
GOING = (Progress.OPEN, Progress.ON_ITS_WAY, Progress.STUCK)


def audience(setting: Setting, session: Session, prompt: Prompt) -> list[Asked]:
    """Who is to be asked now, each with the id of the action they are asked about where there is one."""
    if "action_owner" in prompt.audience:
        return action_owners(setting)
    wanted = {p.id for key in prompt.audience for p in _members(setting, session, key)}
    wanted |= {p.id for p in told_story(setting, session, prompt)}
    return [(p, "") for p in setting.people.values() if p.id in wanted and p.wants_messages]


def concerns(setting: Setting, session: Session, prompt: Prompt, person: Participant) -> bool:
    """Whether a prompt is for this person; by their role alone where that is enough."""
    by_role = person.role in prompt.audience or (
        "all" in prompt.audience and _of_the_community(person)
    )
    if by_role:
        return person.wants_messages
    return bool(audience(setting.alone(person), session, prompt))


def _of_the_community(person: Participant) -> bool:
    return not person.facilitates and person.role != GUEST


def community(setting: Setting) -> list[Participant]:
    """Everyone but facilitators and guests."""
    return [p for p in setting.people.values() if _of_the_community(p)]


def attending(setting: Setting, session: Session) -> list[Participant]:
    """Who has said yes, part, not sure or, where the house seats them, nothing.

    Whoever put us off ("later", "not for me") gets a seat only by saying so.
    """
    said = setting.memory.replies.find(session_id=session.id, **setting.only)
    replies = {r.person_id: r for r in said}
    return [p for p in community(setting) if _comes(setting, p, replies.get(p.id))]


def to_seat(setting: Setting, people: Iterable[Participant]) -> list[Participant]:
    """People as a seating looks at them: one address for two binds them together only where it is what places them."""
    if setting.place.places_people:
        return list(people)
    return [replace(person, zoom_email="") for person in people]


def attends(setting: Setting, session: Session, person: Participant) -> bool:
    """Whether this person is one of those, without asking for everyone."""
    reply = setting.memory.replies.seek(f"{session.id}:{person.id}")
    stays = setting.one(person.id) is not None
    return stays and _of_the_community(person) and _comes(setting, person, reply)


def _comes(setting: Setting, person: Participant, reply: Reply | None) -> bool:
    if reply:
        return reply.answer is not Rsvp.NO
    return setting.desk.house.seat_unanswered and person.wants_messages


def said_yes(setting: Setting, session: Session, person_id: str) -> bool:
    reply = setting.memory.replies.seek(f"{session.id}:{person_id}")
    return reply is not None and reply.answer in {Rsvp.YES, Rsvp.PART}


def ahead(setting: Setting) -> list[Session]:
    """The sessions that are on or to come."""
    return [s for s in setting.sessions() if not s.cancelled and s.ends_at > setting.now]


def still_open(setting: Setting, session_id: str) -> Session:
    """A session to which people may still come. Raises TooLate."""
    session = setting.session(session_id)
    if session.cancelled or session.ends_at <= setting.now:
        raise TooLate(why="the session is over or does not take place")
    return session


def rooms_of(setting: Setting, session: Session) -> RoomPlan | None:
    """The rooms people were told, else those proposed."""
    return setting.memory.plans.published(session.id) or setting.memory.plans.latest(session.id)


def nothing_drawn(setting: Setting, session: Session) -> bool:
    """Whether there are no rooms yet for the day on which the session is."""
    plan = setting.memory.plans.latest(session.id)
    return plan is None or plan.state == SET_ASIDE


def attended(setting: Setting, session: Session) -> list[Participant]:
    """Those known to have been there, and those who were seated and of whom nobody says that they were away.

    Whom only Zoom did not see is asked all the same: they may have come by telephone.
    """
    rooms, said = rooms_of(setting, session), known_of(setting, session)
    came = rooms.seated if rooms else {p.id for p in attending(setting, session)}
    came = {p for p in came if p not in said or said[p].unseen}
    came |= {p for p, word in said.items() if word.was_there}
    return [p for p in community(setting) if p.id in came]


def said_yes_but_absent(setting: Setting, session: Session) -> list[Participant]:
    """Those who said they come, to all or part of it, and are known to have been away.

    Nobody is guessed to be: that Zoom did not see them is not enough.
    """
    words = known_of(setting, session).items()
    away = {p for p, word in words if not word.was_there and not word.unseen}
    return [p for p in community(setting) if p.id in away and said_yes(setting, session, p.id)]


def room_hosts(setting: Setting, session: Session) -> list[Participant]:
    rooms = rooms_of(setting, session)
    hosts = {room.host for room in rooms.rooms} if rooms else set()
    return [p for p in setting.people.values() if p.id in hosts]


def organisation_leads(setting: Setting) -> list[Participant]:
    """The organisation's first leader without a manager in it, until a facilitator says otherwise."""
    leads: dict[str, Participant] = {}
    by_address = {p.email.casefold(): p for p in setting.everyone.values()}
    for person in sorted(setting.everyone.values(), key=lambda p: p.id):
        manager = by_address.get(person.line_manager.casefold())
        outside = manager is None or manager.organisation != person.organisation
        if person.role in setting.plan.leaders and outside:
            leads.setdefault(person.organisation, person)
    return [p for p in leads.values() if p.id in setting.people]


def action_owners(setting: Setting) -> list[Asked]:
    """One asking for each action that is still going."""
    going = setting.memory.actions.find(state=GOING)
    owned = [(setting.people[a.owner], a.id) for a in going if a.owner in setting.people]
    return [(owner, action) for owner, action in owned if owner.wants_messages]


def subgroup_leads(setting: Setting) -> list[Participant]:
    leads = {s.convenor for s in setting.memory.subgroups.find(state=("forming", "open"))}
    return [p for p in setting.people.values() if p.id in leads]


def storytellers(setting: Setting, session: Session, prompt: Prompt) -> list[Participant]:
    """Who told a story: in this session for what is asked after it, ever otherwise."""
    here = {"session_id": session.id} if prompt.when.value == "post" else {}
    tellers = {
        s.person_id for s in setting.memory.stories.find(state="told", **here, **setting.only)
    }
    return [p for p in setting.people.values() if p.id in tellers]


_DYNAMIC: dict[str, Callable[[Setting, Session], list[Participant]]] = {
    "all": lambda setting, _: community(setting),
    "attending": attending,
    "attended": attended,
    "room": attended,
    "room_host": room_hosts,
    "organisation_lead": lambda setting, _: organisation_leads(setting),
    "subgroup_lead": lambda setting, _: subgroup_leads(setting),
    "said_yes_but_absent": said_yes_but_absent,
}


def _members(setting: Setting, session: Session, key: str) -> list[Participant]:
    if key in _DYNAMIC:
        return _DYNAMIC[key](setting, session)
    return [p for p in setting.people.values() if p.role == key]


def told_story(setting: Setting, session: Session, prompt: Prompt) -> list[Participant]:
    return storytellers(setting, session, prompt) if "told_story" in prompt.audience else []
