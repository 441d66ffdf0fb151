"""The people, for facilitators in a browser: who takes part, whom a meeting cannot place, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import FacilitationError, NoSuchThing
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.audience import ahead, community
from bot.facilitation.coming_for import for_whom, who_comes
from bot.facilitation.people import describe
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import people_pages as words
from bot.voice.people_pages import Row
from bot.voice.words import fold

COMING = 3  # sessions that a person's page shows


class NoAddress(FacilitationError):
    """That is no e-mail address. Write the one with which they sign in to Zoom, such as name@example.org."""


@dataclass(frozen=True, kw_only=True)
class Everyone:
    """The list: `wanted` is what it was searched for."""

    lead: str
    rows: Sequence[Row]
    wanted: str


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One session ahead for one person: what they said, and who comes for them or for whom they come."""

    id: str
    month: int
    title: str
    when: str
    said: str
    instead: str
    for_whom: str


@dataclass(frozen=True, kw_only=True)
class One:
    """One person, as facilitators may see them."""

    row: Row
    person: Participant
    needs: str
    sessions: Sequence[Coming]
    mates: Sequence[tuple[str, str]]


def everyone(desk: Desk, reader: Participant, wanted: str = "") -> Everyone:
    """All who take part and those who facilitate or left, or those whose name, organisation or role fits."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        labels = _labels(setting)
        rows = [
            _row(setting, person, labels, reader)
            for person in _by_name(memory.people.find())
            if not person.erased
        ]
        taking_part = community(setting)
        return Everyone(
            lead=words.lead(taking_part, setting.place),
            rows=[row for row in rows if fold(wanted) in fold(row.sought)],
            wanted=wanted,
        )


def one(desk: Desk, reader: Participant, person_id: str) -> One:
    """One person and the sessions ahead of them. Raises NoSuchThing, also for whoever was erased."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = memory.people.get(person_id)
        if person.erased:
            raise NoSuchThing(what="person", name=person_id, hint="They were erased.")
        home = person.organisation.casefold()
        mates = [p for p in community(setting) if p.organisation.casefold() == home]
        return One(
            row=_row(setting, person, _labels(setting), reader),
            person=person,
            needs=person.access_needs if may_see(setting, reader, Thing.ACCESS) else "",
            sessions=[_coming(setting, s, person, reader) for s in _ahead(setting, person)],
            mates=[(p.name, p.id) for p in _by_name(mates) if p.id != person.id],
        )


def set_zoom_address(desk: Desk, person_id: str, address: str, *, by: str) -> Participant:
    """Write down with which address somebody is known to Zoom; rooms that were told follow.

    Raises NoSuchThing, NoAddress, TooLong.
    """
    written = address.strip()
    if written and ("@" not in written[1:-1] or len(written.split()) > 1):
        raise NoAddress
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old = setting.person(person_id)
        if old.zoom_email == written:
            return old
        new = describe(desk, old.id, zone=old.zone, language=old.language, zoom_email=written)
        trace(setting, by, "changed a person's Zoom address", old.id)
        return new


def _labels(setting: Setting) -> Mapping[str, str]:
    return setting.plan.labels if setting.begun else {}


def _by_name(people: Sequence[Participant]) -> list[Participant]:
    return sorted(people, key=lambda p: (p.has_left, fold(p.name)))


def _row(
    setting: Setting, person: Participant, labels: Mapping[str, str], reader: Participant
) -> Row:
    return words.row(
        person,
        labels.get(person.role, person.role),
        setting.now,
        needs=bool(person.access_needs) and may_see(setting, reader, Thing.ACCESS),
    )


def _ahead(setting: Setting, person: Participant) -> list[Session]:
    if not setting.begun or person not in community(setting):
        return []
    return sorted(ahead(setting), key=lambda s: s.starts_at)[:COMING]


def _coming(setting: Setting, session: Session, person: Participant, reader: Participant) -> Coming:
    reply = setting.memory.replies.seek(f"{session.id}:{person.id}")
    return Coming(
        id=session.id,
        month=session.month,
        title=session.title,
        when=words.when(session, reader.zone),
        said=words.said(reply.answer if reply else None),
        instead=who_comes(setting, session, person),
        for_whom=for_whom(setting, session, person),
    )
