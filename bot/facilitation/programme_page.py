"""The programme in one look: its sessions, what their hours ask, who met, who was heard, what was told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.burden import Curve, Held, burden
from bot.domain.encounters import Encounters, between_organisations, encounters
from bot.domain.fair_hours import online
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.encounters import told_rooms
from bot.facilitation.setting import Setting
from bot.facilitation.this_session import Around, around, chosen
from bot.facilitation.voices import months_begun
from bot.ports import Desk
from bot.voice import figures
from bot.voice import programme_page as words
from bot.voice.figures import Picture
from bot.voice.programme_page import Line, Place


@dataclass(frozen=True, kw_only=True)
class ProgrammePage:
    """The page. `months` head the columns of `places`; `between` are shares of pairs who have met, in hundredths."""

    around: Around
    lead: str
    lines: Sequence[Line]
    months: Sequence[int]
    places: Sequence[Place]
    pictures: Sequence[Picture]
    between: Mapping[str, Mapping[str, int]]


def programme_page(desk: Desk, reader: Participant) -> ProgrammePage:
    """The page on the clock of whoever looks. Raises NoProgramme, ProgrammeOver where there is no session."""
    people, rooms = told_rooms(desk)
    met = encounters(rooms, people)
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        following, sessions = setting.next_session(), setting.sessions()
        month = setting.month_now(following) if following else 0
        held, ledger = _hours(setting)
        return ProgrammePage(
            around=around(setting, chosen(setting, None), reader),
            lead=words.lead(month, setting.plan.months, following, reader.zone),
            lines=[_line(setting, one, following, reader) for one in sessions],
            months=[one.session for one in held],
            places=words.places(held, ledger) if held else (),
            pictures=list(_pictures(setting, met, ledger, len(held))),
            between=_hundredths(between_organisations(met.times, people)) if met.times else {},
        )


def pictures(desk: Desk) -> list[Picture]:
    """The programme's pictures by themselves. Raises NoProgramme."""
    people, rooms = told_rooms(desk)
    met = encounters(rooms, people)
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        held, ledger = _hours(setting)
        return list(_pictures(setting, met, ledger, len(held)))


def _hours(setting: Setting) -> tuple[list[Held], dict[str, int]]:
    """What each session online asks of each place, and what all of them do."""
    zones = setting.zones
    held = [_held(one, zones) for one in online(setting.sessions())]
    return held, {zone: sum(one.burden[zone] for one in held) for zone in zones if held}


def _line(
    setting: Setting, session: Session, following: Session | None, reader: Participant
) -> Line:
    plans = setting.memory.plans
    plan = plans.published(session.id) or plans.latest(session.id)
    return words.line(session, plan, following, setting.now, reader.zone, setting.place)


def _held(session: Session, zones: Sequence[str]) -> Held:
    curve = Curve()
    return Held(
        session=session.month,
        starts_at=session.starts_at,
        minutes=session.minutes,
        burden={zone: burden(session.starts_at, session.minutes, zone, curve) for zone in zones},
    )


def _pictures(
    setting: Setting, met: Encounters, ledger: Mapping[str, int], sessions: int
) -> Iterator[Picture]:
    """The pictures there is something to see in."""
    month_of = {one.id: one.month for one in setting.sessions()}
    found = (
        figures.hours(ledger, sessions) if ledger else None,
        figures.encounters(met) if met.months else None,
        figures.voices(months_begun(setting), setting.perspectives.lived),
        figures.loops(setting.memory.loops.find(), month_of),
    )
    yield from filter(None, found)


def _hundredths(shares: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, int]]:
    return {
        one: {other: round(share * 100) for other, share in row.items()}
        for one, row in shares.items()
    }
