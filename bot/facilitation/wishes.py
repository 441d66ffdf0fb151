"""What people and facilitators ask of a session's rooms, gathered for whoever draws, mends or looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.effects import Duty
from bot.domain.room_wishes import RoomWish, WishKind
from bot.domain.roster import Participant
from bot.domain.seating_check import honours
from bot.domain.seating_wishes import ImpossibleRooms, Wishes
from bot.domain.sessions import RoomPlan, Session
from bot.facilitation.parts import spared
from bot.facilitation.setting import Setting
from bot.facilitation.steps import opaque
from bot.facilitation.telling import owe, touch_home

LOOK_AGAIN = timedelta(hours=1)


def wishes_of(setting: Setting, session: Session, pinned: Mapping[str, str]) -> Wishes:
    """Every wish that counts now; `pinned` gives the room of those who are to stay where they are."""
    plan = setting.memory.plans.latest(session.id)
    asked = sorted(counting(setting, session), key=lambda wish: _sits_there(wish, plan))
    return replace(
        _for_rooms(asked),
        pinned=pinned,
        groups=subgroup_seats(setting),
        spared=spared(setting, session),
    )


def _sits_there(wish: RoomWish, plan: RoomPlan | None) -> bool:
    """Of several rooms that somebody would rather not be in, the one they are in counts: it comes last."""
    room = plan.room_of(wish.people[0]) if plan else None
    return room is not None and room.name == wish.room


def _for_rooms(asked: Sequence[RoomWish]) -> Wishes:
    return Wishes(
        apart=_groups(asked, WishKind.APART),
        keep=_groups(asked, WishKind.TOGETHER),
        elsewhere={w.people[0]: w.room for w in asked if w.kind is WishKind.ELSEWHERE},
    )


def _groups(asked: Sequence[RoomWish], kind: WishKind) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(wish.people) for wish in asked if wish.kind is kind)


def counting(setting: Setting, session: Session) -> list[RoomWish]:
    """The private wishes that hold for a session, in the order in which they came."""
    return [wish for wish in standing(setting) if wish.session_id in {"", session.id}]


def standing(setting: Setting) -> list[RoomWish]:
    """Every private wish that still holds: of people who are here, for sessions that are not over."""
    found = (held(setting, wish) for wish in setting.memory.room_wishes.find())
    return sorted(filter(None, found), key=lambda wish: (wish.at, wish.id))


def held(setting: Setting, wish: RoomWish) -> RoomWish | None:
    """What is left of a wish: nothing once its session is over, or too few of its people are here."""
    session = setting.memory.sessions.seek(wish.session_id) if wish.session_id else None
    over = bool(wish.session_id) and (session is None or session.ends_at <= setting.now)
    here = tuple(person for person in wish.people if person in setting.people)
    least = 1 if wish.kind is WishKind.ELSEWHERE else 2
    return None if over or len(here) < least or _asker_left(setting, wish) else _cut(wish, here)


def _asker_left(setting: Setting, wish: RoomWish) -> bool:
    """A wish goes with whoever asked for it themselves; what a facilitator wrote down stays."""
    return wish.by in wish.people and wish.by not in setting.people


def _cut(wish: RoomWish, here: tuple[str, ...]) -> RoomWish:
    return wish if here == wish.people else replace(wish, people=here)


def unkept(setting: Setting, session: Session, plan: RoomPlan) -> list[RoomWish]:
    """The private wishes that these rooms do not keep."""
    asked = counting(setting, session)
    return [wish for wish in asked if not honours(plan.rooms, _for_rooms([wish]))]


def subgroup_seats(setting: Setting) -> dict[str, Sequence[str]]:
    going = setting.memory.subgroups.find(state=("forming", "open"))
    return {subgroup.name: subgroup.members for subgroup in going}


def let_go(setting: Setting) -> None:
    """Forget what holds no more: wishes of people who left or were erased, and for sessions that are over."""
    for wish in setting.memory.room_wishes.find():
        left = held(setting, wish)
        if left is None:
            end_wish(setting, wish)
        elif left != wish:
            setting.memory.room_wishes.save(left)


def end_wish(setting: Setting, wish: RoomWish) -> None:
    """Forget a wish, and see that no restored backup brings it back."""
    setting.memory.room_wishes.remove(wish.id)
    setting.memory.forget_list.add("room-wish", wish.id, setting.now)


def word_to_facilitators(setting: Setting, session: Session, about: str) -> None:
    """Tell each facilitator once that something about wishes waits for them. The words are found when it leaves."""
    for person in setting.facilitators:
        key = f"{session.id}:rooms-word:{about}:{person.id}"
        facts = {"session": session.id}
        owe(setting, "rooms-word", key, person, facts, expires_at=session.ends_at)
        touch_home(setting, person.id)


def word_to_asker(setting: Setting, person: Participant) -> None:
    """Tell somebody that facilitators let go of what they had asked for; neither key nor facts say what it was."""
    number = setting.memory.numbers.next("rooms-word")
    owe(setting, "rooms-word", f"rooms-word:{number}:{person.id}", person, {})


def word_if_unkept(setting: Setting, session: Session) -> None:
    """Let facilitators know where the newest rooms leave wishes unkept, once as long as it is the same ones."""
    plan = setting.memory.plans.latest(session.id)
    missed = unkept(setting, session, plan) if plan else []
    if missed:
        word_to_facilitators(setting, session, opaque("|".join(sorted(w.id for w in missed))))


def drawn_or_told(setting: Setting, duty: Duty, draw: Callable[[], object]) -> datetime | None:
    """Draw rooms by the timetable. What cannot all be kept is never broken in silence: then there are no rooms,
    facilitators are told when they were due, and it is tried again each hour.
    """
    let_go(setting)
    try:
        draw()
    except ImpossibleRooms:
        session = setting.session(duty.facts["session"])
        word_to_facilitators(setting, session, f"none:{duty.kind}")
        return setting.now + LOOK_AGAIN
    return None
