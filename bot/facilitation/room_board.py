"""The rooms of a session on a board: seen, changed on top of what was seen, compared, and published."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import ChangedMeanwhile, NoSuchThing, TooLate
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation import mending, publishing
from bot.facilitation import rooms as work
from bot.facilitation.room_news import NEAR, concerned
from bot.facilitation.rooms import room_name
from bot.facilitation.setting import Setting
from bot.facilitation.sheets import page_of
from bot.facilitation.this_session import Around, around, chosen
from bot.ports import Desk
from bot.voice import room_board as words
from bot.voice.mail import plain
from bot.voice.mending import Told
from bot.voice.room_board import Audience, BoardRoom, Version
from bot.voice.words import A_LATE_ANSWER, WHO_LEFT, listed, spelled

MOST_VERSIONS = 20


@dataclass(frozen=True, kw_only=True)
class Board:
    """All that stands on the board. `version` is what a change is made on; 0 where there are no rooms yet."""

    around: Around
    version: int = 0
    published: bool = False
    state: str = ""
    rooms: Sequence[BoardRoom] = ()
    others: Sequence[tuple[str, Sequence[str]]] = ()
    notices: Sequence[str] = ()
    wishes: str = ""
    mend: str = ""
    again: str = ""
    undo: str = ""
    versions: Sequence[Version] = ()
    compared: int = 0
    changes: Sequence[str] = ()


def board(desk: Desk, reader: Participant, month: int, compared: int = 0) -> Board:
    """The rooms as they are now, beside an earlier version: that which was asked for, else what people were told,
    else the one before. Raises NoSuchThing.
    """
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        plan = memory.plans.latest(session.id)
        if plan is None:
            return Board(around=around(setting, session, reader))
        versions = memory.plans.versions(session.id)
        return _board(setting, session, plan, _beside(setting, versions, compared), reader)


def version_now(desk: Desk, month: int) -> tuple[int, str]:
    """The newest version of the rooms and its state, for whoever asks every few seconds."""
    with desk.store.read() as memory:
        session = Setting(desk, memory).session_of(month)
        plan = memory.plans.latest(session.id)
        return (plan.version, plan.state) if plan else (0, "")


def _beside(setting: Setting, versions: Sequence[RoomPlan], compared: int) -> RoomPlan | None:
    earlier = versions[:-1]
    asked = next((one for one in earlier if one.version == compared), None)
    told = next((one for one in reversed(earlier) if one.state == "published"), None)
    return asked or told or next(reversed(earlier), None)


def _board(
    setting: Setting, session: Session, plan: RoomPlan, beside: RoomPlan | None, reader: Participant
) -> Board:
    seen, names = page_of(setting, session, plan), [room.name for room in plan.rooms]
    versions = setting.memory.plans.versions(session.id)[-MOST_VERSIONS:]
    return Board(
        around=around(setting, session, reader),
        version=plan.version,
        published=plan.state == "published",
        state=words.state(seen),
        rooms=[_room(setting, plan, beside, room) for room in plan.rooms],
        others=[
            (listed(titles), _lines(setting, plan, way)) for way, titles in seen.rounds.items()
        ],
        notices=words.of_all(plan.notices, names),
        wishes=words.wishes(seen),
        mend=plain(seen.mend),
        again=plain(seen.again),
        undo=plain(seen.undo),
        versions=[words.version(one, setting.people, reader.zone) for one in reversed(versions)],
        compared=beside.version if beside else 0,
        changes=_changes(setting, plan, beside) if beside else (),
    )


def _room(setting: Setting, plan: RoomPlan, beside: RoomPlan | None, room: Room) -> BoardRoom:
    cards = [
        words.card(setting.people.get(id), id, plan, _was(beside, id, room.name))
        for id in room.people
    ]
    return BoardRoom(name=room.name, cards=cards, notices=words.of_room(plan.notices, room.name))


def _was(beside: RoomPlan | None, person: str, now: str) -> str:
    """The room somebody sat in before, where it was another one."""
    before = room_name(beside.room_of(person)) if beside else ""
    return before if before != now else ""


def _changes(setting: Setting, plan: RoomPlan, beside: RoomPlan) -> list[str]:
    """Everybody whose room is another than in that version, in words, by their names."""
    moved = [
        (_name(setting, id), room_name(plan.room_of(id)), room_name(beside.room_of(id)))
        for id in plan.seated | beside.seated
        if room_name(plan.room_of(id)) != room_name(beside.room_of(id))
    ]
    return [words.changed(now, was, who) for who, now, was in sorted(moved)] or [words.SAME_SEATS]


def _lines(setting: Setting, plan: RoomPlan, way: str) -> list[str]:
    rooms = next(other.rooms for other in plan.others if other.way == way)
    return [
        words.other_room(room.name, [_name(setting, id) for id in room.people]) for room in rooms
    ]


def _name(setting: Setting, person_id: str) -> str:
    person = setting.people.get(person_id)
    return spelled(person.name) if person else say(WHO_LEFT)


@dataclass(frozen=True, kw_only=True)
class Before:
    """What publishing would mean, before it is done: on which version, and who would be told what."""

    around: Around
    version: int
    audience: Audience
    notices: Sequence[str]
    wishes: str


def before_publishing(desk: Desk, reader: Participant, month: int) -> Before:
    """Who would be told what if the newest rooms were published now; nothing changes by looking.

    Raises NoRoomsYet, TooLate where they are published already.
    """
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session_of(month)
        plan, told = work.latest(setting, session), memory.plans.published(session.id)
        if plan.state == "published":
            raise TooLate(why="these rooms are published already")
        seen = page_of(setting, session, plan)
        return Before(
            around=around(setting, session, reader),
            version=plan.version,
            audience=words.audience(
                _heard(setting, concerned(setting, session, told, plan.rooms)),
                sent=session.virtual and setting.place.places_people,
                first=told is None,
                near=session.starts_at - setting.now < NEAR,
            ),
            notices=plan.notices,
            wishes=words.wishes(seen),
        )


def _heard(setting: Setting, told: Sequence[Told]) -> list[str]:
    by_person: dict[str, list[Told]] = {}
    for each in told:
        by_person.setdefault(_name(setting, each.person), []).append(each)
    return [words.told(person, parts) for person, parts in sorted(by_person.items())]


def publish_as_seen(desk: Desk, reader: Participant, month: int, base: int) -> None:
    """Publish the rooms that were looked at. Raises ChangedMeanwhile where there are newer ones."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session_of(month)
        plan = work.latest(setting, session)
        if plan.version != base:
            other = setting.people.get(plan.by)
            raise ChangedMeanwhile(who=other.name if other else A_LATE_ANSWER, what="the rooms")
        publishing.publish_latest(setting, session, by=reader.id)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A change as it came from the board: what, on which version, and of whom."""

    act: str
    base: int = 0
    person: str = ""
    other: str = ""
    room: str = ""


def change(desk: Desk, reader: Participant, month: int, wanted: Wanted) -> str:
    """Make one change on the board; what was done, in words.

    Raises ChangedMeanwhile, where somebody else moved the same people since, Impossible, NoSuchThing.
    """
    with desk.store.begin() as memory:
        session = Setting(desk, memory).session_of(month).id
        act = ACTS.get(wanted.act)
        if act is None:
            raise NoSuchThing(
                what="way to change rooms", name=wanted.act, hint="Use the buttons of the board."
            )
        return act(desk, session, wanted, reader.id)


def _moved(desk: Desk, session: str, wanted: Wanted, by: str) -> str:
    plan = work.move_person(desk, session, wanted.person, wanted.room, by=by, base=wanted.base)
    return words.done(plan.why)


def _swapped(desk: Desk, session: str, wanted: Wanted, by: str) -> str:
    plan = work.swap_people(desk, session, wanted.person, wanted.other, by=by, base=wanted.base)
    return words.done(plan.why)


def _pinned(desk: Desk, session: str, wanted: Wanted, by: str) -> str:
    keep = wanted.act == "pin"
    return words.done(work.pin(desk, session, wanted.person, by=by, keep=keep).why)


def _undone(desk: Desk, session: str, wanted: Wanted, by: str) -> str:
    plan, _ = mending.undo(desk, session, by=by, base=wanted.base)
    return words.done(plan.why)


def _drawn(desk: Desk, session: str, wanted: Wanted, by: str) -> str:
    work.draw_now(desk, session, by=by)
    return words.done(words.DRAWN)


ACTS: Mapping[str, Callable[[Desk, str, Wanted, str], str]] = {
    "move": _moved,
    "swap": _swapped,
    "pin": _pinned,
    "unpin": _pinned,
    "undo": _undone,
    "draw": _drawn,
}
