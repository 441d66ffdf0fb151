"""Who takes part, for facilitators in a browser: found by name, organisation or role; Zoom addresses are put right."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import FacilitationError
from bot.domain.roster import Participant
from bot.facilitation.audience import community
from bot.facilitation.coming_for import who_comes
from bot.facilitation.facts import room_now
from bot.facilitation.people import describe
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import people_page as words
from bot.voice.people_page import Row
from bot.voice.words import fold, one_line, spelled

A_PAGE, LONGEST = 100, 254


class NoAddress(FacilitationError):
    """That is no e-mail address. Write the one they sign in to Zoom with, or leave it empty where there is none."""


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """The list, a hundred a page; `older` and `newer` are page numbers, or 0."""

    lead: str
    rows: Sequence[Row]
    further: int
    before: int


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """One person as facilitators may see them."""

    id: str
    name: str
    zoom: str
    facts: Sequence[tuple[str, str]]


def people_page(desk: Desk, wanted: str, page: int) -> PeoplePage:
    """Everybody, or those whose name, organisation or role has these words."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        asked, answers = one_line(wanted, 80), _answers(setting)
        rows = [words.row(p, setting.plan.labels, answers.get(p.id, "")) for p in _by_name(setting)]
        found = [
            row for row in rows if fold(asked) in fold(f"{row.name} {row.organisation} {row.role}")
        ]
        seated, start = community(setting), (page - 1) * A_PAGE
        by_hand = sum(not person.zoom_email for person in seated)
        return PeoplePage(
            lead=words.lead(len(seated), by_hand, len(found), asked),
            rows=found[start : start + A_PAGE],
            further=page + 1 if len(found) > start + A_PAGE else 0,
            before=page - 1,
        )


def _by_name(setting: Setting) -> list[Participant]:
    return sorted(setting.people.values(), key=lambda person: person.name.casefold())


def _answers(setting: Setting) -> dict[str, str]:
    """Who said what of the session that is on or next."""
    session = setting.next_session()
    said = setting.memory.replies.find(session_id=session.id) if session else []
    return {reply.person_id: reply.answer.value for reply in said}


def person_page(desk: Desk, person_id: str) -> PersonPage:
    """One person. Raises NoSuchThing."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person, session = setting.person(person_id), setting.next_session()
        room = room_now(setting, session, person.id) if session else None
        return PersonPage(
            id=person.id,
            name=spelled(person.name),
            zoom=person.zoom_email,
            facts=words.facts(
                person,
                setting.plan.labels,
                room=room.name if room else "",
                comes=who_comes(setting, session, person) if session else "",
                answer=_answers(setting).get(person.id, ""),
            ),
        )


def put_zoom_right(desk: Desk, person_id: str, address: str, *, by: str) -> str:
    """Take over another Zoom address for somebody; what follows, in words. Raises NoSuchThing, NoAddress, TooLong."""
    wanted = address.strip()
    if wanted and ("@" not in wanted or len(wanted.split()) > 1):
        raise NoAddress
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old = setting.person(person_id)
        if wanted != old.zoom_email:
            describe(desk, old.id, zone=old.zone, language=old.language, zoom_email=wanted)
            trace(setting, by, "changed a person's Zoom address", old.id)
        return words.ZOOM_CHANGED
