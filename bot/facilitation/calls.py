"""A word with a facilitator: at once, privately, never to those it is about; and again where nobody has answered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calls import Call
from bot.domain.effects import Duty, Effect
from bot.domain.errors import FacilitationError, NoSuchThing
from bot.domain.roster import Participant
from bot.facilitation.actions import AGAIN
from bot.facilitation.call_teams import reached, reaches, team_of
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe, touch_all, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import calls as voice
from bot.voice.message import Message, View
from bot.voice.words import local, names

WAITS, FORGETS, LONGEST = "call-waits", "call-forget", 1200


class NobodyHears(FacilitationError):
    """There is no other facilitator whom I could tell. Please turn to somebody you trust in your own organisation."""


def window(desk: Desk, person_id: str, *, about: str = "") -> View:
    """Where somebody asks for a word, and may say that it is about a facilitator."""
    with desk.store.read() as memory:
        return voice.call_form(others(Setting(desk, memory), person_id), about=about)


def others(setting: Setting, person_id: str) -> list[Participant]:
    """The facilitators beside this person: a word may be about any of them."""
    team = [one for one in setting.facilitators if one.id != person_id]
    return sorted(team, key=lambda one: one.name.casefold())


def ask_for_a_word(
    desk: Desk, person_id: str, text: str = "", *, about: str = "", skips: Sequence[str] = ()
) -> Call:
    """Let the facilitators know that somebody would like a word. It goes at once, whatever the hour.

    Whoever has left may ask, too. The same words again within two minutes are a second press (domain.md 16).
    Raises NobodyHears where it is about all of them.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        said = " ".join([about, text]).strip()[:LONGEST]
        about_whom = tuple(one.id for one in others(setting, person_id) if one.id in skips)
        again = _a_moment_ago(setting, person_id, said, about_whom)
        if again:
            return again
        call = Call(
            id=f"c{memory.numbers.next('call')}",
            person_id=person_id,
            at=setting.now,
            text=said,
            skips=about_whom,
        )
        if not reached(setting, call):
            raise NobodyHears
        memory.calls.save(call)
        _tell_team(setting, call, f"call:{call.id}:", "call")
        _tell_caller(setting, call)
        facts = {"call": call.id}
        memory.duties.plan(
            Duty(key=f"{WAITS}:{call.id}", kind=WAITS, due_at=call.answer_by, facts=facts)
        )
        return call


def _a_moment_ago(setting: Setting, person_id: str, said: str, skips: Sequence[str]) -> Call | None:
    calls = setting.memory.calls.find(person_id=person_id, text=said)
    same = (c for c in calls if c.waits and c.skips == tuple(skips))
    return next((c for c in same if setting.now - c.at < AGAIN), None)


def _tell_team(setting: Setting, call: Call, prefix: str, kind: str) -> None:
    for one in team_of(setting, call):
        key = f"{prefix}{one.id}"
        owe(setting, kind, key, one, {"call": call.id}, at=setting.now, quiet=False)
        touch_home(setting, one.id)


def _tell_caller(setting: Setting, call: Call) -> None:
    """What becomes of it: a message when it is asked, and a new one from whoever takes it on."""
    caller = setting.one(call.person_id)
    if caller:
        key = f"call-card:{call.id}:{call.taken_by}"
        facts = {"call": call.id, "by": call.taken_by}
        owe(setting, "call-card", key, caller, facts, at=setting.now, quiet=False)


def receipt(desk: Desk, call: Call) -> str:
    """Who will answer and by when, in the caller's own time."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return voice.asked(
            team=[one.name for one in team_of(setting, call)],
            by_when=local(call.answer_by, memory.people.get(call.person_id).zone),
        )


def take_call(desk: Desk, call_id: str, facilitator: str) -> Call:
    """The facilitator who presses first answers; the others see that. Once it has waited for long, another may."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        call = _known_to(setting, call_id, facilitator)
        free = not call.taken_by or call.chased
        if call.waits and free and call.taken_by != facilitator:
            call = take_over(setting, call, facilitator)
        return call


def take_over(setting: Setting, call: Call, facilitator: str) -> Call:
    """From now on this facilitator answers it."""
    taken = replace(call, taken_by=facilitator, taken_at=setting.now)
    _changed(setting, taken)
    _tell_caller(setting, taken)
    _trace(setting, taken, facilitator, "took a call for a word")
    return taken


def free(setting: Setting, facilitator: str) -> None:
    """Whoever had taken these on is away: each waits for somebody again, and the team hears of it."""
    for call in setting.memory.calls.find(taken_by=facilitator):
        if call.waits:
            _raise(setting, replace(call, taken_by="", taken_at=None))


def end_call(desk: Desk, call_id: str, facilitator: str) -> Call:
    """Whoever took it on has answered."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        call = _known_to(setting, call_id, facilitator)
        if call.waits and call.taken_by == facilitator:
            call = replace(call, done_at=setting.now)
            _changed(setting, call)
            _trace(setting, call, facilitator, "said that a call for a word is answered")
        return call


def settle(desk: Desk, call_id: str, person_id: str) -> Call:
    """Whoever asked says that it is settled."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        call = replace(_own(setting, call_id, person_id), settled_at=setting.now)
        _changed(setting, call)
        return call


def still_waiting(desk: Desk, call_id: str, person_id: str) -> Call:
    """Whoever asked is still waiting: it is open again, and the whole team hears of it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old = _own(setting, call_id, person_id)
        call = replace(old, done_at=None, settled_at=None)
        if not (old.chased and old.waits):
            _raise(setting, call)
        return call


def look_whether_answered(setting: Setting, duty: Duty) -> None:
    """Four hours on: where nobody has said that it is done, the whole team hears of it, once."""
    call = setting.memory.calls.seek(duty.facts["call"])
    if call is not None and call.waits and not call.chased:
        _raise(setting, call)


def follow_team(setting: Setting) -> None:
    """Who facilitates has changed: a word that nobody has any more is told to those who are left, or are new."""
    for call in setting.memory.calls.find():
        team = {one.id for one in team_of(setting, call)} if call.waits else set()
        lost = bool(call.taken_by) and call.taken_by not in team
        if team and (lost or not team & _told(setting, call)):
            _raise(setting, replace(call, taken_by="", taken_at=None) if lost else call)


def _told(setting: Setting, call: Call) -> set[str]:
    effects = setting.memory.effects
    owed = [*effects.find(f"call:{call.id}:"), *effects.find(f"{WAITS}:{call.id}:")]
    return {effect.target for effect in owed}


def forget_words(setting: Setting, duty: Duty) -> datetime | None:
    """So many days after it was settled, the words go; that somebody asked, and who answered when, stays."""
    call = setting.memory.calls.seek(duty.facts["call"])
    if call is None or not call.text:
        return None
    due = (call.over_at or setting.now) + timedelta(days=setting.desk.house.settled_words_days)
    if call.waits or setting.now < due:
        return due
    _changed(setting, replace(call, text=""))
    return None


def _raise(setting: Setting, call: Call) -> None:
    raised = replace(call, raised_at=setting.now)
    _changed(setting, raised)
    time = setting.memory.numbers.next(f"{WAITS}:{call.id}")
    _tell_team(setting, raised, f"{WAITS}:{call.id}:{time}:", WAITS)


def _changed(setting: Setting, call: Call) -> None:
    """Keep it, and bring what stands about it up to date."""
    setting.memory.calls.save(call)
    for prefix in ("call", WAITS, "call-card"):
        touch_all(setting, f"{prefix}:{call.id}:")
    for one in team_of(setting, call):
        touch_home(setting, one.id)
    if call.text and call.over_at:
        days = timedelta(days=setting.desk.house.settled_words_days)
        key, facts = f"{FORGETS}:{call.id}", {"call": call.id}
        setting.memory.duties.plan(
            Duty(key=key, kind=FORGETS, due_at=call.over_at + days, facts=facts)
        )


def _trace(setting: Setting, call: Call, who: str, did: str) -> None:
    """One about a facilitator leaves no line: they may read the audit, too."""
    if not call.skips:
        trace(setting, who, did, call.id)


def _known_to(setting: Setting, call_id: str, facilitator: str) -> Call:
    """The call, for somebody of the team; for anybody else there is none."""
    call = setting.memory.calls.get(call_id)
    if facilitator not in {one.id for one in team_of(setting, call)}:
        raise _no_such(call_id)
    return call


def _own(setting: Setting, call_id: str, person_id: str) -> Call:
    call = setting.memory.calls.get(call_id)
    if call.person_id != person_id:
        raise _no_such(call_id)
    return call


def _no_such(call_id: str) -> NoSuchThing:
    return NoSuchThing(
        what="call for a facilitator", name=call_id, hint="It may have been removed."
    )


def waiting(setting: Setting, reader: str = "") -> list[str]:
    """What waits for an answer, in words for one facilitator; at the machine, but for those about somebody."""
    one = setting.one(reader) if reader else None
    known = (c for c in setting.memory.calls.find() if c.waits)
    mine = [c for c in known if (reaches(setting, c, one) if one else not (reader or c.skips))]
    zone = one.zone if one else setting.desk.house.default_zone
    return [
        voice.need(taken=bool(call.taken_by), by_when=local(call.answer_by, zone))
        for call in sorted(mine, key=lambda c: (c.at, c.id))
    ]


def _name(setting: Setting, person_id: str) -> str:
    person = setting.memory.people.seek(person_id) if person_id else None
    return person.name if person else ""


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """What a facilitator reads."""
    call = setting.memory.calls.get(effect.payload["call"])
    caller = setting.memory.people.seek(call.person_id)
    if caller is None or person.id not in {one.id for one in team_of(setting, call)}:
        return Drop(why="not for this reader")
    if not effect.remote_id and not call.waits:
        return Drop(why="answered meanwhile")
    return voice.came(
        voice.Came(
            call=call,
            caller=caller,
            reader=person,
            taken_by=_name(setting, call.taken_by),
            about=[_name(setting, one) for one in call.skips],
            again=effect.kind == WAITS,
        )
    )


def card(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """What whoever asked reads; only the newest message has buttons."""
    call = setting.memory.calls.get(effect.payload["call"])
    by = str(effect.payload["by"])
    if call.taken_by and by != call.taken_by:
        words = voice.taken_on(_name(setting, call.taken_by))
        return Message(text=words) if effect.remote_id else Drop(why="somebody took it on")
    return voice.card(
        call,
        taken_by=_name(setting, call.taken_by),
        team=names(one.name for one in team_of(setting, call)),
        zone=person.zone,
    )
