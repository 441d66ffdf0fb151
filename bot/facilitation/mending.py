"""Mending rooms: the fewest moves are shown first, made on a facilitator's word, and can be taken back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.answers import Reply, Rsvp
from bot.domain.errors import ChangedMeanwhile, FacilitationError, Impossible, TooLate
from bot.domain.languages import say
from bot.domain.programme import Note
from bot.domain.sessions import RoomPlan, Session
from bot.facilitation import rooms as work
from bot.facilitation.audience import attending
from bot.facilitation.meetings import owe_list
from bot.facilitation.publishing import mended, too_close
from bot.facilitation.room_news import concerned, tell
from bot.facilitation.rounds import show_reply
from bot.facilitation.setting import Setting
from bot.facilitation.steps import opaque
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import versions
from bot.voice.mending import Mend
from bot.voice.words import A_LATE_ANSWER


class HostsNoRoom(FacilitationError):
    """{name} hosts no room. If they cannot come, write: /convene rooms mend without {name}"""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a facilitator named; with nothing named, the facts decide."""

    leave: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    host_ill: str = ""

    @property
    def nothing(self) -> bool:
        return not (self.leave or self.join or self.host_ill)

    @property
    def away(self) -> tuple[str, ...]:
        """All who are not to be seated any more; a host who is ill stays away."""
        return tuple(dict.fromkeys(filter(None, [*self.leave, self.host_ill])))


def preview(
    desk: Desk,
    session_id: str,
    *,
    leave: Sequence[str] = (),
    join: Sequence[str] = (),
    host_ill: str = "",
) -> Mend:
    """The rooms as they would be with the fewest moves, and who would be told. Nothing changes by looking."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        asked = Asked(leave=tuple(leave), join=tuple(join), host_ill=host_ill)
        return look(setting, setting.session(session_id), asked)


def look(setting: Setting, session: Session, asked: Asked) -> Mend:
    """The same within a transaction. Raises NoRoomsYet, TooLate, and what does not fit the rooms as they are."""
    plan = work.latest(setting, session)
    if session.cancelled or session.ends_at <= setting.now:
        raise TooLate(why="the session is over or does not take place")
    _check(setting, plan, asked)
    leave, join = (asked.away, asked.join) if not asked.nothing else _facts(setting, session, plan)
    repaired = mended(setting, session, plan, leave=leave, join=join, thorough=asked.nothing)
    out = plan.state == "published"
    return Mend(
        session=session,
        base=plan.version,
        people=setting.people,
        before=plan.rooms,
        rooms=repaired.rooms,
        moves=repaired.moves,
        notices=tuple(said for said in repaired.notices if said not in repaired.parts),
        told=concerned(setting, session, plan, repaired.rooms) if out else (),
        waits=not out,
        near=too_close(setting, session),
        going_on=session.starts_at <= setting.now,
        leave=asked.leave,
        join=asked.join,
        host_ill=asked.host_ill,
        mark=opaque(repr((repaired.rooms, repaired.moves)))[:12],
        online=setting.place,
    )


def _check(setting: Setting, plan: RoomPlan, asked: Asked) -> None:
    """Whether what was named makes sense in these rooms."""
    for person in asked.leave:
        if plan.room_of(person) is None:
            name = setting.person(person).name
            raise Impossible(what=f"Taking {name} out", why="they sit in no room as it is")
    for person in asked.join:
        if room := plan.room_of(person):
            name = setting.person(person).name
            raise Impossible(what=f"Seating {name}", why=f"they sit in {room.name} already")
    if asked.host_ill and asked.host_ill not in {room.host for room in plan.rooms}:
        raise HostsNoRoom(name=setting.person(asked.host_ill).name)


def _facts(
    setting: Setting, session: Session, plan: RoomPlan
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who sits there and does not come, and who comes and sits nowhere."""
    replies = {r.person_id: r.answer for r in setting.memory.replies.find(session_id=session.id)}
    here = (person for room in plan.rooms for person in room.people)
    leave = tuple(p for p in here if p not in setting.people or replies.get(p) is Rsvp.NO)
    coming = (p.id for p in attending(setting, session) if p.id in replies)
    return leave, tuple(p for p in coming if p not in plan.seated)


def carry_out(
    desk: Desk,
    session_id: str,
    *,
    base: int,
    by: str,
    leave: Sequence[str] = (),
    join: Sequence[str] = (),
    host_ill: str = "",
    mark: str = "",
) -> tuple[Mend, RoomPlan, tuple[str, ...]]:
    """Make these changes: what was done, the new version, and whom an undo would tell.

    Raises ChangedMeanwhile where the rooms, or what they need, are not what the facilitator was shown.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        plan = work.latest(setting, session)
        _unchanged(setting, plan, base, by)
        asked = Asked(leave=tuple(leave), join=tuple(join), host_ill=host_ill)
        mend = look(setting, session, asked)
        if mark and mark != mend.mark:
            raise ChangedMeanwhile(who="An answer that came since", what="what these rooms need")
        if not mend.changes:
            raise Impossible(what="Mending", why="there is nothing to mend any more")
        return mend, *_make(setting, session, plan, mend, by)


def without(setting: Setting, session: Session, person_id: str, *, by: str) -> None:
    """Mend the rooms for somebody who has left, on a facilitator's word, however near the session is."""
    plan = work.latest(setting, session)
    _make(setting, session, plan, look(setting, session, Asked(leave=(person_id,))), by)


def _unchanged(setting: Setting, plan: RoomPlan, base: int, by: str) -> None:
    """Whether the rooms are still those that were looked at."""
    if plan.version != base:
        other = setting.people.get(plan.by)
        who = "You yourself" if plan.by == by else other.name if other else say(A_LATE_ANSWER)
        raise ChangedMeanwhile(who=who, what="the rooms")


def _make(
    setting: Setting, session: Session, plan: RoomPlan, mend: Mend, by: str
) -> tuple[RoomPlan, tuple[str, ...]]:
    """The new version, with the answers that were given through a facilitator; told at once where rooms were."""
    earlier = _answer_for(setting, session, mend, by)
    said = (*mend.notices, *work.words_of(setting, session, mend.rooms))
    why = versions.MENDED
    new = work.next_version(
        setting, session, plan, mend.rooms,
        notices=tuple(dict.fromkeys(said)), by=by, why=why, state=plan.state,
    )  # fmt: skip
    setting.memory.notes.save(Note(id=_note(new), text=json.dumps([plan.version, earlier])))
    if new.state == "published":
        owe_list(setting, session, new)
        tell(setting, session, new, plan)
    trace(setting, by, f"changed the rooms (version {new.version}, {why})", session.id)
    work.show_rooms(setting, session)
    return new, told_back(setting, new)


def _note(plan: RoomPlan) -> str:
    return f"mended:{plan.session_id}:{plan.version}"


def _answer_for(
    setting: Setting, session: Session, mend: Mend, by: str
) -> dict[str, list[str] | None]:
    """Write down what a facilitator says of who comes; the answers there were before, for an undo."""
    away = [p for p in (*mend.leave, mend.host_ill) if p]
    wanted = {**dict.fromkeys(away, Rsvp.NO), **dict.fromkeys(mend.join, Rsvp.YES)}
    earlier: dict[str, list[str] | None] = {}
    for person, answer in wanted.items():
        old = setting.memory.replies.seek(f"{session.id}:{person}")
        if old is None or old.comes != (answer is not Rsvp.NO):
            earlier[person] = [old.answer.value, old.at.isoformat(), old.by] if old else None
            setting.memory.replies.save(
                Reply(session_id=session.id, person_id=person, answer=answer, at=setting.now, by=by)
            )
            show_reply(setting, session, person)
    return earlier


def told_back(setting: Setting, plan: RoomPlan) -> tuple[str, ...]:
    """Whom it would concern if a mend that was told is taken back, by id; nobody where there is none."""
    if plan.state != "published" or setting.memory.notes.seek(_note(plan)) is None:
        return ()
    target = setting.memory.plans.version(plan.session_id, _kept(setting, plan)[0])
    told = concerned(setting, setting.session(plan.session_id), plan, target.rooms)
    return tuple(dict.fromkeys(each.person for each in told))


def _kept(setting: Setting, plan: RoomPlan) -> tuple[int, dict[str, list[str] | None]]:
    base, earlier = json.loads(setting.memory.notes.get(_note(plan)).text)
    return int(base), earlier


def undo(
    desk: Desk, session_id: str, *, by: str, base: int = 0
) -> tuple[RoomPlan, tuple[str, ...]]:
    """Take the last change back, and say who is told: a mend that was told is told back in the same breath."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        plan = work.latest(setting, session)
        if base:
            _unchanged(setting, plan, base, by)
        if memory.notes.seek(_note(plan)) is None:
            return work.undo(desk, session_id, by=by), ()
        return _take_back(setting, session, plan, by)


def _take_back(
    setting: Setting, session: Session, plan: RoomPlan, by: str
) -> tuple[RoomPlan, tuple[str, ...]]:
    version, earlier = _kept(setting, plan)
    target = setting.memory.plans.version(session.id, version)
    why, back = versions.back_to(version), told_back(setting, plan)
    new = work.next_version(
        setting, session, plan, target.rooms, notices=target.notices, by=by, why=why,
        state=plan.state, pinned=target.pinned, undoes=version,
    )  # fmt: skip
    if new.state == "published":
        owe_list(setting, session, new)
        tell(setting, session, new, plan, back=True)
    _answers_back(setting, session, earlier)
    trace(setting, by, f"undid a change of the rooms, {why}", session.id)
    work.show_rooms(setting, session)
    return new, back


def _answers_back(setting: Setting, session: Session, earlier: dict[str, list[str] | None]) -> None:
    """The answers as they were before the mend."""
    for person, old in earlier.items():
        if old is None:
            setting.memory.replies.remove(f"{session.id}:{person}")
        else:
            answer, at, by = old
            reply = Reply(
                session_id=session.id, person_id=person, answer=Rsvp(answer),
                at=datetime.fromisoformat(at), by=by,
            )  # fmt: skip
            setting.memory.replies.save(reply)
        show_reply(setting, session, person)


def to_mend(setting: Setting, session: Session, plan: RoomPlan) -> Mend | None:
    """What the facts ask of these rooms, if anything, for the page that shows them."""
    latest = setting.memory.plans.latest(session.id)
    if session.cancelled or session.ends_at <= setting.now or latest != plan or not plan.rooms:
        return None
    mend = look(setting, session, Asked())
    return replace(mend, told=()) if mend.changes else None
