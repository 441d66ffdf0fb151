"""A programme ends properly: what is open is asked about, people part with thanks, and nothing stays silently open.

One duty looks at what is next around the last session there is. Where that becomes another one, because a session is
added, called off or takes place after all, the ending is taken back and comes again at its time.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.civil_time import next_local_hour
from bot.domain.effects import Duty, State
from bot.domain.ending import ASKED, FAREWELL, OPEN, Moments, moments
from bot.domain.followup import BEYOND, FORMING, ActionItem, Progress, Subgroup
from bot.domain.programme import Note
from bot.domain.roster import GUEST, ONCE, Participant
from bot.domain.sessions import Session
from bot.domain.synthesis import Loop, LoopState
from bot.facilitation import subgroup_digests, subgroups
from bot.facilitation.actions import going, show_action
from bot.facilitation.setting import Setting
from bot.facilitation.telling import (
    LASTING,
    LEFT,
    owe,
    say_to_subgroup,
    touch,
    touch_all,
    touch_home,
    touch_letters,
)
from bot.facilitation.told import tell_at_the_end, untell
from bot.facilitation.traces import trace
from bot.voice.ending import GOES_ON, LET_GO, WENT_ON

ENDING = "ending"
# whoever calls a session off may be about to add another one
GRACE = timedelta(days=2)
LATELY = timedelta(days=30)  # what was asked since then is not asked again


def last_session(setting: Setting) -> Session | None:
    """The session that ends last of those that take place; None where none does, or nothing has begun."""
    held = [s for s in setting.sessions() if not s.cancelled] if setting.begun else []
    return max(held, key=lambda s: s.ends_at, default=None)


def over(setting: Setting) -> Session | None:
    """The last session, where it is over and with it the programme."""
    last = last_session(setting)
    return last if last and last.ends_at <= setting.now else None


def follow(setting: Setting) -> None:
    """Plan the next step of the ending by the sessions as they are now. Safe to call at any time."""
    last, known = last_session(setting), setting.memory.notes.seek(ENDING)
    if known and (last is None or _id_in(known) != last.id):
        _take_back(setting, _id_in(known))
    if last is None or _was_over(setting, last, known):
        setting.memory.duties.cancel(ENDING)
        setting.memory.notes.remove(ENDING)
        return
    if known is None or _id_in(known) != last.id:
        since = setting.now.isoformat() if known else ""
        setting.memory.notes.save(Note(id=ENDING, text=f"{last.id}|{since}"))
    at = next_step(setting, last)
    if at is None:
        setting.memory.duties.cancel(ENDING)
        return
    setting.memory.duties.again(ENDING, at)  # also where all was done around another session
    setting.memory.duties.plan(Duty(key=ENDING, kind=ENDING, due_at=at, facts={"session": last.id}))


def _was_over(setting: Setting, last: Session, known: Note | None) -> bool:
    """Whether it was over before it began here, or long before there was an ending: nobody is asked about it now."""
    late = known is None and last.ends_at + LATELY < setting.now
    return late or last.ends_at < setting.programme.loaded_at


def _id_in(note: Note) -> str:
    return note.text.partition("|")[0]


def look(setting: Setting, duty: Duty) -> datetime | None:
    """Do what is due of the ending; when to look again."""
    last = last_session(setting)
    if last is None:
        return None
    for step, do in STEPS.items():
        at = _due(setting, last, step)
        if at and at <= setting.now:
            do(setting, last)
            setting.memory.notes.save(Note(id=_mark(step, last.id), text=setting.now.isoformat()))
    return next_step(setting, last)


def next_step(setting: Setting, last: Session) -> datetime | None:
    """When the next step is due; None where all are done."""
    return min(filter(None, (_due(setting, last, step) for step in STEPS)), default=None)


def coming(setting: Setting, last: Session) -> dict[str, datetime]:
    """The steps that are still to be done, each with its instant, the next one first."""
    found = {step: _due(setting, last, step) for step in STEPS}
    return {step: at for step, at in found.items() if at}


def _due(setting: Setting, last: Session, step: str) -> datetime | None:
    """When a step is due that is not done yet; not at once where another session was the last until now."""
    if done_at(setting, step, last.id):
        return None
    known = setting.memory.notes.seek(ENDING)
    since = known.text.partition("|")[2] if known else ""
    at: datetime = getattr(moments_of(setting, last), step)
    return max(at, datetime.fromisoformat(since) + GRACE) if since else at


def moments_of(setting: Setting, last: Session) -> Moments:
    """The instants of the ending around this session."""
    prompts = setting.plan.prompts_of(last.month)
    return moments(last, prompts, done_at(setting, "ask", last.id))


def done_at(setting: Setting, step: str, session_id: str) -> datetime | None:
    """When a step of the ending around this session was done."""
    note = setting.memory.notes.seek(_mark(step, session_id))
    return datetime.fromisoformat(note.text) if note else None


def _mark(step: str, session_id: str) -> str:
    return f"{ENDING}:{step}:{session_id}"


def _ask(setting: Setting, last: Session) -> None:
    """One message to each with all that they have in hand: their actions, and the subgroups they convene."""
    for person in setting.everyone.values():
        known = _asked_lately(setting, person)
        actions = [a.id for a in going(setting, person.id) if a.state is not Progress.PROPOSED]
        groups = [g.id for g in open_groups(setting) if g.convenor == person.id]
        facts = {"actions": _new(actions, known), "subgroups": _new(groups, known)}
        if facts["actions"] or facts["subgroups"]:
            at = next_local_hour(setting.now, person.zone, setting.rules)
            key = f"{ASKED}:{last.id}:{person.id}"
            owe(setting, ASKED, key, person, {**facts, "session": last.id}, at=at)


def _new(ids: list[str], known: set[str]) -> list[str]:
    return [id for id in ids if id not in known]


def _asked_lately(setting: Setting, person: Participant) -> set[str]:
    """What somebody was asked about already, around a session that was the last until a short while ago."""
    asked = setting.memory.effects.find(f"{ASKED}:", kind=ASKED, target=person.id)
    lately = [e for e in asked if setting.now - e.not_before < LATELY]
    return {id for e in lately for id in (*e.payload["actions"], *e.payload["subgroups"])}


def open_groups(setting: Setting) -> list[Subgroup]:
    """The subgroups that are still looked after."""
    return [group for group in setting.memory.subgroups.find() if not group.closed]


def is_answered(setting: Setting, thing: ActionItem | Subgroup) -> bool:
    """Whether it was said what becomes of it after the programme."""
    if isinstance(thing, Subgroup):
        return thing.pulse == BEYOND
    return bool(thing.kept_in) and done_at(setting, "ask", thing.kept_in) is not None


def unanswered(setting: Setting) -> tuple[list[ActionItem], list[Subgroup]]:
    """What is open and nobody has said anything about."""
    actions = [a for a in going(setting) if not is_answered(setting, a)]
    return actions, [g for g in open_groups(setting) if not is_answered(setting, g)]


def untold(setting: Setting) -> list[Loop]:
    """What people said and have not heard of what became of it."""
    return setting.memory.loops.find(state=(LoopState.OPEN, LoopState.HAPPENED))


def _name_what_is_open(setting: Setting, last: Session) -> None:
    """Two days before, facilitators read what nobody has answered; after it their farewell says so."""
    actions, groups = unanswered(setting)
    if last.starts_at <= setting.now or not (actions or groups or untold(setting)):
        return
    for person in setting.facilitators:
        at = next_local_hour(setting.now, person.zone, setting.rules)
        key = f"{OPEN}:{last.id}:{person.id}"
        owe(setting, OPEN, key, person, {"session": last.id}, at=at, expires_at=last.ends_at)


def _part(setting: Setting, last: Session) -> None:
    """One farewell to each, with what became of what they said; what was held back since goes on."""
    tell_at_the_end(setting)
    prefix = f"{FAREWELL}:{last.id}:"
    _revive(setting, prefix)
    for person in setting.everyone.values():
        if person.role != GUEST and person.standing != ONCE:
            at = next_local_hour(setting.now, person.zone, setting.rules)
            owe(setting, FAREWELL, f"{prefix}{person.id}", person, {"session": last.id}, at=at)
        touch_home(setting, person.id)
    touch_all(setting, prefix)


def _revive(setting: Setting, prefix: str) -> None:
    """What was held back while the programme went on leaves now, each at their own hour."""
    setting.memory.effects.revive(prefix, GOES_ON)
    for effect in setting.memory.effects.find(prefix, states=[State.READY]):
        person = setting.one(effect.target)
        if person:
            at = next_local_hour(setting.now, person.zone, setting.rules)
            setting.memory.effects.put_off(effect.key, not_before=at, expires_at=at + LASTING)


def _close(setting: Setting, last: Session) -> None:
    """What is still open closes by itself, as the last word on it that somebody said.

    An action stays with whoever took it on: they said yes once, nobody has taken that word back, and to release them
    would be to say something in their place. What nobody here ever said yes to is let go, with thanks. A subgroup
    goes on where its convenor says so; without anybody's word nobody carries it, so it closes with thanks, as one
    that was quiet for long does. Its place, and what its people took on, stay theirs.
    """
    for action in going(setting):
        new = _settled(setting, action)
        setting.memory.actions.save(new)
        trace(setting, "", WENT_ON if new.went_on else LET_GO, action.id)
        show_action(setting, new)
    for group in open_groups(setting):
        _end(setting, group, last)
    setting.memory.duties.cancel(f"{last.id}:subgroups")  # nobody is asked how it goes any more
    for person in setting.facilitators:
        touch(setting, f"{FAREWELL}:{last.id}:{person.id}")


def _settled(setting: Setting, action: ActionItem) -> ActionItem:
    if action.state is Progress.PROPOSED or setting.one(action.owner) is None:
        return action.stands(Progress.LET_GO, at=setting.now)
    return replace(action, kept_in=BEYOND)


def _end(setting: Setting, group: Subgroup, last: Session) -> None:
    """It closes, or goes on by itself; its place reads so once."""
    setting.memory.duties.cancel(subgroup_digests.key(group))
    if not is_answered(setting, group):
        subgroups.close_it(setting, group, "")
        trace(setting, "", "a subgroup closed at the end of the programme", group.id)
    else:
        on = replace(group, state=BEYOND, closed_at=setting.now)
        setting.memory.subgroups.save(on)
        key = f"{_beyond(on)}{last.id}"
        say_to_subgroup(setting, on, "subgroup-closed", key, {"subgroup": on.id})
        subgroups.show(setting, on)
        trace(setting, "", "a subgroup went on beyond the programme", on.id)
    touch_letters(setting, ASKED, group.convenor)


def _beyond(group: Subgroup) -> str:
    """How the keys begin of what its place reads when it goes on by itself."""
    return f"subgroup:{group.id}:beyond:"


def _take_back(setting: Setting, session_id: str) -> None:
    """The programme goes on: what waits does not leave, what stands says so, and what went on goes on here."""
    memory = setting.memory
    parted = done_at(setting, "farewell", session_id)
    if parted and not memory.effects.find(f"{FAREWELL}:{session_id}:", states=LEFT):
        untell(setting, parted)
    for kind in (OPEN, FAREWELL):
        memory.effects.cancel(f"{kind}:{session_id}:", GOES_ON)
        touch_all(setting, f"{kind}:{session_id}:")
    touch_all(setting, f"{ASKED}:{session_id}:")
    for step in ("eve", "farewell", "close"):
        memory.notes.remove(_mark(step, session_id))
    for action in memory.actions.find(kept_in=BEYOND):
        memory.actions.save(replace(action, kept_in=""))
        show_action(setting, replace(action, kept_in=""))
    for group in memory.subgroups.find(state=BEYOND):
        again = replace(group, state="open" if group.channel else FORMING, closed_at=None)
        memory.subgroups.save(again)
        subgroup_digests.plan(setting, again)
        subgroups.show(setting, again)
        touch_all(setting, _beyond(again))
    for person in setting.everyone.values():
        touch_home(setting, person.id)


STEPS: Mapping[str, Callable[[Setting, Session], None]] = {
    "ask": _ask,
    "eve": _name_what_is_open,
    "farewell": _part,
    "close": _close,
}
