"""Looks at the programme for a person or a form: nothing here changes anything."""

from collections.abc import Sequence

from bot.domain.agreed import AIM
from bot.domain.calendar import round_instants
from bot.domain.errors import FacilitationError
from bot.domain.load import loads_of
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import ending_page, loops
from bot.facilitation.actions import going, within
from bot.facilitation.agreed import in_force
from bot.facilitation.attendance import told_words
from bot.facilitation.audience import community, rooms_of
from bot.facilitation.bibliography import for_session
from bot.facilitation.carrying import carried_along
from bot.facilitation.coming_for import next_for
from bot.facilitation.facts import room_now
from bot.facilitation.invitations import invitation
from bot.facilitation.needs import needs_now, reply_count
from bot.facilitation.people import person_named
from bot.facilitation.prompts import open_askings
from bot.facilitation.rooms import latest
from bot.facilitation.setting import Setting
from bot.facilitation.sheets import page_of, placed_line, zoom_file
from bot.ports import Desk
from bot.voice import needs, pages, room_list
from bot.voice.agreed import stands
from bot.voice.followup import own_actions
from bot.voice.load import lines
from bot.voice.message import Message
from bot.voice.rooms import rooms_page
from bot.voice.words import clock_time, name, spelled


def possible_owners(
    desk: Desk, person_id: str, session_id: str = "", subgroup_id: str = ""
) -> list[Participant]:
    """Who may own an action: a subgroup's members, or everyone who takes part."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        within(setting, person_id, session_id, subgroup_id)
        subgroup = memory.subgroups.seek(subgroup_id) if subgroup_id else None
        if subgroup:
            return [setting.people[p] for p in subgroup.members if p in setting.people]
        return list(setting.people.values())


def artefact_titles(desk: Desk) -> list[tuple[str, str]]:
    """What an action may serve: the titles and keys of the plan's artefacts."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return [(a.title, a.key) for a in setting.plan.artefacts] if setting.begun else []


def owner_chosen(desk: Desk, chosen: str) -> str:
    """The id of the owner picked from a list or written by name."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        if not chosen or chosen in setting.people:
            return chosen
        return person_named(setting, chosen).id


def room_names(desk: Desk, session_id: str) -> list[str]:
    with desk.store.read() as memory:
        plan = memory.plans.latest(session_id)
        return [room.name for room in plan.rooms] if plan else []


def seated_people(desk: Desk, session_id: str) -> tuple[str, list[tuple[str, str]]]:
    """The version of the rooms as they are now; name, room and id of everyone seated, in the order of names."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        plan = latest(setting, setting.session(session_id))
        seats = [(p, room.name) for room in plan.rooms for p in room.people]
        known = [
            (f"{spelled(setting.people[p].name)} ({room})", p)
            for p, room in seats
            if p in setting.people
        ]
        return str(plan.version), sorted(known, key=lambda pair: pair[0].casefold())


def mine(desk: Desk, person_id: str) -> Message:
    """My next session in my own time, my room, open questions and actions."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.person(person_id)
        if not setting.begun:
            return pages.nothing_yet()
        session = next_for(setting, person)
        return pages.mine(
            invitation(setting, session, person) if session else None,
            questions=len(open_askings(setting, person_id)),
            actions=own_actions(going(setting, person_id)),
        )


def programme(desk: Desk, person: Participant) -> Message:
    """The programme at a glance: which month, what is next, the dates ahead in the reader's own time."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        upcoming = setting.next_session()
        ahead = [s for s in setting.sessions() if s.ends_at > setting.now]
        load = lines(loads_of(setting.plan, ahead), setting.plan.labels)
        month = setting.month_now(upcoming) if upcoming else 0
        return pages.programme(setting.plan, ahead, month, person.zone, load=load)


def session_page(desk: Desk, month: int | None, person: Participant) -> Message:
    """One session: when it is for the reader, who comes, rooms, Zoom, and what needs a person."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        plan = rooms_of(setting, session)
        return pages.session(
            session,
            setting.planned(session),
            zone=person.zone,
            replies=reply_count(setting, session),
            rooms=needs.rooms_stand(plan.version, plan.state)
            + told_words(setting, session, plan, person.zone)
            if plan
            else needs.NOT_PROPOSED,
            zoom=placed_line(setting, session) if session.virtual else needs.NO_ZOOM,
            place=setting.place,
            needs=needs_now(setting, session, person.id),
            carried=carried_along(setting, session),
            readings=for_session(setting, session, person),
            rounds=[
                (clock_time(starts, person.zone), stretch.title)
                for stretch, starts, _ in round_instants(session, setting.planned(session))
            ],
        )


def chosen(setting: Setting, month: int | None) -> Session:
    """The session of that month, or the one that is on or next."""
    if month is not None:
        return setting.session_of(month)
    upcoming = setting.next_session()
    if upcoming is None:
        raise ProgrammeOver
    return upcoming


class ProgrammeOver(FacilitationError):
    """All sessions of the programme are over. Name one by its number, such as: /convene session 18"""


def session_id_of(desk: Desk, month: int | None) -> str:
    with desk.store.read() as memory:
        return chosen(Setting(desk, memory), month).id


def person_id_of(desk: Desk, wanted: str) -> str:
    with desk.store.read() as memory:
        return person_named(Setting(desk, memory), wanted).id


def names_of(desk: Desk, person_ids: Sequence[str]) -> list[str]:
    """Their names, ready to be shown."""
    with desk.store.read() as memory:
        people = Setting(desk, memory).people
        return [name(people[person].name) for person in person_ids if person in people]


def rooms_now(desk: Desk, session_id: str, *, lead: str = "") -> Message:
    """The rooms as facilitators see them, with what was just done on top."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        plan = memory.plans.latest(session_id)
        if plan is None:
            return pages.no_rooms(session)
        return rooms_page(page_of(setting, session, plan), lead=lead)


def zoom_csv(desk: Desk, session_id: str) -> str:
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return zoom_file(setting, setting.session(session_id))


def rooms_list(desk: Desk, session_id: str) -> Message:
    """The rooms and their people, by the names they chose, for whoever opens the rooms by hand."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        plan = rooms_of(setting, setting.session(session_id))
        here = setting.some(plan.seated) if plan else {}
        return room_list.message(plan.rooms if plan else (), here, setting.place)


def people_page(desk: Desk, wanted: str) -> Message:
    """Who takes part; or one person, as facilitators may see them."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        if not wanted:
            return pages.people(
                list(setting.people.values()),
                len(community(setting)),
                setting.plan.labels,
                setting.place,
            )
        person = person_named(setting, wanted)
        session = setting.next_session()
        room = room_now(setting, session, person.id) if session else None
        held = room.name if room else ""
        return pages.one_person(person, held, setting.plan.labels, setting.place)


def status(desk: Desk, reader: Participant | None = None) -> Message:
    """What is ready, what needs a person, and how much is owed."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        backlog = needs.backlog(memory.effects.backlog(setting.now))
        session = setting.next_session() if setting.begun else None
        wait = needs_now(setting, session, reader.id if reader else "") if setting.begun else []
        zone = reader.zone if reader else setting.desk.house.default_zone
        aim = stands(in_force(setting, AIM)) if setting.begun else ""
        over = ending_page.said(setting, zone)
        figures = loops.figures(setting)
        return pages.status(session, wait, backlog, zone, loops=figures, aim=aim, over=over)
