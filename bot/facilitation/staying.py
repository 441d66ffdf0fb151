"""Which part of a session somebody comes for: the stretches of its agenda they named, and who sees that."""

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.domain.answers import Reply, Rsvp
from bot.domain.calendar import Placed, round_instants
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.audience import still_open
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.ports import Desk
from bot.voice import staying as words
from bot.voice.message import View
from bot.voice.words import clock_time, local_day


def placed(setting: Setting, session: Session) -> tuple[Placed, ...]:
    """The stretches of a session with their instants; none before a plan is there."""
    return round_instants(session, setting.planned(session)) if setting.begun else ()


def named(setting: Setting, session: Session, reply: Reply | None) -> tuple[str, ...]:
    """The titles of what somebody comes for, where they come for part of it and said which."""
    if reply is None or reply.answer is not Rsvp.PART:
        return ()
    return tuple(one.title for one, _, _ in placed(setting, session) if one.key in reply.rounds)


def known(setting: Setting, session: Session, keys: Collection[str]) -> tuple[str, ...]:
    """Those of these keys that the agenda has, in its order."""
    return tuple(one.key for one, _, _ in placed(setting, session) if one.key in keys)


def choices(setting: Setting, session: Session, zone: str) -> list[tuple[str, str]]:
    """What somebody may come for: each stretch with its hour on their own clock, and its key."""
    found = placed(setting, session)
    several = len({one.day for one, _, _ in found}) > 1
    return [
        (words.stretch(_hour(starts, zone, several=several), one.title), one.key)
        for one, starts, _ in found
    ]


def _hour(starts: datetime, zone: str, *, several: bool) -> str:
    return (
        f"{local_day(starts, zone)}, {clock_time(starts, zone)}"
        if several
        else clock_time(starts, zone)
    )


def window(desk: Desk, session_id: str, person: Participant) -> View:
    """Where somebody says which part they come for. Raises TooLate."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = still_open(setting, session_id)
        reply = memory.replies.seek(f"{session.id}:{person.id}")
        options = choices(setting, session, person.zone)
        return words.form(session.id, options, reply.rounds if reply else ())


def lines(
    setting: Setting, session: Session, reader: Participant, people: Collection[str]
) -> Iterator[str]:
    """Who of these people comes for part of it, for whoever keeps time with them or facilitates."""
    said = setting.memory.replies.find(session_id=session.id, answer=Rsvp.PART)
    here = setting.some([reply.person_id for reply in said if reply.person_id in people])
    for reply in said:
        person = here.get(reply.person_id)
        keepers = frozenset({reader.id})
        if person and may_see(
            setting, reader, Thing.STAY, own=frozenset({person.id}), keepers=keepers
        ):
            yield words.line(person.name, named(setting, session, reply))
