"""A session on the first of the facilitators' pages: is it ready, what needs a hand, what comes next by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.domain.errors import FacilitationError
from bot.domain.programme import Stands
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import agendas, ending_page
from bot.facilitation.ending_page import EndingPage
from bot.facilitation.invitations import invitation
from bot.facilitation.needs import needs_now, reply_count
from bot.facilitation.setting import Setting
from bot.facilitation.views import ProgrammeOver
from bot.ports import Desk
from bot.voice import run_of_day
from bot.voice import this_session as words
from bot.voice.mail import plain
from bot.voice.this_session import Check, Choice, Coming
from bot.voice.words import local_day

MOST_COMING = 8


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands around every page of one session: which it is, and the others."""

    month: int
    title: str
    when: str
    sessions: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class AtAGlance:
    """The page, in plain words, on the clock of whoever looks."""

    around: Around
    lead: str
    needs: Sequence[str]
    checks: Sequence[Check]
    coming: str
    where: str
    agenda: Sequence[run_of_day.Line]
    next: Sequence[Coming]
    ending: EndingPage | None


def chosen(setting: Setting, month: int | None) -> Session:
    """The session of that month; else the one that is on or next, or the last one where all are over."""
    if month is not None:
        return setting.session_of(month)
    found = setting.next_session() or next(reversed(setting.sessions()), None)
    if found is None:
        raise ProgrammeOver
    return found


def around(setting: Setting, session: Session, reader: Participant) -> Around:
    return Around(
        month=session.month,
        title=session.title,
        when=run_of_day.when(session, reader.zone),
        sessions=[words.choice(one, setting.now, reader.zone) for one in setting.sessions()],
    )


def around_now(desk: Desk, reader: Participant) -> Around | None:
    """The same for a page that is of no session: the one that is on or next; nothing where there is none yet."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        try:
            return around(setting, chosen(setting, None), reader)
        except FacilitationError:
            return None


def at_a_glance(desk: Desk, reader: Participant, month: int | None = None) -> AtAGlance:
    """One session for this facilitator. Raises NoProgramme, NoSuchThing, ProgrammeOver."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        placed = agendas.placed(setting, session)
        needs = [plain(need) for need in needs_now(setting, session, reader.id)]
        checks = _checks(setting, session, reader)
        return AtAGlance(
            around=around(setting, session, reader),
            lead=words.lead(session, checks, len(needs), setting.now, reader.zone),
            needs=needs,
            checks=checks,
            coming=reply_count(setting, session),
            where=run_of_day.where_plainly(invitation(setting, session, reader)),
            agenda=run_of_day.agenda(placed, reader.zone),
            next=list(islice(_next(setting, session, reader), MOST_COMING)),
            ending=ending_page.card(setting, reader.zone),
        )


def _checks(setting: Setting, session: Session, reader: Participant) -> list[Check]:
    plans, house = setting.memory.plans, setting.desk.house
    return [
        words.rooms(
            plans.latest(session.id),
            plans.published(session.id),
            by_hand=house.publish_by_hand,
            drawn_at=_due(setting, session, "propose-rooms", reader),
        ),
        words.place(session, setting.memory.meetings.seek(session.id), setting.place),
    ]


def _due(setting: Setting, session: Session, kind: str, reader: Participant) -> str:
    found = (d for d in setting.memory.duties.waiting() if d.key == f"{session.id}:{kind}")
    return next((local_day(duty.due_at, reader.zone) for duty in found), "")


def _next(setting: Setting, session: Session, reader: Participant) -> Iterator[Coming]:
    asked = {prompt.key: prompt for prompt in setting.plan.prompts_of(session.month)}
    for duty in setting.memory.duties.waiting():
        if duty.facts.get("session") != session.id or duty.due_at <= setting.now:
            continue
        prompt = asked.get(duty.facts.get("prompt", "")) if duty.kind == "round" else None
        question = prompt.text if prompt and prompt.stands is Stands.ASKED else ""
        said = words.coming(duty.due_at, duty.kind, reader.zone, question)
        if said:
            yield said
