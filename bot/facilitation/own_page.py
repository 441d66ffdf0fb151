"""A person's own page outside Slack: the sessions ahead and whether one comes, one's actions, and ways to all else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.answers import Rsvp
from bot.domain.roster import GUEST, Participant
from bot.domain.sessions import Session
from bot.facilitation import coming_for, home, own_pages, personal_links, staying
from bot.facilitation.actions import going
from bot.facilitation.audience import ahead
from bot.facilitation.calendar_links import calendar_of
from bot.facilitation.invitations import invitation
from bot.facilitation.own_stories import GOOD_FOR, PURPOSE, own_address
from bot.facilitation.replies import reply
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice import own_page as words
from bot.voice.blocks import actions
from bot.voice.message import Block
from bot.voice.own_pages import waiting
from bot.voice.sessions import Invitation, myself
from bot.voice.ways import for_me

SHOWN = 3  # sessions: for more than a quarter of a year nobody knows


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """One session ahead: what one would read of it in Slack, and what one said. `rounds` are hour and title, key.

    `join` is the address of its meeting, empty as long as there is none.
    """

    id: str
    title: str
    lines: Sequence[str]
    join: str
    answer: str
    rounds: Sequence[tuple[str, str]]
    chosen: Sequence[str]
    ways: Sequence[Block]


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """All that the page shows.

    `calendar` is the address of one's calendar, `menu` are the other pages, `waits` says how many questions do.
    """

    person: Participant
    sessions: Sequence[Ahead]
    actions: Sequence[str]
    calendar: str
    asks: bool
    menu: Sequence[str]
    waits: str


def address(setting: Setting, person_id: str) -> str:
    """Where this page is; empty where the world cannot reach us."""
    return own_address(setting, person_id)


def token(setting: Setting, person_id: str) -> str:
    """What opens this page for one person."""
    return personal_links.mint(setting, PURPOSE, person_id)


def reader(setting: Setting, token: str) -> Participant:
    """Whose page this is. Raises BadSignature."""
    return personal_links.holder(setting, PURPOSE, token, max_age=GOOD_FOR)


def page(desk: Desk, token: str) -> OwnPage:
    """The page as it is now. Raises BadSignature."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = reader(setting, token)
        here = not person.has_left and setting.begun
        mine = going(setting, person.id) if here else []
        return OwnPage(
            person=person,
            sessions=tuple(_ahead(setting, person)) if here else (),
            actions=[words.action(one) for one in mine],
            calendar=calendar_of(setting, person.id) if here else "",
            asks=not person.facilitates and person.role != GUEST,
            menu=own_pages.open_to(setting, person),
            waits=waiting(len(home.waiting(setting, person))) if here else "",
        )


def _ahead(setting: Setting, person: Participant) -> Iterator[Ahead]:
    for session in _sessions(setting, person)[:SHOWN]:
        seen = invitation(setting, session, person)
        answered = setting.memory.replies.seek(f"{session.id}:{person.id}")
        yield Ahead(
            id=session.id,
            title=session.title,
            lines=words.lines(seen),
            join=seen.meeting.join_url if seen.meeting and session.virtual else "",
            answer=seen.answer,
            rounds=staying.choices(setting, session, person.zone),
            chosen=answered.rounds if answered else (),
            ways=() if seen.comes_for or person.facilitates else (actions(_for_me(seen)),),
        )


def _for_me(seen: Invitation) -> dict[str, object]:
    """Somebody comes in my place; or I come myself after all."""
    return myself(seen.session) if seen.delegate else for_me(seen.session.id)


def _sessions(setting: Setting, person: Participant) -> list[Session]:
    found = sorted(ahead(setting), key=lambda session: session.starts_at)
    return [s for s in found if coming_for.awaits(setting, s, person)]


def comes(desk: Desk, token: str, session_id: str, answer: Rsvp, rounds: Sequence[str]) -> str:
    """Write down whether somebody comes, and to which part; what they read.

    Raises BadSignature, TooLate, NoSuchThing.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = setting.person(reader(setting, token).id)
        reply(desk, session_id, person.id, answer, rounds=rounds)
        return words.NOTED
