"""Private wishes about rooms: asked for, written down, taken back; told to facilitators and to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import FacilitationError, TooLate
from bot.domain.room_wishes import RoomWish, WishKind
from bot.domain.roster import Participant
from bot.domain.seating_conflict import bounds_of, possible, refuse
from bot.domain.seating_count import room_counts
from bot.domain.seating_gathering import Gathering
from bot.domain.sessions import Session
from bot.facilitation.audience import attending, community
from bot.facilitation.publishing import too_close
from bot.facilitation.rooms import latest, room_name, rules_of, show_rooms
from bot.facilitation.setting import Setting
from bot.facilitation.sheets import page_of
from bot.facilitation.steps import opaque
from bot.facilitation.traces import trace
from bot.facilitation.wishes import (
    end_wish,
    let_go,
    standing,
    unkept,
    wishes_of,
    word_if_unkept,
    word_to_asker,
)
from bot.ports import Desk
from bot.voice import room_wishes as words
from bot.voice.calls import room_form
from bot.voice.message import Message, View
from bot.voice.rooms import wish_words


class NothingChosen(FacilitationError):
    """Nothing is chosen yet. Choose another room, or somebody you would rather not share a room with."""


class TwoOrMore(FacilitationError):
    """A wish about who shares a room needs two people or more."""


class HasNoRoom(FacilitationError):
    """{name} has no room of their own, so there is nobody to keep apart or together."""


class NoSuchWish(FacilitationError):
    """No wish about exactly these people holds just now. All that hold: /convene wishes"""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks for: another room than this one, other company, or an earlier wish back."""

    session_id: str = ""  # the session that is next; empty while there is none
    room: str = ""
    not_with: Sequence[str] = ()
    once: bool = False
    ended: Sequence[str] = ()


def ask(desk: Desk, person_id: str, asked: Asked) -> str:
    """Keep a person's own wishes; what happens next, in words. No reason is asked, and none is kept."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        if asked.session_id:
            setting.session(asked.session_id)
        new = [*_elsewhere(setting, person_id, asked), *_apart(setting, person_id, asked)]
        old = [w for w in _own(setting, person_id) if w.id in asked.ended]
        if not new and not old:
            raise NothingChosen
        _change(setting, new, old)
        session = setting.next_session()
        return words.receipt(
            asked=bool(new),
            ended=bool(old),
            rooms=session is not None and memory.plans.latest(session.id) is not None,
            near=session is not None and too_close(setting, session),
        )


def _elsewhere(setting: Setting, person_id: str, asked: Asked) -> list[RoomWish]:
    if not asked.room or not asked.session_id:
        return []
    kind, people = WishKind.ELSEWHERE, (person_id,)
    return [_wish(setting, kind, people, person_id, asked.session_id, room=asked.room)]


def _apart(setting: Setting, person_id: str, asked: Asked) -> list[RoomWish]:
    """One wish for each of them, for they may well share a room with one another."""
    session = asked.session_id if asked.once else ""
    seated = {p.id for p in community(setting)}
    others = [p for p in asked.not_with if p in seated and p != person_id]
    return [_wish(setting, WishKind.APART, (person_id, p), person_id, session) for p in others]


def _wish(
    setting: Setting,
    kind: WishKind,
    people: tuple[str, ...],
    by: str,
    session: str,
    *,
    room: str = "",
) -> RoomWish:
    """The same wish asked again is the same one, and its id tells nothing."""
    same = opaque("|".join([kind.value, by, session, room, *sorted(people)]))
    return RoomWish(
        id=same, kind=kind, people=people, by=by, at=setting.now, session_id=session, room=room
    )


def _change(setting: Setting, new: Sequence[RoomWish], old: Sequence[RoomWish]) -> None:
    """Keep and forget these, and let facilitators know where rooms are concerned."""
    for wish in old:
        end_wish(setting, wish)
    for wish in new:
        setting.memory.room_wishes.save(wish)
    let_go(setting)
    for session in setting.sessions():
        if not session.cancelled and session.ends_at > setting.now:
            _look_again(setting, session, new)


def _look_again(setting: Setting, session: Session, new: Sequence[RoomWish]) -> None:
    plan = setting.memory.plans.latest(session.id)
    if plan is None:
        _draw_again(setting, session)
        return
    show_rooms(setting, session)
    fresh = {wish.id for wish in new}
    if any(wish.id in fresh for wish in unkept(setting, session, plan)):
        word_if_unkept(setting, session)


def _draw_again(setting: Setting, session: Session) -> None:
    """Rooms that could not be drawn are tried again at once."""
    if setting.memory.effects.find(f"{session.id}:rooms-word:none"):
        setting.memory.duties.again(f"{session.id}:propose-rooms", setting.now)


def _own(setting: Setting, person_id: str) -> list[RoomWish]:
    """What somebody asked for themselves; what others asked is not theirs to see."""
    return [wish for wish in standing(setting) if wish.by == person_id in wish.people]


def own_window(desk: Desk, person_id: str) -> View:
    """Where a person asks for another room or other company, with what they have asked for."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person, session = setting.person(person_id), setting.next_session()
        wishes = _own(setting, person_id)
        return words.own_form(
            words.OwnWishes(
                person=person,
                people=setting.people,
                others=[p for p in _by_name(community(setting)) if p.id != person_id],
                wishes=wishes,
                sessions={s.id: s for s in setting.sessions()},
                session=session,
                room=_told_room(setting, session, person_id, wishes) if session else "",
            )
        )


def about_window(desk: Desk, person_id: str, session_id: str) -> View:
    """Where a person says what they would like of a room that does not feel right to them."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        return room_form(session, _told_room(setting, session, person_id, _own(setting, person_id)))


def _told_room(
    setting: Setting, session: Session, person_id: str, wishes: Sequence[RoomWish]
) -> str:
    """The room they were told, unless they have asked for another one already."""
    plan = setting.memory.plans.published(session.id)
    told = room_name(plan.room_of(person_id)) if plan else ""
    return "" if told in {wish.room for wish in wishes if wish.session_id == session.id} else told


def _by_name(people: Sequence[Participant]) -> list[Participant]:
    return sorted(people, key=lambda person: person.name.casefold())


def write_down(
    desk: Desk, kind: WishKind, people: Sequence[str], *, by: str, session_id: str = ""
) -> None:
    """Keep what somebody asked a facilitator for: these apart, or an interpreter with whom they interpret for."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        chosen = tuple(dict.fromkeys(people))
        seated = {p.id for p in community(setting)}
        if len(chosen) < 2:
            raise TwoOrMore
        if without := [p for p in chosen if p not in seated]:
            raise HasNoRoom(name=setting.person(without[0]).name)
        if session_id and setting.session(session_id).ends_at <= setting.now:
            raise TooLate(why="that session is over")
        _change(setting, [_wish(setting, kind, chosen, by, session_id)], ())
        trace(setting, by, "wrote down a private wish about rooms", session_id)


def end(desk: Desk, ids: Sequence[str], *, by: str) -> None:
    """Let wishes go, on a facilitator's word. Whoever had asked for one is told that it no longer holds."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old = [wish for wish in standing(setting) if wish.id in ids]
        _change(setting, (), old)
        for asker in dict.fromkeys(wish.by for wish in old if wish.by in wish.people):
            word_to_asker(setting, setting.people[asker])
        trace(setting, by, "ended private wishes about rooms", "")


def ids_about(desk: Desk, people: Sequence[str]) -> list[str]:
    """The wishes about exactly these people. Raises NoSuchWish."""
    with desk.store.read() as memory:
        wishes = standing(Setting(desk, memory))
        found = [wish.id for wish in wishes if set(wish.people) == set(people)]
        if not found:
            raise NoSuchWish
        return found


def all_wishes(desk: Desk, *, lead: str = "") -> Message:
    """Every wish that holds, for facilitators alone."""
    with desk.store.read() as memory:
        return words.all_page(_seen(Setting(desk, memory)), lead=lead)


def on_rooms(desk: Desk, session_id: str) -> str:
    """What is to be said of wishes to a facilitator who has just changed these rooms, and never whose they are."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        plan = latest(setting, setting.session(session_id))
        return wish_words(page_of(setting, setting.session(session_id), plan))


def all_window(desk: Desk) -> View:
    """Where facilitators write down a wish by hand, and end one."""
    with desk.store.read() as memory:
        return words.all_form(_seen(Setting(desk, memory)))


def _seen(setting: Setting) -> words.AllWishes:
    session = setting.next_session() if setting.begun else None
    plan = setting.memory.plans.latest(session.id) if session else None
    wishes = standing(setting)
    missed = unkept(setting, session, plan) if session and plan else []
    return words.AllWishes(
        wishes=wishes,
        people=setting.people,
        seated=_by_name(community(setting)),
        sessions={s.id: s for s in setting.sessions()},
        session=session,
        unkept=frozenset(wish.id for wish in missed),
        conflict=_conflict(setting, session) if session and wishes else "",
        interpreted=_interpreted(setting, wishes),
    )


def _conflict(setting: Setting, session: Session) -> str:
    """The fewest wishes that cannot all be kept by those who come; empty where they can."""
    rules, people = rules_of(setting, session), attending(setting, session)
    gathering = Gathering(
        people=tuple(people),
        rules=rules,
        perspectives=setting.perspectives,
        wishes=wishes_of(setting, session, {}),
        word=session.room_word,
    )
    counts, bounds = room_counts(len(people), 0, rules), bounds_of(gathering)
    if not people or possible(gathering, counts, bounds):
        return ""
    return refuse(gathering, counts, bounds).message


def _interpreted(setting: Setting, wishes: Sequence[RoomWish]) -> list[Participant]:
    """People whose access needs mention an interpreter whom nobody has named yet."""
    named = {p for wish in wishes if wish.kind is WishKind.TOGETHER for p in wish.people}
    return [
        person
        for person in _by_name(community(setting))
        if "interpreter" in person.access_needs.casefold() and person.id not in named
    ]
