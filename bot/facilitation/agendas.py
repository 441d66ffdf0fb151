"""The agenda of a session, changed by facilitators: sums must fit, and what falls due in it follows."""

from collections.abc import Sequence

from bot.domain.agendas import Agenda, Block, check
from bot.domain.calendar import round_instants
from bot.domain.errors import ChangedMeanwhile, Impossible
from bot.domain.languages import say
from bot.domain.programme import Round
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import guest_times, timetable
from bot.facilitation.audience import rooms_of, still_open
from bot.facilitation.day_links import day_address
from bot.facilitation.presence import touch_host_card
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import agendas as words
from bot.voice.message import Message, View
from bot.voice.words import spelled


def placed(setting: Setting, session: Session) -> list[words.Placed]:
    """Every stretch with its instants, and the name of who leads it."""
    return [
        words.Placed(stretch=one, starts=starts, ends=ends, owner=_name(setting, one.owner))
        for one, starts, ends in round_instants(session, setting.planned(session))
    ]


def _name(setting: Setting, person_id: str) -> str:
    person = setting.one(person_id) if person_id else None
    return person.name if person else ""


def page(desk: Desk, session_id: str, reader: Participant) -> Message:
    """The agenda on the reader's own clock."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        open = not session.cancelled and session.ends_at > setting.now
        paper = day_address(setting, session, reader)
        return words.page(
            session, placed(setting, session), reader.zone, may_change=open, paper=paper
        )


def window(desk: Desk, session_id: str) -> View:
    """Where facilitators change it. Raises TooLate."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = still_open(setting, session_id)
        kept = memory.agendas.seek(session.id)
        people = sorted(setting.facilitators, key=lambda p: p.name.casefold())
        rounds = setting.planned(session).rounds
        owners = {one.owner for one in rounds} - {p.id for p in people}
        people += setting.some(owners).values()
        who = [(spelled(p.name), p.id) for p in people]
        return words.form(session, rounds, who, version=kept.version if kept else 0)


def change(desk: Desk, session_id: str, blocks: Sequence[Block], *, base: int, by: str) -> str:
    """Let a session go by this agenda from now on; what the facilitator reads.

    `base` is the version that was changed. Raises what Agenda's `check` does, TooLate, ChangedMeanwhile, Impossible.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = still_open(setting, session_id)
        kept = memory.agendas.seek(session.id)
        if base != (kept.version if kept else 0):
            raise ChangedMeanwhile(who="Somebody", what="this agenda")
        before = setting.planned(session).rounds
        check(before, blocks)
        _begun_stays(setting, session, before, blocks)
        awaited = guest_times.appointments(setting)
        memory.agendas.save(
            Agenda(
                session_id=session.id, month=session.month, blocks=tuple(blocks),
                by=by, at=setting.now, version=base + 1,
            )
        )  # fmt: skip
        _follow(Setting(desk, memory), session, awaited)
        trace(setting, by, "changed the agenda", session.id)
        return say(words.KEPT)


def _begun_stays(
    setting: Setting, session: Session, before: Sequence[Round], after: Sequence[Block]
) -> None:
    """What has begun cannot become shorter, longer or later any more."""
    begun = [
        r
        for r, starts, _ in round_instants(session, setting.planned(session))
        if starts <= setting.now
    ]
    for was, now in zip(before[: len(begun)], after, strict=False):
        if (was.key, was.minutes) != (now.key, now.minutes):
            raise Impossible(what="Changing this part of the agenda", why="it has begun")


def _follow(fresh: Setting, session: Session, awaited: guest_times.Appointments) -> None:
    """Duties move, guests hear of another hour, and hosts' cards say the new ones."""
    timetable.plan_duties(fresh, session)
    guest_times.follow(fresh, awaited)
    plan = rooms_of(fresh, session)
    for room in plan.rooms if plan else ():
        touch_host_card(fresh, session, room.host)
