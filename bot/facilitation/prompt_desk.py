"""The facilitators' desk for prompts: re-worded, moved, held, released, skipped, new ones. The plan itself stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from bot.domain.answers import Asking
from bot.domain.civil_time import local_date, quiet
from bot.domain.errors import ChangedMeanwhile, FacilitationError, Impossible, NoSuchThing
from bot.domain.programme import Offset, Prompt, Stands, When
from bot.domain.prompt_changes import OWN, PromptChange, as_fields, change_id
from bot.domain.sessions import Session
from bot.facilitation import timetable
from bot.facilitation.letters import HELD_BACK
from bot.facilitation.rounds import (
    ask_key,
    due_at,
    is_room_news,
    put_off,
    reminder_key,
    show_where_asked,
)
from bot.facilitation.setting import Setting
from bot.facilitation.telling import LEFT
from bot.facilitation.traces import trace
from bot.ports import Desk

ALL_OF_IT = (
    "when", "audience", "type", "text", "visibility", "minutes", "send", "help", "max_chars", "choices",
    "scale_min", "scale_max", "low", "high", "optional",
)  # fmt: skip


class NotAPrompt(FacilitationError):
    """That does not fit together: {why}"""


@dataclass(frozen=True, kw_only=True)
class Act:
    """What a facilitator does to one prompt. `base` is the version they were looking at; None where they typed it."""

    session_id: str
    prompt: str
    by: str
    base: int | None = None


Changes = Callable[[Setting, Session, Prompt], Prompt]


def reword(
    desk: Desk,
    act: Act,
    *,
    text: str,
    help: str | None = None,
    choices: Sequence[str] | None = None,
) -> Prompt:
    """Put a prompt in other words. Where it stands already it says the new ones, and who put it so."""

    def changes(setting: Setting, session: Session, prompt: Prompt) -> Prompt:
        offered = prompt.choices if choices is None else tuple(choices)
        if offered != prompt.choices and _askings(setting, session, prompt):
            raise Impossible(
                what="Changing the choices",
                why="some people chose from them already, or may by now",
            )
        hint = prompt.help if help is None else help.strip()
        return replace(prompt, text=text.strip(), help=hint, choices=offered)

    with desk.store.begin() as memory:
        setting, prompt = _change(Setting(desk, memory), act, changes, "re-worded")
        session = setting.session(act.session_id)
        for asking in _askings(setting, session, prompt):
            effect = memory.effects.seek(ask_key(asking.id))
            if effect and effect.state in LEFT:
                memory.askings.save(replace(asking, reworded_by=act.by))
            show_where_asked(setting, asking.id, asking.person_id)
        return prompt


def move(desk: Desk, act: Act, day: date, at: time | None = None) -> Prompt:
    """Ask on another day, at the hour at which people are written to, or at another one, where each of them lives.

    Whoever was asked already stays asked.
    """

    def changes(setting: Setting, session: Session, prompt: Prompt) -> Prompt:
        if prompt.send is None or is_room_news(prompt):
            raise Impossible(what="Another day", why="this one comes with the rooms")
        if at and quiet(at, setting.rules):
            raise Impossible(
                what="That hour", why="nobody is written to in the evening and at night"
            )
        send = replace(offset_to(session, prompt.when, day), at=at)
        moved = replace(prompt, send=send, since=setting.now)
        last = max(due_at(setting, session, replace(moved, since=None), z) for z in setting.zones)
        if last < setting.now:
            raise Impossible(what="That day", why="it has passed")
        return moved

    with desk.store.begin() as memory:
        setting, prompt = _change(Setting(desk, memory), act, changes, "moved")
        _ask_again(setting, setting.session(act.session_id), prompt)
        return prompt


def offset_to(session: Session, when: When, day: date) -> Offset:
    """How many days before the session, or after it, this day is where the session is at home."""
    before = when is When.PRE
    own = local_date(session.starts_at if before else session.ends_at, session.zone)
    days = (day - own).days
    if days == 0 or (days < 0) is not before:
        raise Impossible(
            what="That day",
            why=f"this is asked {'before the day of the session' if before else 'after the day of the session'}",
        )
    return Offset(days=days)


def hold(desk: Desk, act: Act) -> Prompt:
    """Let nothing more of it leave until it is released."""
    return _hold_back(desk, act, Stands.HELD, "held")


def skip(desk: Desk, act: Act) -> Prompt:
    """Do not ask it this month. What was asked already stays."""
    return _hold_back(desk, act, Stands.SKIPPED, "skipped")


def _hold_back(desk: Desk, act: Act, state: Stands, did: str) -> Prompt:
    def changes(setting: Setting, session: Session, prompt: Prompt) -> Prompt:
        if is_room_news(prompt):
            raise Impossible(
                what="Holding it",
                why="people must hear their room; hold the rooms by not publishing them",
            )
        return replace(prompt, stands=state)

    with desk.store.begin() as memory:
        _, prompt = _change(Setting(desk, memory), act, changes, did)
        for prefix in _owed(act):
            memory.effects.cancel(prefix, HELD_BACK)
        return prompt


def release(desk: Desk, act: Act) -> Prompt:
    """Ask it after all: at its hour, or as soon as people may be spoken to where that has passed."""

    def changes(setting: Setting, session: Session, prompt: Prompt) -> Prompt:
        if prompt.asked:
            raise Impossible(what="Releasing it", why="nobody holds it")
        if prompt.when is When.PRE and session.starts_at <= setting.now:
            raise Impossible(what="Asking it", why="it belongs before the session, which has begun")
        return replace(prompt, stands=Stands.ASKED, since=setting.now)

    with desk.store.begin() as memory:
        setting, prompt = _change(Setting(desk, memory), act, changes, "released")
        for prefix in _owed(act):
            memory.effects.revive(prefix, HELD_BACK)
        _ask_again(setting, setting.session(act.session_id), prompt)
        return prompt


def _owed(act: Act) -> list[str]:
    """How the keys begin of all that asks this prompt, and reminds of it."""
    about = f"{act.session_id}:{act.prompt}:"
    return [ask_key(about), reminder_key(about)]


def write(desk: Desk, session_id: str, prompt: Prompt, *, by: str) -> Prompt:
    """Ask something the plan does not have, around one session."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        number = memory.numbers.next(f"own-prompt:{session_id}")
        act = Act(session_id=session_id, prompt=f"{OWN}{number}", by=by)
        new = replace(prompt, key=act.prompt, since=setting.now)
        return _keep(setting, setting.session(session_id), new, ALL_OF_IT, act, "wrote")[1]


def _change(setting: Setting, act: Act, changes: Changes, did: str) -> tuple[Setting, Prompt]:
    """One change of one prompt, on top of what the facilitator was looking at; and everything as it stands then."""
    session = setting.session(act.session_id)
    prompt = prompt_of(setting, session, act.prompt)
    old = setting.memory.prompt_changes.seek(change_id(session.id, prompt.key))
    if act.base is not None and act.base != (old.version if old else 0):
        other = setting.one(old.by) if old else None
        raise ChangedMeanwhile(who=other.name if other else "Somebody else", what="this prompt")
    if session.cancelled or session.ends_at < setting.programme.loaded_at:
        raise Impossible(what="Changing it", why="that session does not take place")
    new = changes(setting, session, prompt)
    known = {p.key: p for p in setting.plan_as_held.prompts_of(session.month)}
    written = known.get(prompt.key)
    names = [n for n in ALL_OF_IT if written is None or getattr(new, n) != getattr(written, n)]
    return _keep(setting, session, new, names, act, did, old)


def _keep(
    setting: Setting,
    session: Session,
    prompt: Prompt,
    names: Sequence[str],
    act: Act,
    did: str,
    old: PromptChange | None = None,
) -> tuple[Setting, Prompt]:
    """Write it down if it could stand in the plan, and let the timetable follow."""
    if faults := setting.desk.prompt_faults(setting.programme.plan_text, session.month, prompt):
        raise NotAPrompt(why=" ".join(faults))
    setting.memory.prompt_changes.save(
        PromptChange(
            id=change_id(session.id, prompt.key),
            session_id=session.id,
            month=session.month,
            prompt=prompt.key,
            state=prompt.stands,
            fields=as_fields(prompt, names),
            by=act.by,
            at=old.at if old else setting.now,
            since=prompt.since,
            version=old.version + 1 if old else 1,
        )
    )
    trace(setting, act.by, f"{did} the prompt {prompt.key}", session.id)
    fresh = Setting(setting.desk, setting.memory)
    timetable.plan_duties(fresh, session)
    return fresh, prompt


def prompt_of(setting: Setting, session: Session, key: str) -> Prompt:
    """A prompt of a session by its key. Raises NoSuchThing."""
    found = next((p for p in setting.plan.prompts_of(session.month) if p.key == key), None)
    if found is None:
        raise NoSuchThing(what="prompt", name=key, hint=f"See: /convene prompt {session.month}")
    return found


def version_of(setting: Setting, session: Session, key: str) -> int:
    """How often a prompt of a session was changed."""
    change = setting.memory.prompt_changes.seek(change_id(session.id, key))
    return change.version if change else 0


def _askings(setting: Setting, session: Session, prompt: Prompt) -> list[Asking]:
    return setting.memory.askings.find(session_id=session.id, prompt=prompt.key)


def _ask_again(setting: Setting, session: Session, prompt: Prompt) -> None:
    """What has not left goes by the new hour; the round looks again where its first instant has passed."""
    for asking in _askings(setting, session, prompt):
        put_off(setting, session, prompt, asking)
    asks = [
        duty
        for duty in timetable.duties_of(setting, session)
        if duty.facts.get("prompt") == prompt.key and duty.kind in {"round", "room-question"}
    ]
    for duty in asks:
        if duty.kind == "round" or setting.now < session.ends_at:
            setting.memory.duties.again(duty.key, max(duty.due_at, setting.now))
