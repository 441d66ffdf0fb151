"""The run of the day on one page, for paper: the agenda to the minute, who leads, the rooms, and who needs a hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.domain.sessions import Room, Session
from bot.facilitation import agendas, parts, personal_links, staying
from bot.facilitation.audience import rooms_of
from bot.facilitation.day_links import GOOD_FOR, PURPOSE
from bot.facilitation.invitations import invitation, placed_by_hand
from bot.facilitation.live import in_zoom
from bot.facilitation.needs import needs_now
from bot.facilitation.setting import Setting
from bot.facilitation.sheets import page_of, start_url
from bot.facilitation.sight import may_see
from bot.facilitation.this_session import Around, around
from bot.ports import BadSignature, Desk
from bot.voice import run_of_day as words


@dataclass(frozen=True, kw_only=True)
class Seats:
    """One room as it stands on the page."""

    name: str
    host: str
    scribe: str
    people: Sequence[str]
    by_hand: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class RunOfDay:
    """Everything on the page, in plain words, on the clock of whoever prints it."""

    title: str
    when: str
    where: str
    agenda: Sequence[words.Line]
    rooms: Sequence[Seats]
    beside: Sequence[str]
    needs: Sequence[str]
    around: Around
    start: str = ""
    steps: Sequence[str] = ()
    now: Sequence[str] = ()


def run_of_day(desk: Desk, token: str, month: int) -> RunOfDay:
    """The page as it is now, for a facilitator whose link it is. Raises BadSignature."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        facts = personal_links.read(setting, PURPOSE, token, max_age=GOOD_FOR)
        session = memory.sessions.seek(facts.get("session", ""))
        person = setting.one(facts.get("person", ""))
        if session is None or session.month != month or person is None:
            raise BadSignature("for another session, or nobody of ours")
        if not may_see(setting, person, Thing.NEEDED):
            raise BadSignature("no facilitator any more")
        return _page(setting, session, person)


def on_the_day(desk: Desk, reader: Participant, month: int) -> RunOfDay:
    """The same for a facilitator who has signed in. Raises NoSuchThing."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return _page(setting, setting.session_of(month), reader)


def _page(setting: Setting, session: Session, person: Participant) -> RunOfDay:
    plan = rooms_of(setting, session)
    seated = plan.seated if plan else frozenset()
    whole = [
        *parts.lines(setting, session, person),
        *staying.lines(setting, session, person, seated),
    ]
    in_rooms = page_of(setting, session, plan) if plan and session.virtual else None
    live = in_zoom(setting, session)
    return RunOfDay(
        around=around(setting, session, person),
        start=start_url(setting, session, person) if session.virtual else "",
        steps=words.steps(in_rooms, setting.desk.house.host_key) if in_rooms else (),
        now=words.in_zoom_now(live, person.zone) if live else (),
        title=session.title,
        when=words.when(session, person.zone),
        where=words.where_plainly(invitation(setting, session, person)),
        agenda=words.agenda(agendas.placed(setting, session), person.zone),
        rooms=[_seats(setting, session, room) for room in (plan.rooms if plan else ())],
        beside=[words.plain(line) for line in whole],
        needs=[words.plain(need) for need in needs_now(setting, session, person.id)],
    )


def _seats(setting: Setting, session: Session, room: Room) -> Seats:
    here = {
        id: person.name
        for id, person in setting.some({*room.people, room.host, room.scribe}).items()
    }
    return Seats(
        name=room.name,
        host=here.get(room.host, ""),
        scribe=here.get(room.scribe, ""),
        people=[here[p] for p in room.people if p in here],
        by_hand=placed_by_hand(setting, session, room),
    )
