"""Asking for parts in a session: one person at a time and in turn, given back at any time, open again by itself."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.civil_time import next_local_hour, notice_instant
from bot.domain.effects import Duty, Effect
from bot.domain.errors import FacilitationError
from bot.domain.hand_over import Held, room_id
from bot.domain.onlookers import Thing
from bot.domain.parts import IN_ROOMS, Part, Turn, TurnState, turn_id
from bot.domain.programme import Offset
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import keepers
from bot.facilitation.audience import ahead, attends, still_open
from bot.facilitation.parts import holder, may_be_asked, open_parts, turns_of, without_keeper
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe, touch, touch_all, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import parts as words
from bot.voice.message import Message

ASKED, OPEN = "part-asked", "parts-open"  # the kinds of effects
FROM, EVE = Offset(days=-6), Offset(days=-1)
PATIENCE = timedelta(days=1)  # so long nobody else is asked


class HasIt(FacilitationError):
    """Somebody was a moment quicker and does it. Thank you for being ready."""


class SaidNo(FacilitationError):
    """{name} does not come, or would rather not, this time. Look again: somebody else is suggested."""


class NotAsked(FacilitationError):
    """That is not yours to answer any more. Thank you all the same."""


def look(setting: Setting, duty: Duty) -> datetime | None:
    """Ask around for the parts of a session; on its eve let facilitators know what nobody has. When to look again."""
    session = setting.session(duty.facts["session"])
    if session.cancelled or session.starts_at <= setting.now:
        return None
    for part in open_parts(setting, session):
        ask_next(setting, session, part)
    eve = on_eve(setting, session)
    if setting.now < eve:
        return min(_next_look(setting, session), eve)
    tell_open(setting, session)
    return None


def _next_look(setting: Setting, session: Session) -> datetime:
    """When the first of those who are asked has had time enough."""
    waiting = setting.memory.turns.find(session_id=session.id, state=TurnState.ASKED)
    ends = [t.at + PATIENCE for t in waiting if t.at + PATIENCE > setting.now]
    return min(ends, default=setting.now + PATIENCE)


def on_eve(setting: Setting, session: Session) -> datetime:
    """When facilitators hear of what is open: at their usual hour, the first of theirs."""
    zones = {p.zone for p in setting.facilitators} or {session.zone}
    return min(notice_instant(session, EVE, zone, setting.rules) for zone in zones)


def ask_next(setting: Setting, session: Session, part: Part) -> None:
    """Ask whoever is next in turn, unless somebody has still some time to answer."""
    if part not in setting.plan.parts or holder(setting, session, part):
        return
    for turn in turns_of(setting, session):
        waits = turn.part is part and turn.state is TurnState.ASKED
        if waits and setting.now < turn.at + PATIENCE and setting.one(turn.person_id):
            return
    found = may_be_asked(setting, session, part)
    if found:
        ask(setting, session, part, found[0])


def ask(
    setting: Setting,
    session: Session,
    part: Part,
    person: Participant,
    *,
    room: str = "",
    by: str = "",
) -> None:
    """Ask one person, at an hour of theirs and with what else they are told then."""
    at = notice_instant(session, FROM, person.zone, setting.rules)
    if at < setting.now:
        at = setting.now if by else next_local_hour(setting.now, person.zone, setting.rules)
    id = turn_id(session.id, part, person.id)
    turn = Turn(
        id=id, session_id=session.id, part=part, person_id=person.id, at=at, room=room, by=by
    )
    setting.memory.turns.save(turn)
    when = None if by else at
    facts = {"session": session.id, "turn": id}
    owe(setting, ASKED, f"{ASKED}:{id}", person, facts, at=when, expires_at=session.starts_at)
    touch(setting, f"{ASKED}:{id}")


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """Would you? And what became of it."""
    turn = setting.memory.turns.get(effect.payload["turn"])
    session = setting.session(turn.session_id)
    gone = _has_another(setting, session, turn)
    open_ = turn.state is TurnState.ASKED and not gone
    if not effect.remote_id and (session.cancelled or not open_):
        return Drop(why="somebody else has it")
    return words.asked(turn, session, person, setting.plan.parts.get(turn.part, ""), gone=gone)


def _has_another(setting: Setting, session: Session, turn: Turn) -> bool:
    if turn.part in IN_ROOMS:
        return keepers.kept_by_another(setting, session, turn)
    found = holder(setting, session, turn.part)
    return found is not None and found.id != turn.person_id


def say(desk: Desk, id: str, person_id: str, *, yes: bool) -> Turn:
    """Whoever is asked says yes or no. Raises NotAsked, HasIt, TooLate."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        turn = memory.turns.seek(id)
        if turn is None or turn.person_id != person_id:
            raise NotAsked
        session = still_open(setting, turn.session_id)
        if yes and _has_another(setting, session, turn):
            raise HasIt
        said = turn.says(TurnState.YES if yes else TurnState.NO)
        memory.turns.save(said)
        if yes and turn.part in IN_ROOMS:
            keepers.appoint(setting, session, said)
        elif not yes:
            _open_again(setting, session, turn.part)
        show(setting, session, turn)
        return said


def _open_again(setting: Setting, session: Session, part: Part) -> None:
    """The next in turn is asked; so near the session facilitators hear of it, too."""
    ask_next(setting, session, part)
    if setting.now >= on_eve(setting, session):
        tell_open(setting, session)


def give_back(desk: Desk, session_id: str, part: Part, person_id: str) -> None:
    """Whoever has a part would rather not: it is open again, or with another of the room. Raises NotAsked, TooLate."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = still_open(setting, session_id)
        if not _gives_back(setting, session, part, setting.person(person_id)):
            raise NotAsked


def _gives_back(setting: Setting, session: Session, part: Part, person: Participant) -> bool:
    """Whether they had it to give."""
    id = turn_id(session.id, part, person.id)
    turn = setting.memory.turns.seek(id)
    if part in IN_ROOMS:
        if not keepers.keeps(setting, session, part, person.id):
            return False
        new = turn or Turn(
            id=id, session_id=session.id, part=part, person_id=person.id, at=setting.now
        )
        setting.memory.turns.save(replace(new, state=TurnState.BACK))
        keepers.pass_to_another(setting, session, part, person.id)
    elif turn is None or turn.state is not TurnState.YES:
        return False
    else:
        setting.memory.turns.save(turn.says(TurnState.BACK))
    _open_again(setting, session, part)
    show(setting, session, setting.memory.turns.get(id))
    return True


def let_go(setting: Setting, person: Participant, *, stays: bool = False) -> None:
    """Whoever leaves or is away has no part any more, and is asked for none; who `stays` keeps their seat."""
    for session in ahead(setting):
        for part in sorted(IN_ROOMS) if stays else ():
            _gives_back(setting, session, part, person)
        let_go_of(setting, session, person)


def let_go_of(setting: Setting, session: Session, person: Participant) -> None:
    """The same in one session."""
    for turn in turns_of(setting, session):
        if turn.person_id != person.id or turn.refused:
            continue
        setting.memory.turns.save(turn.says(TurnState.BACK))
        if turn.part not in IN_ROOMS:
            _open_again(setting, session, turn.part)
        show(setting, session, turn)
    touch_all(setting, f"{OPEN}:{session.id}:")  # which may suggest them


def show(setting: Setting, session: Session, turn: Turn) -> None:
    """Bring up to date whatever says who has a part."""
    touch_all(setting, f"{ASKED}:{session.id}:{turn.part}:")
    touch_all(setting, f"{OPEN}:{session.id}:")
    touch_all(setting, f"{session.id}:host-sheet:")
    for number, offset in enumerate(setting.rules.session_notices):
        if not offset.day_level:
            touch_all(setting, f"{session.id}:notice:{number}:")
    touch_home(setting, turn.person_id)
    about = room_id(session.id, turn.part)
    for held in setting.memory.hand_overs.find(kind=Held.PART, about=about):
        touch_all(setting, f"hand-over:{held.person_id}:")


def tell_open(setting: Setting, session: Session) -> None:
    """Let each facilitator know what nobody has, once for the eve and once more where something is given back later."""
    if not (open_parts(setting, session) or without_keeper(setting, session)):
        return
    number = setting.memory.numbers.next(f"{OPEN}:{session.id}")
    for person in setting.facilitators:
        key = f"{OPEN}:{session.id}:{number}:{person.id}"
        owe(setting, OPEN, key, person, {"session": session.id}, expires_at=session.starts_at)


def open_letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """What nobody has, with a suggestion for each."""
    session = setting.session(effect.payload["session"])
    found = _all_open(setting, session)
    unseen = session.cancelled or not found or not may_see(setting, person, Thing.TURN)
    if unseen and not effect.remote_id:
        return Drop(why="every part is taken")
    return words.open_parts(session, found, person.zone)


def _all_open(setting: Setting, session: Session) -> list[words.Open]:
    whole = [
        words.Open(
            part=part,
            label=setting.plan.parts[part],
            asked=_asked_now(setting, session, part),
            next=next(iter(may_be_asked(setting, session, part)), None),
        )
        for part in open_parts(setting, session)
    ]
    return whole + [
        words.Open(
            part=part,
            label="",
            room=room.name,
            asked=_asked_now(setting, session, part, room.name),
            next=keepers.next_in_turn(setting, session, part, room),
        )
        for part, room in without_keeper(setting, session)
    ]


def _asked_now(setting: Setting, session: Session, part: Part, room: str = "") -> list[str]:
    """The names of those who are asked and have not answered."""
    waiting = setting.memory.turns.find(
        session_id=session.id, part=part, room=room, state=TurnState.ASKED
    )
    return [p.name for turn in waiting if (p := setting.one(turn.person_id))]


def suggest(desk: Desk, session_id: str, part: Part, room: str, person_id: str, *, by: str) -> str:
    """A facilitator lets somebody be asked. Raises HasIt, TooLate."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session, person = still_open(setting, session_id), setting.person(person_id)
        still = {(one.part, one.room) for one in _all_open(setting, session)}
        if (part, room) not in still:
            raise HasIt
        before = memory.turns.seek(turn_id(session.id, part, person.id))
        refused = before is not None and before.refused  # a no is not asked about again
        if refused or not attends(setting, session, person):
            raise SaidNo(name=person.name)
        trace(setting, by, "let somebody be asked for a part", session.id)
        ask(setting, session, part, person, room=room, by=by)
        touch_all(setting, f"{OPEN}:{session.id}:")
        return words.is_asked(person)
